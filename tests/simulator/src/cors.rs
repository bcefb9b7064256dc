//! How a vendor treats web pages of other origins.

use serde::{Deserialize, Serialize};

use crate::exchange::{Answer, Ask};
use crate::vendor::Vendor;
use crate::{apten, leadsail, naturalead};

/// A vendor's behaviour towards browsers.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize, Serialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum Cors {
    /// Preflights succeed and every answer can be read.
    #[default]
    Allows,
    /// Preflights are refused for want of a key, as the recorded Attendee does; no answer can be read.
    Refuses,
    /// As `Allows`, but answers other than 2xx cannot be read: common where a gateway makes the errors.
    ErrorsWithoutHeaders,
}

/// The answer to a preflight; `None` where the vendor has no CORS and treats it as any other request.
pub(crate) fn preflight(mode: Cors, ask: &Ask) -> Option<Answer> {
    if mode == Cors::Refuses {
        return match ask.vendor {
            Vendor::Apten => Some(apten::error(403, "Missing Authentication Token")),
            Vendor::LeadSail => Some(leadsail::error(401, "UNAUTHORIZED", "Authentication required")),
            Vendor::Naturalead => Some(naturalead::error(401, "Authentication required.")),
            // Its own code refuses an OPTIONS without a key; nothing to add.
            Vendor::Attendee => None,
        };
    }
    let answer = Answer { status: 204, headers: Vec::new(), body: Vec::new(), page: 1 };
    let answer = answer
        .with("access-control-allow-origin", "*")
        .with("access-control-allow-methods", "GET, OPTIONS")
        .with("access-control-allow-headers", ask.vendor.key_headers())
        // A browser that remembered a preflight would not notice when the mode is switched.
        .with("access-control-max-age", "0");
    Some(answer)
}

/// Adds to an answer what lets a page read it.
#[must_use]
pub(crate) fn open(mode: Cors, answer: Answer, expose: &[String]) -> Answer {
    let open = match mode {
        Cors::Allows => true,
        Cors::Refuses => false,
        Cors::ErrorsWithoutHeaders => answer.is_success(),
    };
    if !open {
        return answer;
    }
    let answer = answer.with("access-control-allow-origin", "*");
    if expose.is_empty() { answer } else { answer.with("access-control-expose-headers", expose.join(", ")) }
}
