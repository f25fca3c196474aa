//! What the hub reveals without a login.

use serde_json::json;
use test_hub::Options;

use crate::checks::{Checks, has};
use crate::records;

const ORIGIN: (&str, &str) = ("origin", "http://racks.test");

#[test]
fn a_guest_is_told_no_more_than_on_a_real_hub() {
    let hub = test_hub::TestHub::start(Options::default()).unwrap();
    let guest = hub.guest();
    let bad = guest.with_token("garbage");
    let mut checks = Checks::default();

    let reply = guest.send("GET", "/api/health", None, &[ORIGIN]).unwrap();
    checks.check(
        "health is 200 with its code",
        reply.status == 200 && reply.json()["code"] == 200,
        &reply.body,
    );
    let open = reply.header("access-control-allow-origin") == "*";
    let credentials = reply
        .headers
        .contains_key("access-control-allow-credentials");
    checks.check(
        "any origin may read, without credentials",
        open && !credentials,
        &reply.headers,
    );

    let reply = guest.get("/api/beszel/first-run").unwrap();
    checks.check(
        "first-run is false",
        reply.json() == json!({"firstRun": false}),
        &reply.body,
    );
    let reply = guest.get("/").unwrap();
    let named = reply.body.contains("BESZEL = {") && reply.body.contains("BASE_PATH");
    checks.check(
        "the page names version and base path",
        named && reply.body.contains("\"HUB_VERSION\":\"0.18.8\""),
        &reply.body,
    );
    let reply = guest.get("/api/no-such-thing").unwrap();
    let html = reply.status == 200 && reply.header("content-type").contains("text/html");
    checks.check(
        "an unknown GET is a page",
        html,
        (reply.status, reply.header("content-type")),
    );
    checks.error(
        "an unknown POST is not found",
        &guest.post("/api/no-such-thing", &json!({})).unwrap(),
        404,
    );

    let asked = [
        ORIGIN,
        ("access-control-request-method", "PATCH"),
        (
            "access-control-request-headers",
            "authorization,content-type",
        ),
    ];
    let reply = guest
        .send("OPTIONS", &records("systems"), None, &asked)
        .unwrap();
    let headers = reply
        .header("access-control-allow-headers")
        .to_ascii_lowercase()
        .contains("authorization");
    let methods = reply
        .header("access-control-allow-methods")
        .contains("PATCH");
    let lasting = reply.headers.contains_key("access-control-max-age");
    let allowed = reply.status == 204 && headers && methods && !lasting;
    checks.check(
        "a preflight is allowed and not kept",
        allowed,
        (reply.status, &reply.headers),
    );

    let reply = guest.get("/api/collections/users/auth-methods").unwrap();
    let told = has(&reply.json(), &["password", "oauth2", "mfa", "otp"])
        && reply.json()["password"]["enabled"] == true;
    checks.check("the ways to sign in are told", told, &reply.body);

    for (name, client) in [
        ("a guest's list is empty", &guest),
        ("so is a list with a bad token", &bad),
    ] {
        let reply = client.get(&records("systems")).unwrap();
        let empty = reply.json()["items"] == json!([]) && reply.json()["totalItems"] == 0;
        checks.check(
            name,
            reply.status == 200 && empty,
            (reply.status, &reply.body),
        );
    }
    checks.error(
        "info wants a login",
        &guest.get("/api/beszel/info").unwrap(),
        401,
    );
    for (name, client) in [
        ("a refresh wants a token", &guest),
        ("a refresh wants a good token", &bad),
    ] {
        checks.error(
            name,
            &client
                .send("POST", "/api/collections/users/auth-refresh", None, &[])
                .unwrap(),
            401,
        );
    }
    let reply = guest.get(&records("no_such_collection")).unwrap();
    checks.error("an unknown collection is not found", &reply, 404);
    checks.check(
        "and called so",
        reply.body.contains("Missing collection context."),
        &reply.body,
    );
    let alert = json!({"name": "CPU", "value": 1, "min": 1, "systems": []});
    checks.error(
        "alerts want a login",
        &guest.post("/api/beszel/user-alerts", &alert).unwrap(),
        401,
    );
    checks.finish();
}
