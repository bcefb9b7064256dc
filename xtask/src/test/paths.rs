//! Whether the built viewer tells of the machine that built it. If it does, no two machines build the same.

use crate::{build, workspace::DIST};
use anyhow::{Result, bail};
use std::{env, fs, path::Path};

/// Looks for this machine's folders in every built file.
///
/// # Errors
/// One is named.
pub(crate) fn check() -> Result<()> {
    let folders: Vec<String> = [env::current_dir().ok(), build::cargo_home()]
        .into_iter()
        .flatten()
        .map(|folder| folder.to_string_lossy().into_owned())
        .collect();
    for file in build::files_of(Path::new(DIST))? {
        let content = fs::read(&file)?;
        if let Some(folder) = folders.iter().find(|folder| holds(&content, folder.as_bytes())) {
            bail!("{} names {folder}, a folder of this machine", file.display());
        }
    }
    Ok(())
}

fn holds(content: &[u8], sought: &[u8]) -> bool {
    content.windows(sought.len()).any(|window| window == sought)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_folder_is_found_among_bytes() {
        assert!(holds(b"\0\xff/home/me/.cargo/x", b"/home/me"));
        assert!(!holds(b"\0\xff/home/m", b"/home/me"));
    }
}
