//! Apten's own tokens that Apten does not take any more.

use leadwake::{
    model::Vendor,
    providers::{ProviderError, Refusal, provider},
    session::{Cancel, Cause, Feed, FeedState, Plan, load},
};

use crate::world::{Clock, Script, answer, days_ago, lead, now, run};

/// A page with one event.
fn events(id: &str, token: &str) -> String {
    let at = days_ago(1).to_rfc3339();
    format!(
        r#"{{"events":[{{"id":"{id}","type":"CUSTOM","timestamp":"{at}","updatedAt":"{at}","data":{{}}}}],"nextToken":{token}}}"#
    )
}

fn loaded(script: &Script) -> Feed {
    let mut feed = Feed::new(lead());
    let plan = Plan::Newest { since: days_ago(1), now: now() };
    let mut sink = |update| feed.apply(&update);
    run(load(provider(Vendor::Apten), &lead(), plan, script, &Clock::new(), &Cancel::new(), &mut sink));
    feed
}

#[test]
fn a_token_that_is_dead_is_asked_for_anew() {
    for status in [400, 404, 410, 422] {
        let script = Script::new([
            answer(200, events("a", "\"old\"")),
            answer(status, r#"{"message":"Invalid nextToken"}"#),
            answer(200, events("a", "\"new\"")),
            answer(200, events("b", "null")),
        ]);
        let feed = loaded(&script);
        assert_eq!(feed.state, FeedState::Ready, "{status}");
        let asked = script.asked.borrow();
        let token = |at: usize| asked[at].split_once("nextToken=").map(|(_, token)| token.to_owned());
        assert_eq!([0, 1, 2, 3].map(token), [None, Some("old".into()), None, Some("new".into())], "{status}");
    }
}

#[test]
fn a_lead_that_is_not_there_is_no_matter_of_tokens() {
    for (status, expected) in [(404, Refusal::NotFound), (400, Refusal::Request)] {
        let script = Script::new([answer(status, "{}")]);
        let feed = loaded(&script);
        let FeedState::Failed(error) = feed.state else { panic!("{:?}", feed.state) };
        let Cause::Provider(ProviderError::Refused { refusal, .. }) = error.cause else {
            panic!("{error:?}")
        };
        assert_eq!(refusal, expected, "{status}");
        assert_eq!(script.asked.borrow().len(), 1, "{status}");
    }
}
