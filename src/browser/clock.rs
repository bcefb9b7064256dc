//! The browser's clock and dice.

use std::time::Duration;

use futures_util::future::LocalBoxFuture;
use js_sys::{Date, Math};

use crate::{model::Timestamp, session::Runtime};

/// Time and chance from the browser.
#[derive(Debug, Clone, Copy, Default)]
pub struct BrowserRuntime;

impl Runtime for BrowserRuntime {
    fn now(&self) -> Timestamp {
        #[expect(clippy::cast_possible_truncation, reason = "a whole number of milliseconds, far below 2^53")]
        let millis = Date::now() as i64;
        Timestamp::from_millis(millis).unwrap_or(Timestamp::EPOCH)
    }

    fn sleep(&self, wait: Duration) -> LocalBoxFuture<'static, ()> {
        Box::pin(gloo_timers::future::sleep(wait))
    }

    fn jitter(&self) -> f64 {
        Math::random()
    }
}
