//! How each vendor's part of a load stands.

use serde::Serialize;

use super::{Coverage, Fault, Feed, FeedState, LoadError};
use crate::model::{Handle, Timestamp, Vendor};

/// How the reading of a feed stands.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "types", derive(tsify::Tsify))]
#[serde(tag = "kind", rename_all = "kebab-case")]
pub enum FeedStage {
    /// The vendor is being asked.
    Loading,
    /// A try failed; the next one is due.
    Waiting {
        /// When it is due, by the device's clock.
        until: Timestamp,
        /// Which try comes next: 2 is the second.
        attempt: u32,
    },
    /// Everything that was asked for is here.
    Ready,
    /// It ended early. What had come is kept.
    Failed,
    /// It was ended from outside. What had come is kept.
    Stopped,
}

/// One vendor's part of a load: what is opened there, how far the reading is, and what went wrong. Of some vendors a
/// lead has several.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "types", derive(tsify::Tsify), tsify(missing_as_null))]
#[serde(rename_all = "camelCase")]
pub struct FeedReport {
    /// The vendor.
    pub vendor: Vendor,
    /// What is opened there; a frame does not say it, since it may have it from its reader.
    pub handle: Option<Handle>,
    /// How the reading stands.
    pub stage: FeedStage,
    /// What went wrong, while waiting for another try too.
    pub error: Option<Fault>,
    /// Which part of the vendor's history is here without a gap.
    pub coverage: Coverage,
    /// How many answers were read.
    pub pages: usize,
    /// How many different records came.
    pub records: usize,
    /// How many entries they give.
    pub entries: usize,
    /// How many records in the answers belong to other leads and were passed over.
    pub others: usize,
    /// What a reader should know, in sentences; a frame says none.
    pub remarks: Vec<String>,
}

impl FeedReport {
    /// How a feed of a lead stands.
    pub fn of(feed: &Feed, fault: impl Fn(Vendor, &LoadError) -> Fault) -> Self {
        let vendor = feed.handle.vendor;
        let stage = match &feed.state {
            FeedState::NotAsked | FeedState::Loading => FeedStage::Loading,
            FeedState::Waiting { until, attempt, .. } => {
                FeedStage::Waiting { until: *until, attempt: *attempt }
            }
            FeedState::Ready => FeedStage::Ready,
            FeedState::Failed(_) => FeedStage::Failed,
            FeedState::Stopped => FeedStage::Stopped,
        };
        Self {
            vendor,
            handle: Some(feed.handle.clone()),
            stage,
            error: feed.error().map(|error| fault(vendor, error)),
            coverage: feed.coverage,
            pages: feed.pages,
            records: feed.records(),
            entries: feed.entries(),
            others: feed.others,
            remarks: feed.remarks.clone(),
        }
    }

    /// The same without what names the lead.
    #[must_use]
    pub fn discreet(self) -> Self {
        Self { handle: None, remarks: Vec::new(), ..self }
    }
}
