//! `cargo xtask record`: the demo's recording, made again from the simulator's answers.

use crate::{
    process::{run, step},
    tools, workspace,
};
use anyhow::{Context as _, Result};
use std::{fs, process::Command};

const FOLDER: &str = "src/demo";
/// Where the demo keeps its answers.
const RECORDING: &str = "src/demo/recording.json";

/// Asks the simulator for the demo lead's answers and keeps them in the source tree.
///
/// # Errors
/// The simulator cannot be built, or cannot write the file.
pub(crate) fn record() -> Result<()> {
    step(&format!("Recording the demo lead into {RECORDING}"), || {
        tools::own_programs()?;
        fs::create_dir_all(FOLDER).with_context(|| format!("{FOLDER} cannot be made"))?;
        run(Command::new(workspace::program("vendor-simulator")?).args(["--record", RECORDING]))
    })
}
