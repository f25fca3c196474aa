//! A user's settings, where the app may store its own key.

use serde_json::{Value, json};
use test_hub::{Options, TestHub, USER};

use crate::checks::{Checks, has};
use crate::{list, records, user};

#[test]
fn settings_keep_what_others_add_up_to_a_limit() {
    let hub = TestHub::start(Options::default()).unwrap();
    let client = user(&hub);
    let mut checks = Checks::default();

    let none = list(&client, "user_settings", "");
    checks.check("at first there are none", none.is_empty(), none);
    let first = client
        .ask(
            "POST",
            &records("user_settings"),
            Some(&json!({"user": USER.id})),
        )
        .unwrap();
    checks.check(
        "the hub fills in the first",
        has(&first["settings"], &["chartTime", "emails"]),
        &first,
    );

    let path = format!(
        "{}/{}",
        records("user_settings"),
        first["id"].as_str().unwrap()
    );
    let with = |value: Value| {
        let mut settings = first["settings"].clone();
        settings["x_contract"] = value;
        json!({"settings": settings})
    };
    let reply = client.patch(&path, &with(json!({"a": [1]}))).unwrap();
    let kept = reply.json()["settings"]["x_contract"] == json!({"a": [1]});
    checks.check(
        "an unknown key is kept",
        reply.status == 200 && kept,
        &reply.body,
    );
    let reply = client
        .patch(&path, &with(json!("y".repeat(2_100_000))))
        .unwrap();
    checks.error("two million bytes are the limit", &reply, 400);
    let code = &reply.json()["data"]["settings"]["code"];
    checks.check(
        "and the error says so",
        code == "validation_json_size_limit",
        code,
    );
    checks.finish();
}
