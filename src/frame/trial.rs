//! What a trial of a frame has shown, and what follows from it for a page elsewhere.

use serde::Deserialize;

/// What was seen of the site and of the frame so far.
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub struct Trial {
    /// The policy that the site sends.
    pub policy: Option<String>,
    /// The older header for the same.
    pub frame_options: Option<String>,
    /// Whether the site lets every page read its files.
    pub is_readable: Option<bool>,
    /// Whether the viewer in the frame said that it is ready; nothing while it is waited for.
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
fn admits(policy: &str, own: &str, portal: &str) -> bool {
    let lists =
        policy.split([';', ',']).filter_map(|directive| directive.trim().strip_prefix("frame-ancestors"));
    lists.map(str::split_whitespace).all(|mut sources| {
        sources.any(|source| match source {
            "*" => true,
            "'self'" => own == portal,
            scheme if scheme.ends_with(':') => portal.starts_with(scheme),
            host => is_host(host, portal),
        })
    })
}

/// Whether a source of a policy names an origin: as it is, without its scheme, or by a star for the first part.
fn is_host(source: &str, origin: &str) -> bool {
    let (scheme, host) =
        source.split_once("://").map_or((None, source), |(scheme, host)| (Some(scheme), host));
    let Some((own_scheme, own_host)) = origin.split_once("://") else { return false };
    let is_same_host = match host.strip_prefix('*') {
        Some(rest) => own_host.ends_with(rest) && rest.starts_with('.'),
        None => own_host == host.trim_end_matches('/'),
    };
    scheme.is_none_or(|scheme| scheme == own_scheme) && is_same_host
}

impl Trial {
    /// Reads what was seen; nothing of what cannot be read.
    pub fn read(json: &str) -> Self {
        serde_json::from_str(json).unwrap_or_default()
    }

    /// What follows for a page of the origin `portal`, when it is known. `own` is the viewer's origin, `listed` are the
    /// origins that its site lists.
    pub fn findings(&self, own: &str, portal: &str, listed: &[String]) -> Vec<Finding> {
        let mut found = Vec::new();
        if !portal.is_empty() {
            found.push(self.framing(own, portal));
            found.push(if portal == own || listed.iter().any(|one| one == portal) {
                finding(Verdict::Good, format!("{portal} may say what is shown: it is listed under frame_origins."))
            } else {
                finding(
                    Verdict::Bad,
                    format!(
                        "{portal} may not say what is shown, and nobody is asked for keys there. List it under \
                         frame_origins in the leadwake.json of this site."
                    ),
                )
            });
        }
        found.extend(self.is_readable.map(|is_readable| {
            if is_readable {
                finding(
                    Verdict::Good,
                    "Frames with sandbox can load the viewer: this site lets every page read its files.",
                )
            } else {
                finding(
                    Verdict::Bad,
                    "Frames with sandbox cannot load the viewer (CORS): this site sends its files without \
                     “Access-Control-Allow-Origin: *”. The recipes of cargo xtask relay send it with --sandboxed. Without \
                     sandbox, or with allow-same-origin in it, frames work as they are.",
                )
            }
        }));
        found.extend(match (self.has_started, self.has_taken_init) {
            (None, _) => None,
            (Some(false), _) => Some(finding(
                Verdict::Bad,
                "The viewer did not start in a frame with sandbox. The lines above say what may keep it from that; the \
                 browser’s console says what did.",
            )),
            (Some(true), Some(true)) => Some(finding(Verdict::Good, "The viewer started in a frame with sandbox, and does as it is told.")),
            (Some(true), _) => Some(finding(Verdict::Note, "The viewer started in a frame with sandbox, and has not answered yet.")),
        });
        if self.has_started == Some(true) {
            found.push(finding(
                Verdict::Note,
                "A frame with sandbox keeps nothing (storage): what the reader chose and typed there is gone with the page.",
            ));
        }
        found.extend(self.problems.iter().map(|problem| match problem.kind.as_str() {
            "no-key" => finding(Verdict::Note, format!("{}: this trial hands no key in. Your page does, or asks itself.", problem.message)),
            "policy" => finding(Verdict::Bad, format!("{} (policy). List its origin under hosts in leadwake.json.", problem.message)),
            "unreachable" => finding(
                Verdict::Bad,
                format!("{} (CORS). A frame with sandbox asks without an origin; let your page ask by its own server.", problem.message),
            ),
            _ => finding(Verdict::Bad, format!("{} ({}).", problem.message.trim_end_matches('.'), problem.kind)),
        }));
        found
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
            ("frame-ancestors http://portal.example", false),
            ("frame-ancestors https:", true),
            ("frame-ancestors *, frame-ancestors 'self'", false),
        ] {
            assert_eq!(admits(policy, OWN, PORTAL), may, "{policy}");
        }
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
        let listed = trial.findings(OWN, PORTAL, &[PORTAL.to_owned()]);
        assert!(listed.iter().any(|one| one.verdict == Verdict::Good && one.text.contains("may say")));
    }
}
