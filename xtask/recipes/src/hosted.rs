//! A `_headers` file, as Netlify, Cloudflare Pages and others read it beside the files.

use crate::{
    headers::{self, CHANGING, UNCHANGING, hashed_stems},
    options::Options,
    template::lines,
};
use anyhow::Result;
use leadwake::{model::Vendor, providers::provider, session::BaseUrl};

/// The whole file. Without a relay the page asks the vendors themselves.
pub(crate) fn text(options: &Options) -> Result<String> {
    let mut connect = Vec::new();
    for vendor in Vendor::ALL {
        let upstream = match options.upstreams.get(&vendor) {
            Some(upstream) => upstream.clone(),
            None => BaseUrl::parse(provider(vendor).about().default_base_url)?,
        };
        connect.push(upstream.origin().to_owned());
    }
    connect.extend(options.connect.iter().cloned());
    let policy = headers::policy(&connect, &options.frame_ancestors)?;
    let of_files = headers::of_files(options, &policy);
    let everything = lines(of_files, |(name, value)| format!("  {name}: {value}"));
    // Of two values for one file both would be sent, so that there is none for all files. What is named in neither list
    // such hosts let a browser ask for anew by themselves.
    let changing =
        lines(["/", "/index.html", "/leadwake.json"], |path| format!("{path}\n  Cache-Control: {CHANGING}"));
    let hashed = lines(hashed_stems(), |stem| format!("/{stem}-*\n  Cache-Control: {UNCHANGING}"));
    Ok(format!("# With the viewer at the root of the site.\n/*\n{everything}\n{changing}\n{hashed}\n"))
}
