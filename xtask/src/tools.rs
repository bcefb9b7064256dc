//! The pinned tools, kept in the project's own target folder. What the person has installed is left as it is.

use crate::{
    process::{read, run, step},
    workspace,
};
use anyhow::{Context as _, Result};
use std::{env, fs, path::Path, process::Command};

/// The newest stable Trunk that the pinned Rust compiles.
const TRUNK: &str = "0.21.14";

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

/// Builds this workspace's own programs: the build tools and the simulator.
///
/// # Errors
/// Cargo cannot build them.
pub(crate) fn own_programs() -> Result<()> {
    run(cargo().args(["build", "--locked", "--package", "build-tools", "--package", "vendor-simulator"]))
}

/// Cargo, as it started this program.
pub(crate) fn cargo() -> Command {
    Command::new(env::var_os("CARGO").unwrap_or_else(|| "cargo".into()))
}

/// Trunk, with the wasm-bindgen of this workspace before any other.
///
/// # Errors
/// The tools cannot be installed.
pub(crate) fn trunk() -> Result<Command> {
    let bin = workspace::target()?.join("tools").join("bin");
    let trunk = bin.join(format!("trunk{}", env::consts::EXE_SUFFIX));
    let installed = read(Command::new(&trunk).arg("--version"));
    if installed.is_ok_and(|version| version != format!("trunk {TRUNK}")) || !trunk.exists() {
        step(&format!("Building Trunk {TRUNK} in target/tools (once; a minute or two)"), install_trunk)?;
    }
    place_wasm_bindgen(&bin)?;

    let others = env::var_os("PATH").unwrap_or_default();
    let path = env::join_paths([bin].into_iter().chain(env::split_paths(&others)))?;
    let mut command = Command::new(trunk);
    // Trunk reads NO_COLOR as an option of its own and refuses the usual value 1.
    command.env("PATH", path).env_remove("NO_COLOR");
    Ok(command)
}

fn install_trunk() -> Result<()> {
    let tools = workspace::target()?.join("tools");
    let scratch = tools.join("build");
    run(cargo()
        .args([
            "install",
            "trunk",
            "--version",
            TRUNK,
            "--locked",
            "--no-default-features",
            "--profile",
            "dev",
        ])
        .args(["--force", "--root"])
        .arg(&tools)
        .env("CARGO_TARGET_DIR", &scratch)
        .env("CARGO_PROFILE_DEV_DEBUG", "0")
        .env("CARGO_INCREMENTAL", "0"))?;
    fs::remove_dir_all(&scratch).with_context(|| format!("{} cannot be removed", scratch.display()))
}

/// Puts our command where Trunk finds it under the name it looks for.
fn place_wasm_bindgen(bin: &Path) -> Result<()> {
    let built = workspace::program("bindgen-command")?;
    let placed = bin.join(format!("wasm-bindgen{}", env::consts::EXE_SUFFIX));
    if fs::read(&placed).ok() != Some(fs::read(&built)?) {
        fs::copy(&built, &placed).with_context(|| format!("{} cannot be written", placed.display()))?;
    }
    Ok(())
}
