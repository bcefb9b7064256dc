//! What is remembered on this device.

use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::JsFuture;

use crate::session::{VaultAnswer, VaultAsk, VaultError};

#[wasm_bindgen(module = "/src/browser/vault.js")]
extern "C" {
    fn vault(question: &str) -> js_sys::Promise;
}

/// Asks the script that seals and stores. It is asked at once, and answers in the order of the questions.
///
/// # Errors
/// When the answer is a refusal.
pub fn ask_vault(ask: &VaultAsk) -> impl Future<Output = Result<VaultAnswer, VaultError>> + use<> {
    let promised = JsFuture::from(vault(&ask.to_text()));
    async {
        let answer = promised.await.ok().and_then(|answer| answer.as_string());
        VaultAnswer::parse(&answer.unwrap_or_default())
    }
}
