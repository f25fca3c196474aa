//! The containers at a moment: those whose use rose with it, and the busiest of the others.

use super::{CauseFinding, CauseJump, CauseKind, ReadMetric, change};
use crate::domain::format;
use crate::domain::natural;
use crate::domain::preferences::Preferences;
use crate::domain::series::{ContainerSample, ContainerUse};
use crate::domain::units::{Bytes, BytesPerSecond, Millis, Percent};

/// Number of containers to name, of those that rose and of the busiest.
const MOST_CONTAINERS: usize = 3;
/// Rise in use of the CPU that is notable, in percentage points of the machine.
const CPU_RISE: f64 = 10.0;
/// Rise in memory that is notable where that of the machine is not known, in bytes; else it is this share of it.
const MEMORY_RISE: f64 = 512.0 * 1024.0 * 1024.0;
const MEMORY_RISE_SHARE: f64 = 0.05;
/// Rise in traffic that is notable, in bytes per second.
const TRAFFIC_RISE: f64 = 4e6;
/// A notable rise is at least to this many times what was used before.
const LEAST_TIMES: f64 = 1.2;

/// What of a container's use is compared.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum UseMetric {
    Cpu,
    Memory,
    Traffic,
}

impl UseMetric {
    /// The one that belongs to a metric of the machine.
    const fn of(metric: Option<ReadMetric>) -> Self {
        match metric {
            Some(ReadMetric::Memory) => Self::Memory,
            Some(ReadMetric::Network) => Self::Traffic,
            Some(ReadMetric::Cpu | ReadMetric::Temperature | ReadMetric::Disk) | None => Self::Cpu,
        }
    }

    fn read(self, used: &ContainerUse) -> Option<f64> {
        match self {
            Self::Cpu => used.cpu.map(|cpu| f64::from(cpu.value())),
            Self::Memory => used.memory.map(|Bytes(count)| count as f64),
            Self::Traffic => match (used.sent, used.received) {
                (None, None) => None,
                (one, other) => {
                    Some(one.map_or(0.0, |rate| rate.0) + other.map_or(0.0, |rate| rate.0))
                }
            },
        }
    }

    /// What is used less than this is not worth a line.
    const fn least(self) -> f64 {
        match self {
            Self::Cpu => 1.0,
            Self::Memory => 64.0 * 1024.0 * 1024.0,
            Self::Traffic => 50_000.0,
        }
    }

    fn words(self, value: f64, preferences: &Preferences) -> String {
        match self {
            Self::Cpu => Percent::new(value.max(0.0)).map_or_else(String::new, format::percent),
            Self::Memory => format::bytes(value),
            Self::Traffic => format::rate(BytesPerSecond(value), preferences.network),
        }
    }

    /// `This container used 55 % of the CPU`, with `55 %` as the value.
    fn sentence(self, value: &str) -> String {
        match self {
            Self::Cpu => format!("This container used {value} of the CPU"),
            Self::Memory => format!("This container used {value} of memory"),
            Self::Traffic => format!("This container sent and received {value}"),
        }
    }

    /// What else is said of the container.
    fn besides(self, used: &ContainerUse, preferences: &Preferences) -> String {
        let (other, of) = match self {
            Self::Cpu => (Self::Memory, "of memory"),
            Self::Memory | Self::Traffic => (Self::Cpu, "of the CPU"),
        };
        other.read(used).map_or_else(String::new, |value| {
            format!(", {} {of}", other.words(value, preferences))
        })
    }

    const fn busiest_title(self) -> &'static str {
        match self {
            Self::Cpu => "Busiest then",
            Self::Memory => "Most memory then",
            Self::Traffic => "Most traffic then",
        }
    }
}

/// What the containers did at the moment.
#[derive(Default)]
pub(super) struct ContainersThen {
    /// Those whose use rose notably.
    pub risen: Vec<CauseFinding>,
    /// The busiest of the others.
    pub busiest: Vec<CauseFinding>,
    pub busiest_title: &'static str,
}

/// The moment that is asked about.
pub(super) struct Around<'a> {
    pub moment: Millis,
    /// Time between rows, in milliseconds.
    pub step: i64,
    /// What the question is about.
    pub watched: Option<ReadMetric>,
    /// The memory of the machine.
    pub memory: Option<Bytes>,
    pub preferences: &'a Preferences,
}

/// A container, and how its use was before.
struct UseThen<'a> {
    used: &'a ContainerUse,
    before: &'a [ContainerSample],
}

impl UseThen<'_> {
    /// Its mean use before; a container that did not run used nothing. `None` where that is not known.
    fn before(&self, metric: UseMetric) -> Option<f64> {
        let uses = self.before.iter().filter_map(|row| {
            let mut all = row.containers.iter();
            let found = all.find(|used| used.name == self.used.name);
            found.map_or(Some(0.0), |used| metric.read(used))
        });
        let known: Vec<f64> = uses.collect();
        (!known.is_empty()).then(|| known.iter().sum::<f64>() / known.len() as f64)
    }

    /// How far its use rose beyond what is notable; `None` where it did not.
    fn rise(&self, metric: UseMetric, around: &Around<'_>) -> Option<f64> {
        let (then, before) = (metric.read(self.used)?, self.before(metric)?);
        let notable = match (metric, around.memory) {
            (UseMetric::Cpu, _) => CPU_RISE,
            (UseMetric::Traffic, _) => TRAFFIC_RISE,
            (UseMetric::Memory, None | Some(Bytes(0))) => MEMORY_RISE,
            (UseMetric::Memory, Some(Bytes(all))) => all as f64 * MEMORY_RISE_SHARE,
        };
        let times = (then - before) / notable;
        (times >= 1.0 && then >= before * LEAST_TIMES).then_some(times)
    }

    fn finding(
        &self,
        kind: CauseKind,
        metric: UseMetric,
        weight: f64,
        preferences: &Preferences,
    ) -> Option<CauseFinding> {
        let then = metric.words(metric.read(self.used)?, preferences);
        let before = self.before(metric).map_or_else(
            || "before is not known".to_owned(),
            |before| format!("{} before", metric.words(before, preferences)),
        );
        Some(CauseFinding {
            kind,
            subject: self.used.name.clone(),
            words: format!(
                "{} ({before}){}.",
                metric.sentence(&then),
                metric.besides(self.used, preferences)
            ),
            jump: CauseJump::Log(self.used.name.clone()),
            weight,
        })
    }
}

pub(super) fn containers_then(rows: &[ContainerSample], around: &Around<'_>) -> ContainersThen {
    let at = |row: &ContainerSample| row.at;
    let Some(then) = change::row_at(rows, &at, around.moment, around.step) else {
        return ContainersThen::default();
    };
    let before = change::rows_before(rows, &at, around.moment, around.step);
    let watched = UseMetric::of(around.watched);
    let (mut risen, mut busiest) = (Vec::new(), Vec::new());
    for used in &then.containers {
        let used = UseThen { used, before };
        // What rose in what the question is about comes before what only got busier.
        let rise = used.rise(watched, around).map(|by| (watched, 1e6 + by));
        let rise = rise.or_else(|| Some((UseMetric::Cpu, used.rise(UseMetric::Cpu, around)?)));
        let (kind, metric, weight) = match rise {
            Some((metric, weight)) => (CauseKind::BusierContainer, metric, weight),
            None => {
                let uses = watched.read(used.used);
                match uses.filter(|uses| *uses >= watched.least()) {
                    Some(uses) => (CauseKind::BusyContainer, watched, uses),
                    None => continue,
                }
            }
        };
        let list = match kind {
            CauseKind::BusierContainer => &mut risen,
            _ => &mut busiest,
        };
        list.extend(used.finding(kind, metric, weight, around.preferences));
    }
    ContainersThen {
        risen: foremost(risen),
        busiest: foremost(busiest),
        busiest_title: watched.busiest_title(),
    }
}

/// The few with the greatest weight, in that order.
fn foremost(mut all: Vec<CauseFinding>) -> Vec<CauseFinding> {
    all.sort_by(|one, other| {
        let by_weight = other.weight.total_cmp(&one.weight);
        by_weight.then_with(|| natural::compare(&one.subject, &other.subject))
    });
    all.truncate(MOST_CONTAINERS);
    all
}
