//! The control API: how tests look at the simulator and change it. Described in the README.

use std::collections::BTreeMap;

use axum::Router;
use axum::body::Bytes;
use axum::extract::{Path, Query, State};
use axum::http::{HeaderValue, StatusCode, header};
use axum::middleware::{self, Next};
use axum::response::{IntoResponse, Response};
use axum::routing::{get, post};
use axum::{Json, extract::Request};
use serde::Deserialize;
use serde::de::DeserializeOwned;
use serde_json::{Value, json};

use crate::change::{Change, Planned};
use crate::cors::Cors;
use crate::dataset::{Dataset, Generated};
use crate::faults::Rule;
use crate::server::Shared;
use crate::settings::Settings;
use crate::vendor::Vendor;
use crate::world::no_lead;

/// What a wrong request gets.
struct Refusal(String);

impl From<String> for Refusal {
    fn from(text: String) -> Self {
        Self(text)
    }
}

impl IntoResponse for Refusal {
    fn into_response(self) -> Response {
        (StatusCode::BAD_REQUEST, Json(json!({ "error": self.0 }))).into_response()
    }
}

type Reply = Result<Json<Value>, Refusal>;

/// The routes under `/control`.
pub(crate) fn router() -> Router<Shared> {
    Router::new()
        .route("/ready", get(ready))
        .route("/reset", post(reset))
        .route("/leads", get(leads))
        .route("/truth/{lead}", get(truth))
        .route("/cors", get(get_cors).put(put_cors))
        .route("/settings", get(get_settings).put(put_settings))
        .route("/faults", get(get_faults).post(add_faults).delete(clear_faults))
        .route("/generate", post(generate))
        .route("/dataset", post(dataset))
        .route("/change", post(change))
        .route("/requests", get(requests).delete(clear_requests))
        .layer(middleware::from_fn(open))
}

/// Lets any page use the control API.
async fn open(request: Request, next: Next) -> Response {
    let (parts, body) = request.into_parts();
    // Read even where nobody wants it: a connection with an unread body is closed, and whoever uses it next fails.
    let body = axum::body::to_bytes(body, usize::MAX).await.unwrap_or_default();
    let mut response = if parts.method == "OPTIONS" {
        StatusCode::NO_CONTENT.into_response()
    } else {
        next.run(Request::from_parts(parts, body.into())).await
    };
    let headers = response.headers_mut();
    headers.insert(header::ACCESS_CONTROL_ALLOW_ORIGIN, HeaderValue::from_static("*"));
    headers.insert(header::ACCESS_CONTROL_ALLOW_METHODS, HeaderValue::from_static("GET, PUT, POST, DELETE"));
    headers.insert(header::ACCESS_CONTROL_ALLOW_HEADERS, HeaderValue::from_static("content-type"));
    response
}

fn read<T: DeserializeOwned>(body: &Bytes) -> Result<T, Refusal> {
    serde_json::from_slice(body).map_err(|error| Refusal(format!("The request body cannot be used: {error}")))
}

/// The line that is printed when the server listens.
pub(crate) fn ready_line(base: &str, dossier: &str) -> Value {
    let vendors: BTreeMap<&str, Value> = Vendor::ALL
        .into_iter()
        .map(|vendor| {
            let base_url = format!("{base}{}", vendor.base_path());
            (vendor.name(), json!({ "base_url": base_url, "key": vendor.key() }))
        })
        .collect();
    json!({ "base": base, "vendors": vendors, "lead": { "dossier": dossier } })
}

async fn ready(State(shared): State<Shared>) -> Json<Value> {
    let dossier = shared.world().leads.get("demo").map(|lead| lead.dossier.clone()).unwrap_or_default();
    Json(ready_line(&shared.base, &dossier))
}

async fn reset(State(shared): State<Shared>) -> Json<Value> {
    shared.world().reset();
    Json(json!({ "ok": true }))
}

async fn leads(State(shared): State<Shared>) -> Json<Value> {
    let world = shared.world();
    let described = world.leads.iter().map(|(name, lead)| {
        let entries = world.data.truth(&lead.handles).len();
        (name.clone(), json!({ "dossier": lead.dossier, "dataset": lead.dataset, "entries": entries }))
    });
    Json(described.collect::<serde_json::Map<_, _>>().into())
}

/// `?vendor=`
#[derive(Deserialize)]
struct Narrow {
    vendor: Option<Vendor>,
}

async fn truth(
    State(shared): State<Shared>,
    Path(lead): Path<String>,
    Query(narrow): Query<Narrow>,
) -> Reply {
    Ok(Json(json!(shared.world().truth(&lead, narrow.vendor)?)))
}

async fn get_cors(State(shared): State<Shared>) -> Json<Value> {
    Json(json!(shared.world().cors))
}

async fn put_cors(State(shared): State<Shared>, body: Bytes) -> Reply {
    let wish: BTreeMap<String, Cors> = read(&body)?;
    let mut world = shared.world();
    for (name, mode) in wish {
        let vendors: Vec<Vendor> =
            Vendor::ALL.into_iter().filter(|vendor| name == "all" || name == vendor.name()).collect();
        if vendors.is_empty() {
            return Err(Refusal(format!("There is no vendor named {name}.")));
        }
        world.cors.extend(vendors.into_iter().map(|vendor| (vendor, mode)));
    }
    Ok(Json(json!(world.cors)))
}

async fn get_settings(State(shared): State<Shared>) -> Json<Value> {
    Json(json!(shared.world().settings))
}

async fn put_settings(State(shared): State<Shared>, body: Bytes) -> Reply {
    let wish: serde_json::Map<String, Value> = read(&body)?;
    let mut world = shared.world();
    let mut merged = json!(world.settings);
    for (name, value) in wish {
        merged[name] = value;
    }
    world.settings =
        serde_json::from_value::<Settings>(merged).map_err(|error| Refusal(error.to_string()))?;
    Ok(Json(json!(world.settings)))
}

async fn get_faults(State(shared): State<Shared>) -> Json<Value> {
    Json(json!(shared.world().faults.rules))
}

async fn add_faults(State(shared): State<Shared>, body: Bytes) -> Reply {
    let wish: Value = read(&body)?;
    let list = if wish.is_array() { wish } else { json!([wish]) };
    let rules: Vec<Rule> = serde_json::from_value(list).map_err(|error| Refusal(error.to_string()))?;
    let mut world = shared.world();
    world.faults.rules.extend(rules);
    Ok(Json(json!(world.faults.rules)))
}

async fn clear_faults(State(shared): State<Shared>) -> Json<Value> {
    shared.world().faults.rules.clear();
    Json(json!({ "ok": true }))
}

async fn generate(State(shared): State<Shared>, body: Bytes) -> Reply {
    let wish: Generated = read(&body)?;
    let mut world = shared.world();
    let name = world.generate(&wish);
    let dossier = world.leads.get(&name).map(|lead| lead.dossier.clone());
    Ok(Json(json!({ "lead": name, "dossier": dossier, "entries": wish.count })))
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Switch {
    lead: String,
    dataset: Dataset,
    vendor: Option<Vendor>,
}

async fn dataset(State(shared): State<Shared>, body: Bytes) -> Reply {
    let wish: Switch = read(&body)?;
    shared.world().switch(&wish.lead, &wish.dataset, wish.vendor)?;
    Ok(Json(json!({ "ok": true })))
}

#[derive(Deserialize)]
struct Wish {
    #[serde(flatten)]
    change: Change,
    #[serde(default)]
    after_reads: usize,
}

async fn change(State(shared): State<Shared>, body: Bytes) -> Reply {
    let wish: Wish = read(&body)?;
    let mut world = shared.world();
    if !world.leads.contains_key(&wish.change.lead) {
        return Err(Refusal(no_lead(&wish.change.lead)));
    }
    if wish.after_reads > 0 {
        world.planned.push(Planned { change: wish.change, readings: wish.after_reads });
        return Ok(Json(json!({ "record": null })));
    }
    let record = world.change(&wish.change)?;
    Ok(Json(json!({ "record": record })))
}

async fn requests(State(shared): State<Shared>, Query(narrow): Query<Narrow>) -> Json<Value> {
    Json(json!(shared.world().log.entries(narrow.vendor)))
}

async fn clear_requests(State(shared): State<Shared>) -> Json<Value> {
    shared.world().log.clear();
    Json(json!({ "ok": true }))
}
