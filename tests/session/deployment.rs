//! What whoever runs the site says in `leadwake.json`.

use leadwake::{
    model::{ApiKey, Vendor},
    providers::provider,
    session::{BaseUrl, Connection, Connections, Deployment, Keep, origins_to_ask},
};

const PAGE: &str = "https://portal.example/tools/leadwake/";

fn read(text: &str) -> Deployment {
    Deployment::read(Some(text), PAGE)
}

fn only_problem(text: &str) -> String {
    let problems = read(text).problems;
    assert_eq!(problems.len(), 1, "{text}: {problems:?}");
    problems.into_iter().next().unwrap()
}

#[test]
fn everything_that_can_be_said_is_read() {
    let read = read(
        r#"{"vendors":{"apten":{"base_url":"https://gate.example/apten","adds_key":false},
                       "attendee":{"base_url":"relay/attendee","adds_key":true}},
            "hosts":["https://files.example","HTTPS://Api.Example:443"],
            "frame_origins":["https://portal.example"],
            "defaults":{"zone":"Europe/Berlin","theme":"dark"}}"#,
    );
    assert_eq!(read.problems, [""; 0]);
    let told: Vec<_> = read
        .connections
        .iter()
        .map(|one| (one.vendor(), one.address().to_string(), one.is_keyed_by_relay(), one.has_key()))
        .collect();
    let relayed = "https://portal.example/tools/leadwake/relay/attendee";
    assert_eq!(
        told,
        [
            (Vendor::Apten, "https://gate.example/apten".to_owned(), false, false),
            (Vendor::Attendee, relayed.to_owned(), true, false),
        ]
    );
    assert_eq!(read.hosts, ["https://files.example", "https://api.example"]);
    assert_eq!(read.frame_origins, ["https://portal.example"]);
    assert_eq!((read.zone.as_deref(), read.theme.as_deref()), (Some("Europe/Berlin"), Some("dark")));
}

#[test]
fn a_file_that_says_nothing_and_one_that_is_not_there_are_the_usual() {
    for text in ["{}", "", " \n"] {
        assert_eq!(read(text), Deployment::default());
    }
}

#[test]
fn the_file_that_comes_with_the_page_says_nothing() {
    assert_eq!(read(include_str!("../../src/app/leadwake.json")), Deployment::default());
}

#[test]
fn a_file_that_cannot_be_read_is_told() {
    assert!(Deployment::read(None, PAGE).problems[0].contains("could not be read"));
    assert!(only_problem("{\"hosts\":").contains("is no JSON"));
    assert!(only_problem("[]").contains("Expected: an object with vendors, hosts"));
}

#[test]
fn each_wrong_field_is_told_by_its_name_with_what_is_expected_and_the_rest_counts() {
    for (wrong, words) in [
        (r#""vendors":[]"#, &["“vendors”", "is not an object", "apten, leadsail, naturalead, attendee"][..]),
        (r#""vendors":{"acme":{}}"#, &["“vendors.acme”", "is not known", "apten"]),
        (r#""vendors":{"apten":"https://a.example"}"#, &["“vendors.apten”", "is not an object", "base_url"]),
        (r#""vendors":{"apten":{}}"#, &["“vendors.apten.base_url”", "is missing", "relay/apten"]),
        (
            r#""vendors":{"apten":{"base_url":7}}"#,
            &["“vendors.apten.base_url”", "is not a text", "relay/apten"],
        ),
        (
            r#""vendors":{"apten":{"base_url":"http://a.example"}}"#,
            &["“vendors.apten.base_url”", "must begin with https://", "relay/apten"],
        ),
        (
            r#""vendors":{"apten":{"base_url":"https://a.example/?key=x"}}"#,
            &["“vendors.apten.base_url”", "“?”", "relay/apten"],
        ),
        (r#""vendors":{"apten":{"base_url":""}}"#, &["“vendors.apten.base_url”", "is empty", "relay/apten"]),
        (
            r#""vendors":{"apten":{"base_url":"relay/apten","adds_key":"yes"}}"#,
            &["“vendors.apten.adds_key”", "neither true nor false", "true where the relay adds the key"],
        ),
        (
            r#""vendors":{"apten":{"base_url":"relay/apten","key":"not-to-be-told"}}"#,
            &["“vendors.apten.key”", "is not known", "base_url and adds_key"],
        ),
        (
            r#""frame_origins":"https://a.example""#,
            &["“frame_origins”", "is not a list", "https://api.example"],
        ),
        (
            r#""frame_origins":["https://a.example/x"]"#,
            &["“frame_origins[0]”", "is no origin", "nothing behind"],
        ),
        (r#""frame_origins":["https://*.example"]"#, &["“frame_origins[0]”", "is no origin"]),
        (r#""frame_origins":["*"]"#, &["“frame_origins[0]”", "is no origin"]),
        (r#""defaults":1"#, &["“defaults”", "is not an object", "zone and theme"]),
        (r#""defaults":{"zone":1}"#, &["“defaults.zone”", "is no time zone", "Europe/Berlin"]),
        (r#""defaults":{"theme":"pink"}"#, &["“defaults.theme”", "is no choice of colours", "light"]),
        (r#""defaults":{"lang":"de"}"#, &["“defaults.lang”", "is not known", "zone and theme"]),
        (r#""hostz":[]"#, &["“hostz”", "is not known", "vendors, hosts, frame_origins and defaults"]),
    ] {
        let text = format!(r#"{{"hosts":["https://good.example"],{wrong}}}"#);
        let problem = only_problem(&text);
        for word in words {
            assert!(problem.contains(word), "{wrong}: {problem}");
        }
        assert!(problem.contains("leadwake.json"), "{problem}");
        assert!(!problem.contains("not-to-be-told"), "a value that may be a key is told");
        assert_eq!(read(&text).hosts, ["https://good.example"], "{wrong}");
    }
    let two = read(r#"{"hosts":["https://good.example","ftp://bad.example",3]}"#);
    assert_eq!((two.hosts.len(), two.problems.len()), (1, 2));
}

#[test]
fn a_path_stays_beside_the_page_and_no_other_scheme_comes_in() {
    let address = |text: &str| {
        let text = format!(r#"{{"vendors":{{"apten":{{"base_url":{text:?}}}}}}}"#);
        read(&text).connections.first().map(|one| one.address().to_string())
    };
    assert_eq!(address("relay/apten").unwrap(), "https://portal.example/tools/leadwake/relay/apten");
    assert_eq!(address("./relay/apten/").unwrap(), "https://portal.example/tools/leadwake/relay/apten");
    assert_eq!(address("/relay/apten").unwrap(), "https://portal.example/relay/apten");
    for wrong in
        ["//evil.example/apten", "\\\\evil.example\\apten", "javascript:alert(1)", "data:,x", "?x", "#x"]
    {
        assert_eq!(address(wrong), None, "{wrong}");
    }
}

#[test]
fn a_policy_names_each_origin_once_and_nothing_that_means_more() {
    let usual = Connection::usual(provider(Vendor::Apten)).unwrap();
    let own = Connection::new(Vendor::LeadSail, BaseUrl::parse("http://127.0.0.1:9/leadsail").unwrap());
    let no_name = Connection::new(Vendor::Naturalead, BaseUrl::parse("http://[::1]:9/api").unwrap());
    let hosts = [
        "https://api.attent.app",
        "https://b.example",
        "https://*.example",
        "https://a;script-src",
        "https://a.example/path",
        "* 'unsafe-inline'",
        "",
    ];
    assert_eq!(
        origins_to_ask([&usual, &own, &no_name], hosts.map(str::to_owned)),
        ["http://127.0.0.1:9", "https://api.attent.app", "https://b.example"]
    );
}

#[test]
fn keys_are_taken_where_everybody_around_is_the_page_itself_or_listed() {
    let own = "https://leadwake.example";
    let listed = read(r#"{"frame_origins":["https://Portal.example:443/","http://localhost:9"]}"#);
    let takes = |around: &[&str]| {
        let around: Vec<String> = around.iter().map(|&one| one.to_owned()).collect();
        listed.may_take_keys(own, Some(&around))
    };
    assert!(takes(&[]) && takes(&[own]) && takes(&["https://portal.example"]));
    assert!(takes(&["http://localhost:9", own, "https://portal.example"]));
    for stranger in ["null", "", "https://portal.example.evil.example", "http://portal.example", "file://"] {
        assert!(!takes(&[stranger]) && !takes(&[own, stranger]) && !takes(&[stranger, own]), "{stranger}");
    }
    assert!(!listed.may_take_keys(own, None), "nobody knows who is around");
}

#[test]
fn a_page_around_speaks_where_it_and_all_around_it_are_listed_or_where_nobody_else_is_around_it() {
    let (own, portal, other) = ("https://viewer.example", "https://portal.example", "https://other.example");
    let stranger = "https://stranger.example";
    let listed = read(r#"{"frame_origins":["https://portal.example","https://other.example"]}"#);
    let speaks = |speaker: &str, around: Option<&[&str]>, is_outermost: bool| {
        let around = around.map(|all| all.iter().map(|&one| one.to_owned()).collect::<Vec<_>>());
        listed.may_speak(own, speaker, around.as_deref(), is_outermost)
    };
    for (around, is_outermost) in [
        (Some(&[portal][..]), true),
        (Some(&["null"]), true),
        (Some(&[portal, other, own]), false),
        (Some(&["null", other]), false),
        (None, true),
        (Some(&[]), true),
    ] {
        assert!(speaks(portal, around, is_outermost), "{around:?}");
        assert!(speaks(own, around, is_outermost), "{around:?}");
        // Whatever the list says, it is the one who speaks that has to be listed.
        for speaker in [stranger, "null", "", "https://portal.example.stranger.example"] {
            assert!(!speaks(speaker, around, is_outermost), "{speaker}: {around:?}");
        }
    }
    for (around, is_outermost) in [
        (Some(&[stranger][..]), true),
        (Some(&[portal, stranger]), false),
        (Some(&["null", stranger]), false),
        // Who is further out is not known.
        (Some(&["null", "null"]), false),
        (Some(&[portal, "null"]), false),
        (None, false),
        (Some(&[]), false),
    ] {
        assert!(!speaks(portal, around, is_outermost), "{around:?}");
    }
}

#[test]
fn connections_are_handed_over_whole() {
    let address = |text: &str| BaseUrl::parse(text).unwrap();
    let key = ApiKey::new("a-key-of-the-readers-4711").unwrap();
    let all = Connections::new([
        Connection::new(Vendor::Apten, address("https://gate.example/apten")).with_key(key.clone()),
        Connection::new(Vendor::LeadSail, address("https://b.example")).with_key(key).kept(Keep::Tab),
        Connection::new(Vendor::Naturalead, address("https://portal.example/relay/naturalead"))
            .keyed_by_relay(),
        Connection::usual(provider(Vendor::Attendee)).unwrap(),
    ]);
    assert_eq!(Connections::from_handed(&all.to_handed()), all);
    assert_eq!(Connections::from_handed("no JSON"), Connections::default());
}

#[test]
fn the_example_in_the_readme_is_right() {
    let readme = include_str!("../../README.md");
    let (_, example) = readme.split_once("```json\n").unwrap();
    let told = read(example.split("```").next().unwrap());
    assert_eq!(told.problems, [""; 0]);
    assert_eq!((told.connections.len(), told.hosts.len(), told.frame_origins.len()), (2, 1, 1));
}
