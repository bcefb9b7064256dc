//! How large the built viewer is, and whether that is within its budget.

use crate::{build::files_of, workspace::DIST};
use anyhow::{Result, bail};
use std::{fs, path::Path};

/// What may travel before the viewer works: its program and style, compressed.
///
/// What was reached, and half a percent for what comes; 260 kB is where it should go. Of the program's code a third is the
/// project's own, a third what Leptos makes of it (signals and views alike), and a fifth Rust's own library.
const BUDGET_BYTES: u64 = 579_000;

/// Prints the size of every file of the viewer as it is and as it travels.
///
/// # Errors
/// The program and style together exceed their budget.
pub(crate) fn report() -> Result<()> {
    println!("{:>12}{:>12}   (bytes)", "as it is", "brotli");
    let mut budgeted = 0;
    for file in files_of(Path::new(DIST))? {
        let extension = file.extension().and_then(|extension| extension.to_str()).unwrap_or_default();
        if extension == "br" {
            continue;
        }
        let raw = fs::metadata(&file)?.len();
        let travels =
            fs::metadata(format!("{}.br", file.display())).map_or(raw, |compressed| compressed.len());
        println!("{raw:>12}{travels:>12}   {}", file.strip_prefix(DIST).unwrap_or(&file).display());
        if matches!(extension, "wasm" | "js" | "css") {
            budgeted += travels;
        }
    }
    println!("{budgeted:>24}   program and style, of {BUDGET_BYTES} allowed");
    check(budgeted)
}

fn check(budgeted: u64) -> Result<()> {
    if budgeted == 0 {
        bail!("{DIST}/ holds no program: nothing was measured");
    }
    let over = budgeted.checked_sub(BUDGET_BYTES + 1).map(|beyond| beyond + 1);
    match over {
        Some(over) => bail!("the viewer's program and style are {over} bytes over their budget"),
        None => Ok(()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_budget_is_kept_to_the_byte() {
        assert!(check(BUDGET_BYTES).is_ok());
        assert!(check(BUDGET_BYTES + 1).unwrap_err().to_string().contains(" 1 bytes over"));
        assert!(check(0).is_err());
    }
}
