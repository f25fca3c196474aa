//! Recent events, newest first: alerts that were triggered or ended, from the hubs' history, and what was seen since the page was opened.

use std::cmp::Reverse;

use super::lists::FleetIndex;
use super::row::FleetRow;
use crate::domain::alert_rules;
use crate::domain::health::Health;
use crate::domain::ids::{DeviceId, HubId, MonitorRef};
use crate::domain::inventory::PastAlert;
use crate::domain::session_events::{SessionEntry, SessionEvent};
use crate::domain::trouble::TroubleSubject;
use crate::domain::units::Millis;

/// Maximum number of events listed.
pub const MOST_EVENTS: usize = 8;

/// One thing that happened.
#[derive(Clone, Debug, PartialEq)]
pub struct RecentEvent {
    pub at: Millis,
    pub of: TroubleSubject,
    pub device: Option<DeviceId>,
    pub name: String,
    /// The words after the name: `went down`, `triggers the alert CPU (91 %)`.
    pub words: String,
    /// Whether it is a change for the worse.
    pub is_bad: bool,
}

/// Since when a system was down, for an alert about it, which is triggered some minutes later: from the current state of the system, or
/// from what was seen since the page was opened (`seen`, the newest first, by the hub's clock); else the time of the alert.
fn went_down(past: &PastAlert, of: &FleetRow, seen: &[SessionEntry]) -> Option<Millis> {
    let triggered = past.triggered?;
    let is_lasting = past.resolved.is_none() && of.health == Health::Down;
    let lasting = of.since.filter(|since| is_lasting && *since <= triggered);
    let subject = TroubleSubject::System(of.system.clone());
    let before = || {
        let mut before = seen.iter().filter(|entry| {
            let is_turn = matches!(entry.what, SessionEvent::WentDown | SessionEvent::Recovered);
            is_turn && entry.of == subject && entry.at <= triggered
        });
        let last = before.next()?;
        (last.what == SessionEvent::WentDown).then_some(last.at)
    };
    Some(lasting.or_else(before).unwrap_or(triggered))
}

/// The hub and this page may notice the same turn this far apart, in milliseconds.
const APART: i64 = 5 * 60_000;

/// Whether the history has an entry for what was seen. It has none for an outage too short for the rule, nor for a system without one.
fn is_in_history(
    entry: &SessionEntry,
    of: &FleetRow,
    history: &[PastAlert],
    seen: &[SessionEntry],
) -> bool {
    let turn = |past: &PastAlert| match entry.what {
        SessionEvent::WentDown => went_down(past, of, seen),
        _ => past.resolved,
    };
    history
        .iter()
        .filter(|past| past.name == "Status" && past.system == of.system.system)
        .filter_map(turn)
        .any(|at| at.since(entry.at).abs() <= APART)
}

/// Events of one hub's systems in the index: those of its alert history, and the outages that only this page has seen. `seen` is the
/// newest first, by the hub's clock.
pub fn events_of_alerts(
    hub: &HubId,
    history: &[PastAlert],
    systems: &FleetIndex,
    seen: &[SessionEntry],
) -> Vec<RecentEvent> {
    let mut events = Vec::new();
    for past in history {
        let Some(of) = systems.get(hub, &past.system) else {
            continue;
        };
        let mut add = |at: Option<Millis>, words: String, is_bad: bool| {
            events.extend(at.map(|at| RecentEvent {
                at,
                of: TroubleSubject::System(of.system.clone()),
                device: of.place.as_ref().map(|place| place.device),
                name: of.name.clone(),
                words,
                is_bad,
            }));
        };
        if past.name == "Status" {
            add(went_down(past, of, seen), "went down".to_owned(), true);
            add(past.resolved, "is up again".to_owned(), false);
            continue;
        }
        let label = alert_rules::label(&past.name);
        let words = past
            .value
            .map(|value| alert_rules::words(&past.name, value, 0, &of.preferences));
        let triggered = SessionEvent::AlertOn(words.unwrap_or_else(|| label.to_owned()));
        add(past.triggered, triggered.of_one(), true);
        let ended = SessionEvent::AlertOff(label.to_owned());
        add(past.resolved, ended.of_one(), false);
    }
    for entry in seen {
        let TroubleSubject::System(system) = &entry.of else {
            continue;
        };
        let (words, is_bad) = match entry.what {
            SessionEvent::WentDown => ("went down", true),
            SessionEvent::Recovered => ("is up again", false),
            _ => continue,
        };
        if system.hub != *hub {
            continue;
        }
        let row = systems.get(hub, &system.system);
        if let Some(of) = row.filter(|of| !is_in_history(entry, of, history, seen)) {
            events.push(RecentEvent {
                at: entry.at,
                of: entry.of.clone(),
                device: of.place.as_ref().map(|place| place.device),
                name: of.name.clone(),
                words: words.to_owned(),
                is_bad,
            });
        }
    }
    events
}

/// Events seen since the page was opened that no alert history has: systems that were added, removed, paused or resumed, and
/// monitors. `monitored` returns the device that a monitor checks.
pub fn events_of_session(
    entries: &[SessionEntry],
    systems: &FleetIndex,
    monitored: impl Fn(&MonitorRef) -> Option<DeviceId>,
) -> Vec<RecentEvent> {
    let event = |entry: &SessionEntry| {
        let device = match (&entry.of, &entry.what) {
            (
                TroubleSubject::System(of),
                SessionEvent::Gone
                | SessionEvent::New
                | SessionEvent::Paused
                | SessionEvent::Resumed,
            ) => {
                let row = systems.get(&of.hub, &of.system);
                // A removed system is in no table.
                if row.is_none() && entry.what != SessionEvent::Gone {
                    return None;
                }
                row.and_then(|row| Some(row.place.as_ref()?.device))
            }
            (TroubleSubject::System(_), _) => return None,
            (TroubleSubject::Monitor(of), _) => monitored(of),
        };
        Some(RecentEvent {
            at: entry.at,
            of: entry.of.clone(),
            device,
            name: entry.name.clone(),
            words: entry.what.of_one(),
            is_bad: matches!(entry.what, SessionEvent::Gone | SessionEvent::Silent),
        })
    };
    entries.iter().filter_map(event).collect()
}

/// The newest events, without duplicates.
pub fn newest(mut events: Vec<RecentEvent>) -> Vec<RecentEvent> {
    events.sort_by(|a, b| (Reverse(a.at), &a.of, &a.words).cmp(&(Reverse(b.at), &b.of, &b.words)));
    events.dedup();
    events.truncate(MOST_EVENTS);
    events
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::*;
    use crate::domain::fleet::tests::{NOW, reference, row_of};
    use crate::domain::ids::MonitorId;
    use crate::domain::system::SystemStatus;

    const MINUTE: i64 = 60_000;

    fn past(system: &str, name: &str, from: i64, until: Option<i64>) -> PastAlert {
        PastAlert {
            system: reference(system).system,
            name: name.to_owned(),
            value: (name != "Status").then_some(91.0),
            triggered: Some(NOW.plus(-from)),
            resolved: until.map(|until| NOW.plus(-until)),
        }
    }

    /// What was seen of the system `nas`, and how long ago.
    fn entry(what: SessionEvent, minutes: i64) -> SessionEntry {
        SessionEntry {
            at: NOW.plus(-minutes * MINUTE),
            of: TroubleSubject::System(reference("nas")),
            name: "nas".to_owned(),
            what,
        }
    }

    fn told(events: Vec<RecentEvent>) -> Vec<String> {
        let events = newest(events).into_iter();
        events
            .map(|event| format!("{} {}", event.name, event.words))
            .collect()
    }

    #[test]
    fn alerts_begin_and_end_and_the_newest_comes_first() {
        let rows = [row_of("nas", SystemStatus::Up, 5.0, None)];
        let index = FleetIndex::new(&rows);
        let history = [
            past("nas", "Status", 900, Some(500)),
            past("nas", "CPU", 700, None),
            past("filtered-out", "CPU", 10, None),
        ];
        let hub = reference("nas").hub;
        assert_eq!(
            told(events_of_alerts(&hub, &history, &index, &[])),
            [
                "nas is up again",
                "nas triggers the alert CPU above 91 %",
                "nas went down"
            ]
        );
        let ended = [past("nas", "LoadAvg5", 20, Some(10))];
        assert_eq!(
            told(events_of_alerts(&hub, &ended, &index, &[])),
            [
                "nas no longer triggers the alert Load over 5 min",
                "nas triggers the alert Load over 5 min above 91"
            ]
        );
    }

    #[test]
    fn a_system_went_down_before_its_alert_came() {
        let down = |past: &[PastAlert], status, seen: &[SessionEntry]| {
            let rows = [Arc::new(row_of("nas", status, 5.0, None).outline())];
            let index = FleetIndex::new(&rows);
            let events = events_of_alerts(&reference("nas").hub, past, &index, seen);
            let found = events.iter().find(|event| event.words == "went down");
            found.map(|event| NOW.since(event.at) / MINUTE)
        };
        let lasts = [past("nas", "Status", 2 * MINUTE, None)];
        // It has been down for four minutes.
        assert_eq!(down(&lasts, SystemStatus::Down, &[]), Some(4));
        let ended = [past("nas", "Status", 7 * MINUTE, Some(3 * MINUTE))];
        assert_eq!(down(&ended, SystemStatus::Up, &[]), Some(7));
        let seen = [
            entry(SessionEvent::Recovered, 3),
            entry(SessionEvent::WentDown, 9),
            entry(SessionEvent::WentDown, 30),
        ];
        assert_eq!(down(&ended, SystemStatus::Up, &seen), Some(9));
        // Another outage, which had ended.
        let seen = [
            entry(SessionEvent::Recovered, 20),
            entry(SessionEvent::WentDown, 30),
        ];
        assert_eq!(down(&ended, SystemStatus::Up, &seen), Some(7));
    }

    #[test]
    fn an_outage_without_an_alert_is_listed_as_it_was_seen() {
        let rows = [row_of("nas", SystemStatus::Up, 5.0, None)];
        let index = FleetIndex::new(&rows);
        let hub = reference("nas").hub;
        let seen = [
            entry(SessionEvent::Recovered, 3),
            entry(SessionEvent::WentDown, 4),
            entry(SessionEvent::Recovered, 20),
            entry(SessionEvent::WentDown, 30),
        ];
        let all = told(events_of_alerts(&hub, &[], &index, &seen));
        assert_eq!(
            all,
            [
                "nas is up again",
                "nas went down",
                "nas is up again",
                "nas went down"
            ]
        );
        // The rule waits for ten minutes, so only the longer one is in the history.
        let history = [past("nas", "Status", 25 * MINUTE, Some(20 * MINUTE))];
        assert_eq!(told(events_of_alerts(&hub, &history, &index, &seen)), all);
    }

    #[test]
    fn what_the_history_of_alerts_has_is_not_told_twice() {
        let rows = [row_of("nas", SystemStatus::Up, 5.0, None)];
        let index = FleetIndex::new(&rows);
        let entry = |name: &str, what| SessionEntry {
            at: NOW,
            of: TroubleSubject::System(reference(name)),
            name: name.to_owned(),
            what,
        };
        let entries = [
            entry("nas", SessionEvent::Paused),
            entry("nas", SessionEvent::WentDown),
            entry("old", SessionEvent::Gone),
            entry("hidden", SessionEvent::New),
        ];
        assert_eq!(
            told(events_of_session(&entries, &index, |_| None)),
            ["nas is paused", "old is no longer on the hub"]
        );
    }

    #[test]
    fn what_a_monitor_saw_leads_to_the_device_that_it_is_about() {
        let of = MonitorRef::new(reference("nas").hub, MonitorId::new("m1"));
        let device = DeviceId::new(uuid::Uuid::from_u128(7));
        let entry = SessionEntry {
            at: NOW,
            of: TroubleSubject::Monitor(of.clone()),
            name: "core-sw".to_owned(),
            what: SessionEvent::Silent,
        };
        let index = FleetIndex::new(&[]);
        let found = |wanted: &MonitorRef| (*wanted == of).then_some(device);
        let events = events_of_session(&[entry], &index, found);
        assert_eq!(events[0].device, Some(device));
        assert!(events[0].is_bad);
        assert_eq!(told(events), ["core-sw does not answer"]);
    }

    #[test]
    fn there_are_not_too_many() {
        let rows = [row_of("nas", SystemStatus::Up, 5.0, None)];
        let index = FleetIndex::new(&rows);
        let history: Vec<_> = (0..40).map(|n| past("nas", "CPU", n * 10, None)).collect();
        let events = events_of_alerts(&reference("nas").hub, &history, &index, &[]);
        assert_eq!(newest(events.clone()).len(), MOST_EVENTS);
        let twice = [events.clone(), events].concat();
        assert_eq!(newest(twice)[1].at, NOW.plus(-10));
    }
}
