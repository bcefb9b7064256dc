//! What the page around says.

use std::collections::BTreeMap;

use serde::Deserialize;

use super::{FilterGiven, GoToTarget, LeadGiven, Look, Refused, Theme};
use crate::{
    model::{ApiKey, Vendor},
    place::Open,
    providers::provider,
    session::{BaseUrl, Connection, ConnectionOptions},
    timeline::Order,
};

/// The version of these messages.
pub const VERSION: u32 = 1;

const NAMESPACE: &str = "leadwake";

/// The first message, to the frame's window, together with a `MessagePort`: `{ns: "leadwake", v: 1, type: "init", …}`.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Init {
    ns: String,
    v: u32,
    #[serde(rename = "type")]
    kind: InitType,
    /// A secret of the page around: every message over the port has it. 16 to 64 letters, digits, `-` and `_`.
    pub session: String,
    /// What to begin with.
    #[serde(default)]
    pub options: Options,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
enum InitType {
    Init,
}

/// What to begin with.
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize)]
#[cfg_attr(feature = "types", derive(tsify::Tsify), tsify(rename = "FrameInit"))]
#[serde(rename_all = "camelCase", deny_unknown_fields, default)]
pub struct Options {
    /// Whose timeline; none when left out, until one is set. A frame that is loaded anew has the one that its address says.
    #[cfg_attr(
        feature = "types",
        tsify(optional, type = "string | Partial<Record<Vendor, string | readonly string[]>>")
    )]
    pub lead: Option<LeadGiven>,
    /// Keys and addresses by vendor: `apten`, `leadsail`, `naturalead`, `attendee`.
    #[cfg_attr(feature = "types", tsify(optional, type = "Partial<Record<Vendor, ConnectionOptions>>"))]
    pub connections: BTreeMap<String, ConnectionOptions>,
    /// Whether the page around asks the vendors itself: then no key is needed.
    pub fetch: bool,
    /// The colours.
    #[cfg_attr(feature = "types", tsify(optional))]
    pub theme: Option<Theme>,
    /// Custom properties.
    pub properties: Look,
    /// The zone that times are told in: of the IANA list, or `UTC`.
    #[cfg_attr(feature = "types", tsify(optional, type = "string | null"))]
    pub zone: Option<String>,
    /// What is shown.
    #[cfg_attr(feature = "types", tsify(optional, type = "FrameFilter"))]
    pub filter: Option<FilterGiven>,
    /// Which end comes first.
    #[cfg_attr(feature = "types", tsify(optional, type = "EntryOrder"))]
    pub order: Option<Order>,
    /// How tall the frame is.
    #[cfg_attr(feature = "types", tsify(optional, type = "FrameHeight"))]
    pub height: Option<HeightGiven>,
}

/// How tall the frame is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[cfg_attr(feature = "types", derive(tsify::Tsify), tsify(rename = "FrameHeight"))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct HeightGiven {
    /// By whose measure.
    pub mode: HeightMode,
    /// With `auto`: never more than this many CSS pixels.
    #[serde(default)]
    #[cfg_attr(feature = "types", tsify(optional))]
    pub max: Option<u16>,
}

/// By whose measure the frame is tall.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[cfg_attr(feature = "types", derive(tsify::Tsify))]
#[serde(rename_all = "lowercase")]
pub enum HeightMode {
    /// The page around decides.
    Fill,
    /// As tall as what is in it.
    Auto,
}

/// A message over the port.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Said {
    /// The secret of the `init`.
    pub session: String,
    /// What is to be done.
    pub message: Incoming,
}

/// What is to be done. Answers to questions, `fetchResult`, hold bytes and are read by themselves.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(tag = "type", rename_all = "camelCase", rename_all_fields = "camelCase", deny_unknown_fields)]
pub enum Incoming {
    /// To show another lead.
    SetLead {
        /// Whose timeline.
        lead: LeadGiven,
    },
    /// To show other entries.
    SetFilter {
        /// What is shown, in place of what was.
        filter: FilterGiven,
    },
    /// To tell times in another zone.
    SetZone {
        /// Of the IANA list, or `UTC`; the reader's own without one.
        #[serde(default)]
        zone: Option<String>,
    },
    /// To show the entries in another order.
    SetOrder {
        /// Which end comes first.
        order: Order,
    },
    /// To show other colours.
    SetTheme {
        /// Light, dark, or as the device; as it is when left out.
        #[serde(default)]
        theme: Option<Theme>,
        /// Custom properties, in place of those that were set; as they are when left out.
        #[serde(default)]
        properties: Option<Look>,
    },
    /// To show something of the lead's.
    GoTo(GoToTarget),
    /// To close what is open.
    Close {},
    /// To read what is new.
    Refresh {},
}

/// Whether a text can be a session's secret.
fn is_session(text: &str) -> bool {
    (16..=64).contains(&text.len())
        && text.bytes().all(|sign| sign.is_ascii_alphanumeric() || b"-_".contains(&sign))
}

impl Init {
    /// Whether it is meant for this viewer, in a version that it speaks, with a session.
    ///
    /// # Errors
    /// What is not so.
    pub fn check(&self) -> Result<(), Refused> {
        if self.ns != NAMESPACE || self.v != VERSION {
            return Err(Refused::Shape(format!("ns is “leadwake” and v is {VERSION}")));
        }
        if is_session(&self.session) {
            Ok(())
        } else {
            Err(Refused::Shape("session is 16 to 64 letters, digits, hyphens and underscores".into()))
        }
    }
}

impl Options {
    /// The connections, each with its key bound to the address that was given with it, or to the one that `begun` has.
    /// Nothing of them is kept.
    ///
    /// # Errors
    /// When a name is no vendor's, an address is none, or a key cannot be sent.
    pub fn connections(&self, page: &str, begun: &[Connection]) -> Result<Vec<Connection>, Refused> {
        self.connections.iter().map(|(name, given)| connection(given, name, page, begun)).collect()
    }
}

fn connection(
    given: &ConnectionOptions,
    name: &str,
    page: &str,
    begun: &[Connection],
) -> Result<Connection, Refused> {
    let vendor: Vendor = name.parse().map_err(|error| Refused::Value(format!("{error}")))?;
    let connection = if let Some(typed) = &given.base_url {
        let wrong = |error| Refused::Value(format!("connections.{name}.baseUrl cannot be used: {error}"));
        Connection::new(vendor, BaseUrl::parse_on(page, typed).map_err(wrong)?)
    } else {
        let known = begun.iter().find(|one| one.vendor() == vendor);
        let no_address = || Refused::Value(format!("connections.{name} needs a baseUrl"));
        known.cloned().ok_or_else(no_address)?.without_key()
    };
    let Some(key) = &given.key else { return Ok(connection) };
    let no_key = || Refused::Value(format!("connections.{name}.key holds signs that cannot be sent"));
    let key = ApiKey::new(provider(vendor).clean_key(key)).ok_or_else(no_key)?;
    Ok(connection.with_key(key))
}

impl Incoming {
    /// Where a `goTo` or a `close` leads; `None` for every other message.
    ///
    /// # Errors
    /// When it names nothing or more than one thing, or what it names is none.
    pub fn destination(&self) -> Result<Option<Open>, Refused> {
        match self {
            Self::GoTo(target) => target.open().map(Some),
            Self::Close {} => Ok(Some(Open::Nothing)),
            Self::SetLead { .. }
            | Self::SetFilter { .. }
            | Self::SetZone { .. }
            | Self::SetOrder { .. }
            | Self::SetTheme { .. }
            | Self::Refresh {} => Ok(None),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::frame::read;

    const SESSION: &str = "0123456789abcdef";

    fn said(message: &str) -> Result<Incoming, Refused> {
        read::<Said>(&format!("{{\"session\":\"{SESSION}\",\"message\":{message}}}")).map(|said| said.message)
    }

    #[test]
    fn every_message_is_read() {
        for message in [
            r#"{"type":"setLead","lead":"apten:room_1"}"#,
            r#"{"type":"setLead","lead":{"apten":["room_1"]}}"#,
            r#"{"type":"setFilter","filter":{"channels":["sms"]}}"#,
            r#"{"type":"setZone","zone":"UTC"}"#,
            r#"{"type":"setZone","zone":null}"#,
            r#"{"type":"setOrder","order":"oldest-first"}"#,
            r##"{"type":"setTheme","theme":"dark","properties":{"--leadwake-accent":"#0a7"}}"##,
            r#"{"type":"goTo","at":"2026-05-14T15:00:00Z"}"#,
            r#"{"type":"goTo","at":1778770800000}"#,
            r#"{"type":"goTo","entry":"apten:MESSAGE:m"}"#,
            r#"{"type":"goTo","call":"apten:c","turn":3}"#,
            r#"{"type":"goTo","thread":"leadsail:t"}"#,
            r#"{"type":"close"}"#,
            r#"{"type":"refresh"}"#,
        ] {
            let read = said(message).unwrap_or_else(|error| panic!("{message}: {error}"));
            assert!(read.destination().is_ok(), "{message}");
        }
    }

    #[test]
    fn whatever_is_more_or_less_is_refused() {
        for message in [
            r#"{"type":"setLead"}"#,
            r#"{"type":"setLead","lead":"apten:room_1","key":"x"}"#,
            r#"{"type":"refresh","now":true}"#,
            r#"{"type":"readKeys"}"#,
            r#"{"lead":"apten:room_1"}"#,
            r#"{"type":"setTheme","theme":"neon"}"#,
            r#"{"type":"close","entry":"apten:a"}"#,
            r#"{"type":"goTo","entri":"apten:a"}"#,
            r#"["refresh"]"#,
            "null",
        ] {
            assert!(said(message).is_err(), "{message}");
        }
        assert!(read::<Said>(r#"{"message":{"type":"refresh"}}"#).is_err(), "without a session");
        for message in [
            r#"{"type":"goTo"}"#,
            r#"{"type":"goTo","at":"2026-05-14T15:00:00Z","entry":"apten:a"}"#,
            r#"{"type":"goTo","call":"other:a"}"#,
        ] {
            assert!(said(message).unwrap().destination().is_err(), "{message}");
        }
    }

    fn init(rest: &str) -> Result<Init, Refused> {
        let init: Init = read(&format!("{{\"ns\":\"leadwake\",\"type\":\"init\",{rest}}}"))?;
        init.check().map(|()| init)
    }

    #[test]
    fn an_init_has_a_version_a_session_and_known_options() {
        assert!(init(&format!(r#""v":1,"session":"{SESSION}""#)).is_ok());
        for rest in [
            format!(r#""v":2,"session":"{SESSION}""#),
            r#""v":1,"session":"short""#.to_owned(),
            r#""v":1"#.to_owned(),
            format!(r#""v":1,"session":"{SESSION}","options":{{"colour":"red"}}"#),
            format!(r#""v":1,"session":"{SESSION}","more":1"#),
        ] {
            assert!(init(&rest).is_err(), "{rest}");
        }
    }

    #[test]
    fn a_key_is_bound_to_the_address_given_with_it_and_says_nothing_of_itself() {
        let options = r#""options":{"connections":{"apten":{"baseUrl":"https://relay.example/a","key":" key-0123456789 "},"leadsail":{"key":"key-9876543210"}}}"#;
        let given = init(&format!(r#""v":1,"session":"{SESSION}",{options}"#)).unwrap();
        assert!(!format!("{given:?}").contains("0123456789 "), "{given:?}");
        let usual = Vendor::ALL.map(|vendor| Connection::usual(provider(vendor)).unwrap());
        let made = given.options.connections("https://viewer.example/", &usual).unwrap();
        let address = |at: usize| made[at].address().to_string();
        assert_eq!((address(0).as_str(), made[0].has_key()), ("https://relay.example/a", true));
        assert_eq!(made[1].address(), usual[1].address());
        assert!(made.iter().all(|one| one.to_kept().is_none()), "it would be kept");
    }

    #[test]
    fn a_connection_that_cannot_be_is_refused_without_its_key() {
        for connections in [
            r#"{"nobody":{"key":"secret-0123"}}"#,
            r#"{"apten":{"baseUrl":"http://api.example","key":"secret-0123"}}"#,
            r#"{"apten":{"key":"secret-0123\n"}}"#,
            r#"{"apten":{"key":"secret-\u00e9"}}"#,
        ] {
            let options: Options = read(&format!("{{\"connections\":{connections}}}")).unwrap();
            let Err(error) = options.connections("https://viewer.example/", &[]) else {
                panic!("{connections} is taken")
            };
            assert!(!error.to_string().contains("secret"), "{error}");
        }
    }
}
