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
const LIMIT: usize = 64 << 20;
const CUT_OFF: TransportError = TransportError::CutOff { partial: None };

/// What was read of a body, and what kept it from being all: without the part of the answer, which is the caller's.
pub(super) struct Body {
    pub(super) bytes: Vec<u8>,
    pub(super) end: Result<(), TransportError>,
}

/// Reads a body to its end. No stream is an empty body.
pub(super) async fn read(stream: Option<ReadableStream>) -> Body {
    let mut bytes = Vec::new();
    let end = match stream.map(|stream| ReadableStreamDefaultReader::new(&stream)) {
        None => Ok(()),
        Some(Err(_)) => Err(CUT_OFF),
        Some(Ok(reader)) => fill(&mut bytes, &reader).await,
    };
    Body { bytes, end }
}

async fn fill(bytes: &mut Vec<u8>, reader: &ReadableStreamDefaultReader) -> Result<(), TransportError> {
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
        let start = bytes.len();
        let length = usize::try_from(chunk.length()).unwrap_or(usize::MAX);
        if start.saturating_add(length) > LIMIT {
            return Err(TransportError::TooLarge { limit: LIMIT, partial: None });
        }
        bytes.resize(start + length, 0);
        if let Some(place) = bytes.get_mut(start..) {
            chunk.copy_to(place);
        }
    }
}

/// The bytes of `{done, value}`; `None` at the end.
fn chunk(result: &JsValue) -> Option<Uint8Array> {
    Reflect::get(result, &"value".into()).ok()?.dyn_into().ok()
}
