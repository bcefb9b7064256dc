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
cargo xtask test [PART]...
    Check everything, or only the parts named: fmt, lint, deny, native, components, build, browser.
cargo xtask build
    Make the deployable dist/ and say how large it is.
cargo xtask relay nginx|caddy|headers|config [OPTION]...
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
    /// Print a recipe, as these words say.
    Relay(Vec<OsString>),
    /// Make the demo's recording again.
    Record,
    /// Run these parts of the checks.
    Test(Vec<Part>),
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
        "relay" => return Ok(Command::Relay(arguments.raw_args()?.collect())),
        "record" => Command::Record,
        "test" => Command::Test(Vec::new()),
        _ => bail!("there is no command {name:?}\n\n{USAGE}"),
    };
    while let Some(argument) = arguments.next()? {
        match (&mut command, argument) {
            (_, Arg::Short('h') | Arg::Long("help")) => return Ok(Command::Help),
            (Command::Serve(options), Arg::Long("open")) => options.open = true,
            (Command::Serve(options), Arg::Long("port")) => options.port = Some(arguments.value()?.parse()?),
            (Command::Serve(options), Arg::Long("allow")) => options.allow.push(arguments.value()?.string()?),
            (Command::Test(parts), Arg::Value(part)) => parts.push(part.parse()?),
            (_, argument) => bail!("{}\n\n{USAGE}", argument.unexpected()),
        }
    }
    if let Command::Test(parts) = &mut command
        && parts.is_empty()
    {
        parts.extend(Part::ALL);
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
        assert_eq!(read_words(&["test"]).unwrap(), Command::Test(Part::ALL.to_vec()));
        assert_eq!(read_words(&["test", "lint", "fmt"]).unwrap(), Command::Test(vec![Part::Lint, Part::Fmt]));
    }

    #[test]
    fn a_recipe_reads_its_own_options() {
        let words = ["relay", "nginx", "--listen", "127.0.0.1:80", "--help"];
        let Command::Relay(rest) = read_words(&words).unwrap() else { panic!("another command") };
        assert_eq!(rest, words[1..]);
    }

    #[test]
    fn what_is_unknown_is_named() {
        for words in
            [&["srve"][..], &["build", "--open"], &["test", "everything"], &["serve", "--port", "high"]]
        {
            let message = read_words(words).unwrap_err().to_string();
            assert!(words.iter().any(|word| message.contains(word)), "{message}");
        }
    }
}
