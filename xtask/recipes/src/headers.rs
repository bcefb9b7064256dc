//! The headers that go with the viewer's files, and those that go with a relayed answer.

use crate::options::Options;
use anyhow::{Context as _, Result};

/// The viewer's page, with the policy for hosts that send none.
const PAGE: &str = include_str!("../../../index.html");

/// What every file of the viewer is sent with, besides its policy and how long it may be kept.
const OF_FILES: [(&str, &str); 5] = [
    ("X-Content-Type-Options", "nosniff"),
    ("Referrer-Policy", "no-referrer"),
    ("Cross-Origin-Opener-Policy", "same-origin"),
    ("Permissions-Policy", "camera=(), microphone=(), geolocation=(), payment=(), usb=()"),
    ("Strict-Transport-Security", "max-age=31536000"),
];

/// What they are sent with besides where a sandboxed frame is to load them: it is of no origin, and a program's parts are
/// loaded from another one only where that is granted. They hold nothing that is not everybody's.
const OF_FILES_FOR_ALL: (&str, &str) = ("Access-Control-Allow-Origin", "*");

/// All of that, with the policy.
pub(crate) fn of_files<'a>(options: &Options, policy: &'a str) -> Vec<(&'a str, &'a str)> {
    let for_all = options.sandboxed.then_some(OF_FILES_FOR_ALL);
    [("Content-Security-Policy", policy)].into_iter().chain(OF_FILES).chain(for_all).collect()
}

/// What a relayed answer is sent with: it is data for the page, and nothing on the page's own site, whatever a vendor
/// says that it is.
pub(crate) const OF_ANSWERS: [(&str, &str); 6] = [
    ("Content-Security-Policy", "default-src 'none'; sandbox; frame-ancestors 'none'"),
    ("X-Content-Type-Options", "nosniff"),
    ("Referrer-Policy", "no-referrer"),
    ("Cross-Origin-Resource-Policy", "same-origin"),
    ("Cache-Control", "no-store"),
    ("Strict-Transport-Security", "max-age=31536000"),
];

/// What a vendor may not say to a browser in the name of the page's own site.
pub(crate) const KEPT_BACK: [&str; 32] = [
    "Set-Cookie",
    "Location",
    "Refresh",
    "Link",
    "Clear-Site-Data",
    "Content-Security-Policy",
    "Content-Security-Policy-Report-Only",
    "X-Content-Type-Options",
    "Referrer-Policy",
    "Cross-Origin-Resource-Policy",
    "Cross-Origin-Opener-Policy",
    "Cache-Control",
    "Expires",
    "Strict-Transport-Security",
    "Access-Control-Allow-Origin",
    "Access-Control-Allow-Credentials",
    "Access-Control-Expose-Headers",
    "Service-Worker-Allowed",
    "Alt-Svc",
    "Report-To",
    "Reporting-Endpoints",
    "NEL",
    "Timing-Allow-Origin",
    "SourceMap",
    "X-SourceMap",
    "Accept-CH",
    "Origin-Agent-Cluster",
    "Activate-Storage-Access",
    "Set-Login",
    "Speculation-Rules",
    "WWW-Authenticate",
    "X-Powered-By",
];

/// How long a file may be kept whose name holds no hash of its content.
pub(crate) const CHANGING: &str = "no-cache";

/// How long one may be kept whose name does.
pub(crate) const UNCHANGING: &str = "public, max-age=31536000, immutable";

/// The names of the latter, as a regular expression: `viewer-0123456789abcdef_bg.wasm`.
pub(crate) const HASHED: &str = r"[-_.][0-9a-f]{15,}[-_.][^/]*$";

/// The page's policy as a header: what the page says itself, with exactly these origins to connect to, and with who may
/// show it in a frame, which only a header can say.
///
/// # Errors
/// The page has no policy.
pub(crate) fn policy(connect: &[String], frame_ancestors: &[String]) -> Result<String> {
    let own = own_policy()?;
    let replaced = ["default-src", "connect-src", "frame-ancestors"];
    let kept = own.split(';').map(str::trim).filter(|directive| {
        let name = directive.split(' ').next().unwrap_or_default();
        !directive.is_empty() && !replaced.contains(&name)
    });
    let connect: String = connect.iter().flat_map(|origin| [" ", origin]).collect();
    let ancestors = match frame_ancestors {
        [] => "'self'".to_owned(),
        some => some.join(" "),
    };
    let mut directives = vec!["default-src 'none'".to_owned()];
    directives.extend(kept.map(str::to_owned));
    directives.push(format!("connect-src 'self'{connect}"));
    directives.push(format!("frame-ancestors {ancestors}"));
    Ok(directives.join("; "))
}

/// What the page says itself.
fn own_policy() -> Result<&'static str> {
    let (_, rest) =
        PAGE.split_once(r#"http-equiv="Content-Security-Policy""#).context("index.html has no policy")?;
    let (_, rest) = rest.split_once("content=\"").context("the policy in index.html has no content")?;
    rest.split('"').next().context("the policy in index.html has no end")
}

/// How the names of the files begin that Trunk puts a hash into: `viewer`, `page`.
pub(crate) fn hashed_stems() -> Vec<&'static str> {
    let links = PAGE.split("<link data-trunk ").skip(1);
    let stems = links.filter_map(|link| {
        let value = |name: &str| link.split_once(name)?.1.split('"').next();
        match value("rel=\"")? {
            "rust" => value("data-bin=\""),
            "css" | "icon" => value("href=\"")?.rsplit('/').next()?.split('.').next(),
            _ => None,
        }
    });
    stems.collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_header_says_what_the_page_says() {
        let policy = policy(&["https://a.example".into()], &[]).unwrap();
        for directive in own_policy().unwrap().split(';').map(str::trim) {
            let is_replaced = directive.starts_with("connect-src ");
            assert!(is_replaced || policy.split("; ").any(|said| said == directive), "{directive}");
        }
        assert!(policy.starts_with("default-src 'none'; "), "{policy}");
        assert!(
            policy.ends_with("; connect-src 'self' https://a.example; frame-ancestors 'self'"),
            "{policy}"
        );
        assert_eq!(policy.matches("connect-src").count(), 1);
        assert!(!policy.contains("unsafe-inline") && !policy.contains("'unsafe-eval'"), "{policy}");
    }

    #[test]
    fn hashed_files_are_known_by_the_page() {
        let stems = hashed_stems();
        for stem in ["viewer", "page", "tokens", "icon"] {
            assert!(stems.contains(&stem), "{stems:?}");
        }
        assert!(!stems.contains(&"boot") && !stems.contains(&"recording"), "{stems:?}");
    }
}
