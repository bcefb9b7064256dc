//! The project's commands. Run `cargo xtask` to see them.

mod bench;
mod build;
mod command_line;
mod debian;
mod freshness;
mod module;
mod npm;
#[path = "../tools/src/plain.rs"]
mod plain;
mod process;
mod record;
mod serve;
mod servers;
mod size;
mod style;
mod test;
mod tools;
mod trunk;
mod workspace;

use anyhow::Result;
use command_line::Command;
use std::process::ExitCode;

fn main() -> ExitCode {
    match run() {
        Ok(code) => code,
        Err(error) => {
            eprintln!("error: {error:#}");
            ExitCode::FAILURE
        }
    }
}

fn run() -> Result<ExitCode> {
    let command = command_line::read(lexopt::Parser::from_env())?;
    workspace::enter()?;
    process::stop_children_on_interrupt()?;
    match command {
        Command::Help => print!("{}", command_line::USAGE),
        Command::Serve(options) => serve::serve(&options)?,
        Command::Build => {
            build::build()?;
            size::report()?;
        }
        Command::Relay(words) => tools::print_recipe(&words)?,
        Command::Bench(options) => bench::bench(&options)?,
        Command::Record => record::record()?,
        Command::Test { parts, every_way } => return Ok(test::test(&parts, every_way)),
    }
    Ok(ExitCode::SUCCESS)
}
