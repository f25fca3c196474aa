//! The hub as 0.20 has monitors of gear without an agent, and pools; as 0.18 it has neither.
#![allow(
    clippy::expect_used,
    clippy::panic,
    clippy::unwrap_used,
    reason = "a test may stop where it stands"
)]

use std::time::Duration;

use blinkenrack::demo::HubLine;
use serde_json::{Value, json};
use test_hub::stream::Stream;
use test_hub::{Client, READONLY, Simulation, TestHub, USER};

fn hub(like: HubLine, speed: f64) -> TestHub {
    TestHub::simulated(Simulation {
        speed,
        like,
        ..Simulation::default()
    })
    .unwrap()
}

fn items(client: &Client, query: &str) -> Vec<Value> {
    client.items(query).unwrap()
}

const NEWER: [&str; 3] = ["zfs_pools", "network_monitors", "network_monitor_stats"];

#[test]
fn an_older_hub_has_neither_monitors_nor_pools() {
    let hub = hub(HubLine::V018, 1.0);
    let client = hub.sign_in(USER).unwrap();
    for collection in NEWER {
        let path = format!("/api/collections/{collection}/records");
        assert_eq!(client.get(&path).unwrap().status, 404, "{collection}");
    }
}

#[test]
fn a_newer_hub_has_monitors_with_a_month_of_rows_for_its_members() {
    let hub = hub(HubLine::V020, 1.0);
    let client = hub.sign_in(USER).unwrap();
    let monitors = items(&client, "network_monitors/records?perPage=1000");
    let of = |target: &str| {
        let found = monitors.iter().find(|monitor| monitor["target"] == target);
        found.unwrap_or_else(|| panic!("no {target}")).clone()
    };
    assert!(of("core-sw.lan")["res"].as_f64() > Some(0.0));
    assert!(of("access-sw.lan")["loss1h"].as_f64() > Some(0.0));
    assert_eq!(of("old-ap.lan")["enabled"], false);
    assert_eq!(of("cam-door.lan")["res"], 0);
    let id = of("core-sw.lan")["id"].as_str().unwrap().to_owned();
    assert!((6..=10).contains(&id.len()), "{id}");
    for (kind, rows) in [("1m", 60), ("20m", 72), ("480m", 90)] {
        let filter = format!("filter=monitor%3D%22{id}%22%26%26type%3D%22{kind}%22");
        let found = items(
            &client,
            &format!("network_monitor_stats/records?perPage=1000&{filter}"),
        );
        assert_eq!(found.len(), rows, "rows of {kind}");
        assert!(found[0]["created"].is_number());
    }
    for collection in NEWER {
        let path = format!("/api/collections/{collection}/records");
        let guest = hub.guest().ask("GET", &path, None).unwrap();
        assert_eq!(guest["items"], json!([]), "a guest sees {collection}");
    }
    let path = format!("/api/collections/network_monitors/records/{id}");
    let off = json!({"enabled": false});
    let readonly = hub.sign_in(READONLY).unwrap();
    let reply = readonly.send("PATCH", &path, Some(&off), &[]).unwrap();
    assert_eq!(reply.status, 404, "a readonly user changes nothing");
    client.ask("PATCH", &path, Some(&off)).unwrap();
    let info = client.ask("GET", "/api/beszel/info", None).unwrap();
    assert_eq!(info["v"], "0.20.0");
    let systems = items(&client, "systems/records");
    assert!(systems.iter().all(|one| one["info"]["v"] == "0.20.0"));
}

#[test]
fn checks_come_as_events_and_refused_live_topics_take_all_others_along() {
    let hub = hub(HubLine::V020, 60.0);
    let client = hub.sign_in(USER).unwrap();
    let stream = Stream::open(hub.url()).unwrap();
    let topics = ["systems/*", "network_monitors/*"];
    let reply = stream.set_topics(&client, &topics).unwrap();
    assert_eq!(reply.status, 204);
    let event = stream
        .wait(stream.mark(), Duration::from_secs(5), |event| {
            event.name == "network_monitors/*"
        })
        .unwrap();
    assert_eq!(event.json()["action"], "update");
    let unknown = "rt_metrics?options=%7B%22query%22%3A%7B%22system%22%3A%22nobody%22%7D%7D";
    let reply = stream.set_topics(&client, &["systems/*", unknown]).unwrap();
    assert_eq!(reply.status, 404);
}
