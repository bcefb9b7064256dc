//! How a timeline is shown, as parameters of an address.

use crate::{
    model::{Channel, Direction, Vendor, When},
    session::Range,
    timeline::{Filter, Order},
};

/// Which time zone the reader chose.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Default)]
pub enum ZoneChoice {
    /// The zone of the reader's device.
    #[default]
    Viewer,
    /// Coordinated universal time.
    Utc,
    /// A zone of the IANA list: `Europe/Berlin`.
    Named(String),
}

impl ZoneChoice {
    /// The zone's name in the IANA list; none for the device's.
    pub const fn name(&self) -> Option<&str> {
        match self {
            Self::Viewer => None,
            Self::Utc => Some("UTC"),
            Self::Named(name) => Some(name.as_str()),
        }
    }

    /// The choice with that name.
    pub fn named(name: &str) -> Self {
        if name == "UTC" { Self::Utc } else { Self::Named(name.to_owned()) }
    }
}

/// How a timeline is shown.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct View {
    /// What is shown. Its text stays empty here: a search marks and jumps, it does not hide.
    pub filter: Filter,
    /// What is searched for.
    pub search: String,
    /// Which end comes first.
    pub order: Order,
    /// In which zone times are told.
    pub zone: ZoneChoice,
    /// How far back the history is read, at vendors that can limit it.
    pub history: Range,
    /// Whether the vendors are asked again and again for what is new.
    pub is_live: bool,
}

const DIRECTIONS: [(Direction, &str); 4] = [
    (Direction::Inbound, "in"),
    (Direction::Outbound, "out"),
    (Direction::Internal, "internal"),
    (Direction::Unstated, "unstated"),
];

const CHANNELS: [(Channel, &str); 10] = [
    (Channel::Sms, "sms"),
    (Channel::WhatsApp, "whatsapp"),
    (Channel::Telegram, "telegram"),
    (Channel::Email, "email"),
    (Channel::Call, "call"),
    (Channel::Webchat, "webchat"),
    (Channel::Meeting, "meeting"),
    (Channel::Tool, "tool"),
    (Channel::Custom, "custom"),
    (Channel::Unstated, "unstated"),
];

/// A word for a value: from the list, or `other:` and the vendor's word.
fn word<T: PartialEq>(list: &[(T, &'static str)], value: &T, other: &str) -> String {
    let known = list.iter().find(|(known, _)| known == value).map(|(_, word)| (*word).to_owned());
    known.unwrap_or_else(|| format!("other:{}", other.replace('%', "%25").replace(',', "%2C")))
}

fn value<T: Clone>(list: &[(T, &str)], word: &str, other: impl Fn(Box<str>) -> T) -> Option<T> {
    match word.strip_prefix("other:") {
        Some(text) => Some(other(text.replace("%2C", ",").replace("%25", "%").into())),
        None => list.iter().find(|(_, known)| *known == word).map(|(value, _)| value.clone()),
    }
}

/// The channel that an address calls so: `sms`, `whatsapp`, or `other:` and the vendor's word.
pub fn channel_named(word: &str) -> Option<Channel> {
    value(&CHANNELS, word, Channel::Other)
}

/// The direction that an address calls so: `in`, `out`, or `other:` and the vendor's word.
pub fn direction_named(word: &str) -> Option<Direction> {
    value(&DIRECTIONS, word, Direction::Other)
}

impl View {
    /// What decides which rows there are and how they read, as one text: equal for views that show the same rows.
    pub fn lens(&self) -> String {
        let rows = Self { search: String::new(), history: Range::default(), is_live: false, ..self.clone() };
        let words = rows.to_query().into_iter().map(|(name, value)| format!("{name}={value}"));
        words.collect::<Vec<_>>().join("&")
    }

    /// The parameters that differ from the usual, in a fixed order.
    pub(super) fn to_query(&self) -> Vec<(&'static str, String)> {
        let mut query = Vec::new();
        let mut list = |name, words: Vec<String>| {
            if !words.is_empty() {
                query.push((name, words.join(",")));
            }
        };
        let filter = &self.filter;
        list("vendor", filter.vendors.iter().map(ToString::to_string).collect());
        let channel = |channel: &Channel| {
            let other = if let Channel::Other(text) = channel { text } else { "" };
            word(&CHANNELS, channel, other)
        };
        list("channel", filter.channels.iter().map(channel).collect());
        let direction = |direction: &Direction| {
            let other = if let Direction::Other(text) = direction { text } else { "" };
            word(&DIRECTIONS, direction, other)
        };
        list("direction", filter.directions.iter().map(direction).collect());
        if filter.people_only {
            query.push(("people", "1".into()));
        }
        if let Some((from, to)) = filter.range {
            query.push(("from", from.to_rfc3339()));
            query.push(("to", to.to_rfc3339()));
        }
        if !self.search.is_empty() {
            query.push(("q", self.search.clone()));
        }
        if self.order == Order::OldestFirst {
            query.push(("order", "oldest".into()));
        }
        match &self.zone {
            ZoneChoice::Viewer => {}
            ZoneChoice::Utc => query.push(("zone", "UTC".into())),
            ZoneChoice::Named(name) => query.push(("zone", name.clone())),
        }
        match self.history {
            usual if usual == Range::default() => {}
            Range::Days(days) => query.push(("days", days.to_string())),
            Range::Since(at) => query.push(("since", at.to_rfc3339())),
            Range::All => query.push(("since", "start".into())),
        }
        if self.is_live {
            query.push(("live", "1".into()));
        }
        query
    }

    /// Reads parameters; what is unknown or unreadable is passed over.
    pub(super) fn from_query(parameters: &[(String, String)]) -> Self {
        let get =
            |name: &str| parameters.iter().find(|(key, _)| key == name).map(|(_, value)| value.as_str());
        let words = |name: &str| get(name).unwrap_or_default().split(',').filter(|word| !word.is_empty());
        let moment = |name: &str| get(name).and_then(|text| When::parse(text).at());
        let range = moment("from").zip(moment("to")).filter(|(from, to)| from < to);
        let mut filter = Filter { people_only: get("people") == Some("1"), range, ..Filter::default() };
        filter.vendors.extend(words("vendor").filter_map(|word| word.parse::<Vendor>().ok()));
        filter.channels.extend(words("channel").filter_map(channel_named));
        filter.directions.extend(words("direction").filter_map(direction_named));
        let zone = match get("zone") {
            None | Some("") => ZoneChoice::Viewer,
            Some("UTC") => ZoneChoice::Utc,
            Some(name) => ZoneChoice::Named(name.into()),
        };
        let history = match (get("since"), get("days").and_then(|days| days.parse().ok())) {
            (Some("start"), _) => Range::All,
            (Some(_), _) => moment("since").map_or_else(Range::default, Range::Since),
            (None, Some(days)) => Range::Days(days),
            (None, None) => Range::default(),
        };
        Self {
            filter,
            search: get("q").unwrap_or_default().into(),
            order: if get("order") == Some("oldest") { Order::OldestFirst } else { Order::NewestFirst },
            zone,
            history,
            is_live: get("live") == Some("1"),
        }
    }
}
