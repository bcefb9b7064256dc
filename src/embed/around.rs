//! What a viewer stands in that is a part of somebody else's page.

use std::{cell::Cell, rc::Rc, sync::Arc};

use futures_util::future::{LocalBoxFuture, ready};
use leptos::prelude::{Callable as _, Callback, GetUntracked as _, Signal};

use super::Outside;
use crate::{
    browser::{self, Bridge, BrowserRuntime, Fetch, IntlCalendar, PolicyWatch},
    model::{Dossier, Vendor},
    place::{Place, ZoneChoice},
    providers::{Request, Response},
    session::{
        BaseUrl, Connections, Deployment, File, Logged, Recorded, Runtime, TabWord, Transport,
        TransportError, VaultAnswer, VaultAsk, VaultError, Witness,
    },
    shell::{Calendars, Surroundings},
    ui::{Cal, Theme},
};

/// A part of somebody else's page: no address, no storage, no other tab, no other page.
pub(super) struct PartSurroundings {
    pub(super) outside: Outside,
    pub(super) connections: Connections,
    /// Whether the page asks the vendors itself.
    pub(super) has_bridge: Rc<Cell<bool>>,
    pub(super) policy: PolicyWatch,
    pub(super) deployment: Deployment,
}

/// Asks as the page wants it at that moment.
struct Live {
    outside: Outside,
    has_bridge: Rc<Cell<bool>>,
    connections: Signal<Connections>,
    policy: PolicyWatch,
    log: Callback<Logged>,
}

impl Transport for Live {
    fn send<'a>(&'a self, request: &'a Request) -> LocalBoxFuture<'a, Result<Response, TransportError>> {
        let log = self.log;
        let log: Rc<dyn Fn(Logged)> = Rc::new(move |logged| log.run(logged));
        if self.has_bridge.get() {
            let bridge = Bridge::new(self.outside.ask(), log);
            return Box::pin(async move { bridge.send(request).await });
        }
        let fetch = Fetch::new(self.connections.get_untracked(), self.policy.clone(), log);
        Box::pin(async move { fetch.send(request).await })
    }
}

impl Surroundings for PartSurroundings {
    fn runtime(&self) -> Rc<dyn Runtime> {
        Rc::new(BrowserRuntime)
    }

    fn transport(&self, connections: Signal<Connections>, log: Callback<Logged>) -> Rc<dyn Transport> {
        let (outside, has_bridge) = (self.outside.clone(), Rc::clone(&self.has_bridge));
        Rc::new(Live { outside, has_bridge, connections, policy: self.policy.clone(), log })
    }

    fn has_merged(&self) {}

    fn recording(&self) -> LocalBoxFuture<'static, Result<Recorded, String>> {
        Box::pin(ready(Err("There is no demo here.".into())))
    }

    fn read_file(&self, file: web_sys::File) -> LocalBoxFuture<'static, File> {
        Box::pin(async move { browser::read_file(&file).await })
    }

    fn hold_files(&self, _files: &[web_sys::File], _shown: &Dossier) {}

    fn held_files(&self) -> (Vec<web_sys::File>, Dossier) {
        (Vec::new(), Dossier::default())
    }

    fn spawn(&self, work: LocalBoxFuture<'static, ()>) {
        wasm_bindgen_futures::spawn_local(work);
    }

    fn go(&self, _to: &Place, _keeps_history: bool) {}

    fn copy(&self, text: String) -> LocalBoxFuture<'static, bool> {
        Box::pin(async move { browser::copy(&text).await })
    }

    fn open(&self, address: &str) {
        browser::open(address);
    }

    fn keep_theme(&self, _theme: Theme) {}

    fn theme(&self) -> Theme {
        Theme::default()
    }

    fn keep_keys(&self, _connections: &Connections) -> bool {
        false
    }

    fn kept(&self) -> Connections {
        self.connections.clone()
    }

    fn vault(&self, _ask: &VaultAsk) -> LocalBoxFuture<'static, Result<VaultAnswer, VaultError>> {
        Box::pin(ready(Err(VaultError::Denied)))
    }

    fn note_hosts(&self, _origins: &[&str]) {}

    fn forget_hosts(&self) {}

    fn tell_tabs(&self, _word: TabWord) {}

    fn on_tabs(&self, _heard: Callback<TabWord>) {}

    fn on_online(&self, back: Box<dyn Fn()>) {
        self.outside.on_online(back);
    }

    fn on_sight(&self, told: Box<dyn Fn(bool)>) -> bool {
        self.outside.on_sight(told)
    }

    fn calendars(&self) -> Calendars {
        Arc::new(|choice: &ZoneChoice| {
            let calendar: Option<Cal> =
                IntlCalendar::new(choice.name()).ok().map(|calendar| Arc::new(calendar) as Cal);
            calendar
        })
    }

    fn zones(&self) -> Vec<String> {
        browser::zones()
    }

    fn device_zone(&self) -> String {
        browser::device_zone()
    }

    fn deployment(&self) -> &Deployment {
        &self.deployment
    }

    fn is_part(&self) -> bool {
        true
    }

    fn may_take_keys(&self) -> bool {
        false
    }

    fn may_ask(&self, _origin: &str) -> bool {
        // What the page's policy forbids the browser tells once it was asked.
        true
    }

    fn reopen_allowing(&self, _vendor: Vendor, _address: &BaseUrl) -> bool {
        false
    }

    fn allowed(&self) -> Option<(Vendor, BaseUrl)> {
        None
    }

    fn witness(&self, _told: Callback<Witness>) -> Witness {
        Witness::default()
    }

    fn page_host(&self) -> String {
        browser::page_host()
    }

    fn page_origin(&self) -> String {
        browser::page_origin()
    }

    fn page_address(&self) -> String {
        String::new()
    }
}
