//! The clock and the dice.

use std::time::Duration;

use futures_util::future::LocalBoxFuture;

use crate::model::Timestamp;

/// Time and chance, as the surroundings give them: a browser's, or a test's.
pub trait Runtime {
    /// The reader's clock.
    fn now(&self) -> Timestamp;
    /// Waits. Dropping the future ends the wait.
    fn sleep(&self, wait: Duration) -> LocalBoxFuture<'static, ()>;
    /// A number from 0 up to but not including 1, by chance.
    fn jitter(&self) -> f64;
}
