//! What Cargo and rustup give: the pinned toolchain, and this workspace's own programs.

use crate::process::{read, run};
use anyhow::{Context as _, Result};
use std::{env, ffi::OsString, process::Command};

/// Adds to the pinned toolchain what `rust-toolchain.toml` names and the machine lacks.
///
/// # Errors
/// rustup cannot get it.
pub(crate) fn toolchain() -> Result<()> {
    if read(Command::new("rustup").arg("--version")).is_err() {
        // Rust from elsewhere: the compiler itself says what it lacks.
        return Ok(());
    }
    // The variable would make rustup look past the components and targets in the file.
    run(Command::new("rustup").args(["--quiet", "toolchain", "install"]).env_remove("RUSTUP_TOOLCHAIN"))
        .context("the Rust toolchain that rust-toolchain.toml names could not be installed")
}

/// Builds this workspace's own programs: the build tools, the printer of recipes and the simulator.
///
/// # Errors
/// Cargo cannot build them.
pub(crate) fn own_programs() -> Result<()> {
    let packages = ["build-tools", "relay-recipes", "vendor-simulator"];
    run(cargo().args(["build", "--locked"]).args(packages.iter().flat_map(|package| ["--package", package])))
}

/// Prints how a web server serves the viewer and relays to the vendors.
///
/// # Errors
/// Cargo cannot build the printer, or the words ask for what there is not.
pub(crate) fn print_recipe(words: &[OsString]) -> Result<()> {
    run(cargo().args(["run", "--quiet", "--locked", "--package", "relay-recipes", "--"]).args(words))
}

/// Cargo, as it started this program.
pub(crate) fn cargo() -> Command {
    Command::new(env::var_os("CARGO").unwrap_or_else(|| "cargo".into()))
}
