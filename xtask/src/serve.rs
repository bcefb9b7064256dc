//! `cargo xtask serve`: the viewer and the simulated vendors on this machine, until Ctrl+C.

use crate::{
    build,
    command_line::ServeOptions,
    process::{self, step},
    servers::{Pages, Simulator},
};
use anyhow::{Result, bail};
use std::{net::TcpListener, process::Command, thread, time::Duration};

/// Used unless the person names another: an address that stays the same keeps what a tab remembers.
const USUAL_PORT: u16 = 4600;

/// Builds what is not built, serves it, and says what to try.
///
/// # Errors
/// Something cannot be built or started, or a server ends by itself.
pub(crate) fn serve(options: &ServeOptions) -> Result<()> {
    build::build()?;
    let (simulator, pages) = step("Starting the vendor simulator and the viewer", || {
        let simulator = Simulator::start()?;
        let pages =
            Pages::start(options.port.unwrap_or_else(usual_or_free_port), &simulator, &options.allow)?;
        Ok((simulator, pages))
    })?;
    let demo = format!("{}#/lead/{}?dev=1", pages.base, simulator.text("/lead/dossier")?);
    explain(&simulator, &pages, &demo)?;
    process::interrupt_is_success();
    if options.open {
        // Some openers last as long as the browser does.
        thread::spawn(move || open(&demo));
    }
    while !simulator.has_ended() && !pages.has_ended() {
        thread::sleep(Duration::from_millis(100));
    }
    process::yield_to_interrupt();
    bail!("a server ended by itself; what it said stands above");
}

fn usual_or_free_port() -> u16 {
    if TcpListener::bind(("127.0.0.1", USUAL_PORT)).is_ok() { USUAL_PORT } else { 0 }
}

fn explain(simulator: &Simulator, pages: &Pages, demo: &str) -> Result<()> {
    println!("\nThe demo lead, with the simulated vendors connected:\n  {demo}");
    println!("The viewer without connections:\n  {}", pages.base);
    println!("\nSimulated vendors, to be entered under Connections:");
    let vendors = simulator.ready.get("vendors").and_then(|vendors| vendors.as_object());
    for name in vendors.into_iter().flatten().map(|(name, _)| name) {
        let address = simulator.text(&format!("/vendors/{name}/base_url"))?;
        let key = simulator.text(&format!("/vendors/{name}/key"))?;
        println!("  {name:<12}{address:<42}key {key}");
    }
    println!("\nTry: open a call, filter by channel, search for a word, copy the address into another tab.");
    println!("Ctrl+C stops everything.");
    Ok(())
}

fn open(address: &str) {
    let (program, before): (_, &[&str]) = if cfg!(target_os = "macos") {
        ("open", &[])
    } else if cfg!(windows) {
        ("rundll32", &["url.dll,FileProtocolHandler"])
    } else {
        ("xdg-open", &[])
    };
    if process::read(Command::new(program).args(before).arg(address)).is_err() {
        println!("No browser could be opened from here: open the first address above yourself.");
    }
}
