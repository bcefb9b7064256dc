//! `cargo xtask bench`: the viewer measured beside its peers.

use crate::{
    build,
    command_line::BenchOptions,
    debian::CHROMIUM,
    npm,
    process::run,
    workspace::{self, DIST},
};
use anyhow::Result;
use std::{fs, process::Command};

const FOLDER: &str = "tests/bench";

/// Builds the viewer in release and its peers, and measures them.
///
/// # Errors
/// Something needed is missing or cannot be built, or they do not show the same entries.
pub(crate) fn bench(options: &BenchOptions) -> Result<()> {
    npm::check_node()?;
    let chromium = CHROMIUM.find_or_get()?;
    npm::install(FOLDER)?;
    build::build()?;
    let mut node = Command::new("node");
    node.arg(format!("{FOLDER}/run.js"))
        .arg("--viewer")
        .arg(fs::canonicalize(DIST)?)
        .arg("--peers")
        .arg(workspace::target()?.join("bench"))
        .arg("--simulator")
        .arg(workspace::program("vendor-simulator")?)
        .arg("--chromium")
        .arg(chromium)
        .arg("--runs")
        .arg(options.runs.to_string())
        .arg("--limit")
        .arg(options.limit.to_string());
    for peer in &options.beside {
        node.args(["--beside", peer]);
    }
    for entries in &options.entries {
        node.arg("--entries").arg(entries.to_string());
    }
    for only in &options.only {
        node.args(["--only", only]);
    }
    if options.write {
        node.args(["--write", "tests/pictures/bench.svg"]);
    }
    run(&mut node)
}
