//! Making the state and connecting it to its surroundings.

use std::{collections::HashMap, rc::Rc};

use leptos::prelude::*;

use super::{Shell, Surroundings};
use crate::{
    model::Vendor,
    place::{Place, PlaceError, ZoneChoice},
    providers::provider,
    session::{Connection, Connections, Files, Live, RequestLog, Witness},
    timeline::Timeline,
    ui::{AppState, Host, Intent, VaultState},
};

/// What the viewer's owner can do with it.
pub struct Handles {
    /// The state for the pages.
    pub state: AppState,
    /// Tells the viewer where the reader is.
    pub arrive: Box<dyn Fn(Result<Place, PlaceError>)>,
    /// Uses connections that do not come from the reader's typing on this page, where there is no key yet.
    pub connect: Box<dyn Fn(Connection)>,
}

/// Makes a viewer's state. Must run inside a reactive owner that lives as long as the viewer.
pub fn start(around: Box<dyn Surroundings>) -> Handles {
    let calendar_of = around.calendars();
    let place = RwSignal::new(Ok(Place::Home));
    let usual = Vendor::ALL.into_iter().filter_map(|vendor| Connection::usual(provider(vendor)).ok());
    let deployed = around.deployment().connections.iter().cloned();
    let mut connections = Connections::new(usual.chain(deployed));
    for kept in around.kept().iter() {
        connections.set(kept.clone());
    }
    let zone = Memo::new(move |_| {
        place.with(|place: &Result<Place, PlaceError>| {
            place
                .as_ref()
                .ok()
                .and_then(Place::as_lead)
                .map(|lead| lead.view.zone.clone())
                .unwrap_or_default()
        })
    });
    let calendar = Memo::new_with_compare(
        move |_| {
            let chosen = calendar_of(&zone.get());
            let device = || calendar_of(&ZoneChoice::Viewer);
            // A zone that this browser does not know is told as the device's: the control says which.
            chosen
                .or_else(device)
                .unwrap_or_else(|| std::sync::Arc::new(crate::model::PlainCalendar::default()))
        },
        |_, _| true,
    );
    let shell = StoredValue::new_local(None::<Rc<Shell>>);
    let intents = Callback::new(move |intent: Intent| {
        if let Some(shell) = shell.get_value() {
            shell.fulfil(intent);
        }
    });
    let may_ask = Callback::new(move |origin: String| {
        shell.with_value(|shell| shell.as_ref().is_some_and(|shell| shell.around.may_ask(&origin)))
    });
    let zones = Callback::new(move |()| {
        shell.with_value(|shell| shell.as_ref().map(|shell| shell.around.zones()).unwrap_or_default())
    });
    let witness = RwSignal::new(Witness::default());
    witness.set(around.witness(Callback::new(move |now| witness.set(now))));
    let state = AppState {
        place,
        arrivals: RwSignal::new(0),
        last_lead: RwSignal::new(crate::model::Dossier::default()),
        connections: RwSignal::new(connections),
        checks: RwSignal::new(HashMap::new()),
        feeds: RwSignal::new(Vec::new()),
        timeline: RwSignal::new(Timeline::default()),
        live: RwSignal::new(Live::Off),
        visit: RwSignal::new(None),
        calls: RwSignal::new(HashMap::new()),
        rereads: RwSignal::new(HashMap::new()),
        files: RwSignal::new(Files::default()),
        shown_files: RwSignal::new(Vec::new()),
        reads_files: RwSignal::new(false),
        shows_keys: RwSignal::new(false),
        log: RwSignal::new(RequestLog::default()),
        witness,
        now: RwSignal::new(around.runtime().now()),
        calendar: calendar.into(),
        zones,
        device_zone: StoredValue::new(around.device_zone()),
        theme: RwSignal::new(around.theme()),
        look: RwSignal::new(Vec::new()),
        embed: RwSignal::new(None),
        host: RwSignal::new(Host::default()),
        unseen: RwSignal::new(0),
        trial: RwSignal::new(None),
        frame_origins: StoredValue::new(around.deployment().frame_origins.clone()),
        left_out: RwSignal::new(None),
        word: RwSignal::new(None),
        not_kept: RwSignal::new(false),
        vault: RwSignal::new(VaultState::default()),
        locked_lead: RwSignal::new(None),
        allowed: RwSignal::new(around.allowed()),
        errand: RwSignal::new(None),
        forgets: RwSignal::new(0),
        problems: StoredValue::new(around.deployment().problems.clone()),
        is_part: around.is_part(),
        may_take_keys: around.may_take_keys(),
        may_ask,
        page_host: StoredValue::new(around.page_host()),
        page_origin: StoredValue::new(around.page_origin()),
        page_address: StoredValue::new(around.page_address()),
        intents,
    };
    let made = Shell::new(&state, around);
    shell.set_value(Some(made.clone()));
    made.begin_vault();
    made.resume_when_online();
    made.watch_the_reader();
    made.give_held();
    let (arriving, connecting) = (made.clone(), made);
    Handles {
        state,
        arrive: Box::new(move |place| arriving.arrive(place)),
        connect: Box::new(move |connection| connecting.connect_unless_ready(connection)),
    }
}
