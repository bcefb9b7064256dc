//! Questions over the browser's `fetch`.

use std::{pin::pin, rc::Rc, time::Duration};

use futures_util::future::{Either, LocalBoxFuture, select};
use gloo_net::http::{Request as Question, Response as Answer};
use gloo_timers::future::sleep;
use wasm_bindgen::JsValue;
use web_sys::{Headers, ReferrerPolicy, RequestCache, RequestCredentials, RequestInit, RequestRedirect};

use super::{
    BrowserRuntime, PolicyWatch, abort::AbortOnDrop, body, pending::Pending, reach::diagnose,
    surroundings::page_origin,
};
use crate::{
    providers::{Request, Response, provider},
    session::{Connection, Connections, Logged, Prepared, Runtime, Transport, TransportError},
};

/// How long the headers may take, in seconds.
const PATIENCE_SECS: u32 = 15;

/// Sends questions to the vendors themselves, each with the key that was typed for that vendor's address.
///
/// No redirect is followed (a browser would pass a key in a header of its own on to the new host), no cookie goes but to
/// the page's own site, no referrer is given, and nothing is cached.
#[derive(Clone)]
pub struct Fetch {
    connections: Connections,
    policy: PolicyWatch,
    log: Rc<dyn Fn(Logged)>,
}

impl Fetch {
    /// With the connections as they are now, and with what is to be done with each line of the log.
    pub fn new(connections: Connections, policy: PolicyWatch, log: Rc<dyn Fn(Logged)>) -> Self {
        Self { connections, policy, log }
    }

    async fn ask(&self, request: &Request) -> Result<Response, TransportError> {
        let connection = self.connections.get(request.vendor).ok_or(TransportError::NoKey)?;
        let prepared = connection.prepare(provider(request.vendor), request)?;
        let address = connection.address();
        let path = format!("{}{}", address.prefix(), request.path_and_query());
        let mut pending = Pending::new(Rc::clone(&self.log), request.vendor, address.host(), path);
        let abort = AbortOnDrop::new();
        let answer = match headers(&prepared, &abort).await {
            Ok(answer) => answer,
            Err(Some(error)) => {
                pending.ended(0, Some(error.clone()));
                return Err(error);
            }
            Err(None) => {
                pending.failed();
                let probe = || Pending::new(Rc::clone(&self.log), request.vendor, address.host(), "/".into());
                let error = diagnose(address.origin(), &self.policy, probe).await;
                pending.ended(0, Some(error.clone()));
                return Err(error);
            }
        };
        pending.answered(answer.status());
        let (response, bytes, end) = whole(connection, &answer).await;
        pending.ended(bytes, end.as_ref().err().cloned());
        match end {
            Ok(()) => Ok(response),
            Err(error) => Err(error.with_partial(response)),
        }
    }
}

impl Transport for Fetch {
    fn send<'a>(&'a self, request: &'a Request) -> LocalBoxFuture<'a, Result<Response, TransportError>> {
        Box::pin(self.ask(request))
    }
}

/// Waits for an answer to begin. `None` is a failure without a reason.
async fn headers(prepared: &Prepared, abort: &AbortOnDrop) -> Result<Answer, Option<TransportError>> {
    let asked = question(prepared, abort).ok_or(None)?.send();
    let patience = sleep(Duration::from_secs(PATIENCE_SECS.into()));
    match select(pin!(asked), pin!(patience)).await {
        Either::Left((Ok(answer), _)) => Ok(answer),
        Either::Left((Err(_no_reason), _)) => Err(None),
        Either::Right(_) => {
            Err(Some(TransportError::TimedOut { waited_secs: PATIENCE_SECS, for_body: false, partial: None }))
        }
    }
}

/// The request with exactly the address that was checked: a builder would add to its query.
fn question(prepared: &Prepared, abort: &AbortOnDrop) -> Option<Question> {
    let options = options(prepared, abort)?;
    web_sys::Request::new_with_str_and_init(&prepared.url, &options).ok().map(Question::from)
}

fn options(prepared: &Prepared, abort: &AbortOnDrop) -> Option<RequestInit> {
    let headers = Headers::new().ok()?;
    if let Some((name, value)) = &prepared.key_header {
        headers.set(name, value).ok()?;
    }
    // A relay on the page's own site may ask the reader to log in there. Nobody else is sent a cookie.
    let is_of_this_site = prepared
        .url
        .strip_prefix(&page_origin())
        .is_some_and(|path| path.is_empty() || path.starts_with('/'));
    let credentials = if is_of_this_site { RequestCredentials::SameOrigin } else { RequestCredentials::Omit };
    headers.set("Accept", "application/json").ok()?;
    let options = RequestInit::new();
    options.set_method("GET");
    options.set_headers(&JsValue::from(headers));
    options.set_redirect(RequestRedirect::Error);
    options.set_credentials(credentials);
    options.set_referrer_policy(ReferrerPolicy::NoReferrer);
    options.set_cache(RequestCache::NoStore);
    options.set_signal(abort.signal().as_ref());
    Some(options)
}

/// The answer with what came of its body, how long that was, and how it ended.
async fn whole(connection: &Connection, answer: &Answer) -> (Response, usize, Result<(), TransportError>) {
    let body = body::read(answer.body()).await;
    let bytes = body.bytes.len();
    let response = Response {
        status: answer.status(),
        content_type: answer.headers().get("content-type"),
        retry_after: answer.headers().get("retry-after"),
        // A server that echoes a key must not bring it onto the page.
        body: connection.redactor().clean(body.bytes),
        arrived: Some(BrowserRuntime.now()),
    };
    (response, bytes, body.end)
}
