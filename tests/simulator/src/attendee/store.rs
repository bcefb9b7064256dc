//! What Attendee holds.

use std::collections::BTreeMap;

use serde_json::Value;
use time::{Duration, OffsetDateTime};

use super::record::{Body, Bot, ChatMessage, StoredMessage};
use crate::instant;
use crate::settings::Millis;
use crate::truth::{self, TruthEntry};
use crate::vendor::Vendor;

/// Everything Attendee holds: bots by id.
#[derive(Clone, Debug, Default)]
pub(crate) struct Store {
    bots: BTreeMap<String, Bot>,
}

impl Store {
    /// Adds a bot.
    pub(crate) fn add(&mut self, id: &str, bot: Bot) {
        self.bots.insert(id.to_owned(), bot);
    }

    /// The bot of this id.
    pub(crate) fn bot(&self, id: &str) -> Option<&Bot> {
        self.bots.get(id)
    }

    /// The id of the last message of the last of these bots.
    pub(crate) fn last_message(&self, bots: &[String]) -> Option<String> {
        self.bots.get(bots.last()?)?.messages.last()?.id()
    }

    /// Forgets a bot.
    pub(crate) fn forget(&mut self, id: &str) {
        self.bots.remove(id);
    }

    /// What a correct timeline holds of this meeting.
    pub(crate) fn truth(&self, id: &str) -> Vec<TruthEntry> {
        self.bots.get(id).into_iter().flat_map(|bot| bot.messages.iter().map(entry_of)).collect()
    }

    /// Adds one message; its id.
    pub(crate) fn append(
        &mut self,
        bot: &str,
        id: &str,
        inbound: bool,
        text: &str,
        at: OffsetDateTime,
    ) -> String {
        let sender = if inbound { ("Dana Reyes", "16778240") } else { ("Priya Nair", "16779264") };
        self.push(bot, at, Body::Message(Box::new(ChatMessage::new(id, at, sender, text))));
        id.to_owned()
    }

    /// Puts a text in place of the message of the same id, or at the end.
    pub(crate) fn put(&mut self, bot: &str, raw: &str, at: OffsetDateTime) {
        let new = StoredMessage { created_at: at, body: Body::Raw(raw.to_owned()) };
        let id = new.id();
        let known = self
            .bots
            .get_mut(bot)
            .and_then(|bot| bot.messages.iter_mut().find(|row| id.is_some() && row.id() == id));
        match known {
            Some(known) => known.body = new.body,
            None => self.push(bot, at, new.body),
        }
    }

    fn push(&mut self, bot: &str, at: OffsetDateTime, body: Body) {
        if let Some(bot) = self.bots.get_mut(bot) {
            let last = bot.messages.last().map_or(at, |row| row.created_at);
            let created_at = at.max(last + Duration::microseconds(1));
            bot.messages.push(StoredMessage { created_at, body });
        }
    }

    /// Changes the words of a message, which keeps its place; whether there was one.
    pub(crate) fn edit(&mut self, bot: &str, id: &str, text: &str) -> bool {
        let rows = self.bots.get_mut(bot).into_iter().flat_map(|bot| &mut bot.messages);
        for row in rows {
            if let Body::Message(message) = &mut row.body
                && message.id == id
            {
                text.clone_into(&mut message.text);
                return true;
            }
        }
        false
    }

    /// Takes a message away; whether there was one.
    pub(crate) fn remove(&mut self, bot: &str, id: &str) -> bool {
        let Some(bot) = self.bots.get_mut(bot) else { return false };
        let before = bot.messages.len();
        bot.messages.retain(|row| row.id().as_deref() != Some(id));
        bot.messages.len() < before
    }
}

fn entry_of(row: &StoredMessage) -> TruthEntry {
    let text = row.text(Millis::Integer);
    let Ok(value) = serde_json::from_str::<Value>(&text) else {
        return TruthEntry::unreadable(Vendor::Attendee, &text);
    };
    let seconds = value["timestamp"].as_i64().and_then(|at| OffsetDateTime::from_unix_timestamp(at).ok());
    TruthEntry {
        vendor: Vendor::Attendee,
        record: truth::text_of(&value["id"]),
        part: None,
        kind: "chat".to_owned(),
        time: seconds.map(instant::iso),
        direction: None,
        text: truth::text_of(&value["text"]),
    }
}
