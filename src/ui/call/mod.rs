//! The page of one call.
//!
//! What does not belong here: what a call means in words (`timeline`), asking vendors again (`session`).

pub mod call_intro;
pub mod call_page;
mod call_view;
mod clockwork;
mod flags;
mod glance;
pub mod journey;
mod nothing_here;
pub mod recording;
mod speaker;
pub mod summary;
pub mod talk;
mod talk_strip;
pub mod transcript;
mod transcript_copy;
pub mod transcript_find;
mod transcript_model;
pub mod transcript_note;
mod transcript_rows;

pub use call_intro::CallIntro;
pub use call_page::CallPage;
pub use call_view::{CallLoad, CallView};
pub use clockwork::{Clockwork, offset_words};
pub use flags::flags;
pub use glance::{ended_by_words, glance};
pub use journey::Journey;
pub use nothing_here::NothingHere;
pub use recording::RecordingSection;
pub use speaker::{Speaker, Speakers, party_label, voice_class};
pub use summary::Summary;
pub use talk::TalkSection;
pub use talk_strip::{STRIP_WIDTH, lane_path, stretch_path};
pub use transcript::{Transcript, TurnAddress};
pub use transcript_copy::{CopyTimes, transcript_text};
pub use transcript_model::TranscriptModel;
pub use transcript_note::TranscriptNote;
