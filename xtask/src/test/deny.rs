//! The dependencies: their licences, where they come from, and which come twice.

use crate::{
    process::{read, run, step},
    tools::cargo,
    workspace,
};
use anyhow::Result;
use std::{
    env,
    path::PathBuf,
    process::{Command, Stdio},
};

/// The pinned cargo-deny, kept in the project's own target folder.
const VERSION: &str = "0.20.2";
const RULES: &str = "xtask/deny.toml";

/// Checks what is shipped, and what builds and tests it, against the rules.
///
/// # Errors
/// cargo-deny cannot be built, or a dependency is not allowed.
pub(crate) fn check() -> Result<()> {
    let program = find_or_install()?;
    let deny = || {
        let mut command = Command::new(&program);
        command.args(["--locked", "--config", RULES]);
        command
    };
    run(deny().args(["check", "bans", "licenses", "sources"]))?;
    // What only builds and tests may come twice.
    run(deny().args(["--workspace", "check", "licenses", "sources"]))
}

fn find_or_install() -> Result<PathBuf> {
    let tools = workspace::target()?.join("tools");
    let program = tools.join("bin").join(format!("cargo-deny{}", env::consts::EXE_SUFFIX));
    if read(Command::new(&program).arg("--version")).ok() != Some(format!("cargo-deny {VERSION}")) {
        step(
            &format!("Building cargo-deny {VERSION} in {} (once; a minute or two)", tools.display()),
            || {
                let mut install = cargo();
                install
                    .args(["install", "cargo-deny", "--version", VERSION, "--locked", "--force", "--quiet"])
                    .args(["--no-default-features", "--profile", "dev", "--root"])
                    .arg(&tools)
                    .env("CARGO_TARGET_DIR", tools.join("build-deny"))
                    .env("CARGO_PROFILE_DEV_DEBUG", "0")
                    .env("CARGO_INCREMENTAL", "0");
                run(install.stdin(Stdio::null()))?;
                Ok(std::fs::remove_dir_all(tools.join("build-deny"))?)
            },
        )?;
    }
    Ok(program)
}
