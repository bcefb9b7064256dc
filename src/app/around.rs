//! What a viewer stands in that is a page of its own.

use std::{cell::RefCell, rc::Rc, sync::Arc};

use futures_util::future::LocalBoxFuture;
use leptos::prelude::{Callable as _, Callback, GetUntracked as _, Signal};

use super::{frame::Link, kept, site};
use crate::{
    browser::{
        self, Bridge, BrowserRuntime, Fetch, Ingest, IntlCalendar, OtherTabs, Outer, PolicyWatch, TabStorage,
        location,
    },
    model::{Dossier, Vendor},
    place::{Embed, Place, ZoneChoice},
    providers::{Request, Response},
    session::{
        BaseUrl, Connections, Deployment, File, Logged, Recorded, Runtime, TabWord, Transport,
        TransportError, VaultAnswer, VaultAsk, VaultError, Witness,
    },
    shell::{Calendars, Surroundings},
    ui::{Cal, Theme},
};

/// The demo's recorded answers, beside the page.
const RECORDING: &str = "recording.json";

/// A page of its own.
pub(super) struct PageSurroundings {
    outer: Outer,
    storage: TabStorage,
    policy: PolicyWatch,
    tabs: OtherTabs,
    ingest: Ingest,
    heard: Rc<RefCell<Option<Callback<TabWord>>>>,
    deployment: Deployment,
    /// The connections there were when the page was loaded.
    kept: Connections,
    /// The origins that the page may ask.
    askable: Vec<String>,
    /// What the address said of the frame, and goes on saying.
    embed: Option<Embed>,
    link: Link,
}

impl PageSurroundings {
    /// Begins to watch the page, and limits whom it may ask before anybody is asked.
    pub(super) fn new(outer: Outer, embed: Option<Embed>, link: Link) -> Self {
        let (storage, policy) = (TabStorage::new(), PolicyWatch::new());
        let deployment = site::deployment(&outer);
        let kept = kept::connections(&storage);
        let askable = outer.ask_only(site::askable(&outer, &deployment, &kept));
        // Whatever was typed since the page was loaded is at least as new as what is kept.
        let handed = outer.handed().map(|text| Connections::from_handed(&text)).unwrap_or_default();
        let kept = Connections::new(kept.iter().chain(handed.iter()).cloned());
        let heard = Rc::new(RefCell::new(None::<Callback<TabWord>>));
        let listener = Rc::clone(&heard);
        let hear = move |word| {
            if let Some(heard) = *listener.borrow() {
                heard.run(word);
            }
        };
        let hear_forgetting = hear.clone();
        outer.on_forgotten(move || hear_forgetting(TabWord::Forget));
        let tabs = OtherTabs::new(move |word| {
            // The scripts around the program hear the other word: also when there is no program.
            if word != TabWord::Forget {
                hear(word);
            }
        });
        let ingest = Ingest::default();
        Self { outer, storage, policy, tabs, ingest, heard, deployment, kept, askable, embed, link }
    }
}

/// Asks with the connections as they are at that moment, so that a changed key counts from the next request on.
struct Live {
    outer: Outer,
    connections: Signal<Connections>,
    policy: PolicyWatch,
    ingest: Ingest,
    log: Callback<Logged>,
    link: Link,
}

impl Transport for Live {
    fn send<'a>(&'a self, request: &'a Request) -> LocalBoxFuture<'a, Result<Response, TransportError>> {
        let log = self.log;
        let log = Rc::new(move |logged| log.run(logged));
        let fetch = Fetch::new(self.connections.get_untracked(), self.policy.clone(), log.clone());
        let bridge = self.link.asks().map(|asks| Bridge::new(asks, log));
        Box::pin(async move {
            let answer = match &bridge {
                Some(bridge) => bridge.send(request).await,
                None => fetch.send(request).await,
            };
            self.outer.is_reading(request.vendor.slug());
            self.ingest.begin();
            answer
        })
    }
}

impl Surroundings for PageSurroundings {
    fn runtime(&self) -> Rc<dyn Runtime> {
        Rc::new(BrowserRuntime)
    }

    fn transport(&self, connections: Signal<Connections>, log: Callback<Logged>) -> Rc<dyn Transport> {
        let (outer, policy, ingest) = (self.outer.clone(), self.policy.clone(), self.ingest.clone());
        Rc::new(Live { outer, connections, policy, ingest, log, link: self.link.clone() })
    }

    fn has_merged(&self) {
        self.ingest.end();
    }

    fn recording(&self) -> LocalBoxFuture<'static, Result<Recorded, String>> {
        Box::pin(async {
            let text = browser::read_beside(RECORDING)
                .await
                .map_err(|reason| format!("The demo cannot be shown: {reason}."))?;
            Recorded::parse(&text).map_err(|error| format!("The demo cannot be shown: {error}."))
        })
    }

    fn read_file(&self, file: web_sys::File) -> LocalBoxFuture<'static, File> {
        Box::pin(async move { browser::read_file(&file).await })
    }

    fn hold_files(&self, files: &[web_sys::File], shown: &Dossier) {
        self.outer.hold_files(files.to_vec(), &shown.to_string());
    }

    fn held_files(&self) -> (Vec<web_sys::File>, Dossier) {
        (self.outer.held_files(), self.outer.held_leads().parse().unwrap_or_default())
    }

    fn spawn(&self, work: LocalBoxFuture<'static, ()>) {
        wasm_bindgen_futures::spawn_local(work);
    }

    fn go(&self, to: &Place, keeps_history: bool) {
        let place = to.to_string();
        let fragment = self.embed.as_ref().map_or_else(|| place.clone(), |embed| embed.on(&place));
        location::set_fragment(&fragment, keeps_history);
    }

    fn copy(&self, text: String) -> LocalBoxFuture<'static, bool> {
        Box::pin(async move { browser::copy(&text).await })
    }

    fn open(&self, address: &str) {
        browser::open(address);
    }

    fn keep_theme(&self, theme: Theme) {
        kept::keep_theme(&self.storage, theme);
    }

    fn theme(&self) -> Theme {
        kept::theme(&self.storage)
            .or_else(|| Theme::named(self.deployment.theme.as_deref()?))
            .unwrap_or_default()
    }

    fn keep_keys(&self, connections: &Connections) -> bool {
        self.outer.hand(&connections.to_handed());
        kept::keep(&self.storage, connections)
    }

    fn kept(&self) -> Connections {
        self.kept.clone()
    }

    fn deployment(&self) -> &Deployment {
        &self.deployment
    }

    fn is_part(&self) -> bool {
        false
    }

    fn may_take_keys(&self) -> bool {
        self.deployment.may_take_keys(&browser::page_origin(), browser::origins_around().as_deref())
    }

    fn may_ask(&self, origin: &str) -> bool {
        origin == browser::page_origin() || self.askable.iter().any(|askable| askable == origin)
    }

    fn reopen_allowing(&self, vendor: Vendor, address: &BaseUrl) -> bool {
        let Some(origin) = address.policy_name() else { return false };
        kept::note_allowed(&self.storage, vendor, address);
        self.outer.reopen_allowing(origin)
    }

    fn allowed(&self) -> Option<(Vendor, BaseUrl)> {
        kept::take_allowed(&self.storage)
    }

    fn witness(&self, told: Callback<Witness>) -> Witness {
        let outer = self.outer.clone();
        self.outer.on_network(move || told.run(Witness::read(&outer.network())));
        Witness::read(&self.outer.network())
    }

    fn vault(&self, ask: &VaultAsk) -> LocalBoxFuture<'static, Result<VaultAnswer, VaultError>> {
        Box::pin(browser::ask_vault(ask))
    }

    fn try_frame(&self, place: web_sys::Element, wish: &str, told: Callback<String>) {
        self.outer.on_trial(&place, wish, move |report| told.run(report));
    }

    fn note_hosts(&self, origins: &[&str]) {
        kept::note_hosts(origins);
    }

    fn forget_hosts(&self) {
        kept::forget_hosts(&self.storage);
    }

    fn tell_tabs(&self, word: TabWord) {
        match word {
            TabWord::Forget => self.outer.tell_forgotten(),
            TabWord::Changed | TabWord::Lock => self.tabs.tell(word),
        }
    }

    fn on_tabs(&self, heard: Callback<TabWord>) {
        self.heard.replace(Some(heard));
    }

    fn on_online(&self, back: Box<dyn Fn()>) {
        browser::on_online(back);
    }

    fn on_sight(&self, told: Box<dyn Fn(bool)>) -> bool {
        browser::on_sight(told)
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

    fn page_host(&self) -> String {
        browser::page_host()
    }

    fn page_origin(&self) -> String {
        browser::page_origin()
    }

    fn page_address(&self) -> String {
        browser::page_address()
    }
}
