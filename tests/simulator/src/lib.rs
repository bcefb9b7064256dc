//! A server on loopback that answers as the four vendors do: for the browser tests, for native tests that start it
//! in their own process, and for trying the viewer without an account anywhere.
//!
//! ```no_run
//! let simulator = vendor_simulator::spawn(&vendor_simulator::Config::default())?;
//! println!("{}", simulator.ready());
//! # Ok::<(), std::io::Error>(())
//! ```
#![doc = include_str!("../README.md")]

mod apten;
mod attendee;
mod change;
mod control;
mod cors;
mod data;
mod dataset;
mod demo;
mod exchange;
mod faults;
mod generator;
mod hostile;
mod instant;
mod lead;
mod leadsail;
mod log;
mod naturalead;
mod recording;
mod samples;
mod server;
mod settings;
mod strike;
mod truth;
mod vendor;
mod world;

use std::io;
use std::net::{Ipv4Addr, SocketAddr, TcpListener};
use std::thread::JoinHandle;

use serde_json::Value;
use time::OffsetDateTime;
use tokio::sync::oneshot;

pub use truth::TruthEntry;
pub use vendor::Vendor;

/// How to start.
#[derive(Clone, Debug, Default)]
pub struct Config {
    /// The port on 127.0.0.1; 0 takes a free one.
    pub port: u16,
    /// The moment the demo lead's story ends at; `None`: now.
    pub now: Option<OffsetDateTime>,
    /// After how many readings of a list the demo lead gets something new there; 0: never.
    pub changes_after: usize,
}

/// A simulator that answers until it is dropped.
#[derive(Debug)]
pub struct Running {
    /// Where it listens.
    pub addr: SocketAddr,
    shared: server::Shared,
    stop: Option<oneshot::Sender<()>>,
    thread: Option<JoinHandle<()>>,
}

impl Running {
    /// `http://127.0.0.1:PORT`.
    pub fn base(&self) -> &str {
        &self.shared.base
    }

    /// Base URLs, keys and the demo lead's dossier; in the README, the line of `--print-json-ready`.
    pub fn ready(&self) -> Value {
        let dossier = self.shared.world().leads.get("demo").map(|lead| lead.dossier.clone());
        control::ready_line(self.base(), &dossier.unwrap_or_default())
    }

    /// What a correct timeline of this lead must hold, oldest first and undated last; empty for an unknown name.
    pub fn truth(&self, lead: &str) -> Vec<TruthEntry> {
        self.shared.world().truth(lead, None).unwrap_or_default()
    }

    /// Waits until the server ends, which it does only when it is stopped or fails.
    pub fn wait(mut self) {
        // Dropping the sender would stop the server.
        let stop = self.stop.take();
        if let Some(thread) = self.thread.take() {
            let _ = thread.join();
        }
        drop(stop);
    }
}

impl Drop for Running {
    fn drop(&mut self) {
        drop(self.stop.take());
        if let Some(thread) = self.thread.take() {
            let _ = thread.join();
        }
    }
}

/// Starts the simulator on a thread of its own. It listens when this returns.
///
/// # Errors
/// When the port is taken or the runtime cannot start.
pub fn spawn(config: &Config) -> io::Result<Running> {
    let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, config.port))?;
    listener.set_nonblocking(true)?;
    let addr = listener.local_addr()?;
    let shared = server::Shared::new(world::World::new(config), &format!("http://{addr}"));
    let router = server::router(shared.clone());
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build()?;
    let (stop, stopped) = oneshot::channel::<()>();
    let thread = std::thread::Builder::new().name("vendor-simulator".to_owned()).spawn(move || {
        runtime.block_on(async move {
            let Ok(listener) = tokio::net::TcpListener::from_std(listener) else { return };
            let serve = std::future::IntoFuture::into_future(axum::serve(listener, router));
            // Connections that are kept alive end with the runtime; a graceful end would wait for them.
            tokio::select! {
                _ = serve => {}
                _ = stopped => {}
            }
        });
    })?;
    Ok(Running { addr, shared, stop: Some(stop), thread: Some(thread) })
}

/// Every answer of the demo lead, as the offline demo needs them; the README says in which shape.
///
/// # Errors
/// When a page cannot be followed to its end.
pub fn record(config: &Config) -> Result<Value, String> {
    recording::record(config)
}
