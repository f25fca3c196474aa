//! What time alone changes: how long a system has been down, and when its values become stale.

use super::*;
use crate::domain::contact::Seen;

#[test]
fn down_says_for_how_long_where_that_is_known() {
    let mut system = up(1.0, 1.0, 1.0);
    system.status = SystemStatus::Down;
    // The record was written a moment ago, by a rename.
    system.updated = Some(NOW);
    let unknown = "The hub does not reach it, since when is not known";
    assert_eq!(judged(&system), (Health::Down, unknown.to_owned()));
    let word = Health::Down.word();
    assert!(
        !unknown.to_lowercase().contains(word),
        "it stands behind it"
    );

    let contact = Contact {
        down_since: Some(NOW.plus(-4 * 60_000)),
        ..Contact::default()
    };
    let seen = judge(&Evidence {
        contact,
        ..evidence(Some(&system))
    });
    let words = "The hub has not reached it for 4 min";
    assert_eq!(seen.reason.as_deref(), Some(words));

    // The hub's own alert triggers after it was down for ten minutes.
    let status = TriggeredAlert {
        since: Some(NOW.plus(-5 * 60_000)),
        acknowledged: false,
        ..alert("Status", 0.0)
    };
    let words = "The hub has not reached it for 15 min";
    assert_eq!(judged_with(&system, &[status]).1, words);
}

#[test]
fn values_older_than_three_minutes_are_stale() {
    let mut system = up(99.0, 1.0, 1.0);
    system.updated = Some(NOW.plus(-STALE_AFTER_MS));
    assert_eq!(judged(&system).0, Health::Critical);
    system.updated = Some(NOW.plus(-STALE_AFTER_MS - 1));
    assert_eq!(
        judged(&system),
        (Health::Stale, "Last report 3 min ago".to_owned())
    );
    system.updated = None;
    assert_eq!(judged(&system).0, Health::Stale);
}

#[test]
fn a_report_from_the_future_is_current() {
    let mut system = up(1.0, 1.0, 1.0);
    system.updated = Some(NOW.plus(60_000));
    assert_eq!(judged(&system).0, Health::Ok);
}

#[test]
fn a_new_name_makes_no_old_report_current() {
    let before = System {
        updated: Some(NOW.plus(-20 * 60_000)),
        ..up(1.0, 1.0, 1.0)
    };
    let renamed = System {
        name: "other".to_owned(),
        updated: Some(NOW),
        ..before.clone()
    };
    let contact = Contact::first(&before).followed_by(&before, &renamed, Seen::Event);
    let verdict = judge(&Evidence {
        contact,
        ..evidence(Some(&renamed))
    });
    assert_eq!(verdict.reason.as_deref(), Some("Last report 20 min ago"));
}

#[test]
fn what_has_not_aged_is_said_as_before() {
    let minutes = [0, 1, 2, 3, 4, 59, 60, 61, 300];
    let statuses = [
        SystemStatus::Up,
        SystemStatus::Down,
        SystemStatus::Paused,
        SystemStatus::Pending,
        SystemStatus::Other("new".to_owned()),
    ];
    let connections = [
        HubConnection::Connecting,
        HubConnection::Listed,
        HubConnection::Live,
        HubConnection::Lost,
        HubConnection::Demo,
    ];
    let (mut same, mut aged) = (0, 0);
    for status in statuses {
        for connection in connections {
            for has_values in [true, false] {
                for (first, second) in minutes.iter().flat_map(|a| minutes.map(|b| (*a, b))) {
                    let mut system = up(10.0, 10.0, 10.0);
                    system.status = status.clone();
                    if !has_values {
                        system.metrics = Metrics::default();
                    }
                    let at = |minutes: i64| Evidence {
                        connection,
                        contact: Contact {
                            heard: system.updated,
                            down_since: system.updated,
                        },
                        hub_now: NOW.plus(minutes * 60_000),
                        ..evidence(Some(&system))
                    };
                    let before = judge(&at(first));
                    if may_have_aged(&at(second), Some(before.health)) {
                        aged += 1;
                    } else {
                        same += 1;
                        assert_eq!(judge(&at(second)), before, "{status:?} {first} {second}");
                    }
                }
            }
        }
    }
    assert!(same > 500 && aged > 500, "{same} {aged}");
}
