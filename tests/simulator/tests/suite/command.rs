//! The command: what it prints, what it writes, and when it ends.

use std::io::{BufRead, BufReader};
use std::process::{Command, Stdio};

use serde_json::Value;
use vendor_simulator::{Config, Vendor, record};

const COMMAND: &str = env!("CARGO_BIN_EXE_vendor-simulator");

#[test]
fn it_says_in_one_line_where_it_listens_and_ends_with_its_caller() {
    let mut child = Command::new(COMMAND)
        .args(["--print-json-ready", "--until-stdin-closes"])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .unwrap();
    let mut line = String::new();
    BufReader::new(child.stdout.take().unwrap()).read_line(&mut line).unwrap();
    let ready: Value = serde_json::from_str(&line).unwrap();
    let base = ready["base"].as_str().unwrap();
    assert!(base.starts_with("http://127.0.0.1:"), "{base}");
    for vendor in Vendor::ALL {
        let told = &ready["vendors"][vendor.name()];
        assert_eq!(told["base_url"], format!("{base}{}", vendor.base_path()));
        assert_eq!(told["key"], vendor.key());
    }
    let answered =
        ureq::get(format!("{base}/control/ready")).call().unwrap().body_mut().read_to_string().unwrap();
    assert_eq!(serde_json::from_str::<Value>(&answered).unwrap(), ready);
    drop(child.stdin.take());
    assert!(child.wait().unwrap().success());
}

#[test]
fn it_records_into_a_file() {
    let file = std::env::temp_dir().join(format!("vendor-simulator-{}.json", std::process::id()));
    let now = "2026-11-20T17:00:00Z";
    let status = Command::new(COMMAND).args(["--now", now, "--record"]).arg(&file).status().unwrap();
    assert!(status.success());
    let written: Value = serde_json::from_str(&std::fs::read_to_string(&file).unwrap()).unwrap();
    std::fs::remove_file(&file).unwrap();
    let config = Config { now: Some(time::macros::datetime!(2026-11-20 17:00 UTC)), ..Config::default() };
    assert_eq!(written, record(&config).unwrap());
}

#[test]
fn the_demos_recording_is_what_it_records_at_that_moment() {
    let kept = concat!(env!("CARGO_MANIFEST_DIR"), "/../../src/demo/recording.json");
    let kept = std::fs::read_to_string(kept).unwrap();
    let now = serde_json::from_str::<Value>(&kept).unwrap()["recorded_at"].as_str().unwrap().to_owned();
    let file = std::env::temp_dir().join(format!("vendor-simulator-demo-{}.json", std::process::id()));
    let status = Command::new(COMMAND).args(["--now", &now, "--record"]).arg(&file).status().unwrap();
    assert!(status.success());
    let again = std::fs::read_to_string(&file).unwrap();
    std::fs::remove_file(&file).unwrap();
    assert!(again == kept, "src/demo/recording.json is out of step; `cargo xtask record` makes it again");
}

#[test]
fn it_explains_what_it_does_not_understand() {
    for args in [vec!["--port"], vec!["--port", "many"], vec!["--now", "yesterday"], vec!["--loud"]] {
        let output = Command::new(COMMAND).args(&args).output().unwrap();
        assert!(!output.status.success(), "{args:?}");
        let said = String::from_utf8(output.stderr).unwrap();
        assert!(said.contains(args[0]) && said.contains("[--port N]"), "{said}");
    }
}
