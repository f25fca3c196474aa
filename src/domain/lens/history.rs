//! The last hour of a system, as lenses read it: rows of the hub, and what was seen live since.

use std::collections::VecDeque;
use std::sync::Arc;

use super::Lens;
use crate::domain::series::{Range, Sample};
use crate::domain::system::Metrics;
use crate::domain::units::{Millis, Percent};

const MINUTE: i64 = 60_000;
/// How far back it goes, in minutes.
pub const MINUTES: u8 = 60;
/// Heights of a sparkline, from 0 on.
pub const LEVELS: u8 = 48;
/// Live values of one minute are one point.
const LIVE_APART: i64 = MINUTE;
/// A report so soon after another adds nothing that can be seen.
const LIVE_NEXT: i64 = 10_000;

/// What the lenses read at one moment, each in its own unit.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct HourPoint {
    pub at: Millis,
    values: [Option<f32>; Lens::ALL.len()],
}

impl HourPoint {
    /// Of a report.
    pub fn live(metrics: &Metrics, at: Millis) -> Self {
        Self {
            at,
            values: Lens::ALL.map(|lens| value_of(lens, metrics)),
        }
    }

    /// Of a row of the hub. Rows do not say how many threads the machine has.
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

/// What a lens reads of a report, without words. Alerts have no history here.
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
    /// How far apart rows of the hub are, in milliseconds; 0 until there were any.
    step: i64,
    /// The sparkline that was made last, of which lens and minute.
    made: Option<(Lens, i64, Option<Arc<Spark>>)>,
}

impl LensHistory {
    /// Whether a report of that time adds anything.
    pub fn is_due(&self, at: Millis) -> bool {
        let last = self.points.back().map(|point| point.at);
        last.is_none_or(|last| at.since(last) >= LIVE_NEXT)
    }

    /// Takes in what was seen live. Values of the same minute replace each other; older ones than there are come too late.
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

    /// Takes in rows of the hub, oldest first. What was seen live after the last one stays.
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

    /// How many milliseconds a value stands for.
    pub fn step(&self) -> i64 {
        self.step.max(LIVE_APART)
    }

    /// How many milliseconds two values may be apart to be joined by a line.
    pub fn joined_within(&self) -> i64 {
        self.step() * 3 / 2
    }

    /// What a sparkline shows of it; `None` while there are fewer than two values.
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
        // What hardly changes is nearly flat.
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

/// The least that the height of a sparkline stands for, in the lens's unit.
fn least_span(lens: Lens, highest: f32) -> f32 {
    match lens {
        Lens::Network => (highest * 0.5).max(8.0),
        _ => 12.0,
    }
}

/// A sparkline as far as it can be told apart on screen.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Spark {
    /// The minute, from 0 to [`MINUTES`], which is now; and the height, to [`LEVELS`]. In order.
    pub points: Vec<(u8, u8)>,
    /// Points at most that many minutes apart are joined.
    pub joined_within: u8,
}

impl Spark {
    /// The stretches of it between gaps.
    pub fn stretches(&self) -> impl Iterator<Item = &[(u8, u8)]> {
        self.points
            .chunk_by(|one, next| next.0 - one.0 <= self.joined_within)
    }
}

#[cfg(test)]
mod tests;
