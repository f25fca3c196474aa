//! The client's exchanges with a scripted hub: sign-in, its failures, paging, and the empty list that means "expired".
#![allow(
    clippy::expect_used,
    clippy::panic,
    clippy::unwrap_used,
    reason = "a test may stop where it stands"
)]

mod support;

use blinkenrack::domain::units::Millis;
use blinkenrack::hub::auth::SignIn;
use blinkenrack::hub::client::HubClient;
use blinkenrack::hub::error::{Guard, HubError, InsteadOfHub};
use blinkenrack::hub::transport::{NoAnswer, Request, Response};

use support::{ScriptedHub, fixture, html, json, now, recorded, token};

const NOW: Millis = Millis(1_795_250_000_000);

fn answering(answer: Result<Response, NoAnswer>) -> HubClient {
    HubClient::new(ScriptedHub::new(move |_: &Request| answer.clone()))
}

fn made(status: u16, name: &str) -> HubClient {
    answering(Ok(json(status, fixture("made", name).expect("fixture"))))
}

fn sign_in(hub: &HubClient) -> Result<SignIn, HubError> {
    now(hub.sign_in_with_password("a@example.com", "x", NOW))
}

#[test]
fn each_way_to_fail_at_the_door_is_told_apart() {
    let wrong = answering(Ok(json(
        400,
        fixture("hub-0.18.8", "error.400.login.json").expect("fixture"),
    )));
    assert_eq!(sign_in(&wrong), Err(HubError::WrongCredentials));
    assert_eq!(
        sign_in(&made(403, "error.403.unverified.json")),
        Err(HubError::Unverified)
    );
    assert_eq!(
        sign_in(&made(403, "error.403.password-off.json")),
        Err(HubError::PasswordSignInOff)
    );
    assert_eq!(
        sign_in(&made(429, "error.429.json")),
        Err(HubError::RateLimited)
    );
    assert_eq!(
        sign_in(&made(200, "superuser.refresh.json")),
        Err(HubError::SuperuserToken)
    );
    assert_eq!(
        sign_in(&answering(Ok(html(200)))),
        Err(HubError::NotAHub {
            what: InsteadOfHub::Page
        })
    );
    assert_eq!(
        sign_in(&answering(Ok(html(405)))),
        Err(HubError::NotAHub {
            what: InsteadOfHub::Nothing
        })
    );
    assert_eq!(
        sign_in(&answering(Ok(json(404, "{}")))),
        Err(HubError::NotAHub {
            what: InsteadOfHub::OtherService
        })
    );
    assert_eq!(
        sign_in(&answering(Err(NoAnswer::Unreachable))),
        Err(HubError::Unreachable)
    );
    assert_eq!(
        sign_in(&answering(Err(NoAnswer::MixedContent))),
        Err(HubError::Blocked)
    );
    assert!(matches!(
        sign_in(&answering(Ok(html(502)))),
        Err(HubError::Server { status: 502, .. })
    ));
}

#[test]
fn a_code_is_asked_for_after_the_password_and_then_taken() {
    let expected = SignIn::CodeNeeded {
        mfa_id: "mfa000000000001".to_owned(),
    };
    assert_eq!(sign_in(&made(401, "error.401.mfa.json")), Ok(expected));
    assert_eq!(
        now(made(200, "request-otp.json").request_code("a@example.com")),
        Ok("otp000000000001".to_owned())
    );
    assert_eq!(
        now(made(403, "error.403.otp-off.json").request_code("a@b.c")),
        Err(HubError::OtpNotAvailable)
    );
    let with_code = |hub: &HubClient| now(hub.sign_in_with_code("o", " 123456 ", Some("m"), NOW));
    assert_eq!(
        with_code(&made(400, "error.403.otp-off.json")),
        Err(HubError::WrongCode)
    );
    assert_eq!(
        with_code(&made(429, "error.429.json")),
        Err(HubError::RateLimited)
    );
    let login = fixture("hub-0.18.8", "login.json").expect("fixture");
    let hub = ScriptedHub::new(move |_: &Request| Ok(json(200, login.clone())));
    assert!(matches!(
        with_code(&HubClient::new(hub.clone())),
        Ok(SignIn::Done(_))
    ));
    let body = hub
        .asked
        .borrow()
        .first()
        .and_then(|request| request.body.clone())
        .unwrap_or_default();
    assert_eq!(body, r#"{"mfaId":"m","otpId":"o","password":"123456"}"#);
}

#[test]
fn a_token_is_refused_with_its_reason() {
    let check = |hub: HubClient| now(hub.check_token(&token(), NOW)).map(|_| ());
    let expired = json(
        401,
        fixture("hub-0.18.8", "error.401.refresh.json").expect("fixture"),
    );
    assert_eq!(check(answering(Ok(expired))), Err(HubError::Expired));
    assert_eq!(
        check(made(200, "superuser.refresh.json")),
        Err(HubError::SuperuserToken)
    );
    assert_eq!(
        check(made(403, "error.403.unverified.json")),
        Err(HubError::Unverified)
    );
    assert_eq!(
        check(HubClient::new(ScriptedHub::new(recorded("hub-0.18.8")))),
        Ok(())
    );
}

#[test]
fn an_empty_list_is_told_from_an_expired_token() {
    let hub = |refresh: Response| {
        HubClient::new(ScriptedHub::new(move |request: &Request| {
            let is_list = request.path.contains("/records");
            Ok(if is_list {
                json(200, r#"{"perPage":1000,"items":[]}"#)
            } else {
                refresh.clone()
            })
        }))
    };
    let expired = hub(json(401, "{}"));
    assert_eq!(now(expired.systems(&token())), Ok(vec![]));
    assert_eq!(
        now(expired.systems_or_expired(&token(), NOW)),
        Err(HubError::Expired)
    );
    let valid = hub(json(
        200,
        fixture("hub-0.18.8", "auth-refresh.json").expect("fixture"),
    ));
    assert_eq!(now(valid.systems_or_expired(&token(), NOW)), Ok(vec![]));
}

#[test]
fn a_hub_with_more_than_a_page_of_systems_is_listed_to_the_end() {
    let hub = ScriptedHub::new(|request: &Request| {
        let count = if request.path.contains("page=3&") {
            17
        } else {
            1000
        };
        let page = request
            .path
            .split("page=")
            .nth(1)
            .and_then(|rest| rest.split('&').next())
            .unwrap_or_default();
        let items: Vec<String> = (0..count)
            .map(|number| format!(r#"{{"id":"s{page}-{number}","status":"up"}}"#))
            .collect();
        Ok(json(
            200,
            format!(r#"{{"perPage":1000,"items":[{}]}}"#, items.join(",")),
        ))
    });
    let systems = now(HubClient::new(hub.clone()).systems(&token())).expect("systems");
    assert_eq!(systems.len(), 2017);
    assert_eq!(hub.asked.borrow().len(), 3);
}

#[test]
fn a_hub_that_never_ends_its_list_is_left_at_some_point() {
    let hub =
        ScriptedHub::new(|_: &Request| Ok(json(200, r#"{"perPage":1,"items":[{"id":"x"}]}"#)));
    assert!(now(HubClient::new(hub.clone()).systems(&token())).is_ok());
    assert!(hub.asked.borrow().len() <= 50);
}

#[test]
fn the_sign_in_page_knows_a_hub_from_anything_else() {
    let options = |answer| now(answering(answer).sign_in_options());
    assert_eq!(
        options(Ok(html(200))),
        Err(HubError::NotAHub {
            what: InsteadOfHub::Page
        })
    );
    assert_eq!(
        options(Ok(json(200, r#"{"hello":"world"}"#))),
        Err(HubError::NotAHub {
            what: InsteadOfHub::OtherService
        })
    );
    assert_eq!(
        options(Ok(json(200, "[1,"))),
        Err(HubError::NotAHub {
            what: InsteadOfHub::OtherService
        })
    );
    assert_eq!(
        options(Ok(html(401))),
        Err(HubError::Guarded(Guard::Status(401)))
    );
    assert_eq!(options(Err(NoAnswer::TimedOut)), Err(HubError::TimedOut));
    let mfa = r#"{"password":{"enabled":false},"oauth2":{"enabled":true,"providers":[{}]},"mfa":{"enabled":true},"otp":{"enabled":true}}"#;
    let options = options(Ok(json(200, mfa))).expect("options");
    assert!(!options.password && options.code && options.second_factor && options.providers);
}

#[test]
fn the_token_travels_in_its_header_only() {
    let hub = ScriptedHub::new(recorded("hub-0.18.8"));
    let client = HubClient::new(hub.clone());
    now(async {
        _ = client.systems_or_expired(&token(), NOW).await;
        _ = client.triggered_alerts(&token()).await;
        _ = client.hub_version(&token()).await;
        _ = client.preferences(&token()).await;
        _ = client
            .set_topics("c", &["systems/*".to_owned()], &token())
            .await;
    });
    for request in hub.asked.borrow().iter() {
        assert_eq!(request.token, Some(token()), "{}", request.path);
        assert!(
            !request.path.contains("scripted")
                && !request
                    .body
                    .clone()
                    .unwrap_or_default()
                    .contains("scripted")
        );
    }
}

#[test]
fn answers_that_would_fill_the_memory_are_refused() {
    let record = |name: &str| format!(r#"{{"id":"a","name":"{name}","info":{{}}}}"#);
    let page = |records: &[String]| {
        let body = format!(r#"{{"perPage":1000,"items":[{}]}}"#, records.join(","));
        now(answering(Ok(json(200, body))).systems(&token()))
    };
    assert_eq!(page(&vec![record("n"); 999]).map(|all| all.len()), Ok(999));
    // More on a page than requested.
    assert_eq!(page(&vec![record("n"); 1_001]), Err(HubError::TooLarge));
    // Small in bytes, huge as a tree.
    let nested = format!(r#"{{"id":"a","info":[{}]}}"#, vec!["{}"; 200_000].join(","));
    assert_eq!(page(&[nested]), Err(HubError::TooLarge));
    // Endless full pages, each of them small enough.
    let name = "n".repeat(2_000);
    assert_eq!(page(&vec![record(&name); 1_000]), Err(HubError::TooLarge));
    // The transport has given up.
    let hub = answering(Err(NoAnswer::TooLarge));
    assert_eq!(now(hub.systems(&token())), Err(HubError::TooLarge));
}

#[test]
fn a_redirect_is_named_and_does_not_end_the_session() {
    let hub = answering(Err(NoAnswer::Redirected));
    let error = now(hub.check_token(&token(), NOW)).expect_err("a redirect");
    assert_eq!(error, HubError::Guarded(Guard::Redirect));
    assert!(!error.ends_session());
    let page = answering(Ok(html(200)));
    let error = now(page.check_token(&token(), NOW)).expect_err("a page");
    assert!(!error.ends_session() && error.of_a_known_hub() == HubError::Guarded(Guard::Page));
}
