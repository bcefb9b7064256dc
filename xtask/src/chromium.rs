//! The browser that the tests drive.

use crate::process::{run, step};
use anyhow::{Result, bail};
use std::{
    env,
    path::{Path, PathBuf},
    process::Command,
};

const NAMES: [&str; 5] = ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome"];

/// Where the usual installers put it outside `PATH`.
const PLACES: [&str; 3] = [
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
    "/Applications/Chromium.app/Contents/MacOS/Chromium",
    r"C:\Program Files\Google\Chrome\Application\chrome.exe",
];

/// Finds Chromium or Chrome, and on Debian, as root, installs it where it is missing.
///
/// # Errors
/// There is none; the message says what to install.
pub(crate) fn find_or_install() -> Result<PathBuf> {
    if let Some(named) = env::var_os("CHROME").map(PathBuf::from) {
        if named.is_file() {
            return Ok(named);
        }
        bail!("CHROME names {}, which is no file", named.display());
    }
    if let Some(found) = find() {
        return Ok(found);
    }
    if may_install() {
        step("Installing Chromium with apt-get", || {
            let apt = || {
                let mut command = Command::new("apt-get");
                command.args(["-y", "-q"]).env("DEBIAN_FRONTEND", "noninteractive");
                command
            };
            run(apt().arg("update"))?;
            run(apt().args(["install", "--no-install-recommends", "chromium", "fonts-liberation"]))
        })?;
        if let Some(found) = find() {
            return Ok(found);
        }
    }
    bail!("the browser tests need Chromium: install Chromium or Google Chrome, or name its program in CHROME")
}

fn find() -> Option<PathBuf> {
    let path = env::var_os("PATH").unwrap_or_default();
    let on_path = env::split_paths(&path).flat_map(|folder| NAMES.map(|name| folder.join(name)));
    on_path.chain(PLACES.iter().map(PathBuf::from)).find(|candidate| candidate.is_file())
}

#[cfg(unix)]
fn may_install() -> bool {
    rustix::process::geteuid().is_root() && Path::new("/usr/bin/apt-get").is_file()
}

#[cfg(not(unix))]
fn may_install() -> bool {
    false
}
