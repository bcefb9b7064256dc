//! `cargo xtask record`: the demo's recording, made again from the simulator's answers.

use crate::{
    process::{run, step},
    tools, workspace,
};
use anyhow::{Context as _, Result};
use std::{fs, path::Path, process::Command};

const FOLDER: &str = "src/demo";
/// Where the demo keeps its answers.
const RECORDING: &str = "src/demo/recording.json";

/// Asks the simulator, at the moment of the recording that is there, so that only what changed changes in the file,
/// for the demo lead's answers and keeps them in the source tree.
///
/// # Errors
/// The recording that is there cannot be read; the simulator cannot be built, or cannot write the file.
pub(crate) fn record() -> Result<()> {
    step(&format!("Recording the demo lead into {RECORDING}"), || {
        tools::own_programs()?;
        fs::create_dir_all(FOLDER).with_context(|| format!("{FOLDER} cannot be made"))?;
        let mut recorder = Command::new(workspace::program("vendor-simulator")?);
        if let Some(now) = recorded_at()? {
            recorder.args(["--now", &now]);
        }
        run(recorder.args(["--record", RECORDING]))
    })
}

/// The moment of the recording that is there; `None` when there is none.
fn recorded_at() -> Result<Option<String>> {
    if !Path::new(RECORDING).exists() {
        return Ok(None);
    }
    let text = fs::read_to_string(RECORDING).with_context(|| format!("{RECORDING} cannot be read"))?;
    let recording: serde_json::Value = serde_json::from_str(&text)
        .with_context(|| format!("{RECORDING} is no JSON; without it a new one is made"))?;
    Ok(recording["recorded_at"].as_str().map(str::to_owned))
}
