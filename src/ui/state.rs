//! What the pages show and what they can ask for.

use std::collections::HashMap;

use leptos::prelude::*;

use super::{Cal, VaultState, VaultWish};
use crate::{
    frame::{Trial, Way},
    model::{CallId, Dossier, Handle, Timestamp, Vendor},
    place::{Embed, LeadPlace, Open, Place, PlaceError, Source, View, ZoneChoice},
    providers::provider,
    session::{
        Action, BaseUrl, CallState, Checked, Connection, Connections, Explanation, Feed, FileSet, Files,
        FilesId, KeyOf, Live, LoadError, RequestLog, Subject, Witness,
    },
    timeline::{Timeline, Visit},
};

/// Something the reader wants and a page cannot do by itself.
#[derive(Debug, Clone)]
pub enum Intent {
    /// To be somewhere else.
    Go {
        /// Where.
        to: Place,
        /// Whether the browser's back button should lead back to where the reader is now.
        keeps_history: bool,
    },
    /// To use a connection, in place of the vendor's former one.
    Connect(Connection),
    /// To use a connection that somebody else hands in, and to keep nothing of it.
    Adopt(Connection),
    /// To know whether a connection works.
    Check(Connection),
    /// To have every key forgotten, kept ones too.
    ForgetKeys,
    /// To have something done about what is remembered on this device.
    Vault(VaultWish),
    /// To read a feed again, or on from where it ended.
    Retry(Handle),
    /// To wait no longer for a feed.
    Stop(Handle),
    /// To read what is older than what is here.
    LoadOlder,
    /// To read what is new.
    Refresh,
    /// To read a call in full.
    LoadCall(CallId),
    /// To read every call in full that is not, so that its transcript is searched too.
    LoadCalls,
    /// To have a text in the clipboard; with a word for the confirmation: `Link copied`.
    Copy {
        /// The text.
        text: String,
        /// What is said once it is there.
        done: &'static str,
    },
    /// To see which keys do what.
    ShowKeys,
    /// To have files read.
    GiveFiles(Vec<web_sys::File>),
    /// To have a text read as if it were a file.
    GiveText(String),
    /// To have a file forgotten, by its position.
    DropFile(usize),
    /// To see what belongs to these leads in the files.
    ShowFiles(Vec<Handle>),
    /// To load the page anew, allowed to ask the origin of this vendor's address, too. What is not kept is gone then.
    ReopenAllowing(Vendor, BaseUrl),
    /// To read a vendor's public documentation.
    OpenDocs(Vendor),
    /// To have the viewer, or a page with a part of it, tried in a frame.
    TryFrame {
        /// Where the frame is put.
        place: web_sys::Element,
        /// How a page would show the lead.
        way: Way,
        /// The lead, as an address has it.
        lead: String,
        /// `light`, `dark` or `system`.
        theme: &'static str,
    },
    /// To see light or dark.
    Theme(Theme),
}

/// Light, dark, or what the device says.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Hash)]
pub enum Theme {
    /// As the device.
    #[default]
    System,
    /// Light.
    Light,
    /// Dark.
    Dark,
}

impl Theme {
    /// Every choice.
    pub const ALL: [Self; 3] = [Self::System, Self::Light, Self::Dark];

    /// The choice after this one, round and round.
    #[must_use]
    pub const fn next(self) -> Self {
        match self {
            Self::System => Self::Light,
            Self::Light => Self::Dark,
            Self::Dark => Self::System,
        }
    }

    /// The value of the `data-theme` attribute and of what is kept; nothing for the device's.
    pub const fn name(self) -> Option<&'static str> {
        match self {
            Self::System => None,
            Self::Light => Some("light"),
            Self::Dark => Some("dark"),
        }
    }

    /// The choice with that name; the device's is called `system`.
    pub fn named(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|theme| theme.name().unwrap_or("system") == name)
    }
}

/// Whether the page around this one, when it is in a frame, says what is shown.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub enum Host {
    /// Nobody is around, or whoever is has nothing to say.
    #[default]
    Nobody,
    /// Whoever is around has not spoken.
    Awaited,
    /// Whoever is around has spoken and is not listed; with the origin.
    Refused(String),
    /// The page around says what is shown.
    Linked,
}

/// How a connection's test stands.
#[derive(Debug, Clone, PartialEq)]
pub enum CheckState {
    /// Asking.
    Running,
    /// Done.
    Done(Checked),
}

/// Everything the pages show. Cheap to copy: it holds signals.
#[derive(Clone, Copy)]
pub struct AppState {
    /// Where the reader is, or why the address leads nowhere.
    pub place: RwSignal<Result<Place, PlaceError>>,
    /// How often the reader arrived at a page, an entry or a moment: the same one twice is two arrivals.
    pub arrivals: RwSignal<u64>,
    /// The lead that was open last: where choosing another one begins.
    pub last_lead: RwSignal<Dossier>,
    /// Addresses and keys.
    pub connections: RwSignal<Connections>,
    /// Tests of connections.
    pub checks: RwSignal<HashMap<Vendor, CheckState>>,
    /// One feed per handle of the lead that is open.
    pub feeds: RwSignal<Vec<Feed>>,
    /// The lead's entries.
    pub timeline: RwSignal<Timeline>,
    /// How following the lead live stands.
    pub live: RwSignal<Live>,
    /// What was there when the reader came, once the lead is read.
    pub visit: RwSignal<Option<Visit>>,
    /// Calls that were read, or are being read, in full.
    pub calls: RwSignal<HashMap<CallId, CallState>>,
    /// When calls are read again because their summary may still come.
    pub rereads: RwSignal<HashMap<CallId, Timestamp>>,
    /// Files that the reader gave.
    pub files: RwSignal<Files>,
    /// Those parts of files that were shown, each under its own address.
    pub shown_files: RwSignal<Vec<FileSet>>,
    /// Whether files are being read.
    pub reads_files: RwSignal<bool>,
    /// Whether the list of keys is shown.
    pub shows_keys: RwSignal<bool>,
    /// What was requested.
    pub log: RwSignal<RequestLog>,
    /// Whom the page has asked, by the browser's own account.
    pub witness: RwSignal<Witness>,
    /// The reader's clock, to the second while something counts down.
    pub now: RwSignal<Timestamp>,
    /// The zone and language of times.
    pub calendar: Signal<Cal>,
    /// Gives the names of all zones that can be chosen.
    pub zones: Callback<(), Vec<String>>,
    /// The name of the device's own zone.
    pub device_zone: StoredValue<String>,
    /// Light or dark.
    pub theme: RwSignal<Theme>,
    /// Custom properties that whoever shows the viewer sets: names and values.
    pub look: RwSignal<Vec<(String, String)>>,
    /// That the viewer is a part of another page, without a bar of its own.
    pub embed: RwSignal<Option<Embed>>,
    /// Whether the page around says what is shown.
    pub host: RwSignal<Host>,
    /// What a trial of a frame has shown, once there was one.
    pub trial: RwSignal<Option<Trial>>,
    /// The origins that this site lists as those of pages that may speak to it in a frame.
    pub frame_origins: StoredValue<Vec<String>>,
    /// How many entries arrived out of the reader's view.
    pub unseen: RwSignal<usize>,
    /// The vendor that was left out because the program failed with it, the place without it, and the one with it.
    pub left_out: RwSignal<Option<(Vendor, LeadPlace, String)>>,
    /// A short word of confirmation or regret, read out and shown for a moment.
    pub word: RwSignal<Option<String>>,
    /// Why keys cannot be kept for this tab, when they cannot.
    pub not_kept: RwSignal<bool>,
    /// What is remembered on this device.
    pub vault: RwSignal<VaultState>,
    /// The lead whose page said that a key is locked, while the reader is where it is unlocked.
    pub locked_lead: RwSignal<Option<LeadPlace>>,
    /// The address for which the page was loaded anew, until its form is filled in.
    pub allowed: RwSignal<Option<(Vendor, BaseUrl)>>,
    /// What the reader goes to the connections for, and for whose, until that page is there.
    pub errand: RwSignal<Option<(Vendor, Action)>>,
    /// How often every key was forgotten: what was asked for or typed before is not to bring one back.
    pub forgets: RwSignal<u32>,
    /// What of the site's own setting does not count, and why.
    pub problems: StoredValue<Vec<String>>,
    /// Whether this is a part of somebody else's page: there is one lead, no other page, and no address of its own.
    pub is_part: bool,
    /// Whether the reader may be asked for a key or a passphrase here.
    pub may_take_keys: bool,
    /// Whether this page's own policy lets it ask an origin.
    pub may_ask: Callback<String, bool>,
    /// The host this page comes from, for words about it.
    pub page_host: StoredValue<String>,
    /// The origin this page comes from.
    pub page_origin: StoredValue<String>,
    /// The address of the page without its fragment, for links to be copied.
    pub page_address: StoredValue<String>,
    /// Where wishes go.
    pub intents: Callback<Intent>,
}

impl AppState {
    /// Hands a wish to the shell.
    pub fn ask(&self, intent: Intent) {
        self.intents.run(intent);
    }

    /// Goes somewhere, so that the back button leads back.
    pub fn go(&self, to: Place) {
        self.ask(Intent::Go { to, keeps_history: true });
    }

    /// Opens something beside the timeline.
    pub fn open(&self, open: Open) {
        if let Some(lead) = self.lead_untracked() {
            self.go(Place::Lead(Box::new(lead.with_open(open))));
        }
    }

    /// Shows something else without a step in the browser's history: going through hits is not going to places.
    pub fn open_in_place(&self, open: Open) {
        if let Some(lead) = self.lead_untracked() {
            let to = Place::Lead(Box::new(lead.with_open(open)));
            self.ask(Intent::Go { to, keeps_history: false });
        }
    }

    /// Changes how the timeline is shown, without a step in the browser's history.
    pub fn set_view(&self, change: impl FnOnce(&mut View)) {
        if let Some(mut lead) = self.lead_untracked() {
            change(&mut lead.view);
            self.ask(Intent::Go { to: Place::Lead(Box::new(lead)), keeps_history: false });
        }
    }

    /// The lead's page the reader is on.
    pub fn lead(&self) -> Option<LeadPlace> {
        self.place.with(|place| place.as_ref().ok().and_then(Place::as_lead).cloned())
    }

    fn lead_untracked(&self) -> Option<LeadPlace> {
        untrack(|| self.lead())
    }

    /// How the timeline is shown.
    pub fn view(&self) -> View {
        self.lead().map(|lead| lead.view).unwrap_or_default()
    }

    /// Which zone the reader chose.
    pub fn zone(&self) -> ZoneChoice {
        self.place.with(|place| {
            place
                .as_ref()
                .ok()
                .and_then(Place::as_lead)
                .map(|lead| lead.view.zone.clone())
                .unwrap_or_default()
        })
    }

    /// A fragment for something opened on the page the reader is on.
    pub fn address_of(&self, open: Open) -> String {
        self.lead().map(|lead| Place::Lead(Box::new(lead.with_open(open))).to_string()).unwrap_or_default()
    }

    /// A whole address that can be given to a colleague; empty where there is none.
    pub fn link_to(&self, open: Open) -> String {
        if self.is_part {
            return String::new();
        }
        format!("{}{}", self.page_address.read_value(), untrack(|| self.address_of(open)))
    }

    /// Whether the viewer is a part of another page.
    pub fn is_embedded(&self) -> bool {
        self.is_part || self.embed.with(Option::is_some)
    }

    /// Whether this page has the files that an address shows.
    pub fn has_files(&self, id: FilesId) -> bool {
        self.shown_files.with(|shown| shown.iter().any(|set| set.id() == id))
    }

    /// Whether the lead that is open is out of files.
    pub fn is_of_files(&self) -> bool {
        self.lead().is_some_and(|lead| matches!(lead.source, Source::Files(_)))
    }

    /// How many calls are not read in full, though their vendor gives more.
    pub fn unread_calls(&self) -> usize {
        // Whose entries they are changes with the entries; every letter that is looked for changes the place.
        if untrack(|| self.is_of_files()) {
            return 0;
        }
        self.timeline.with(|timeline| {
            let unread = timeline.calls().filter(|(_, is_whole)| !is_whole);
            unread.filter(|(call, _)| provider(call.vendor).call(call).is_some()).count()
        })
    }

    /// A failure in words.
    pub fn explain(&self, vendor: Vendor, error: &LoadError) -> Explanation {
        let told = self.explain_on_a_page(vendor, error);
        if self.is_part { told.in_part(error) } else { told }
    }

    fn explain_on_a_page(&self, vendor: Vendor, error: &LoadError) -> Explanation {
        let host = self.page_host.read_value();
        self.connections.with(|connections| {
            let provider = provider(vendor);
            match connections.get(vendor) {
                Some(connection) => error.explain(&Subject::of(provider.about(), connection, Some(&host))),
                None => error.explain(&Subject {
                    about: provider.about(),
                    host: provider.about().default_base_url.trim_start_matches("https://"),
                    path: "",
                    key: KeyOf::Page(""),
                    page_host: Some(&host),
                }),
            }
        })
    }
}
