//! How large what was built is, and whether each part of it is within its budget.

use crate::{build::files_of, workspace::DIST};
use anyhow::{Result, bail};
use std::{fs, path::Path};

/// Something that travels as a whole: what it is, its files, and how many bytes they may have together, compressed.
struct Budget {
    name: &'static str,
    files: Files,
    bytes: u64,
}

/// Which files, by their paths below `dist/`.
enum Files {
    /// All that are not the package's.
    Page,
    /// These of the package.
    Module(&'static [&'static str]),
}

const BUDGETS: [Budget; 3] = [
    // What was reached, and half a percent for what comes; 260 kB is where it should go. Of the program's code a third is
    // the project's own, a third what Leptos makes of it (signals and views alike), and a fifth Rust's own library.
    Budget { name: "the viewer's program and style", files: Files::Page, bytes: 700_100 },
    // What was reached, and half a percent for what comes; 220 kB is where it should go. Nearly all of it is what the viewer
    // that is a page of its own is made of, too. Whoever takes `mount` from the package without a bundler gets the scripts of
    // the other program with it.
    Budget {
        name: "the viewer for other pages, with its style and scripts",
        files: Files::Module(&[
            "element.js",
            "elements.js",
            "error.js",
            "guard.js",
            "index.js",
            "instance.js",
            "load.js",
            "markup.js",
            "mount.js",
            "program.js",
            "style.js",
            "viewer.js",
            "viewer.wasm",
            "written.js",
        ]),
        bytes: 575_800,
    },
    // What was reached, and half a percent for what comes.
    Budget {
        name: "the program without a view, and its scripts",
        files: Files::Module(&[
            "data.js",
            "data.wasm",
            "error.js",
            "guard.js",
            "instance.js",
            "load.js",
            "program.js",
            "written.js",
        ]),
        bytes: 219_100,
    },
];

/// What is counted as the same file of the viewer's.
const COUNTED_BESIDE: &str = "module/host.js";

impl Budget {
    fn holds(&self, file: &str) -> bool {
        match (&self.files, file.strip_prefix("module/")) {
            (Files::Page, of_module) => of_module.is_none(),
            (Files::Module(names), of_module) => of_module.is_some_and(|name| names.contains(&name)),
        }
    }

    /// The first of its files that is not among these.
    fn missing(&self, files: &[String]) -> Option<&'static str> {
        let Files::Module(names) = &self.files else { return None };
        let is_there = |name: &str| files.iter().any(|file| file.strip_prefix("module/") == Some(name));
        names.iter().copied().find(|name| !is_there(name))
    }
}

/// Prints the size of every file as it is and as it travels.
///
/// # Errors
/// A part exceeds its budget.
pub(crate) fn report() -> Result<()> {
    println!("{:>12}{:>12}   (bytes)", "as it is", "brotli");
    let mut sums = [0; BUDGETS.len()];
    let mut counted = Vec::new();
    for file in files_of(Path::new(DIST))? {
        let extension = file.extension().and_then(|extension| extension.to_str()).unwrap_or_default();
        if extension == "br" {
            continue;
        }
        let raw = fs::metadata(&file)?.len();
        let travels =
            fs::metadata(format!("{}.br", file.display())).map_or(raw, |compressed| compressed.len());
        let name = file.strip_prefix(DIST).unwrap_or(&file).to_string_lossy().replace('\\', "/");
        println!("{raw:>12}{travels:>12}   {name}");
        if matches!(extension, "wasm" | "js" | "css") {
            let parts = BUDGETS.iter().zip(&mut sums).filter(|(budget, _)| budget.holds(&name));
            parts.for_each(|(_, sum)| *sum += travels);
            counted.push(name);
        }
    }
    for (budget, sum) in BUDGETS.iter().zip(sums) {
        println!("{sum:>24}   {}, of {} allowed", budget.name, budget.bytes);
    }
    check_files(&counted)?;
    BUDGETS.iter().zip(sums).try_for_each(|(budget, sum)| check(budget, sum))
}

/// Whether every file is a part of something that has a budget, and every part is there.
fn check_files(files: &[String]) -> Result<()> {
    let is_counted = |file: &str| file == COUNTED_BESIDE || BUDGETS.iter().any(|budget| budget.holds(file));
    if let Some(file) = files.iter().find(|file| !is_counted(file)) {
        bail!("{file} is counted in no budget");
    }
    match BUDGETS.iter().find_map(|budget| Some((budget, budget.missing(files)?))) {
        Some((budget, file)) => bail!("{file} is counted in {} and is not there", budget.name),
        None => Ok(()),
    }
}

fn check(budget: &Budget, bytes: u64) -> Result<()> {
    if bytes == 0 {
        bail!("{DIST}/ does not hold {}: nothing was measured", budget.name);
    }
    match bytes.checked_sub(budget.bytes) {
        Some(over @ 1..) => bail!("{} are {over} bytes over their budget", budget.name),
        _ => Ok(()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_budget_is_kept_to_the_byte() {
        for budget in &BUDGETS {
            assert!(check(budget, budget.bytes).is_ok());
            assert!(check(budget, budget.bytes + 1).unwrap_err().to_string().contains(" 1 bytes over"));
            assert!(check(budget, 0).is_err());
        }
    }

    #[test]
    fn a_file_is_counted_where_it_travels() {
        let counted = |file: &str| BUDGETS.map(|budget| budget.holds(file));
        assert_eq!(counted("viewer-0a.wasm"), [true, false, false]);
        assert_eq!(counted("module/data.wasm"), [false, false, true]);
        assert_eq!(counted("module/viewer.wasm"), [false, true, false]);
        assert_eq!(counted("module/error.js"), [false, true, true]);
        assert_eq!(counted("module/viewer.wasm.br"), [false, false, false]);
    }

    #[test]
    fn a_file_that_nobody_counts_is_told_of_and_so_is_one_that_is_gone() {
        let files = |more: &[&str], without: &str| {
            let names = BUDGETS.iter().flat_map(|budget| match budget.files {
                Files::Page => &[],
                Files::Module(names) => names,
            });
            let all =
                names.map(|name| format!("module/{name}")).chain(more.iter().copied().map(str::to_owned));
            all.filter(|file| file != without).collect::<Vec<_>>()
        };
        let whole = ["viewer-0a.js", COUNTED_BESIDE];
        assert!(check_files(&files(&whole, "")).is_ok());
        let words = |files: &[String]| check_files(files).unwrap_err().to_string();
        assert_eq!(words(&files(&["module/more.js"], "")), "module/more.js is counted in no budget");
        assert!(words(&files(&whole, "module/data.js")).starts_with("data.js is counted in the program"));
    }
}
