//! The pages wired to the vendors, the clock and storage: what an app and an embedded viewer share.

mod boot;
mod calls;
mod feeds;
mod files;
mod keys;
mod live;
mod resume;
mod showing;
mod surroundings;
mod ticker;
mod told;
mod vault;

use std::{
    cell::{Cell, RefCell},
    collections::HashMap,
    rc::Rc,
};

use futures_util::FutureExt as _;
use leptos::prelude::*;

pub use boot::{Handles, start};
pub use surroundings::{Calendars, Surroundings};
pub use told::tell_events;

use self::live::Pulse;
use crate::{
    frame::Trial,
    model::{CallId, Dossier, Handle, Vendor},
    place::{LeadPlace, Place, Source, ZoneChoice},
    session::{BaseUrl, Cancel, Connections, Logged, Queue, Runtime, Transport},
    timeline::Away,
    ui::{AppState, Intent, controls::needs_key},
};

/// What answers for the lead that is open, and by which clock.
#[derive(Clone)]
struct Desk {
    source: Source,
    transport: Rc<dyn Transport>,
    /// The same, where vendors are asked.
    queue: Option<Rc<Queue>>,
    runtime: Rc<dyn Runtime>,
}

/// The loads of the lead that is open. Dropped with it.
#[derive(Default)]
struct Loads {
    feeds: HashMap<Handle, Cancel>,
    calls: HashMap<CallId, Cancel>,
}

/// Fulfils what the reader wants.
pub(crate) struct Shell {
    state: AppState,
    around: Box<dyn Surroundings>,
    /// Whose lead is open or about to be.
    wanted: RefCell<Option<Source>>,
    desk: RefCell<Option<Desk>>,
    loads: RefCell<Loads>,
    is_ticking: RefCell<bool>,
    showing: showing::Showing,
    /// Who is asked again and again, while the reader follows a lead.
    pulse: RefCell<Option<Pulse>>,
    /// That the page is not seen; `None` while it is.
    away: Cell<Option<Away>>,
    /// The files that were given, in the order in which the state has what was read of them.
    given: RefCell<Vec<web_sys::File>>,
    /// The leads in them that were shown last.
    shown: RefCell<Dossier>,
    /// Whose keys were typed on this page to be remembered on this device, and are not yet.
    unsealed: RefCell<Vec<Vendor>>,
    /// The connections for who asks. Made once, like what notes it.
    connections: Signal<Connections>,
    /// Notes what was asked. Made once: what is made while a page is drawn goes with that page, and requests outlive it.
    log: Callback<Logged>,
}

impl Shell {
    fn new(state: &AppState, around: Box<dyn Surroundings>) -> Rc<Self> {
        let log = state.log;
        Rc::new(Self {
            state: *state,
            connections: state.connections.into(),
            log: Callback::new(move |logged| log.update(|log| log.push(logged))),
            around,
            wanted: RefCell::new(None),
            desk: RefCell::new(None),
            loads: RefCell::new(Loads::default()),
            is_ticking: RefCell::new(false),
            showing: showing::Showing::default(),
            pulse: RefCell::new(None),
            away: Cell::new(None),
            given: RefCell::default(),
            shown: RefCell::default(),
            unsealed: RefCell::new(Vec::new()),
        })
    }

    /// Fulfils a wish.
    fn fulfil(self: &Rc<Self>, intent: Intent) {
        match intent {
            Intent::Go { to, keeps_history } => self.go(to, keeps_history),
            Intent::Connect(connection) => self.connect(connection),
            Intent::Adopt(connection) => self.adopt(connection),
            Intent::Check(connection) => self.check(connection),
            Intent::ForgetKeys => self.forget_keys(),
            Intent::Vault(wish) => self.wish(wish),
            Intent::Retry(handle) => self.retry(&handle),
            Intent::Stop(handle) => self.stop(&handle),
            Intent::LoadOlder => self.load_older(),
            Intent::Refresh => self.refresh(),
            Intent::LoadCall(call) => self.load_call(call, 0),
            Intent::LoadCalls => self.enrich(usize::MAX),
            Intent::ShowKeys => self.state.shows_keys.set(true),
            Intent::GiveFiles(files) => self.give_files(files),
            Intent::GiveText(text) => self.give_text(&text),
            Intent::DropFile(index) => self.drop_file(index),
            Intent::ShowFiles(leads) => self.show_files(&leads),
            Intent::Copy { text, done } => self.copy(text, done),
            Intent::ReopenAllowing(vendor, address) => self.reopen_allowing(vendor, &address),
            Intent::OpenDocs(vendor) => {
                self.around.open(crate::providers::provider(vendor).about().docs_url);
            }
            Intent::TryFrame { place, way, lead, theme } => {
                let trial = self.state.trial;
                let wish = serde_json::json!({ "way": way, "options": { "lead": lead, "theme": theme } })
                    .to_string();
                let told = Callback::new(move |report: String| trial.set(Some(Trial::read(&report))));
                self.around.try_frame(place, &wish, told);
            }
            Intent::Theme(theme) => {
                self.state.theme.set(theme);
                self.around.keep_theme(theme);
            }
        }
    }

    fn go(self: &Rc<Self>, to: Place, keeps_history: bool) {
        self.around.go(&to, keeps_history);
        self.arrive(Ok(to));
    }

    /// The reader is somewhere: by a wish of theirs, by a link, or by going back.
    pub(crate) fn arrive(self: &Rc<Self>, place: Result<Place, crate::place::PlaceError>) {
        let place = place.map(|place| self.in_the_sites_zone(place));
        let lead = place.as_ref().ok().and_then(Place::as_lead).cloned();
        let before = self.state.place.get_untracked();
        let lead_before = before.as_ref().ok().and_then(Place::as_lead);
        let range_before = lead_before.map(|lead| lead.view.history);
        let source_before = lead_before.map(|lead| &lead.source);
        let stays = lead_before.is_some() && source_before == lead.as_ref().map(|lead| &lead.source);
        // A change of the view is no arrival; following the same link again is one.
        let is_arrival = !stays
            || before == place
            || lead_before.map(|lead| &lead.open) != lead.as_ref().map(|lead| &lead.open);
        if before != place {
            if !stays {
                // What was said of the place before is not true of this one.
                self.state.word.set(None);
            }
            let is_at_keys = place == Ok(Place::Connections);
            self.state.locked_lead.set(lead_before.filter(|_| is_at_keys && self.is_locked_out()).cloned());
            self.state.place.set(place);
        }
        if is_arrival {
            self.state.arrivals.update(|count| *count += 1);
        }
        let Some(lead) = lead else {
            // Connections and requests are looked at beside a lead; whoever chooses another one has left it.
            if self.state.place.with_untracked(|place| matches!(place, Ok(Place::Home | Place::Files))) {
                self.close_lead();
            }
            self.follow();
            return;
        };
        let is_open = self.wanted.borrow().as_ref() == Some(&lead.source);
        if !is_open {
            self.open_lead(lead.source);
        } else if range_before.is_some_and(|before| before != lead.view.history) {
            self.read_range();
        }
        self.follow();
    }

    /// Whether the lead that is open lacks something because a remembered key is locked.
    fn is_locked_out(&self) -> bool {
        self.state.vault.with_untracked(|vault| {
            self.state.feeds.with_untracked(|feeds| {
                feeds
                    .iter()
                    .any(|feed| feed.error().is_some_and(needs_key) && vault.is_locked(feed.handle.vendor))
            })
        })
    }

    /// A lead that is being opened is told in the zone that the site's own setting names, when its address names none.
    fn in_the_sites_zone(&self, place: Place) -> Place {
        let Some(zone) = &self.around.deployment().zone else { return place };
        let opens = |lead: &&LeadPlace| {
            lead.view.zone == ZoneChoice::Viewer && self.wanted.borrow().as_ref() != Some(&lead.source)
        };
        let Some(mut lead) = place.as_lead().filter(opens).cloned() else { return place };
        lead.view.zone = ZoneChoice::named(zone);
        let place = Place::Lead(Box::new(lead));
        self.around.go(&place, false);
        place
    }

    fn copy(self: &Rc<Self>, text: String, done: &'static str) {
        let shell = self.clone();
        let copied = self.around.copy(text);
        self.spawn(async move {
            let word = if copied.await { done } else { "This browser does not let this page copy" };
            shell.say(word);
        });
    }

    fn reopen_allowing(self: &Rc<Self>, vendor: Vendor, address: &BaseUrl) {
        if !self.around.reopen_allowing(vendor, address) {
            self.say(
                "This browser keeps nothing for this page, so it cannot be opened anew with another host",
            );
        }
    }

    /// Shows a word for a moment.
    fn say(self: &Rc<Self>, word: &'static str) {
        self.state.word.set(Some(word.into()));
        let wait = self.around.runtime().sleep(std::time::Duration::from_secs(4));
        let state = self.state;
        self.spawn(async move {
            wait.await;
            if state.word.with_untracked(|now| now.as_deref() == Some(word)) {
                state.word.set(None);
            }
        });
    }

    fn spawn(&self, work: impl Future<Output = ()> + 'static) {
        self.around.spawn(Box::pin(work));
    }

    /// Does the first part of a work now: a request is on its way while the page is drawn.
    fn begin_now(&self, work: impl Future<Output = ()> + 'static) {
        let mut work = Box::pin(work);
        if work.as_mut().now_or_never().is_none() {
            self.around.spawn(work);
        }
    }
}
