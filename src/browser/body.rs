//! An answer's body, chunk by chunk.

use std::{pin::pin, time::Duration};

use futures_util::future::{Either, select};
use gloo_timers::future::sleep;
use js_sys::{Reflect, Uint8Array};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{ReadableStream, ReadableStreamDefaultReader};

use crate::session::TransportError;

/// How long the next chunk may take, in seconds.
const PATIENCE_SECS: u32 = 30;
/// The longest body that is read, in bytes.
pub(super) const LIMIT: usize = 64 << 20;
const CUT_OFF: TransportError = TransportError::CutOff { partial: None };

/// What was read of a body, and what kept it from being all: without the part of the answer, which is the caller's.
pub(super) struct Body {
    pub(super) bytes: Vec<u8>,
    pub(super) end: Result<(), TransportError>,
}

/// Reads a body to its end. No stream is an empty body.
pub(super) async fn read(stream: Option<ReadableStream>) -> Body {
    let mut chunks = Vec::new();
    let end = match stream.map(|stream| ReadableStreamDefaultReader::new(&stream)) {
        None => Ok(()),
        Some(Err(_)) => Err(CUT_OFF),
        Some(Ok(reader)) => fill(&mut chunks, &reader).await,
    };
    Body { bytes: joined(&chunks), end }
}

/// The chunks as one, put together at the end: what grows chunk by chunk is moved again and again.
fn joined(chunks: &[Uint8Array]) -> Vec<u8> {
    let mut bytes = vec![0; chunks.iter().map(length).sum()];
    let mut rest = bytes.as_mut_slice();
    for chunk in chunks {
        let Some((place, after)) = rest.split_at_mut_checked(length(chunk)) else { break };
        chunk.copy_to(place);
        rest = after;
    }
    bytes
}

fn length(chunk: &Uint8Array) -> usize {
    usize::try_from(chunk.length()).unwrap_or(usize::MAX)
}

async fn fill(
    chunks: &mut Vec<Uint8Array>,
    reader: &ReadableStreamDefaultReader,
) -> Result<(), TransportError> {
    let mut size: usize = 0;
    loop {
        let next = JsFuture::from(reader.read());
        let patience = pin!(sleep(Duration::from_secs(PATIENCE_SECS.into())));
        let result = match select(next, patience).await {
            Either::Left((result, _)) => result.map_err(|_cut| CUT_OFF)?,
            Either::Right(_) => {
                return Err(TransportError::TimedOut {
                    waited_secs: PATIENCE_SECS,
                    for_body: true,
                    partial: None,
                });
            }
        };
        let Some(chunk) = chunk(&result) else { return Ok(()) };
        size = size.saturating_add(length(&chunk));
        if size > LIMIT {
            return Err(TransportError::TooLarge { limit: LIMIT, partial: None });
        }
        chunks.push(chunk);
    }
}

/// The bytes of `{done, value}`; `None` at the end.
fn chunk(result: &JsValue) -> Option<Uint8Array> {
    Reflect::get(result, &"value".into()).ok()?.dyn_into().ok()
}
