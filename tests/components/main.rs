//! Components rendered to HTML, natively. One module per folder of `src/ui`.

mod call;
mod call_samples;
mod parts;
mod support;
mod thread;
mod timeline;
