//! What was asked of the vendors and what came back: connections, loads, feeds. Uses `model`, `providers` and
//! `timeline`.
//!
//! [`load`] is one loop for all vendors, over a [`Transport`] and a [`Runtime`]; a [`Course`] knows which questions
//! come one after the other, and which may be asked side by side. What does not belong here: how a vendor spells
//! things (`providers`), and anything of the browser's (`browser`).

// Whatever a vendor sends: nothing here may stop the program.
#![cfg_attr(
    not(test),
    warn(clippy::expect_used, clippy::indexing_slicing, clippy::panic, clippy::string_slice)
)]

mod address;
mod call;
mod cancel;
mod check;
mod connection;
mod connections;
mod course;
mod coverage;
mod deployment;
mod error;
mod explain;
mod explanation;
mod extent;
mod fault;
mod feed;
mod files;
mod following;
mod guard;
mod handed;
mod kept;
mod lane;
mod ledger;
mod load;
mod log;
mod options;
mod pace;
mod passphrase;
mod plan;
mod queue;
mod range;
mod reading;
mod recorded;
mod redact;
mod relative;
mod remembered;
mod report;
mod retry;
mod runtime;
mod send;
mod tabs;
mod transport;
mod vault;

pub use address::{AddressError, BaseUrl};
pub use call::{CallState, load_call, wait_before_reread};
pub use cancel::Cancel;
pub use check::{Checked, check, test_request};
pub use connection::{Connection, Keep, Prepared};
pub use connections::Connections;
pub use course::Course;
pub use coverage::Coverage;
pub use deployment::{Deployment, origins_to_ask};
pub use error::{Asked, Cause, LoadError};
pub use explanation::{Action, Explanation, KeyOf, Subject};
pub use extent::{Extent, Span};
pub use fault::{Fault, FaultKind};
pub use feed::{Feed, FeedState, Lack, Update};
pub use files::{Answer, FILE_LIMIT, File, FileSet, Files, FilesId, Part};
pub use following::{Following, Live, Tidings};
pub use guard::{EMPTY_PAGE_LIMIT, PAGE_LIMIT};
pub use lane::{Standing, Stretch, together};
pub use ledger::{HostTotal, Ledger, Witness};
pub use load::load;
pub use log::{Logged, RequestLog};
pub use options::{ConnectionOptions, MOMENT_EXPECTED, moment_given};
pub use passphrase::{Passphrase, PassphraseError};
pub use plan::Plan;
pub use queue::Queue;
pub use range::Range;
pub use recorded::{Recorded, RecordingError};
pub use redact::Redactor;
pub use remembered::Remembered;
pub use report::{FeedReport, FeedStage};
pub use retry::wait_before_retry;
pub use runtime::Runtime;
pub use tabs::TabWord;
pub use transport::{Transport, TransportError};
pub use vault::{Sealable, VaultAnswer, VaultAsk, VaultError};
