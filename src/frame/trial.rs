//! What a trial of a frame has shown, and what follows from it for a page elsewhere.

use serde::Deserialize;

use super::Way;

/// What was seen of the site and of the frame so far.
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub struct Trial {
    /// How a page would show the lead.
    pub way: Way,
    /// The policy that the site sends.
    pub policy: Option<String>,
    /// The older header for the same.
    pub frame_options: Option<String>,
    /// Whether the site lets every page read its files.
    pub is_readable: Option<bool>,
    /// Whether what is in the frame said that it is ready; nothing while it is waited for.
    pub has_started: Option<bool>,
    /// Whether it does as it is told.
    pub has_taken_init: Option<bool>,
    /// What did not work in it.
    pub problems: Vec<Problem>,
}

/// What did not work in the frame.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub struct Problem {
    /// The `kind` of an error.
    pub kind: String,
    /// It in words.
    pub message: String,
}

/// How something stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Verdict {
    /// As it should be.
    Good,
    /// To be known, and no mistake.
    Note,
    /// To be changed.
    Bad,
}

/// One thing that was found out.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Finding {
    /// How it stands.
    pub verdict: Verdict,
    /// What it is and what to do, in sentences.
    pub text: String,
}

fn finding(verdict: Verdict, text: impl Into<String>) -> Finding {
    Finding { verdict, text: text.into() }
}

/// Whether a policy lets a page show another one in a frame. One that says nothing lets everybody.
/// [How sources match](https://www.w3.org/TR/CSP3/#match-url-to-source-expression).
fn admits(policy: &str, own: &str, portal: &str) -> bool {
    let lists =
        policy.split([';', ',']).filter_map(|directive| directive.trim().strip_prefix("frame-ancestors"));
    lists.map(str::split_whitespace).all(|mut sources| {
        sources.any(|source| match source {
            "*" => true,
            "'self'" => own == portal,
            scheme if scheme.ends_with(':') => {
                let scheme = scheme.to_ascii_lowercase();
                portal.starts_with(&scheme) || scheme == "http:" && portal.starts_with("https:")
            }
            host => is_host(&host.to_ascii_lowercase(), own, portal),
        })
    })
}

/// Whether a source of a policy of `own` names an origin: as it is, without its scheme, which is the policy's own then, or by
/// a star for the first part or for the port. What is named without encryption may be encrypted.
fn is_host(source: &str, own: &str, origin: &str) -> bool {
    let parts = |origin: &str| {
        let (scheme, host) = origin.split_once("://")?;
        Some((scheme.to_owned(), host.trim_end_matches('/').to_owned()))
    };
    let (Some((own_scheme, _)), Some((scheme, host))) = (parts(own), parts(origin)) else { return false };
    let (wanted, name) = parts(source).unwrap_or((own_scheme, source.to_owned()));
    let with_port = |host: &str, scheme: &str| match host.rsplit_once(':') {
        Some((name, port)) if !port.ends_with(']') => (name.to_owned(), port.to_owned()),
        _ => (host.to_owned(), if scheme == "https" { "443" } else { "80" }.to_owned()),
    };
    let (name, wanted_port) = with_port(&name, &wanted);
    let (host, port) = with_port(&host, &scheme);
    let is_same_host = match name.strip_prefix('*') {
        Some(rest) => host.ends_with(rest) && rest.starts_with('.'),
        None => host == name,
    };
    let is_encrypted_more = wanted == "http" && scheme == "https";
    let is_same_port = wanted_port == "*"
        || wanted_port == port
        || is_encrypted_more && wanted_port == "80" && port == "443";
    (wanted == scheme || is_encrypted_more) && is_same_host && is_same_port
}

/// The origin that somebody typed, as browsers write it: of an address that is its own.
pub fn origin_of(typed: &str) -> Option<String> {
    let origin = url::Url::parse(typed.trim()).ok()?.origin();
    origin.is_tuple().then(|| origin.ascii_serialization())
}

impl Trial {
    /// Reads what was seen; nothing of what cannot be read.
    pub fn read(json: &str) -> Self {
        serde_json::from_str(json).unwrap_or_default()
    }

    /// What follows for a page of the origin `portal`, when it is one and not empty. `own` is the viewer's origin, `listed` are the
    /// origins that its site lists.
    pub fn findings(&self, own: &str, portal: &str, listed: &[String]) -> Vec<Finding> {
        let mut found = Vec::new();
        if !portal.is_empty() && self.way.is_framed() {
            found.push(self.framing(own, portal));
            found.push(self.listing(portal, portal == own || listed.iter().any(|one| one == portal)));
        }
        // What has started was read.
        let is_readable =
            self.is_readable.filter(|is_readable| *is_readable || self.has_started != Some(true));
        found.extend(is_readable.and_then(|is_readable| self.reading(is_readable)));
        found.extend(self.has_started.map(|has_started| self.start(has_started)));
        if self.has_started == Some(true) {
            found.push(finding(
                Verdict::Note,
                if self.way.is_framed() {
                    "A frame with sandbox keeps nothing (storage): what the reader chose and typed there is gone with the page."
                } else {
                    "It keeps nothing (storage), in no page: what the reader chose there is gone with the page."
                },
            ));
        }
        found.extend(self.problems.iter().map(|problem| match problem.kind.as_str() {
            "no-key" => finding(Verdict::Note, format!("{}: this trial hands no key in. Your page does, or asks itself.", problem.message.trim_end_matches('.'))),
            "policy" if self.way.is_framed() => {
                finding(Verdict::Bad, format!("{} (policy). List its origin under hosts in leadwake.json.", problem.message))
            }
            "unreachable" => finding(
                Verdict::Bad,
                format!("{} (CORS). A frame with sandbox asks without an origin; let your page ask by its own server.", problem.message),
            ),
            _ => finding(Verdict::Bad, format!("{} ({}).", problem.message.trim_end_matches('.'), problem.kind)),
        }));
        found
    }

    /// What it is called that is tried.
    const fn subject(&self) -> &'static str {
        match self.way {
            Way::Frame | Way::Address => "The viewer",
            Way::Element => "The element",
            Way::Module => "The module",
            Way::Data => "The program without a view",
        }
    }

    /// What a page of this origin may do with the frame, whether it is listed or not.
    fn listing(&self, portal: &str, is_listed: bool) -> Finding {
        match (is_listed, self.way) {
            (true, Way::Address) => finding(
                Verdict::Good,
                format!(
                    "In a frame of {portal} the reader is asked for keys: it is listed under frame_origins."
                ),
            ),
            (true, _) => finding(
                Verdict::Good,
                format!("{portal} may say what is shown: it is listed under frame_origins."),
            ),
            (false, Way::Address) => finding(
                Verdict::Note,
                format!(
                    "In a frame of {portal} nobody is asked for keys. Where that is to be, list it under frame_origins in \
                     the leadwake.json of this site."
                ),
            ),
            (false, _) => finding(
                Verdict::Bad,
                format!(
                    "{portal} may not say what is shown, and nobody is asked for keys there. List it under frame_origins \
                     in the leadwake.json of this site."
                ),
            ),
        }
    }

    /// What it means to frames with sandbox whether they can read this site's files.
    fn reading(&self, is_readable: bool) -> Option<Finding> {
        if !is_readable && self.way == Way::Address {
            return Some(finding(
                Verdict::Note,
                "This trial’s frame has sandbox, and such a frame cannot load the viewer (CORS): this site sends its files \
                 without “Access-Control-Allow-Origin: *”. The frame of the lines above has none, and loads it.",
            ));
        }
        match (is_readable, self.way.is_framed()) {
            (true, true) => Some(finding(
                Verdict::Good,
                "Frames with sandbox can load the viewer: this site lets every page read its files.",
            )),
            (false, true) => Some(finding(
                Verdict::Bad,
                "Frames with sandbox cannot load the viewer (CORS): this site sends its files without \
                 “Access-Control-Allow-Origin: *”. The recipes of cargo xtask relay send it with --sandboxed. Without \
                 sandbox, or with allow-same-origin in it, frames work as they are.",
            )),
            (true, false) => None,
            (false, false) => Some(finding(
                Verdict::Note,
                "This trial’s frame with sandbox cannot read the files of this site (CORS), which sends them without \
                 “Access-Control-Allow-Origin: *”. Your page has the folder module/ on its own site, where that does not matter.",
            )),
        }
    }

    fn start(&self, has_started: bool) -> Finding {
        let subject = self.subject();
        if !has_started {
            let is_expected = self.way == Way::Address && self.is_readable == Some(false);
            return finding(
                if is_expected { Verdict::Note } else { Verdict::Bad },
                format!(
                    "{subject} did not start in a frame with sandbox. The lines around this one say what may keep it from \
                     that; the browser’s console says what did."
                ),
            );
        }
        if !self.way.is_framed() {
            let text = format!("{subject} started in a frame with sandbox, on a page with a strict policy.");
            return finding(Verdict::Good, text);
        }
        match self.has_taken_init {
            Some(true) => finding(
                Verdict::Good,
                format!("{subject} started in a frame with sandbox, and does as it is told."),
            ),
            _ => finding(
                Verdict::Note,
                format!("{subject} started in a frame with sandbox, and has not answered yet."),
            ),
        }
    }

    fn framing(&self, own: &str, portal: &str) -> Finding {
        let is_denied = self.frame_options.as_deref().is_some_and(|said| {
            let said = said.to_ascii_lowercase();
            said == "deny" || said == "sameorigin" && portal != own
        });
        let policy = self.policy.as_deref().unwrap_or_default();
        // Where a policy says who may, the older header does not count.
        let is_admitted =
            if policy.contains("frame-ancestors") { admits(policy, own, portal) } else { !is_denied };
        if is_admitted {
            finding(Verdict::Good, format!("{portal} may show this site in a frame."))
        } else {
            finding(
                Verdict::Bad,
                format!(
                    "{portal} may not show this site in a frame: a header of this site refuses it. Whoever runs it can name \
                     it in frame-ancestors: cargo xtask relay … --frame-ancestors {portal}."
                ),
            )
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const OWN: &str = "https://viewer.example";
    const PORTAL: &str = "https://portal.example";

    #[test]
    fn a_header_says_who_may_show_the_site() {
        for (policy, may) in [
            ("default-src 'none'", true),
            ("frame-ancestors 'self'", false),
            ("frame-ancestors 'none'", false),
            ("frame-ancestors 'self' https://portal.example", true),
            ("frame-ancestors https://*.example", true),
            ("frame-ancestors https://*.portal.example", false),
            ("frame-ancestors http://portal.example", true),
            ("frame-ancestors HTTPS://Portal.Example:*", true),
            ("frame-ancestors portal.example:8443", false),
            ("frame-ancestors http:", true),
            ("frame-ancestors wss://portal.example", false),
            ("frame-ancestors https:", true),
            ("frame-ancestors *, frame-ancestors 'self'", false),
        ] {
            assert_eq!(admits(policy, OWN, PORTAL), may, "{policy}");
        }
        assert!(!admits("frame-ancestors https://portal.example", OWN, "http://portal.example"));
        assert!(!admits("frame-ancestors portal.example", OWN, "http://portal.example"));
        assert_eq!(origin_of(" HTTPS://Portal.Example/app?x#y ").as_deref(), Some(PORTAL));
        assert_eq!((origin_of("portal"), origin_of("mailto:a@b")), (None, None));
        assert!(admits("frame-ancestors 'self'", OWN, OWN));
        let trial = Trial::read(r#"{"frameOptions":"SAMEORIGIN"}"#);
        assert_eq!(trial.framing(OWN, PORTAL).verdict, Verdict::Bad);
        assert_eq!(trial.framing(OWN, OWN).verdict, Verdict::Good);
    }

    #[test]
    fn what_fails_is_told_with_what_to_do() {
        let trial = Trial::read(
            r#"{"isReadable":false,"hasStarted":false,"problems":[{"kind":"policy","message":"The page may not ask x"}]}"#,
        );
        let found = trial.findings(OWN, PORTAL, &[]);
        let texts: Vec<&str> = found.iter().map(|one| one.text.as_str()).collect();
        for words in ["frame_origins", "--sandboxed", "did not start", "hosts in leadwake.json"] {
            assert!(texts.iter().any(|text| text.contains(words)), "{words}: {texts:?}");
        }
        assert_eq!(Trial::read("no JSON"), Trial::default());
        let part = Trial::read(
            r#"{"way":"element","isReadable":false,"hasStarted":true,"problems":[{"kind":"no-key","message":"x needs a key"}]}"#,
        );
        let found = part.findings(OWN, PORTAL, &[]);
        assert!(found.iter().all(|one| one.verdict != Verdict::Bad), "{found:?}");
        for words in ["The element started", "It keeps nothing", "hands no key in"] {
            assert!(found.iter().any(|one| one.text.contains(words)), "{words}: {found:?}");
        }
        assert!(!found.iter().any(|one| one.text.contains("CORS")), "what has started was read: {found:?}");
        let found = Trial::read(r#"{"way":"element","isReadable":false}"#).findings(OWN, PORTAL, &[]);
        assert!(found.iter().any(|one| one.text.contains("on its own site")), "{found:?}");
        let listed = trial.findings(OWN, PORTAL, &[PORTAL.to_owned()]);
        assert!(listed.iter().any(|one| one.verdict == Verdict::Good && one.text.contains("may say")));
    }
}
