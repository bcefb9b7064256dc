//! Components rendered to HTML, natively. One module per folder of `src/ui`.

mod parts;
mod support;
