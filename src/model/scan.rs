//! Finding the values of JSON by their places alone, several times as quickly as a parser that is made to hand over any type.
//!
//! What is taken here is JSON to the letter. What is not taken may be JSON all the same, or deeper than is looked here: the
//! parser is asked then, which also says what is wrong.

use std::borrow::Cow;

use super::verbatim::name_of;

/// How many brackets may be open: one bit each.
const DEPTH: u32 = u64::BITS;
const ONES: u64 = 0x0101_0101_0101_0101;
const HIGHS: u64 = ONES << 7;

/// A name, and the verbatim text of a value.
pub(super) type Member<'a> = (Cow<'a, str>, &'a str);

/// The members of an object.
pub(super) fn members(text: &str) -> Option<Vec<Member<'_>>> {
    // As many as most records have: growing step by step takes longer than finding them. More would not be among what a
    // browser's memory is quickly given for.
    let mut members = Vec::with_capacity(12);
    Scan { text, at: 0 }.all(|scan| {
        scan.list(b'{', b'}', |scan| {
            let name = scan.name()?;
            members.push((name.found(), scan.value()?));
            Some(())
        })
    })?;
    Some(members)
}

/// The items of a list.
pub(super) fn items(text: &str) -> Option<Vec<&str>> {
    let mut items = None;
    Scan { text, at: 0 }.all(|scan| scan.descend(&[], &mut Vec::new(), &mut items))?;
    items
}

/// The members of an object, and the items of the list that is the value of the last member of this name, of those in it of
/// the next name, and so on.
pub(super) fn listed<'a>(text: &'a str, path: &[&str]) -> Option<(Vec<Member<'a>>, Vec<&'a str>)> {
    let (mut members, mut items) = (Vec::new(), None);
    Scan { text, at: 0 }.all(|scan| scan.descend(path, &mut members, &mut items))?;
    Some((members, items?))
}

/// What stands between the quotes of a string in which nothing is escaped.
pub(super) fn plain(value: &str) -> Option<&str> {
    let end = plain_until(value.as_bytes(), 1);
    (value.starts_with('"') && value.ends_with('"') && end + 1 == value.len())
        .then(|| value.get(1..end))
        .flatten()
}

/// A member's name with its quotes, and whether it is as it stands there.
struct Name<'a> {
    text: &'a str,
    is_plain: bool,
}

impl<'a> Name<'a> {
    fn found(&self) -> Cow<'a, str> {
        match self.text.get(1..self.text.len() - 1) {
            Some(plain) if self.is_plain => Cow::Borrowed(plain),
            _ => name_of(self.text),
        }
    }
}

struct Scan<'a> {
    text: &'a str,
    at: usize,
}

impl<'a> Scan<'a> {
    /// Reads the whole text as one value.
    fn all(&mut self, value: impl FnOnce(&mut Self) -> Option<()>) -> Option<()> {
        self.space();
        value(self)?;
        self.space();
        (self.at == self.text.len()).then_some(())
    }

    /// Reads what a path leads through, and the list at its end.
    fn descend(
        &mut self,
        path: &[&str],
        members: &mut Vec<Member<'a>>,
        items: &mut Option<Vec<&'a str>>,
    ) -> Option<()> {
        let Some((wanted, rest)) = path.split_first() else {
            let mut found = Vec::new();
            self.list(b'[', b']', |scan| {
                found.push(scan.value()?);
                Some(())
            })?;
            *items = Some(found);
            return Some(());
        };
        self.list(b'{', b'}', |scan| {
            // An escaped name may be the one that is wanted; nobody sends one.
            let name = scan.name().filter(|name| name.is_plain)?.found();
            let from = scan.at;
            if name == *wanted {
                *items = None;
                scan.descend(rest, &mut Vec::new(), items)?;
            } else {
                scan.value()?;
            }
            members.push((name, scan.text.get(from..scan.at)?));
            Some(())
        })
    }

    /// Reads what stands between two brackets, with commas between.
    fn list(&mut self, opener: u8, closer: u8, mut part: impl FnMut(&mut Self) -> Option<()>) -> Option<()> {
        self.take(opener)?;
        self.space();
        if self.take(closer).is_some() {
            return Some(());
        }
        loop {
            part(self)?;
            self.space();
            if self.take(closer).is_some() {
                return Some(());
            }
            self.take(b',')?;
            self.space();
        }
    }

    /// Reads a member's name, and goes on to its value.
    fn name(&mut self) -> Option<Name<'a>> {
        let from = self.at;
        let is_plain = self.string()?;
        let text = self.text.get(from..self.at)?;
        self.space();
        self.take(b':')?;
        self.space();
        Some(Name { text, is_plain })
    }

    fn value(&mut self) -> Option<&'a str> {
        let from = self.at;
        // Which of the open brackets are braces, the innermost one in the lowest bit.
        let (mut braces, mut depth) = (0_u64, 0);
        loop {
            match self.peek()? {
                opener @ (b'{' | b'[') if depth < DEPTH => {
                    let is_brace = opener == b'{';
                    self.at += 1;
                    depth += 1;
                    braces = (braces << 1) | u64::from(is_brace);
                    self.space();
                    if self.peek()? != closer(is_brace) {
                        if is_brace {
                            self.name()?;
                        }
                        continue;
                    }
                }
                b'"' => {
                    self.string()?;
                }
                b't' => self.word("true")?,
                b'f' => self.word("false")?,
                b'n' => self.word("null")?,
                _ => self.number()?,
            }
            while depth > 0 {
                self.space();
                let is_brace = braces & 1 == 1;
                if self.take(closer(is_brace)).is_some() {
                    depth -= 1;
                    braces >>= 1;
                    continue;
                }
                self.take(b',')?;
                self.space();
                if is_brace {
                    self.name()?;
                }
                break;
            }
            if depth == 0 {
                return self.text.get(from..self.at);
            }
        }
    }

    /// Reads a string; whether nothing in it is escaped.
    fn string(&mut self) -> Option<bool> {
        self.take(b'"')?;
        let mut is_plain = true;
        loop {
            self.at = plain_until(self.text.as_bytes(), self.at);
            if self.take(b'"').is_some() {
                return Some(is_plain);
            }
            self.take(b'\\')?;
            is_plain = false;
            match self.peek()? {
                b'"' | b'\\' | b'/' | b'b' | b'f' | b'n' | b'r' | b't' => self.at += 1,
                b'u' => {
                    let digits = self.text.as_bytes().get(self.at + 1..self.at + 5)?;
                    digits.iter().all(u8::is_ascii_hexdigit).then_some(())?;
                    self.at += 5;
                }
                _ => return None,
            }
        }
    }

    fn number(&mut self) -> Option<()> {
        // Without a sign is allowed.
        let _ = self.take(b'-');
        if self.take(b'0').is_none() {
            self.digits()?;
        }
        if self.take(b'.').is_some() {
            self.digits()?;
        }
        if matches!(self.peek(), Some(b'e' | b'E')) {
            self.at += 1;
            if matches!(self.peek(), Some(b'+' | b'-')) {
                self.at += 1;
            }
            self.digits()?;
        }
        Some(())
    }

    fn digits(&mut self) -> Option<()> {
        let from = self.at;
        while self.peek().is_some_and(|byte| byte.is_ascii_digit()) {
            self.at += 1;
        }
        (self.at > from).then_some(())
    }

    fn word(&mut self, word: &str) -> Option<()> {
        self.text.get(self.at..)?.starts_with(word).then(|| self.at += word.len())
    }

    #[expect(clippy::inline_always, reason = "called at every token; a call takes longer than what it does")]
    #[inline(always)]
    fn space(&mut self) {
        while self.peek().is_some_and(|byte| byte <= b' ' && matches!(byte, b' ' | b'\n' | b'\t' | b'\r')) {
            self.at += 1;
        }
    }

    #[expect(clippy::inline_always, reason = "called at every token; a call takes longer than what it does")]
    #[inline(always)]
    fn take(&mut self, byte: u8) -> Option<()> {
        (self.peek()? == byte).then(|| self.at += 1)
    }

    #[expect(clippy::inline_always, reason = "called at every token; a call takes longer than what it does")]
    #[inline(always)]
    fn peek(&self) -> Option<u8> {
        self.text.as_bytes().get(self.at).copied()
    }
}

const fn closer(is_brace: bool) -> u8 {
    if is_brace { b'}' } else { b']' }
}

/// The position of the next quote, backslash or control character; that of the end when there is none. Eight bytes are
/// looked at together.
fn plain_until(bytes: &[u8], mut at: usize) -> usize {
    while let Some(eight) = bytes.get(at..).and_then(<[u8]>::first_chunk) {
        let word = u64::from_le_bytes(*eight);
        let below = |word: u64, end: u8| word.wrapping_sub(ONES * u64::from(end)) & !word;
        // With this bit turned a quote is the first character behind the control characters, which stay where they are.
        let is_quote_or_control = below(word ^ (ONES * 2), b'"' - 1);
        let is_backslash = below(word ^ (ONES * u64::from(b'\\')), 1);
        // Exact up to the first one, which is all that is looked for.
        let found = (is_quote_or_control | is_backslash) & HIGHS;
        if found != 0 {
            return at + (found.trailing_zeros() / 8) as usize;
        }
        at += 8;
    }
    let left = bytes.get(at..).unwrap_or_default();
    at + left.iter().position(|byte| matches!(byte, b'"' | b'\\' | 0..0x20)).unwrap_or(left.len())
}
