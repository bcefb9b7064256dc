//! Whether `dist/` is what the sources would build, so that a second start need not ask Trunk.
//!
//! The answer comes from contents and not from times: neither a checkout nor a plain `trunk serve` into the same
//! folder can fool it.

use crate::{
    build::files_of,
    workspace::{self, DIST},
};
use anyhow::{Context as _, Result};
use std::{
    collections::hash_map::DefaultHasher,
    fs,
    hash::{Hash as _, Hasher as _},
    io::ErrorKind,
    path::{Path, PathBuf},
};

/// Everything that the built viewer depends on.
const SOURCES: [&str; 13] = [
    ".cargo",
    "Cargo.lock",
    "Cargo.toml",
    "LICENSE",
    "Trunk.toml",
    "index.html",
    "rust-toolchain.toml",
    "src",
    "style",
    "xtask/recipes/src/paths.rs",
    "xtask/src/module.rs",
    "xtask/src/style.rs",
    "xtask/tools",
];

/// Whether the sources and `dist/` are both as they were after the last build.
///
/// # Errors
/// A file cannot be read.
pub(crate) fn is_fresh() -> Result<bool> {
    let noted = fs::read_to_string(note()?).ok();
    Ok(Path::new(DIST).is_dir() && noted == Some(state()?))
}

/// Notes the present state as fresh.
///
/// # Errors
/// A file cannot be read or written.
pub(crate) fn remember() -> Result<()> {
    let note = note()?;
    fs::write(&note, state()?).with_context(|| format!("{} cannot be written", note.display()))
}

/// Notes that nothing is known, before a build that may stop half-way.
///
/// # Errors
/// The note cannot be removed.
pub(crate) fn forget() -> Result<()> {
    match fs::remove_file(note()?) {
        Err(error) if error.kind() != ErrorKind::NotFound => {
            Err(error).context("the note on dist cannot be removed")
        }
        _ => Ok(()),
    }
}

fn note() -> Result<PathBuf> {
    Ok(workspace::target()?.join("dist-state"))
}

fn state() -> Result<String> {
    let mut files = Vec::new();
    for source in SOURCES.iter().chain([&DIST]) {
        let path = Path::new(source);
        if path.is_dir() {
            files.extend(files_of(path)?);
        } else {
            files.push(path.to_owned());
        }
    }
    let mut hasher = DefaultHasher::new();
    for file in files {
        file.hash(&mut hasher);
        fs::read(&file).with_context(|| format!("{} cannot be read", file.display()))?.hash(&mut hasher);
    }
    Ok(format!("{:016x}", hasher.finish()))
}
