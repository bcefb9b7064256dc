//! Answers to measure the library with: what the simulator makes up, asked for as the viewer asks.

use anyhow::{Context as _, Result, bail};
use leadwake::{
    model::{Handle, Record, Timestamp, Vendor},
    providers::{Ask, Request, Response, Window, provider},
};
use vendor_simulator::{Config, Running};

/// A vendor's whole history of one lead: every question and its answer.
#[derive(Debug)]
pub struct History {
    /// The questions and their answers, in the order of asking.
    pub pages: Vec<(Request, Response)>,
}

impl History {
    /// Makes up a lead with so many entries at a vendor and asks for all of it, in the largest pages.
    ///
    /// # Errors
    /// The simulator cannot be started, or an answer is not as it should be.
    pub fn of(vendor: Vendor, entries: usize) -> Result<Self> {
        let simulator = vendor_simulator::spawn(&Config::default())?;
        let wish = format!(r#"{{"vendor":"{}","count":{entries},"seed":7,"days":89}}"#, vendor.slug());
        let made = ureq::post(format!("{}/control/generate", simulator.base())).send(wish)?;
        let made = made.into_body().read_to_string()?;
        let dossier = made.split('"').skip_while(|word| *word != "dossier").nth(2);
        let (_, native) = dossier.and_then(|text| text.split_once(':')).context("there is no lead")?;
        let handle = Handle::new(vendor, native)?;
        let window = Window { since: Timestamp::EPOCH, until: None };
        let ask = Ask { handle, window, page_size: Some(1000) };
        let mut next = Some(provider(vendor).timeline(&ask)?);
        let mut pages = Vec::new();
        while let Some(request) = next {
            let response = answer(&simulator, &request)?;
            next = provider(vendor).read(&request, &response)?.follow;
            pages.push((request, response));
        }
        Ok(Self { pages })
    }

    /// The records of every page. Every answer could be read when it came.
    pub fn records(&self) -> Vec<Vec<Record>> {
        let read = |(request, response): &(Request, Response)| {
            provider(request.vendor).read(request, response).map(|page| page.records).unwrap_or_default()
        };
        self.pages.iter().map(read).collect()
    }

    /// How many bytes the answers hold.
    pub fn bytes(&self) -> usize {
        self.pages.iter().map(|(_, response)| response.body.len()).sum()
    }
}

fn answer(simulator: &Running, request: &Request) -> Result<Response> {
    let ready = simulator.ready();
    let told = |name: &str| {
        let value = ready.pointer(&format!("/vendors/{}/{name}", request.vendor.slug()));
        value
            .and_then(|value| value.as_str())
            .map(str::to_owned)
            .context("the simulator names no such vendor")
    };
    let address = format!("{}{}", told("base_url")?, request.path_and_query());
    let mut answer = ureq::get(address).header("x-api-key", told("key")?).call()?;
    if answer.status() != 200 {
        bail!("the simulator answered {}", answer.status());
    }
    Ok(Response {
        status: 200,
        content_type: Some("application/json".into()),
        retry_after: None,
        body: answer.body_mut().with_config().limit(1 << 30).read_to_vec()?,
        arrived: None,
    })
}
