//! What is remembered on this device is bound to its vendor and address, and holds the key in its sealed part alone.

use leadwake::{
    model::{ApiKey, Vendor},
    session::{BaseUrl, Connection, Keep, Passphrase, Remembered, VaultAnswer, VaultAsk, VaultError},
};
use serde_json::{Value, json};

const KEY: &str = "nl_test_0123456789abcdef";
const LABEL: &str = r#"{"version":1,"vendor":"apten","address":"https://api.attent.app/v1"}"#;

fn connection() -> Connection {
    let address = BaseUrl::parse("https://api.attent.app/v1").unwrap();
    Connection::new(Vendor::Apten, address).with_key(ApiKey::new(KEY).unwrap()).kept(Keep::Device)
}

fn asked(ask: &VaultAsk) -> Value {
    serde_json::from_str(&ask.to_text()).unwrap()
}

#[test]
fn what_lies_open_names_vendor_and_address_and_no_key() {
    let put = asked(&VaultAsk::put(&connection()).unwrap());
    assert_eq!(put["ask"], "put");
    assert_eq!((put["name"].as_str(), put["label"].as_str()), (Some("connection.apten"), Some(LABEL)));
    assert_eq!(put["secret"], json!({ "address": "https://api.attent.app/v1", "key": KEY }).to_string());
    assert!(!format!("{:?}", VaultAsk::put(&connection())).contains("0123"));
}

#[test]
fn only_what_the_reader_wants_remembered_is_handed_over() {
    for keep in [Keep::Page, Keep::Tab] {
        assert_eq!(VaultAsk::put(&connection().kept(keep)), None);
    }
    assert_eq!(VaultAsk::put(&connection().without_key()), None);
    assert_eq!(connection().to_kept(), None, "what is remembered does not lie in the tab's storage too");
}

#[test]
fn a_connection_comes_back_as_it_was() {
    let secret = connection().to_secret().unwrap();
    assert_eq!(Connection::from_secret(LABEL, &secret), Some(connection()));
}

#[test]
fn a_secret_under_another_label_is_refused() {
    let secret = connection().to_secret().unwrap();
    for (label, why) in [
        (LABEL.replace("api.attent.app", "evil.example"), "another host"),
        (LABEL.replace("/v1", "/v2"), "another path"),
        (LABEL.replace("/v1", ""), "no path"),
        (LABEL.replace("attent.app", "attent.app:8443"), "another port"),
        (LABEL.replace("https://", "http://"), "not encrypted"),
        (LABEL.replace("https://", "https://user@"), "a user"),
        (LABEL.replace("https://api.attent.app", "HTTPS://API.attent.app"), "spelt in another way"),
        (LABEL.replace("apten", "acme"), "no vendor of ours"),
        (LABEL.replace("\"version\":1", "\"version\":2"), "another version"),
        (LABEL.replace("\"version\"", " \"version\""), "other spaces"),
        (LABEL.replace('}', ",\"more\":1}"), "more in it"),
        (String::new(), "nothing"),
    ] {
        assert_eq!(Connection::from_secret(&label, &secret), None, "{why}: {label}");
    }
    // Another vendor's label is whole in itself: it is the sealing that binds the secret to its own.
    let other = Remembered { vendor: Vendor::LeadSail, address: connection().address().clone() };
    assert_ne!(other.label(), LABEL);
    for broken in [
        "",
        "{}",
        r#"{"address":"https://api.attent.app/v1"}"#,
        r#"{"address":"https://api.attent.app/v1","key":""}"#,
        r#"{"address":"https://api.attent.app/v1","key":"two\nlines"}"#,
        r#"{"address":"https://evil.example/v1","key":"0123456789"}"#,
    ] {
        assert_eq!(Connection::from_secret(LABEL, broken), None, "{broken}");
    }
}

#[test]
fn an_answer_tells_what_can_be_read_and_counts_what_cannot() {
    let secret = connection().to_secret().unwrap();
    let moved = LABEL.replace("/v1", "/v2");
    let answer = json!({
        "labels": [LABEL, moved, "of another program"],
        "is_open": true,
        "opened": [[LABEL, secret], [moved, secret]],
        "unreadable": ["of another program"],
    });
    let read = VaultAnswer::parse(&answer.to_string()).unwrap();
    assert_eq!(read.opened, [connection()]);
    assert_eq!((read.entries, read.unreadable, read.is_open), (3, 2, true));
    assert_eq!(read.remembered.len(), 2);
    assert!(read.remembers(&connection()));
    assert!(!format!("{read:?}").contains("0123"));

    let locked =
        VaultAnswer::parse(&json!({ "labels": [LABEL, "?"], "is_open": false }).to_string()).unwrap();
    assert_eq!((locked.entries, locked.unreadable, locked.opened.len()), (2, 1, 0));
}

#[test]
fn a_refusal_is_told_apart() {
    for (word, error) in [
        ("wrong", VaultError::Wrong),
        ("changed", VaultError::Changed),
        ("damaged", VaultError::Damaged),
        ("newer", VaultError::Newer),
        ("denied", VaultError::Denied),
        ("full", VaultError::Full),
        ("slow", VaultError::Slow),
        ("insecure", VaultError::Insecure),
    ] {
        assert_eq!(VaultAnswer::parse(&json!({ "error": word }).to_string()), Err(error));
    }
    for odd in ["", "null", "[]x", r#"{"error":"of another version"}"#] {
        assert_eq!(VaultAnswer::parse(odd), Err(VaultError::Denied), "{odd}");
    }
}

#[test]
fn questions_hold_a_passphrase_only_where_it_is_meant() {
    let passphrase = Passphrase::known("correct horse").unwrap();
    let open = VaultAsk::Open { passphrase: passphrase.clone() };
    assert_eq!(asked(&open), json!({ "ask": "open", "passphrase": "correct horse" }));
    assert!(!format!("{open:?}").contains("horse"));
    let change = VaultAsk::Change { passphrase: passphrase.clone(), next: passphrase };
    assert_eq!(asked(&change)["next"], "correct horse");
    assert_eq!(asked(&VaultAsk::Look { again: true }), json!({ "ask": "look", "again": true }));
    assert_eq!(
        asked(&VaultAsk::forget(Vendor::LeadSail)),
        json!({ "ask": "forget", "name": "connection.leadsail" })
    );
    assert_eq!(asked(&VaultAsk::Clear), json!({ "ask": "clear" }));
    assert_eq!(asked(&VaultAsk::Lock), json!({ "ask": "lock" }));
}
