//! The handles that together are one lead.

use std::{fmt, str::FromStr};

use thiserror::Error;

use super::{Handle, IdError, Vendor};

/// One lead, as the reader put it together: what to open at which vendor. Ids only, never a key.
///
/// Written as a comma list, `apten:room_1,leadsail:lead_2,naturalead:phone:+14155550142,attendee:bot_3`; a comma
/// inside a handle is written `%2C` and a percent sign `%25`.
#[derive(Debug, Clone, Default, PartialEq, Eq, Hash)]
pub struct Dossier {
    handles: Vec<Handle>,
}

/// Why a text is not a dossier: which part, and what is wrong with it.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
#[error("“{part}” is not a handle: {source}")]
pub struct DossierError {
    /// The part that could not be read.
    pub part: String,
    /// What is wrong with it.
    #[source]
    pub source: IdError,
}

impl Dossier {
    /// The handles, without repeats, in the vendors' order and then as given.
    pub fn new(handles: impl IntoIterator<Item = Handle>) -> Self {
        let mut unique: Vec<Handle> = Vec::new();
        for handle in handles {
            if !unique.contains(&handle) {
                let after = unique.partition_point(|other| other.vendor <= handle.vendor);
                unique.insert(after, handle);
            }
        }
        Self { handles: unique }
    }

    /// Every handle.
    pub fn handles(&self) -> &[Handle] {
        &self.handles
    }

    /// The handles of one vendor.
    pub fn of(&self, vendor: Vendor) -> impl Iterator<Item = &Handle> {
        self.handles.iter().filter(move |handle| handle.vendor == vendor)
    }

    /// Whether there is nothing to open.
    pub fn is_empty(&self) -> bool {
        self.handles.is_empty()
    }
}

impl fmt::Display for Dossier {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (index, handle) in self.handles.iter().enumerate() {
            if index > 0 {
                f.write_str(",")?;
            }
            f.write_str(&handle.to_string().replace('%', "%25").replace(',', "%2C"))?;
        }
        Ok(())
    }
}

impl FromStr for Dossier {
    type Err = DossierError;

    fn from_str(text: &str) -> Result<Self, DossierError> {
        let parts = text.split(',').filter(|part| !part.trim().is_empty());
        let handles = parts.map(|part| {
            let plain = part.replace("%2C", ",").replace("%2c", ",").replace("%25", "%");
            plain.parse().map_err(|source| DossierError { part: plain, source })
        });
        Ok(Self::new(handles.collect::<Result<Vec<_>, _>>()?))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_dossier_survives_the_round_trip() {
        let text = "apten:room_1,naturalead:text:a%2Cb 100%25,attendee:bot_1,attendee:bot_2";
        assert_eq!(text.parse::<Dossier>().unwrap().to_string(), text);
    }

    #[test]
    fn repeats_are_dropped_and_the_bad_part_is_named() {
        assert_eq!("apten:a,apten:a".parse::<Dossier>().unwrap().handles().len(), 1);
        assert_eq!("apten:a,nobody:b".parse::<Dossier>().unwrap_err().part, "nobody:b");
    }
}
