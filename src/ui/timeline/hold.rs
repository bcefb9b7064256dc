//! What was in view before rows changed.

/// A row and where it stood.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Row {
    /// Its name, which survives changes of its content.
    pub(super) anchor: String,
    /// Its upper edge below the list's upper edge, in pixels.
    pub(super) offset: f64,
}

/// What was in view before rows changed.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Hold {
    /// The rows in view and some below, from the top. The first that is still there keeps its place.
    pub(super) rows: Vec<Row>,
    /// Whether the reader was at the end with the newest entry, and wants to stay there.
    pub(super) is_at_newest: bool,
    /// The row that held the focus.
    pub(super) focused: Option<String>,
}
