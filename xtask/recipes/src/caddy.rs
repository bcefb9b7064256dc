//! A site for Caddy.

use crate::{
    headers::{self, CHANGING, HASHED, KEPT_BACK, OF_ANSWERS, UNCHANGING},
    options::Options,
    relay::{AWAY, MOVED, Relay},
    template::{fill, lines},
};
use anyhow::Result;

const SITE: &str = include_str!("templates/Caddyfile");
const LOG_FORMAT: &str = include_str!("templates/Caddyfile-log");
const RELAY: &str = include_str!("templates/Caddyfile-relay");

/// The whole file.
pub(crate) fn text(options: &Options, relays: &[Relay]) -> Result<String> {
    let texts: Vec<String> = relays.iter().map(|one| relay(options, one)).collect::<Result<_>>()?;
    let policy = headers::policy(&options.connect, &options.frame_ancestors)?;
    let of_files = headers::of_files(options, &policy);
    let of_files = lines(of_files, |(name, value)| format!("{name} \"{value}\""));
    // A site's address says to Caddy which hosts are asked for, and nothing of where it listens.
    let (site, bind) = match options.listening() {
        Some((address, port)) => {
            let sites: Vec<String> =
                options.hosts().iter().map(|host| format!("http://{host}:{port}")).collect();
            (sites.join(", "), address.map(|address| format!("bind {address}")))
        }
        None => (options.name.clone(), None),
    };
    fill(
        SITE,
        &[
            ("KEYS_NOTE", &keys_note(relays)),
            ("LOG_FORMAT", LOG_FORMAT),
            ("LOG", options.log.as_deref().unwrap_or("/var/log/caddy/leadwake.log")),
            ("SITE", &site),
            ("BIND", bind.as_deref().unwrap_or_default()),
            ("RELAYS", &texts.join("\n")),
            ("AWAY", AWAY),
            ("DIST", &options.dist),
            ("FILE_HEADERS", &of_files),
            ("CHANGING", CHANGING),
            ("UNCHANGING", UNCHANGING),
            ("HASHED", HASHED),
        ],
    )
}

fn relay(options: &Options, relay: &Relay) -> Result<String> {
    let key = if relay.adds_key {
        relay.key_value(&format!("{{env.{}}}", key_variable(relay)))?
    } else {
        "{vars.key}".to_owned()
    };
    let sets = lines(OF_ANSWERS, |(name, value)| format!("header_down {name} \"{value}\""));
    let is_set = |name: &&&str| OF_ANSWERS.iter().any(|(set, _)| set == *name);
    let kept_back = KEPT_BACK.iter().filter(|name| !is_set(name));
    let kept_back = lines(kept_back, |name| format!("header_down -{name}"));
    let (slug, prefix) = (relay.slug(), relay.upstream.prefix());
    let place = match prefix {
        "" => format!("uri strip_prefix /relay/{slug}"),
        _ => format!("uri path_regexp ^/relay/{slug} {prefix}"),
    };
    let ca = options.ca.as_ref().map(|file| format!("tls_trusted_ca_certs {file}"));
    fill(
        RELAY,
        &[
            ("NAME", relay.vendor.name()),
            ("PATHS", &relay.paths()),
            ("SLUG", slug),
            ("PATTERN", &relay.pattern()),
            ("HOST", relay.host()),
            ("PLACE", &place),
            ("ORIGIN", relay.upstream.origin()),
            ("MOVED", MOVED),
            ("HEADER", relay.key_header()),
            ("KEY", &format!("\"{key}\"")),
            ("ANSWER_HEADERS", &sets),
            ("KEPT_BACK", &kept_back),
            ("CA", ca.as_deref().unwrap_or_default()),
        ],
    )
}

/// The environment variable with the key that the relay adds.
fn key_variable(relay: &Relay) -> String {
    format!("LEADWAKE_{}_KEY", relay.slug().to_uppercase())
}

/// Where the keys come from that the relay adds.
fn keys_note(relays: &[Relay]) -> String {
    let variables: Vec<String> = relays.iter().filter(|relay| relay.adds_key).map(key_variable).collect();
    if variables.is_empty() {
        return String::new();
    }
    format!(
        "#\n# The relay adds keys: WHOEVER REACHES THIS SITE READS WHAT THEY READ. Let in only who may, by a login or a network.\n\
         # Caddy takes the keys from its environment: {}",
        variables.join(", ")
    )
}
