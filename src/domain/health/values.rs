//! Judges each value of a system by itself: its level, and the words if it is not as it should be.

use super::{Criteria, Level, Thresholds};
use crate::domain::format;
use crate::domain::system::{Battery, BatteryState, Metrics, Services};
use crate::domain::units::Percent;
use crate::domain::version::Version;

/// Beszel's limits for a battery that is not charging, in percent.
const BATTERY_WARN: u8 = 25;
const BATTERY_CRITICAL: u8 = 11;
/// Both limits: warning and critical below them.
pub(in crate::domain) const BATTERY_LIMITS: [u8; 2] = [BATTERY_WARN, BATTERY_CRITICAL];

/// The subject of a value.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ValueSubject {
    Cpu,
    Memory,
    /// The root disk.
    Disk,
    /// By its index in [`Metrics::extra_disks`].
    ExtraDisk(usize),
    Gpu,
    Load,
    Battery,
    Services,
    Temperature,
    Network,
    /// The agent's version beside the hub's.
    Agent,
    /// Something that only an alert reports.
    Other,
}

/// One thing that is not as it should be.
#[derive(Clone, Debug, PartialEq)]
pub struct Finding {
    pub subject: ValueSubject,
    pub level: Level,
    /// Order among findings of one level; greater first.
    pub weight: f64,
    /// `CPU 71 % (warning from 65 %)`.
    pub text: String,
    /// Two or three words.
    pub brief: String,
    /// Whether the bars of a device show it by themselves, in the color of its level.
    pub is_in_bar: bool,
}

/// The subjects that can be judged without an alert.
pub(super) fn subjects(metrics: &Metrics) -> impl Iterator<Item = ValueSubject> {
    let disks = (0..metrics.extra_disks.len()).map(ValueSubject::ExtraDisk);
    [
        ValueSubject::Cpu,
        ValueSubject::Memory,
        ValueSubject::Disk,
        ValueSubject::Gpu,
        ValueSubject::Load,
        ValueSubject::Battery,
        ValueSubject::Services,
        ValueSubject::Agent,
    ]
    .into_iter()
    .chain(disks)
}

/// The level of one value without alerts; `None` for what is not known, or has no limits.
pub fn level(subject: ValueSubject, metrics: &Metrics, criteria: &Criteria) -> Option<Level> {
    let thresholds = &criteria.preferences.thresholds;
    match subject {
        ValueSubject::Load => {
            let load = Percent::new(metrics.load_by_threads()?.percent)?;
            Some(thresholds.level(load))
        }
        ValueSubject::Battery => Some(battery_level(metrics.battery?)),
        ValueSubject::Services => Some(services_level(metrics.services?)),
        ValueSubject::Agent => {
            let (agent, hub) = versions(metrics, criteria)?;
            Some(if agent == hub { Level::Ok } else { Level::Warn })
        }
        _ => Some(thresholds.level(share_of(subject, metrics)?)),
    }
}

/// The value itself, where it is a share that thresholds apply to.
pub(super) fn share_of(subject: ValueSubject, metrics: &Metrics) -> Option<Percent> {
    match subject {
        ValueSubject::Cpu => metrics.cpu,
        ValueSubject::Memory => metrics.memory,
        ValueSubject::Disk => metrics.disk,
        ValueSubject::ExtraDisk(place) => metrics.extra_disks.get(place).map(|(_, share)| *share),
        ValueSubject::Gpu => metrics.gpu,
        _ => None,
    }
}

/// `CPU`, `Disk media`.
pub(super) fn label(subject: ValueSubject, metrics: &Metrics) -> String {
    match subject {
        ValueSubject::Cpu => "CPU".to_owned(),
        ValueSubject::Memory => "Memory".to_owned(),
        ValueSubject::Disk => "Disk".to_owned(),
        ValueSubject::ExtraDisk(place) => {
            let disk = metrics.extra_disks.get(place);
            format!("Disk {}", disk.map_or("", |(name, _)| name))
        }
        ValueSubject::Gpu => "GPU".to_owned(),
        ValueSubject::Load => "Load".to_owned(),
        ValueSubject::Battery => "Battery".to_owned(),
        ValueSubject::Services => "Services".to_owned(),
        ValueSubject::Temperature => "Temperature".to_owned(),
        ValueSubject::Network => "Bandwidth".to_owned(),
        ValueSubject::Agent => "Agent".to_owned(),
        ValueSubject::Other => String::new(),
    }
}

/// Whether a device's bars show it by themselves.
pub(super) const fn is_a_bar(subject: ValueSubject) -> bool {
    matches!(
        subject,
        ValueSubject::Cpu | ValueSubject::Memory | ValueSubject::Disk
    )
}

pub(super) fn finding(
    subject: ValueSubject,
    metrics: &Metrics,
    criteria: &Criteria,
) -> Option<Finding> {
    let thresholds = &criteria.preferences.thresholds;
    let Some(level) = level(subject, metrics, criteria) else {
        return is_a_bar(subject).then(|| unreported(subject, metrics));
    };
    if level == Level::Ok {
        return None;
    }
    let (weight, text, brief) = match subject {
        ValueSubject::Load => {
            let load = metrics.load_by_threads()?;
            let brief = format!("Load {}", format::load(load.average));
            let share = format::beside(load.percent, 0, &limits(thresholds));
            let text = format!(
                "{brief} over {} min is {share} % of {} threads{}",
                load.minutes,
                load.threads,
                from_limit(level, thresholds)
            );
            (load.percent, text, brief)
        }
        ValueSubject::Battery => {
            let battery = metrics.battery?;
            let limit = match level {
                Level::Critical => BATTERY_CRITICAL,
                _ => BATTERY_WARN,
            };
            let brief = format!("Battery {}", battery_text(battery, &[f64::from(limit)]));
            let text = format!("{brief} ({} below {limit} %)", word(level));
            (100.0 - f64::from(battery.charge.value()), text, brief)
        }
        ValueSubject::Services => {
            let Services { total, failed } = metrics.services?;
            let text = format!("{failed} of {total} services failed");
            (50.0, text.clone(), text)
        }
        ValueSubject::Agent => {
            let (agent, hub) = versions(metrics, criteria)?;
            let side = if agent < hub { "older" } else { "newer" };
            let brief = format!("Agent {agent}");
            (0.0, format!("{brief} is {side} than the hub {hub}"), brief)
        }
        _ => {
            let share = share_of(subject, metrics)?;
            let shown = format::percent_beside(share, &limits(thresholds));
            let brief = format!("{} {shown}", label(subject, metrics));
            let text = format!("{brief}{}", from_limit(level, thresholds));
            (f64::from(share.value()), text, brief)
        }
    };
    Some(Finding {
        subject,
        level,
        weight,
        text,
        brief,
        is_in_bar: is_a_bar(subject),
    })
}

/// A value that every agent reports is missing.
fn unreported(subject: ValueSubject, metrics: &Metrics) -> Finding {
    let text = format!("{} is not reported", label(subject, metrics));
    Finding {
        subject,
        level: Level::Warn,
        weight: 100.0,
        brief: text.clone(),
        is_in_bar: false,
        text,
    }
}

/// What is said of a finding where its brief words have no room, the longest first.
pub fn shorter(subject: ValueSubject, brief: &str) -> Vec<String> {
    let first = brief.split(' ').next().unwrap_or_default();
    // From the last word on that begins with a figure.
    let from = |(at, _): (usize, &str)| brief.get(at + 1..);
    let value = brief
        .rmatch_indices(' ')
        .filter_map(from)
        .find(|value| value.starts_with(|first: char| first.is_ascii_digit()));
    let short = match subject {
        ValueSubject::Services => {
            let kind = if first == "1" { "service" } else { "services" };
            let brief = [kind, " failed"].concat();
            return vec![[first, " ", &brief].concat(), brief];
        }
        ValueSubject::ExtraDisk(_) | ValueSubject::Load => {
            [first, " ", value.unwrap_or("alert")].concat()
        }
        // The unit tells what it is.
        ValueSubject::Temperature => value.unwrap_or("Temp alert").to_owned(),
        ValueSubject::Network => value.unwrap_or("Network alert").to_owned(),
        ValueSubject::Battery => brief.split(',').next().unwrap_or(brief).to_owned(),
        // Not reported: beside the bars a dash says so too.
        ValueSubject::Cpu | ValueSubject::Memory | ValueSubject::Disk if value.is_none() => {
            [first, " –"].concat()
        }
        _ => return Vec::new(),
    };
    vec![short]
}

/// ` (warning from 65 %)`.
fn from_limit(level: Level, thresholds: &Thresholds) -> String {
    let from = match level {
        Level::Critical => thresholds.critical,
        _ => thresholds.warn,
    };
    let limit = format::plain(f64::from(from.value()));
    format!(" ({} from {limit} %)", word(level))
}

const fn word(level: Level) -> &'static str {
    match level {
        Level::Critical => "critical",
        _ => "warning",
    }
}

pub fn limits(thresholds: &Thresholds) -> [f64; 2] {
    [thresholds.warn, thresholds.critical].map(|limit| f64::from(limit.value()))
}

/// The level by Beszel's limits.
pub fn battery_level(battery: Battery) -> Level {
    let charge = battery.charge;
    if battery.state == BatteryState::Charging || charge >= Percent::of_100(BATTERY_WARN) {
        Level::Ok
    } else if charge < Percent::of_100(BATTERY_CRITICAL) {
        Level::Critical
    } else {
        Level::Warn
    }
}

/// `5 %, discharging`.
pub(in crate::domain) fn battery_text(battery: Battery, limits: &[f64]) -> String {
    let charge = format::percent_beside(battery.charge, limits);
    match battery.state.word() {
        Some(word) => format!("{charge}, {word}"),
        None => charge,
    }
}

const fn services_level(services: Services) -> Level {
    if services.failed > 0 {
        Level::Warn
    } else {
        Level::Ok
    }
}

/// The versions of agent and hub, if both are known.
/// Whether the agent is older than the hub; `None` if either version is unknown.
pub fn agent_lags(metrics: &Metrics, criteria: &Criteria) -> Option<bool> {
    let (agent, hub) = versions(metrics, criteria)?;
    Some(agent < hub)
}

fn versions(metrics: &Metrics, criteria: &Criteria) -> Option<(Version, Version)> {
    Some((
        Version::parse(&metrics.agent_version)?,
        criteria.hub_version?,
    ))
}
