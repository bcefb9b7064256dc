//! The two servers: the vendors' simulator, and the one that serves the viewer. Both listen on this machine only.

use crate::{
    process::Running,
    workspace::{DIST, program},
};
use anyhow::{Context as _, Result};
use serde_json::Value;
use std::process::{Command, Stdio};

/// Where the vendors are whose use needs no word of the person. Self-hosted ones are allowed by name.
const VENDOR_ORIGINS: [&str; 4] = [
    "https://api.attent.app",
    "https://api.leadsail.app",
    "https://api.naturalead.ai",
    "https://app.attendee.dev",
];

/// The vendor simulator, ready for questions.
pub(crate) struct Simulator {
    running: Running,
    /// What it said when it was ready: its addresses, its keys and the demo lead's handles.
    pub(crate) ready: Value,
}

impl Simulator {
    /// Starts it on a free port.
    ///
    /// # Errors
    /// It cannot be started, or does not say where it listens.
    pub(crate) fn start() -> Result<Self> {
        let mut running = Running::start(
            Command::new(program("vendor-simulator")?)
                .args(["--port", "0", "--print-json-ready", "--until-stdin-closes"])
                .stdin(Stdio::piped())
                .stdout(Stdio::piped()),
        )?;
        let line = running.first_line()?;
        let ready = serde_json::from_str(&line)
            .with_context(|| format!("the simulator's first line is not the JSON expected: {line}"))?;
        Ok(Self { running, ready })
    }

    /// One text of what it said, such as `/lead/dossier`.
    ///
    /// # Errors
    /// There is no such text.
    pub(crate) fn text(&self, pointer: &str) -> Result<&str> {
        let value = self.ready.pointer(pointer).and_then(Value::as_str);
        value.with_context(|| format!("the simulator did not say its {pointer}"))
    }

    /// Whether it has ended by itself.
    pub(crate) fn has_ended(&self) -> bool {
        self.running.has_ended()
    }
}

/// The server of the built viewer.
pub(crate) struct Pages {
    running: Running,
    /// The viewer's address, ending in a slash.
    pub(crate) base: String,
}

impl Pages {
    /// Serves the viewer on `port`, beside the simulator, whose addresses and keys the page may ask for.
    ///
    /// # Errors
    /// The port is taken, or nothing has been built.
    pub(crate) fn start(port: u16, simulator: &Simulator, allow: &[String]) -> Result<Self> {
        let mut command = Command::new(program("page-server")?);
        command.args(["--dist", DIST, "--until-stdin-closes", "--port", &port.to_string()]);
        let origins = [simulator.text("/base")?].into_iter().chain(VENDOR_ORIGINS);
        for origin in origins.chain(allow.iter().map(String::as_str)) {
            command.args(["--connect", origin]);
        }
        let vendors = simulator.ready.get("vendors").context("the simulator named no vendors")?;
        command.args(["--connections", &serde_json::json!({ "vendors": vendors }).to_string()]);

        let mut running = Running::start(command.stdin(Stdio::piped()).stdout(Stdio::piped()))?;
        let ready: Value = serde_json::from_str(&running.first_line()?)?;
        let base =
            ready.get("base").and_then(Value::as_str).context("the page server named no address")?.to_owned();
        Ok(Self { running, base })
    }

    /// Whether it has ended by itself.
    pub(crate) fn has_ended(&self) -> bool {
        self.running.has_ended()
    }
}
