//! Why a request gave nothing, as far as a browser lets a page find out.

use std::{pin::pin, time::Duration};

use futures_util::future::{Either, select};
use gloo_net::http::{Method, RequestBuilder};
use gloo_timers::future::sleep;
use web_sys::{ReferrerPolicy, RequestCache, RequestCredentials, RequestMode};

use super::{abort::AbortOnDrop, policy::PolicyWatch};
use crate::session::TransportError;

/// How long a host may take to show that it is there.
const PATIENCE: Duration = Duration::from_secs(5);
/// The event that tells of a blocked request comes a moment after the request has failed.
const POLICY_DELAY: Duration = Duration::from_millis(50);

/// Finds out why a request failed that the browser gives no reason for.
pub(super) async fn diagnose(origin: &str, policy: &PolicyWatch) -> TransportError {
    let is_offline = web_sys::window().is_some_and(|window| !window.navigator().on_line());
    if is_offline {
        return TransportError::Offline;
    }
    sleep(POLICY_DELAY).await;
    if policy.has_blocked(origin) {
        return TransportError::Policy;
    }
    TransportError::Unreadable { is_reachable: Some(is_reachable(origin).await) }
}

/// Whether a host answers at all: asked without a key, a path or a cookie, in a mode in which the page sees nothing of
/// the answer.
async fn is_reachable(origin: &str) -> bool {
    let abort = AbortOnDrop::new();
    let probe = RequestBuilder::new(&format!("{origin}/"))
        .method(Method::GET)
        .mode(RequestMode::NoCors)
        .credentials(RequestCredentials::Omit)
        .referrer_policy(ReferrerPolicy::NoReferrer)
        .cache(RequestCache::NoStore)
        .abort_signal(abort.signal().as_ref())
        .build();
    let Ok(probe) = probe else { return false };
    match select(pin!(probe.send()), pin!(sleep(PATIENCE))).await {
        Either::Left((answer, _)) => answer.is_ok(),
        Either::Right(_) => false,
    }
}
