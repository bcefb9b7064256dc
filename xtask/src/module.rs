//! The package for other people's pages, in `dist/module/`: `npm pack` there makes the tarball, and a page without a
//! bundler imports it from wherever the viewer is served.

use crate::{
    build::files_of,
    process::{self, run},
    style::plain,
    tools::cargo,
    workspace::{self, DIST},
};
use anyhow::{Context as _, Result, bail};
use std::{
    fs,
    path::{Path, PathBuf},
    process::Command,
};

/// Where the package's scripts and types are written by hand.
const SOURCES: &str = "src/embed/package";
const TARGET: &str = "wasm32-unknown-unknown";

/// A program of the package: the binary, the feature it needs, and what its files are called.
const PROGRAMS: [[&str; 3]; 2] = [["module", "embed", "viewer"], ["data", "data", "data"]];

/// Style sheets that only a page of its own needs.
const NOT_APART: [&str; 2] = ["page", "crash"];

/// Makes the package.
///
/// # Errors
/// Something does not compile, or a file is not as it is expected.
pub(crate) fn package(flags: &str) -> Result<()> {
    let package = Path::new(DIST).join("module");
    fs::create_dir_all(&package)?;
    for [bin, feature, name] in PROGRAMS {
        run(cargo()
            .args(["build", "--release", "--locked", "--target", TARGET, "--bin", bin, "--features", feature])
            .env("CARGO_ENCODED_RUSTFLAGS", flags))?;
        let bound = bind(bin, name, "no-modules")?;
        let glue = read(&bound.join(format!("{name}.js")))?;
        write(&package.join(format!("{name}.js")), &factory(&glue, name)?)?;
        fs::copy(bound.join(format!("{name}_bg.wasm")), package.join(format!("{name}.wasm")))?;
    }
    // The types stand once in every program; those of the viewer's are all of them.
    let [bin, _, name] = PROGRAMS[0];
    let declared = read(&bind(bin, name, "web")?.join(format!("{name}.d.ts")))?;
    // Docs are Rust's.
    write(&package.join("types.d.ts"), &types(&declared)?.replace("`None`", "`null`"))?;
    write(&package.join("style.js"), &style()?)?;
    write(&package.join("elements.js"), &read(Path::new("src/app/boot/elements.js"))?)?;
    fs::copy("LICENSE", package.join("LICENSE"))?;
    scripts(&package)
}

/// Puts what is written by hand into the package, and the script for pages around a frame beside the viewer as well.
fn scripts(package: &Path) -> Result<()> {
    for file in files_of(Path::new(SOURCES))? {
        let name = file.strip_prefix(SOURCES)?;
        match name.to_str() {
            Some("part.css") => {}
            Some("package.json") => {
                write(&package.join(name), &read(&file)?.replace("VERSION", env!("CARGO_PKG_VERSION")))?;
            }
            Some("host.js") => {
                let script = with_paths(&read(&file)?, &documented()?)?;
                write(&package.join(name), &script)?;
                write(&Path::new(DIST).join(name), &script)?;
            }
            _ => write(&package.join(name), &read(&file)?)?,
        }
    }
    Ok(())
}

/// The paths that the vendors document, by vendor, as JSON.
fn documented() -> Result<String> {
    process::read(Command::new(workspace::program("relay-recipes")?).arg("paths"))
}

/// The script for pages around a frame, with those paths.
fn with_paths(script: &str, paths: &str) -> Result<String> {
    replaced(script, "const DOCUMENTED = {};", &format!("const DOCUMENTED = {paths};"))
}

/// Makes the script and the program that go together, in a folder of their own.
fn bind(bin: &str, name: &str, kind: &str) -> Result<PathBuf> {
    let out = workspace::target()?.join("module").join(name).join(kind);
    let program = workspace::target()?.join(TARGET).join("release").join(format!("{bin}.wasm"));
    run(Command::new(workspace::program("bindgen-command")?)
        .args(["--target", kind, "--out-name", name, "--out-dir"])
        .arg(&out)
        .arg(program))?;
    Ok(out)
}

/// Puts a script into a function, so that every call makes a program of its own: with a memory of its own, gone when
/// nothing holds it. `markup` is what markup goes through on its way into the document. Whoever gives `failed` is told
/// whatever the program throws, and nobody else is. After `end` nothing of the program runs any more, whoever still calls it.
fn factory(glue: &str, name: &str) -> Result<String> {
    let glue = if glue.contains(".innerHTML") {
        replaced(
            glue,
            ".innerHTML = getStringFromWasm0(arg1, arg2);",
            ".innerHTML = markup(getStringFromWasm0(arg1, arg2));",
        )?
    } else {
        glue.to_owned()
    };
    let glue = replaced(
        &glue,
        "return Object.assign(__wbg_init, { initSync }, exports);",
        "return Object.assign(__wbg_init, { initSync, end() { wasm = ended; } }, exports);",
    )?;
    let glue = replaced(&glue, "wasm = instance.exports;", "wasm = guarded(instance.exports, failed);")?;
    Ok(format!(
        "import {{ ended, guarded }} from \"./guard.js\";\n\
         export const address = new URL(\"./{name}.wasm\", import.meta.url);\n\
         export function makeProgram(markup, failed) {{\n\
         {glue}\nreturn wasm_bindgen;\n}}\n"
    ))
}

/// A text with one part replaced, which has to be there exactly once.
fn replaced(text: &str, from: &str, to: &str) -> Result<String> {
    match text.matches(from).count() {
        1 => Ok(text.replace(from, to)),
        count => bail!("a script has {count} times, and not once: {from}"),
    }
}

/// The types that are made from the Rust types, without those of what only the scripts here call.
fn types(declared: &str) -> Result<&str> {
    let internal = ["\nexport class ", "\nexport function ", "\nexport type InitInput"];
    let end = internal.iter().filter_map(|start| declared.find(start)).min();
    let types = end.and_then(|end| declared.get(..end)).unwrap_or(declared);
    // The docs of the first internal one.
    let types = types.trim_end();
    let types = match types.rfind("/**") {
        Some(docs) if types.ends_with("*/") => types.get(..docs).unwrap_or(types),
        _ => types,
    };
    if !types.contains("export interface ViewerOptions") {
        bail!("the types of the viewer's options are not among those that wasm-bindgen wrote");
    }
    Ok(types)
}

/// The style sheets as a script. Every value of `tokens.css` can be given from outside, under its name with `leadwake` in
/// front.
fn style() -> Result<String> {
    let page = read(Path::new("index.html"))?;
    let linked = page.match_indices("href=\"style/").filter_map(|(at, found)| {
        let (name, rest) = page.get(at + found.len()..)?.split_once('.')?;
        (rest.starts_with("css\"") && !NOT_APART.contains(&name)).then_some(name)
    });
    let mut style = plain(&read(&Path::new(SOURCES).join("part.css"))?);
    for name in linked {
        let sheet = plain(&read(&Path::new("style").join(format!("{name}.css")))?);
        style.push_str(&if name == "tokens" { open_tokens(&sheet) } else { sheet });
    }
    let quoted = style.replace('\\', "\\\\").replace('`', "\\`").replace("${", "\\${");
    Ok(format!("export const style = `{quoted}`;\n"))
}

fn open_tokens(sheet: &str) -> String {
    let line = |line: &str| {
        let token = line.strip_prefix("--").and_then(|rest| rest.strip_suffix(';')?.split_once(": "));
        match token {
            Some((name, value)) => format!("--{name}: var(--leadwake-{name}, {value});\n"),
            None => format!("{line}\n"),
        }
    };
    sheet.lines().map(line).collect()
}

fn read(file: &Path) -> Result<String> {
    fs::read_to_string(file).with_context(|| format!("{} cannot be read", file.display()))
}

fn write(file: &Path, text: &str) -> Result<()> {
    fs::write(file, text).with_context(|| format!("{} cannot be written", file.display()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_token_can_be_given_from_outside_and_nothing_else() {
        let sheet = ".viewer {\n--ink: light-dark(#111, #eee);\ncolor: red;\n}\n";
        assert_eq!(
            open_tokens(sheet),
            ".viewer {\n--ink: var(--leadwake-ink, light-dark(#111, #eee));\ncolor: red;\n}\n"
        );
    }

    #[test]
    fn types_end_where_the_program_begins() {
        let declared = "/* x */\n/** Options. */\nexport interface ViewerOptions {}\n\n/**\n * Inner.\n */\nexport class Viewer {}\n";
        assert_eq!(
            types(declared).unwrap(),
            "/* x */\n/** Options. */\nexport interface ViewerOptions {}\n\n"
        );
        assert!(types("export class Viewer {}\n").is_err());
    }

    #[test]
    fn the_script_for_frames_is_given_the_documented_paths() {
        let script = read(&Path::new("..").join(SOURCES).join("host.js")).unwrap();
        let given = with_paths(&script, "{\n  \"apten\": []\n}").unwrap();
        assert!(given.contains("\nconst DOCUMENTED = {\n  \"apten\": []\n};\n"), "{given}");
        assert!(with_paths(&given, "{}").is_err());
    }

    #[test]
    fn a_script_that_is_not_as_expected_is_no_program() {
        assert!(factory("let wasm_bindgen;", "viewer").unwrap_err().to_string().contains("0 times"));
    }
}
