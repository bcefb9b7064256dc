//! Texts without case and accents, for comparing.
//!
//! Folding goes character by character, so that a place in the folded text is a place in the text as it came. Latin
//! letters lose their accents, ligatures are spelt out, combining marks vanish; everything else is only lowered.

use std::ops::Range;

/// What the letters from U+00C0 to U+017F become; a dot where [`spelt`] or lowering decides.
const LATIN: &[u8; 192] = b"\
aaaaaa.ceeeeiiiidnooooo.ouuuuy..aaaaaa.ceeeeiiiidnooooo.ouuuuy.y\
aaaaaaccccccccddddeeeeeeeeeegggggggghhhhiiiiiiiiii..jjkkklllllll\
lllnnnnnnnnnoooooo..rrrrrrssssssssttttttuuuuuuuuuuuuwwyyyzzzzzzs";
/// The same from U+1E00 to U+1EFF.
const LATIN_ADDITIONAL: &[u8; 256] = b"\
aabbbbbbccddddddddddeeeeeeeeeeffgghhhhhhhhhhiiiikkkkkkllllllllmm\
mmmmnnnnnnnnoooooooopppprrrrrrrrssssssssssttttttttuuuuuuuuuuvvvv\
wwwwwwwwwwxxxxyyzzzzzzhtwy.s....aaaaaaaaaaaaaaaaaaaaaaaaeeeeeeee\
eeeeeeeeiiiioooooooooooooooooooooooouuuuuuuuuuuuuuyyyyyyyy......";

/// A text folded.
pub(super) fn folded(text: &str) -> String {
    let mut folded = String::with_capacity(text.len());
    fold_into(&mut folded, text);
    folded
}

/// Folds a text onto the end of another.
pub(super) fn fold_into(folded: &mut String, text: &str) {
    if text.is_ascii() {
        let from = folded.len();
        folded.push_str(text);
        if let Some(new) = folded.get_mut(from..) {
            new.make_ascii_lowercase();
        }
    } else {
        text.chars().for_each(|character| push(folded, character));
    }
}

/// Whether a folded needle occurs in a text. The needle is not empty.
pub(super) fn contains(text: &str, needle: &str) -> bool {
    if !text.is_ascii() {
        return folded(text).contains(needle);
    }
    // Without a copy: this is asked of every text of a history at every key stroke.
    let Some((&first, rest)) = needle.as_bytes().split_first() else { return true };
    let bytes = text.as_bytes();
    memchr::memchr2_iter(first, first.to_ascii_uppercase(), bytes).any(|at| {
        let after = bytes.get(at + 1..at + needle.len());
        after.is_some_and(|after| after.eq_ignore_ascii_case(rest))
    })
}

/// The byte ranges of a text in which a folded needle occurs: ascending, apart, whole characters with the marks on
/// them. The needle is not empty.
pub(super) fn find(text: &str, needle: &str) -> Vec<Range<usize>> {
    if text.is_ascii() {
        let lower = text.to_ascii_lowercase();
        return lower.match_indices(needle).map(|(from, found)| from..from + found.len()).collect();
    }
    let mut folded = String::with_capacity(text.len());
    // For each byte of the folded text: where its character begins in the text.
    let mut origins: Vec<usize> = Vec::with_capacity(text.len());
    for (at, character) in text.char_indices() {
        push(&mut folded, character);
        origins.resize(folded.len(), at);
    }
    let mut ranges: Vec<Range<usize>> = Vec::new();
    for (from, found) in folded.match_indices(needle) {
        let last = from + found.len() - 1;
        let (Some(&start), Some(&last)) = (origins.get(from), origins.get(last)) else { continue };
        let end = end_of(text, last);
        match ranges.last_mut() {
            // Two hits can share a character that is spelt with two letters.
            Some(previous) if start < previous.end => previous.end = end,
            _ => ranges.push(start..end),
        }
    }
    ranges
}

fn end_of(text: &str, at: usize) -> usize {
    let rest = text.get(at..).unwrap_or_default();
    let marks = rest.chars().skip(1).take_while(|character| is_mark(*character));
    at + rest.chars().take(1).chain(marks).map(char::len_utf8).sum::<usize>()
}

const fn is_mark(character: char) -> bool {
    matches!(character, '\u{300}'..='\u{36f}')
}

fn push(folded: &mut String, character: char) {
    if character.is_ascii() {
        folded.push(character.to_ascii_lowercase());
    } else if let Some(letter) = latin(character) {
        folded.push(letter);
    } else if let Some(letters) = spelt(character) {
        folded.push_str(letters);
    } else if !is_mark(character) {
        folded.extend(character.to_lowercase().filter(|lower| !is_mark(*lower)));
    }
}

fn latin(character: char) -> Option<char> {
    let code = u32::from(character);
    let letter = match code {
        0xc0..=0x17f => LATIN.get(usize::try_from(code - 0xc0).ok()?),
        0x1e00..=0x1eff => LATIN_ADDITIONAL.get(usize::try_from(code - 0x1e00).ok()?),
        _ => None,
    };
    letter.copied().filter(|letter| *letter != b'.').map(char::from)
}

const fn spelt(character: char) -> Option<&'static str> {
    Some(match character {
        'ß' | 'ẞ' => "ss",
        'Æ' | 'æ' => "ae",
        'Œ' | 'œ' => "oe",
        'Þ' | 'þ' => "th",
        'Ĳ' | 'ĳ' => "ij",
        'ά' | 'Ά' => "α",
        'έ' | 'Έ' => "ε",
        'ή' | 'Ή' => "η",
        'ί' | 'Ί' | 'ϊ' | 'Ϊ' | 'ΐ' => "ι",
        'ό' | 'Ό' => "ο",
        'ύ' | 'Ύ' | 'ϋ' | 'Ϋ' | 'ΰ' => "υ",
        'ώ' | 'Ώ' => "ω",
        'ς' => "σ",
        'ё' | 'Ё' => "е",
        'й' | 'Й' => "и",
        '‘' | '’' => "'",
        '“' | '”' => "\"",
        '‐' | '‑' | '–' | '—' => "-",
        '\u{a0}' | '\u{202f}' | '\u{2009}' => " ",
        '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{feff}' => "",
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn case_and_accents_do_not_count() {
        for (text, plain) in [
            ("CAFÉ", "cafe"),
            ("Ångström", "angstrom"),
            ("Straße", "strasse"),
            ("Łódź", "lodz"),
            ("Việt Nam", "viet nam"),
            ("İstanbul", "istanbul"),
            ("Cafe\u{301}", "cafe"),
            ("ΆΝΝΑΣ", "αννας"),
            ("Ёлка", "елка"),
            ("don’t", "don't"),
            ("日本", "日本"),
        ] {
            assert_eq!(folded(text), folded(plain), "{text}");
        }
        assert_ne!(folded("a"), folded("b"));
    }

    #[test]
    fn ranges_are_those_of_the_text_as_it_came() {
        let texts = |text: &'static str, needle: &str| -> Vec<&str> {
            find(text, needle).into_iter().map(|range| &text[range]).collect()
        };
        assert_eq!(texts("Crème, CREME, creme\u{300}", "creme"), ["Crème", "CREME", "creme\u{300}"]);
        assert_eq!(texts("Großstraße", "s"), ["ß", "s", "ß"]);
        assert_eq!(texts("ßßß", "sss"), ["ßßß"], "two hits share the letter in the middle");
        assert_eq!(texts("no hit — here", "x"), Vec::<&str>::new());
        assert_eq!(texts("aXa", "a"), ["a", "a"]);
    }
}
