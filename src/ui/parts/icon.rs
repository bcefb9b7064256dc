//! Line drawings, 16 by 16. Always beside words: they are hidden from assistive technology.

use leptos::prelude::*;

use crate::model::Channel;

/// What a drawing shows.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Glyph {
    /// A text message: a speech bubble.
    Sms,
    /// `WhatsApp`: a round bubble with a receiver.
    WhatsApp,
    /// Telegram: a paper plane.
    Telegram,
    /// An envelope.
    Email,
    /// A telephone receiver.
    Phone,
    /// Chat on a page: a bubble with dots.
    Webchat,
    /// A meeting: a camera.
    Meeting,
    /// A spanner.
    Tool,
    /// A custom event: a bolt.
    Bolt,
    /// Something held back: a barred circle.
    Barred,
    /// A conversation: two bubbles.
    Thread,
    /// Not known: a question mark in a circle.
    Unknown,
    /// A sheet with a folded corner.
    File,
    /// A triangle with an exclamation mark.
    Warning,
    /// An i in a circle.
    Info,
    /// Towards the company: an arrow down to the left.
    Inbound,
    /// Towards the lead: an arrow up to the right.
    Outbound,
    /// Neither way: two opposite arrows.
    Internal,
    /// A frame with something in it.
    Embed,
    /// A tick.
    Check,
    /// Two ticks.
    DoubleCheck,
    /// A cross; also closes things.
    Cross,
    /// A clock.
    Clock,
    /// An angle that points down.
    Down,
    /// An angle that points up.
    Up,
    /// An angle that points right.
    Right,
    /// An angle that points left.
    Left,
    /// An arrow down.
    ArrowDown,
    /// An arrow up.
    ArrowUp,
    /// Two sheets.
    Copy,
    /// Two links of a chain.
    Link,
    /// An arrow out of a box: opens elsewhere.
    External,
    /// A magnifying glass.
    Search,
    /// A key.
    Key,
    /// A circular arrow.
    Refresh,
    /// A calendar sheet.
    Calendar,
    /// A globe: the time zone.
    Globe,
    /// Two arrows up and down: the order.
    Order,
    /// A funnel.
    Filter,
    /// A person.
    Person,
    /// A plus sign.
    Plus,
    /// A minus sign.
    Minus,
    /// A circle, half of it filled: light or dark, as the device.
    Contrast,
    /// The viewer's own mark: lines of different lengths, as a timeline has.
    Brand,
    /// Three dots.
    More,
    /// A sun.
    Sun,
    /// A moon.
    Moon,
    /// Two reels: a voicemail.
    Voicemail,
    /// An arrow that branches: handing over.
    Transfer,
    /// A shield: call screening.
    Shield,
    /// A full dot in a circle: a recording.
    Record,
    /// Curly braces: raw JSON.
    Braces,
    /// Lines of a list.
    List,
    /// Sliders: settings.
    Settings,
}

impl Glyph {
    /// The drawing of a channel.
    pub const fn of(channel: &Channel) -> Self {
        match channel {
            Channel::Sms => Self::Sms,
            Channel::WhatsApp => Self::WhatsApp,
            Channel::Telegram => Self::Telegram,
            Channel::Email => Self::Email,
            Channel::Call => Self::Phone,
            Channel::Webchat => Self::Webchat,
            Channel::Meeting => Self::Meeting,
            Channel::Tool => Self::Tool,
            Channel::Custom => Self::Bolt,
            Channel::Other(_) | Channel::Unstated => Self::Unknown,
        }
    }

    const fn path(self) -> &'static str {
        match self {
            Self::Sms => "M2.5 3h11v8H8l-3 2.5V11H2.5z",
            Self::WhatsApp => {
                "M8 2.2a5.8 5.8 0 1 1-2.9 10.8l-2.8.8.8-2.8A5.8 5.8 0 0 1 8 2.2zM6 6c.2 2.2 1.8 3.8 4 4"
            }
            Self::Telegram => "M14 2.5 1.8 7.2l4 1.7 1.5 4.4 2.2-2.9 3 2.3zM5.8 8.9 14 2.5",
            Self::Email => "M2 3.5h12v9H2zM2.3 4.2 8 9l5.7-4.8",
            Self::Phone => {
                "M5.3 2.5l-1.9.4c-.8.2-1.2.9-1.1 1.7.6 4.7 4.4 8.5 9.1 9.1.8.1 1.5-.3 1.7-1.1l.4-1.9-3-1.4-1.2 1.3a8 8 0 0 1-3.9-3.9l1.3-1.2z"
            }
            Self::Webchat => "M2 3h12v8H8.5L6 13.5V11H2zM5.2 7h.01M8 7h.01M10.8 7h.01",
            Self::Meeting => "M2 4.5h8v7H2zM10 7.3l4-2v5.4l-4-2",
            Self::Tool => {
                "M10.6 2.2a3.5 3.5 0 0 0-3.3 4.6L2.4 11.7l1.9 1.9 4.9-4.9a3.5 3.5 0 0 0 4.5-4.4l-2.1 2.1-1.8-.4-.4-1.8z"
            }
            Self::Bolt => "M8.8 1.8 3.5 9h4L7 14.2 12.5 7h-4z",
            Self::Barred => "M8 2a6 6 0 1 1 0 12A6 6 0 0 1 8 2zM3.8 3.8l8.4 8.4",
            Self::Thread => "M1.8 2.5h8.7v6H6L3.8 10.4V8.5h-2zM12.5 6h1.7v5.7h-1.5v1.8l-2.3-1.8H7.2",
            Self::Unknown => {
                "M8 2a6 6 0 1 1 0 12A6 6 0 0 1 8 2zM6.3 6.4a1.75 1.75 0 1 1 2.5 1.6c-.5.3-.8.6-.8 1.2M8 11.4v.01"
            }
            Self::File => "M9.5 2h-6v12h9V5zM9.5 2v3h3",
            Self::Warning => "M8 2.3 14.2 13H1.8zM8 6.6v3M8 11.2v.01",
            Self::Info => "M8 2a6 6 0 1 1 0 12A6 6 0 0 1 8 2zM8 7.4v3.4M8 5.1v.01",
            Self::Inbound => "M12 4l-8 8M4 6.2V12h5.8",
            Self::Outbound => "M4 12l8-8M6.2 4H12v5.8",
            Self::Internal => "M3 6h10l-2.6-2.6M13 10H3l2.6 2.6",
            Self::Embed => "M2 3h12v10H2zM6.4 6.2 4.6 8l1.8 1.8M9.6 6.2 11.4 8 9.6 9.8",
            Self::Check => "M3 8.6l3.2 3.2L13 4.6",
            Self::DoubleCheck => "M1.3 8.8l2.8 2.8L10 5M7.4 11.2l.4.4L14.6 5",
            Self::Cross => "M4 4l8 8M12 4l-8 8",
            Self::Clock => "M8 2a6 6 0 1 1 0 12A6 6 0 0 1 8 2zM8 4.8V8l2.2 1.5",
            Self::Down => "M4.2 6.2 8 10l3.8-3.8",
            Self::Up => "M4.2 9.8 8 6l3.8 3.8",
            Self::Right => "M6.2 4.2 10 8l-3.8 3.8",
            Self::Left => "M9.8 4.2 6 8l3.8 3.8",
            Self::ArrowDown => "M8 2.8v10.4M3.8 9 8 13.2 12.2 9",
            Self::ArrowUp => "M8 13.2V2.8M3.8 7 8 2.8 12.2 7",
            Self::Copy => "M5.5 5.5h8v8h-8zM3.6 10.5H2.5v-8h8v1.1",
            Self::Link => {
                "M6.6 9.4a2.6 2.6 0 0 0 3.7 0l2.4-2.4A2.6 2.6 0 0 0 9 3.3l-.9.9M9.4 6.6a2.6 2.6 0 0 0-3.7 0L3.3 9A2.6 2.6 0 0 0 7 12.7l.9-.9"
            }
            Self::External => "M9.5 2.5h4v4M13.2 2.8 7.5 8.5M11.5 9v4.5h-9v-9H7",
            Self::Search => "M7 2.5a4.5 4.5 0 1 1 0 9 4.5 4.5 0 0 1 0-9zM10.3 10.3l3.4 3.4",
            Self::Key => {
                "M5 7.5a2.7 2.7 0 1 1 0 5.4 2.7 2.7 0 0 1 0-5.4zM6.9 8.3l5.8-5.8M10 5.2l2 2M12 3.2l1.6 1.6"
            }
            Self::Refresh => "M13 8a5 5 0 1 1-1.6-3.7L13 5.8M13 2.6v3.2H9.8",
            Self::Calendar => "M2.5 3.5h11v10h-11zM2.5 6.5h11M5.3 2v2.6M10.7 2v2.6",
            Self::Globe => {
                "M8 2a6 6 0 1 1 0 12A6 6 0 0 1 8 2zM2 8h12M8 2c1.7 1.6 2.5 3.6 2.5 6S9.7 12.4 8 14c-1.7-1.6-2.5-3.6-2.5-6S6.3 3.6 8 2z"
            }
            Self::Order => "M5 13V3.2M2.5 5.6 5 3l2.5 2.6M11 3v9.8M8.5 10.4 11 13l2.5-2.6",
            Self::Filter => "M2 3.5h12L9.5 9v4l-3-1.5V9z",
            Self::Person => {
                "M8 2.5a2.7 2.7 0 1 1 0 5.4 2.7 2.7 0 0 1 0-5.4zM2.8 13.5c.5-2.3 2.5-3.6 5.2-3.6s4.7 1.3 5.2 3.6"
            }
            Self::Plus => "M8 3v10M3 8h10",
            Self::Minus => "M3 8h10",
            Self::Contrast => "M8 2.5a5.5 5.5 0 1 1 0 11zM8 2.5a5.5 5.5 0 0 0 0 11M10.5 3.2v9.6M12.3 4.6v6.8",
            Self::Brand => "M2.5 4.5h8M2.5 8h11M2.5 11.5h6",
            Self::More => "M3.5 8h.01M8 8h.01M12.5 8h.01",
            Self::Sun => {
                "M8 5.2a2.8 2.8 0 1 1 0 5.6 2.8 2.8 0 0 1 0-5.6zM8 1.5v1.3M8 13.2v1.3M1.5 8h1.3M13.2 8h1.3M3.4 3.4l.9.9M11.7 11.7l.9.9M12.6 3.4l-.9.9M4.3 11.7l-.9.9"
            }
            Self::Moon => "M13 9.6A5.6 5.6 0 0 1 6.4 3 5.6 5.6 0 1 0 13 9.6z",
            Self::Voicemail => {
                "M4.5 5.5a2.5 2.5 0 1 1 0 5 2.5 2.5 0 0 1 0-5zM11.5 5.5a2.5 2.5 0 1 1 0 5 2.5 2.5 0 0 1 0-5zM4.5 10.5h7"
            }
            Self::Transfer => "M2 11.5h2.5c3 0 3.5-7 6.5-7h2.8M11.2 2l2.6 2.5L11.2 7M9.5 11.5h4",
            Self::Shield => "M8 2l5 1.8v3.7c0 3.2-2 5.4-5 6.5-3-1.1-5-3.3-5-6.5V3.8z",
            Self::Record => {
                "M8 2a6 6 0 1 1 0 12A6 6 0 0 1 8 2zM8 6.3a1.7 1.7 0 1 1 0 3.4 1.7 1.7 0 0 1 0-3.4z"
            }
            Self::Braces => {
                "M6 2.5c-1.7 0-2 .8-2 2v1.7c0 1-.5 1.8-1.5 1.8 1 0 1.5.8 1.5 1.8v1.7c0 1.2.3 2 2 2M10 2.5c1.7 0 2 .8 2 2v1.7c0 1 .5 1.8 1.5 1.8-1 0-1.5.8-1.5 1.8v1.7c0 1.2-.3 2-2 2"
            }
            Self::List => "M5.5 4h8M5.5 8h8M5.5 12h8M2.5 4h.01M2.5 8h.01M2.5 12h.01",
            Self::Settings => {
                "M2 5h6M11.5 5H14M2 11h2.5M8 11h6M9.7 3.3a1.7 1.7 0 1 1 0 3.4 1.7 1.7 0 0 1 0-3.4zM6.2 9.3a1.7 1.7 0 1 1 0 3.4 1.7 1.7 0 0 1 0-3.4z"
            }
        }
    }
}

/// One drawing, in the colour of the text around it.
#[component]
pub fn Icon(
    /// What it shows.
    glyph: Glyph,
) -> impl IntoView {
    view! {
        <svg class="icon" viewBox="0 0 16 16" width="16" height="16" aria-hidden="true" focusable="false">
            <path d=glyph.path() />
        </svg>
    }
}
