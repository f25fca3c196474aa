//! Containers and services: the rows, and what the hub fetches from the agent on request.

use serde_json::{Value, json};
use test_hub::READONLY;

use crate::checks::{Checks, has};
use crate::{encode, id, list, start_hub, systems_up, user};

fn is_container_id(record: &Value) -> bool {
    id(record).len() == 12
        && id(record)
            .bytes()
            .all(|byte| matches!(byte, b'0'..=b'9' | b'a'..=b'f'))
}

#[test]
fn containers_are_listed_and_tell_their_logs() {
    let hub = start_hub();
    let client = user(&hub);
    let system = systems_up(&client)[0].clone();
    let mut checks = Checks::default();

    let containers = list(&client, "containers", "perPage=1000");
    let container = containers
        .iter()
        .find(|container| container["system"] == system["id"])
        .unwrap();
    let keys = ["name", "cpu", "memory", "net", "health", "status", "image"];
    checks.check(
        "a container has its fields",
        is_container_id(container) && has(container, &keys),
        container,
    );
    let milliseconds = container["updated"]
        .as_u64()
        .is_some_and(|time| time > 1_000_000_000_000);
    checks.check(
        "its update time is in milliseconds",
        milliseconds,
        &container["updated"],
    );

    let query = format!("system={}&container={}", id(&system), id(container));
    let reply = client
        .get(&format!("/api/beszel/containers/logs?{query}"))
        .unwrap();
    checks.check(
        "its logs are text",
        reply.status == 200 && reply.json()["logs"].is_string(),
        &reply.body,
    );
    let reply = client
        .get(&format!("/api/beszel/containers/info?{query}"))
        .unwrap();
    let text = reply.json()["info"].as_str().unwrap_or_default().to_owned();
    let object = serde_json::from_str::<Value>(&text).is_ok_and(|info| info.is_object());
    checks.check(
        "its inspection is JSON in a string, without Env",
        object && !text.contains("Env"),
        &reply.body,
    );
    let reply = hub
        .guest()
        .get(&format!("/api/beszel/containers/logs?{query}"))
        .unwrap();
    checks.error("a guest gets no logs", &reply, 401);
    checks.finish();
}

#[test]
fn services_and_disks_are_asked_for_through_the_hub() {
    let hub = start_hub();
    let client = user(&hub);
    let mut checks = Checks::default();

    let services = list(&client, "systemd_services", "perPage=1");
    let service = services.first().unwrap();
    let name = encode(service["name"].as_str().unwrap());
    let system = service["system"].as_str().unwrap();
    let reply = client
        .get(&format!(
            "/api/beszel/systemd/info?system={system}&service={name}"
        ))
        .unwrap();
    checks.check(
        "a service tells its details",
        reply.json()["details"].is_object(),
        &reply.body,
    );

    let disks = format!("/api/beszel/smart/refresh?system={system}");
    let reply = client.send("POST", &disks, None, &[]).unwrap();
    checks.check(
        "disks are read again",
        reply.json() == json!({"status": "ok"}),
        &reply.body,
    );
    let reply = hub
        .sign_in(READONLY)
        .unwrap()
        .send("POST", &disks, None, &[])
        .unwrap();
    checks.error("but not for a readonly user", &reply, 403);
    checks.finish();
}
