//! What the page is given beside answers: the site's file, files of the reader's, what a browser kept.

use leadwake::{
    frame::{Incoming, Init, Outgoing, Said, Trial, read},
    model::{ApiKey, Vendor},
    session::{BaseUrl, Connections, Deployment, File, Remembered, VaultAnswer},
};

use crate::target::hold;

const PAGE: &str = "https://tools.example:8443/leadwake/index.html";

fn seeds(texts: &[&str]) -> Vec<Vec<u8>> {
    texts.iter().map(|text| text.as_bytes().to_vec()).collect()
}

#[test]
fn addresses_beside_the_page() {
    let typed = seeds(&[
        "relay/apten",
        "../relay/apten",
        "/relay/apten",
        "/\\H\u{f6}st/apten",
        "/\t/h\u{f6}st",
        "h\tttps:H\u{f6}st/://",
        "ftp:H\u{f6}st/://",
        "\u{0}//evil.example",
        "https://api.attent.app/v1",
        "relay\\..\\..\\apten",
    ]);
    hold("address-beside", typed, |bytes| {
        let text = String::from_utf8_lossy(bytes);
        let Ok(base) = BaseUrl::parse_on(PAGE, &text) else { return };
        let is_here = base.origin() == "https://tools.example:8443";
        assert!(is_here || BaseUrl::parse(&text).as_ref() == Ok(&base), "{text:?} leads to {base}");
        assert_eq!(BaseUrl::parse_on(PAGE, &base.to_string()).as_ref(), Ok(&base));
    });
}

#[test]
fn what_the_site_says() {
    let files = seeds(&[
        r#"{"vendors":{"apten":{"base_url":"relay/apten","adds_key":true},"leadsail":{"base_url":"https://a.example/v1"}},"hosts":["https://b.example"],"frame_origins":["https://portal.example"],"defaults":{"zone":"UTC","theme":"dark"}}"#,
        r#"{"vendors":{"attendee":{"key":"abcdefgh12345678"}},"hosts":["https://a.example; script-src *"]}"#,
        "{}",
        "null",
    ]);
    hold("deployment", files, |bytes| {
        let text = String::from_utf8_lossy(bytes);
        let read = Deployment::read(Some(&text), PAGE);
        assert_eq!(read, Deployment::read(Some(&text), PAGE), "one file is read in two ways");
        assert!(read.connections.iter().all(|connection| connection.key().is_none()), "the file gave a key");
        for origin in read.hosts.iter().chain(&read.frame_origins) {
            let is_plain = |sign: char| sign.is_ascii_alphanumeric() || ".-:/".contains(sign);
            assert!(origin.chars().all(is_plain), "{origin} would say more in a policy");
        }
        assert!(read.problems.iter().all(|problem| !problem.trim().is_empty()));
    });
}

#[test]
fn what_the_device_remembers() {
    let label = r#"{"version":1,"vendor":"apten","address":"https://api.attent.app/v1"}"#;
    let told = serde_json::to_string(&label).unwrap();
    let secret =
        serde_json::to_string(r#"{"address":"https://api.attent.app/v1","key":"abcdefgh12345678"}"#).unwrap();
    let answer = format!(
        r#"{{"labels":[{told}],"is_open":true,"opened":[[{told},{secret}]],"unreadable":[],"error":null}}"#
    );
    hold("vault", seeds(&[label, &answer, r#"{"error":"wrong"}"#, "{}"]), |bytes| {
        let text = String::from_utf8_lossy(bytes);
        if let Some(remembered) = Remembered::read(&text) {
            assert_eq!(remembered.label(), *text, "a label is read that nobody wrote");
        }
        let Ok(answer) = VaultAnswer::parse(&text) else { return };
        assert!(answer.remembered.len() <= answer.entries);
        for connection in &answer.opened {
            let key = connection.key().map(ApiKey::expose).unwrap_or_default();
            assert!(key.len() < 8 || !format!("{connection:?}").contains(key), "the key is told");
        }
    });
}

#[test]
fn what_is_handed_over() {
    let texts = seeds(&[
        r#"[{"vendor":"apten","address":"https://api.attent.app/v1","key":"abcdefgh12345678","relay_adds_key":false,"keep":1}]"#,
        r#"[{"vendor":"attendee","address":"http://127.0.0.1:1","key":null,"relay_adds_key":true,"keep":9}]"#,
        "[]",
    ]);
    hold("handed", texts, |bytes| {
        let handed = Connections::from_handed(&String::from_utf8_lossy(bytes)).to_handed();
        assert_eq!(Connections::from_handed(&handed).to_handed(), handed, "it changes when it is handed on");
    });
}

#[test]
fn files_of_the_readers() {
    let files = seeds(&[
        r#"{"format":"leadwake.answers","version":1,"recorded_at":"2026-11-20T09:00:00Z","dossier":"apten:room_1","answers":[{"vendor":"apten","path":"/leads/room_1/events","query":[["limit","100"]],"status":200,"body":"{\"events\":[{\"id\":\"m1\",\"type\":\"MESSAGE\",\"timestamp\":\"2026-05-14T15:00:00Z\"}],\"nextToken\":null}"}]}"#,
        r#"{"answers":[{"vendor":"leadsail","path":"/interactions/lead/l","status":404,"body":{"success":false}},{"vendor":"attendee","path":"/bots/b/chat_messages","body":"[]"}]}"#,
        "HTTP/1.1 200 OK\r\ncontent-type: application/json\r\n\r\n[{\"id\":\"c1\",\"messages\":[]}]",
        "\u{feff}{\"results\":[],\"next\":null,\"previous\":null}",
        "",
    ]);
    hold("file", files, |bytes| {
        let file = File::read("given.json", bytes);
        assert!(!file.answers.is_empty() || file.problem.is_some(), "nothing is in it, and nothing is said");
        let _said = file.words();
        for answer in &file.answers {
            assert!(Vendor::ALL.contains(&answer.lead.vendor));
            if let Err(error) = answer.read() {
                assert!(!format!("{error:?}").is_empty());
            }
        }
    });
}

#[test]
fn what_the_page_around_says() {
    let messages = seeds(&[
        r#"{"session":"0123456789abcdef","message":{"type":"setLead","lead":{"apten":["room_1"],"naturalead":"+14155550142"}}}"#,
        r#"{"session":"0123456789abcdef","message":{"type":"setFilter","filter":{"channels":["sms","other:x"],"from":"2026-05-14T15:00:00Z","to":"2026-06-14T15:00:00Z"}}}"#,
        r##"{"session":"0123456789abcdef","message":{"type":"setTheme","theme":"dark","properties":{"--leadwake-accent":"#0a7"}}}"##,
        r#"{"session":"0123456789abcdef","message":{"type":"goTo","entry":"apten:MESSAGE:m#a"}}"#,
        r#"{"session":"0123456789abcdef","message":{"type":"setZone","zone":"Europe/Berlin"}}"#,
        r#"{"session":"0123456789abcdef","message":{"type":"refresh"}}"#,
    ]);
    hold("said", messages, |bytes| {
        let text = String::from_utf8_lossy(bytes);
        let said = match read::<Said>(&text) {
            Ok(said) => said,
            Err(refused) => {
                let words = serde_json::to_string(&Outgoing::from(refused)).unwrap();
                assert!(words.starts_with(r#"{"kind":"error""#), "{words}");
                return;
            }
        };
        assert!(said.message.destination().is_ok() || matches!(said.message, Incoming::GoTo { .. }));
        match &said.message {
            Incoming::SetLead { lead } => {
                if let Ok(dossier) = lead.dossier() {
                    assert_eq!(dossier.to_string().parse().as_ref(), Ok(&dossier));
                }
            }
            Incoming::SetFilter { filter } => _ = filter.filter(),
            Incoming::SetTheme { properties: Some(look), .. } => {
                for (name, value) in look.checked().into_iter().flatten() {
                    assert!(
                        name.starts_with("--") && !value.contains([';', '{', '}', ':', '\\']),
                        "{name}: {value}"
                    );
                }
            }
            Incoming::SetTheme { properties: None, .. }
            | Incoming::SetZone { .. }
            | Incoming::SetOrder { .. }
            | Incoming::GoTo(_)
            | Incoming::Close { .. }
            | Incoming::Refresh { .. } => {}
        }
    });
}

#[test]
fn what_the_page_around_begins_with() {
    let inits = seeds(&[
        r#"{"ns":"leadwake","v":1,"type":"init","session":"0123456789abcdef","options":{"lead":"apten:room_1","connections":{"apten":{"baseUrl":"https://relay.example/apten","key":"abcdefgh12345678"},"leadsail":{"key":"abcdefgh12345678"}},"fetch":true,"theme":"dark","zone":"UTC","order":"oldest-first","height":{"mode":"auto","max":800}}}"#,
        r#"{"ns":"leadwake","v":1,"type":"init","session":"0123456789abcdef"}"#,
    ]);
    hold("init", inits, |bytes| {
        let text = String::from_utf8_lossy(bytes);
        let Ok(init) = read::<Init>(&text) else { return };
        if init.check().is_err() {
            return;
        }
        let Ok(connections) = init.options.connections(PAGE, &[]) else { return };
        for connection in connections {
            assert!(connection.to_kept().is_none(), "a key that was handed in would be kept");
            let address = connection.address().to_string();
            assert_eq!(BaseUrl::parse(&address).as_ref(), Ok(connection.address()));
        }
    });
}

#[test]
fn what_a_trial_has_seen() {
    let reports = seeds(&[
        r#"{"way":"module","isReadable":false,"hasStarted":false,"problems":[{"kind":"program","message":"x"}]}"#,
        r#"{"policy":"default-src 'none'; frame-ancestors 'self' https://*.example","frameOptions":"DENY","isReadable":true,"hasStarted":true,"problems":[{"kind":"cors","message":"x"}]}"#,
    ]);
    hold("trial", reports, |bytes| {
        let trial = Trial::read(&String::from_utf8_lossy(bytes));
        let found = trial.findings("https://viewer.example", "https://portal.example", &[]);
        assert!(found.iter().all(|finding| !finding.text.is_empty()));
    });
}
