//! The ways in which the browser tests are run: what a host sends, and what a browser lets the page keep, differs.

/// One way to run them.
pub(super) struct Way {
    /// What the tests are told, as environment variables.
    pub(super) variables: &'static [(&'static str, &'static str)],
    /// Which of them run.
    pub(super) files: Files,
}

/// Files of tests by name, without what they all end with.
pub(super) enum Files {
    /// All there are.
    All,
    /// These alone.
    Only(&'static [&'static str]),
}

/// No policy comes as a header, so that the one in the page's markup is the only one.
const META_ONLY: (&str, &str) = ("LEADWAKE_META_ONLY", "1");
/// Every store throws when the page touches it.
const DENIED: (&str, &str) = ("LEADWAKE_STORAGE", "denied");
/// Whatever the page stores finds no room.
const FULL: (&str, &str) = ("LEADWAKE_STORAGE", "full");
/// The page is in a frame on another site, whose stores are kept apart from the page's own.
const PARTITIONED: (&str, &str) = ("LEADWAKE_STORAGE", "partitioned");
/// The page is in a frame with sandbox, without an origin.
const SANDBOXED: (&str, &str) = ("LEADWAKE_STORAGE", "sandboxed");

/// In the other browser that people have, which is asked through its own protocol.
const FIREFOX: (&str, &str) = ("ENGINE", "Firefox");

/// Where it is likeliest to matter that no policy is sent and that nothing can be stored.
const WITHOUT_BOTH: &[&str] = &[
    "canary",
    "causes",
    "config",
    "connections",
    "crash-again",
    "demo",
    "embed-page",
    "errands",
    "files",
    "filters",
    "forget",
    "offline",
    "policy",
    "requests",
    "start",
    "timeline",
    "unlisted",
    "ways",
    "whole-visit",
];
/// What is kept is tested in these, and in others that take minutes.
const KEEPING: &[&str] = &["config", "connections", "remember", "start", "tampered"];
/// Whatever writes to a store.
const WRITING: &[&str] = &["config", "connections", "filters", "start", "ways"];
/// Where a frame without an origin is likeliest to differ.
const WITHOUT_ORIGIN: &[&str] = &[
    "canary",
    "config",
    "demo",
    "files",
    "forget",
    "policy",
    "requests",
    "start",
    "timeline",
    "whole-visit",
];

/// What engines differ in: how a program is started again, what a policy forbids, and where a key could be.
const OF_THE_ENGINE: &[&str] = &["canary", "crash", "crash-again", "policy", "whole-visit"];

/// What says something of time, or keeps the machine busy by itself: nothing runs beside these.
pub(super) const ALONE: &[&str] =
    &["crash", "crash-again", "embed-viewers", "fault-matrix", "live", "long", "stability"];

/// What is run every time: everything once, and what depends on the way in the others. [`EVERY`] takes hours.
pub(super) const USUAL: [Way; 6] = [
    Way { variables: &[], files: Files::All },
    Way { variables: &[META_ONLY, DENIED], files: Files::Only(WITHOUT_BOTH) },
    Way { variables: &[META_ONLY, PARTITIONED], files: Files::Only(KEEPING) },
    Way { variables: &[FULL], files: Files::Only(WRITING) },
    Way { variables: &[SANDBOXED], files: Files::Only(WITHOUT_ORIGIN) },
    Way { variables: &[FIREFOX], files: Files::Only(OF_THE_ENGINE) },
];

/// Every file in every way.
pub(super) const EVERY: [Way; 6] = [
    Way { variables: &[], files: Files::All },
    Way { variables: &[META_ONLY], files: Files::All },
    Way { variables: &[DENIED], files: Files::All },
    Way { variables: &[FULL], files: Files::All },
    Way { variables: &[PARTITIONED], files: Files::All },
    Way { variables: &[SANDBOXED], files: Files::All },
];

impl Way {
    /// How it is told, with what asks for it by hand.
    pub(super) fn title(&self) -> String {
        let variables = self.variables.iter().map(|(name, value)| format!(" {name}={value}"));
        if self.variables.is_empty() {
            "As usual".into()
        } else {
            format!("Once more with{}", variables.collect::<String>())
        }
    }
}

impl Files {
    /// Whether a file is among them.
    pub(super) fn holds(&self, file: &str) -> bool {
        match self {
            Self::All => true,
            Self::Only(these) => these.contains(&file),
        }
    }

    /// Those that the table names.
    pub(super) fn named(&self) -> &'static [&'static str] {
        match self {
            Self::All => &[],
            Self::Only(names) => names,
        }
    }
}
