//! The demo: recorded answers through the same loader.
