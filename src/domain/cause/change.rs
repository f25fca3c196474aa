//! How the values of a system at a moment differ from those before it.

use super::ROWS_BEFORE;
use crate::domain::decimal::decimal;
use crate::domain::format;
use crate::domain::preferences::Preferences;
use crate::domain::series::Sample;
use crate::domain::units::{BytesPerSecond, Celsius, Millis, Percent};

/// A metric that is compared.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ReadMetric {
    Cpu,
    Memory,
    Temperature,
    /// Sent and received together.
    Network,
    /// Read and written together.
    Disk,
}

impl ReadMetric {
    const ALL: [Self; 5] = [
        Self::Cpu,
        Self::Memory,
        Self::Temperature,
        Self::Network,
        Self::Disk,
    ];

    const fn word(self) -> &'static str {
        match self {
            Self::Cpu => "CPU",
            Self::Memory => "memory",
            Self::Temperature => "temperature",
            Self::Network => "network",
            Self::Disk => "disk traffic",
        }
    }

    fn of(self, row: &Sample) -> Option<f64> {
        let percent = |share: Option<Percent>| share.map(|share| f64::from(share.value()));
        let sum = |one: Option<BytesPerSecond>, other: Option<BytesPerSecond>| match (one, other) {
            (None, None) => None,
            (one, other) => Some(one.map_or(0.0, |rate| rate.0) + other.map_or(0.0, |rate| rate.0)),
        };
        match self {
            Self::Cpu => percent(row.cpu),
            Self::Memory => percent(row.memory),
            Self::Temperature => row.temperature.map(|degrees| f64::from(degrees.0)),
            Self::Network => sum(row.sent, row.received),
            Self::Disk => sum(row.disk_read, row.disk_write),
        }
    }

    /// How far a change goes beyond what is usual; below 1 it is not notable.
    fn weight(self, before: f64, then: f64) -> f64 {
        let by = (then - before).abs();
        match self {
            Self::Cpu => by / 20.0,
            Self::Memory => by / 10.0,
            Self::Temperature => by / 6.0,
            // Four times as much or a quarter, and by at least 4 MB/s: traffic always varies.
            Self::Network | Self::Disk => {
                let (less, more) = (before.min(then).max(1.0), before.max(then));
                let times = (more / less).ln() / 4_f64.ln();
                times.min(by / 4e6).min(4.0)
            }
        }
    }

    fn value_words(self, value: f64, preferences: &Preferences) -> String {
        match self {
            Self::Cpu | Self::Memory => {
                Percent::new(value).map_or_else(String::new, format::percent)
            }
            Self::Temperature => {
                format::temperature(Celsius(value as f32), preferences.temperature)
            }
            Self::Network => format::rate(BytesPerSecond(value), preferences.network),
            Self::Disk => format::rate(BytesPerSecond(value), preferences.disk),
        }
    }
}

/// A notable change: from the mean before to the value at the moment.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct MetricChange {
    pub metric: ReadMetric,
    pub before: f64,
    pub then: f64,
}

impl MetricChange {
    /// The greater, the more notable; at least 1.
    pub fn weight(&self) -> f64 {
        self.metric.weight(self.before, self.then)
    }

    /// `CPU from 12 % to 97 %`
    pub fn words(&self, preferences: &Preferences) -> String {
        let value = |value| self.metric.value_words(value, preferences);
        format!(
            "{} from {} to {}",
            self.metric.word(),
            value(self.before),
            value(self.then)
        )
    }

    /// The same in a few letters: `+11 °C`, `↑ CPU 70 %`, `↓ 82 MB/s`.
    pub fn brief(&self, preferences: &Preferences) -> String {
        let is_more = self.then > self.before;
        if self.metric == ReadMetric::Temperature {
            let unit = preferences.temperature;
            let by = (unit.of(self.then) - unit.of(self.before)).abs();
            let sign = if is_more { "+" } else { "−" };
            return format!("{sign}{} {}", decimal(by, 0), unit.symbol());
        }
        let arrow = if is_more { "↑" } else { "↓" };
        let value = self.metric.value_words(self.then, preferences);
        let name = match self.metric {
            ReadMetric::Network | ReadMetric::Temperature => "",
            ReadMetric::Disk => "disk ",
            ReadMetric::Memory => "memory ",
            ReadMetric::Cpu => "CPU ",
        };
        format!("{arrow} {name}{value}")
    }
}

/// What changed notably at that moment, the most notable first. `step` is the time between rows, in milliseconds.
pub fn changes(rows: &[Sample], moment: Millis, step: i64) -> Vec<MetricChange> {
    let at = |row: &Sample| row.at;
    let Some(then) = row_at(rows, &at, moment, step) else {
        return Vec::new();
    };
    let before = rows_before(rows, &at, moment, step);
    let change = |metric: ReadMetric| {
        let values: Vec<f64> = before.iter().filter_map(|row| metric.of(row)).collect();
        if values.is_empty() {
            return None;
        }
        let change = MetricChange {
            metric,
            before: values.iter().sum::<f64>() / values.len() as f64,
            then: metric.of(then)?,
        };
        (change.weight() >= 1.0).then_some(change)
    };
    let mut changes: Vec<MetricChange> = ReadMetric::ALL.into_iter().filter_map(change).collect();
    changes.sort_by(|one, other| other.weight().total_cmp(&one.weight()));
    changes
}

/// The row of the moment: the nearest one if it is at most three quarters of a step away.
pub(super) fn row_at<'a, T>(
    rows: &'a [T],
    at: &dyn Fn(&T) -> Millis,
    moment: Millis,
    step: i64,
) -> Option<&'a T> {
    let distance = |row: &T| at(row).since(moment).abs();
    let nearest = rows.iter().min_by_key(|row| distance(row))?;
    (distance(nearest) * 4 <= step * 3).then_some(nearest)
}

/// The rows that serve as the baseline, oldest first: without the one next to the moment, in which the change may have begun.
pub(super) fn rows_before<'a, T>(
    rows: &'a [T],
    at: &dyn Fn(&T) -> Millis,
    moment: Millis,
    step: i64,
) -> &'a [T] {
    let oldest = moment.plus(-(ROWS_BEFORE + 1) * step);
    // One and a half steps, as the rows are not exactly at the moment.
    let newest = moment.plus(-(step + step / 2));
    let from = rows.partition_point(|row| at(row) < oldest);
    let until = rows.partition_point(|row| at(row) <= newest);
    rows.get(from..until).unwrap_or_default()
}
