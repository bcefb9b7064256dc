//! The lines that show the timeline in somebody's page, to be copied.

use std::fmt::Write as _;

use serde::{Deserialize, Serialize};

use crate::{
    model::{Dossier, Vendor},
    place::{Place, Source},
};

/// How a page shows the timeline.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Way {
    /// In a frame, by the host script.
    #[default]
    Frame,
    /// In a frame, by an address alone.
    Address,
    /// As an element.
    Element,
    /// By the module.
    Module,
    /// The data alone, drawn by the page itself.
    Data,
}

/// Who asks the vendors.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Hash)]
pub enum Asker {
    /// The page, by its own server: no key leaves that.
    #[default]
    Host,
    /// The viewer, with keys that the page hands in.
    Keys,
    /// The viewer, as its own site is set up: by a relay there, or with keys that the reader types. Frames only.
    Site,
}

/// What a snippet is made of.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Snippet {
    /// How the page shows the timeline.
    pub way: Way,
    /// Who asks the vendors.
    pub asker: Asker,
    /// The viewer's address, with a slash at its end.
    pub viewer: String,
    /// The lead, as an address has it.
    pub lead: String,
    /// `light`, `dark` or `system`.
    pub theme: &'static str,
    /// Whether the frame grows with what is in it.
    pub grows: bool,
}

impl Way {
    /// Every way.
    pub const ALL: [Self; 5] = [Self::Frame, Self::Address, Self::Element, Self::Module, Self::Data];

    /// What it is called.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Frame => "A frame, with a script",
            Self::Address => "A frame, without a script",
            Self::Element => "An element",
            Self::Module => "A module",
            Self::Data => "The data alone",
        }
    }

    /// Whether the page stands in a frame then.
    pub const fn is_framed(self) -> bool {
        matches!(self, Self::Frame | Self::Address)
    }
}

impl Asker {
    /// Every choice.
    pub const ALL: [Self; 3] = [Self::Host, Self::Keys, Self::Site];

    /// Those that there are with a way.
    pub const fn with(way: Way) -> &'static [Self] {
        match way {
            Way::Frame => &Self::ALL,
            Way::Address => &[Self::Site],
            Way::Element | Way::Module | Way::Data => &[Self::Host, Self::Keys],
        }
    }

    /// What it is called.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Host => "My page asks, by its own server",
            Self::Keys => "My page hands in keys",
            Self::Site => "As this site is set up",
        }
    }
}

/// A text as a JavaScript string that is safe inside HTML, too.
fn quoted(text: &str) -> String {
    serde_json::to_string(text).unwrap_or_default().replace('<', "\\u003c")
}

fn attribute(text: &str) -> String {
    text.replace('&', "&amp;").replace('"', "&quot;").replace('<', "&lt;")
}

const BRIDGE: &str = r"async (vendor, method, path, query, signal) => {
      // Your server adds the key and asks the vendor: see README.md.
      const answer = await fetch(`/vendors/${vendor}${path}?${new URLSearchParams(query)}`, { signal });
      return { status: answer.status, headers: answer.headers, body: await answer.arrayBuffer() };
    }";

impl Snippet {
    /// The lines.
    pub fn text(&self) -> String {
        match self.way {
            Way::Frame => self.frame(),
            Way::Address => self.address(),
            Way::Element => self.element(),
            Way::Module => self.module(),
            Way::Data => self.data(),
        }
    }

    fn options(&self) -> String {
        let mut lines = format!("    lead: {},\n", quoted(&self.lead));
        match self.asker {
            Asker::Host => _ = writeln!(lines, "    fetch: {BRIDGE},"),
            Asker::Keys => _ = writeln!(lines, "    connections: {},", self.keys()),
            Asker::Site => {}
        }
        lines
    }

    /// A key for each vendor of the lead.
    fn keys(&self) -> String {
        let dossier: Dossier = self.lead.parse().unwrap_or_default();
        let vendors = Vendor::ALL.into_iter().filter(|vendor| dossier.of(*vendor).next().is_some());
        let line = |slug: &str| format!("      {slug}: {{ key: await myKeyFor({}) }},\n", quoted(slug));
        format!("{{\n{}    }}", vendors.map(|vendor| line(vendor.slug())).collect::<String>())
    }

    fn theme(&self) -> String {
        format!("    theme: {},\n", quoted(self.theme))
    }

    fn frame(&self) -> String {
        let (style, height) = if self.grows {
            ("", "    height: \"auto\",\n    maxHeight: 800,\n")
        } else {
            (" style=\"block-size: 40rem\"", "")
        };
        format!(
            "<div id=\"timeline\"{style}></div>\n<script type=\"module\">\n  // Copied from {viewer}host.js to your own site.\n  \
             import {{ embed }} from \"./host.js\";\n\n  const viewer = embed(document.querySelector(\"#timeline\"), {{\n    \
             src: {src},\n{options}{theme}{height}  }});\n  \
             viewer.on(\"error\", ({{ error }}) => console.warn(error.kind, error.message));\n</script>\n",
            viewer = self.viewer,
            src = quoted(&self.viewer),
            options = self.options(),
            theme = self.theme(),
        )
    }

    fn address(&self) -> String {
        // Of what is no lead nothing is to be seen.
        let place = self.lead.parse::<Dossier>().map_or(Place::Home, |lead| Place::lead(Source::Lead(lead)));
        let theme = if self.theme == "system" { String::new() } else { format!("&theme={}", self.theme) };
        let address = format!("{}{place}?embed=1{theme}", self.viewer);
        format!(
            "<iframe\n  title=\"Timeline\"\n  src=\"{}\"\n  referrerpolicy=\"no-referrer\"\n  \
             style=\"border: 0; inline-size: 100%; block-size: 40rem\"\n></iframe>\n",
            attribute(&address)
        )
    }

    fn element(&self) -> String {
        let given = match self.asker {
            Asker::Host => format!("fetch = {BRIDGE}"),
            Asker::Keys => format!("connections = {}", self.keys()),
            Asker::Site => String::new(),
        };
        let given = if given.is_empty() {
            given
        } else {
            format!("\n  document.querySelector(\"lead-timeline\").{};", outdented(&given))
        };
        format!(
            "<lead-timeline lead=\"{lead}\" theme=\"{theme}\"></lead-timeline>\n<script \
             type=\"module\">\n  // The folder {viewer}module/, copied to your own site.\n  import \
             \"./leadwake/element.js\";\n{given}\n</script>\n",
            lead = attribute(&self.lead),
            theme = self.theme,
            viewer = self.viewer,
        )
    }

    fn module(&self) -> String {
        format!(
            "// <div id=\"timeline\" style=\"block-size: 40rem\"></div> stands in your page.\n// The package in {viewer}module/; without a \
             bundler \"./leadwake/index.js\".\nimport {{ mount }} from \
             \"leadwake\";\n\nconst viewer = mount(document.querySelector(\"#timeline\"), {{\n{options}{theme}}});\n\
             viewer.on(\"error\", ({{ error }}) => console.warn(error.kind, error.message));\n",
            viewer = self.viewer,
            options = outdented(&self.options()),
            theme = outdented(&self.theme()),
        )
    }

    fn data(&self) -> String {
        format!(
            "// The package in {viewer}module/; without a bundler \"./leadwake/index.js\".\nimport {{ loadTimeline }} from \
             \"leadwake\";\n\nfor await (const entry of loadTimeline({{\n{options}}})) console.log(entry);\n",
            viewer = self.viewer,
            options = outdented(&self.options()),
        )
    }
}

/// Lines two columns further to the left, as far as they can be.
fn outdented(lines: &str) -> String {
    lines.split_inclusive('\n').map(|line| line.strip_prefix("  ").unwrap_or(line)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_lead_cannot_leave_its_place_in_a_snippet() {
        let lead = "naturalead:text:</script><b>\"x\" & 'y'".to_owned();
        for way in Way::ALL {
            for asker in Asker::ALL {
                let viewer = "https://viewer.example/".to_owned();
                let snippet = Snippet { way, asker, viewer, lead: lead.clone(), theme: "dark", grows: true };
                let text = snippet.text();
                assert!(!text.contains("<b>"), "{text}");
                assert!(!text.contains("\"x\""), "{text}");
                assert!(text.contains("viewer.example"), "{text}");
            }
        }
    }

    #[test]
    fn an_address_leads_to_its_lead() {
        for lead in ["naturalead:text:a/b?c#d&e", "apten:room 1,attendee:50%25"] {
            let viewer = "https://viewer.example/".to_owned();
            let snippet = Snippet { way: Way::Address, viewer, lead: lead.into(), ..Snippet::default() };
            let text = snippet.text().replace("&amp;", "&");
            let fragment =
                text.split("https://viewer.example/").nth(1).and_then(|rest| rest.split('"').next());
            let place: Place = fragment.unwrap().parse().unwrap();
            assert_eq!(place.as_lead().unwrap().source, Source::Lead(lead.parse().unwrap()), "{text}");
        }
    }

    #[test]
    fn a_key_is_asked_for_each_vendor_of_the_lead() {
        let lead = "apten:room_1,leadsail:lead_1".to_owned();
        let text = Snippet { way: Way::Module, asker: Asker::Keys, lead, ..Snippet::default() }.text();
        assert!(text.contains("myKeyFor(\"apten\")") && text.contains("myKeyFor(\"leadsail\")"), "{text}");
        assert!(!text.contains("attendee"), "{text}");
    }
}
