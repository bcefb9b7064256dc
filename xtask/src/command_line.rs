//! What the person asks for.

use crate::test::Part;
use anyhow::{Result, bail};
use lexopt::{Arg, Parser, ValueExt as _};
use std::ffi::OsString;

/// Shown when no command is given, and for `--help`.
pub(crate) const USAGE: &str = "\
cargo xtask serve [--open] [--port N] [--allow ORIGIN]...
    Build the viewer, start the vendor simulator, serve both on this machine until Ctrl+C.
    --open            open the demo lead in the browser
    --port N          the viewer's port (4600, or a free one when that is taken)
    --allow ORIGIN    let the page ask one more origin, such as a self-hosted Attendee
cargo xtask test [PART]... [--every-way]
    Check everything, or only the parts named: fmt, lint, deny, native, components, build, browser.
    --every-way       every browser test on every kind of host and browser: takes hours
cargo xtask build
    Make the deployable dist/ and say how large it is.
cargo xtask bench [--beside WHO]... [--entries N]... [--runs N] [--only WHAT]... [--limit SECONDS] [--write]
    Measure the viewer beside peers of the same job in the same Chromium, and print a table.
    --beside WHO      react (unless another is named) or vanilla
    --entries N       how many entries the lead has (1000, 10000 and 100000)
    --runs N          how often each is measured, in turns (5)
    --only WHAT       bytes, first-row, load, memory, jump, scroll, filter, search or call
    --limit SECONDS   how long loading may take (60)
    --write           also draw the results into tests/pictures/
cargo xtask relay nginx|caddy|headers|config|paths [OPTION]...
    Print how a web server serves the viewer and relays to the vendors; --help tells the options.
cargo xtask record
    Record the simulator's answers for the demo lead again.
";

/// One command with its options.
#[derive(Debug, PartialEq)]
pub(crate) enum Command {
    /// Say what there is.
    Help,
    /// Build and serve, beside the simulator.
    Serve(ServeOptions),
    /// Build the deployable folder.
    Build,
    /// Measure the viewer against its peer.
    Bench(BenchOptions),
    /// Print a recipe, as these words say.
    Relay(Vec<OsString>),
    /// Make the demo's recording again.
    Record,
    /// Run these parts of the checks.
    Test {
        /// Which.
        parts: Vec<Part>,
        /// Whether every browser test is to run in every way there is.
        every_way: bool,
    },
}

/// How to serve.
#[derive(Debug, Default, PartialEq)]
pub(crate) struct ServeOptions {
    /// Whether to open the browser.
    pub(crate) open: bool,
    /// The port that must be used, if one must.
    pub(crate) port: Option<u16>,
    /// Origins that the page may ask besides the usual ones.
    pub(crate) allow: Vec<String>,
}

/// How many entries leads have in the benchmark.
const USUAL_ENTRIES: [u32; 3] = [1_000, 10_000, 100_000];

/// What the benchmark measures.
pub(crate) const MEASURES: [&str; 9] =
    ["bytes", "first-row", "load", "memory", "jump", "scroll", "filter", "search", "call"];

/// Whom it can measure the viewer beside.
pub(crate) const PEERS: [&str; 2] = ["react", "vanilla"];

/// How to measure.
#[derive(Debug, PartialEq)]
pub(crate) struct BenchOptions {
    /// Which of [`PEERS`].
    pub(crate) beside: Vec<String>,
    /// How many entries the lead has, in turn.
    pub(crate) entries: Vec<u32>,
    /// How often each contestant is measured.
    pub(crate) runs: u16,
    /// Which of [`MEASURES`]; all, when it is empty.
    pub(crate) only: Vec<String>,
    /// How long loading may take, in seconds.
    pub(crate) limit: u16,
    /// Whether the picture in the README is to be drawn anew.
    pub(crate) write: bool,
}

impl Default for BenchOptions {
    fn default() -> Self {
        Self { beside: Vec::new(), entries: Vec::new(), runs: 5, only: Vec::new(), limit: 60, write: false }
    }
}

impl BenchOptions {
    fn take(&mut self, name: &str, arguments: &mut Parser) -> Result<bool> {
        match name {
            "entries" => self.entries.push(arguments.value()?.parse()?),
            "runs" => self.runs = arguments.value()?.parse()?,
            "limit" => self.limit = arguments.value()?.parse()?,
            "write" => self.write = true,
            "beside" => self.beside.push(one_of(&PEERS, arguments)?),
            "only" => self.only.push(one_of(&MEASURES, arguments)?),
            _ => return Ok(false),
        }
        Ok(true)
    }
}

/// The value of an option that takes one of some words.
fn one_of(words: &[&str], arguments: &mut Parser) -> Result<String> {
    let word = arguments.value()?.string()?;
    if !words.contains(&word.as_str()) {
        bail!("there is nothing named {word:?} here; there are {}", words.join(", "));
    }
    Ok(word)
}

/// Reads the command line.
///
/// # Errors
/// An unknown command, part or option; the message lists what exists.
pub(crate) fn read(mut arguments: Parser) -> Result<Command> {
    let name = match arguments.next()? {
        None | Some(Arg::Short('h') | Arg::Long("help")) => return Ok(Command::Help),
        Some(Arg::Value(name)) => name.string()?,
        Some(other @ (Arg::Short(_) | Arg::Long(_))) => bail!("{}\n\n{USAGE}", other.unexpected()),
    };
    let mut command = match name.as_str() {
        "help" => Command::Help,
        "serve" => Command::Serve(ServeOptions::default()),
        "build" => Command::Build,
        "bench" => Command::Bench(BenchOptions::default()),
        "relay" => return Ok(Command::Relay(arguments.raw_args()?.collect())),
        "record" => Command::Record,
        "test" => Command::Test { parts: Vec::new(), every_way: false },
        _ => bail!("there is no command {name:?}\n\n{USAGE}"),
    };
    while let Some(argument) = arguments.next()? {
        match (&mut command, argument) {
            (_, Arg::Short('h') | Arg::Long("help")) => return Ok(Command::Help),
            (Command::Serve(options), Arg::Long("open")) => options.open = true,
            (Command::Serve(options), Arg::Long("port")) => options.port = Some(arguments.value()?.parse()?),
            (Command::Serve(options), Arg::Long("allow")) => options.allow.push(arguments.value()?.string()?),
            (Command::Bench(options), Arg::Long(name)) => {
                let name = name.to_owned();
                if !options.take(&name, &mut arguments)? {
                    bail!("bench has no option --{name}\n\n{USAGE}");
                }
            }
            (Command::Test { parts, .. }, Arg::Value(part)) => parts.push(part.parse()?),
            (Command::Test { every_way, .. }, Arg::Long("every-way")) => *every_way = true,
            (_, argument) => bail!("{}\n\n{USAGE}", argument.unexpected()),
        }
    }
    if let Command::Test { parts, .. } = &mut command
        && parts.is_empty()
    {
        parts.extend(Part::ALL);
    }
    if let Command::Bench(options) = &mut command {
        if options.entries.is_empty() {
            options.entries.extend(USUAL_ENTRIES);
        }
        if options.beside.is_empty() {
            options.beside.push(PEERS[0].to_owned());
        }
    }
    Ok(command)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read_words(words: &[&str]) -> Result<Command> {
        read(Parser::from_args(words))
    }

    #[test]
    fn nothing_asks_for_help() {
        assert_eq!(read_words(&[]).unwrap(), Command::Help);
        assert_eq!(read_words(&["serve", "--help"]).unwrap(), Command::Help);
    }

    #[test]
    fn serve_takes_its_options() {
        let expected = ServeOptions {
            open: true,
            port: Some(80),
            allow: vec!["https://a.example".into(), "https://b.example".into()],
        };
        let words =
            ["serve", "--open", "--port=80", "--allow", "https://a.example", "--allow", "https://b.example"];
        assert_eq!(read_words(&words).unwrap(), Command::Serve(expected));
    }

    #[test]
    fn test_without_a_part_means_all() {
        let all = Command::Test { parts: Part::ALL.to_vec(), every_way: false };
        assert_eq!(read_words(&["test"]).unwrap(), all);
        let two = Command::Test { parts: vec![Part::Lint, Part::Fmt], every_way: false };
        assert_eq!(read_words(&["test", "lint", "fmt"]).unwrap(), two);
        let browser = Command::Test { parts: vec![Part::Browser], every_way: true };
        assert_eq!(read_words(&["test", "browser", "--every-way"]).unwrap(), browser);
    }

    #[test]
    fn a_benchmark_can_be_short() {
        let words = ["bench", "--entries", "1000", "--runs=3", "--only", "search", "--write"];
        let expected = BenchOptions {
            beside: vec!["react".into()],
            entries: vec![1000],
            runs: 3,
            only: vec!["search".into()],
            write: true,
            ..BenchOptions::default()
        };
        assert_eq!(read_words(&words).unwrap(), Command::Bench(expected));
        let Command::Bench(usual) = read_words(&["bench"]).unwrap() else { panic!("another command") };
        assert_eq!(usual.entries, USUAL_ENTRIES);
    }

    #[test]
    fn a_recipe_reads_its_own_options() {
        let words = ["relay", "nginx", "--listen", "127.0.0.1:80", "--help"];
        let Command::Relay(rest) = read_words(&words).unwrap() else { panic!("another command") };
        assert_eq!(rest, words[1..]);
    }

    #[test]
    fn what_is_unknown_is_named() {
        for words in [
            &["srve"][..],
            &["build", "--open"],
            &["test", "everything"],
            &["serve", "--port", "high"],
            &["bench", "--only", "speed"],
            &["bench", "--beside", "itself"],
            &["bench", "--quick"],
        ] {
            let message = read_words(words).unwrap_err().to_string();
            assert!(words.iter().any(|word| message.contains(word)), "{message}");
        }
    }
}
