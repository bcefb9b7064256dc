//! Files that the reader gives.

use js_sys::Uint8Array;
use wasm_bindgen_futures::JsFuture;

use crate::session::File;

/// Reads a file that the reader gave, unless it is too long. Nothing of it goes anywhere.
pub async fn read_file(file: &web_sys::File) -> File {
    let name = file.name();
    // A number of bytes comes as a float, and is whole and positive.
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "a length is whole and positive"
    )]
    let length = file.size() as usize;
    if let Some(problem) = File::too_long(length) {
        return File::unread(&name, problem);
    }
    match JsFuture::from(file.array_buffer()).await {
        Ok(buffer) => File::read(&name, &Uint8Array::new(&buffer).to_vec()),
        Err(_no_reason) => File::unread(
            &name,
            "The browser cannot read it: it may be a folder, or have been moved or changed meanwhile.",
        ),
    }
}
