//! Pausing and resuming a system.

use std::time::Duration;

use serde_json::json;
use test_hub::stream::Stream;

use crate::checks::Checks;
use crate::{id, records, start_hub, systems_up, user};

#[test]
fn a_paused_system_has_no_values_and_returns_with_them() {
    let hub = start_hub();
    let client = user(&hub);
    let stream = Stream::open(hub.url()).unwrap();
    stream.set_topics(&client, &["systems/*"]).unwrap();
    let system = systems_up(&client)[1].clone();
    let path = format!("{}/{}", records("systems"), id(&system));
    let mut checks = Checks::default();
    let became = |status: &'static str, mark: usize, seconds: u64| {
        stream.wait(mark, Duration::from_secs(seconds), |event| {
            let record = &event.json()["record"];
            event.name == "systems/*" && record["id"] == system["id"] && record["status"] == status
        })
    };

    let mark = stream.mark();
    let reply = client.patch(&path, &json!({"status": "paused"})).unwrap();
    let info = reply.json()["info"].clone();
    let zeroed = info["u"] == 0 && info["cpu"] == 0 && info["v"] == "";
    checks.check(
        "a pause takes the values away",
        reply.json()["status"] == "paused" && zeroed,
        &reply.body,
    );
    let event = became("paused", mark, 5);
    let told = event
        .as_ref()
        .is_some_and(|event| event.json()["action"] == "update" && event.id == stream.client_id());
    checks.check("it is told to whoever listens", told, &event);

    let mark = stream.mark();
    client
        .ask("PATCH", &path, Some(&json!({"status": "pending"})))
        .unwrap();
    let event = became("up", mark, 30);
    let values = event.as_ref().is_some_and(|event| {
        event.json()["record"]["info"]["u"]
            .as_f64()
            .is_some_and(|u| u > 0.0)
    });
    checks.check(
        "it is up again within half a minute, with values",
        values,
        &event,
    );
    checks.finish();
}
