//! A server for nginx.

use crate::{
    headers::{self, CHANGING, HASHED, KEPT_BACK, OF_ANSWERS, UNCHANGING},
    options::Options,
    relay::{AWAY, MOVED, Relay},
    template::{fill, lines},
};
use anyhow::Result;

const SERVER: &str = include_str!("templates/nginx.conf");
const RELAY: &str = include_str!("templates/nginx-relay.conf");

/// The whole server.
pub(crate) fn text(options: &Options, relays: &[Relay]) -> Result<String> {
    let texts: Vec<String> = relays.iter().map(|one| relay(options, one)).collect::<Result<_>>()?;
    let policy = headers::policy(&options.connect, &options.frame_ancestors)?;
    let of_files = headers::of_files(options, &policy);
    let listen = match &options.listen {
        Some(listen) => format!("listen {listen};\nserver_name {};", options.hosts().join(" ")),
        None => format!(
            "listen 443 ssl;\nserver_name {name};\nssl_certificate /etc/ssl/{name}/fullchain.pem;\n\
             ssl_certificate_key /etc/ssl/{name}/privkey.pem;",
            name = options.name
        ),
    };
    fill(
        SERVER,
        &[
            ("KEYS_NOTE", &keys_note(options, relays)?),
            ("MAPS", &lines(relays, map)),
            ("CHANGING", CHANGING),
            ("UNCHANGING", UNCHANGING),
            ("HASHED", HASHED),
            ("LISTEN", &listen),
            ("HOSTS", &options.hosts().join("|").replace('.', r"\.").replace('[', r"\[").replace(']', r"\]")),
            ("AWAY", AWAY),
            ("MOVED", MOVED),
            ("LOG", options.log.as_deref().unwrap_or("/var/log/nginx/leadwake.log")),
            ("DIST", &options.dist),
            ("BROTLI", if options.brotli { "brotli_static on;" } else { "" }),
            ("FILE_HEADERS", &add_headers(of_files)),
            ("ANSWER_HEADERS", &add_headers(OF_ANSWERS)),
            ("KEPT_BACK", &lines(KEPT_BACK, |name| format!("proxy_hide_header {name};"))),
            ("CA", options.ca.as_deref().unwrap_or("/etc/ssl/certs/ca-certificates.crt")),
            ("RESOLVER", &options.resolver),
            ("RELAYS", &texts.join("\n")),
        ],
    )
}

fn map(relay: &Relay) -> String {
    let (slug, pattern) = (relay.slug(), relay.pattern());
    format!("map $request_uri $leadwake_{slug} {{\n    default \"\";\n    \"~{pattern}\" $1;\n}}")
}

fn add_headers<'a>(headers: impl IntoIterator<Item = (&'a str, &'a str)>) -> String {
    lines(headers, |(name, value)| format!("add_header {name} \"{value}\" always;"))
}

fn relay(options: &Options, relay: &Relay) -> Result<String> {
    let (slug, header) = (relay.slug(), relay.key_header());
    let key = if relay.adds_key {
        format!("include {}/{slug}.key;", options.keys)
    } else {
        format!("proxy_set_header {header} $http_{};", header.to_ascii_lowercase().replace('-', "_"))
    };
    fill(
        RELAY,
        &[
            ("NAME", relay.vendor.name()),
            ("PATHS", &relay.paths()),
            ("SLUG", slug),
            ("UPSTREAM", &relay.upstream.to_string()),
            ("HOST", relay.host()),
            ("HOST_NAME", relay.host_name()),
            ("KEY", &key),
        ],
    )
}

/// Where the keys come from that the relay adds.
fn keys_note(options: &Options, relays: &[Relay]) -> Result<String> {
    let mut lines = Vec::new();
    for relay in relays.iter().filter(|relay| relay.adds_key) {
        let value = relay.key_value("KEY")?;
        lines.push(format!(
            "#   {}/{}.key: proxy_set_header {} \"{value}\";",
            options.keys,
            relay.slug(),
            relay.key_header()
        ));
    }
    if lines.is_empty() {
        return Ok(String::new());
    }
    lines.insert(0, "#\n# The relay adds these keys: WHOEVER REACHES THIS SITE READS WHAT THEY READ. Let in only who may, by a login or a\n# network. Each key stands in a file of one line that only root reads:".into());
    Ok(lines.join("\n"))
}
