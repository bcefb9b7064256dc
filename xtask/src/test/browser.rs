//! The browser part: node's own test runner, Playwright and axe against the built viewer.

use crate::{
    build,
    debian::{CADDY, CHROMIUM, FIREFOX, NGINX, OPENSSL, WEBKIT, WEBKIT_DRIVER, XVFB},
    npm,
    process::run,
    workspace::{self, DIST},
};
use anyhow::{Context as _, Result, bail};
use std::{fs, path::PathBuf, process::Command, time::Duration};

const FOLDER: &str = "tests/browser";

/// A file of tests that takes longer hangs and is given up. The longest takes six minutes on two cores.
const PATIENCE: Duration = Duration::from_mins(20);

/// What runs a second time, and how: on a host that sends no policy of its own, so that the page's markup is the only one;
/// and in a browser that lets no page store anything. A part of every kind each, in two minutes or so.
const AGAIN: [(&str, &str, &[&str]); 2] = [
    ("LEADWAKE_META_ONLY", "1", &["start", "demo", "timeline", "call-page", "connections", "files"]),
    ("LEADWAKE_STORAGE", "denied", &["demo", "timeline", "filters", "search", "thread-pages", "loading"]),
];

/// Builds the viewer and runs every `tests/browser/*.test.js`, each of which starts the servers that it needs.
///
/// # Errors
/// Something needed is missing, or a test fails.
pub(crate) fn run_tests() -> Result<()> {
    npm::check_node()?;
    let programs = [&CHROMIUM, &FIREFOX, &WEBKIT, &WEBKIT_DRIVER, &XVFB, &NGINX, &CADDY, &OPENSSL];
    let programs = programs.into_iter().map(|program| Ok((program.variable, program.find_or_get()?)));
    let programs = programs.collect::<Result<Vec<_>>>()?;
    npm::install(FOLDER)?;
    build::build()?;
    let mut node = Command::new("node");
    node.args(["--test", "--test-reporter=spec", &format!("--test-timeout={}", PATIENCE.as_millis())])
        .envs(programs)
        .env("LEADWAKE_DIST", fs::canonicalize(DIST)?)
        .env("LEADWAKE_PAGE_SERVER", workspace::program("page-server")?)
        .env("LEADWAKE_RECIPES", workspace::program("relay-recipes")?)
        .env("LEADWAKE_SIMULATOR", workspace::program("vendor-simulator")?);
    let again = AGAIN.map(|(variable, value, names)| {
        let mut again = Command::new("node");
        again.args(node.get_args()).envs(node.get_envs().filter_map(|(name, value)| Some((name, value?))));
        again.env(variable, value).args(names.iter().map(|name| format!("{FOLDER}/{name}.test.js")));
        (format!("{variable}={value}"), again)
    });
    let mut outcome = run(node.args(test_files()?));
    for (how, mut again) in again {
        println!("\nOnce more with {how}");
        outcome = outcome.and(run(&mut again));
    }
    outcome
}

fn test_files() -> Result<Vec<PathBuf>> {
    let mut files = Vec::new();
    for entry in fs::read_dir(FOLDER).with_context(|| format!("{FOLDER} cannot be read"))? {
        let path = entry?.path();
        if path.to_string_lossy().ends_with(".test.js") {
            files.push(path);
        }
    }
    if files.is_empty() {
        bail!("{FOLDER} holds no test");
    }
    files.sort();
    Ok(files)
}
