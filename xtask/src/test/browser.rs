//! The browser part: node's own test runner, Playwright and axe against the built viewer.

use super::ways::{ALONE, EVERY, USUAL, Way};
use crate::{
    build,
    debian::{CADDY, CHROMIUM, FIREFOX, NGINX, OPENSSL, WEBKIT, WEBKIT_DRIVER, XVFB},
    npm,
    process::run,
    workspace::{self, DIST},
};
use anyhow::{Context as _, Result, bail};
use std::{
    fmt::Write as _,
    fs,
    path::{Path, PathBuf},
    process::Command,
    time::Duration,
};

const FOLDER: &str = "tests/browser";
/// Somebody else's pages with viewers in them, and what builds and checks them.
const PORTALS: &str = "tests/portals";
const SUFFIX: &str = ".test.js";

/// Gives each test a time of its own, and names the one that hangs.
const PATIENT: &str = "--import=./tests/browser/support/patience.js";

/// Tells failures alone, into a file: said again at the end, where a log that keeps only its last lines has them, too.
const TELLING: &str = "--test-reporter=./tests/browser/support/failures.js";

/// A file of tests that takes longer hangs as a whole and is given up. The longest takes six minutes on two cores.
const PATIENCE: Duration = Duration::from_mins(20);

/// So many files run side by side: one waits for its browser a third of the time.
const TOGETHER: usize = 2;

/// Builds the viewer and runs every `tests/browser/*.test.js`, each of which starts the servers that it needs; then what
/// runs in other ways, or `every_way` all of it in all of them.
///
/// # Errors
/// Something needed is missing, or a test fails.
pub(crate) fn run_tests(every_way: bool) -> Result<()> {
    let ways = if every_way { &EVERY[..] } else { &USUAL };
    let files = test_files()?;
    check_names(ways, &files)?;
    npm::check_node()?;
    let programs = [&CHROMIUM, &FIREFOX, &WEBKIT, &WEBKIT_DRIVER, &XVFB, &NGINX, &CADDY, &OPENSSL];
    let programs = programs.into_iter().map(|program| Ok((program.variable, program.find_or_get()?)));
    let programs = programs.collect::<Result<Vec<_>>>()?;
    npm::install(FOLDER)?;
    npm::install(PORTALS)?;
    build::build()?;
    let mut settings = programs;
    settings.push(("LEADWAKE_DIST", fs::canonicalize(DIST)?));
    for (variable, name) in [
        ("LEADWAKE_PAGE_SERVER", "page-server"),
        ("LEADWAKE_RECIPES", "relay-recipes"),
        ("LEADWAKE_SIMULATOR", "vendor-simulator"),
    ] {
        settings.push((variable, workspace::program(name)?));
    }
    let told = workspace::target()?.join("failures.txt");
    let mut failures = String::new();
    for way in ways {
        println!("\n{}", way.title());
        let (alone, together): (Vec<&PathBuf>, Vec<&PathBuf>) = files
            .iter()
            .filter(|file| way.files.holds(name(file)))
            .partition(|file| ALONE.contains(&name(file)));
        for (files, at_once) in [(together, TOGETHER), (alone, 1)] {
            if files.is_empty() {
                continue;
            }
            let mut node = Command::new("node");
            node.args([
                "--test",
                "--test-reporter=spec",
                "--test-reporter-destination=stdout",
                TELLING,
                &format!("--test-reporter-destination={}", told.display()),
                PATIENT,
                &format!("--test-timeout={}", PATIENCE.as_millis()),
                &format!("--test-concurrency={at_once}"),
            ])
            .envs(settings.iter().map(|(name, value)| (name, value)))
            .envs(way.variables.iter().copied())
            .args(files);
            let outcome = fs::write(&told, "").context("what fails cannot be noted");
            if let Err(error) = outcome.and_then(|()| run(&mut node)) {
                let told = fs::read_to_string(&told).unwrap_or_default();
                write!(failures, "\n{}\n{error:#}\n{told}", way.title())?;
            }
        }
    }
    if !failures.is_empty() {
        bail!("not all passed:\n{}", failures.trim_end());
    }
    Ok(())
}

/// A file's name, without what all of them end with.
fn name(file: &Path) -> &str {
    let name = file.file_name().and_then(|name| name.to_str()).unwrap_or_default();
    name.strip_suffix(SUFFIX).unwrap_or(name)
}

/// A name in the table that no file has would leave out in silence what was renamed.
fn check_names(ways: &[Way], files: &[PathBuf]) -> Result<()> {
    let named = ways.iter().flat_map(|way| way.files.named()).chain(ALONE);
    match named.into_iter().find(|named| !files.iter().any(|file| name(file) == **named)) {
        Some(named) => {
            bail!("xtask/src/test/ways.rs names {named}, and there is no {FOLDER}/{named}{SUFFIX}")
        }
        None => Ok(()),
    }
}

fn test_files() -> Result<Vec<PathBuf>> {
    let mut files = Vec::new();
    for entry in fs::read_dir(FOLDER).with_context(|| format!("{FOLDER} cannot be read"))? {
        let path = entry?.path();
        if path.to_string_lossy().ends_with(SUFFIX) {
            files.push(path);
        }
    }
    if files.is_empty() {
        bail!("{FOLDER} holds no test");
    }
    files.sort();
    Ok(files)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_the_ways_name_is_there() {
        let there = |name: &str| Path::new("../tests/browser").join(format!("{name}{SUFFIX}")).is_file();
        for named in USUAL.iter().chain(&EVERY).flat_map(|way| way.files.named()).chain(ALONE) {
            assert!(there(named), "{named}");
        }
        let files: Vec<PathBuf> = ALONE.iter().map(|name| PathBuf::from(format!("{name}{SUFFIX}"))).collect();
        assert!(check_names(&EVERY, &files).is_ok());
        assert!(check_names(&USUAL, &files).unwrap_err().to_string().contains("canary.test.js"));
    }
}
