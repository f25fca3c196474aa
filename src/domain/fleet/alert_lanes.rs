//! Alerts over time: one lane for each system that had any, with a span for each alert.

use std::cmp::Reverse;

use super::lists::FleetIndex;
use crate::domain::alert_rules;
use crate::domain::fold::fold;
use crate::domain::health::Health;
use crate::domain::ids::{DeviceId, HubId, SystemRef};
use crate::domain::inventory::lists::AlertList;
use crate::domain::natural;
use crate::domain::series::rows::Window;
use crate::domain::units::Millis;

/// Maximum number of lanes drawn; the others are counted.
pub const MOST_LANES: usize = 200;

/// The time that an alert lasted, cut to the window.
#[derive(Clone, Debug, PartialEq)]
pub struct AlertSpan {
    pub window: Window,
    /// `CPU`.
    pub kind: String,
    /// Whether it is the alert that the system was down.
    pub is_outage: bool,
    /// Whether it lasts.
    pub is_active: bool,
}

/// The alerts of one system, the oldest first.
#[derive(Clone, Debug, PartialEq)]
pub struct AlertLane {
    pub system: SystemRef,
    pub device: Option<DeviceId>,
    pub name: String,
    /// `Rack A · U9`; empty for one that no device shows.
    pub place: String,
    pub health: Health,
    pub spans: Vec<AlertSpan>,
}

/// The lanes of one hub, for the systems in the index, in no particular order. `window` ends now, by the hub's clock.
pub fn alert_lanes(
    hub: &HubId,
    list: &AlertList,
    systems: &FleetIndex,
    window: Window,
) -> Vec<AlertLane> {
    let mut lanes: Vec<AlertLane> = Vec::new();
    let past = list.history.iter().flatten().filter_map(|past| {
        let span = Window {
            from: past.triggered?,
            until: past.resolved.unwrap_or(window.until),
        };
        Some((
            &past.system,
            past.name.as_str(),
            span,
            past.resolved.is_none(),
        ))
    });
    // If the history does not contain the start of a triggered alert, the rule's time is used.
    let active = list.rules.iter().filter(|rule| rule.triggered);
    let active = active.filter(|rule| list.triggered_since(rule).is_none());
    let active = active.map(|rule| {
        let lasts = Window {
            from: rule.updated.unwrap_or(window.until),
            until: window.until,
        };
        (&rule.system, rule.name.as_str(), lasts, true)
    });
    for (system, name, span, is_active) in past.chain(active) {
        let span = Window {
            from: span.from.max(window.from),
            until: span.until.min(window.until),
        };
        let Some(of) = systems.get(hub, system).filter(|_| span.from <= span.until) else {
            continue;
        };
        let span = AlertSpan {
            window: span,
            kind: alert_rules::label(name).to_owned(),
            is_outage: name == "Status",
            is_active,
        };
        match lanes.iter_mut().find(|lane| lane.system == of.system) {
            Some(lane) => lane.spans.push(span),
            None => lanes.push(AlertLane {
                system: of.system.clone(),
                device: of.place.as_ref().map(|place| place.device),
                name: of.name.clone(),
                place: of
                    .place
                    .as_ref()
                    .map(|place| place.words.clone())
                    .unwrap_or_default(),
                health: of.health,
                spans: vec![span],
            }),
        }
    }
    for lane in &mut lanes {
        lane.spans
            .sort_by_key(|span| (span.window.from, span.window.until));
    }
    lanes
}

/// The lanes with every word of the search, reduced to the spans that match; those with an active alert first, then the latest.
pub fn find_lanes(lanes: Vec<AlertLane>, typed: &str) -> Vec<AlertLane> {
    let wanted: Vec<String> = typed.split_whitespace().map(fold).collect();
    let mut found: Vec<AlertLane> = lanes
        .into_iter()
        .filter_map(|mut lane| {
            let of_system = fold(&format!("{} {}", lane.name, lane.place));
            lane.spans.retain(|span| {
                let kind = fold(&span.kind);
                let mut wanted = wanted.iter();
                wanted.all(|word| of_system.contains(word.as_str()) || kind.contains(word.as_str()))
            });
            (!lane.spans.is_empty()).then_some(lane)
        })
        .collect();
    let rank = |lane: &AlertLane| {
        let is_active = lane.spans.iter().any(|span| span.is_active);
        let latest = lane.spans.iter().map(|span| span.window.until).max();
        (Reverse(is_active), Reverse(latest))
    };
    found.sort_by(|a, b| {
        rank(a)
            .cmp(&rank(b))
            .then_with(|| natural::compare(&a.name, &b.name))
            .then_with(|| a.system.cmp(&b.system))
    });
    found
}

impl AlertLane {
    /// For screen readers: `3 alerts: CPU, since 9:12; Disk, 8:00 to 8:40`. `say` formats a time.
    pub fn words(&self, say: &dyn Fn(Millis) -> String) -> String {
        const NAMED: usize = 6;
        let count = match self.spans.len() {
            1 => "1 alert".to_owned(),
            count => format!("{count} alerts"),
        };
        let newest = self.spans.iter().rev().take(NAMED);
        let each: Vec<String> = newest.map(|span| span.words(say)).collect();
        let more = match self.spans.len().saturating_sub(NAMED) {
            0 => String::new(),
            more => format!("; and {more} before"),
        };
        format!("{count}: {}{more}", each.join("; "))
    }
}

impl AlertSpan {
    /// `CPU, since 9:12`; `CPU, 8:00 to 8:40`.
    pub fn words(&self, say: &dyn Fn(Millis) -> String) -> String {
        let (from, until) = (say(self.window.from), say(self.window.until));
        if self.is_active {
            format!("{}, since {from}", self.kind)
        } else {
            format!("{}, {from} to {until}", self.kind)
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::alert_rules::AlertSetting;
    use crate::domain::fleet::tests::{NOW, reference, row_of};
    use crate::domain::inventory::PastAlert;
    use crate::domain::system::SystemStatus;

    const HOUR: i64 = 3_600_000;

    fn past(system: &str, name: &str, from: i64, until: Option<i64>) -> PastAlert {
        PastAlert {
            system: reference(system).system,
            name: name.to_owned(),
            value: None,
            triggered: Some(NOW.plus(-from * HOUR)),
            resolved: until.map(|until| NOW.plus(-until * HOUR)),
        }
    }

    fn lanes(history: Vec<PastAlert>, rules: Vec<AlertSetting>) -> Vec<AlertLane> {
        let rows = ["nas", "pve", "web"].map(|name| row_of(name, SystemStatus::Up, 5.0, None));
        let list = AlertList {
            rules,
            history: Some(history),
            ..AlertList::default()
        };
        let window = Window {
            from: NOW.plus(-24 * HOUR),
            until: NOW,
        };
        let hub = reference("nas").hub;
        alert_lanes(&hub, &list, &FleetIndex::new(&rows), window)
    }

    fn told(lanes: Vec<AlertLane>, typed: &str) -> Vec<String> {
        let say = |at: Millis| format!("{}", NOW.since(at) / HOUR);
        let lanes = find_lanes(lanes, typed).into_iter();
        lanes
            .map(|lane| format!("{} {}", lane.name, lane.words(&say)))
            .collect()
    }

    fn history() -> Vec<PastAlert> {
        vec![
            past("nas", "CPU", 9, Some(8)),
            past("nas", "Status", 3, Some(2)),
            past("pve", "Memory", 40, None),
            past("web", "CPU", 60, Some(50)),
            past("filtered-out", "CPU", 2, None),
        ]
    }

    #[test]
    fn each_system_with_alerts_has_a_lane_and_what_lasts_comes_first() {
        assert_eq!(
            told(lanes(history(), Vec::new()), ""),
            [
                "pve 1 alert: Memory, since 24",
                "nas 2 alerts: System is down, 3 to 2; CPU, 9 to 8"
            ]
        );
    }

    #[test]
    fn a_search_finds_kinds_and_systems() {
        let found = |typed| told(lanes(history(), Vec::new()), typed);
        assert_eq!(found("cpu"), ["nas 1 alert: CPU, 9 to 8"]);
        assert_eq!(found("PVE mem"), ["pve 1 alert: Memory, since 24"]);
        assert!(found("nas memory").is_empty());
    }

    #[test]
    fn what_is_triggered_and_not_in_the_history_is_at_the_end() {
        let rule = AlertSetting {
            system: reference("web").system,
            name: "Disk".to_owned(),
            value: 85.0,
            minutes: 10,
            triggered: true,
            updated: None,
        };
        let lanes = lanes(Vec::new(), vec![rule]);
        assert_eq!(told(lanes.clone(), ""), ["web 1 alert: Disk, since 0"]);
        assert_eq!(lanes[0].spans[0].window.span(), 0);
    }
}
