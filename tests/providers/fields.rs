//! Every documented field is in its vendor's table, and reaches the model.

use std::{
    collections::{BTreeMap, BTreeSet},
    fs,
    path::{Path, PathBuf},
};

use leadwake::model::{Vendor, When};
use serde_json::{Value, json};

use crate::{fixture, outline::typed};

/// The paths of every value in a documented sample, `[]` for list items.
fn paths(found: &mut BTreeSet<String>, path: &str, value: &Value) {
    match value {
        Value::Object(members) if !members.is_empty() => {
            for (name, member) in members {
                paths(found, &if path.is_empty() { name.clone() } else { format!("{path}.{name}") }, member);
            }
        }
        Value::Array(items) => items.iter().for_each(|item| paths(found, &format!("{path}[]"), item)),
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) | Value::Object(_) => {
            found.insert(path.to_owned());
        }
    }
}

fn read(path: &Path) -> String {
    fs::read_to_string(path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

/// Documented fields: those of the samples, and those of the reference pages' lists.
fn documented(vendor: Vendor) -> BTreeSet<String> {
    let mut found = BTreeSet::new();
    let folder = fixture::root().join("documented").join(vendor.slug());
    for file in fs::read_dir(folder).unwrap() {
        let sample: Value = serde_json::from_str(&read(&file.unwrap().path())).unwrap();
        paths(&mut found, "", &sample["body"]);
    }
    let list = read(&fixture::root().join(vendor.slug()).join("fields.txt"));
    let lines = list.lines().map(str::trim).filter(|line| !line.is_empty() && !line.starts_with('#'));
    found.extend(lines.map(str::to_owned));
    // An item that is `{}` says nothing.
    found.retain(|path| !path.ends_with("[]"));
    found
}

/// What a field may be in the viewer, as the tables' second column names it.
const PLACES: &[&str] = &[
    "fact",
    "flag",
    "entry",
    "address of the",
    "call",
    "transfer journey",
    "transcript",
    "turn",
    "thread",
    "message",
    "e-mail",
    "conversation",
    "stage",
    "qualification",
    "feed's error",
    "remark",
    "audience",
    "sender",
];

/// The rows of a vendor's tables of fields: a field, and where it is shown.
fn rows(vendor: Vendor) -> BTreeMap<String, String> {
    let docs = read(&adapter(vendor).join("docs.md"));
    let tables = docs.split("\n\n").map(str::trim).filter(|table| table.starts_with("| field "));
    let lines = tables.flat_map(|table| table.lines().skip(2));
    let row = |line: &str| {
        let (field, place) = line.strip_prefix("| `")?.strip_suffix(" |")?.split_once("` | ")?;
        Some((field.to_owned(), place.trim().to_owned()))
    };
    lines.map(|line| row(line).unwrap_or_else(|| panic!("{vendor}: no row of a table: {line}"))).collect()
}

fn adapter(vendor: Vendor) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("src/providers").join(vendor.slug())
}

#[test]
fn the_table_names_every_documented_field_and_no_other() {
    for vendor in Vendor::ALL {
        let rows = rows(vendor);
        let documented = documented(vendor);
        let missing: Vec<_> = documented.iter().filter(|field| !rows.contains_key(*field)).collect();
        assert!(missing.is_empty(), "not in the table of {vendor}: {missing:#?}");
        // A row may also be an object or a list that holds documented fields.
        let holds = |row: &str| {
            documented.iter().any(|field| {
                field.strip_prefix(row).is_some_and(|rest| rest.is_empty() || rest.starts_with(['.', '[']))
            })
        };
        let stale: Vec<_> = rows.keys().filter(|row| !holds(row)).collect();
        assert!(stale.is_empty(), "in the table of {vendor}, and documented nowhere: {stale:#?}");
    }
}

#[test]
fn every_row_of_the_table_says_a_place_that_there_is() {
    for vendor in Vendor::ALL {
        let files = fs::read_dir(adapter(vendor)).unwrap().map(|file| file.unwrap().path());
        let code: String = files
            .filter(|file| file.extension().is_some_and(|end| end == "rs"))
            .map(|file| read(&file))
            .collect();
        let rows = rows(vendor);
        for (field, place) in &rows {
            // What is not shown says why.
            let reason = place.strip_prefix("not shown: ").is_some_and(|reason| reason.len() > 10);
            let other = place.strip_prefix("in `").and_then(|other| other.strip_suffix('`'));
            let is_known = match other {
                Some(other) => rows.contains_key(other),
                None => reason || PLACES.iter().any(|known| place.contains(known)),
            };
            assert!(is_known, "{vendor}, {field}: “{place}” is no place");
            let labels = place.split('“').skip(1).filter_map(|rest| rest.split_once('”'));
            for (label, _) in labels.filter(|_| place.contains("fact “") || place.contains("flag “")) {
                let label = label.trim_end_matches('…');
                assert!(
                    code.contains(&format!("\"{label}")),
                    "{vendor}, {field}: nothing is called “{label}”"
                );
            }
        }
    }
}

/// A value that says something else.
fn other(value: &Value) -> Option<Value> {
    match value {
        Value::Bool(flag) => Some(json!(!flag)),
        Value::Number(number) => Some(json!(number.as_f64()? + 1.0)),
        Value::String(text) if When::parse(text).at().is_some() => Some(json!("2027-03-04T05:06:07.000Z")),
        Value::String(text) => Some(json!(format!("{text}x"))),
        Value::Null | Value::Array(_) | Value::Object(_) => None,
    }
}

fn leaves(found: &mut Vec<String>, pointer: &str, value: &Value) {
    match value {
        Value::Object(members) => members.iter().for_each(|(name, member)| {
            leaves(found, &format!("{pointer}/{}", name.replace('~', "~0").replace('/', "~1")), member);
        }),
        Value::Array(items) => {
            items.iter().enumerate().for_each(|(at, item)| leaves(found, &format!("{pointer}/{at}"), item));
        }
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => found.push(pointer.to_owned()),
    }
}

#[test]
fn every_field_reaches_the_model() {
    let mut tried = 0;
    for fixture in fixture::all() {
        // What belongs to other leads is passed over, and a check only counts.
        let page = fixture.read().ok().filter(|page| page.others == 0);
        let Some((page, body)) = page.zip(serde_json::from_str::<Value>(&fixture.body).ok()) else {
            continue;
        };
        // One by one, as a page may be long; a whole call has no list around it.
        let records = if page.call.is_some() { vec![body] } else { fixture.list().unwrap() };
        for record in records {
            let read = |record: &Value| {
                let text = record.to_string();
                let is_call = page.call.is_some();
                let body = if is_call { text } else { fixture::envelope(fixture.vendor, &[&text]) };
                fixture.read_body(&body).map(|page| typed(&page))
            };
            let before = read(&record);
            let mut pointers = Vec::new();
            leaves(&mut pointers, "", &record);
            for pointer in pointers {
                let mut record = record.clone();
                let slot = record.pointer_mut(&pointer).unwrap();
                let Some(value) = other(slot) else { continue };
                *slot = value;
                assert_ne!(read(&record), before, "{}: {pointer} is lost", fixture.name);
                tried += 1;
            }
        }
    }
    assert!(tried > 500, "only {tried} values were tried");
}
