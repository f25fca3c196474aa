//! The simulator keeps a hub supplied with data as real agents do.
#![allow(
    clippy::expect_used,
    clippy::panic,
    clippy::unwrap_used,
    reason = "a test may stop where it stands"
)]

use std::time::{Duration, Instant};

use serde_json::{Value, json};
use test_hub::stream::{Event, Stream};
use test_hub::{Client, Simulation, TestHub, USER};

fn hub(systems: usize, speed: f64) -> TestHub {
    TestHub::simulated(Simulation {
        systems,
        speed,
        ..Simulation::default()
    })
    .unwrap()
}

fn items(client: &Client, query: &str) -> Vec<Value> {
    client.items(query).unwrap()
}

fn system(client: &Client, name: &str) -> Value {
    items(
        client,
        &format!("systems/records?filter=name%3D%22{name}%22"),
    )[0]
    .clone()
}

fn is_about(event: &Event, system: &Value, status: &str) -> bool {
    let record = &event.json()["record"];
    record["id"] == system["id"] && record["status"] == status
}

#[test]
fn a_new_hub_has_systems_with_values_and_a_month_of_history() {
    let hub = hub(4, 1.0);
    let client = hub.sign_in(USER).unwrap();
    let systems = items(&client, "systems/records");
    assert_eq!(systems.len(), 4);
    assert!(
        systems
            .iter()
            .all(|system| system["status"] == "up" && system["info"]["v"] == "0.18.8")
    );
    let id = systems[0]["id"].as_str().unwrap();
    for (kind, rows) in [
        ("1m", 60),
        ("10m", 72),
        ("20m", 72),
        ("120m", 84),
        ("480m", 90),
    ] {
        let found = items(&client, &format!("system_stats/records?perPage=1000&filter=system%3D%22{id}%22%26%26type%3D%22{kind}%22")).len();
        assert!(
            found >= rows * 9 / 10 && found <= rows + 2,
            "{found} rows of {kind}"
        );
    }
    for collection in [
        "container_stats",
        "containers",
        "systemd_services",
        "smart_devices",
        "system_details",
        "alerts",
    ] {
        assert!(
            !items(&client, &format!("{collection}/records")).is_empty(),
            "no {collection}"
        );
    }
}

#[test]
fn reports_come_as_fast_as_asked_and_differ() {
    let hub = hub(2, 60.0);
    let client = hub.sign_in(USER).unwrap();
    let stream = Stream::open(hub.url()).unwrap();
    stream.set_topics(&client, &["systems/*"]).unwrap();
    let node = system(&client, "pve-node1");
    let mark = stream.mark();
    std::thread::sleep(Duration::from_millis(4200));
    let reports: Vec<_> = stream
        .since(mark)
        .iter()
        .filter(|event| is_about(event, &node, "up"))
        .map(|event| event.json()["record"]["info"]["cpu"].to_string())
        .collect();
    assert!((3..=6).contains(&reports.len()), "{reports:?}");
    assert!(reports.windows(2).any(|pair| pair[0] != pair[1]));
}

#[test]
fn a_paused_system_stays_so_and_a_resumed_one_returns_within_a_second() {
    let hub = hub(2, 60.0);
    let client = hub.sign_in(USER).unwrap();
    let stream = Stream::open(hub.url()).unwrap();
    stream.set_topics(&client, &["systems/*"]).unwrap();
    let node = system(&client, "pve-node1");
    let path = format!(
        "/api/collections/systems/records/{}",
        node["id"].as_str().unwrap()
    );

    client
        .ask("PATCH", &path, Some(&json!({"status": "paused"})))
        .unwrap();
    std::thread::sleep(Duration::from_millis(2500));
    let paused = client.ask("GET", &path, None).unwrap();
    assert_eq!(
        (&paused["status"], &paused["info"]["v"]),
        (&json!("paused"), &json!(""))
    );

    let (mark, resumed) = (stream.mark(), Instant::now());
    client
        .ask("PATCH", &path, Some(&json!({"status": "pending"})))
        .unwrap();
    let up = stream
        .wait(mark, Duration::from_secs(3), |event| {
            is_about(event, &node, "up")
        })
        .unwrap();
    assert!(
        resumed.elapsed() < Duration::from_secs(1),
        "{:?}",
        resumed.elapsed()
    );
    assert!(up.json()["record"]["info"]["u"].as_i64() > Some(0));
}

#[test]
fn an_alert_that_a_user_sets_fires_and_enters_the_history() {
    let hub = hub(1, 1.0);
    let client = hub.sign_in(USER).unwrap();
    let id = system(&client, "pve-node1")["id"].clone();
    let alert =
        json!({"name": "LoadAvg1", "value": 0.1, "min": 1, "systems": [id], "overwrite": true});
    client
        .ask("POST", "/api/beszel/user-alerts", Some(&alert))
        .unwrap();
    let deadline = Instant::now() + Duration::from_secs(8);
    let fired = || {
        items(
            &client,
            "alerts_history/records?filter=name%3D%22LoadAvg1%22",
        )
    };
    while fired().is_empty() && Instant::now() < deadline {
        std::thread::sleep(Duration::from_millis(100));
    }
    assert_eq!(fired()[0]["resolved"], "");
    assert_eq!(
        items(
            &client,
            "alerts/records?filter=name%3D%22LoadAvg1%22%26%26triggered%3Dtrue"
        )
        .len(),
        1
    );
}

#[test]
fn a_hub_that_returns_goes_on_with_its_systems() {
    let mut hub = hub(2, 1.0);
    let before = system(&hub.sign_in(USER).unwrap(), "pve-node1");
    hub.stop();
    hub.resume().unwrap();
    let client = hub.sign_in(USER).unwrap();
    let after = system(&client, "pve-node1");
    assert_eq!(
        (&before["id"], &before["created"]),
        (&after["id"], &after["created"])
    );
    assert_eq!(items(&client, "systems/records").len(), 2);
    assert!(after["updated"].as_str() > before["updated"].as_str());
}
