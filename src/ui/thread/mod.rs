//! The pages of a thread as a whole: a conversation, an SMS or e-mail thread, a meeting's chat.
//!
//! What does not belong here: how a single message looks, which is the timeline's ([`super::timeline::EntryRow`]).

pub mod conversation_page;
pub mod meeting_page;
pub mod messages;
mod participant;
pub mod participants;
pub mod qualification;
pub mod stage;
pub mod thread_page;
mod thread_text;
mod thread_words;

pub use conversation_page::ConversationPage;
pub use meeting_page::MeetingPage;
pub use messages::Messages;
pub use participant::{Participant, Participants, initials};
pub use participants::ParticipantList;
pub use qualification::QualificationSection;
pub use stage::StageSection;
pub use thread_page::ThreadPage;
pub use thread_text::thread_text;
pub use thread_words::{audience_counts, count_words, thread_facts, thread_title};
