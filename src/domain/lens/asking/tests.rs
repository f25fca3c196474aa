use proptest::prelude::*;

use super::*;

fn hub(number: u8) -> HubId {
    HubId::new(format!("http://hub{number}/"))
}

fn system(number: u8) -> SystemRef {
    SystemRef::new(hub(number % 2), SystemId::new(format!("s{number}")))
}

fn asked(effects: &[AskEffect]) -> Vec<(usize, Range)> {
    let asked = effects.iter().filter_map(|effect| match effect {
        AskEffect::Ask { systems, range, .. } => Some((systems.len(), *range)),
        AskEffect::WakeAt(_) => None,
    });
    asked.collect()
}

#[test]
fn all_in_view_are_asked_for_together_once_it_stays() {
    let mut asking = HistoryAsking::default();
    let wanted = |count: u8| AskEvent::Wanted((0..count).map(|n| system(2 * n)).collect());
    assert_eq!(
        asking.step(wanted(2), Millis(0)),
        [AskEffect::WakeAt(Millis(GATHER))]
    );
    assert_eq!(asked(&asking.step(wanted(3), Millis(200))), []);
    let effects = asking.step(AskEvent::Time, Millis(200 + GATHER));
    assert_eq!(asked(&effects), [(3, Range::Hour)]);
    let good = AskEvent::Answered {
        hub: hub(0),
        is_good: true,
    };
    assert_eq!(asked(&asking.step(good, Millis(1_000))), []);
    // Known rows are not requested again, and with many systems each has fewer rows.
    asking.step(wanted(40), Millis(2_000));
    let effects = asking.step(AskEvent::Time, Millis(10_000));
    assert_eq!(asked(&effects), [(37, Range::HalfDay)]);
}

#[test]
fn systems_that_keep_coming_do_not_put_the_request_off() {
    let mut asking = HistoryAsking::default();
    let mut first = None;
    // Every 150 ms one comes and the order is another, for as long as a page is being scrolled.
    for number in 0..40_u8 {
        let mut wanted: Vec<SystemRef> = (0..=number).map(|n| system(2 * n)).collect();
        wanted.rotate_left(usize::from(number) / 2);
        let now = Millis(i64::from(number) * 150);
        let effects = asking.step(AskEvent::Wanted(wanted), now);
        if !asked(&effects).is_empty() {
            first.get_or_insert(now);
        }
    }
    assert_eq!(first, Some(Millis(4_050)));
}

#[test]
fn another_order_is_no_reason_to_wait() {
    let mut asking = HistoryAsking::default();
    let wanted = || (0..9).map(|n| system(2 * n)).collect::<Vec<_>>();
    asking.step(AskEvent::Wanted(wanted()), Millis(0));
    let other = wanted().into_iter().rev().take(8).collect();
    let effects = asking.step(AskEvent::Wanted(other), Millis(GATHER));
    assert_eq!(asked(&effects), [(8, Range::Hour)]);
}

#[test]
fn newest_rows_of_many_are_one_request_every_few_minutes() {
    let mut asking = HistoryAsking::newest();
    let wanted = (0..40).map(|number| system(2 * number)).collect();
    asking.step(AskEvent::Wanted(wanted), Millis(0));
    let effects = asking.step(AskEvent::Time, Millis(GATHER));
    assert_eq!(asked(&effects), [(40, Range::Hour)]);
    let good = AskEvent::Answered {
        hub: hub(0),
        is_good: true,
    };
    let again = Millis(1_000 + FRESH_NEWEST);
    assert_eq!(asking.step(good, Millis(1_000)), [AskEffect::WakeAt(again)]);
    assert_eq!(
        asked(&asking.step(AskEvent::Time, again)),
        [(40, Range::Hour)]
    );
}

#[test]
fn rows_of_one_type_come_in_pages_of_the_hub() {
    let mut asking = HistoryAsking::of_range(Range::Day, FRESH);
    let wanted = (0..20).map(|number| system(2 * number)).collect();
    asking.step(AskEvent::Wanted(wanted), Millis(0));
    let effects = asking.step(AskEvent::Time, Millis(GATHER));
    assert_eq!(asked(&effects), [(13, Range::Day)]);
    let good = AskEvent::Answered {
        hub: hub(0),
        is_good: true,
    };
    asking.step(good, Millis(1_000));
    let effects = asking.step(AskEvent::Time, Millis(1_000 + APART));
    assert_eq!(asked(&effects), [(7, Range::Day)]);
}

#[test]
fn a_hub_that_fails_is_left_alone_for_longer_each_time() {
    let mut asking = HistoryAsking::default();
    asking.step(AskEvent::Wanted(vec![system(0)]), Millis(0));
    let mut now = Millis(GATHER);
    assert_eq!(asked(&asking.step(AskEvent::Time, now)).len(), 1);
    for wait in [30_000, 60_000, 120_000] {
        let failed = AskEvent::Answered {
            hub: hub(0),
            is_good: false,
        };
        assert_eq!(
            asking.step(failed, now),
            [AskEffect::WakeAt(now.plus(wait))]
        );
        assert_eq!(asked(&asking.step(AskEvent::Time, now.plus(wait - 1))), []);
        now = now.plus(wait);
        assert_eq!(asked(&asking.step(AskEvent::Time, now)).len(), 1);
    }
}

#[test]
fn what_was_dropped_is_asked_for_again() {
    let mut asking = HistoryAsking::default();
    let wanted = || AskEvent::Wanted(vec![system(0), system(2)]);
    asking.step(wanted(), Millis(0));
    let first = asking.step(AskEvent::Time, Millis(GATHER));
    assert_eq!(asked(&first), [(2, Range::Hour)]);
    // One is dropped while its request is pending, the other after its answer.
    asking.step(AskEvent::Dropped(vec![system(0)]), Millis(GATHER));
    let good = AskEvent::Answered {
        hub: hub(0),
        is_good: true,
    };
    asking.step(good, Millis(300));
    asking.step(AskEvent::Dropped(vec![system(2)]), Millis(400));
    let again = asking.step(AskEvent::Time, Millis(300 + APART));
    assert_eq!(asked(&again), [(2, Range::Hour)]);
}

/// The rows of a day, requested once an hour.
fn hourly() -> HistoryAsking {
    HistoryAsking::of_range(Range::Day, HOUR)
}

const HOUR: i64 = 3_600_000;

#[test]
fn rows_are_asked_for_again_when_they_are_no_longer_fresh() {
    let mut asking = hourly();
    asking.step(AskEvent::Wanted(vec![system(0)]), Millis(0));
    let first = asking.step(AskEvent::Time, Millis(GATHER));
    assert_eq!(asked(&first), [(1, Range::Day)]);
    let good = AskEvent::Answered {
        hub: hub(0),
        is_good: true,
    };
    let again = Millis(1_000 + HOUR);
    assert_eq!(asking.step(good, Millis(1_000)), [AskEffect::WakeAt(again)]);
    // Not before the hour is over.
    let early = asking.step(AskEvent::Time, Millis(1_000 + FRESH));
    assert_eq!(early, [AskEffect::WakeAt(again)]);
    let effects = asking.step(AskEvent::Time, again);
    assert_eq!(asked(&effects), [(1, Range::Day)]);
}

#[test]
fn what_is_kept_is_asked_for_when_it_is_old_and_not_before() {
    let mut asking = hourly();
    let now = Millis(3 * HOUR);
    let kept_at = now.plus(-HOUR / 2);
    let kept = vec![(system(0), Some(kept_at)), (system(2), Some(now.plus(1)))];
    asking.step(AskEvent::WantedBeside(kept.clone()), now);
    // Only an answer from the future is requested again.
    let [ask, wake] = &asking.step(AskEvent::Time, now.plus(GATHER))[..] else {
        panic!("not one request and the time of the next");
    };
    assert_eq!(asked(std::slice::from_ref(ask)), [(1, Range::Day)]);
    assert_eq!(*wake, AskEffect::WakeAt(kept_at.plus(HOUR)));
    let good = AskEvent::Answered {
        hub: hub(0),
        is_good: true,
    };
    asking.step(good, now.plus(1_000));
    // Without scrolling, after an hour.
    let effects = asking.step(AskEvent::Time, kept_at.plus(HOUR));
    assert_eq!(asked(&effects), [(1, Range::Day)]);
}

#[test]
fn what_another_one_was_answered_counts_and_what_is_lost_does_not() {
    let mut asking = hourly();
    let wanted = |kept: Option<Millis>| AskEvent::WantedBeside(vec![(system(0), kept)]);
    asking.step(wanted(None), Millis(0));
    // Another one asked in the meantime.
    let effects = asking.step(wanted(Some(Millis(100))), Millis(GATHER));
    assert_eq!(effects, [AskEffect::WakeAt(Millis(100 + HOUR))]);
    let effects = asking.step(wanted(None), Millis(1_000));
    assert_eq!(asked(&effects), [(1, Range::Day)]);
}

fn any_event() -> impl Strategy<Value = AskEvent> {
    prop_oneof![
        prop::collection::btree_set(0_u8..60, 0..60)
            .prop_map(|numbers| AskEvent::Wanted(numbers.into_iter().map(system).collect())),
        prop::collection::btree_map(0_u8..60, prop::option::of(0_i64..2_000_000), 0..60).prop_map(
            |kept| {
                let kept = kept.into_iter();
                let kept = kept.map(|(number, at)| (system(number), at.map(Millis)));
                AskEvent::WantedBeside(kept.collect())
            }
        ),
        (0_u8..2, any::<bool>()).prop_map(|(number, is_good)| AskEvent::Answered {
            hub: hub(number),
            is_good
        }),
        prop::collection::vec(0_u8..60, 0..4)
            .prop_map(|numbers| AskEvent::Dropped(numbers.into_iter().map(system).collect())),
        Just(AskEvent::Time),
    ]
}

proptest! {
    /// At most one request per hub at a time, none too large, and none for what was answered a moment ago.
    #[test]
    fn a_hub_is_never_pressed(steps in prop::collection::vec((any_event(), 0_i64..40_000), 0..80)) {
        let mut asking = HistoryAsking::default();
        let mut now = Millis(0);
        let mut under_way: HashMap<HubId, Vec<SystemId>> = HashMap::new();
        let mut answered: HashMap<SystemRef, Millis> = HashMap::new();
        for (event, passed) in steps {
            now = now.plus(passed);
            match &event {
                AskEvent::Answered { hub, is_good } => {
                    for system in under_way.remove(hub).unwrap_or_default() {
                        if *is_good {
                            answered.insert(SystemRef::new(hub.clone(), system), now);
                        }
                    }
                }
                AskEvent::Dropped(systems) => {
                    answered.retain(|system, _| !systems.contains(system));
                    for (hub, asked) in &mut under_way {
                        asked.retain(|system| !systems.contains(&SystemRef::new(hub.clone(), system.clone())));
                    }
                }
                AskEvent::WantedBeside(kept) => {
                    for (system, at) in kept {
                        answered.remove(system);
                        answered.extend(at.filter(|at| *at <= now).map(|at| (system.clone(), at)));
                    }
                }
                AskEvent::Wanted(_) | AskEvent::Time => {}
            }
            for effect in asking.step(event, now) {
                match effect {
                    AskEffect::Ask { hub, systems, range } => {
                        prop_assert!(systems.len() <= MOST_AT_ONCE && !systems.is_empty());
                        prop_assert_eq!(range == Range::Hour, systems.len() <= MOST_BY_THE_MINUTE);
                        for system in &systems {
                            let at = answered.get(&SystemRef::new(hub.clone(), system.clone()));
                            prop_assert!(at.is_none_or(|at| now.since(*at) >= FRESH));
                        }
                        prop_assert!(under_way.insert(hub, systems).is_none());
                    }
                    AskEffect::WakeAt(at) => prop_assert!(at > now),
                }
            }
        }
    }

    /// A driver that follows the wake-ups gets everything that is wanted.
    #[test]
    fn all_that_is_wanted_comes(numbers in prop::collection::btree_set(0_u8..250, 1..200)) {
        let mut asking = HistoryAsking::default();
        let wanted: Vec<SystemRef> = numbers.into_iter().map(system).collect();
        let mut now = Millis(0);
        let mut effects = asking.step(AskEvent::Wanted(wanted.clone()), now);
        for _ in 0..10 {
            let mut hubs = Vec::new();
            for effect in &effects {
                match effect {
                    AskEffect::Ask { hub, .. } => hubs.push(hub.clone()),
                    AskEffect::WakeAt(at) if *at < Millis(FRESH) => now = now.max(*at),
                    AskEffect::WakeAt(_) => {}
                }
            }
            effects = asking.step(AskEvent::Time, now);
            for hub in hubs {
                effects.extend(asking.step(AskEvent::Answered { hub, is_good: true }, now));
            }
        }
        prop_assert!(wanted.iter().all(|system| asking.answered.contains_key(system)));
    }
}
