//! How the vocabulary is written for programs in JavaScript, where its own shape would not do.
//!
//! Words of a vendor's that this viewer does not know are `{other: "…"}` everywhere, so that none can pass for a known one.

use serde::{Serialize, Serializer, ser::SerializeStruct as _};

fn single<S: Serializer>(
    name: &'static str,
    value: &impl Serialize,
    serializer: S,
) -> Result<S::Ok, S::Error> {
    let mut object = serializer.serialize_struct("Single", 1)?;
    object.serialize_field(name, value)?;
    object.end()
}

/// A word that is not known.
pub(super) fn other<S: Serializer>(word: &impl Serialize, serializer: S) -> Result<S::Ok, S::Error> {
    single("other", word, serializer)
}

/// A known instant.
pub(super) fn at<S: Serializer>(at: &impl Serialize, serializer: S) -> Result<S::Ok, S::Error> {
    single("at", at, serializer)
}

/// A text as it came.
pub(super) fn text<S: Serializer>(text: &str, serializer: S) -> Result<S::Ok, S::Error> {
    single("text", &text, serializer)
}

/// A number that is too great for JavaScript, as sixteen hexadecimal digits.
pub(super) fn hexadecimal<S: Serializer>(number: &u64, serializer: S) -> Result<S::Ok, S::Error> {
    serializer.collect_str(&format_args!("{number:016x}"))
}
