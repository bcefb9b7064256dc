//! What is typed into the form of a connection, as a connection.

use leptos::prelude::*;

use crate::{
    model::ApiKey,
    providers::Provider,
    session::{BaseUrl, Connection, Keep},
    ui::controls::Keeping,
};

/// What is wrong with what was typed, and where.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Wrong {
    /// With the address.
    Address(String),
    /// With the key.
    Key(String),
    /// With how long it is to be kept, where that is said.
    Keeping,
}

/// What is typed into a vendor's form. Cheap to copy: it holds signals.
#[derive(Clone, Copy)]
pub struct Typed {
    /// The address, or a path on the page's own site.
    pub(super) address: RwSignal<String>,
    /// The key.
    pub(super) key: RwSignal<String>,
    /// Whether the reader says that the relay at the address adds the key.
    pub(super) relay_adds_key: RwSignal<bool>,
    /// How long the key is kept.
    pub(super) keeping: Keeping,
    /// The address of this page, which paths are beside.
    pub(super) page: StoredValue<String>,
}

impl Typed {
    /// The address as it is typed now; `None` when it is none.
    pub(super) fn base_url(&self) -> Option<BaseUrl> {
        self.page.with_value(|page| self.address.with(|typed| BaseUrl::parse_on(page, typed).ok()))
    }

    /// Whether the address is one of the page's own site, where a relay may add the key.
    pub(super) fn is_of_site(&self) -> bool {
        self.base_url().is_some_and(|address| self.page.with_value(|page| address.is_of(page)))
    }

    /// The connection that the form describes, with a key unless the relay adds it.
    ///
    /// # Errors
    /// What is wrong.
    pub(super) fn read(
        &self,
        speaker: &'static dyn Provider,
        former: Option<Connection>,
        is_relayed: bool,
    ) -> Result<Connection, Wrong> {
        let about = speaker.about();
        let address = self
            .page
            .with_value(|page| BaseUrl::parse_on(page, &self.address.get_untracked()))
            .map_err(|error| Wrong::Address(error.to_string()))?;
        let connection = match former {
            Some(former) => former.with_address(address),
            None => Connection::new(about.vendor, address),
        };
        if is_relayed {
            // There is no key to keep, and the address is no secret.
            return Ok(connection.keyed_by_relay().kept(Keep::Tab));
        }
        let key = self.key.get_untracked();
        let mut connection = match speaker.clean_key(&key) {
            "" if connection.has_key() => connection,
            "" => return Err(Wrong::Key(format!("Paste the {} key.", about.vendor.name()))),
            cleaned => {
                let key = ApiKey::new(cleaned).ok_or_else(|| {
                    Wrong::Key("The key has characters that no key has; copy it once more.".into())
                })?;
                connection.with_key(key)
            }
        };
        connection.keep = self.keeping.take().ok_or(Wrong::Keeping)?;
        Ok(connection)
    }
}
