//! Which words belong to which failure.

use super::{
    Action::{
        self, AddKey, ChangeAddress, ChangeKey, Continue, CopyCurl, EditHandle, OpenDocs, OpenFiles,
        OtherWays, Retry, ShowRequests,
    },
    Asked, Cause, Explanation, KeyOf, LoadError, Subject, TransportError,
};
use crate::providers::{ProviderError, Refusal};

impl LoadError {
    /// The failure in words.
    pub fn explain(&self, subject: &Subject<'_>) -> Explanation {
        let told = match &self.cause {
            Cause::Transport(error) => transport(error, subject),
            cause if cause.is_wordless_not_found() && subject.is_of_this_site() => no_relay("404", subject),
            Cause::Provider(ProviderError::WebPage { .. }) if subject.is_of_this_site() => {
                no_relay("with a web page", subject)
            }
            Cause::Provider(ProviderError::Refused { refusal, status, code, message }) => {
                let words = [code.as_deref(), message.as_deref()].into_iter().flatten();
                let words = words.collect::<Vec<_>>().join(": ");
                refused(*refusal, *status, self.asked, subject).in_words(&words)
            }
            Cause::Provider(error) => answer(error, subject),
            Cause::Handle(error) => Told::new(
                format!("{} cannot open this", name(subject)),
                format!("{}. {}", capital(&error.to_string()), subject.about.handle_help),
                &[EditHandle],
            ),
            Cause::Loop { pages } => Told::new(
                format!("{}’s pages lead in a circle", name(subject)),
                format!(
                    "Page {pages} names as the next one a page that was read before, so reading stopped."
                ),
                &[Retry, ShowRequests],
            ),
            Cause::TooManyPages { limit } => Told::new(
                format!("{} has more than {limit} pages", name(subject)),
                "Reading stopped there, and can go on from there.".into(),
                &[Continue],
            ),
            Cause::TooManyEmptyPages { limit } => Told::new(
                format!("{}’s pages bring nothing new", name(subject)),
                format!("{limit} pages in a row were empty or known, so reading stopped."),
                &[Continue, ShowRequests],
            ),
            Cause::NoCall => Told::new(
                format!("{} answered without the call", name(subject)),
                "The answer could be read, and the call that was asked for is not in it.".into(),
                &[Retry, CopyCurl],
            ),
        };
        let tried = if self.tries > 1 { format!(" Tried {} times.", self.tries) } else { String::new() };
        let mut actions = told.actions.to_vec();
        if self.wants_another_way(subject) && !actions.contains(&OtherWays) {
            actions.push(OtherWays);
        }
        Explanation { title: told.title, text: format!("{}{tried}", told.text), words: told.words, actions }
    }
}

struct Told {
    title: String,
    text: String,
    words: Option<String>,
    actions: &'static [Action],
}

impl Told {
    const fn new(title: String, text: String, actions: &'static [Action]) -> Self {
        Self { title, text, words: None, actions }
    }

    fn in_words(self, words: &str) -> Self {
        let words = words.trim();
        Self { words: (!words.is_empty()).then(|| words.to_owned()), ..self }
    }
}

const fn name(subject: &Subject<'_>) -> &'static str {
    subject.about.vendor.name()
}

fn transport(error: &TransportError, subject: &Subject<'_>) -> Told {
    let Subject { host, .. } = subject;
    let name = name(subject);
    let this_page =
        subject.page_host.map_or_else(|| "this page".to_owned(), |page| format!("web pages on {page}"));
    match error {
        TransportError::NoKey => Told::new(
            format!("{name} needs a key"),
            format!("Nothing was asked. The key you type is sent to {host} and nowhere else."),
            &[AddKey],
        ),
        TransportError::Offline => Told::new(
            "This device is offline".into(),
            format!("The browser has no network, so {host} was not asked."),
            &[Retry],
        ),
        TransportError::Unreadable { is_reachable: Some(true) } if subject.is_of_this_site() => Told::new(
            format!("{name}’s answer could not be read"),
            format!(
                "{host} answers, and this page comes from there. It may have wanted to send the request elsewhere, \
                 which is not followed, to protect the key; or the connection broke off."
            ),
            &[Retry, CopyCurl, ShowRequests, ChangeAddress],
        ),
        TransportError::Unreadable { is_reachable: Some(true) } => Told::new(
            format!("{name} did not let this page read the answer"),
            format!(
                "{host} answers, but not to {this_page}, or it refused the key without saying so, or it wanted to \
                 send the request elsewhere, which is not followed, to protect the key. The browser does not tell \
                 these apart. “Copy curl” lets you try the key; an address on this site that passes requests on, or \
                 files, can help."
            ),
            &[OtherWays, OpenFiles, ChangeKey, CopyCurl, Retry],
        ),
        TransportError::Unreadable { is_reachable: Some(false) } => Told::new(
            format!("Cannot reach {host}"),
            "A wrong address, the network, a VPN or a blocker in the browser can be the cause.".into(),
            &[Retry, ChangeAddress, CopyCurl],
        ),
        TransportError::Unreadable { is_reachable: None } => Told::new(
            format!("No answer from {host} that this page may read"),
            format!(
                "The browser does not say why. {name} may not answer to {this_page}, or may have refused the key \
                 without saying so; or the network or a blocker stands between."
            ),
            &[Retry, CopyCurl, ChangeAddress],
        ),
        TransportError::MixedContent => Told::new(
            format!("Cannot reach {host} from an encrypted page"),
            format!(
                "This page came over https, and {host} is asked over http. Some browsers block that, also on this \
                 computer; or nothing answers there."
            ),
            &[ChangeAddress, CopyCurl, Retry],
        ),
        TransportError::NotGiven => Told::new(
            "This is not in the files".into(),
            format!("The files hold no answer of {name}’s to this. Nothing was asked over the network."),
            &[],
        ),
        TransportError::Policy => Told::new(
            format!("This page may not ask {host}"),
            format!(
                "The site that serves this page limits the hosts it may ask, and {host} is not among them. Nothing \
                 was sent. Under Connections the page can be opened anew so that it may. Where it was and still may \
                 not, the site itself forbids it: whoever runs the site adds the host to “hosts” in leadwake.json and to \
                 the site’s headers."
            ),
            &[ChangeAddress, CopyCurl],
        ),
        TransportError::TimedOut { waited_secs, for_body: false, .. } => Told::new(
            format!("{name} did not answer in time"),
            format!("{host} was silent for {waited_secs} s."),
            &[Retry, CopyCurl],
        ),
        TransportError::TimedOut { waited_secs, for_body: true, .. } => Told::new(
            format!("{name}’s answer stopped coming"),
            format!("{host} began to answer and was then silent for {waited_secs} s."),
            &[Retry, CopyCurl],
        ),
        TransportError::TooLarge { limit, .. } => Told::new(
            format!("{name}’s answer is too long"),
            format!("It has more than {} MiB; this page stops reading there.", limit >> 20),
            &[EditHandle, CopyCurl],
        ),
        TransportError::CutOff { .. } => Told::new(
            format!("{name}’s answer was cut off"),
            "The connection ended in the middle.".into(),
            &[Retry, ShowRequests],
        ),
        TransportError::HostFailed => Told::new(
            format!("{name} was not asked by the page around"),
            format!(
                "The page that Leadwake is a part of asks {name} in its place, and its function failed. Whoever runs that \
                 page finds the reason there."
            ),
            &[Retry, ShowRequests],
        ),
        TransportError::HostAnswer(wrong) => Told::new(
            format!("{name}’s answer came wrongly through the page around"),
            format!(
                "The page that Leadwake is a part of asks {name} in its place, and what it gave is no answer: {wrong}. \
                 Expected: status, headers and body."
            ),
            &[Retry, ShowRequests],
        ),
        TransportError::Aborted => {
            Told::new(format!("{name} was not waited for"), "Reading can go on.".into(), &[Continue])
        }
        TransportError::WrongAddress(error) => {
            Told::new("The request was not sent".into(), error.to_string(), &[AddKey, ChangeAddress])
        }
    }
}

/// The site that this page comes from has nothing at the address.
fn no_relay(answered: &str, subject: &Subject<'_>) -> Told {
    Told::new(
        format!("This site has no relay at {}", subject.path.trim_start_matches('/')),
        format!(
            "{} answered {answered} itself, so {} was not reached. Whoever runs the site can add a relay there; or the \
             address is wrong.",
            subject.host,
            name(subject)
        ),
        &[OtherWays, ChangeAddress, CopyCurl],
    )
}

fn refused(refusal: Refusal, status: u16, asked: Asked, subject: &Subject<'_>) -> Told {
    let Subject { host, about, .. } = subject;
    let name = name(subject);
    let is_of_key = matches!(refusal, Refusal::Key | Refusal::KeyOrRight | Refusal::Right);
    let sent = match subject.key {
        KeyOf::Relay if is_of_key => {
            return Told::new(
                format!("{name} refused the relay’s key ({status})"),
                format!(
                    "The relay at {host} adds the key, and this page has none. Whoever runs the relay can change it."
                ),
                &[Retry, ChangeAddress, CopyCurl],
            );
        }
        KeyOf::Host if is_of_key => {
            return Told::new(
                format!("{name} refused the key of the page around ({status})"),
                format!(
                    "The page that Leadwake is a part of asks {name} in its place, with a key that is not here. Whoever \
                     runs that page can change it."
                ),
                &[Retry, ShowRequests],
            );
        }
        KeyOf::Relay | KeyOf::Host | KeyOf::Page("") => format!("Sent as {}.", about.key_header),
        KeyOf::Page(hint) => format!("Sent as {}, ending …{hint}.", about.key_header),
    };
    match refusal {
        Refusal::Key => Told::new(
            format!("{name} refused the key ({status})"),
            format!("{sent} It may be mistyped, expired or disabled; test and live keys differ."),
            &[ChangeKey, CopyCurl],
        ),
        Refusal::KeyOrRight => Told::new(
            format!("{name} refused the key ({status})"),
            format!(
                "{sent} {name} gives this answer to a wrong key, to a key that may not read this, and to a wrong \
                 address."
            ),
            &[ChangeKey, ChangeAddress, CopyCurl],
        ),
        Refusal::Right => Told::new(
            format!("{name}’s key may not read this ({status})"),
            format!("{sent} The key is known, and a right is missing from it."),
            &[ChangeKey, OpenDocs, CopyCurl],
        ),
        Refusal::NotFound => match asked {
            Asked::History => Told::new(
                match about.handle_name.strip_suffix(" id") {
                    Some(thing) => format!("{name} has no {} with this id", thing.to_lowercase()),
                    None => format!("{name} has nothing for this {}", about.handle_name.to_lowercase()),
                },
                format!("Ids are each vendor’s own; check that this one is {name}’s."),
                &[EditHandle, CopyCurl],
            ),
            Asked::Call => Told::new(
                "Call not found".into(),
                format!("{name} does not know it. It may have been deleted, or belong to another account."),
                &[Retry, CopyCurl],
            ),
            Asked::Check => Told::new(
                format!("There is nothing at this address ({status})"),
                format!("{host} answers, and does not know what was asked for. The address may be wrong."),
                &[ChangeAddress, CopyCurl],
            ),
        },
        Refusal::Cursor => Told::new(
            format!("{name} does not accept its own next page ({status})"),
            "Reading from the beginning may help.".into(),
            &[Retry, ShowRequests],
        ),
        Refusal::TooMany => Told::new(
            format!("{name} asks to slow down ({status})"),
            "Too many requests were made with this key or from this network.".into(),
            &[Continue],
        ),
        Refusal::Request => Told::new(
            format!("{name} did not accept the request ({status})"),
            "What was asked for may have a form that it does not know.".into(),
            &[EditHandle, CopyCurl, OpenDocs],
        ),
        Refusal::Trouble => Told::new(
            format!("{name} has a problem ({status})"),
            "Its server says so, and it may pass by itself.".into(),
            &[Retry],
        ),
        Refusal::Other => Told::new(
            format!("{name} answered with status {status}"),
            format!("{host} gave no data."),
            &[Retry, ChangeAddress, CopyCurl],
        ),
    }
}

fn answer(error: &ProviderError, subject: &Subject<'_>) -> Told {
    let Subject { host, .. } = subject;
    let name = name(subject);
    match error {
        ProviderError::WebPage { status, start } if subject.key == KeyOf::Host => Told::new(
            format!("{name} answered with a web page, not data ({status})"),
            format!(
                "The page that Leadwake is a part of asks {name} in its place. What it asked may be a web site and not the \
                 API, or its own server answered instead, to ask for a login perhaps."
            ),
            &[Retry, ShowRequests],
        )
        .in_words(start),
        ProviderError::WebPage { status, start } => Told::new(
            format!("{name} answered with a web page, not data ({status})"),
            format!("{host} may be a web site and not the API, or something between answered in its place."),
            &[ChangeAddress, Retry, ShowRequests],
        )
        .in_words(start),
        ProviderError::Empty { status } => Told::new(
            format!("{name} gave an empty answer ({status})"),
            format!("{host} answered, and there is nothing in the answer."),
            &[Retry, CopyCurl],
        ),
        ProviderError::NotJson { reason, start } => Told::new(
            format!("{name} sent something this page cannot read"),
            format!("The answer is no JSON: {reason}."),
            &[Retry, CopyCurl, ShowRequests],
        )
        .in_words(start),
        ProviderError::Shape { reason, start } => Told::new(
            format!("{name} sent something new"),
            format!("The answer is not what the documentation says: {reason}."),
            &[Retry, CopyCurl, OpenDocs],
        )
        .in_words(start),
        ProviderError::NoCursor { next } => Told::new(
            format!("{name}’s next page cannot be asked for"),
            "The answer names a next page in a way that has no cursor in it.".into(),
            &[Retry, ShowRequests],
        )
        .in_words(next),
        ProviderError::Refused { refusal, status, .. } => refused(*refusal, *status, Asked::History, subject),
    }
}

fn capital(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map(|first| first.to_uppercase().chain(letters).collect()).unwrap_or_default()
}
