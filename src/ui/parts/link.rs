//! Addresses that may be opened, and only those.

use super::{Glyph, Icon, Name};
use crate::model::web_url;
use leptos::prelude::*;

/// An address that does no harm when it is opened: a page, an e-mail address or a phone number.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Safe {
    /// The address, as the browser will read it.
    pub href: String,
    /// The host it leads to; `None` for e-mail and phone.
    pub host: Option<String>,
}

impl Safe {
    /// Reads an address. `None` for any scheme but `https`, `http`, `mailto` and `tel`, for hosts that are not
    /// written in ASCII (letters of other scripts can look like others), for a name or password before the host (it
    /// looks like the host), and for what is no address.
    pub fn parse(address: &str) -> Option<Self> {
        let url = web_url(address.trim()).ok()?;
        if !url.username().is_empty() || url.password().is_some() {
            return None;
        }
        let host = match url.scheme() {
            "https" | "http" => Some(url.host_str()?.to_owned()),
            "mailto" | "tel" => None,
            _ => return None,
        };
        Some(Self { href: url.into(), host })
    }

    /// The host, when a text does not plainly begin with it.
    pub(super) fn host_to_show(&self, text: &str) -> Option<String> {
        let host = self.host.as_deref()?;
        let after = text.split_once("://").map_or(text, |(_, after)| after);
        let rest = after.get(..host.len()).filter(|start| start.eq_ignore_ascii_case(host));
        let ends = |rest: &str| rest.is_empty() || rest.starts_with(['/', '?', '#', ':']);
        let is_plain = rest.is_some() && after.get(host.len()..).is_some_and(ends);
        (!is_plain).then(|| host.to_owned())
    }
}

/// A link to an address a vendor sent. It opens in a tab of its own and tells the other side nothing. An address
/// that might do harm is shown as text.
#[component]
pub fn Link(
    /// The address as it came.
    #[prop(into)]
    address: String,
    /// What is shown instead of the address. Its host is always shown.
    #[prop(optional, into)]
    text: Option<String>,
) -> impl IntoView {
    let shown = text.unwrap_or_else(|| address.clone());
    let Some(safe) = Safe::parse(&address) else {
        let whole = if shown == address { shown } else { format!("{shown} ({address})") };
        return view! { <Name text=whole /> }.into_any();
    };
    let host = safe.host_to_show(&shown);
    view! {
        <a class="link" href=safe.href target="_blank" rel="noopener noreferrer nofollow">
            <Name text=shown />
            {host.map(|host| view! { " "<span class="link-host">{format!("({host})")}</span> }.into_any())}
            <Icon glyph=Glyph::External />
            <span class="visually-hidden">" (opens in a new tab)"</span>
        </a>
    }
    .into_any()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn whatever_can_be_opened_is_of_a_harmless_scheme_and_names_nobody_before_its_host(
            address in "[ \\x00-\\x20]{0,2}(https?|HTTPS|java\tscript|javascript|data|blob|file|mailto|tel|vbscript|ws|\\PC{0,4}):[/\\\\]{0,3}([a-z:%\\PC]{0,4}@)?[a-z0-9.%\u{430}]{1,8}[/?#:@\\\\]?\\PC{0,6}"
        ) {
            if let Some(safe) = Safe::parse(&address) {
                let (scheme, rest) = safe.href.split_once(':').unwrap();
                prop_assert!(["https", "http", "mailto", "tel"].contains(&scheme), "{address:?}");
                if let Some(host) = &safe.host {
                    prop_assert!(host.is_ascii(), "{address:?}");
                    let begins = rest.strip_prefix("//").is_some_and(|rest| rest.starts_with(host.as_str()));
                    prop_assert!(begins, "{address:?} is {}", safe.href);
                }
            }
        }
    }

    #[test]
    fn only_harmless_schemes_can_be_opened() {
        for address in [
            "javascript:alert(1)",
            "data:text/html,x",
            "file:///etc/passwd",
            "vbscript:x",
            "blob:x",
            "x",
            "//a",
            "https://good.example@evil.example/",
            "https://:secret@evil.example/",
        ] {
            assert_eq!(Safe::parse(address), None, "{address}");
        }
        for address in ["https://a.example/x", "HTTP://a.example", "mailto:a@b.example", "tel:+14155550142"] {
            assert!(Safe::parse(address).is_some(), "{address}");
        }
        assert_eq!(Safe::parse("https://аpple.example/"), None, "the first letter is Cyrillic");
    }

    #[test]
    fn the_host_is_shown_unless_the_text_begins_with_it() {
        let host = |address: &str, text: &str| Safe::parse(address).unwrap().host_to_show(text);
        assert_eq!(host("https://a.example/x", "https://a.example/x"), None);
        assert_eq!(host("https://A.example", "https://A.example"), None);
        assert_eq!(host("https://a.example/x", "Recording"), Some("a.example".into()));
        assert_eq!(host("https://a.example:8443/x", "https://a.example:8443/x"), None);
        assert_eq!(host("https://0x7f.1/", "https://0x7f.1/").unwrap(), "127.0.0.1");
    }
}
