//! What is typed into the form of a connection, as a connection.

use leptos::prelude::*;

use crate::{
    model::ApiKey,
    providers::Provider,
    session::{BaseUrl, Connection},
    ui::controls::Keeping,
};

/// What is typed into a vendor's form. Cheap to copy: it holds signals.
#[derive(Clone, Copy)]
pub(super) struct Typed {
    /// The address, or a path on the page's own site.
    pub(super) address: RwSignal<String>,
    /// The key.
    pub(super) key: RwSignal<String>,
    /// Whether the relay at the address adds the key.
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

    /// The connection that the form describes.
    ///
    /// # Errors
    /// A sentence about what is wrong.
    pub(super) fn read(
        &self,
        speaker: &'static dyn Provider,
        former: Option<Connection>,
    ) -> Result<Connection, String> {
        let about = speaker.about();
        let address = self
            .page
            .with_value(|page| BaseUrl::parse_on(page, &self.address.get_untracked()))
            .map_err(|error| error.to_string())?;
        let connection = match former {
            Some(former) => former.with_address(address),
            None => Connection::new(about.vendor, address),
        };
        let key = self.key.get_untracked();
        let mut connection = match speaker.clean_key(&key) {
            _ if self.relay_adds_key.get_untracked() => connection.keyed_by_relay(),
            "" if connection.has_key() => connection,
            "" => return Err(format!("Paste the {} key.", about.vendor.name())),
            cleaned => {
                let key = ApiKey::new(cleaned)
                    .ok_or("The key has characters that no key has; copy it once more.")?;
                connection.with_key(key)
            }
        };
        connection.keep = self.keeping.take()?;
        Ok(connection)
    }
}
