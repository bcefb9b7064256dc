//! When to try again.

use std::time::{Duration, UNIX_EPOCH};

use super::{Cause, TransportError};
use crate::{
    model::Timestamp,
    providers::{ProviderError, Refusal},
};

/// How often a request is tried when the vendor has a problem or the answer does not arrive whole.
const TRIES: u32 = 4;
/// How often a request is tried when the vendor asks to slow down.
const PATIENT_TRIES: u32 = 6;
const SHORTEST: Duration = Duration::from_secs(1);
const LONGEST: Duration = Duration::from_mins(5);

/// How long to wait before the next try; `None` when there is to be none.
///
/// `status` and `retry_after` are the failed answer's, when there was one; `tries` counts those made so far, from 1;
/// `jitter` is from 0 to 1.
pub fn wait_before_retry(
    cause: &Cause,
    status: Option<u16>,
    retry_after: Option<&str>,
    tries: u32,
    now: Timestamp,
    jitter: f64,
) -> Option<Duration> {
    let most = match cause {
        _ if status == Some(429) => PATIENT_TRIES,
        _ if status.is_some_and(|status| (500..600).contains(&status)) => TRIES,
        Cause::Provider(ProviderError::Refused { refusal: Refusal::TooMany, .. }) => PATIENT_TRIES,
        Cause::Provider(ProviderError::Refused { refusal: Refusal::Trouble, .. })
        | Cause::Transport(TransportError::TimedOut { .. } | TransportError::CutOff { .. }) => TRIES,
        Cause::Provider(_)
        | Cause::Transport(_)
        | Cause::Handle(_)
        | Cause::Loop { .. }
        | Cause::TooManyPages { .. }
        | Cause::TooManyEmptyPages { .. }
        | Cause::NoCall => return None,
    };
    if tries >= most {
        return None;
    }
    let wait =
        retry_after.and_then(|text| read_retry_after(text, now)).unwrap_or_else(|| backoff(tries, jitter));
    Some(wait.clamp(SHORTEST, LONGEST))
}

/// How long a vendor that asks to slow down wants to be left alone; not at all when it does not say.
pub(super) fn rest_wanted(retry_after: Option<&str>, now: Timestamp) -> Duration {
    retry_after.and_then(|text| read_retry_after(text, now)).unwrap_or_default().min(LONGEST)
}

/// Reads `Retry-After`: seconds, or an HTTP date such as `Wed, 21 Oct 2026 07:28:00 GMT`. `None` when it is neither;
/// nothing at all when the moment is past.
fn read_retry_after(text: &str, now: Timestamp) -> Option<Duration> {
    let text = text.trim();
    let digits = text.trim_start_matches('-');
    if !digits.is_empty() && digits.bytes().all(|byte| byte.is_ascii_digit()) {
        // More digits than a number holds are absurdly many seconds, and still an answer.
        let secs = digits.parse().unwrap_or(u64::MAX);
        return Some(if digits.len() < text.len() { Duration::ZERO } else { Duration::from_secs(secs) });
    }
    let now = UNIX_EPOCH + Duration::from_millis(now.millis().unsigned_abs());
    let at = httpdate::parse_http_date(text).ok()?;
    Some(at.duration_since(now).unwrap_or_default())
}

/// 2, 4, 8… seconds, of which chance takes a part: many that failed at once must not come back at once.
fn backoff(tries: u32, jitter: f64) -> Duration {
    let ceiling = 2_u32.saturating_pow(tries);
    Duration::try_from_secs_f64(f64::from(ceiling) * jitter).unwrap_or(SHORTEST)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::When;

    fn wait(status: u16, retry_after: Option<&str>, tries: u32, jitter: f64) -> Option<u128> {
        let cause = Cause::Provider(ProviderError::Empty { status });
        let now = When::parse("2026-10-21T07:28:00Z").at().unwrap();
        wait_before_retry(&cause, Some(status), retry_after, tries, now, jitter).map(|wait| wait.as_millis())
    }

    #[test]
    fn retry_after_is_read_and_held_within_bounds() {
        for (text, millis) in [
            ("7", 7_000),
            (" 12 ", 12_000),
            ("0", 1_000),
            ("-5", 1_000),
            ("299", 299_000),
            ("301", 300_000),
            ("99999999999999999999999999", 300_000),
            ("Wed, 21 Oct 2026 07:28:30 GMT", 30_000),
            ("Wednesday, 21-Oct-26 07:28:30 GMT", 30_000),
            ("Wed Oct 21 07:28:30 2026", 30_000),
            ("Wed, 21 Oct 2026 07:27:00 GMT", 1_000),
            ("Thu, 01 Jan 1970 00:00:00 GMT", 1_000),
            ("Fri, 31 Dec 9999 23:59:59 GMT", 300_000),
        ] {
            assert_eq!(wait(429, Some(text), 1, 0.5), Some(millis), "{text}");
        }
    }

    #[test]
    fn an_unreadable_retry_after_is_none() {
        for text in [
            "",
            "soon",
            "1e3",
            "7 s",
            "--",
            "-",
            "2026-10-21T07:28:30Z",
            "Wed, 99 Oct 2026 07:28:30 GMT",
            "é",
        ] {
            assert_eq!(wait(429, Some(text), 1, 0.75), Some(1_500), "{text}");
        }
    }

    #[test]
    fn the_backoff_doubles_and_gives_up() {
        let waits: Vec<_> = (1..=4).map(|tries| wait(503, None, tries, 0.999_999)).collect();
        assert_eq!(waits, [Some(1_999), Some(3_999), Some(7_999), None]);
        let waits: Vec<_> = (1..=6).map(|tries| wait(429, None, tries, 0.5)).collect();
        assert_eq!(waits, [Some(1_000), Some(2_000), Some(4_000), Some(8_000), Some(16_000), None]);
        assert_eq!(wait(500, None, 1, 0.0), Some(1_000));
        assert_eq!(wait(500, None, 1, f64::NAN), Some(1_000));
    }

    #[test]
    fn what_will_not_change_is_not_asked_again() {
        for status in [200, 204, 301, 400, 401, 403, 404, 409, 410, 422] {
            assert_eq!(wait(status, Some("7"), 1, 0.5), None, "{status}");
        }
        let now = Timestamp::EPOCH;
        for error in [
            TransportError::NoKey,
            TransportError::Offline,
            TransportError::Unreadable { is_reachable: None },
            TransportError::Policy,
            TransportError::TooLarge { limit: 1, partial: None },
            TransportError::Aborted,
        ] {
            assert_eq!(wait_before_retry(&Cause::Transport(error), None, None, 1, now, 0.5), None);
        }
    }
}
