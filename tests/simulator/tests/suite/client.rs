//! A small client for the simulator's own tests.

use serde_json::{Value, json};
use ureq::http::{HeaderMap, Request};
use vendor_simulator::{Config, Running, Vendor, spawn};

/// A simulator and the means to ask it.
pub(crate) struct Sim {
    /// The simulator.
    pub(crate) running: Running,
    agent: ureq::Agent,
}

/// What came back.
pub(crate) struct Reply {
    /// The status.
    pub(crate) status: u16,
    /// The headers.
    pub(crate) headers: HeaderMap,
    /// The body.
    pub(crate) text: String,
}

impl Reply {
    /// The body as JSON.
    pub(crate) fn json(&self) -> Value {
        serde_json::from_str(&self.text).unwrap_or_else(|error| panic!("{error} in {}", self.text))
    }

    /// A header, empty when it is not there.
    pub(crate) fn header(&self, name: &str) -> &str {
        self.headers.get(name).map(|value| value.to_str().unwrap()).unwrap_or_default()
    }
}

impl Sim {
    /// Starts one whose story ends at a fixed moment.
    pub(crate) fn start() -> Self {
        Self::with(&Config { now: Some(time::macros::datetime!(2026-11-20 17:00 UTC)), ..Config::default() })
    }

    /// Starts one as configured.
    pub(crate) fn with(config: &Config) -> Self {
        let running = spawn(config).unwrap();
        let config = ureq::Agent::config_builder()
            .http_status_as_error(false)
            .max_redirects(0)
            .max_redirects_will_error(false)
            .allow_non_standard_methods(true)
            .build();
        Self { running, agent: config.into() }
    }

    /// Sends any request to a path on the server; an error where no whole answer came.
    pub(crate) fn send(
        &self,
        method: &str,
        path: &str,
        headers: &[(&str, &str)],
        body: &str,
    ) -> Result<Reply, ureq::Error> {
        let mut request = Request::builder().method(method).uri(format!("{}{path}", self.running.base()));
        for (name, value) in headers {
            request = request.header(*name, *value);
        }
        let mut response = if body.is_empty() {
            self.agent.run(request.body(()).unwrap())?
        } else {
            self.agent.run(request.body(body.to_owned()).unwrap())?
        };
        let bytes = response.body_mut().with_config().limit(1 << 30).read_to_vec()?;
        Ok(Reply {
            status: response.status().as_u16(),
            headers: response.headers().clone(),
            text: String::from_utf8_lossy(&bytes).into_owned(),
        })
    }

    /// Asks a vendor with its right key; the path is written after the base URL.
    pub(crate) fn get(&self, vendor: Vendor, path: &str) -> Reply {
        self.try_get(vendor, path).unwrap()
    }

    /// The same; an error where no whole answer came.
    pub(crate) fn try_get(&self, vendor: Vendor, path: &str) -> Result<Reply, ureq::Error> {
        let key = vendor.key();
        let token = format!("Token {key}");
        let header =
            if vendor == Vendor::Attendee { ("authorization", token.as_str()) } else { ("x-api-key", key) };
        self.send("GET", &format!("{}{path}", vendor.base_path()), &[header], "")
    }

    /// Asks the control API, which must agree.
    pub(crate) fn control(&self, method: &str, path: &str, body: &Value) -> Value {
        let body = if body.is_null() { String::new() } else { body.to_string() };
        let reply = self.send(method, &format!("/control{path}"), &[], &body).unwrap();
        assert_eq!(reply.status, 200, "{}", reply.text);
        reply.json()
    }

    /// Switches a fault on.
    pub(crate) fn fault(&self, rule: &Value) {
        self.control("POST", "/faults", rule);
    }

    /// All pages of Apten's events from the beginning; the query goes on from `since`.
    pub(crate) fn events(&self, room: &str, query: &str) -> Vec<Value> {
        let mut pages = Vec::new();
        let mut token = String::new();
        loop {
            let page = self
                .get(Vendor::Apten, &format!("/leads/{room}/events?since=1970-01-01T00:00:00Z{query}{token}"))
                .json();
            let next = page["nextToken"].as_str().map(encode);
            pages.push(page);
            let Some(next) = next else { return pages };
            token = format!("&nextToken={next}");
        }
    }

    /// All messages of a bot, following the cursors.
    pub(crate) fn chat(&self, bot: &str) -> Vec<Value> {
        let mut messages = Vec::new();
        let mut query = String::new();
        loop {
            let page = self.get(Vendor::Attendee, &format!("/bots/{bot}/chat_messages{query}")).json();
            messages.extend(page["results"].as_array().unwrap().clone());
            let Some(next) = page["next"].as_str() else { return messages };
            query = format!("?{}", next.split_once('?').unwrap().1);
        }
    }

    /// The truth about a lead as the control API tells it.
    pub(crate) fn truth(&self, lead: &str) -> Vec<Value> {
        self.control("GET", &format!("/truth/{lead}"), &json!(null)).as_array().unwrap().clone()
    }
}

/// Percent-encodes a query value.
pub(crate) fn encode(text: &str) -> String {
    percent_encoding::utf8_percent_encode(text, percent_encoding::NON_ALPHANUMERIC).to_string()
}
