//! The `wasm-bindgen` command as Trunk calls it, over the library that the official command is made of.
//!
//! It knows the options that Trunk passes and refuses any other. Unlike the official command it always drops the
//! name section: Trunk has no option for that, and names are a third of an otherwise stripped module.

use anyhow::{Context as _, Result, bail};
use lexopt::{Arg, Parser, ValueExt as _};
use std::{fs, path::PathBuf};
use wasm_bindgen_cli_support::Bindgen;

fn main() -> Result<()> {
    let mut bindgen = Bindgen::new();
    bindgen.remove_name_section(true);
    let mut input: Option<PathBuf> = None;
    let mut out_dir: Option<PathBuf> = None;
    let mut out_name: Option<String> = None;

    let mut arguments = Parser::from_env();
    while let Some(argument) = arguments.next()? {
        match argument {
            Arg::Short('V') | Arg::Long("version") => {
                println!("wasm-bindgen {}", wasm_bindgen_shared::version());
                return Ok(());
            }
            Arg::Long("target") => {
                let target = arguments.value()?.string()?;
                if target != "web" {
                    bail!("this wasm-bindgen builds for the web only, not for {target:?}");
                }
                bindgen.web(true)?;
            }
            Arg::Long("out-dir") => out_dir = Some(arguments.value()?.into()),
            Arg::Long("out-name") => {
                let name = arguments.value()?.string()?;
                bindgen.out_name(&name);
                out_name = Some(name);
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
    let name = out_name.or_else(|| input.file_stem()?.to_str().map(str::to_owned));
    let script = out_dir.join(name.context("name the script with --out-name")?).with_extension("js");
    let text = fs::read_to_string(&script).with_context(|| format!("{} cannot be read", script.display()))?;
    fs::write(&script, plain(&text)).with_context(|| format!("{} cannot be written", script.display()))
}

/// A generated script without its comments of whole lines and its indentation: a tenth of what it weighs compressed.
fn plain(script: &str) -> String {
    let mut is_comment = false;
    let mut bare = String::new();
    for line in script.lines().map(str::trim_start) {
        is_comment |= line.starts_with("/*");
        if !is_comment && !line.is_empty() && !line.starts_with("//") {
            bare.push_str(line);
            bare.push('\n');
        }
        is_comment &= !line.contains("*/");
    }
    bare
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn comments_and_indentation_go_and_statements_stay() {
        let script = "/**\n * Says.\n */\nexport function a() {\n    // Why.\n    return 1; // one\n}\n/* b */\n\nb();\n";
        assert_eq!(plain(script), "export function a() {\nreturn 1; // one\n}\nb();\n");
    }
}
