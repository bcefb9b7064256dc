//! Every documented field is in its vendor's table, and reaches the model.

use std::{collections::BTreeSet, fs, path::Path};

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
    let list = fs::read_to_string(fixture::root().join(vendor.slug()).join("fields.txt")).unwrap_or_default();
    let lines = list.lines().map(str::trim).filter(|line| !line.is_empty() && !line.starts_with('#'));
    found.extend(lines.map(str::to_owned));
    // An item that is `{}` says nothing.
    found.retain(|path| !path.ends_with("[]"));
    found
}

#[test]
fn the_table_names_every_documented_field() {
    for vendor in Vendor::ALL {
        let docs = format!("src/providers/{}/docs.md", vendor.slug());
        let docs = read(&Path::new(env!("CARGO_MANIFEST_DIR")).join(docs));
        let rows: BTreeSet<&str> = docs
            .lines()
            .filter_map(|line| line.strip_prefix("| `")?.split_once("` | "))
            .filter(|(_, place)| place.trim_end_matches('|').trim().len() > 3)
            .map(|(field, _)| field)
            .collect();
        let missing: Vec<_> =
            documented(vendor).into_iter().filter(|field| !rows.contains(field.as_str())).collect();
        assert!(missing.is_empty(), "not in the table of {vendor}: {missing:#?}");
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
