//! Signing in, tokens, and what the hub tells about itself.

use std::time::{SystemTime, UNIX_EPOCH};

use base64::Engine;
use base64::prelude::BASE64_URL_SAFE_NO_PAD;
use serde_json::{Value, json};
use test_hub::{Options, READONLY, ROOT, TestHub, USER};

use crate::checks::{Checks, has};
use crate::{records, user};

const LOGIN: &str = "/api/collections/users/auth-with-password";
const REFRESH: &str = "/api/collections/users/auth-refresh";

fn claims(token: &str) -> Value {
    let payload = token.split('.').nth(1).unwrap_or_default();
    let bytes = BASE64_URL_SAFE_NO_PAD.decode(payload).unwrap_or_default();
    serde_json::from_slice(&bytes).unwrap_or(Value::Null)
}

fn in_an_hour() -> u64 {
    SystemTime::now()
        .duration_since(UNIX_EPOCH)
        .unwrap()
        .as_secs()
        + 3600
}

#[test]
fn a_password_gives_a_token_that_opens_the_hub() {
    let hub = TestHub::start(Options::default()).unwrap();
    let mut checks = Checks::default();

    let wrong = json!({"identity": USER.email, "password": "wrong"});
    checks.error(
        "a wrong password is refused",
        &hub.guest().post(LOGIN, &wrong).unwrap(),
        400,
    );
    let right = json!({"identity": USER.email, "password": USER.password});
    let reply = hub.guest().post(LOGIN, &right).unwrap();
    let answer = reply.json();
    let complete =
        answer["token"].is_string() && has(&answer["record"], &["id", "email", "role", "verified"]);
    checks.check(
        "the right one gives token and record",
        reply.status == 200 && complete,
        &reply.body,
    );

    let client = user(&hub);
    let claims = claims(client.token());
    let known = has(&claims, &["id", "collectionId", "refreshable"]) && claims["type"] == "auth";
    let lasts = claims["exp"].as_u64().is_some_and(|end| end > in_an_hour());
    checks.check(
        "the token is a JWT that tells its end",
        known && lasts,
        &claims,
    );
    let reply = client.send("POST", REFRESH, None, &[]).unwrap();
    checks.check(
        "a refresh gives both again",
        reply.status == 200 && has(&reply.json(), &["token", "record"]),
        &reply.body,
    );
    let bearer = hub.guest().with_token(format!("Bearer {}", client.token()));
    let reply = bearer.get("/api/beszel/info").unwrap();
    checks.check(
        "the word Bearer before the token is taken",
        reply.status == 200,
        &reply.body,
    );

    for route in ["info", "getkey"] {
        let reply = client.get(&format!("/api/beszel/{route}")).unwrap();
        let told = has(&reply.json(), &["key", "cu"]) && reply.json()["v"] == "0.18.8";
        checks.check(
            &format!("{route} tells key and version"),
            reply.status == 200 && told,
            &reply.body,
        );
    }
    checks.finish();
}

#[test]
fn tokens_of_a_superuser_can_be_told() {
    let hub = TestHub::start(Options::default()).unwrap();
    let mut checks = Checks::default();

    let token = hub.impersonate(READONLY, 100_000).unwrap();
    checks.check(
        "an impersonation token lasts as asked",
        claims(&token)["refreshable"] == false,
        claims(&token),
    );
    let reply = hub
        .guest()
        .with_token(&token)
        .send("POST", REFRESH, None, &[])
        .unwrap();
    checks.check(
        "its refresh is the same token",
        reply.json()["token"] == *token,
        &reply.body,
    );
    let reply = hub.root().send("POST", REFRESH, None, &[]).unwrap();
    checks.error("a superuser's token is of another collection", &reply, 403);
    let reply = hub.root().get(&records("systems")).unwrap();
    checks.check(
        "but lists the systems all the same",
        reply.status == 200,
        (ROOT.email, reply.status),
    );
    checks.finish();
}

#[test]
fn a_one_time_code_follows_the_password_when_the_hub_asks_for_it() {
    let hub = TestHub::start(Options::default()).unwrap();
    hub.ask_for_codes(true).unwrap();
    let guest = hub.guest();
    let mut checks = Checks::default();

    let reply = guest
        .post(
            LOGIN,
            &json!({"identity": USER.email, "password": USER.password}),
        )
        .unwrap();
    let challenge = reply.json()["mfaId"].clone();
    checks.check(
        "the password alone gets 401 and an mfaId",
        reply.status == 401 && challenge.is_string(),
        &reply.body,
    );
    let asked = guest
        .post(
            "/api/collections/users/request-otp",
            &json!({"email": USER.email}),
        )
        .unwrap();
    let code = hub.mailed_code(USER).unwrap();
    checks.check("a code of six digits is mailed", code.len() == 6, &code);
    let body = json!({"otpId": asked.json()["otpId"], "password": code, "mfaId": challenge});
    let reply = guest
        .post("/api/collections/users/auth-with-otp", &body)
        .unwrap();
    checks.check(
        "the code gets the token",
        reply.status == 200 && has(&reply.json(), &["token", "record"]),
        &reply.body,
    );
    checks.finish();
}
