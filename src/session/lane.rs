//! How each part of a history stands: what is here, what is on its way, what is missing.

use super::{Feed, FeedState, Span};
use crate::model::Timestamp;

/// How a part of a history stands. Ascending by how much the reader should know of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Standing {
    /// Everything that the vendor has is here.
    Here,
    /// What there is cannot be known: it is from files, which hold what they hold.
    Unknowable,
    /// It was not asked for.
    Unread,
    /// It is being read.
    Reading,
    /// Reading it failed.
    Failed,
}

/// A part of a history with how it stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Stretch {
    /// Which part.
    pub span: Span,
    /// How it stands.
    pub standing: Standing,
}

impl Feed {
    /// How the history stands between two moments, without gaps, ascending; neighbours stand differently.
    pub fn lane(&self, within: Span) -> Vec<Stretch> {
        let ahead: Vec<_> = self.ahead().collect();
        let extent = &self.extent;
        let rest = match self.state {
            _ if self.from.is_some() => Standing::Unknowable,
            FeedState::Loading | FeedState::Waiting { .. } if ahead.is_empty() && extent.tail().is_none() => {
                Standing::Reading
            }
            FeedState::Failed(_) if ahead.is_empty() && extent.tail().is_none() => Standing::Failed,
            FeedState::NotAsked
            | FeedState::Loading
            | FeedState::Waiting { .. }
            | FeedState::Ready
            | FeedState::Failed(_)
            | FeedState::Stopped => Standing::Unread,
        };
        let standing = |at: Timestamp| {
            if extent.holds(at) {
                return Standing::Here;
            }
            let reading =
                ahead.iter().find(|(from, until, _)| *from <= at && until.is_none_or(|until| at < until));
            match (reading, &self.state) {
                (Some(_), FeedState::Loading | FeedState::Waiting { .. }) => Standing::Reading,
                (Some((.., true)), FeedState::Failed(_)) => Standing::Failed,
                _ => rest,
            }
        };
        let of_extent = extent.spans().iter().flat_map(|span| [span.from, span.until]).chain(extent.tail());
        let of_ahead = ahead.iter().flat_map(|(from, until, _)| [Some(*from), *until]).flatten();
        cut(within, of_extent.chain(of_ahead), standing)
    }
}

/// Several lanes over the same time as one: of each moment what the reader should know most.
pub fn together(within: Span, lanes: &[Vec<Stretch>]) -> Vec<Stretch> {
    let edges = lanes.iter().flatten().flat_map(|stretch| [stretch.span.from, stretch.span.until]);
    cut(within, edges, |at| {
        let those = lanes.iter().flatten().filter(|one| one.span.from <= at && at < one.span.until);
        those.map(|one| one.standing).max().unwrap_or(Standing::Unknowable)
    })
}

/// Cuts a time at these moments; what stands alike is one.
fn cut(
    within: Span,
    edges: impl Iterator<Item = Timestamp>,
    standing: impl Fn(Timestamp) -> Standing,
) -> Vec<Stretch> {
    let mut edges: Vec<Timestamp> = edges.filter(|at| within.from < *at && *at < within.until).collect();
    edges.extend([within.from, within.until]);
    edges.sort_unstable();
    let mut stretches: Vec<Stretch> = Vec::new();
    for pair in edges.windows(2) {
        let [from, until] = *pair else { continue };
        let standing = standing(from);
        match stretches.last_mut() {
            _ if from >= until => {}
            Some(last) if last.standing == standing => last.span.until = until,
            Some(_) | None => stretches.push(Stretch { span: Span { from, until }, standing }),
        }
    }
    stretches
}
