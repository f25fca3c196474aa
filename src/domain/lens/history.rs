//! The last hour of a system, as lenses read it: rows of the hub, and the live values since.

use std::collections::VecDeque;
use std::sync::Arc;

use super::Lens;
use crate::domain::series::{Range, Sample};
use crate::domain::system::Metrics;
use crate::domain::units::{Millis, Percent};

const MINUTE: i64 = 60_000;
/// Length of the history, in minutes.
pub const MINUTES: u8 = 60;
/// Maximum height of a point in a sparkline; the minimum is 0.
pub const LEVELS: u8 = 48;
/// Live values within this time are one point, in milliseconds.
const LIVE_APART: i64 = MINUTE;
/// A report this soon after another makes no visible difference, in milliseconds.
const LIVE_NEXT: i64 = 10_000;

/// The values of all lenses at one moment, each in its own unit.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct HourPoint {
    pub at: Millis,
    values: [Option<f32>; Lens::ALL.len()],
}

impl HourPoint {
    /// From a report.
    pub fn live(metrics: &Metrics, at: Millis) -> Self {
        Self {
            at,
            values: Lens::ALL.map(|lens| value_of(lens, metrics)),
        }
    }

    /// From a row of the hub. Rows do not contain the number of threads.
    pub fn row(sample: &Sample, threads: Option<u32>) -> Self {
        let disks = sample.extra_disks.iter().filter_map(|disk| {
            let (used, total) = (disk.used?.0 as f64, disk.total?.0 as f64);
            (total > 0.0).then(|| (used * 100.0 / total).clamp(0.0, 100.0) as f32)
        });
        let fullest = sample.disk.map(|share| share.value()).into_iter();
        let gpus = sample.gpus.iter().filter_map(|gpu| gpu.usage);
        let network = match (sample.sent, sample.received) {
            (Some(sent), Some(received)) => Some(((sent.0 + received.0) / 1024.0) as f32),
            _ => None,
        };
        let greatest = |values: &mut dyn Iterator<Item = f32>| values.reduce(f32::max);
        let load = sample.load.zip(threads).and_then(|(averages, threads)| {
            let average = greatest(&mut averages.into_iter())?;
            (threads > 0).then(|| average * 100.0 / threads as f32)
        });
        let value = |lens| match lens {
            Lens::Status | Lens::Alerts | Lens::Latency | Lens::Coverage => None,
            Lens::Cpu => sample.cpu.map(|share| share.value()),
            Lens::Memory => sample.memory.map(|share| share.value()),
            Lens::Disk => greatest(&mut fullest.clone().chain(disks.clone())),
            Lens::Temperature => sample.temperature.map(|degrees| degrees.0),
            Lens::Network => network,
            Lens::Load => load,
            Lens::Gpu => greatest(&mut gpus.clone().map(|share| share.value())),
            Lens::Battery => sample.battery.map(|share| share.value()),
        };
        Self {
            at: sample.at,
            values: Lens::ALL.map(value),
        }
    }

    /// In the lens's unit.
    pub fn value(&self, lens: Lens) -> Option<f32> {
        let place = Lens::ALL.iter().position(|other| *other == lens)?;
        self.values.get(place).copied().flatten()
    }
}

/// The value of a lens in a report, without words. Alerts have no history here.
fn value_of(lens: Lens, metrics: &Metrics) -> Option<f32> {
    match lens {
        Lens::Status | Lens::Alerts | Lens::Latency | Lens::Coverage => None,
        Lens::Cpu => metrics.cpu.map(Percent::value),
        Lens::Memory => metrics.memory.map(Percent::value),
        Lens::Disk => {
            let extra = metrics.extra_disks.iter().map(|(_, share)| share.value());
            let root = metrics.disk.map(Percent::value).into_iter();
            root.chain(extra).reduce(f32::max)
        }
        Lens::Temperature => metrics.temperature.map(|degrees| degrees.0),
        Lens::Network => metrics.network.map(|flow| (flow.0 / 1024.0) as f32),
        Lens::Load => metrics.load_by_threads().map(|load| load.percent as f32),
        Lens::Gpu => metrics.gpu.map(Percent::value),
        Lens::Battery => metrics.battery.map(|battery| battery.charge.value()),
    }
}

/// The points of one system, oldest first.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct LensHistory {
    points: VecDeque<HourPoint>,
    /// Time between the hub's rows, in milliseconds; 0 until there were any.
    step: i64,
    /// The last sparkline, cached by lens and minute.
    made: Option<(Lens, i64, Option<Arc<Spark>>)>,
}

impl LensHistory {
    /// Whether a report at that time would make a difference.
    pub fn is_due(&self, at: Millis) -> bool {
        let last = self.points.back().map(|point| point.at);
        last.is_none_or(|last| at.since(last) >= LIVE_NEXT)
    }

    /// Adds a live value. Values of the same minute replace each other; a value older than the last one is ignored.
    pub fn push(&mut self, point: HourPoint) {
        let last_but_one = self.points.iter().rev().nth(1).map(|point| point.at);
        match self.points.back().map(|last| last.at) {
            Some(last) if point.at < last => return,
            Some(_) if last_but_one.is_some_and(|at| point.at.since(at) < LIVE_APART) => {
                self.points.pop_back();
            }
            _ => {}
        }
        self.made = None;
        self.points.push_back(point);
        self.drop_old();
    }

    /// Takes in rows of the hub, oldest first. Live values after the last row stay.
    pub fn take_rows(&mut self, rows: Vec<HourPoint>, range: Range) {
        let Some(last) = rows.last().map(|row| row.at) else {
            return;
        };
        self.step = range.step();
        self.made = None;
        let later: Vec<HourPoint> = self.points.drain(..).filter(|one| one.at > last).collect();
        self.points = rows.into_iter().chain(later).collect();
        self.drop_old();
    }

    fn drop_old(&mut self) {
        let Some(newest) = self.points.back().map(|point| point.at) else {
            return;
        };
        let span = i64::from(MINUTES) * MINUTE;
        while self
            .points
            .front()
            .is_some_and(|point| newest.since(point.at) > span)
        {
            self.points.pop_front();
        }
    }

    /// The values of a lens with their times, oldest first.
    pub fn values(&self, lens: Lens) -> impl Iterator<Item = (Millis, f32)> {
        let points = self.points.iter();
        points.filter_map(move |point| Some((point.at, point.value(lens)?)))
    }

    /// The lowest and the highest value of a lens, in its unit.
    pub fn extremes(&self, lens: Lens) -> Option<(f32, f32)> {
        let values = self.values(lens).map(|(_, value)| (value, value));
        values.reduce(|(lowest, highest), (value, _)| (lowest.min(value), highest.max(value)))
    }

    /// Time that a value stands for, in milliseconds.
    pub fn step(&self) -> i64 {
        self.step.max(LIVE_APART)
    }

    /// Maximum distance of two values that are joined by a line, in milliseconds.
    pub fn joined_within(&self) -> i64 {
        self.step() * 3 / 2
    }

    /// The sparkline of a lens; `None` while there are fewer than two values.
    pub fn spark(&mut self, lens: Lens, now: Millis) -> Option<Arc<Spark>> {
        let minute = now.0.div_euclid(MINUTE);
        match &self.made {
            Some((of, at, made)) if (*of, *at) == (lens, minute) => made.clone(),
            _ => {
                let made = self.make_spark(lens, now);
                self.made = Some((lens, minute, made.clone()));
                made
            }
        }
    }

    fn make_spark(&self, lens: Lens, now: Millis) -> Option<Arc<Spark>> {
        let shown = |at: Millis| {
            let minutes = now.since(at).max(0) / MINUTE;
            u8::try_from(minutes).ok().filter(|ago| *ago <= MINUTES)
        };
        let values: Vec<(u8, f32)> = self
            .values(lens)
            .filter_map(|(at, value)| Some((MINUTES - shown(at)?, value)))
            .collect();
        if values.len() < 2 {
            return None;
        }
        let lowest = values
            .iter()
            .map(|(_, value)| *value)
            .fold(f32::MAX, f32::min);
        let highest = values
            .iter()
            .map(|(_, value)| *value)
            .fold(f32::MIN, f32::max);
        // A value that hardly changes is shown as nearly flat.
        let span = (highest - lowest).max(least_span(lens, highest));
        let bottom = (lowest + highest - span) / 2.0;
        let level = |value: f32| {
            let share = ((value - bottom) / span).clamp(0.0, 1.0);
            (share * f32::from(LEVELS)).round() as u8
        };
        let mut points: Vec<(u8, u8)> = Vec::new();
        for (minute, value) in values {
            match points.last_mut() {
                Some(last) if last.0 == minute => last.1 = level(value),
                _ => points.push((minute, level(value))),
            }
        }
        Some(Arc::new(Spark {
            points,
            joined_within: (self.joined_within() / MINUTE + 1).clamp(2, 60) as u8,
        }))
    }
}

/// Minimum range of values that the height of a sparkline covers, in the unit of the lens.
fn least_span(lens: Lens, highest: f32) -> f32 {
    match lens {
        Lens::Network => (highest * 0.5).max(8.0),
        _ => 12.0,
    }
}

/// A sparkline, quantized to what can be told apart on screen.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Spark {
    /// The minute, from 0 to [`MINUTES`], which is now; and the height, to [`LEVELS`]. In order.
    pub points: Vec<(u8, u8)>,
    /// Points at most that many minutes apart are joined.
    pub joined_within: u8,
}

impl Spark {
    /// The runs of points between gaps.
    pub fn stretches(&self) -> impl Iterator<Item = &[(u8, u8)]> {
        self.points
            .chunk_by(|one, next| next.0 - one.0 <= self.joined_within)
    }
}

#[cfg(test)]
mod tests;
