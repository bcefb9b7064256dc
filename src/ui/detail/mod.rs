//! What the pages of one thing share: the frame with its heading and close button, sections, the record behind it.
//!
//! What does not belong here: anything that is about calls or threads alone.

pub mod frame;
pub mod record;
pub mod section;

pub use frame::Frame;
pub use record::RecordSection;
pub use section::Section;
