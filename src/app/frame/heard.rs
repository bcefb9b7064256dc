//! What the page around says.

use js_sys::{Array, Number, Object, Reflect};
use leptos::prelude::*;
use wasm_bindgen::{JsCast, JsValue};

use super::{Link, Page, may_speak};
use crate::{
    browser::{Call, IntlCalendar, Port, call_out, hear_calls, page_address, text_of},
    frame::{
        HeightMode, Incoming, Init, LONGEST, Look, Options, Refused, Said, VERSION, ViewerEvent, read,
        zone_of,
    },
    model::Vendor,
    place::{LeadPlace, Place, Source, View, ZoneChoice},
    providers::provider,
    session::{Connection, Fault, FaultKind},
    ui::{AppState, Host, Intent, Theme},
};

/// Listens until a page that may speak has sent an `init`, and then at its port.
pub(super) fn listen(link: &Link, page: &Page, linked: RwSignal<bool>) {
    let (link, page) = (link.clone(), page.clone());
    hear_calls(move |call| {
        if !link.is_linked() {
            take_call(&link, &page, linked, call);
        }
    });
}

/// Whether this is meant for the viewer at all.
fn is_init(data: &JsValue) -> bool {
    let has = |name: &str, value: &str| {
        Reflect::get(data, &name.into()).ok().and_then(|found| found.as_string()).as_deref() == Some(value)
    };
    data.is_object() && has("ns", "leadwake") && has("type", "init")
}

fn take_call(link: &Link, page: &Page, linked: RwSignal<bool>, call: Call) {
    if !is_init(&call.data) {
        return;
    }
    if !may_speak(&page.deployment, &call.origin) {
        page.state.host.set(Host::Refused(call.origin.clone()));
        let words = "The viewer’s site does not list this page’s origin under frame_origins in its leadwake.json, or a page around this one is not listed or not known.";
        refuse_call(&call.origin, &ViewerEvent::Error { error: Fault::new(FaultKind::Origin, words) });
        return;
    }
    let text = text_of(&call.data, LONGEST).ok_or(Refused::TooLong);
    let init = text.and_then(|text| read::<Init>(&text)).and_then(|init| init.check().map(|()| init));
    let init = match init.and_then(|init| Wanted::of(&init.options, page).map(|wanted| (init, wanted))) {
        Ok(read) => read,
        Err(refused) => return refuse_call(&call.origin, &refused.into()),
    };
    let Some(port) = call.port else {
        let refused = Refused::Shape("an init comes with exactly one MessagePort".into());
        return refuse_call(&call.origin, &refused.into());
    };
    let (init, wanted) = init;
    page.outer.hold_port(&port);
    link.inner.session.replace(init.session);
    let (heard_link, heard_page) = (link.clone(), page.clone());
    let port = Port::new(port, move |data| take(&heard_link, &heard_page, &data));
    link.inner.port.replace(Some(port));
    page.state.host.set(Host::Linked);
    link.tell(ViewerEvent::Ready);
    wanted.begin(link, page, init.options.fetch);
    linked.set(true);
}

/// Says to whoever sent it why an `init` does not count. There is no data in it.
fn refuse_call(origin: &str, event: &ViewerEvent) {
    if let Ok(mut json) = serde_json::to_string(event) {
        let place = json.find('{').map_or(0, |at| at + 1);
        json.insert_str(place, &format!(r#""ns":"leadwake","v":{VERSION},"#));
        call_out(&json, origin);
    }
}

/// What the options of an `init` come to: read as a whole before anything of it is done.
struct Wanted {
    connections: Vec<Connection>,
    /// The lead's page; none when none is named.
    place: Option<Place>,
    view: View,
    theme: Option<Theme>,
    look: Vec<(String, String)>,
    height: Option<(bool, Option<u16>)>,
}

impl Wanted {
    fn of(options: &Options, page: &Page) -> Result<Self, Refused> {
        let usual = Vendor::ALL.into_iter().filter_map(|vendor| Connection::usual(provider(vendor)).ok());
        let begun: Vec<Connection> = page.deployment.connections.iter().cloned().chain(usual).collect();
        let connections = options.connections(&page_address(), &begun)?;
        for connection in &connections {
            let address = connection.address();
            if !page.state.may_ask.run(address.origin().to_owned()) {
                let origin = address.origin();
                return Err(Refused::Value(format!(
                    "the viewer’s policy allows no request to {origin}; whoever runs its site can list it under hosts in leadwake.json"
                )));
            }
        }
        let height = options.height.map(|height| (height.mode == HeightMode::Auto, height.max));
        Ok(Self {
            connections,
            place: place(options)?,
            view: view(options)?,
            theme: options.theme.and_then(|theme| Theme::named(theme.name())),
            look: options.properties.checked()?,
            height,
        })
    }

    fn begin(self, link: &Link, page: &Page, asks: bool) {
        if asks {
            link.inner.questions.begin(link);
        }
        let state = &page.state;
        if let Some((is_tall, tallest)) = self.height {
            link.inner.is_tall.set(is_tall);
            link.inner.tallest.set(tallest);
        }
        if let Some(theme) = self.theme {
            state.theme.set(theme);
        }
        if !self.look.is_empty() {
            put_on(state, self.look);
        }
        // Used, and no more: what the reader keeps is not the page's to change.
        for connection in self.connections {
            state.ask(Intent::Adopt(connection));
        }
        if asks {
            // Nothing is asked from here, and no key is missing.
            for connection in state.connections.get_untracked().iter() {
                state.ask(Intent::Adopt(connection.clone().asked_by_host()));
            }
        }
        let now = state.place.get_untracked();
        let lead = |place: &Place| place.as_lead().map(|lead| lead.source.clone());
        match self.place {
            // After a reload the address has the same lead, and what the reader opened and chose there.
            Some(place) if now.as_ref().ok().and_then(lead) == lead(&place) => {}
            Some(place) => {
                let named = crate::browser::location::fragment().parse::<Place>();
                if named.as_ref().ok().and_then(lead) == lead(&place) {
                    (page.begin)();
                } else {
                    state.ask(Intent::Go { to: place, keeps_history: false });
                }
            }
            None => {
                page.view.replace(self.view);
                (page.begin)();
            }
        }
    }
}

/// What is to be seen of a lead.
fn view(options: &Options) -> Result<View, Refused> {
    let mut view = View::default();
    if let Some(filter) = &options.filter {
        filter.put_on(&mut view)?;
    }
    view.zone = zone(options.zone.as_deref())?;
    view.order = options.order.unwrap_or_default();
    Ok(view)
}

/// The page of the lead that the options name; `None` when they name none.
fn place(options: &Options) -> Result<Option<Place>, Refused> {
    let Some(lead) = &options.lead else { return Ok(None) };
    let lead = LeadPlace { view: view(options)?, ..LeadPlace::new(Source::Lead(lead.dossier()?)) };
    Ok(Some(Place::Lead(Box::new(lead))))
}

/// What is to be seen of the lead that is open, or of one that is still to be named.
fn present_view(page: &Page) -> View {
    untrack(|| page.state.lead()).map_or_else(|| page.view.borrow().clone(), |lead| lead.view)
}

fn change_view(page: &Page, change: impl FnOnce(&mut View)) {
    let mut view = present_view(page);
    change(&mut view);
    page.view.replace(view.clone());
    page.state.set_view(|now| *now = view);
}

fn zone(name: Option<&str>) -> Result<ZoneChoice, Refused> {
    let zone = zone_of(name)?;
    match IntlCalendar::new(zone.name()) {
        Ok(_) => Ok(zone),
        Err(_) => Err(Refused::Value("this browser knows no zone of that name".into())),
    }
}

/// Sets custom properties in place of those that were set.
fn put_on(state: &AppState, look: Vec<(String, String)>) {
    state.look.set(look);
}

/// A message over the port.
fn take(link: &Link, page: &Page, data: &JsValue) {
    if is_answer(data) {
        if !take_answer(link, data) {
            link.refuse(Refused::Shape("fetchResult has id, and answer or failed".into()));
        }
        return;
    }
    let text = text_of(data, LONGEST).ok_or(Refused::TooLong);
    let said = text.and_then(|text| read::<Said>(&text)).and_then(|said| {
        let is_of_session = said.session == *link.inner.session.borrow();
        is_of_session.then_some(said.message).ok_or(Refused::Shape("the session is another one".into()))
    });
    if let Err(refused) = said.and_then(|message| fulfil(page, &message)) {
        link.refuse(refused);
    }
}

fn member(of: &JsValue, name: &str) -> JsValue {
    Reflect::get(of, &name.into()).unwrap_or(JsValue::UNDEFINED)
}

fn is_answer(data: &JsValue) -> bool {
    data.is_object() && {
        let message = member(data, "message");
        message.is_object() && member(&message, "type").as_string().as_deref() == Some("fetchResult")
    }
}

/// Whether an object has exactly these members.
fn has_only(of: &JsValue, names: &[&str]) -> bool {
    let keys: Array = of.dyn_ref::<Object>().map(Object::keys).unwrap_or_default();
    usize::try_from(keys.length()) == Ok(names.len())
        && keys.iter().all(|key| key.as_string().is_some_and(|key| names.contains(&key.as_str())))
}

fn take_answer(link: &Link, data: &JsValue) -> bool {
    let message = member(data, "message");
    let is_of_session =
        member(data, "session").as_string().as_deref() == Some(link.inner.session.borrow().as_str());
    if !has_only(data, &["session", "message"]) || !is_of_session {
        return false;
    }
    let has_failed =
        has_only(&message, &["type", "id", "failed"]) && member(&message, "failed") == JsValue::TRUE;
    if !has_failed && !has_only(&message, &["type", "id", "answer"]) {
        return false;
    }
    let id = member(&message, "id");
    let number =
        id.as_f64().filter(|number| Number::is_integer(&id) && (0.0..4_294_967_296.0).contains(number));
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a whole number of 32 bits")]
    let id = number.map(|number| number as u32);
    // An answer that nobody waits for any more crossed the word that nobody does.
    id.is_some_and(|id| {
        link.inner.questions.answer(id, (!has_failed).then(|| member(&message, "answer")));
        true
    })
}

fn fulfil(page: &Page, message: &Incoming) -> Result<(), Refused> {
    let state = &page.state;
    let destination = message.destination()?;
    match message {
        Incoming::SetLead { lead } => {
            let source = Source::Lead(lead.dossier()?);
            let view = present_view(page);
            let to = Place::Lead(Box::new(LeadPlace { view, ..LeadPlace::new(source) }));
            state.ask(Intent::Go { to, keeps_history: false });
        }
        Incoming::SetFilter { filter } => {
            let mut view = present_view(page);
            filter.put_on(&mut view)?;
            change_view(page, |now| *now = view);
        }
        Incoming::SetZone { zone: name } => {
            let zone = zone(name.as_deref())?;
            change_view(page, |view| view.zone = zone);
        }
        Incoming::SetOrder { order } => change_view(page, |view| view.order = *order),
        Incoming::SetTheme { theme, properties } => {
            let look = properties.as_ref().map(Look::checked).transpose()?;
            if let Some(theme) = theme.and_then(|theme| Theme::named(theme.name())) {
                state.theme.set(theme);
            }
            if let Some(look) = look {
                put_on(state, look);
            }
        }
        Incoming::GoTo(_) | Incoming::Close {} => {
            if let Some(open) = destination {
                state.open(open);
            }
        }
        Incoming::Refresh {} => state.ask(Intent::Refresh),
    }
    Ok(())
}
