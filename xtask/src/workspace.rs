//! Where things are. Commands run at the workspace's root, so every other path is relative to it.

use anyhow::{Context as _, Result};
use std::{
    env,
    path::{Path, PathBuf},
};

/// The built viewer.
pub(crate) const DIST: &str = "dist";

/// Makes the workspace's root the current folder, wherever the person called from.
///
/// # Errors
/// The folder is gone or cannot be entered.
pub(crate) fn enter() -> Result<()> {
    let xtask = env::var_os("CARGO_MANIFEST_DIR").unwrap_or_else(|| env!("CARGO_MANIFEST_DIR").into());
    let root = Path::new(&xtask).parent().context("xtask lies in no workspace")?;
    env::set_current_dir(root).with_context(|| format!("{} cannot be entered", root.display()))
}

/// Cargo's target folder, wherever the person keeps it.
///
/// # Errors
/// This program was not started by `cargo xtask`.
pub(crate) fn target() -> Result<PathBuf> {
    let exe = env::current_exe().context("this program's own place cannot be found")?;
    let target = exe.ancestors().nth(2).context("start this program as `cargo xtask`")?;
    Ok(target.to_owned())
}

/// A program of this workspace, built for development.
///
/// # Errors
/// As [`target`].
pub(crate) fn program(name: &str) -> Result<PathBuf> {
    Ok(target()?.join("debug").join(format!("{name}{}", env::consts::EXE_SUFFIX)))
}
