//! Which of an account's conversations are the lead's.

use super::wire::{Conversation, Message};
use crate::{
    model::{Handle, IdError, Vendor},
    providers::object::Object,
};

/// By what conversations are picked.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum By {
    Phone,
    Email,
    Text,
    Lead,
}

impl By {
    /// The labels that are written, and the schemes with which numbers and addresses are copied.
    const LABELS: [(&'static str, Self); 7] = [
        ("phone", Self::Phone),
        ("email", Self::Email),
        ("text", Self::Text),
        ("lead", Self::Lead),
        ("tel", Self::Phone),
        ("whatsapp", Self::Phone),
        ("mailto", Self::Email),
    ];

    /// By what, and the rest: from the label in front, or from what the text looks like.
    fn read(typed: &str) -> (Self, &str) {
        let typed = typed.trim();
        let labelled = typed.split_once(':').and_then(|(label, rest)| {
            let label = label.trim();
            let known = Self::LABELS.into_iter().find(|(name, _)| name.eq_ignore_ascii_case(label));
            known.map(|(_, by)| (by, rest.trim()))
        });
        labelled.unwrap_or_else(|| (Self::guess(typed), typed))
    }

    fn guess(typed: &str) -> Self {
        let is_object_id = typed.len() == 24 && typed.bytes().all(|byte| byte.is_ascii_hexdigit());
        let digits = typed.bytes().filter(u8::is_ascii_digit).count();
        if typed.contains('@') && !typed.contains(char::is_whitespace) {
            Self::Email
        } else if is_object_id {
            Self::Lead
        } else if typed.chars().all(is_phone_character) && (digits >= 7 || is_international(typed)) {
            Self::Phone
        } else if digits > 0 && digits == typed.len() {
            Self::Lead
        } else {
            Self::Text
        }
    }
}

/// What stands in a number that was typed, or copied out of a chat: with the marks that keep it left to right.
fn is_phone_character(c: char) -> bool {
    c.is_ascii_digit()
        || c.is_whitespace()
        || "+-./()".contains(c)
        || matches!(c, '\u{200e}' | '\u{200f}' | '\u{2010}'..='\u{2015}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
}

/// Whether a number begins with a country code and holds any digit after it.
fn is_international(number: &str) -> bool {
    let digits = || number.chars().filter(char::is_ascii_digit);
    let zeros = digits().take_while(|digit| *digit == '0').count();
    (number.contains('+') && digits().next().is_some()) || (zeros >= 2 && digits().count() > zeros)
}

/// A number as digits: without `+`, a leading `00`, and the `(0)` that stands after a country code and is not dialled
/// with it.
fn digits(number: &str) -> String {
    if !is_international(number) {
        return number.chars().filter(char::is_ascii_digit).collect();
    }
    let digits: String = number.replacen("(0)", "", 1).chars().filter(char::is_ascii_digit).collect();
    let prefix = if number.contains('+') { "" } else { "00" };
    digits.strip_prefix(prefix).map(str::to_owned).unwrap_or(digits)
}

/// What a handle asks for, in the form in which it is compared.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Wanted {
    /// Conversations with this number: digits only.
    Phone(String),
    /// Conversations with this address, in lower case.
    Email(String),
    /// Conversations in which this text occurs, in lower case.
    Text(String),
    /// Conversations of the lead with this id.
    Lead(String),
}

impl Wanted {
    /// Reads the native part of a handle.
    pub(super) fn of(handle: &Handle) -> Self {
        match By::read(handle.native()) {
            (By::Phone, number) => Self::Phone(digits(number)),
            (By::Email, address) => Self::Email(address.to_lowercase()),
            (By::Text, text) => Self::Text(text.to_lowercase()),
            (By::Lead, id) => Self::Lead(id.to_owned()),
        }
    }

    /// Whether a conversation is meant. One that says of nobody whose it is always is: nobody can tell that it is
    /// another lead's.
    pub(super) fn takes(&self, conversation: &Conversation<'_>) -> bool {
        let phone = conversation.lead_phone.as_deref();
        let email = conversation.lead_email.as_deref();
        let lead = conversation.lead_id.as_deref();
        if phone.or(email).or(lead).is_none() {
            return true;
        }
        match self {
            Self::Phone(wanted) => phone.is_some_and(|phone| digits(phone) == *wanted),
            Self::Email(wanted) => email.is_some_and(|email| email.trim().to_lowercase() == *wanted),
            Self::Lead(wanted) => lead.is_some_and(|lead| lead.trim() == wanted),
            Self::Text(wanted) => {
                let holds = |text: &str| text.to_lowercase().contains(wanted);
                let says = |(_, message): (_, Result<Message<'_>, _>)| {
                    message.is_ok_and(|message| message.content.as_deref().is_some_and(holds))
                };
                phone.into_iter().chain(email).any(holds) || conversation.messages().any(says)
            }
        }
    }

    /// Whether a conversation that is no JSON may be meant, from those of its members that can be told apart.
    pub(super) fn may_take(&self, text: &str) -> bool {
        let members = Object::salvage(text);
        let differs = |name, other: fn(&str) -> String, wanted: &str| {
            members.word(name).is_some_and(|found| other(&found) != wanted)
        };
        match self {
            Self::Phone(wanted) => !differs("leadPhone", digits, wanted),
            Self::Email(wanted) => !differs("leadEmail", |email| email.trim().to_lowercase(), wanted),
            Self::Lead(wanted) => !differs("leadId", |lead| lead.trim().to_owned(), wanted),
            // Escapes may hide the text.
            Self::Text(wanted) => text.contains('\\') || text.to_lowercase().contains(wanted),
        }
    }
}

/// A handle from what a person typed: a label in front (`phone:`, `email:`, `text:`, `lead:`), or what it looks like.
///
/// # Errors
/// When nothing is left to look for, or it is too long.
pub(super) fn handle(typed: &str) -> Result<Handle, IdError> {
    let (by, rest) = By::read(typed);
    let (label, value) = match by {
        By::Phone if is_international(rest) => ("phone", format!("+{}", digits(rest))),
        By::Phone => ("phone", digits(rest)),
        By::Email => ("email", rest.to_lowercase()),
        By::Text => ("text", rest.to_owned()),
        By::Lead => ("lead", rest.to_owned()),
    };
    if value.is_empty() {
        return Err(IdError::Empty);
    }
    Handle::new(Vendor::Naturalead, &format!("{label}:{value}"))
}

/// The handle, without its vendor, of whoever a conversation is with: by the lead's id, which all conversations of one
/// lead have, whatever their channel; else by number or address. And the number or address, where it is by the id.
pub(super) fn of(conversation: &Object<'_>) -> Option<(Box<str>, Box<str>)> {
    let label = |name, label: &str| conversation.word(name).map(|value| format!("{label}:{}", value.trim()));
    let reached = || label("leadPhone", "phone").or_else(|| label("leadEmail", "email"));
    let known_by = || {
        let number = conversation.word("leadPhone").or_else(|| conversation.word("leadEmail"));
        number.unwrap_or_default()
    };
    let by_id = label("leadId", "lead").map(|id| (id.into(), known_by()));
    by_id.or_else(|| Some((reached()?.into(), Box::default())))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_a_person_types_becomes_a_handle() {
        for (typed, native) in [
            ("+1 (415) 555-0142", "phone:+14155550142"),
            ("0049 30 901820", "phone:+4930901820"),
            ("+49 (0)30 901820", "phone:+4930901820"),
            ("\u{202a}+1 415\u{2011}555\u{2011}0142\u{202c}", "phone:+14155550142"),
            ("tel:+1-415-555-0142", "phone:+14155550142"),
            ("mailto:dana@example.com", "email:dana@example.com"),
            ("415-555-0142", "phone:4155550142"),
            ("phone: 42", "phone:42"),
            ("Dana@Example.com", "email:dana@example.com"),
            ("EMAIL:dana@example.com", "email:dana@example.com"),
            ("meet me @ five", "text:meet me @ five"),
            ("42", "lead:42"),
            ("665f1a2b3c4d5e6f7a8b9c0d", "lead:665f1a2b3c4d5e6f7a8b9c0d"),
            ("Lead:+1", "lead:+1"),
            ("text:+14155550142", "text:+14155550142"),
            ("re: Refund", "text:re: Refund"),
            ("00", "lead:00"),
        ] {
            let handle = handle(typed).unwrap();
            assert_eq!(handle.native(), native, "{typed}");
            assert_eq!(super::handle(handle.native()).unwrap(), handle, "{typed} again");
        }
        for nothing in ["", " ", "phone:", "phone:none", "text: ", "lead:"] {
            assert_eq!(handle(nothing), Err(IdError::Empty), "{nothing}");
        }
    }

    fn takes(typed: &str, conversation: &str) -> bool {
        let conversation = Conversation::of(Object::parse(conversation).unwrap());
        Wanted::of(&handle(typed).unwrap()).takes(&conversation)
    }

    #[test]
    fn phones_are_compared_as_digits_and_addresses_whatever_the_case() {
        let dana = r#"{"leadId":42,"leadPhone":"0014155550142","leadEmail":"Dana@Example.com ","messages":[
            {"role":"user","content":"I want a REFUND"},null,{"role":"agent"}]}"#;
        for typed in ["+1 415 555 0142", "14155550142", "DANA@example.com", "42", "refund", "text:5550142"] {
            assert!(takes(typed, dana), "{typed}");
        }
        for typed in ["+1 415 555 0143", "4155550142", "ana@example.com", "4", "lead:042", "refunds"] {
            assert!(!takes(typed, dana), "{typed}");
        }
    }

    #[test]
    fn an_empty_phone_is_nobodys() {
        assert!(!takes("+14155550142", r#"{"leadId":"7","leadPhone":"","leadEmail":"a@example.com"}"#));
        assert!(takes("lead:7", r#"{"leadId":"7","leadPhone":""}"#));
        assert!(takes("+14155550142", "{}"), "nobody can tell whose it is");
    }

    #[test]
    fn a_broken_conversation_is_kept_unless_it_is_anothers() {
        let wanted = |typed| Wanted::of(&handle(typed).unwrap());
        let broken = r#"{"_id":"a","leadPhone":"+1 415 555 0142","messages":[{"content":"Refund" NaN"#;
        assert!(wanted("+14155550142").may_take(broken));
        assert!(!wanted("+14155550143").may_take(broken));
        assert!(wanted("dana@example.com").may_take(broken));
        assert!(wanted("refund").may_take(broken));
        assert!(!wanted("rebate").may_take(broken));
    }
}
