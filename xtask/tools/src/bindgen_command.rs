//! The `wasm-bindgen` command as Trunk calls it, over the library that the official command is made of.
//!
//! It knows the options that Trunk passes and refuses any other. Unlike the official command it always drops the
//! name section: Trunk has no option for that, and names are a third of an otherwise stripped module.

mod plain;

use anyhow::{Context as _, Result, bail};
use lexopt::{Arg, Parser, ValueExt as _};
use plain::plain;
use std::{
    fs,
    path::{Path, PathBuf},
};
use wasm_bindgen_cli_support::Bindgen;

fn main() -> Result<()> {
    let mut bindgen = Bindgen::new();
    // Trunk says when it wants no types.
    bindgen.remove_name_section(true).typescript(true);
    let mut input: Option<PathBuf> = None;
    let mut out_dir: Option<PathBuf> = None;

    let mut arguments = Parser::from_env();
    while let Some(argument) = arguments.next()? {
        match argument {
            Arg::Short('V') | Arg::Long("version") => {
                println!("wasm-bindgen {}", wasm_bindgen_shared::version());
                return Ok(());
            }
            Arg::Long("target") => {
                let target = arguments.value()?.string()?;
                match target.as_str() {
                    "web" => bindgen.web(true)?,
                    // A script whose every run is a program of its own.
                    "no-modules" => bindgen.no_modules(true)?,
                    _ => bail!("this wasm-bindgen builds for web and no-modules only, not for {target:?}"),
                };
            }
            Arg::Long("out-dir") => out_dir = Some(arguments.value()?.into()),
            Arg::Long("out-name") => {
                bindgen.out_name(&arguments.value()?.string()?);
            }
            Arg::Long("no-typescript") => {
                bindgen.typescript(false);
            }
            Arg::Value(path) if input.is_none() => input = Some(path.into()),
            Arg::Short(_) | Arg::Long(_) | Arg::Value(_) => return Err(argument.unexpected().into()),
        }
    }

    let input = input.context("name the .wasm file to read")?;
    let out_dir = out_dir.context("name the folder to write to with --out-dir")?;
    bindgen
        .input_path(&input)
        .generate(&out_dir)
        .with_context(|| format!("wasm-bindgen could not process {}", input.display()))?;
    bare_scripts(&out_dir)
}

/// Takes the comments out of every script in a folder: here, because Trunk notes what the scripts hash to.
fn bare_scripts(folder: &Path) -> Result<()> {
    for entry in fs::read_dir(folder).with_context(|| format!("{} cannot be read", folder.display()))? {
        let path = entry?.path();
        if path.is_dir() {
            bare_scripts(&path)?;
        } else if path.extension().is_some_and(|extension| extension == "js") {
            let script =
                fs::read_to_string(&path).with_context(|| format!("{} cannot be read", path.display()))?;
            fs::write(&path, plain(&script))
                .with_context(|| format!("{} cannot be written", path.display()))?;
        }
    }
    Ok(())
}
