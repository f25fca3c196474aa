use super::*;

fn all() -> Vec<HubError> {
    let text = || "Something.".to_owned();
    vec![
        HubError::Unreachable,
        HubError::TimedOut,
        HubError::Blocked,
        HubError::Aborted,
        HubError::NotAHub {
            what: InsteadOfHub::Page,
        },
        HubError::NotAHub {
            what: InsteadOfHub::Nothing,
        },
        HubError::NotAHub {
            what: InsteadOfHub::OtherService,
        },
        HubError::Guarded(Guard::Status(401)),
        HubError::Guarded(Guard::Redirect),
        HubError::Guarded(Guard::Page),
        HubError::Withheld,
        HubError::StreamHeldBack,
        HubError::NoStreamFree,
        HubError::TooLarge,
        HubError::WrongCredentials,
        HubError::WrongCode,
        HubError::PasswordSignInOff,
        HubError::OtpNotAvailable,
        HubError::NotAToken,
        HubError::Expired,
        HubError::SuperuserToken,
        HubError::Unverified,
        HubError::Forbidden { message: text() },
        HubError::Missing,
        HubError::RateLimited,
        HubError::Refused {
            status: 400,
            message: text(),
        },
        HubError::Server {
            status: 500,
            message: String::new(),
        },
        HubError::Server {
            status: 502,
            message: text(),
        },
        HubError::BadAnswer {
            what: "no JSON".to_owned(),
        },
    ]
}

#[test]
fn each_says_what_happened_and_what_to_do() {
    let hub = HubUrl::parse("http://nas:8090/beszel", true).expect("a hub's URL");
    for error in all() {
        let (sentence, way) = (error.sentence(&hub), error.way_forward(&hub));
        assert!(
            sentence.ends_with('.') && !sentence.contains("..") && !sentence.contains("  "),
            "{sentence}"
        );
        assert!(way.ends_with('.') && !way.contains("  "), "{way}");
    }
}

#[test]
fn the_hint_fits_the_address() {
    let hint = |address| {
        HubError::Unreachable.way_forward(&HubUrl::parse(address, true).expect("a hub's URL"))
    };
    assert!(hint("http://localhost:8090").contains("very machine"));
    assert!(hint("http://192.168.1.2").contains("same network"));
    assert!(hint("https://example.com").contains("certificate"));
    assert!(!hint("http://example.com").contains("certificate"));
}

#[test]
fn a_refused_token_may_never_have_been_one_of_the_hubs() {
    let hub = HubUrl::parse("http://nas:8090", true).expect("a hub's URL");
    let sentence = HubError::Expired.sentence(&hub);
    assert!(
        sentence.contains("has expired") && sentence.contains("never was"),
        "{sentence}"
    );
    assert!(!sentence.contains("no longer"), "{sentence}");
}

#[test]
fn a_stream_that_is_held_back_names_the_setting_and_its_address() {
    let hub = HubUrl::parse("https://nas.example/beszel", true).expect("a hub's URL");
    let way = HubError::StreamHeldBack.way_forward(&hub);
    assert!(
        way.contains("proxy_buffering off") && way.contains("/beszel/api/realtime"),
        "{way}"
    );
}

#[test]
fn a_page_is_a_login_only_where_a_hub_was_known() {
    let page = HubError::NotAHub {
        what: InsteadOfHub::Page,
    };
    assert_eq!(page.of_a_known_hub(), HubError::Guarded(Guard::Page));
    let nothing = HubError::NotAHub {
        what: InsteadOfHub::Nothing,
    };
    assert_eq!(nothing.clone().of_a_known_hub(), nothing);
}

#[test]
fn blocked_names_the_address_that_was_blocked() {
    let hub = HubUrl::parse("http://nas:8090", true).expect("a hub's URL");
    assert!(HubError::Blocked.sentence(&hub).contains("http://nas:8090"));
}
