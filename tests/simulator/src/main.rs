//! The vendor simulator's command.

use std::process::ExitCode;

use time::OffsetDateTime;
use time::format_description::well_known::Rfc3339;
use vendor_simulator::Config;

const USAGE: &str = "vendor-simulator [--port N] [--print-json-ready] [--now RFC3339] [--changes-after N] [--record FILE] [--until-stdin-closes]";

#[derive(Default)]
struct Wish {
    config: Config,
    print_json: bool,
    record: Option<String>,
    until_stdin_closes: bool,
}

fn main() -> ExitCode {
    match parse(std::env::args().skip(1)).and_then(|wish| run(&wish)) {
        Ok(()) => ExitCode::SUCCESS,
        Err(message) => {
            eprintln!("{message}");
            ExitCode::FAILURE
        }
    }
}

fn parse(mut args: impl Iterator<Item = String>) -> Result<Wish, String> {
    let mut wish = Wish::default();
    while let Some(name) = args.next() {
        let mut value = || args.next().ok_or_else(|| format!("{name} needs a value.\n{USAGE}"));
        match name.as_str() {
            "--port" => {
                wish.config.port = value()?.parse().map_err(|error| format!("--port: {error}.\n{USAGE}"))?;
            }
            "--print-json-ready" => wish.print_json = true,
            "--now" => {
                let text = value()?;
                let now = OffsetDateTime::parse(&text, &Rfc3339)
                    .map_err(|error| format!("--now {text}: {error}.\n{USAGE}"))?;
                wish.config.now = Some(now);
            }
            "--changes-after" => {
                wish.config.changes_after =
                    value()?.parse().map_err(|error| format!("--changes-after: {error}.\n{USAGE}"))?;
            }
            "--until-stdin-closes" => wish.until_stdin_closes = true,
            "--record" => wish.record = Some(value()?),
            "--help" | "-h" => return Err(USAGE.to_owned()),
            _ => return Err(format!("{name} is not an option.\n{USAGE}")),
        }
    }
    Ok(wish)
}

fn run(wish: &Wish) -> Result<(), String> {
    if let Some(file) = &wish.record {
        let answers = vendor_simulator::record(&wish.config)?;
        let text = serde_json::to_string_pretty(&answers).map_err(|error| error.to_string())?;
        return std::fs::write(file, text + "\n").map_err(|error| format!("{file}: {error}"));
    }
    let running = vendor_simulator::spawn(&wish.config)
        .map_err(|error| format!("The simulator cannot listen on port {}: {error}", wish.config.port))?;
    if wish.print_json {
        println!("{}", running.ready());
    } else {
        println!("The vendor simulator listens on {}", running.base());
    }
    if wish.until_stdin_closes {
        // A caller that is killed cannot stop us any more, but its end of the pipe closes with it.
        std::io::copy(&mut std::io::stdin(), &mut std::io::sink()).map_err(|error| error.to_string())?;
    } else {
        running.wait();
    }
    Ok(())
}
