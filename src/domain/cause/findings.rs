//! What each kind of evidence says of a moment.

use super::change::{self, MetricChange, changes};
use super::{AskedMoment, CauseFinding, CauseJump, CauseKind, NeighborRows};
use crate::domain::alert_rules;
use crate::domain::format;
use crate::domain::inventory::PastAlert;
use crate::domain::natural;
use crate::domain::preferences::Preferences;
use crate::domain::series::{ContainerSample, ContainerUse};
use crate::domain::units::{Bytes, Millis, Percent};

/// A start of the machine within so long of the moment counts, in milliseconds.
pub(super) const NEAR_START: i64 = 30 * 60_000;
/// So many of the busiest containers are named.
const MOST_CONTAINERS: usize = 3;
/// So many neighbors that changed, too, are named.
pub(super) const MOST_NEIGHBORS: usize = 4;
/// A container that uses less of the machine is not worth a word, in percent.
const LEAST_USE: f32 = 1.0;
/// A container that uses so much more than before stands out, in points of percent.
const JUMP: f32 = 10.0;

/// Those that lasted at that time, without the one that is asked about.
pub(super) fn of_alerts(alerts: &[PastAlert], asked: &AskedMoment) -> Vec<CauseFinding> {
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
            Some(value) => alert_rules::words(&alert.name, value, 0),
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

/// The busiest of that time, each with what it used before.
pub(super) fn of_containers(
    rows: &[ContainerSample],
    moment: Millis,
    step: i64,
) -> Vec<CauseFinding> {
    let at = |row: &ContainerSample| row.at;
    let Some(then) = change::row_at(rows, &at, moment, step) else {
        return Vec::new();
    };
    let before = change::rows_before(rows, &at, moment, step);
    let before_of = |name: &str| {
        let uses = before.iter().map(|row| {
            let found = row.containers.iter().find(|used| used.name == name);
            // One that did not run used nothing.
            found.map_or(Some(0.0), |used| used.cpu.map(Percent::value))
        });
        let known: Vec<f32> = uses.flatten().collect();
        (!known.is_empty()).then(|| known.iter().sum::<f32>() / known.len() as f32)
    };
    let used = then.containers.iter().filter_map(|used| {
        let cpu = used.cpu.filter(|cpu| cpu.value() >= LEAST_USE)?;
        let before = before_of(&used.name);
        let jump = before.map_or(0.0, |before| cpu.value() - before);
        Some((used, cpu, before, jump))
    });
    let mut used: Vec<_> = used.collect();
    used.sort_by(|one, other| {
        let stands_out = |jump: f32| jump >= JUMP;
        stands_out(other.3)
            .cmp(&stands_out(one.3))
            .then_with(|| other.1.value().total_cmp(&one.1.value()))
            .then_with(|| natural::compare(&one.0.name, &other.0.name))
    });
    used.truncate(MOST_CONTAINERS);
    let finding = |used: (&ContainerUse, Percent, Option<f32>, f32)| {
        let (used, cpu, before, jump) = used;
        let before = before.and_then(|before| Percent::new(f64::from(before.max(0.0))));
        let before = before.map_or_else(
            || "before is not known".to_owned(),
            |before| format!("{} before", format::percent(before)),
        );
        let memory = used.memory.map_or_else(String::new, |Bytes(count)| {
            format!(", {} of memory", format::bytes(count as f64))
        });
        CauseFinding {
            kind: if jump >= JUMP {
                CauseKind::BusierContainer
            } else {
                CauseKind::BusyContainer
            },
            subject: used.name.clone(),
            words: format!(
                "This container used {} of the CPU ({before}){memory}.",
                format::percent(cpu)
            ),
            jump: CauseJump::Log(used.name.clone()),
            weight: f64::from(cpu.value()),
        }
    };
    used.into_iter().map(finding).collect()
}

/// What is said of those whose hub did not answer.
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

/// Those that changed at the same time, each with its most notable change.
pub(super) fn of_neighbors(
    neighbors: &[NeighborRows],
    moment: Millis,
    step: i64,
    preferences: &Preferences,
) -> Vec<CauseFinding> {
    let changed = neighbors.iter().filter_map(|neighbor| {
        let rows = neighbor.rows.as_ref()?;
        let change = changes(rows, moment, step).into_iter().next()?;
        Some((neighbor, change))
    });
    let finding = |(neighbor, change): (&NeighborRows, MetricChange)| CauseFinding {
        kind: CauseKind::Neighbor,
        subject: neighbor.name.clone(),
        words: format!(
            "Changed with it ({}): {}.",
            neighbor.kinship.words(),
            change.words(preferences)
        ),
        jump: neighbor
            .device
            .map_or(CauseJump::Nowhere, CauseJump::Device),
        weight: change.weight(),
    };
    let mut found: Vec<CauseFinding> = changed.map(finding).collect();
    found.sort_by(|one, other| {
        let by_weight = other.weight.total_cmp(&one.weight);
        by_weight.then_with(|| natural::compare(&one.subject, &other.subject))
    });
    found.truncate(MOST_NEIGHBORS);
    found
}
