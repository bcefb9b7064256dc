//! What a fragment says of the frame that the page stands in. It is about the page as a whole, so no place holds it, and
//! links to places do not carry it.

/// How tall the frame is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Hash)]
pub enum FrameHeight {
    /// As tall as the page around makes it; the list scrolls inside.
    #[default]
    Fill,
    /// As tall as what is in it: the page around is told how tall that is.
    Auto,
}

/// That the page is a part of another one: `embed=1` in the fragment's query.
#[derive(Debug, Clone, PartialEq, Eq, Default, Hash)]
pub struct Embed {
    /// `height=auto`, or the usual.
    pub height: FrameHeight,
    /// `wait=1`: nothing is shown and nobody is asked before the page around has said what to show.
    pub waits: bool,
    /// `theme=dark`: the colours at first, by name; what is no such name does not count.
    pub theme: Option<String>,
}

const THEMES: [&str; 3] = ["light", "dark", "system"];

impl Embed {
    /// What a fragment says; `None` when the page is one of its own.
    pub fn of(fragment: &str) -> Option<Self> {
        let query = fragment.split_once('?').map_or("", |(_, query)| query);
        let has = |wanted: &str| query.split('&').any(|pair| pair == wanted);
        let theme = query.split('&').find_map(|pair| pair.strip_prefix("theme="));
        has("embed=1").then(|| Self {
            height: if has("height=auto") { FrameHeight::Auto } else { FrameHeight::Fill },
            waits: has("wait=1"),
            theme: theme.filter(|theme| THEMES.contains(theme)).map(str::to_owned),
        })
    }

    /// The fragment of a place with all of this.
    pub fn on(&self, place: &str) -> String {
        let mut words = vec!["embed=1".to_owned()];
        if self.height == FrameHeight::Auto {
            words.push("height=auto".into());
        }
        if self.waits {
            words.push("wait=1".into());
        }
        words.extend(self.theme.iter().map(|theme| format!("theme={theme}")));
        let sign = if place.contains('?') { '&' } else { '?' };
        format!("{place}{sign}{}", words.join("&"))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::place::Place;

    #[test]
    fn what_the_frame_is_like_goes_with_every_place_and_is_in_none() {
        let fragment = "#/lead/apten:room_1?zone=UTC&embed=1&height=auto&theme=dark";
        let embed = Embed::of(fragment).unwrap();
        assert_eq!(embed.height, FrameHeight::Auto);
        assert_eq!(embed.theme.as_deref(), Some("dark"));
        let place: Place = fragment.parse().unwrap();
        assert_eq!(place.to_string(), "#/lead/apten:room_1?zone=UTC");
        for place in ["#/", "#/lead/apten:room_1?zone=UTC", "#/connections"] {
            let written = embed.on(place);
            assert_eq!(Embed::of(&written).as_ref(), Some(&embed), "{written}");
            assert_eq!(written.parse::<Place>(), place.parse());
        }
    }

    #[test]
    fn a_page_is_one_of_its_own_unless_its_address_says_otherwise() {
        for fragment in ["", "#/", "#/embed", "#/lead/apten:embed=1", "#/demo?embed=0", "#/demo?q=embed%3D1"]
        {
            assert_eq!(Embed::of(fragment), None, "{fragment}");
        }
        let embed = Embed::of("#/demo?embed=1&height=tall&theme=url(x)&wait=yes").unwrap();
        assert_eq!(embed, Embed::default());
        assert_eq!(embed.on("#/demo"), "#/demo?embed=1");
    }
}
