//! The pinned Trunk, kept in the project's own target folder. What the person has installed is left as it is.

use crate::{
    process::{Running, read, yield_to_interrupt},
    tools::cargo,
    workspace,
};
use anyhow::{Context as _, Result, bail};
use std::{
    env,
    fs::{self, File},
    path::{Path, PathBuf},
    process::{Command, Stdio},
};

/// The newest stable Trunk that the pinned Rust compiles.
const VERSION: &str = "0.21.14";

/// Trunk, installed or on its way.
pub(crate) struct Trunk {
    tools: PathBuf,
    installing: Option<Running>,
}

impl Trunk {
    /// Finds Trunk, or begins to build it beside whatever else is to be done: it takes as long as all the rest.
    ///
    /// # Errors
    /// Cargo cannot be started.
    pub(crate) fn find_or_begin() -> Result<Self> {
        let tools = workspace::target()?.join("tools");
        let mut trunk = Self { tools, installing: None };
        if read(Command::new(trunk.program()).arg("--version")).ok() != Some(format!("trunk {VERSION}")) {
            println!("── Building Trunk {VERSION} in {} (once; a minute or two)", trunk.tools.display());
            fs::create_dir_all(&trunk.tools)?;
            let log = File::create(trunk.log())?;
            let mut install = cargo();
            install
                .args(["install", "trunk", "--version", VERSION, "--locked", "--force"])
                .args(["--no-default-features", "--profile", "dev", "--root"])
                .arg(&trunk.tools)
                .env("CARGO_TARGET_DIR", trunk.scratch())
                .env("CARGO_PROFILE_DEV_DEBUG", "0")
                .env("CARGO_INCREMENTAL", "0");
            let install = install.stdin(Stdio::null()).stdout(Stdio::null()).stderr(log);
            trunk.installing = Some(Running::start(install)?);
        }
        Ok(trunk)
    }

    /// Whether it is being built at this moment.
    pub(crate) fn is_on_its_way(&self) -> bool {
        self.installing.is_some()
    }

    /// Waits until Trunk is there, and gives the command, with the wasm-bindgen of this workspace before any other.
    ///
    /// # Errors
    /// Trunk could not be built; the message holds what Cargo said.
    pub(crate) fn command(mut self) -> Result<Command> {
        if let Some(mut installing) = self.installing.take() {
            let status = installing.wait_telling(|| {
                let log = fs::read_to_string(self.log()).unwrap_or_default();
                println!("   Trunk: {}", log.lines().last().unwrap_or("starting").trim());
            })?;
            yield_to_interrupt();
            if !status.success() {
                bail!(
                    "Trunk {VERSION} could not be built:\n{}",
                    fs::read_to_string(self.log()).unwrap_or_default()
                );
            }
            fs::remove_dir_all(self.scratch()).context("Trunk's build folder cannot be removed")?;
        }
        let bin = self.tools.join("bin");
        place_wasm_bindgen(&bin)?;

        let others = env::var_os("PATH").unwrap_or_default();
        let path = env::join_paths([bin].into_iter().chain(env::split_paths(&others)))?;
        let mut command = Command::new(self.program());
        // Trunk reads NO_COLOR as an option of its own and refuses the usual value 1.
        command.env("PATH", path).env_remove("NO_COLOR");
        Ok(command)
    }

    fn program(&self) -> PathBuf {
        self.tools.join("bin").join(format!("trunk{}", env::consts::EXE_SUFFIX))
    }

    fn log(&self) -> PathBuf {
        self.tools.join("trunk.log")
    }

    fn scratch(&self) -> PathBuf {
        self.tools.join("build")
    }
}

/// Puts our command where Trunk finds it under the name it looks for.
fn place_wasm_bindgen(bin: &Path) -> Result<()> {
    let built = workspace::program("bindgen-command")?;
    let placed = bin.join(format!("wasm-bindgen{}", env::consts::EXE_SUFFIX));
    if fs::read(&placed).ok() != Some(fs::read(&built)?) {
        fs::copy(&built, &placed).with_context(|| format!("{} cannot be written", placed.display()))?;
    }
    Ok(())
}
