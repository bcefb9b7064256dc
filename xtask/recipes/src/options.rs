//! What is to be printed.

use anyhow::{Context as _, Result, bail};
use leadwake::{model::Vendor, session::BaseUrl};
use lexopt::{Arg, Parser, ValueExt as _};
use std::collections::BTreeMap;

/// Shown for `--help`.
pub(crate) const USAGE: &str = "\
cargo xtask relay nginx|caddy|headers|config|paths [OPTION]...
  nginx     a server for nginx: the viewer, and a relay to the vendors below relay/
  caddy     the same for Caddy
  headers   a _headers file for hosts of static files that read one (no relay)
  config    the leadwake.json that tells the viewer of the relay
  paths     the paths that each vendor documents, as JSON, {} for an id
  --name HOST                  the name of the site (leadwake.example)
  --listen ADDRESS:PORT        listen there without TLS, behind something that has it
  --dist FOLDER                where the built viewer lies (/srv/leadwake)
  --adds-key VENDOR            the relay adds this vendor's key, and nobody is asked for it; may be repeated
  --keys FOLDER                where nginx finds those keys (/etc/nginx/leadwake)
  --upstream VENDOR=ADDRESS    relay to another address of this vendor's API, such as a server of your own
  --connect ORIGIN             let the page ask this origin directly as well; may be repeated
  --frame-ancestors SOURCE     let this origin show the page in a frame; may be repeated ('self')
  --sandboxed                  let every site read the viewer's own files, which a frame with sandbox needs
  --resolver ADDRESS           the DNS server that nginx asks (127.0.0.53)
  --ca FILE                    whom to trust with the vendors' certificates (what the system trusts)
  --brotli                     nginx has the module brotli_static
  --log FILE                   where requests are noted, without headers and queries
";

/// Which recipe.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Recipe {
    /// A server for nginx.
    Nginx,
    /// A site for Caddy.
    Caddy,
    /// A `_headers` file.
    Headers,
    /// The viewer's `leadwake.json`.
    Config,
    /// The paths that the vendors document.
    Paths,
}

/// What the command line asks for.
#[derive(Debug)]
pub(crate) struct Options {
    /// Which recipe.
    pub(crate) recipe: Recipe,
    /// The name of the site.
    pub(crate) name: String,
    /// Where to listen without TLS.
    pub(crate) listen: Option<String>,
    /// Where the viewer lies.
    pub(crate) dist: String,
    /// Whose keys the relay adds.
    pub(crate) adds_key: Vec<Vendor>,
    /// Where nginx finds them.
    pub(crate) keys: String,
    /// Addresses in place of the vendors' usual ones.
    pub(crate) upstreams: BTreeMap<Vendor, BaseUrl>,
    /// Origins that the page may ask directly.
    pub(crate) connect: Vec<String>,
    /// Who may show the page in a frame.
    pub(crate) frame_ancestors: Vec<String>,
    /// Whether every site may read the viewer's files: a sandboxed frame counts as another one.
    pub(crate) sandboxed: bool,
    /// The DNS server that nginx asks.
    pub(crate) resolver: String,
    /// Whom to trust with certificates.
    pub(crate) ca: Option<String>,
    /// Whether nginx can serve Brotli files.
    pub(crate) brotli: bool,
    /// Where requests are noted.
    pub(crate) log: Option<String>,
}

impl Options {
    /// Reads the command line; `None` when it asks for help.
    ///
    /// # Errors
    /// An unknown recipe, vendor or option, or a value that would not stay one word of the recipe.
    pub(crate) fn read(mut arguments: Parser) -> Result<Option<Self>> {
        let recipe = match arguments.next()? {
            Some(Arg::Value(name)) => match name.string()?.as_str() {
                "nginx" => Recipe::Nginx,
                "caddy" => Recipe::Caddy,
                "headers" => Recipe::Headers,
                "config" => Recipe::Config,
                "paths" => Recipe::Paths,
                other => bail!("there is no recipe {other:?}\n\n{USAGE}"),
            },
            None | Some(Arg::Short(_) | Arg::Long(_)) => return Ok(None),
        };
        let mut options = Self::of(recipe);
        while let Some(argument) = arguments.next()? {
            let Arg::Long(name) = argument else { bail!("{}\n\n{USAGE}", argument.unexpected()) };
            let name = name.to_owned();
            match name.as_str() {
                "help" => return Ok(None),
                "brotli" => options.brotli = true,
                "sandboxed" => options.sandboxed = true,
                _ => options.set(&name, word(&arguments.value()?.string()?)?)?,
            }
        }
        Ok(Some(options))
    }

    fn of(recipe: Recipe) -> Self {
        Self {
            recipe,
            name: "leadwake.example".into(),
            listen: None,
            dist: "/srv/leadwake".into(),
            adds_key: Vec::new(),
            keys: "/etc/nginx/leadwake".into(),
            upstreams: BTreeMap::new(),
            connect: Vec::new(),
            frame_ancestors: Vec::new(),
            sandboxed: false,
            resolver: "127.0.0.53".into(),
            ca: None,
            brotli: false,
            log: None,
        }
    }

    /// Where to listen without TLS: the address, unless it is every one there is, and the port.
    pub(crate) fn listening(&self) -> Option<(Option<&str>, &str)> {
        let (address, port) = self.listen.as_deref()?.rsplit_once(':')?;
        Some((Some(address).filter(|address| !matches!(*address, "0.0.0.0" | "[::]" | "")), port))
    }

    /// The hosts by which a browser may call the site: its name, and the address it listens on when that is one.
    pub(crate) fn hosts(&self) -> Vec<&str> {
        let address = self.listening().and_then(|(address, _)| address);
        [self.name.as_str()].into_iter().chain(address).collect()
    }

    fn set(&mut self, name: &str, value: String) -> Result<()> {
        match name {
            "name" => self.name = host(&value, "")?,
            "listen" => self.listen = Some(host(&value, ":[]")?),
            "dist" => self.dist = value,
            "adds-key" => self.adds_key.push(value.parse()?),
            "keys" => self.keys = value,
            "upstream" => {
                let (vendor, address) = value.split_once('=').context("write --upstream VENDOR=ADDRESS")?;
                self.upstreams.insert(vendor.parse()?, BaseUrl::parse(address)?);
            }
            "connect" => self.connect.push(value),
            "frame-ancestors" => self.frame_ancestors.push(value),
            "resolver" => self.resolver = value,
            "ca" => self.ca = Some(value),
            "log" => self.log = Some(value),
            _ => bail!("there is no option --{name}\n\n{USAGE}"),
        }
        Ok(())
    }
}

/// A value that is one word in nginx's, Caddy's and a policy's language alike.
fn word(value: &str) -> Result<String> {
    let is_plain = |c: char| c.is_ascii_alphanumeric() || "-._~:/[]=@+*'".contains(c);
    if value.is_empty() || !value.chars().all(is_plain) {
        bail!("{value:?} cannot stand in a recipe: letters, digits and -._~:/[]=@+*' can");
    }
    Ok(value.to_owned())
}

/// A value that names a host, and is escaped as such in a regular expression; `more` are signs beside those of a name.
fn host(value: &str, more: &str) -> Result<String> {
    if let Some(sign) =
        value.chars().find(|&c| !(c.is_ascii_alphanumeric() || "-.".contains(c) || more.contains(c)))
    {
        bail!("{value:?} is no host: {sign:?} cannot stand in it");
    }
    // Browsers write hosts like this, and servers compare them as they are written.
    Ok(value.to_ascii_lowercase())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(words: &[&str]) -> Result<Option<Options>> {
        Options::read(Parser::from_args(words))
    }

    #[test]
    fn options_are_read() {
        let words = [
            "nginx",
            "--listen",
            "127.0.0.1:80",
            "--adds-key=apten",
            "--upstream",
            "attendee=https://meet.example/api/v1",
        ];
        let options = read(&words).unwrap().unwrap();
        assert_eq!(options.listen.as_deref(), Some("127.0.0.1:80"));
        assert_eq!(options.hosts(), ["leadwake.example", "127.0.0.1"]);
        assert_eq!(options.adds_key, [Vendor::Apten]);
        assert_eq!(options.upstreams[&Vendor::Attendee].to_string(), "https://meet.example/api/v1");
        let there = read(&["nginx", "--listen", "[::1]:8080", "--sandboxed"]).unwrap().unwrap();
        assert_eq!((there.hosts(), there.sandboxed), (vec!["leadwake.example", "[::1]"], true));
        for help in [&[][..], &["--help"], &["caddy", "--help"]] {
            assert!(read(help).unwrap().is_none());
        }
    }

    #[test]
    fn what_would_change_the_recipe_is_refused() {
        for words in [
            &["apache"][..],
            &["nginx", "--dist", "/srv;include /etc/passwd"],
            &["nginx", "--connect", "https://a.example; script-src *"],
            &["caddy", "--name", "a.example {\n"],
            &["caddy", "--name", "{env.HOME}"],
            &["nginx", "--log", "$uri"],
            &["nginx", "--name", "*.example"],
            &["nginx", "--name", "a+b.example"],
            &["nginx", "--name", "a.example/x"],
            &["caddy", "--name", "a@b.example"],
            &["caddy", "--name", "it's.example"],
            &["nginx", "--listen", "*:80"],
            &["nginx", "--listen", "127.0.0.1:80'"],
            &["nginx", "--dist", ""],
            &["nginx", "--adds-key", "other"],
            &["nginx", "--upstream", "apten=http://api.attent.app"],
            &["nginx", "--upstream", "https://api.attent.app"],
            &["nginx", "--down"],
            &["nginx", "more"],
        ] {
            assert!(read(words).is_err(), "{words:?}");
        }
    }
}
