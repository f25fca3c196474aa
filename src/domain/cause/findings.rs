//! The findings of each kind of evidence about a moment.

use super::change::{MetricChange, ReadMetric, changes};
use super::{AskedMoment, CauseFinding, CauseJump, CauseKind, ChangedDevice, NeighborRows};
use crate::domain::alert_rules;
use crate::domain::format;
use crate::domain::inventory::PastAlert;
use crate::domain::natural;
use crate::domain::preferences::Preferences;
use crate::domain::units::Millis;

/// A start of the machine counts when it is at most this far from the moment, in milliseconds.
pub(super) const NEAR_START: i64 = 30 * 60_000;
/// Number of neighbors that changed as well to name.
pub(super) const MOST_NEIGHBORS: usize = 4;

/// The alerts that lasted at that time, without the one in question.
pub(super) fn of_alerts(
    alerts: &[PastAlert],
    asked: &AskedMoment,
    preferences: &Preferences,
) -> Vec<CauseFinding> {
    let moment = asked.at;
    let others = alerts.iter().filter(|alert| !asked.is_about(alert));
    let lasted = others.filter_map(|alert| {
        let from = alert.triggered.filter(|from| *from <= moment)?;
        let lasts = alert.resolved.is_none_or(|until| moment <= until);
        lasts.then_some((alert, from))
    });
    let finding = |(alert, from): (&PastAlert, Millis)| {
        let begun = match moment.since(from) {
            passed if passed < 60_000 => "began then".to_owned(),
            passed => format!("had lasted {}", format::duration(passed)),
        };
        let is_outage = alert.name == "Status";
        let subject = match alert.value {
            _ if is_outage => "The system was down".to_owned(),
            Some(value) => alert_rules::words(&alert.name, value, 0, preferences),
            None => alert.name.clone(),
        };
        CauseFinding {
            kind: if is_outage {
                CauseKind::Outage
            } else {
                CauseKind::Alert
            },
            words: format!("This alert {begun}."),
            subject,
            jump: CauseJump::Alerts,
            // The latest first.
            weight: from.0 as f64,
        }
    };
    lasted.map(finding).collect()
}

pub(super) fn of_start(started: Millis, moment: Millis) -> Option<CauseFinding> {
    let passed = moment.since(started);
    let words = match passed {
        _ if passed.abs() > NEAR_START => return None,
        _ if passed.abs() < 60_000 => "It started then.".to_owned(),
        0.. => format!("It had started {} before.", format::duration(passed)),
        _ => format!("It started {} later.", format::duration(-passed)),
    };
    Some(CauseFinding {
        kind: CauseKind::Start,
        subject: "The machine".to_owned(),
        words,
        jump: CauseJump::Nowhere,
        weight: 0.0,
    })
}

/// A sentence about the neighbors whose hub did not answer.
pub(super) fn silent(neighbors: &[NeighborRows]) -> Option<String> {
    let is_silent = |neighbor: &&NeighborRows| neighbor.rows.is_none();
    let silent = neighbors.iter().filter(is_silent);
    let mut names: Vec<&str> = silent.map(|neighbor| neighbor.name.as_str()).collect();
    names.sort_by(|one, other| natural::compare(one, other));
    let who = match names[..] {
        [] => return None,
        _ if names.len() == neighbors.len() => "The systems beside it are".to_owned(),
        [name] => format!("{name}, beside it, is"),
        [name, ref others @ ..] => format!("{name} and {} more beside it are", others.len()),
    };
    Some(format!("{who} not known: the hub did not answer."))
}

/// The neighbors that changed at the same time, each with its change in what the question is about, else with its most notable one.
pub(super) fn of_neighbors(
    neighbors: &[NeighborRows],
    (moment, step, watched): (Millis, i64, Option<ReadMetric>),
    preferences: &Preferences,
) -> Vec<(CauseFinding, Option<ChangedDevice>)> {
    let is_watched = |change: &MetricChange| watched == Some(change.metric);
    let changed = neighbors.iter().filter_map(|neighbor| {
        let rows = neighbor.rows.as_ref()?;
        let all = changes(rows, moment, step);
        let change = all.iter().find(|change| is_watched(change));
        Some((neighbor, *change.or_else(|| all.first())?))
    });
    let finding = |(neighbor, change): (&NeighborRows, MetricChange)| {
        let finding = CauseFinding {
            kind: CauseKind::Neighbor,
            subject: neighbor.name.clone(),
            words: format!(
                "Changed with it ({}): {}.",
                neighbor.relation.words(),
                change.words(preferences)
            ),
            jump: neighbor
                .device
                .map_or(CauseJump::Nowhere, CauseJump::Device),
            weight: change.weight() + if is_watched(&change) { 1e3 } else { 0.0 },
        };
        let device = neighbor.device.map(|device| ChangedDevice {
            device,
            change: change.brief(preferences),
        });
        (finding, device)
    };
    let mut found: Vec<_> = changed.map(finding).collect();
    found.sort_by(|(one, _), (other, _)| {
        let by_weight = other.weight.total_cmp(&one.weight);
        by_weight.then_with(|| natural::compare(&one.subject, &other.subject))
    });
    found.truncate(MOST_NEIGHBORS);
    found
}
