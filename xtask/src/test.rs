//! `cargo xtask test`: everything that must hold before a change is good.

mod browser;
mod deny;
mod paths;
mod ways;

use crate::{
    build,
    process::{self, run},
    size,
    tools::{self, cargo},
};
use anyhow::Result;
use std::{
    process::ExitCode,
    str::FromStr,
    time::{Duration, Instant},
};

/// One part of the checks.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Part {
    /// Formatting.
    Fmt,
    /// Lints, for every way the library is built.
    Lint,
    /// What the dependencies are, by their licences and sources.
    Deny,
    /// Tests that need no browser and no component.
    Native,
    /// Components rendered to text.
    Components,
    /// The deployable folder, and its size.
    Build,
    /// The built viewer in a headless Chromium.
    Browser,
}

impl Part {
    /// All, the quickest to fail first.
    pub(crate) const ALL: [Self; 7] =
        [Self::Fmt, Self::Lint, Self::Deny, Self::Native, Self::Components, Self::Build, Self::Browser];

    fn name(self) -> &'static str {
        match self {
            Self::Fmt => "fmt",
            Self::Lint => "lint",
            Self::Deny => "deny",
            Self::Native => "native",
            Self::Components => "components",
            Self::Build => "build",
            Self::Browser => "browser",
        }
    }

    fn run(self, every_way: bool) -> Result<()> {
        match self {
            Self::Fmt => run(cargo().args(["fmt", "--all", "--check"])),
            Self::Lint => lint(),
            Self::Deny => deny::check(),
            Self::Native => {
                run(cargo().args(["test", "--locked", "--workspace"]))?;
                run(cargo().args(["test", "--locked", "--features", "types", "--lib", "--test", "data"]))
            }
            Self::Components => {
                run(cargo().args(["test", "--locked", "--features", "ssr", "--lib", "--test", "components*"]))
            }
            Self::Build => build(),
            Self::Browser => browser::run_tests(every_way),
        }
    }
}

impl FromStr for Part {
    type Err = String;

    fn from_str(name: &str) -> Result<Self, String> {
        let known = Self::ALL.map(Self::name).join(", ");
        let part = Self::ALL.into_iter().find(|part| part.name() == name);
        part.ok_or_else(|| format!("there is no part {name:?}; there are {known}"))
    }
}

fn lint() -> Result<()> {
    let deny = ["--", "--deny", "warnings"];
    let clippy = ["clippy", "--locked"];
    run(cargo().args(clippy).args(["--workspace", "--all-targets"]).args(deny))?;
    run(cargo().args(clippy).args(["--all-targets", "--features", "ssr"]).args(deny))?;
    run(cargo()
        .args(clippy)
        .args(["--target", "wasm32-unknown-unknown", "--features", "app,data,embed"])
        .args(deny))
}

fn build() -> Result<()> {
    build::build()?;
    paths::check()?;
    size::report()
}

/// Runs the parts, each whatever became of the others, and sums up. The browser tests run `every_way` there is when that is
/// asked for.
pub(crate) fn test(parts: &[Part], every_way: bool) -> ExitCode {
    if let Err(error) = tools::toolchain() {
        eprintln!("error: {error:#}");
        return ExitCode::FAILURE;
    }
    let outcomes: Vec<(Part, bool, Duration)> = parts
        .iter()
        .map(|part| {
            println!("\n━━ {}", part.name());
            let started = Instant::now();
            let result = part.run(every_way);
            process::yield_to_interrupt();
            if let Err(error) = &result {
                eprintln!("error: {error:#}");
            }
            (*part, result.is_ok(), started.elapsed())
        })
        .collect();

    println!();
    for (part, passed, took) in &outcomes {
        let verdict = if *passed { "passed" } else { "FAILED" };
        println!("{:<12}{verdict}{:>9.1} s", part.name(), took.as_secs_f64());
    }
    let failed = outcomes.iter().filter(|(_, passed, _)| !passed).count();
    println!("{} passed, {failed} failed", outcomes.len() - failed);
    if failed == 0 { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}
