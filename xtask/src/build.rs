//! `cargo xtask build`: the deployable folder.

use crate::{
    freshness, module,
    plain::plain,
    process::{run, step},
    style,
    tools::{self, cargo},
    trunk::Trunk,
    workspace::{self, DIST},
};
use anyhow::{Context as _, Result};
use std::{
    env, fs, io,
    path::{Path, PathBuf},
    process::Command,
};

/// Builds the tools, the simulator and the viewer, as far as they are not built already.
///
/// # Errors
/// A tool cannot be had, or something does not compile.
pub(crate) fn build() -> Result<()> {
    step("Rust toolchain", tools::toolchain)?;
    let trunk = Trunk::find_or_begin()?;
    step("The project's own programs", tools::own_programs)?;
    if trunk.is_on_its_way() {
        // With the options that Trunk will use, so that it finds this work done.
        let viewer = ["--bin", "viewer", "--features", "app", "--target", "wasm32-unknown-unknown"];
        step("The viewer's code, while Trunk is being built", || {
            run(cargo()
                .args(["build", "--release", "--locked"])
                .args(viewer)
                .env("CARGO_ENCODED_RUSTFLAGS", flags()?))
        })?;
    }
    let mut trunk = trunk.command()?;
    if freshness::is_fresh()? {
        println!("── The viewer in {DIST}/ is up to date");
        return Ok(());
    }
    step("The release viewer", || {
        freshness::forget()?;
        forget_bound_scripts()?;
        run(trunk
            .args(["build", "--release", "--locked", "--dist", DIST, "--public-url", "./"])
            .env("CARGO_ENCODED_RUSTFLAGS", flags()?))?;
        style::join()?;
        bare_boot_scripts()?;
        module::package(&flags()?)?;
        precompress()?;
        freshness::remember()
    })
}

/// Removes what wasm-bindgen made before: Trunk copies that whole folder, with scripts that no code binds to any more.
fn forget_bound_scripts() -> Result<()> {
    let made = workspace::target()?.join("wasm-bindgen/release");
    match fs::remove_dir_all(&made) {
        Err(error) if error.kind() != io::ErrorKind::NotFound => {
            Err(error).with_context(|| format!("{} cannot be removed", made.display()))
        }
        _ => Ok(()),
    }
}

/// The flags of `.cargo/config.toml`, which the variable replaces, and those that take the names of this machine's
/// folders out of the program, so that every machine builds the same.
fn flags() -> Result<String> {
    let root = env::current_dir()?;
    let mut flags = vec!["--cfg=erase_components".to_owned()];
    flags.push(format!("--remap-path-prefix={}=/leadwake", root.display()));
    flags.extend(cargo_home().map(|home| format!("--remap-path-prefix={}=/cargo", home.display())));
    Ok(flags.join("\x1f"))
}

/// Where Cargo keeps the sources of other people's crates.
pub(crate) fn cargo_home() -> Option<PathBuf> {
    let named = env::var_os("CARGO_HOME").map(PathBuf::from);
    named.or_else(|| env::home_dir().map(|home| home.join(".cargo")))
}

/// Takes the comments out of the scripts that Trunk only copies, and of which nothing notes what they hash to.
fn bare_boot_scripts() -> Result<()> {
    let dist = Path::new(DIST);
    for file in files_of(&dist.join("boot"))?.into_iter().chain([dist.join("boot.js")]) {
        let script =
            fs::read_to_string(&file).with_context(|| format!("{} cannot be read", file.display()))?;
        fs::write(&file, plain(&script)).with_context(|| format!("{} cannot be written", file.display()))?;
    }
    Ok(())
}

/// Writes a Brotli file beside every file that browsers are sent.
fn precompress() -> Result<()> {
    let files = files_of(Path::new(DIST))?;
    run(Command::new(workspace::program("precompress")?).args(files.iter().filter(|file| {
        let extension = file.extension().and_then(|extension| extension.to_str()).unwrap_or_default();
        matches!(extension, "html" | "js" | "css" | "wasm" | "svg" | "json")
    })))
}

/// Every file below a folder, in the order of their names.
///
/// # Errors
/// A folder cannot be read.
pub(crate) fn files_of(folder: &Path) -> Result<Vec<PathBuf>> {
    let entries = fs::read_dir(folder).with_context(|| format!("{} cannot be read", folder.display()))?;
    let mut files = Vec::new();
    for entry in entries {
        let path = entry?.path();
        if path.is_dir() {
            files.extend(files_of(&path)?);
        } else {
            files.push(path);
        }
    }
    files.sort();
    Ok(files)
}
