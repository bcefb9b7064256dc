//! Sentences put together from pieces: varied enough for search, grouping and line breaks.

use super::random::Random;

const OPENINGS: [&str; 12] = [
    "Hi again",
    "Thanks",
    "Okay",
    "Quick question",
    "Sorry for the late reply",
    "Good morning",
    "One more thing",
    "Hm",
    "Great",
    "Just so I understand",
    "Perfect",
    "Hello",
];
const MIDDLES: [&str; 16] = [
    "the estimate for the solar roof came through",
    "the inspector wants to see the garage first",
    "we would rather start after the rainy weeks",
    "the battery fits left of the panel",
    "my neighbour asks what the tiles cost",
    "the permit desk needs the lot number",
    "the crew can come on short notice",
    "financing over twenty years sounds right",
    "the association has not answered yet",
    "the second quote was higher and had no roof in it",
    "I uploaded the power bill",
    "the meter is on the north side",
    "the link asks for a password",
    "hail is what worries us most",
    "the appointment moved by an hour",
    "the drawing shows a pipe outside the wall",
];
const ENDINGS: [&str; 14] = [
    ".",
    ", can you check?",
    " 🙂",
    ", thanks!",
    ". What do you think?",
    ", if that works for you.",
    "…",
    ". Please call when you can.",
    ". See https://sunmere.example/e/14-alder-court",
    ", as we said.",
    "!",
    " 👍",
    ".\nAnd the dog says hello.",
    ". ¿Se puede?",
];

const NAMES: [&str; 24] = [
    "Amara", "Bjorn", "Chidi", "Dolores", "Eleni", "Farid", "Greta", "Hiro", "Ines", "Jonas", "Katya",
    "Lamar", "Mei", "Nadia", "Oskar", "Paloma", "Quinn", "Rosa", "Sanjay", "Tomas", "Ulla", "Vikram",
    "Wanda", "Zeynep",
];
const STREETS: [&str; 8] = [
    "Alder Court",
    "Birch Lane",
    "Harbor View",
    "Juniper Way",
    "Mill Road",
    "Orchard Hill",
    "Quarry Street",
    "Willow Bend",
];
const DAYS: [&str; 6] = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday"];

/// What sets one message apart from another: people, times, sums, addresses. Half of them have none.
fn detail(random: &mut Random) -> String {
    match random.below(10) {
        0 => {
            let (hour, minute) = (7 + random.below(12), random.below(12) * 5);
            format!(" on {} at {hour}:{minute:02}", random.pick(&DAYS))
        }
        1 => format!(" for ${},{:03}", 4 + random.below(60), random.below(1000)),
        2 => format!(" (number {:05})", random.below(100_000)),
        3 => format!(" and {} agrees", random.pick(&NAMES)),
        4 => format!(" at {} {}", 1 + random.below(980), random.pick(&STREETS)),
        _ => String::new(),
    }
}

/// One message.
pub(super) fn message(random: &mut Random) -> String {
    if random.percent(6) {
        return random.pick(&["ok", "👍", "yes", "no", "thanks!", "?", "call me", "sí"]).to_owned();
    }
    let (opening, middle) = (random.pick(&OPENINGS), random.pick(&MIDDLES));
    let mut text = format!("{opening}, {middle}{}{}", detail(random), random.pick(&ENDINGS));
    if random.percent(15) {
        text.push(' ');
        text.push_str(&sentence(random));
    }
    if random.percent(2) {
        for _ in 0..12 {
            text.push(' ');
            text.push_str(&sentence(random));
        }
    }
    text
}

/// One sentence.
pub(super) fn sentence(random: &mut Random) -> String {
    let middle = random.pick(&MIDDLES);
    let mut letters = middle.chars();
    let first = letters.next().map(|letter| letter.to_ascii_uppercase()).into_iter();
    first.chain(letters).chain(['.']).collect()
}

/// Several sentences.
pub(super) fn paragraph(random: &mut Random, sentences: usize) -> String {
    (0..sentences).map(|_| sentence(random)).collect::<Vec<_>>().join(" ")
}
