//! A recorded page of events, cut down to what a request asks for.

use std::borrow::Cow;

use serde::{Deserialize, Serialize};
use serde_json::value::RawValue;

use crate::{
    model::{Timestamp, When},
    providers::Request,
};

/// The page without the events that changed before the moment asked for. Any other body stays as it is.
pub(super) fn since<'a>(request: &Request, body: &'a str) -> Cow<'a, str> {
    let asked = request.query.iter().find(|(name, _)| *name == "since");
    let since = asked.and_then(|(_, since)| When::parse(since).at());
    let (Some(since), Ok(mut page)) = (since, serde_json::from_str::<Events<'_>>(body)) else {
        return Cow::Borrowed(body);
    };
    page.events.retain(|event| changed(event).is_none_or(|changed| changed >= since));
    serde_json::to_string(&page).map_or(Cow::Borrowed(body), Cow::Owned)
}

#[derive(Deserialize, Serialize)]
#[serde(rename_all = "camelCase")]
struct Events<'a> {
    #[serde(borrow)]
    events: Vec<&'a RawValue>,
    #[serde(borrow)]
    next_token: &'a RawValue,
}

fn changed(event: &RawValue) -> Option<Timestamp> {
    #[derive(Deserialize)]
    #[serde(rename_all = "camelCase")]
    struct Changed {
        updated_at: String,
    }
    When::parse(&serde_json::from_str::<Changed>(event.get()).ok()?.updated_at).at()
}
