//! Bytes made of other bytes: what was seen before, changed in a few places.

use proptest::{prelude::*, sample::Index};

/// One change.
#[derive(Debug, Clone)]
enum Edit {
    Set(Index, u8),
    Insert(Index, Vec<u8>),
    Remove(Index, usize),
    Repeat(Index, usize, usize),
    Truncate(Index),
    /// A piece of another seed.
    Splice(Index, Index, Index, usize),
}

/// What parsers of JSON, times, addresses and numbers stumble over.
const ODD: &[&str] = &[
    "null",
    "true",
    "{}",
    "[]",
    "\"\"",
    "-0",
    "1e400",
    "-1e-400",
    "9223372036854775808",
    "-9223372036854775808",
    "18446744073709551616",
    "253402300800000",
    "0.0000001",
    "NaN",
    "\\ud83d",
    "\\u0000",
    "\u{feff}",
    "\u{202e}",
    "\u{1f469}\u{200d}\u{1f4bb}",
    "\u{0}",
    "\"",
    "\\",
    "{",
    "}",
    "[",
    "]",
    ",",
    ":",
    "{\"id\":",
    "\"id\":\"x\",",
    "[[[[[[[[",
    "..",
    "%2e%2e",
    "%",
    "//",
    "\\\\",
    "@",
    "#",
    "?",
    "&",
    "=",
    ";",
    " ",
    "\r\n",
    "0000",
    "9999",
    "-00:00",
    "+99:99",
    "T24:00:60Z",
    "https://",
    "http://127.0.0.1:1",
    "cursor=",
    "since=",
    "days=",
    "q=",
    "e/",
    "call/",
    "thread/",
    "apten:",
    "lead:",
];

fn piece() -> impl Strategy<Value = Vec<u8>> {
    prop_oneof![
        4 => prop::sample::select(ODD).prop_map(|text| text.as_bytes().to_vec()),
        1 => prop::collection::vec(any::<u8>(), 1..5),
        1 => any::<char>().prop_map(|one| one.to_string().into_bytes()),
    ]
}

fn edit() -> impl Strategy<Value = Edit> {
    let at = any::<Index>;
    prop_oneof![
        2 => (at(), any::<u8>()).prop_map(|(at, byte)| Edit::Set(at, byte)),
        4 => (at(), piece()).prop_map(|(at, piece)| Edit::Insert(at, piece)),
        2 => (at(), 1_usize..40).prop_map(|(at, length)| Edit::Remove(at, length)),
        1 => (at(), 1_usize..60, 1_usize..200).prop_map(|(at, length, times)| Edit::Repeat(at, length, times)),
        1 => at().prop_map(Edit::Truncate),
        2 => (at(), at(), at(), 1_usize..400).prop_map(|(at, seed, from, length)| Edit::Splice(at, seed, from, length)),
    ]
}

/// A place in the bytes, or their end.
fn place(at: Index, bytes: &[u8]) -> usize {
    at.index(bytes.len() + 1)
}

fn apply(mut bytes: Vec<u8>, edit: Edit, seeds: &[Vec<u8>]) -> Vec<u8> {
    let insert = |bytes: Vec<u8>, at: usize, piece: &[u8]| {
        let (head, tail) = bytes.split_at(at);
        [head, piece, tail].concat()
    };
    match edit {
        Edit::Set(at, byte) => {
            let at = place(at, &bytes);
            if let Some(old) = bytes.get_mut(at) {
                *old = byte;
            }
            bytes
        }
        Edit::Insert(at, piece) => {
            let at = place(at, &bytes);
            insert(bytes, at, &piece)
        }
        Edit::Remove(at, length) => {
            let from = place(at, &bytes);
            let to = (from + length).min(bytes.len());
            bytes.drain(from..to);
            bytes
        }
        Edit::Repeat(at, length, times) => {
            let from = place(at, &bytes);
            let piece = bytes[from..(from + length).min(bytes.len())].repeat(times);
            insert(bytes, from, &piece)
        }
        Edit::Truncate(at) => {
            bytes.truncate(place(at, &bytes));
            bytes
        }
        Edit::Splice(at, seed, from, length) => {
            let other = seed.get(seeds);
            let from = place(from, other);
            let piece = &other[from..(from + length).min(other.len())];
            let at = place(at, &bytes);
            insert(bytes, at, piece)
        }
    }
}

/// One of the seeds with up to eight changes. Shrinks to fewer.
pub(crate) fn mutated(seeds: Vec<Vec<u8>>) -> impl Strategy<Value = Vec<u8>> {
    (any::<Index>(), prop::collection::vec(edit(), 0..8)).prop_map(move |(seed, edits)| {
        edits.into_iter().fold(seed.get(&seeds).clone(), |bytes, edit| apply(bytes, edit, &seeds))
    })
}
