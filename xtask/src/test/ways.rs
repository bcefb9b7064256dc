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
    /// All but these.
    AllBut(&'static [&'static str]),
    /// These alone.
    Only(&'static [&'static str]),
}

/// No policy comes as a header, so that the one in the page's markup is the only one.
const META_ONLY: (&str, &str) = ("LEADWAKE_META_ONLY", "1");
/// Every store throws when the page touches it.
const DENIED: (&str, &str) = ("LEADWAKE_STORAGE", "denied");
/// Whatever the page stores finds no room.
const FULL: (&str, &str) = ("LEADWAKE_STORAGE", "full");
/// The page is in a frame with sandbox, without an origin.
const SANDBOXED: (&str, &str) = ("LEADWAKE_STORAGE", "sandboxed");

/// What takes longest and keeps nothing: neither way of running makes a difference to most of it.
const LONG: &[&str] = &[
    "engine-chromium",
    "engine-firefox",
    "engine-webkit",
    "fault-matrix",
    "hostile",
    "long",
    "relay-server",
];

/// What is run every time. What fails where two things are taken away is looked at with one of them, by hand.
pub(super) const USUAL: [Way; 4] = [
    Way { variables: &[], files: Files::All },
    Way { variables: &[META_ONLY, DENIED], files: Files::AllBut(LONG) },
    Way { variables: &[FULL], files: Files::Only(&["canary", "config", "connections", "crash", "files"]) },
    Way {
        variables: &[SANDBOXED],
        files: Files::Only(&["canary", "config", "demo", "filters", "stage", "start", "timeline"]),
    },
];

/// Every file in every way.
pub(super) const EVERY: [Way; 5] = [
    Way { variables: &[], files: Files::All },
    Way { variables: &[META_ONLY], files: Files::All },
    Way { variables: &[DENIED], files: Files::All },
    Way { variables: &[FULL], files: Files::All },
    Way { variables: &[SANDBOXED], files: Files::All },
];

impl Way {
    /// How it is told, and how it is asked for by hand.
    pub(super) fn name(&self) -> String {
        self.variables.iter().map(|(name, value)| format!("{name}={value}")).collect::<Vec<_>>().join(" ")
    }
}

impl Files {
    /// Whether a file is among them.
    pub(super) fn holds(&self, file: &str) -> bool {
        match self {
            Self::All => true,
            Self::AllBut(others) => !others.contains(&file),
            Self::Only(these) => these.contains(&file),
        }
    }

    /// Those that the table names.
    pub(super) fn named(&self) -> &'static [&'static str] {
        match self {
            Self::All => &[],
            Self::AllBut(names) | Self::Only(names) => names,
        }
    }
}
