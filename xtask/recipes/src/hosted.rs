//! A `_headers` file, as Netlify, Cloudflare Pages and others read it beside the files.

use crate::{
    headers::{self, OF_FILES, UNCHANGING, hashed_stems},
    options::Options,
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
    let mut text = format!("/*\n  Content-Security-Policy: {policy}\n");
    for (name, value) in OF_FILES {
        text += &format!("  {name}: {value}\n");
    }
    // These hosts ask anew for everything else as they come, and two values for one file would be joined.
    for stem in hashed_stems() {
        text += &format!("/{stem}-*\n  Cache-Control: {UNCHANGING}\n");
    }
    Ok(text)
}
