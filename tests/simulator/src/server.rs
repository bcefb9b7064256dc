//! The HTTP server around the world: routing, and what happens to an answer on its way.

use std::convert::Infallible;
use std::io;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use axum::Router;
use axum::body::Body;
use axum::extract::{Request, State};
use axum::http::{HeaderValue, StatusCode, header};
use axum::response::Response;
use futures_util::stream;

use crate::control;
use crate::exchange::{Answer, Ask};
use crate::faults::{Cut, Fault};
use crate::strike::Strike;
use crate::vendor::Vendor;
use crate::world::World;

/// The world, as every request sees it.
#[derive(Clone, Debug)]
pub(crate) struct Shared {
    /// The world.
    world: Arc<Mutex<World>>,
    /// `http://127.0.0.1:PORT`.
    pub(crate) base: Arc<str>,
}

impl Shared {
    /// A world reachable under this base.
    pub(crate) fn new(world: World, base: &str) -> Self {
        Self { world: Arc::new(Mutex::new(world)), base: base.into() }
    }

    /// The world, alone.
    pub(crate) fn world(&self) -> MutexGuard<'_, World> {
        // A test that panicked while it held the world has failed anyway; the others go on.
        self.world.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// The whole server.
pub(crate) fn router(shared: Shared) -> Router {
    Router::new().nest("/control", control::router()).fallback(vendors).with_state(shared)
}

async fn vendors(State(shared): State<Shared>, request: Request) -> Result<Response, Infallible> {
    let (parts, _) = request.into_parts();
    let (path, query) = (parts.uri.path(), parts.uri.query().unwrap_or_default());
    let Some(vendor) = Vendor::of_path(path) else {
        shared.world().log.add_stray(parts.method.as_str(), path, query);
        return Ok(plain(Answer::text(404, "No vendor lives here.\n").with("content-type", "text/plain")));
    };
    let ask = Ask::new(vendor, parts.method.as_str(), path, query, parts.headers);
    let (answer, strike) = shared.world().answer(&ask);
    Ok(send(answer, strike).await)
}

/// Sends an answer, with what its fault does to it on the way.
async fn send(answer: Answer, strike: Option<Strike>) -> Response {
    match strike.map(|strike| strike.fault) {
        Some(Fault::Delay { ms }) => {
            tokio::time::sleep(Duration::from_millis(ms)).await;
            plain(answer)
        }
        Some(Fault::SlowBody { ms }) => in_halves(answer, Some(Duration::from_millis(ms)), true),
        Some(Fault::Cut { how: Cut::Length }) => in_halves(answer, None, true),
        Some(Fault::Cut { how: Cut::Chunk }) => in_halves(answer, None, false),
        Some(Fault::Drop) => {
            // A body that fails at once ends the connection before its headers are written out.
            let broken = stream::iter([Err::<Vec<u8>, _>(io::Error::other("dropped"))]);
            head(&answer, Body::from_stream(broken))
        }
        _ => plain(answer),
    }
}

fn plain(mut answer: Answer) -> Response {
    let body = std::mem::take(&mut answer.body);
    head(&answer, Body::from(body))
}

/// The first half at once; then, after a pause, the rest, or the end of the connection where no pause is given.
fn in_halves(mut answer: Answer, pause: Option<Duration>, with_length: bool) -> Response {
    let mut first = std::mem::take(&mut answer.body);
    let whole = first.len();
    let second = first.split_off(whole / 2);
    // Without a moment in between, the failure would take the first half down with it.
    let rest = async move {
        tokio::time::sleep(pause.unwrap_or(Duration::from_millis(30))).await;
        if pause.is_some() { Ok(second) } else { Err(io::Error::other("cut")) }
    };
    let halves = stream::unfold(Some((Some(first), rest)), |state| async move {
        match state? {
            (Some(first), rest) => Some((Ok(first), Some((None, rest)))),
            (None, rest) => Some((rest.await, None)),
        }
    });
    let mut response = head(&answer, Body::from_stream(halves));
    if with_length {
        response.headers_mut().insert(header::CONTENT_LENGTH, HeaderValue::from(whole));
    }
    response
}

fn head(answer: &Answer, body: Body) -> Response {
    let mut response = Response::new(body);
    *response.status_mut() = StatusCode::from_u16(answer.status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
    for (name, value) in &answer.headers {
        if let Ok(value) = HeaderValue::from_str(value) {
            response.headers_mut().insert(*name, value);
        }
    }
    response
}
