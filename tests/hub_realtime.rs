//! The realtime machine's rules, one story each.
#![allow(
    clippy::expect_used,
    clippy::panic,
    clippy::unwrap_used,
    reason = "a test may stop where it stands"
)]

use blinkenrack::domain::ids::SystemId;
use blinkenrack::domain::units::Millis;
use blinkenrack::hub::auth::TokenLife;
use blinkenrack::hub::error::{Guard, HubError, InsteadOfHub};
use blinkenrack::hub::queries::{self, rt_topic};
use blinkenrack::hub::realtime::{
    Attempt, Change, ConnectionState, Effect, Event, Realtime, TimerKind,
};
use blinkenrack::hub::sse::SseEvent;
use blinkenrack::hub::stream_leases::MOST_STREAMS;
use blinkenrack::hub::transport::Token;

const BASE: [&str; 3] = ["systems/*", "alerts/*", "user_settings/*"];

/// A machine and the time; remembers the newest timer of each kind.
struct Story {
    machine: Realtime,
    now: Millis,
    attempt: Attempt,
    timers: Vec<(TimerKind, u32, i64)>,
}

impl Story {
    fn begin(token: TokenLife) -> Self {
        let machine = Realtime::new(9);
        let mut story = Self {
            machine,
            now: Millis(1_000_000),
            attempt: Attempt::default(),
            timers: Vec::new(),
        };
        story.tell(Event::Start(token));
        story
    }

    fn tell(&mut self, event: Event) -> Vec<Effect> {
        let effects = self.machine.step(event, self.now);
        for effect in &effects {
            match effect {
                Effect::Open { attempt } => self.attempt = *attempt,
                Effect::SetTimer {
                    kind,
                    generation,
                    after_ms,
                } => {
                    self.timers.retain(|(known, ..)| known != kind);
                    self.timers
                        .push((*kind, *generation, self.now.0 + i64::from(*after_ms)));
                }
                _ => {}
            }
        }
        effects
    }

    /// Fires the timer of this kind.
    fn fire(&mut self, kind: TimerKind) -> Vec<Effect> {
        let index = self
            .timers
            .iter()
            .position(|(known, ..)| *known == kind)
            .expect("a timer of that kind");
        let (kind, generation, at) = self.timers.remove(index);
        self.now = Millis(at.max(self.now.0));
        self.tell(Event::Timer { kind, generation })
    }

    fn named(&mut self) -> Vec<Effect> {
        let event = SseEvent {
            name: "PB_CONNECT".into(),
            data: "{}".into(),
            id: "client".into(),
        };
        self.tell(Event::Sse {
            attempt: self.attempt,
            event,
        })
    }

    fn accepted(&mut self) -> Vec<Effect> {
        self.tell(Event::TopicsAccepted {
            attempt: self.attempt,
        })
    }

    fn refused(&mut self, error: HubError) -> Vec<Effect> {
        self.tell(Event::TopicsRefused {
            attempt: self.attempt,
            error,
        })
    }

    fn listed(&mut self) -> Vec<Effect> {
        self.tell(Event::Listed {
            attempt: self.attempt,
        })
    }

    fn live() -> Self {
        let mut story = Self::begin(TokenLife::default());
        story.listed();
        story.named();
        story.accepted();
        assert!(reports(&story.listed()).contains(&ConnectionState::Live));
        story
    }
}

fn topics(effects: &[Effect]) -> Vec<Vec<String>> {
    let posts = effects.iter().filter_map(|effect| match effect {
        Effect::PostTopics { topics, .. } => Some(topics.clone()),
        _ => None,
    });
    posts.collect()
}

fn reports(effects: &[Effect]) -> Vec<ConnectionState> {
    let reports = effects.iter().filter_map(|effect| match effect {
        Effect::Report(connection) => Some(connection.clone()),
        _ => None,
    });
    reports.collect()
}

fn has(effects: &[Effect], wanted: &Effect) -> bool {
    effects.contains(wanted)
}

fn opens(effects: &[Effect]) -> bool {
    effects
        .iter()
        .any(|effect| matches!(effect, Effect::Open { .. }))
}

fn lists(effects: &[Effect]) -> usize {
    let lists = effects
        .iter()
        .filter(|effect| matches!(effect, Effect::Relist { .. }));
    lists.count()
}

#[test]
fn the_list_is_asked_for_at_once_and_again_when_the_topics_hold() {
    let mut machine = Realtime::new(9);
    let effects = machine.step(Event::Start(TokenLife::default()), Millis(0));
    assert!(opens(&effects) && lists(&effects) == 1);

    let mut story = Story::begin(TokenLife::default());
    assert_eq!(reports(&story.listed()), [ConnectionState::Listed]);
    assert_eq!(topics(&story.named()), [BASE.to_vec()]);
    let effects = story.accepted();
    assert!(lists(&effects) == 1 && reports(&effects).is_empty());
    let effects = story.listed();
    assert_eq!(reports(&effects), [ConnectionState::Live]);
    assert!(has(&effects, &Effect::ReadAround));
}

/// `public/early.js` sends requests to the hub while the program is loaded. The program only takes over requests it would make itself.
#[test]
fn the_script_of_the_page_asks_what_the_machine_asks() {
    let script = include_str!("../public/early.js");
    let token = Token::new("t");
    let stream = queries::open_stream();
    assert!(script.contains(&format!("var STREAM = \"{}\";", stream.path)));
    assert!(stream.token.is_none() && stream.body.is_none());
    let list = queries::systems().page(1, &token);
    assert!(script.contains(&format!("var LIST = \"{}\";", list.path)));
    assert!(list.token.is_some() && list.body.is_none());
    assert!(script.contains(&format!(".length < {MOST_STREAMS} ")));

    let mut story = Story::begin(TokenLife::default());
    let [asked] = &topics(&story.named())[..] else {
        panic!("the topics are asked for once");
    };
    let words = asked.iter().map(|topic| format!("\"{topic}\""));
    let words = words.collect::<Vec<_>>().join(", ");
    assert!(script.contains(&format!("var TOPICS = [{words}];")));
    let post = queries::set_topics("client", asked, &token);
    assert_eq!(post.path, stream.path);
    // The script's own test expects the same text.
    let body =
        r#"{"clientId":"client","subscriptions":["systems/*","alerts/*","user_settings/*"]}"#;
    assert_eq!(post.body.as_deref(), Some(body));
}

#[test]
fn a_list_from_before_the_topics_is_not_enough_for_live() {
    let mut story = Story::begin(TokenLife::default());
    story.named();
    assert_eq!(lists(&story.accepted()), 0, "one is on its way");
    let effects = story.listed();
    assert_eq!(lists(&effects), 1);
    assert!(!reports(&effects).contains(&ConnectionState::Live));
    assert_eq!(reports(&story.listed()), [ConnectionState::Live]);
}

#[test]
fn a_first_list_that_fails_leaves_it_to_the_stream_unless_the_session_is_over() {
    let mut story = Story::begin(TokenLife::default());
    let failed = |story: &Story, error| Event::ListFailed {
        attempt: story.attempt,
        error,
    };
    let event = failed(&story, HubError::TimedOut);
    assert_eq!(story.tell(event), []);
    story.named();
    assert_eq!(lists(&story.accepted()), 1);
    assert_eq!(reports(&story.listed()), [ConnectionState::Live]);

    let mut story = Story::begin(TokenLife::default());
    let event = failed(&story, HubError::Expired);
    let effects = story.tell(event);
    assert!(has(&effects, &Effect::Close));
    assert_eq!(
        reports(&effects),
        [ConnectionState::SignedOut(HubError::Expired)]
    );
}

#[test]
fn a_token_that_nobody_has_checked_is_checked_once_the_racks_are_live() {
    let mut story = Story::begin(TokenLife::default());
    assert!(!has(&story.listed(), &Effect::RefreshToken));
    story.named();
    assert!(!has(&story.accepted(), &Effect::RefreshToken));
    assert!(!has(&story.listed(), &Effect::RefreshToken));
    assert!(has(&story.fire(TimerKind::Refresh), &Effect::RefreshToken));
    assert_eq!(story.now, Millis(1_000_500), "the racks come first");

    let mut story = Story::begin(TokenLife::default());
    story.tell(Event::TokenRefreshed(TokenLife::default()));
    story.named();
    story.accepted();
    story.listed();
    assert!(!has(&story.listed(), &Effect::RefreshToken));
}

#[test]
fn a_stream_that_is_held_back_is_said_to_be_and_the_list_asked_for_once_a_minute() {
    let held_back = ConnectionState::Polling(HubError::StreamHeldBack);
    let mut story = Story::begin(TokenLife::default());
    story.listed();
    let since = story.now;
    let effects = story.fire(TimerKind::Connect);
    assert!(
        story.now.since(since) <= 6_000,
        "no long wait: the hub has answered"
    );
    assert!(has(&effects, &Effect::Close));
    assert_eq!(reports(&effects), std::slice::from_ref(&held_back));
    for _ in 0..3 {
        let since = story.now;
        assert_eq!(lists(&story.fire(TimerKind::Poll)), 1);
        assert_eq!(story.now.since(since), 60_000);
        assert!(has(&story.listed(), &Effect::ReadAround), "alerts as well");
    }
    // The hub goes away and returns.
    story.fire(TimerKind::Poll);
    let attempt = story.attempt;
    let effects = story.tell(Event::ListFailed {
        attempt,
        error: HubError::Unreachable,
    });
    assert!(matches!(
        reports(&effects)[..],
        [ConnectionState::Lost { .. }]
    ));
    story.fire(TimerKind::Poll);
    assert_eq!(reports(&story.listed()), [held_back]);
    // The proxy's setting was changed.
    assert!(opens(&story.fire(TimerKind::Retry)));
    story.named();
    story.accepted();
    assert_eq!(reports(&story.listed()), [ConnectionState::Live]);
    assert!(!story.timers.is_empty());
    assert_eq!(lists(&story.fire(TimerKind::Poll)), 0, "events come now");
}

#[test]
fn a_stream_that_says_nothing_before_any_list_came_is_told_from_a_silent_hub_by_a_list() {
    let mut story = Story::live();
    story.tell(Event::StreamEnded {
        attempt: story.attempt,
        result: Ok(()),
    });
    story.fire(TimerKind::Retry);
    let effects = story.fire(TimerKind::Connect);
    assert_eq!(lists(&effects), 1);
    let effects = story.fire(TimerKind::Grace);
    assert!(matches!(
        reports(&effects)[..],
        [ConnectionState::Lost { .. }]
    ));
    assert_eq!(
        reports(&story.listed()),
        [ConnectionState::Polling(HubError::StreamHeldBack)]
    );
}

#[test]
fn without_leave_the_stream_is_closed_and_the_list_asked_for_once_a_minute() {
    let without = ConnectionState::Polling(HubError::NoStreamFree);
    let mut story = Story::live();
    let effects = story.tell(Event::StreamAllowed(false));
    assert!(has(&effects, &Effect::Close) && !opens(&effects));
    assert_eq!(lists(&effects), 1, "what the stream would have told");
    assert_eq!(reports(&effects), std::slice::from_ref(&without));
    assert_eq!(story.tell(Event::StreamAllowed(false)), []);
    story.listed();
    let since = story.now;
    assert_eq!(lists(&story.fire(TimerKind::Poll)), 1);
    assert_eq!(story.now.since(since), 60_000);
    assert!(has(&story.listed(), &Effect::ReadAround), "alerts as well");
    // Pressing "Try now" or returning to the tab requests a list at once.
    story.now = story.now.plus(5_000);
    for event in [Event::Online, Event::Visible] {
        let effects = story.tell(event);
        assert!(lists(&effects) == 1 && !opens(&effects));
        story.listed();
        story.now = story.now.plus(5_000);
    }
    // Another tab is closed.
    assert!(opens(&story.tell(Event::StreamAllowed(true))));
    story.named();
    story.accepted();
    assert_eq!(reports(&story.listed()), [ConnectionState::Live]);
    assert_eq!(lists(&story.fire(TimerKind::Poll)), 0, "events come now");
}

#[test]
fn the_next_try_is_known_while_it_is_waited_for() {
    let mut story = Story::live();
    assert_eq!(story.machine.next_try(), None);
    story.tell(Event::StreamEnded {
        attempt: story.attempt,
        result: Ok(()),
    });
    let next = story.machine.next_try().expect("a wait");
    assert!((1..=300).contains(&next.since(story.now)));
    story.fire(TimerKind::Retry);
    assert_eq!((story.now, story.machine.next_try()), (next, None));
    story.tell(Event::StreamRefused {
        attempt: story.attempt,
        error: HubError::Unreachable,
    });
    story.fire(TimerKind::Grace);
    assert!(story.machine.next_try().is_some(), "lost");
}

#[test]
fn without_leave_the_next_try_is_a_list() {
    let mut story = Story::live();
    story.tell(Event::StreamAllowed(false));
    let failed = Event::ListFailed {
        attempt: story.attempt,
        error: HubError::Unreachable,
    };
    let effects = story.tell(failed.clone());
    assert!(matches!(
        &reports(&effects)[..],
        [ConnectionState::Lost { .. }]
    ));
    let next = story.machine.next_try().expect("a wait");
    let effects = story.fire(TimerKind::Retry);
    assert!(story.now == next && lists(&effects) == 1 && !opens(&effects));
    assert_eq!(story.machine.next_try(), None, "it is on its way");
    story.tell(failed);
    assert!(story.machine.next_try().is_some_and(|at| at > story.now));
}

#[test]
fn a_tab_that_comes_too_late_for_a_stream_begins_with_the_list() {
    let mut story = Story::begin(TokenLife::default());
    // Requested before the leases were read.
    let effects = story.tell(Event::StreamAllowed(false));
    assert!(has(&effects, &Effect::Close));
    let effects = story.listed();
    let without = ConnectionState::Polling(HubError::NoStreamFree);
    assert_eq!(reports(&effects), [without]);
    assert_eq!(
        lists(&effects),
        1,
        "the one before may have been older than an event"
    );
    story.listed();
    // Signed out and in again.
    story.tell(Event::Stop);
    let effects = story.tell(Event::Start(TokenLife::default()));
    assert!(lists(&effects) == 1 && !opens(&effects));
}

#[test]
fn a_login_page_in_place_of_the_hub_is_named() {
    let page = HubError::NotAHub {
        what: InsteadOfHub::Page,
    };
    let mut story = Story::live();
    story.tell(Event::StreamEnded {
        attempt: story.attempt,
        result: Ok(()),
    });
    story.fire(TimerKind::Retry);
    story.tell(Event::StreamRefused {
        attempt: story.attempt,
        error: page.clone(),
    });
    let effects = story.fire(TimerKind::Grace);
    let guarded = HubError::Guarded(Guard::Page);
    assert!(
        matches!(&reports(&effects)[..], [ConnectionState::Lost { error, .. }] if *error == guarded)
    );
    // The lists requested instead get the same page.
    let attempt = story.attempt;
    let effects = story.tell(Event::ListFailed {
        attempt,
        error: page,
    });
    assert!(
        !reports(&effects)
            .iter()
            .any(|report| matches!(report, ConnectionState::Polling(_)))
    );
}

#[test]
fn what_changes_while_the_list_is_on_its_way_is_told_again_after_it() {
    let mut story = Story::begin(TokenLife::default());
    story.listed();
    story.named();
    story.accepted();
    let data = r#"{"action":"delete","record":{"id":"gone"}}"#.to_owned();
    let event = SseEvent {
        name: "systems/*".into(),
        data,
        id: "client".into(),
    };
    let removed = Effect::Deliver(Change::SystemRemoved(SystemId::new("gone")));
    assert!(has(
        &story.tell(Event::Sse {
            attempt: story.attempt,
            event
        }),
        &removed
    ));
    let effects = story.listed();
    assert!(has(&effects, &removed));
    assert_eq!(reports(&effects), [ConnectionState::Live]);
}

#[test]
fn live_topics_follow_in_a_second_step_and_fall_back() {
    let mut story = Story::begin(TokenLife::default());
    let system = SystemId::new("s1");
    assert_eq!(
        topics(&story.tell(Event::LiveWanted(vec![system.clone()]))),
        Vec::<Vec<String>>::new()
    );
    assert_eq!(topics(&story.named()), [BASE.to_vec()]);
    let with_live = vec![
        "systems/*".to_owned(),
        "alerts/*".to_owned(),
        "user_settings/*".to_owned(),
        rt_topic(&system),
    ];
    assert_eq!(topics(&story.accepted()).first(), Some(&with_live));
    let effects = story.refused(HubError::Missing);
    assert_eq!(topics(&effects), [BASE.to_vec()]);
    assert!(!has(&effects, &Effect::Close));
    assert!(
        topics(&story.accepted()).is_empty(),
        "what was refused is not asked for again"
    );
    assert_eq!(
        topics(&story.tell(Event::LiveWanted(vec![]))),
        Vec::<Vec<String>>::new()
    );
    assert_eq!(
        topics(&story.tell(Event::LiveWanted(vec![system]))),
        [with_live]
    );
}

#[test]
fn changes_of_monitors_are_asked_for_apart_and_cost_nothing_where_they_are_refused() {
    let monitors = "network_monitors/*".to_owned();
    for error in [
        HubError::Missing,
        HubError::Refused {
            status: 400,
            message: String::new(),
        },
    ] {
        let mut story = Story::begin(TokenLife::default());
        story.named();
        story.accepted();
        let with_monitors = [&BASE[..], &["network_monitors/*"]].concat();
        assert_eq!(topics(&story.tell(Event::MonitorsWanted)), [with_monitors]);
        let effects = story.refused(error);
        assert_eq!(topics(&effects), [BASE.to_vec()]);
        assert!(!has(&effects, &Effect::Close));
        assert!(
            topics(&story.accepted()).is_empty(),
            "what was refused is not asked for again"
        );
    }
    let mut story = Story::begin(TokenLife::default());
    story.named();
    story.accepted();
    story.tell(Event::MonitorsWanted);
    story.accepted();
    let data = r#"{"action":"update","record":{"id":"m"}}"#.to_owned();
    let effects = story.tell(Event::Sse {
        attempt: story.attempt,
        event: SseEvent {
            name: monitors,
            id: "c".to_owned(),
            data: data.clone(),
        },
    });
    assert!(has(&effects, &Effect::Deliver(Change::Monitor(data))));
}

#[test]
fn an_unknown_client_gets_a_new_stream() {
    for error in [
        HubError::Missing,
        HubError::Refused {
            status: 400,
            message: String::new(),
        },
    ] {
        let mut story = Story::begin(TokenLife::default());
        story.named();
        assert!(has(&story.refused(error), &Effect::Close));
        assert!(opens(&story.fire(TimerKind::Retry)));
    }
}

#[test]
fn a_forbidden_stream_is_given_up_and_the_token_asked_about() {
    let mut story = Story::begin(TokenLife::default());
    story.named();
    let effects = story.refused(HubError::Forbidden {
        message: String::new(),
    });
    assert!(has(&effects, &Effect::Close) && has(&effects, &Effect::RefreshToken));
    let effects = story.tell(Event::TokenRefused(HubError::Expired));
    assert_eq!(
        reports(&effects),
        [ConnectionState::SignedOut(HubError::Expired)]
    );
}

#[test]
fn topics_are_never_asked_for_with_a_token_that_has_ended() {
    let over = TokenLife {
        expires: Some(Millis(1_000_000)),
        refresh_at: Some(Millis(900_000)),
    };
    let mut story = Story::begin(over);
    let effects = story.named();
    assert!(has(&effects, &Effect::RefreshToken) && topics(&effects).is_empty());
    // The hub says that it is valid after all: then this machine's clock is wrong, and the hub is believed.
    assert_eq!(
        topics(&story.tell(Event::TokenRefreshed(over))),
        [BASE.to_vec()]
    );

    let mut story = Story::begin(over);
    story.named();
    let effects = story.tell(Event::TokenRefused(HubError::Expired));
    assert!(has(&effects, &Effect::Close));
    assert_eq!(
        reports(&effects),
        [ConnectionState::SignedOut(HubError::Expired)]
    );
}

#[test]
fn a_token_is_renewed_at_half_life_and_one_that_cannot_be_is_checked_at_its_end() {
    let mut story = Story::begin(TokenLife {
        expires: Some(Millis(5_000_000)),
        refresh_at: Some(Millis(3_000_000)),
    });
    assert!(has(&story.fire(TimerKind::Refresh), &Effect::RefreshToken));
    assert_eq!(story.now, Millis(3_000_000));
    let mut story = Story::begin(TokenLife {
        expires: Some(Millis(5_000_000)),
        refresh_at: None,
    });
    assert!(has(&story.fire(TimerKind::Refresh), &Effect::RefreshToken));
    assert_eq!(story.now, Millis(5_000_000));
    // Weeks away: the timer fires in between and does nothing.
    let mut story = Story::begin(TokenLife {
        expires: Some(Millis(i64::MAX)),
        refresh_at: Some(Millis(i64::MAX)),
    });
    assert!(!has(&story.fire(TimerKind::Refresh), &Effect::RefreshToken));
    assert!(
        story
            .timers
            .iter()
            .any(|(kind, ..)| *kind == TimerKind::Refresh)
    );
}

#[test]
fn an_empty_list_that_means_expired_signs_out() {
    let mut story = Story::begin(TokenLife::default());
    story.named();
    story.accepted();
    let effects = story.tell(Event::ListFailed {
        attempt: story.attempt,
        error: HubError::Expired,
    });
    assert!(has(&effects, &Effect::Close));
    assert_eq!(
        reports(&effects),
        [ConnectionState::SignedOut(HubError::Expired)]
    );
    assert!(
        opens(&story.tell(Event::Start(TokenLife::default()))),
        "a new sign-in starts anew"
    );
}

#[test]
fn a_hub_that_never_answers_is_given_up_in_time() {
    let mut story = Story::begin(TokenLife::default());
    let effects = story.fire(TimerKind::Connect);
    assert_eq!(story.now, Millis(1_015_000));
    assert!(has(&effects, &Effect::Close));
    assert_eq!(
        reports(&effects),
        [ConnectionState::Lost {
            since: story.now,
            error: HubError::TimedOut
        }]
    );
}

#[test]
fn a_hidden_page_keeps_its_stream_and_drops_live_topics_after_a_minute() {
    let mut story = Story::live();
    story.tell(Event::LiveWanted(vec![SystemId::new("s1")]));
    story.accepted();
    story.tell(Event::Hidden);
    assert_eq!(topics(&story.fire(TimerKind::Hidden)), [BASE.to_vec()]);
    story.accepted();
    let effects = story.tell(Event::Visible);
    assert_eq!(topics(&effects).first().map(Vec::len), Some(BASE.len() + 1));
    assert!(has(
        &effects,
        &Effect::Relist {
            attempt: story.attempt
        }
    ));
    story.accepted();
    assert!(
        reports(&story.listed()).is_empty(),
        "it was live all the time"
    );
}

#[test]
fn a_page_that_slept_takes_a_new_stream_when_it_is_seen_again() {
    let mut story = Story::live();
    story.tell(Event::SystemsUp(true));
    story.tell(Event::Hidden);
    story.now = story.now.plus(3_600_000);
    let effects = story.tell(Event::Visible);
    assert!(has(&effects, &Effect::Close) && opens(&effects));
}

#[test]
fn when_the_network_returns_it_is_tried_at_once() {
    let mut story = Story::live();
    story.now = story.now.plus(60_000);
    let effects = story.tell(Event::Online);
    assert!(has(&effects, &Effect::Close) && opens(&effects));
    assert_eq!(reports(&effects), [ConnectionState::Reconnecting]);
}

#[test]
fn what_comes_late_from_an_earlier_stream_is_ignored() {
    let mut story = Story::live();
    let earlier = story.attempt;
    story.tell(Event::StreamEnded {
        attempt: earlier,
        result: Ok(()),
    });
    story.fire(TimerKind::Retry);
    assert_ne!(story.attempt, earlier);
    for event in [
        Event::TopicsAccepted { attempt: earlier },
        Event::Listed { attempt: earlier },
        Event::StreamEnded {
            attempt: earlier,
            result: Ok(()),
        },
        Event::ListFailed {
            attempt: earlier,
            error: HubError::Expired,
        },
    ] {
        assert_eq!(story.tell(event), []);
    }
    assert!(!story.machine.expects_list(earlier));
}

#[test]
fn after_stop_nothing_happens() {
    let mut story = Story::live();
    assert_eq!(story.tell(Event::Stop), [Effect::Close]);
    for event in [
        Event::Online,
        Event::Visible,
        Event::TokenRefreshed(TokenLife::default()),
        Event::LiveWanted(vec![SystemId::new("s")]),
    ] {
        assert!(story.tell(event).is_empty());
    }
}
