//! Why a request gave nothing, as far as a browser lets a page find out.

use std::{pin::pin, time::Duration};

use futures_util::future::{Either, select};
use gloo_timers::future::sleep;
use wasm_bindgen_futures::JsFuture;
use web_sys::{ReferrerPolicy, RequestCache, RequestCredentials, RequestInit, RequestMode};

use super::{abort::AbortOnDrop, pending::Pending, policy::PolicyWatch, surroundings::is_encrypted};
use crate::session::TransportError;

/// How long a host may take to show that it is there.
const PATIENCE: Duration = Duration::from_secs(5);
/// The event that tells of a blocked request comes a moment after the request has failed.
const POLICY_DELAY: Duration = Duration::from_millis(50);

/// Finds out why a request failed that the browser gives no reason for.
/// `probe` makes a line in the log, should the host be asked once more.
pub(super) async fn diagnose(
    origin: &str,
    policy: &PolicyWatch,
    probe: impl FnOnce() -> Pending,
) -> TransportError {
    let is_offline = web_sys::window().is_some_and(|window| !window.navigator().on_line());
    if is_offline {
        return TransportError::Offline;
    }
    sleep(POLICY_DELAY).await;
    if policy.has_blocked(origin) {
        return TransportError::Policy;
    }
    let pending = probe();
    let count = policy.count();
    let mut reached = Some(is_reachable(origin).await);
    if reached == Some(false) {
        sleep(POLICY_DELAY).await;
        // The policy lets this origin be asked, so what it blocked is where the host sent the probe on to: a browser tells of
        // the address before. A page around may have a policy that allows paths alone, and then nothing is known.
        if policy.forget_since(count, origin) {
            reached = policy.is_own().then_some(true);
        }
    }
    let error = TransportError::without_reason(is_encrypted(), origin, reached);
    pending.ended(0, Some(error.clone()));
    error
}

/// Whether a host answers at all: asked without a key, a path or a cookie, in a mode in which the page sees nothing of
/// the answer.
async fn is_reachable(origin: &str) -> bool {
    let abort = AbortOnDrop::new();
    let options = RequestInit::new();
    options.set_method("GET");
    options.set_mode(RequestMode::NoCors);
    options.set_credentials(RequestCredentials::Omit);
    options.set_referrer_policy(ReferrerPolicy::NoReferrer);
    options.set_cache(RequestCache::NoStore);
    options.set_signal(abort.signal().as_ref());
    let Some(window) = web_sys::window() else { return false };
    let probe = JsFuture::from(window.fetch_with_str_and_init(&format!("{origin}/"), &options));
    match select(probe, pin!(sleep(PATIENCE))).await {
        Either::Left((answer, _)) => answer.is_ok(),
        Either::Right(_) => false,
    }
}
