//! What the program exports. The script beside it (`package/mount.js`) gives it the shape that pages use: only that script
//! calls it.

use std::{
    any::Any,
    cell::{Cell, RefCell},
    rc::Rc,
};

use leptos::prelude::*;
use wasm_bindgen::{JsValue, prelude::wasm_bindgen};

use super::{
    Outside, Theme, ViewerEvent,
    around::PartSurroundings,
    options::{Given, read_theme},
    target::read_target,
    view::Part,
};
use crate::{
    browser::{IntlCalendar, PolicyWatch},
    data::{Fault, written::json},
    model::Vendor,
    place::{LeadPlace, Place, PlaceError, Source, View, ZoneChoice},
    providers::provider,
    session::{Connection, Connections, Deployment},
    shell,
    ui::{AppState, Intent, parts::draw_in},
};

/// A viewer in its root.
#[wasm_bindgen]
pub struct Viewer {
    state: AppState,
    theme: RwSignal<Option<Theme>>,
    arrive: Box<dyn Fn(Result<Place, PlaceError>)>,
    has_bridge: Rc<Cell<bool>>,
    /// The view of a lead that is still to be chosen.
    view: RefCell<View>,
    mounted: Option<Box<dyn Any>>,
}

#[wasm_bindgen]
impl Viewer {
    /// Draws a viewer. `options` are JSON text; `has_bridge` says whether the page asks the vendors itself.
    ///
    /// # Errors
    /// The options are wrong: a fault as JSON text. Nothing is drawn then.
    #[wasm_bindgen(constructor)]
    pub fn new(outside: &Outside, options: &str, has_bridge: bool) -> Result<Self, JsValue> {
        outside.take_panics();
        draw_in(outside.root());
        let given = read(options)?;
        let has_bridge = Rc::new(Cell::new(has_bridge));
        let theme = Rc::new(Cell::new(None));
        let handles = Rc::new(Cell::new(None));
        let around = PartSurroundings {
            outside: outside.clone(),
            connections: asked(&given.connections.clone().unwrap_or_default(), has_bridge.get()),
            has_bridge: Rc::clone(&has_bridge),
            policy: PolicyWatch::by(|listener| outside.on_forbidden(listener)),
            deployment: Deployment::default(),
        };
        let (made_theme, made) = (Rc::clone(&theme), Rc::clone(&handles));
        let told_outside = outside.clone();
        let mounted = leptos::mount::mount_to(outside.stage(), move || {
            let theme = RwSignal::new(None);
            made_theme.set(Some(theme));
            let handles = shell::start(Box::new(around));
            let state = handles.state;
            provide_context(state);
            shell::tell_events(&state, RwSignal::new(true).into(), false, move |event| {
                told_outside.say(&event);
            });
            made.set(Some(handles));
            view! { <Part theme /> }
        });
        let (Some(theme), Some(handles)) = (theme.take(), handles.take()) else {
            return Err(JsValue::UNDEFINED);
        };
        let viewer = Self {
            state: handles.state,
            theme,
            arrive: handles.arrive,
            has_bridge,
            view: RefCell::default(),
            mounted: Some(Box::new(mounted)),
        };
        viewer.take(&given);
        outside.say(&ViewerEvent::Ready);
        Ok(viewer)
    }

    /// Changes what is given in the options, and nothing else.
    ///
    /// # Errors
    /// The options are wrong: a fault as JSON text. Nothing is changed then.
    pub fn update(&self, options: &str, has_bridge: bool) -> Result<(), JsValue> {
        let given = read(options)?;
        let was_bridged = self.has_bridge.replace(has_bridge);
        if given.connections.is_some() || was_bridged != has_bridge {
            let wanted = asked(&given.connections.clone().unwrap_or_default(), has_bridge);
            for connection in wanted.iter() {
                let is_same = self
                    .state
                    .connections
                    .with_untracked(|all| all.get(connection.vendor()) == Some(connection));
                if !is_same {
                    self.state.ask(Intent::Connect(connection.clone()));
                }
            }
        }
        self.take(&given);
        Ok(())
    }

    /// Leads the reader somewhere in the lead's timeline. `target` is JSON text.
    ///
    /// # Errors
    /// It is no target: a fault as JSON text.
    #[wasm_bindgen(js_name = goTo)]
    pub fn go_to(&self, target: &str) -> Result<(), JsValue> {
        let open = read_target(target).map_err(|fault| thrown(&fault))?;
        if let Some(lead) = untrack(|| self.state.lead()) {
            (self.arrive)(Ok(Place::Lead(Box::new(lead.with_open(open)))));
        }
        Ok(())
    }

    /// Asks the vendors for what is new.
    pub fn refresh(&self) {
        self.state.ask(Intent::Refresh);
    }

    /// Light, dark, or as the device; nothing is as the page around.
    ///
    /// # Errors
    /// It is none of these: a fault as JSON text.
    #[wasm_bindgen(js_name = setTheme)]
    #[expect(
        clippy::needless_pass_by_value,
        reason = "what may be left out comes as a value from JavaScript"
    )]
    pub fn set_theme(&self, name: Option<String>) -> Result<(), JsValue> {
        self.theme.set(read_theme(name.as_deref()).map_err(|fault| thrown(&fault))?);
        Ok(())
    }

    /// Ends everything that is on its way, and takes down what was drawn.
    pub fn unmount(&mut self) {
        (self.arrive)(Ok(Place::Home));
        self.mounted.take();
    }
}

impl Viewer {
    fn take(&self, given: &Given) {
        if let Some(theme) = given.theme {
            self.theme.set(theme);
        }
        let now = untrack(|| self.state.lead());
        let mut view = now.as_ref().map_or_else(|| self.view.borrow().clone(), |lead| lead.view.clone());
        given.apply(&mut view);
        self.view.replace(view.clone());
        let chosen = match &given.dossier {
            Some(dossier) if dossier.is_empty() => None,
            Some(dossier) => Some(Source::Lead(dossier.clone())),
            None => now.as_ref().map(|lead| lead.source.clone()),
        };
        let Some(source) = chosen else {
            return (self.arrive)(Ok(Place::Home));
        };
        let same = now.filter(|lead| lead.source == source);
        let lead = LeadPlace { view, ..same.clone().unwrap_or_else(|| LeadPlace::new(source)) };
        if same.as_ref() != Some(&lead) {
            (self.arrive)(Ok(Place::Lead(Box::new(lead))));
        }
    }
}

fn read(options: &str) -> Result<Given, JsValue> {
    let knows = |zone: &ZoneChoice| IntlCalendar::new(zone.name()).is_ok();
    Given::read(options, knows).map_err(|fault| thrown(&fault))
}

fn thrown(fault: &Fault) -> JsValue {
    json(fault).into()
}

/// A connection for every vendor: those that were given, else without a key; where the page asks itself, none needs one.
fn asked(given: &Connections, has_bridge: bool) -> Connections {
    let usual = Vendor::ALL.into_iter().filter_map(|vendor| Connection::usual(provider(vendor)).ok());
    let all = Connections::new(usual.chain(given.iter().cloned()));
    if has_bridge {
        return Connections::new(all.iter().map(|one| one.clone().asked_by_host()));
    }
    all
}
