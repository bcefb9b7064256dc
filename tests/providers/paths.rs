//! The table of documented paths is what the adapters ask for, no less and no more.

use std::collections::BTreeSet;

use leadwake::{
    model::{ApiKey, CallId, Vendor},
    providers::{Provider, Request, provider},
    session::Connection,
};

use crate::fixture;

/// Every kind of request that an adapter makes, with ids that try to change the path among them.
fn requests(adapter: &dyn Provider) -> Vec<Request> {
    let vendor = adapter.about().vendor;
    let ids = ["room_1", "a/../../b", "a?b#c", "…", "a b", "{}", "%2e%2e"];
    let mut requests: Vec<Request> = fixture::all()
        .into_iter()
        .filter(|fixture| fixture.vendor == vendor)
        .flat_map(|fixture| {
            let follow = fixture.read().ok().and_then(|page| page.follow);
            [Some(fixture.request), follow]
        })
        .flatten()
        .collect();
    requests.extend(ids.map(|id| fixture::timeline(adapter, &format!("lead:{id}"))));
    requests.extend(ids.iter().filter_map(|id| adapter.call(&CallId::new(vendor, id).unwrap())));
    requests.extend(adapter.check());
    requests
}

#[test]
fn whatever_an_adapter_asks_for_is_documented_and_goes_out() {
    for vendor in Vendor::ALL {
        let adapter = provider(vendor);
        let key = ApiKey::new("nl_test_secret-secret-secret").unwrap();
        let connection = Connection::usual(adapter).unwrap().with_key(key);
        let requests = requests(adapter);
        assert!(
            requests
                .iter()
                .any(|request| request.query.iter().any(|(name, _)| Some(*name) == adapter.page_name()))
                || adapter.page_name().is_none(),
            "{vendor}: no later page among them"
        );
        for request in requests {
            assert!(adapter.about().documents(&request), "{vendor}: {}", request.path());
            connection.prepare(adapter, &request).unwrap();
        }
    }
}

#[test]
fn whatever_is_documented_is_asked_for() {
    for vendor in Vendor::ALL {
        let adapter = provider(vendor);
        let requests = requests(adapter);
        let unused: BTreeSet<_> = adapter
            .about()
            .paths
            .iter()
            .filter(|path| {
                let parts: Vec<&str> = path.split('/').skip(1).collect();
                !requests.iter().any(|request| {
                    request.segments.len() == parts.len()
                        && parts
                            .iter()
                            .zip(&request.segments)
                            .all(|(part, segment)| *part == "{}" || part == segment)
                })
            })
            .collect();
        assert!(unused.is_empty(), "{vendor}: {unused:?}");
        assert!(
            adapter.about().paths.iter().all(|path| path.starts_with('/') && !path.ends_with('/')),
            "{vendor}"
        );
    }
}
