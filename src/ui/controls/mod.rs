//! Controls: what the reader changes the view with. They take signals and callbacks, never context.

pub mod connection;
pub mod density;
pub mod dossier;
pub mod facets;
pub mod feeds;
pub mod field;
pub mod file_drop;
pub mod file_list;
pub mod keep;
pub mod lanes;
pub mod order;
pub mod passphrase;
pub mod search;
pub mod theme;
pub mod vault;
pub mod zone;

pub use connection::{ConnectionCard, Learned, Site};
pub use density::DensityStrip;
pub use dossier::DossierForm;
pub use facets::FilterChips;
pub use feeds::{FeedLine, FeedList, FeedProblem, FeedProblems, needs_key};
pub use file_drop::FileDrop;
pub use file_list::{FileList, PartChoice};
pub use keep::{KeepChoice, Keeping, VaultDesk};
pub use lanes::{Lane, LaneLine, Lanes, lane_words};
pub use order::OrderChoice;
pub use passphrase::PassphraseField;
pub use search::{SearchBox, SearchStep};
pub use theme::ThemeChoice;
pub use vault::VaultCard;
pub use zone::ZoneControl;
