//! Questions that the page around this viewer asks in its place, with keys that never come here.

use std::{pin::pin, rc::Rc, time::Duration};

use futures_util::future::{Either, LocalBoxFuture, select};
use gloo_timers::future::sleep;
use js_sys::{Array, ArrayBuffer, Function, JsString, Number, Object, Promise, Reflect, Uint8Array};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::Headers;

use super::{BrowserRuntime, abort::AbortOnDrop, body::LIMIT, pending::Pending, surroundings::page_host};
use crate::{
    providers::{Request, Response, provider},
    session::{AddressError, Logged, Runtime, Transport, TransportError},
};

/// How long an answer may take, in seconds: the host may ask by way of its own server.
const PATIENCE_SECS: u32 = 45;

/// Lets a function of the host's ask the vendors: `fetch(vendor, method, path, query, signal)` gives
/// `{status, headers, body}` or a promise of it.
///
/// The method is always `GET`, the path begins with `/` and is below the vendor's base URL, the query is a plain object.
/// Only paths that the vendor documents are asked for. The signal is aborted when nobody waits for the answer any more.
#[derive(Clone)]
pub struct Bridge {
    ask: Function,
    log: Rc<dyn Fn(Logged)>,
}

impl Bridge {
    /// Over the host's function, and with what is to be done with each line of the log.
    pub fn new(ask: Function, log: Rc<dyn Fn(Logged)>) -> Self {
        Self { ask, log }
    }

    async fn ask(&self, request: &Request) -> Result<Response, TransportError> {
        check(request)?;
        let mut pending =
            Pending::new(Rc::clone(&self.log), request.vendor, &page_host(), request.path_and_query());
        let answer = self.answer(request).await;
        match answer {
            Ok(response) => {
                pending.answered(response.status);
                pending.ended(response.body.len(), None);
                Ok(response)
            }
            Err(error) => {
                pending.ended(0, Some(error.clone()));
                Err(error)
            }
        }
    }

    async fn answer(&self, request: &Request) -> Result<Response, TransportError> {
        let abort = AbortOnDrop::new();
        let signal = abort.signal().map_or(JsValue::UNDEFINED, JsValue::from);
        let given: Array = [
            JsValue::from_str(request.vendor.slug()),
            JsValue::from_str("GET"),
            JsValue::from_str(&request.path()),
            query_object(request).into(),
            signal,
        ]
        .into_iter()
        .collect();
        let promised =
            self.ask.apply(&JsValue::UNDEFINED, &given).map_err(|_its_words| TransportError::HostFailed)?;
        let answer = JsFuture::from(Promise::resolve(&promised));
        let patience = pin!(sleep(Duration::from_secs(PATIENCE_SECS.into())));
        match select(answer, patience).await {
            Either::Left((answer, _)) => {
                read_answer(&answer.map_err(|_its_words| TransportError::HostFailed)?)
            }
            Either::Right(_) => {
                Err(TransportError::TimedOut { waited_secs: PATIENCE_SECS, for_body: false, partial: None })
            }
        }
    }
}

impl Transport for Bridge {
    fn send<'a>(&'a self, request: &'a Request) -> LocalBoxFuture<'a, Result<Response, TransportError>> {
        Box::pin(self.ask(request))
    }
}

/// Whether a question may be put to the host: only for what the vendor documents.
///
/// # Errors
/// When its path is none that the vendor documents.
pub fn check(request: &Request) -> Result<(), TransportError> {
    if provider(request.vendor).about().documents(request) {
        Ok(())
    } else {
        Err(TransportError::WrongAddress(AddressError::Undocumented(request.path())))
    }
}

/// The query as a plain object, its values not escaped. No vendor names anything twice.
pub fn query_object(request: &Request) -> Object {
    let object = Object::new();
    for (name, value) in &request.query {
        // A new plain object takes whatever it is given.
        _ = Reflect::set(&object, &JsValue::from_str(name), &JsValue::from_str(value));
    }
    object
}

/// Reads what a host gave as an answer: `{status, headers?, body?}`, with a plain object or `Headers`, and a text,
/// an `ArrayBuffer` or a view of one.
///
/// # Errors
/// When it is none, or its body is longer than this viewer reads.
pub fn read_answer(answer: &JsValue) -> Result<Response, TransportError> {
    if !answer.is_object() {
        return Err(TransportError::HostAnswer("it is not an object"));
    }
    Ok(Response {
        status: status(&member(answer, "status"))?,
        content_type: header(answer, "content-type"),
        retry_after: header(answer, "retry-after"),
        body: body(&member(answer, "body"))?,
        arrived: Some(BrowserRuntime.now()),
    })
}

/// A member, read once; nothing where reading it fails.
fn member(of: &JsValue, name: &str) -> JsValue {
    Reflect::get(of, &JsValue::from_str(name)).unwrap_or(JsValue::UNDEFINED)
}

fn status(given: &JsValue) -> Result<u16, TransportError> {
    let number = given.as_f64().filter(|_| Number::is_integer(given));
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "a whole number between 100 and 599"
    )]
    let status = number.filter(|number| (100.0..600.0).contains(number)).map(|number| number as u16);
    status.ok_or(TransportError::HostAnswer("its status is not a whole number from 100 to 599"))
}

/// A header's value, whatever the case of its name.
fn header(answer: &JsValue, name: &str) -> Option<String> {
    let headers = member(answer, "headers");
    if let Some(headers) = headers.dyn_ref::<Headers>() {
        return headers.get(name).ok().flatten();
    }
    let headers = headers.dyn_into::<Object>().ok()?;
    let key = Object::keys(&headers)
        .iter()
        .find(|key| key.as_string().is_some_and(|key| key.eq_ignore_ascii_case(name)))?;
    Reflect::get(&headers, &key).ok()?.as_string()
}

fn body(given: &JsValue) -> Result<Vec<u8>, TransportError> {
    if given.is_undefined() || given.is_null() {
        return Ok(Vec::new());
    }
    if let Some(text) = given.dyn_ref::<JsString>() {
        short(text.length())?;
        let text = String::from(text);
        short(u32::try_from(text.len()).unwrap_or(u32::MAX))?;
        return Ok(text.into_bytes());
    }
    let bytes = if ArrayBuffer::is_view(given) {
        let offset = |name| member(given, name).as_f64();
        let (Some(start), Some(length)) = (offset("byteOffset"), offset("byteLength")) else {
            return Err(TransportError::HostAnswer("its body cannot be read"));
        };
        #[expect(
            clippy::cast_possible_truncation,
            clippy::cast_sign_loss,
            reason = "lengths of buffers in bytes"
        )]
        Uint8Array::new_with_byte_offset_and_length(&member(given, "buffer"), start as u32, length as u32)
    } else if given.is_instance_of::<ArrayBuffer>() {
        Uint8Array::new(given)
    } else {
        return Err(TransportError::HostAnswer(
            "its body is neither a text nor an ArrayBuffer nor a Uint8Array",
        ));
    };
    short(bytes.length())?;
    Ok(bytes.to_vec())
}

fn short(length: u32) -> Result<(), TransportError> {
    match usize::try_from(length) {
        Ok(length) if length <= LIMIT => Ok(()),
        _ => Err(TransportError::TooLarge { limit: LIMIT, partial: None }),
    }
}
