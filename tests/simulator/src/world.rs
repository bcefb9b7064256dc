//! Everything the running simulator knows.

use std::collections::BTreeMap;

use time::{Duration, OffsetDateTime};

use crate::change::{Change, Planned};
use crate::cors::{self, Cors};
use crate::data::Data;
use crate::dataset::{Dataset, Generated};
use crate::exchange::{Answer, Ask};
use crate::faults::{Fault, Faults};
use crate::lead::{Handles, Lead};
use crate::log::Log;
use crate::naturalead::Person;
use crate::settings::Settings;
use crate::strike::Strike;
use crate::truth::TruthEntry;
use crate::vendor::Vendor;
use crate::{Config, apten, attendee, demo, leadsail, naturalead, samples};

/// The state behind the server.
#[derive(Debug)]
pub(crate) struct World {
    config: Config,
    now: OffsetDateTime,
    /// How many things were made since the start: later ones are later in time, and ids differ.
    made: i64,
    generated: usize,
    asked_naturalead: usize,
    /// What the vendors hold.
    pub(crate) data: Data,
    /// The leads by name.
    pub(crate) leads: BTreeMap<String, Lead>,
    /// The wire variants.
    pub(crate) settings: Settings,
    /// How each vendor treats browsers.
    pub(crate) cors: BTreeMap<Vendor, Cors>,
    /// The faults that are switched on.
    pub(crate) faults: Faults,
    /// What was asked.
    pub(crate) log: Log,
    /// Changes that wait for some readings.
    pub(crate) planned: Vec<Planned>,
}

impl World {
    /// The world at the start.
    pub(crate) fn new(config: &Config) -> Self {
        let mut world = Self {
            config: config.clone(),
            now: config.now.unwrap_or_else(OffsetDateTime::now_utc),
            made: 0,
            generated: 0,
            asked_naturalead: 0,
            data: Data::default(),
            leads: BTreeMap::new(),
            settings: Settings::default(),
            cors: Vendor::ALL.into_iter().map(|vendor| (vendor, Cors::Allows)).collect(),
            faults: Faults::default(),
            log: Log::default(),
            planned: Vec::new(),
        };
        world.install("demo", &demo::handles(), &Dataset::Demo);
        world.install("documented", &samples::documented_handles(), &Dataset::Documented);
        world.install("recorded", &samples::recorded_handles(), &Dataset::Recorded);
        world.install("hostile", &numbered("hostile", 9001), &Dataset::Hostile);
        world.install("empty", &numbered("empty", 9002), &Dataset::Empty);
        world.data.naturalead.add(demo::strangers(world.now));
        if config.changes_after > 0 {
            let changes = demo::changes(&world.data).into_iter();
            world.planned.extend(changes.map(|change| Planned { change, readings: config.changes_after }));
        }
        world
    }

    /// Everything as at the start, and at the same moment.
    pub(crate) fn reset(&mut self) {
        let config = Config { now: Some(self.now), ..self.config.clone() };
        *self = Self::new(&config);
    }

    /// The moment the story ends at.
    pub(crate) fn now(&self) -> OffsetDateTime {
        self.now
    }

    /// A moment after everything before, and a number used nowhere else.
    pub(crate) fn next(&mut self) -> (OffsetDateTime, i64) {
        self.made += 1;
        (self.now + Duration::seconds(self.made), self.made)
    }

    fn install(&mut self, name: &str, handles: &Handles, dataset: &Dataset) {
        let mut loaded = handles.clone();
        if matches!(dataset, Dataset::Documented | Dataset::Hostile) {
            // Naturalead's list is the whole account's: these would turn up beside every other lead.
            loaded.naturalead = None;
        }
        dataset.load(&mut self.data, &loaded, self.now);
        let lead =
            Lead { handles: handles.clone(), dossier: handles.dossier(), dataset: dataset.name().to_owned() };
        self.leads.insert(name.to_owned(), lead);
    }

    /// Puts other data behind a lead's handles, at all vendors or at one.
    ///
    /// # Errors
    /// When there is no such lead.
    pub(crate) fn switch(
        &mut self,
        name: &str,
        dataset: &Dataset,
        vendor: Option<Vendor>,
    ) -> Result<(), String> {
        let lead = self.leads.get_mut(name).ok_or_else(|| no_lead(name))?;
        dataset.name().clone_into(&mut lead.dataset);
        let handles = lead.handles.only(vendor);
        self.data.forget(&handles);
        dataset.load(&mut self.data, &handles, self.now);
        Ok(())
    }

    /// Makes up a lead; its name.
    pub(crate) fn generate(&mut self, wish: &Generated) -> String {
        self.generated += 1;
        let name = format!("gen-{}", self.generated);
        let handles =
            numbered(&format!("gen_{}", self.generated), 5000 + self.generated).only(Some(wish.vendor));
        self.install(&name, &handles, &Dataset::Generated(wish.clone()));
        name
    }

    /// What a correct timeline of a lead holds.
    ///
    /// # Errors
    /// When there is no such lead.
    pub(crate) fn truth(&self, name: &str, vendor: Option<Vendor>) -> Result<Vec<TruthEntry>, String> {
        let lead = self.leads.get(name).ok_or_else(|| no_lead(name))?;
        Ok(self.data.truth(&lead.handles.only(vendor)))
    }

    /// Carries out a change; the identity of what changed.
    ///
    /// # Errors
    /// When the lead, the vendor's handle or the record does not exist.
    pub(crate) fn change(&mut self, change: &Change) -> Result<String, String> {
        let handles = self.leads.get(&change.lead).ok_or_else(|| no_lead(&change.lead))?.handles.clone();
        let (at, number) = self.next();
        change.apply(&mut self.data, &handles, at, number)
    }

    /// The vendor's answer, the fault that strikes it, and how it may be read by browsers.
    pub(crate) fn answer(&mut self, ask: &Ask) -> (Answer, Option<Strike>) {
        let mode = self.cors.get(&ask.vendor).copied().unwrap_or_default();
        let is_preflight =
            ask.method == "OPTIONS" && ask.headers.contains_key("access-control-request-method");
        let preflight = if is_preflight { cors::preflight(mode, ask) } else { None };
        let opened = preflight.is_some();
        let answer = preflight.unwrap_or_else(|| self.vendor_answer(ask));
        let strike = self.faults.strike(ask, answer.page);
        let answer = strike.as_ref().map_or_else(|| answer.clone(), |strike| strike.alter(ask, &answer));
        self.log.add(ask, &answer, strike.as_ref());
        if strike.is_none() && answer.is_success() && answer.page == 1 && !is_preflight {
            self.note_reading(ask);
        }
        let may_be_read = !opened && strike.as_ref().is_none_or(|strike| strike.fault != Fault::NoCors);
        let answer = if may_be_read { cors::open(mode, answer, &self.settings.expose) } else { answer };
        (answer, strike)
    }

    /// The vendor's answer alone.
    pub(crate) fn vendor_answer(&mut self, ask: &Ask) -> Answer {
        // Without records a page would lead to itself.
        let most = self.settings.page_size.map(|size| size.max(1));
        match ask.vendor {
            Vendor::Apten => apten::answer(&mut self.data.apten, ask, &self.settings.call_reads, most),
            Vendor::LeadSail => leadsail::answer(&self.data.leadsail, ask),
            Vendor::Naturalead => {
                self.asked_naturalead += 1;
                let shape = self.settings.conversations_as;
                naturalead::answer(&self.data.naturalead, ask, shape, most, self.asked_naturalead - 1)
            }
            Vendor::Attendee => attendee::answer(&self.data.attendee, ask, self.settings.timestamp_ms, most),
        }
    }

    /// Counts the reading of a list, and carries out the changes that waited for it.
    fn note_reading(&mut self, ask: &Ask) {
        let mut due = Vec::new();
        let leads = &self.leads;
        self.planned.retain_mut(|planned| {
            let handles = leads.get(&planned.change.lead).map(|lead| &lead.handles);
            if handles.is_some_and(|handles| planned.change.waits_for(ask, handles)) {
                planned.readings -= 1;
            }
            let wait = planned.readings > 0;
            if !wait {
                due.push(planned.change.clone());
            }
            wait
        });
        for change in due {
            // A change whose record is gone meanwhile has nothing left to do.
            let _ = self.change(&change);
        }
    }
}

/// What is said when a lead's name is wrong.
pub(crate) fn no_lead(name: &str) -> String {
    format!("There is no lead named {name}; GET /control/leads lists them.")
}

/// Handles made of a name and a number.
fn numbered(name: &str, number: usize) -> Handles {
    Handles {
        apten: Some(format!("room_{name}")),
        leadsail: Some(format!("lead_{name}")),
        naturalead: Some(Person {
            lead_id: number.to_string(),
            phone: format!("+1{}55501{:02}", 200 + number / 100, number % 100),
            email: format!("{}@example.com", name.replace('_', ".")),
        }),
        attendee: vec![format!("bot_{name:x<16}")],
    }
}
