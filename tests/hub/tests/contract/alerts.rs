//! A user's alerts.

use std::time::Duration;

use serde_json::json;
use test_hub::stream::Stream;
use test_hub::{Options, TestHub, USER};

use crate::checks::{Checks, has, is_date};
use crate::{encode, id, list, records, start_hub, systems_up, user};

const ROUTE: &str = "/api/beszel/user-alerts";
const SOON: Duration = Duration::from_secs(5);

#[test]
fn alerts_are_set_told_and_removed() {
    let hub = start_hub();
    let client = user(&hub);
    let stream = Stream::open(hub.url()).unwrap();
    stream.set_topics(&client, &["alerts/*"]).unwrap();
    let systems = systems_up(&client);
    let system = id(&systems[0]);
    let mut checks = Checks::default();

    let mark = stream.mark();
    let alert = json!({"name": "Bandwidth", "value": 99, "min": 10, "systems": [system], "overwrite": true});
    let reply = client.post(ROUTE, &alert).unwrap();
    checks.check(
        "an alert is set",
        reply.json() == json!({"success": true}),
        &reply.body,
    );
    let event = stream.wait(mark, SOON, |event| {
        event.name == "alerts/*" && event.json()["record"]["name"] == "Bandwidth"
    });
    let keys = ["name", "value", "min", "triggered", "system"];
    checks.check(
        "it is told",
        event
            .as_ref()
            .is_some_and(|event| has(&event.json()["record"], &keys)),
        &event,
    );
    let found = list(
        &client,
        "alerts",
        &format!("perPage=1000&filter={}", encode("name=\"Bandwidth\"")),
    );
    checks.check(
        "and listed",
        found.iter().any(|alert| alert["system"] == system),
        &found,
    );

    let mark = stream.mark();
    let which = json!({"name": "Bandwidth", "systems": [system]});
    let reply = client.send("DELETE", ROUTE, Some(&which), &[]).unwrap();
    checks.check(
        "it is removed",
        reply.json() == json!({"count": 1, "success": true}),
        &reply.body,
    );
    let event = stream.wait(mark, SOON, |event| {
        event.name == "alerts/*" && event.json()["action"] == "delete"
    });
    checks.check("which is told as well", event.is_some(), stream.since(mark));
    let reply = client.send("DELETE", ROUTE, Some(&which), &[]).unwrap();
    checks.error("there is nothing left to remove", &reply, 400);
    checks.finish();
}

#[test]
fn an_alert_that_goes_off_leaves_its_trace() {
    let hub = TestHub::start(Options::default()).unwrap();
    let client = user(&hub);
    let system = json!({"name": "own", "host": "10.0.0.9", "port": "45876", "users": [USER.id]});
    let system = client
        .ask("POST", &records("systems"), Some(&system))
        .unwrap();
    let alert = json!({"name": "CPU", "value": 80, "min": 10, "systems": [id(&system)]});
    client.ask("POST", ROUTE, Some(&alert)).unwrap();
    let alert = list(&client, "alerts", "").remove(0);
    let mut checks = Checks::default();

    hub.root()
        .save_records("alerts", &[json!({"id": id(&alert), "triggered": true})])
        .unwrap();
    let history = list(&client, "alerts_history", "");
    let open =
        history.len() == 1 && history[0]["alert_id"] == alert["id"] && history[0]["resolved"] == "";
    checks.check(
        "it is open while the alert lasts",
        open && history[0]["value"] == 80,
        &history,
    );
    let path = format!("{}/{}", records("systems"), id(&system));
    client
        .ask("PATCH", &path, Some(&json!({"status": "paused"})))
        .unwrap();
    let calm = list(&client, "alerts", "");
    checks.check(
        "a pause calms the alert",
        calm[0]["triggered"] == false,
        &calm,
    );
    let history = list(&client, "alerts_history", "");
    checks.check(
        "and closes the trace",
        history.len() == 1 && is_date(&history[0]["resolved"]),
        &history,
    );
    checks.finish();
}
