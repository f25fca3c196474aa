//! The test hub behaves like a real Beszel 0.18.8 in everything that the app relies on. Every check here was confirmed on real hubs with
//! real agents; if one fails, the test hub is wrong, and so is whatever was tested on it.
#![allow(
    clippy::expect_used,
    clippy::panic,
    clippy::unwrap_used,
    reason = "a test may stop where it stands"
)]

mod alerts;
mod checks;
mod guest;
mod live;
mod login;
mod pause;
mod records;
mod settings;
mod streams;
mod systems;
mod workloads;

use serde_json::Value;
use test_hub::{Client, Simulation, TestHub, USER};

/// A separate hub for each test, with a few systems that are up.
fn start_hub() -> TestHub {
    TestHub::simulated(Simulation::default()).unwrap()
}

fn user(hub: &TestHub) -> Client {
    hub.sign_in(USER).unwrap()
}

/// The path of a collection's records.
fn records(collection: &str) -> String {
    format!("/api/collections/{collection}/records")
}

/// Reads what the checks depend on.
fn list(client: &Client, collection: &str, query: &str) -> Vec<Value> {
    let answer = client
        .ask("GET", &format!("{}?{query}", records(collection)), None)
        .unwrap();
    answer["items"].as_array().unwrap().clone()
}

/// This user's systems that are up, by name; at least two.
fn systems_up(client: &Client) -> Vec<Value> {
    let query = format!("perPage=1000&sort=name&filter={}", encode("status=\"up\""));
    let systems = list(client, "systems", &query);
    assert!(systems.len() >= 2, "too few systems are up: {systems:?}");
    systems
}

fn id(record: &Value) -> &str {
    record["id"].as_str().unwrap()
}

/// Percent-encodes everything except letters, digits and `-_.!~*'()`, like a browser's `encodeURIComponent`.
fn encode(text: &str) -> String {
    let byte = |byte: u8| match byte {
        b'A'..=b'Z' | b'a'..=b'z' | b'0'..=b'9' => char::from(byte).to_string(),
        _ if b"-_.!~*'()".contains(&byte) => char::from(byte).to_string(),
        _ => format!("%{byte:02X}"),
    };
    text.bytes().map(byte).collect()
}
