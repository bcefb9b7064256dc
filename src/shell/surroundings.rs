//! What a viewer stands in.

use std::{rc::Rc, sync::Arc};

use futures_util::future::LocalBoxFuture;
use leptos::prelude::{Callback, Signal};

use crate::{
    model::{Dossier, Vendor},
    place::{Place, ZoneChoice},
    session::{
        BaseUrl, Connections, Deployment, File, Logged, Recorded, Runtime, TabWord, Transport, VaultAnswer,
        VaultAsk, VaultError, Witness,
    },
    ui::{Cal, Theme},
};

/// Makes the zone and language of times; `None` when there is no such zone.
pub type Calendars = Arc<dyn Fn(&ZoneChoice) -> Option<Cal> + Send + Sync>;

/// What a viewer stands in: a page of its own, or a part of somebody else's.
pub trait Surroundings {
    /// The clock and the dice.
    fn runtime(&self) -> Rc<dyn Runtime>;
    /// What asks the vendors. It reads the connections as they are when it asks, and reports each request that has
    /// ended.
    fn transport(&self, connections: Signal<Connections>, log: Callback<Logged>) -> Rc<dyn Transport>;
    /// What came of the answer that was read last is in the timeline.
    fn has_merged(&self);
    /// Fetches the demo's recording, which lies beside the viewer; or says in a sentence why it cannot.
    fn recording(&self) -> LocalBoxFuture<'static, Result<Recorded, String>>;
    /// Reads a file that the reader gave.
    fn read_file(&self, file: web_sys::File) -> LocalBoxFuture<'static, File>;
    /// Holds the files that were given, and the leads in them that are shown, for the viewer that is started should
    /// this one fail.
    fn hold_files(&self, files: &[web_sys::File], shown: &Dossier);
    /// The files that were held so, and the leads that were shown.
    fn held_files(&self) -> (Vec<web_sys::File>, Dossier);
    /// Runs work that takes its time.
    fn spawn(&self, work: LocalBoxFuture<'static, ()>);
    /// Shows a place in the address, when there is one; with or without a step in the browser's history.
    fn go(&self, to: &Place, keeps_history: bool);
    /// Puts a text into the clipboard; gives whether that worked.
    fn copy(&self, text: String) -> LocalBoxFuture<'static, bool>;
    /// Opens an address in a tab of its own.
    fn open(&self, address: &str);
    /// Keeps the reader's choice of colours, where that is possible.
    fn keep_theme(&self, theme: Theme);
    /// The choice of colours that was kept.
    fn theme(&self) -> Theme;
    /// Keeps the keys that the reader wants to be kept for this tab, and no others; gives whether that worked.
    fn keep_keys(&self, connections: &Connections) -> bool;
    /// Connections that were kept.
    fn kept(&self) -> Connections;
    /// Asks what is remembered on this device, or changes it. Questions are answered in the order they are asked in.
    fn vault(&self, ask: &VaultAsk) -> LocalBoxFuture<'static, Result<VaultAnswer, VaultError>>;
    /// Notes which hosts this page has to be allowed to ask before what is remembered on this device is opened.
    fn note_hosts(&self, origins: &[&str]);
    /// Forgets every host that was noted, and those the reader allowed.
    fn forget_hosts(&self);
    /// Says a word to the other tabs of this viewer.
    fn tell_tabs(&self, word: TabWord);
    /// Listens to the other tabs of this viewer.
    fn on_tabs(&self, heard: Callback<TabWord>);
    /// Calls back whenever there is a network again.
    fn on_online(&self, back: Box<dyn Fn()>);
    /// Whether the page is seen, and calls back with it whenever that changes.
    fn on_sight(&self, told: Box<dyn Fn(bool)>) -> bool;
    /// Zone and language.
    fn calendars(&self) -> Calendars;
    /// All zones that can be chosen.
    fn zones(&self) -> Vec<String>;
    /// The name of the device's own zone.
    fn device_zone(&self) -> String;
    /// What whoever runs the site says about it.
    fn deployment(&self) -> &Deployment;
    /// Whether this is a part of somebody else's page: with one lead, no other page, and no address of its own.
    fn is_part(&self) -> bool;
    /// Whether the reader may be asked for a key or a passphrase here: not in a frame of somebody who is not listed.
    fn may_take_keys(&self) -> bool;
    /// Whether this page's own policy lets it ask an origin. Only a page loaded anew can have another policy.
    fn may_ask(&self, origin: &str) -> bool;
    /// Loads the page anew, allowed to ask the origin of this vendor's address, too. What is not kept is gone then. Gives
    /// whether that is possible here; it is not where nothing can be kept for the tab.
    fn reopen_allowing(&self, vendor: Vendor, address: &BaseUrl) -> bool;
    /// The address for which the page was loaded anew just now, if it was.
    fn allowed(&self) -> Option<(Vendor, BaseUrl)>;
    /// Whom the page has asked, by the browser's own account, and calls back with it whenever that changes.
    fn witness(&self, told: Callback<Witness>) -> Witness;
    /// Loads the viewer, or a page with a part of it, in a frame at this place, and tells what was seen so far, as JSON,
    /// whenever there is more. What is wished is JSON: the `way` and the `options` for it. Only a page of its own can.
    fn try_frame(&self, _place: web_sys::Element, _wish: &str, _told: Callback<String>) {}
    /// The host this page comes from.
    fn page_host(&self) -> String;
    /// The origin this page comes from: `https://app.example`.
    fn page_origin(&self) -> String;
    /// The address of the page, without its fragment.
    fn page_address(&self) -> String;
}
