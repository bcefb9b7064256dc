//! What stands between strangers' bytes and the reader: which addresses can be opened, and that no key is shown.

use base64::{
    Engine as _, alphabet,
    engine::{DecodePaddingMode, GeneralPurpose, GeneralPurposeConfig, general_purpose},
};
use leadwake::{
    model::{ApiKey, web_url},
    session::Redactor,
};
use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, percent_decode, utf8_percent_encode};

use crate::target::hold;

fn seeds(texts: &[&str]) -> Vec<Vec<u8>> {
    texts.iter().map(|text| text.as_bytes().to_vec()).collect()
}

/// Addresses as records hold them, and as somebody writes them who wants to be taken for somebody else.
const ADDRESSES: &[&str] = &[
    "https://recordings.example/a/b.mp3?x=1#t=3",
    "HTTP://A.example:8080/\u{e9}",
    "mailto:dana@example.com?subject=a%20b",
    "tel:+14155550142;ext=1",
    "javascript:alert(1)//https://a.example/",
    "java\nscript:alert(1)",
    "\u{1}javascript:alert(1)",
    "data:text/html;base64,PHNjcmlwdD4=",
    "blob:https://a.example/0",
    "https://good.example@evil.example/",
    "https:\\\\good.example\\@evil.example",
    "https://good.example\u{2044}evil.example/",
    "https://\u{430}pple.example/",
    "https://xn--pple-43d.example/",
    "https://a%2eexample/",
    "https:////a.example",
    "https://0x7f.1/",
    "https://[::ffff:127.0.0.1]/",
    "ws:a.example",
    "file://a.example/etc/passwd",
];

#[test]
fn links() {
    hold("link", seeds(ADDRESSES), |bytes| {
        let text = String::from_utf8_lossy(bytes);
        let Ok(url) = web_url(&text) else { return };
        let Some(host) = url.host_str().filter(|host| !host.is_empty()) else { return };
        assert_eq!(web_url(url.as_str()).as_ref(), Ok(&url), "{url} is not read as it is written out");
        assert!(host.is_ascii(), "{host} is written in other letters");
        let (typed, host) = (text.to_ascii_lowercase(), host.to_ascii_lowercase());
        // What a parser passes over is nobody's name.
        let typed: String = typed.chars().filter(|one| !matches!(one, '\t' | '\n' | '\r')).collect();
        let is_number = host.starts_with('[') || host.parse::<std::net::Ipv4Addr>().is_ok();
        assert!(is_number || typed.contains(&host), "{text:?} leads to {host}, which it does not name");
    });
}

/// What stays as it is in an address, by RFC 3986.
const UNRESERVED: &AsciiSet = &NON_ALPHANUMERIC.remove(b'-').remove(b'.').remove(b'_').remove(b'~');
/// What stays in Python's `quote`, and in JavaScript's `encodeURIComponent`.
const OF_PYTHON: &AsciiSet = &UNRESERVED.remove(b'/');
const OF_JAVASCRIPT: &AsciiSet =
    &UNRESERVED.remove(b'!').remove(b'*').remove(b'\'').remove(b'(').remove(b')');
/// Of a text in base64, where nothing tells where it ends.
const LENIENT: GeneralPurposeConfig = GeneralPurposeConfig::new()
    .with_decode_padding_mode(DecodePaddingMode::Indifferent)
    .with_decode_allow_trailing_bits(true);

fn digits(text: &str) -> String {
    text.bytes().map(|byte| format!("{byte:02x}")).collect::<Vec<_>>().concat()
}

/// `\u00xx` for what is not to stay.
fn in_json(text: &str, stays: fn(&char) -> bool) -> String {
    text.chars()
        .map(|one| if stays(&one) { one.to_string() } else { format!("\\u{:04x}", u32::from(one)) })
        .collect()
}

/// Every way to write a key that servers have, alone or behind what else they sent.
fn spellings(key: &str, before: &str, after: &str) -> Vec<String> {
    let json = serde_json::to_string(key).unwrap();
    let json = json[1..json.len() - 1].to_owned();
    let mut plain = vec![
        key.to_owned(),
        json.replace('/', "\\/"),
        json,
        in_json(key, |_| false),
        in_json(key, char::is_ascii_alphanumeric),
        digits(key),
        digits(key).to_uppercase(),
        key.bytes().map(|byte| format!("%{byte:02X}")).collect::<Vec<_>>().concat(),
    ];
    for set in [NON_ALPHANUMERIC, UNRESERVED, OF_PYTHON, OF_JAVASCRIPT] {
        let upper = utf8_percent_encode(key, set).to_string();
        let lower = upper.split('%').enumerate().map(|(at, part)| match part.split_at_checked(2) {
            Some((escape, rest)) if at > 0 => format!("%{}{rest}", escape.to_lowercase()),
            _ => part.to_owned(),
        });
        plain.push(lower.collect());
        plain.push(upper);
    }
    let mut all: Vec<String> = plain.iter().map(|spelling| format!("{before}{spelling}{after}")).collect();
    let whole = format!("{before}{key}{after}");
    for engine in [general_purpose::STANDARD, general_purpose::URL_SAFE, general_purpose::URL_SAFE_NO_PAD] {
        all.push(engine.encode(&whole));
        all.push(engine.encode(key));
    }
    all
}

/// Whether somebody who tries can read a key in a text.
fn can_be_read(text: &[u8], key: &str) -> bool {
    let holds = |bytes: &[u8]| memchr::memmem::find(bytes, key.as_bytes()).is_some();
    if holds(text) || holds(&percent_decode(text).collect::<Vec<_>>()) {
        return true;
    }
    let unescaped: serde_json::Result<String> = serde_json::from_slice(&[b"\"", text, b"\""].concat());
    if unescaped.is_ok_and(|text| holds(text.as_bytes())) {
        return true;
    }
    let hexadecimal = text.split(|byte| !byte.is_ascii_hexdigit()).any(|run| {
        (0..2).any(|skipped| {
            let pairs = run.get(skipped..).unwrap_or_default().chunks_exact(2);
            let byte = |pair: &[u8]| u8::from_str_radix(std::str::from_utf8(pair).unwrap(), 16).unwrap();
            holds(&pairs.map(byte).collect::<Vec<_>>())
        })
    });
    hexadecimal
        || [alphabet::STANDARD, alphabet::URL_SAFE].iter().any(|letters| {
            let engine = GeneralPurpose::new(letters, LENIENT);
            let is_letter = |byte: &u8| letters.as_str().as_bytes().contains(byte);
            text.split(|byte| !is_letter(byte)).any(|run| {
                (0..4).any(|skipped| {
                    let run = run.get(skipped..).unwrap_or_default();
                    // A last letter alone says nothing.
                    let run = if run.len() % 4 == 1 { &run[..run.len() - 1] } else { run };
                    engine.decode(run).is_ok_and(|bytes| holds(&bytes))
                })
            })
        })
}

/// Longer answers are not masked otherwise, and take this law long.
const ENOUGH: usize = 600;

/// A key in the first line, and what a server sends around it in the others.
#[test]
fn no_key_is_shown() {
    let answers = seeds(&[
        "nl_live_0123456789abcdef\nyou sent {}, which is wrong",
        "Ak+/9\\\"=?&%7e.-_~\n{\"error\":\"Bad key '{}'\"}",
        "abababab\nabab{}abab",
        "12345678\nBasic dXNlcjp{}",
        "key of two words\nToken {}\r\n",
        "short\nshort stories are short",
        "cafecafecafe\ncafe{}cafe %63%61%66%65 \\u0063\\u0061",
    ]);
    hold("redact", answers, |bytes| {
        let text = String::from_utf8_lossy(&bytes[..bytes.len().min(ENOUGH)]);
        let (typed, answer) = text.split_once('\n').unwrap_or(("0123456789abcdef", &text));
        let Some(key) = ApiKey::new(typed) else { return };
        let redactor = Redactor::new(Some(&key));
        let key = key.expose();
        let (before, after) = answer.split_once("{}").unwrap_or((answer, ""));
        // Pieces of eight letters are what is looked for at the least, however the key is written.
        let own = spellings(key, "", "").into_iter().chain(["", "a", "aa"].map(|around| {
            let shifted = general_purpose::STANDARD.encode(format!("{around}{key}"));
            shifted.get(around.len() + around.len().min(1)..).unwrap_or_default().to_owned()
        }));
        let is_hinted = own.flat_map(|one| [one.replace('+', "-").replace('/', "_"), one]).any(|one| {
            one.as_bytes().windows(8).any(|piece| memchr::memmem::find(answer.as_bytes(), piece).is_some())
        });
        if key.len() < 8 || !is_hinted {
            assert_eq!(redactor.clean_text(answer), answer, "a text without the key is changed");
        }
        if key.len() < 8 || key.contains("[key]") {
            return;
        }
        for spelt in spellings(key, before, after) {
            let clean = redactor.clean_text(&spelt);
            assert!(!can_be_read(clean.as_bytes(), key), "{key} can be read in {clean}");
            assert_eq!(redactor.clean(spelt.clone().into_bytes()), clean.as_bytes());
        }
    });
}
