//! Components rendered to HTML, natively.
