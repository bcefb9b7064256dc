//! Names of things: vendors, and ids that never mix.

use std::{fmt, str::FromStr};

use thiserror::Error;

/// A system that works a lead and whose records are shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize, serde::Deserialize)]
#[cfg_attr(feature = "types", derive(tsify::Tsify))]
#[serde(rename_all = "lowercase")]
pub enum Vendor {
    /// Texts, e-mails and calls of one lead, as events.
    Apten,
    /// Calls, SMS threads and e-mail threads of one lead.
    LeadSail,
    /// WhatsApp, Telegram and e-mail conversations of a whole account.
    Naturalead,
    /// A bot in a meeting, and the meeting's chat.
    Attendee,
}

impl Vendor {
    /// Every vendor, in the order in which the viewer lists them.
    pub const ALL: [Self; 4] = [Self::Apten, Self::LeadSail, Self::Naturalead, Self::Attendee];

    /// The short name in addresses and file names: lower case, `a–z` only.
    pub const fn slug(self) -> &'static str {
        match self {
            Self::Apten => "apten",
            Self::LeadSail => "leadsail",
            Self::Naturalead => "naturalead",
            Self::Attendee => "attendee",
        }
    }

    /// The name people know it by.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Apten => "Apten",
            Self::LeadSail => "LeadSail",
            Self::Naturalead => "Naturalead",
            Self::Attendee => "Attendee",
        }
    }
}

impl fmt::Display for Vendor {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.slug())
    }
}

impl FromStr for Vendor {
    type Err = IdError;

    fn from_str(text: &str) -> Result<Self, IdError> {
        Self::ALL.into_iter().find(|vendor| vendor.slug() == text).ok_or_else(|| IdError::Vendor(text.into()))
    }
}

/// Why a text is not an id.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum IdError {
    /// There is nothing left after trimming.
    #[error("the id is empty")]
    Empty,
    /// Longer than any vendor's ids: more than 256 characters.
    #[error("the id has more than 256 characters")]
    TooLong,
    /// `.` and `..` would change the path they are put into.
    #[error("“{0}” cannot be an id")]
    Dots(Box<str>),
    /// The part before the colon names no vendor.
    #[error("“{0}” is not a vendor; there are apten, leadsail, naturalead and attendee")]
    Vendor(Box<str>),
    /// There is no colon between vendor and id.
    #[error("“{0}” has no vendor in front; write for instance apten:room_abc")]
    NoVendor(Box<str>),
}

fn checked(native: &str) -> Result<Box<str>, IdError> {
    let native = native.trim();
    if native.is_empty() {
        Err(IdError::Empty)
    } else if native.chars().nth(256).is_some() {
        Err(IdError::TooLong)
    } else if native == "." || native == ".." {
        Err(IdError::Dots(native.into()))
    } else {
        Ok(native.into())
    }
}

/// An id of a vendor's own, kept apart from other vendors' ids and from ids of other things.
macro_rules! vendor_id {
    ($(#[$docs:meta])* $name:ident) => {
        $(#[$docs])*
        #[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
        #[cfg_attr(feature = "types", derive(tsify::Tsify), tsify(type = "string"))]
        pub struct $name {
            /// Whose id it is.
            pub vendor: Vendor,
            native: Box<str>,
        }

        impl $name {
            /// Takes the vendor's own id, trimmed.
            ///
            /// # Errors
            /// When it is empty, longer than 256 characters, `.` or `..`.
            pub fn new(vendor: Vendor, native: &str) -> Result<Self, IdError> {
                Ok(Self { vendor, native: checked(native)? })
            }

            /// The vendor's own id, without the vendor.
            pub fn native(&self) -> &str {
                &self.native
            }
        }

        /// `vendor:native`, which [`FromStr`] reads back.
        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                write!(f, "{}:{}", self.vendor, self.native)
            }
        }

        impl serde::Serialize for $name {
            fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                serializer.collect_str(self)
            }
        }

        impl FromStr for $name {
            type Err = IdError;

            fn from_str(text: &str) -> Result<Self, IdError> {
                let (vendor, native) =
                    text.trim().split_once(':').ok_or_else(|| IdError::NoVendor(text.into()))?;
                Self::new(vendor.parse()?, native)
            }
        }
    };
}

vendor_id! {
    /// What a vendor opens: a lead's id, a search, or a meeting bot's id.
    ///
    /// The native part is read by that vendor's adapter; for Naturalead it begins with `phone:`, `email:`,
    /// `text:` or `lead:`.
    Handle
}
vendor_id! {
    /// One call that has a page of its own.
    CallId
}
vendor_id! {
    /// A thread: an SMS or e-mail thread, a conversation, or a meeting.
    ThreadId
}
vendor_id! {
    /// One record as the vendor sends it. A record gives one or more entries and is replaced as a whole.
    RecordId
}

/// One entry of the timeline: the record it came from, and which part of it.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[cfg_attr(feature = "types", derive(tsify::Tsify), tsify(type = "string"))]
pub struct EntryId {
    /// The record that holds it.
    pub record: RecordId,
    /// Which part of the record: empty when the record is one entry, else made from the part's content, never
    /// from its position.
    pub part: Box<str>,
}

/// `vendor:record` or `vendor:record#part`, which [`FromStr`] reads back: a part has no `#`, and after a record's id
/// that has one a `#` is written also without a part.
impl fmt::Display for EntryId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.part.is_empty() && !self.record.native().contains('#') {
            self.record.fmt(f)
        } else {
            write!(f, "{}#{}", self.record, self.part)
        }
    }
}

impl serde::Serialize for EntryId {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl FromStr for EntryId {
    type Err = IdError;

    fn from_str(text: &str) -> Result<Self, IdError> {
        let (record, part) = text.rsplit_once('#').unwrap_or((text, ""));
        Ok(Self { record: record.parse()?, part: part.into() })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ids_survive_the_round_trip() {
        for text in ["apten:MESSAGE:msg_abc", "naturalead:phone:+14155550142", "attendee:bot_a"] {
            assert_eq!(text.parse::<Handle>().unwrap().to_string(), text);
        }
        for text in ["leadsail:int_1", "leadsail:int_1#0a1b2c"] {
            assert_eq!(text.parse::<EntryId>().unwrap().to_string(), text);
        }
        for (native, part) in [("a#b", ""), ("a#", ""), ("a#b", "c"), ("#", "")] {
            let record = RecordId::new(Vendor::LeadSail, native).unwrap();
            let id = EntryId { record, part: part.into() };
            assert_eq!(id.to_string().parse(), Ok(id));
        }
    }

    #[test]
    fn ids_that_would_change_a_path_are_refused() {
        assert_eq!(Handle::new(Vendor::Apten, " .. "), Err(IdError::Dots("..".into())));
        assert_eq!(Handle::new(Vendor::Apten, "  "), Err(IdError::Empty));
        assert_eq!(Handle::new(Vendor::Apten, &"x".repeat(257)), Err(IdError::TooLong));
        assert_eq!("room_abc".parse::<Handle>(), Err(IdError::NoVendor("room_abc".into())));
        assert_eq!("other:a".parse::<Handle>(), Err(IdError::Vendor("other".into())));
    }
}
