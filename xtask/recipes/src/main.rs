//! Prints how a web server serves the viewer and relays to the vendors. Hosts, paths and headers come from the viewer's
//! own tables and its own page, so that they cannot drift apart from them.

mod caddy;
mod config;
mod headers;
mod hosted;
mod nginx;
mod options;
mod relay;
mod template;

use anyhow::Result;
use options::{Options, Recipe, USAGE};

fn main() -> Result<()> {
    let Some(options) = Options::read(lexopt::Parser::from_env())? else {
        print!("{USAGE}");
        return Ok(());
    };
    print!("{}", text(&options)?);
    Ok(())
}

fn text(options: &Options) -> Result<String> {
    let relays = relay::relays(options)?;
    match options.recipe {
        Recipe::Nginx => nginx::text(options, &relays),
        Recipe::Caddy => caddy::text(options, &relays),
        Recipe::Headers => hosted::text(options),
        Recipe::Config => config::text(&relays),
    }
}
