//! Starting, stopping and restarting the test hub.
#![allow(
    clippy::expect_used,
    clippy::panic,
    clippy::unwrap_used,
    reason = "a test may stop where it stands"
)]

use std::fs;
use std::path::PathBuf;

use serde_json::json;
use test_hub::stream::Stream;
use test_hub::{Options, READONLY, TestHub, USER};

fn own_system(hub: &TestHub) -> String {
    let system = json!({"name": "own", "host": "10.0.0.9", "port": "45876", "users": [USER.id]});
    let client = hub.sign_in(USER).unwrap();
    let made = client
        .ask("POST", "/api/collections/systems/records", Some(&system))
        .unwrap();
    made["id"].as_str().unwrap().to_owned()
}

#[test]
fn a_stopped_hub_returns_at_its_address_with_its_data_and_tokens() {
    let mut hub = TestHub::start(Options::default()).unwrap();
    let client = hub.sign_in(USER).unwrap();
    let path = format!("/api/collections/systems/records/{}", own_system(&hub));
    let stream = Stream::open(hub.url()).unwrap();

    hub.stop();
    assert!(client.get(&path).is_err(), "a stopped hub answers");
    assert_eq!(stream.mark(), 1, "a stream ends without a word");

    hub.resume().unwrap();
    assert_eq!(client.ask("GET", &path, None).unwrap()["name"], "own");
}

#[test]
fn a_temporary_hub_leaves_nothing_behind() {
    let own = format!("blinkenrack-hub-{}-", std::process::id());
    let folders = |port: &str| -> Vec<PathBuf> {
        let entries = fs::read_dir(std::env::temp_dir()).unwrap();
        let paths = entries.flatten().map(|entry| entry.path());
        let ours = paths.filter(|path| {
            path.file_name()
                .is_some_and(|name| name.to_string_lossy().starts_with(&own))
        });
        ours.filter(|path| {
            fs::read_to_string(path.join("pocketbase.log")).is_ok_and(|log| log.contains(port))
        })
        .collect()
    };
    let hub = TestHub::start(Options::default()).unwrap();
    let url = hub.url().to_owned();
    assert_eq!(folders(&url).len(), 1);
    drop(hub);
    assert_eq!(folders(&url).len(), 0);
    let first = format!("blinkenrack-first-hub-{}", std::process::id());
    assert!(!std::env::temp_dir().join(first).exists());
}

#[test]
fn tokens_end_when_a_test_wants_them_to() {
    let hub = TestHub::start(Options::default()).unwrap();
    hub.set_token_lifetime(10).unwrap();
    let short = hub.sign_in(READONLY).unwrap();
    assert_eq!(short.get("/api/beszel/info").unwrap().status, 200);

    let ended = hub.impersonate(READONLY, 1).unwrap();
    let ended = hub.guest().with_token(ended);
    let refused = (0..100).any(|_| {
        std::thread::sleep(std::time::Duration::from_millis(50));
        ended.get("/api/beszel/info").unwrap().status == 401
    });
    assert!(refused, "a token of one second still opens the hub");
    let list = ended
        .ask("GET", "/api/collections/systems/records", None)
        .unwrap();
    assert_eq!(
        list["items"],
        json!([]),
        "its list is empty instead of refused"
    );
}

#[test]
fn rows_go_past_the_hooks_and_records_through_them() {
    let hub = TestHub::start(Options::default()).unwrap();
    let system = own_system(&hub);
    let stream = Stream::open(hub.url()).unwrap();
    stream
        .set_topics(&hub.sign_in(USER).unwrap(), &["systems/*"])
        .unwrap();

    let mark = stream.mark();
    hub.root()
        .write_rows("systems", &[json!({"id": system, "name": "silent"})])
        .unwrap();
    hub.root()
        .save_records("systems", &[json!({"id": system, "host": "10.0.0.10"})])
        .unwrap();
    let event = stream
        .wait(mark, std::time::Duration::from_secs(5), |_| true)
        .unwrap()
        .json();
    assert_eq!(
        (&event["record"]["name"], &event["record"]["host"]),
        (&json!("silent"), &json!("10.0.0.10"))
    );
    assert_eq!(stream.mark(), mark + 1);

    let unknown = hub
        .root()
        .write_rows("systems", &[json!({"id": system, "no_such_field": 1})]);
    assert!(unknown.is_err(), "an unknown column was taken");
    assert!(
        hub.guest().followed_systems().is_err(),
        "a guest may ask what only the simulator may"
    );
}
