//! Connections: using them, testing them, keeping and forgetting their keys.

use std::rc::Rc;

use leptos::prelude::*;

use super::Shell;
use crate::{
    model::Vendor,
    providers::provider,
    session::{Cancel, Connection, FeedState, Keep, TabWord, check},
    ui::CheckState,
};

impl Shell {
    /// Uses a connection in place of the vendor's former one, and asks again where its key was missing or refused.
    pub(super) fn connect(self: &Rc<Self>, connection: Connection) {
        let vendor = connection.vendor();
        let former = self.state.connections.with_untracked(|all| all.get(vendor).cloned());
        let wanted = connection.clone();
        self.state.connections.update(|all| all.set(connection));
        self.keep();
        self.remember(former.as_ref(), &wanted);
        self.ask_again(vendor);
    }

    /// Uses a connection that is kept already.
    pub(super) fn adopt(self: &Rc<Self>, connection: Connection) {
        let vendor = connection.vendor();
        self.state.connections.update(|all| all.set(connection));
        self.ask_again(vendor);
    }

    /// Asks a vendor again where its key was missing or refused.
    fn ask_again(self: &Rc<Self>, vendor: Vendor) {
        // What a test learned, it learned of the connection before.
        self.state.checks.update(|checks| {
            checks.remove(&vendor);
        });
        let is_ready = self.state.connections.with_untracked(|all| all.is_ready(vendor));
        if !is_ready {
            return;
        }
        let waiting = self.state.feeds.with_untracked(|feeds| {
            let of_vendor = feeds.iter().filter(|feed| feed.handle.vendor == vendor);
            let unread =
                of_vendor.filter(|feed| matches!(feed.state, FeedState::Failed(_) | FeedState::NotAsked));
            unread.map(|feed| feed.handle.clone()).collect::<Vec<_>>()
        });
        for handle in waiting {
            self.retry(&handle);
        }
    }

    /// Uses a connection unless the vendor can be asked already.
    pub(super) fn connect_unless_ready(self: &Rc<Self>, connection: Connection) {
        if !self.state.connections.with_untracked(|all| all.is_ready(connection.vendor())) {
            self.connect(connection);
        }
    }

    /// Keeps what is to be kept, and hands everything to the program that would take this one's place.
    pub(super) fn keep(&self) {
        let wants = self
            .state
            .connections
            .with_untracked(|all| all.iter().any(|one| one.keep == Keep::Tab && one.is_ready()));
        let is_kept = self.state.connections.with_untracked(|all| self.around.keep_keys(all));
        self.state.not_kept.set(wants && !is_kept);
    }

    /// Forgets every key and everything that was kept, in every tab. A relay that adds the key goes on as long as this page.
    pub(super) fn forget_keys(self: &Rc<Self>) {
        self.forget_here();
        self.around.tell_tabs(TabWord::Forget);
        // What becomes of that is said.
        self.clear_vault();
    }

    /// Forgets every key that this tab knows.
    pub(super) fn forget_here(&self) {
        self.state.forgets.update(|count| *count += 1);
        self.state.connections.update(|all| {
            let without: Vec<Connection> =
                all.iter().map(|one| one.clone().without_key().kept(Keep::Page)).collect();
            for connection in without {
                all.set(connection);
            }
        });
        self.state.checks.update(std::collections::HashMap::clear);
        self.keep();
        self.around.forget_hosts();
    }

    /// Tests a connection, and says what was learned.
    pub(super) fn check(self: &Rc<Self>, connection: Connection) {
        let vendor = connection.vendor();
        self.state.checks.update(|checks| {
            checks.insert(vendor, CheckState::Running);
        });
        let state = self.state;
        let transport = self.around.transport(self.connections, self.log);
        let lead = state.feeds.with_untracked(|feeds| {
            feeds.iter().find(|feed| feed.handle.vendor == vendor).map(|feed| feed.handle.clone())
        });
        let now = self.around.runtime().now();
        self.spawn(async move {
            let checked =
                check(provider(vendor), lead.as_ref(), now, transport.as_ref(), &Cancel::new()).await;
            // Another key typed meanwhile makes the answer worthless.
            let is_same = state.connections.with_untracked(|all| all.get(vendor) == Some(&connection));
            if let Some(checked) = checked.filter(|_| is_same) {
                state.checks.update(|checks| {
                    checks.insert(vendor, CheckState::Done(checked));
                });
            }
        });
    }
}
