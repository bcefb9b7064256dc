//! Node and the packages that its programs need.

use crate::process::{read, run, step};
use anyhow::{Context as _, Result, bail};
use std::{fs, path::Path, process::Command};

/// Checks that there is a Node that can run this project's programs.
///
/// # Errors
/// There is none, or it is too old.
pub(crate) fn check_node() -> Result<()> {
    check_version(&read(Command::new("node").arg("--version")).unwrap_or_default())
}

/// Whether `node --version` said that it can run them.
fn check_version(version: &str) -> Result<()> {
    let major = version.trim_start_matches('v').split('.').next().and_then(|major| major.parse::<u32>().ok());
    match major {
        Some(20..) => Ok(()),
        Some(_) => bail!("this needs Node 20 or newer, with npm; here is {version}"),
        None => bail!("this needs Node: install Node 20 or newer, with npm"),
    }
}

/// Installs what a folder's `package-lock.json` pins, unless that very lock file was installed already.
///
/// # Errors
/// npm is missing or fails.
pub(crate) fn install(folder: &str) -> Result<()> {
    let lock = fs::read(Path::new(folder).join("package-lock.json"))?;
    let note = Path::new(folder).join("node_modules/installed-lock.json");
    if fs::read(&note).is_ok_and(|installed| installed == lock) {
        return Ok(());
    }
    step(&format!("Installing the packages of {folder} with npm"), || {
        let npm = if cfg!(windows) { "npm.cmd" } else { "npm" };
        run(Command::new(npm).args(["ci", "--no-audit", "--no-fund"]).current_dir(folder))?;
        fs::write(&note, lock).with_context(|| format!("{} cannot be written", note.display()))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn node_must_be_there_and_new_enough() {
        assert!(check_version("v20.20.2").is_ok());
        assert!(check_version("v18.19.0").unwrap_err().to_string().contains("v18.19.0"));
        assert!(check_version("").unwrap_err().to_string().contains("install Node 20"));
    }
}
