//! The list: days, entries, and how the reader moves through them.
