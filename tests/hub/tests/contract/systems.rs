//! The list of systems: its format, and the effect of queries.

use serde_json::{Value, json};
use test_hub::READONLY;

use crate::checks::{Checks, has, is_date, lacks};
use crate::{encode, id, list, records, start_hub, systems_up, user};

#[test]
fn systems_are_listed_as_a_real_hub_lists_them() {
    let hub = start_hub();
    let client = user(&hub);
    let path = records("systems");
    let mut checks = Checks::default();

    let page = client
        .ask(
            "GET",
            &format!("{path}?perPage=1000&skipTotal=1&sort=name"),
            None,
        )
        .unwrap();
    let paged = page["page"] == 1
        && page["perPage"] == 1000
        && page["totalItems"] == -1
        && page["totalPages"] == -1;
    checks.check("totals are skipped when asked", paged, &page["totalItems"]);
    let up = systems_up(&client);
    let system = &up[0];
    let fields = [
        "id",
        "name",
        "host",
        "port",
        "status",
        "info",
        "updated",
        "created",
        "users",
        "collectionId",
        "collectionName",
    ];
    checks.check("a system has its fields", has(system, &fields), system);
    checks.check(
        "its port is text",
        system["port"].is_string(),
        &system["port"],
    );
    let info = &system["info"];
    checks.check(
        "its info has the keys of 0.18.8",
        has(info, &["u", "cpu", "mp", "dp", "v", "la", "bb"]),
        info,
    );
    checks.check(
        "and none of the older ones",
        lacks(info, &["h", "k", "c", "m", "p", "os", "b"]),
        info,
    );
    checks.check(
        "dates have a space and milliseconds",
        is_date(&system["updated"]) && is_date(&system["created"]),
        system,
    );

    let reply = client.get(&format!("{path}?perPage=5000")).unwrap();
    checks.check(
        "a page holds 1,000 at most",
        reply.status == 200 && reply.json()["perPage"] == 1000,
        &reply.body,
    );
    let reply = client.get(&format!("{path}?fields=id,info.cpu")).unwrap();
    let first = reply.json()["items"][0].clone();
    let only = |value: &Value, keys: &[&str]| {
        value
            .as_object()
            .is_some_and(|object| object.keys().eq(keys.iter()))
    };
    let stripped = only(&first, &["id", "info"]) && only(&first["info"], &["cpu"]);
    checks.check("fields are stripped, also within info", stripped, first);
    let found = list(
        &client,
        "systems",
        &format!("filter={}", encode(&format!("id=\"{}\"", id(system)))),
    );
    checks.check(
        "a filter finds one",
        found.len() == 1 && id(&found[0]) == id(system),
        found,
    );
    checks.error(
        "a bad filter is refused",
        &client
            .get(&format!("{path}?filter={}", encode("nope ===")))
            .unwrap(),
        400,
    );
    checks.error(
        "an unknown system is not found",
        &client.get(&format!("{path}/aaaaaaaaaaaaaaa")).unwrap(),
        404,
    );
    checks.error(
        "an empty batch is refused",
        &client.post("/api/batch", &json!({"requests": []})).unwrap(),
        400,
    );
    checks.finish();
}

#[test]
fn members_see_a_system_and_only_some_may_change_it() {
    let hub = start_hub();
    let client = user(&hub);
    let readonly = hub.sign_in(READONLY).unwrap();
    let mut checks = Checks::default();

    let seen = list(&readonly, "systems", "perPage=1000");
    checks.check(
        "a readonly member sees the systems",
        !seen.is_empty(),
        seen.len(),
    );
    let pause = json!({"status": "paused"});
    let reply = readonly
        .patch(&format!("{}/{}", records("systems"), id(&seen[0])), &pause)
        .unwrap();
    checks.error("but may not pause one", &reply, 404);

    let own =
        json!({"name": "own", "host": "10.0.0.9", "port": "45876", "users": [test_hub::USER.id]});
    let own = client.ask("POST", &records("systems"), Some(&own)).unwrap();
    checks.check(
        "a new system waits for its agent",
        own["status"] == "pending" && own["info"]["u"] == 0,
        &own,
    );
    let fewer = list(
        &readonly,
        "systems",
        &format!("filter={}", encode("name=\"own\"")),
    );
    checks.check(
        "one who is no member does not see it",
        fewer.is_empty(),
        fewer,
    );
    let logs = format!(
        "/api/beszel/containers/logs?system={}&container=0123456789ab",
        id(&own)
    );
    checks.error("nor its logs", &readonly.get(&logs).unwrap(), 404);
    checks.finish();
}
