//! Why a part of a call is not there, as far as the page knows: not asked for is not the same as not there.

use crate::{
    model::Timestamp,
    timeline::{Absence, Asking, Part},
};

use super::{CallLoad, CallView};

/// Why a part of a call is not on its page.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum NothingHere {
    /// Nobody asked the vendor for it yet.
    NotLoaded,
    /// Nothing of the call is known, and it is being asked for.
    Loading,
    /// It was asked for, and is not there.
    Absent(Absence),
}

impl NothingHere {
    /// Why a part is missing; `None` when it is there. `now` is the present moment, which a countdown needs.
    pub fn of(part: Part, view: &CallView, now: Timestamp) -> Option<Self> {
        let asking = match &view.load {
            CallLoad::NotLoaded if view.call.as_ref().is_some_and(|call| call.is_whole) => Some(Asking::Done),
            CallLoad::NotLoaded => None,
            CallLoad::Loading => Some(Asking::Now),
            CallLoad::Loaded => Some(Asking::Done),
            // What it means and what can be done stands first on the page.
            CallLoad::Failed { title, .. } => Some(Asking::Failed(title)),
            CallLoad::CheckingAgain { at } => Some(Asking::Again { secs: secs_until(*at, now) }),
        };
        match (&view.call, asking) {
            (Some(call), asking) => {
                // What was never offered is not there, whether anybody asks or not.
                let absence = Absence::of(part, call, asking.unwrap_or(Asking::Done))?;
                let is_settled = asking.is_some() || absence == Absence::NotOffered;
                Some(if is_settled { Self::Absent(absence) } else { Self::NotLoaded })
            }
            (None, Some(Asking::Failed(words))) => Some(Self::Absent(Absence::Failed(words.into()))),
            (None, Some(Asking::Now | Asking::Again { .. })) => Some(Self::Loading),
            (None, Some(Asking::Done)) => Some(Self::Absent(Absence::NoneStored)),
            (None, None) => Some(Self::NotLoaded),
        }
    }

    /// The sentence shown in its place.
    pub fn words(&self, part: Part, view: &CallView) -> String {
        let vendor = view.id.vendor;
        match self {
            Self::NotLoaded => "The rest of this call is not loaded yet.".into(),
            Self::Loading => format!("Asking {} for the call.", vendor.name()),
            Self::Absent(absence) => absence.words(part, vendor),
        }
    }

    /// What a button beside the sentence says that asks the vendor; `None` where asking is of no use.
    pub const fn action(&self) -> Option<&'static str> {
        match self {
            Self::NotLoaded => Some("Load the call"),
            Self::Absent(Absence::NoneStored | Absence::Preparing { again_secs: Some(_) }) => {
                Some("Check now")
            }
            Self::Loading
            | Self::Absent(
                Absence::Failed(_)
                | Absence::Preparing { again_secs: None }
                | Absence::LeadSilent
                | Absence::NotOffered,
            ) => None,
        }
    }
}

fn secs_until(at: Timestamp, now: Timestamp) -> u64 {
    // Rounded up, so that the last second is counted down and not skipped.
    u64::try_from((at.millis() - now.millis() + 999).div_euclid(1000)).unwrap_or(0)
}
