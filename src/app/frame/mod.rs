//! The page as a part of another one: what the page around says is done, and what happens here is told to it.

mod heard;
mod height;
mod questions;

use std::{
    cell::{Cell, RefCell},
    rc::Rc,
    time::Duration,
};

use js_sys::Function;
use leptos::prelude::*;

use self::questions::Questions;
use crate::{
    browser::{self, Port},
    frame::{Outgoing, Refused, VERSION},
    place::Embed,
    session::Deployment,
    shell,
    ui::{AppState, Host},
};

/// So often it is said that this page is ready, until it is heard: at first, and after a while.
const SOON: Duration = Duration::from_millis(200);
const LATER: Duration = Duration::from_secs(2);
/// How often at first.
const SOON_TIMES: u32 = 50;

/// So many messages that are refused are answered; who sends more has read why.
const REFUSALS: u32 = 100;

/// The link to the page around, if there is one. Clones are the same.
#[derive(Clone, Default)]
pub(super) struct Link {
    inner: Rc<Inner>,
}

#[derive(Default)]
struct Inner {
    port: RefCell<Option<Port>>,
    session: RefCell<String>,
    questions: Questions,
    refused: Cell<u32>,
    /// The tallest that the frame is to be, in CSS pixels.
    tallest: Cell<Option<u16>>,
    is_tall: Cell<bool>,
}

impl Link {
    /// What asks the vendors in this page's place, when the page around does.
    pub(super) fn asks(&self) -> Option<Function> {
        self.inner.questions.function()
    }

    fn is_linked(&self) -> bool {
        self.inner.port.borrow().is_some()
    }

    /// Tells the page around, if it is linked.
    fn tell(&self, said: impl Into<Outgoing>) {
        if let (Some(port), Ok(json)) =
            (self.inner.port.borrow().as_ref(), serde_json::to_string(&said.into()))
        {
            port.say(&json);
        }
    }

    /// Tells why something was refused, unless that was told often enough.
    fn refuse(&self, refused: Refused) {
        let count = self.inner.refused.get().saturating_add(1);
        self.inner.refused.set(count);
        if count <= REFUSALS {
            self.tell(refused);
        }
    }
}

/// Whether the page right around, of this origin by the browser's word, may say what is shown here.
fn may_speak(deployment: &Deployment, origin: &str) -> bool {
    let around = browser::origins_around();
    deployment.may_speak(&browser::page_origin(), origin, around.as_deref(), browser::is_outermost_around())
}

/// What the wiring of a page needs of it.
#[derive(Clone)]
pub(super) struct Page {
    pub(super) state: AppState,
    pub(super) outer: browser::Outer,
    pub(super) deployment: Deployment,
    /// Begins with what the address says.
    pub(super) begin: Rc<dyn Fn()>,
    /// What is to be seen of a lead that is still to be named.
    pub(super) view: Rc<RefCell<crate::place::View>>,
}

/// Links this page to the one around: says that it is ready until it is heard, and tells what happens.
pub(super) fn link(link: &Link, embed: &Embed, page: &Page) {
    page.state.host.set(if browser::is_framed() { Host::Awaited } else { Host::Nobody });
    if !browser::is_framed() {
        return;
    }
    link.inner.is_tall.set(embed.height == crate::place::FrameHeight::Auto);
    let linked = RwSignal::new(false);
    let told = link.clone();
    // A reader can have chosen the lead, so nothing names it.
    shell::tell_events(&page.state, linked.into(), true, move |event| told.tell(event));
    height::watch(link, &page.state, linked);
    heard::listen(link, page, linked);
    let link = link.clone();
    wasm_bindgen_futures::spawn_local(async move {
        // What is said twice is told from what is said after a reload.
        let life = js_sys::Math::random();
        let ready = format!(r#"{{"ns":"leadwake","v":{VERSION},"type":"ready","life":{life}}}"#);
        for time in 0_u32.. {
            if link.is_linked() {
                return;
            }
            browser::call_out(&ready, "*");
            gloo_timers::future::sleep(if time < SOON_TIMES { SOON } else { LATER }).await;
        }
    });
}
