//! The colours that the page around wants.

use std::collections::BTreeMap;

use serde::Deserialize;

use super::Refused;

/// Light or dark.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Deserialize)]
#[cfg_attr(feature = "types", derive(tsify::Tsify))]
#[serde(rename_all = "lowercase")]
pub enum Theme {
    /// Light.
    Light,
    /// Dark.
    Dark,
    /// As the device.
    System,
}

impl Theme {
    /// The name: `light`, `dark` or `system`.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Light => "light",
            Self::Dark => "dark",
            Self::System => "system",
        }
    }
}

/// The custom properties that a page around may set, in a frame as around an element. The same names without
/// [`PREFIX`] are those of `style/tokens.css`.
const PROPERTIES: [&str; 29] = [
    "sans",
    "mono",
    "rem",
    "canvas",
    "surface",
    "sunken",
    "hover",
    "line",
    "line-strong",
    "control-line",
    "ink",
    "ink-2",
    "ink-3",
    "accent",
    "accent-strong",
    "on-accent",
    "accent-soft",
    "accent-line",
    "focus",
    "lead-bubble",
    "us-bubble",
    "us-bubble-line",
    "apten",
    "leadsail",
    "naturalead",
    "attendee",
    "radius-s",
    "radius-m",
    "radius-l",
];

/// What a property's name begins with outside of the viewer.
const PREFIX: &str = "--leadwake-";

/// The longest value of one, in bytes.
const LONGEST_VALUE: usize = 200;

/// Custom properties and their values. Only documented names, and only colours, lengths and names of fonts: nothing that
/// loads anything or refers to anything.
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize)]
#[cfg_attr(feature = "types", derive(tsify::Tsify), tsify(type = "Record<`--leadwake-${string}`, string>"))]
#[serde(transparent)]
pub struct Look(pub BTreeMap<String, String>);

impl Look {
    /// The viewer's own properties with these values, when all of them may be set.
    ///
    /// # Errors
    /// When a name is not documented, or a value is more than a plain one.
    pub fn checked(&self) -> Result<Vec<(String, String)>, Refused> {
        let own = |(name, value): (&String, &String)| {
            let known = name.strip_prefix(PREFIX).filter(|own| PROPERTIES.contains(own));
            let Some(own) = known else {
                return Err(Refused::Value(format!("{name} is no property that can be set")));
            };
            if is_plain(value) {
                Ok((format!("--{own}"), value.clone()))
            } else {
                Err(Refused::Value(format!("the value of {name} is no plain colour, length or font")))
            }
        };
        self.0.iter().map(own).collect()
    }
}

fn is_plain(value: &str) -> bool {
    let lower = value.to_ascii_lowercase();
    let refers = ["url", "image", "var", "env", "attr", "/*", "expression"];
    value.len() <= LONGEST_VALUE
        && value.chars().all(|sign| sign.is_ascii_alphanumeric() || " #%.,()+-/*'\"".contains(sign))
        && !refers.iter().any(|word| lower.contains(word))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn is_taken(name: &str, value: &str) -> bool {
        Look([(name.to_owned(), value.to_owned())].into()).checked().is_ok()
    }

    #[test]
    fn plain_values_of_documented_names_are_taken() {
        for (name, value) in [
            ("--leadwake-accent", "#0a7"),
            ("--leadwake-canvas", "light-dark(#fff, rgb(0 0 0 / 0.9))"),
            ("--leadwake-sans", "\"Inter\", system-ui"),
            ("--leadwake-rem", "16px"),
        ] {
            assert!(is_taken(name, value), "{name}: {value}");
        }
        for (name, value) in [
            ("--accent", "#0a7"),
            ("--leadwake-good", "#000"),
            ("--leadwake---accent", "#000"),
            ("color", "red"),
            ("--leadwake-accent", "url(https://evil.example)"),
            ("--leadwake-accent", "URL(//x)"),
            ("--leadwake-accent", "var(--ink)"),
            ("--leadwake-accent", "red;position:fixed"),
            ("--leadwake-accent", "\\75rl(x)"),
            ("--leadwake-accent", "red}"),
            ("--leadwake-accent", &"x".repeat(201)),
        ] {
            assert!(!is_taken(name, value), "{name}: {value}");
        }
    }

    #[test]
    fn what_can_be_set_is_there_and_documented() {
        let tokens = include_str!("../../style/tokens.css");
        for name in PROPERTIES {
            assert!(tokens.contains(&format!(" --{name}:")), "{name} is no property of style/tokens.css");
        }
        let readme = include_str!("../embed/package/README.md");
        let rows = readme.lines().filter(|line| line.starts_with("| `--leadwake-"));
        let documented: Vec<&str> = rows
            .flat_map(|line| line.split('`').skip(1).step_by(2))
            .filter_map(|name| name.strip_prefix(PREFIX))
            .collect();
        assert_eq!(documented, PROPERTIES);
    }

    #[test]
    fn a_property_is_set_under_the_viewers_own_name() {
        let look = Look([("--leadwake-accent".to_owned(), "#0a7".to_owned())].into());
        assert_eq!(look.checked().unwrap(), [("--accent".to_owned(), "#0a7".to_owned())]);
    }
}
