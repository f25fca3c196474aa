//! The tracks of a chart, and their summary.

use super::ticks::ValueAxis;
use super::unit::ChartUnit;
use crate::domain::preferences::Preferences;
use crate::domain::series::rows::{Window, is_gap};
use crate::domain::thresholds::Level;
use crate::domain::units::Millis;

/// A threshold is near if it is at most this many times the greatest value.
const NEAR_LIMIT: f64 = 1.5;

/// One value of a track.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct ChartReading {
    /// The end of the step.
    pub at: Millis,
    /// Duration that it represents, in milliseconds.
    pub step: i64,
    pub value: f64,
    /// The greatest within the step, where the row has it.
    pub peak: Option<f64>,
}

/// A line of a chart: its name and its values, oldest first.
#[derive(Clone, Debug, PartialEq)]
pub struct Track {
    pub name: String,
    pub readings: Vec<ChartReading>,
}

/// A threshold that a value should stay below.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Limit {
    pub value: f64,
    pub level: Level,
}

/// One chart.
#[derive(Clone, Debug, PartialEq)]
pub struct Chart {
    /// Id, the same for the charts of every system: `cpu`, `disk:tank`.
    pub id: String,
    pub title: String,
    pub unit: ChartUnit,
    pub tracks: Vec<Track>,
    /// The total capacity, which the axis includes.
    pub whole: Option<f64>,
    pub limits: Vec<Limit>,
    /// The hub's names for alerts about it.
    pub alerts: &'static [&'static str],
}

/// The least, mean, greatest and last value of a track.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct TrackSummary {
    pub least: f64,
    pub mean: f64,
    /// The greatest peak, where rows have peaks.
    pub greatest: f64,
    pub last: f64,
}

impl Track {
    /// The reading at exactly this time.
    pub fn reading_at(&self, at: Millis) -> Option<&ChartReading> {
        let found = self
            .readings
            .binary_search_by_key(&at, |reading| reading.at);
        self.readings.get(found.ok()?)
    }

    /// Summary of the readings in the window; `None` if there are none.
    pub fn summary(&self, window: Window) -> Option<TrackSummary> {
        let seen = inside(&self.readings, window);
        let last = seen.last()?.value;
        let (mut least, mut greatest) = (f64::INFINITY, f64::NEG_INFINITY);
        let (mut sum, mut weight) = (0.0, 0.0);
        for reading in seen {
            least = least.min(reading.value);
            greatest = greatest
                .max(reading.peak.unwrap_or(reading.value))
                .max(reading.value);
            sum += reading.value * reading.step as f64;
            weight += reading.step as f64;
        }
        Some(TrackSummary {
            least,
            mean: sum / weight.max(1.0),
            greatest,
            last,
        })
    }

    /// The runs of readings that are joined by a line.
    pub fn unbroken(&self) -> impl Iterator<Item = &[ChartReading]> {
        self.readings
            .chunk_by(|one, other| !is_gap(one.at, other.at, (one.step, other.step)))
    }
}

/// The readings in the window; they are sorted, oldest first.
pub fn inside(readings: &[ChartReading], window: Window) -> &[ChartReading] {
    let (first, end) = ends(readings, window);
    readings.get(first..end).unwrap_or_default()
}

/// Like [`inside`], with the neighbor on each side, from which a line enters the window.
pub fn with_neighbors(readings: &[ChartReading], window: Window) -> &[ChartReading] {
    let (first, end) = ends(readings, window);
    let wider = first.saturating_sub(1)..(end + 1).min(readings.len());
    readings.get(wider).unwrap_or_default()
}

fn ends(readings: &[ChartReading], window: Window) -> (usize, usize) {
    let first = readings.partition_point(|reading| reading.at < window.from);
    let end = readings.partition_point(|reading| reading.at <= window.until);
    (first, end.max(first))
}

/// The value at a moment of a line through these readings, oldest first; `None` at a reading itself and where there is no line.
pub fn crossing(readings: &[ChartReading], moment: Millis) -> Option<f64> {
    let next = readings.partition_point(|reading| reading.at < moment);
    let [earlier, later] = readings.get(next.checked_sub(1)?..=next)? else {
        return None;
    };
    let share = moment.since(earlier.at) as f64 / later.at.since(earlier.at) as f64;
    (later.at > moment).then_some(earlier.value + (later.value - earlier.value) * share)
}

impl Chart {
    /// The track whose numbers are shown, with its index: the one with the `pointed` name, else the first visible one.
    pub fn shown_track(
        &self,
        pointed: Option<&str>,
        is_shown: &dyn Fn(usize) -> bool,
    ) -> Option<(usize, &Track)> {
        let lines = || self.tracks.iter().enumerate();
        let named = pointed.and_then(|name| lines().find(|(_, track)| track.name == name));
        named.or_else(|| lines().find(|(place, _)| is_shown(*place)))
    }

    /// The value axis that holds what is visible in the window. The axis of a percentage also holds the next threshold if the values are near it.
    pub fn axis(
        &self,
        window: Window,
        is_shown: &dyn Fn(usize) -> bool,
        preferences: &Preferences,
    ) -> ValueAxis {
        let (least, greatest) = self.extent(window, is_shown);
        let is_next = |limit: &&Limit| {
            let is_percent = self.unit == ChartUnit::Percent;
            is_percent && limit.value > greatest && limit.value <= greatest * NEAR_LIMIT
        };
        let next = self.limits.iter().filter(is_next).map(|limit| limit.value);
        let greatest = next.fold(greatest, f64::max);
        self.unit.axis(least, greatest, preferences)
    }

    /// The least and the greatest visible value, including peaks and the whole.
    fn extent(&self, window: Window, is_shown: &dyn Fn(usize) -> bool) -> (f64, f64) {
        let (mut least, mut greatest) = (f64::INFINITY, f64::NEG_INFINITY);
        for (index, track) in self.tracks.iter().enumerate() {
            if !is_shown(index) {
                continue;
            }
            for reading in inside(&track.readings, window) {
                let top = reading
                    .peak
                    .map_or(reading.value, |peak| peak.max(reading.value));
                if reading.value < least {
                    least = reading.value;
                }
                if top > greatest {
                    greatest = top;
                }
            }
        }
        if let Some(whole) = self.whole {
            greatest = greatest.max(whole);
        }
        if least.is_finite() {
            (least, greatest)
        } else {
            (0.0, self.whole.unwrap_or(1.0))
        }
    }
}

/// The parts of a window without data, from the times and steps of all rows, oldest first.
pub fn gaps(rows: &[(Millis, i64)], window: Window) -> Vec<Window> {
    let mut gaps = Vec::new();
    let mut add = |from: Millis, until: Millis| {
        let gap = Window {
            from: from.max(window.from),
            until: until.min(window.until),
        };
        if gap.until > gap.from {
            gaps.push(gap);
        }
    };
    let (Some(first), Some(last)) = (rows.first(), rows.last()) else {
        return vec![window];
    };
    let tolerance = |step: i64| step + step / 2;
    if first.0.since(window.from) > tolerance(first.1) {
        add(window.from, first.0.plus(-first.1));
    }
    for pair in rows.windows(2) {
        let (earlier, later) = (pair[0], pair[1]);
        if is_gap(earlier.0, later.0, (earlier.1, later.1)) {
            add(earlier.0, later.0.plus(-later.1));
        }
    }
    // The row of the current step does not exist yet, and arrives slightly late.
    if window.until.since(last.0) > tolerance(last.1) + last.1 / 2 {
        add(last.0, window.until);
    }
    gaps
}

#[cfg(test)]
mod tests {
    use super::*;

    const MINUTE: i64 = 60_000;

    fn track(values: &[(i64, f64)]) -> Track {
        let readings = values.iter().map(|(minute, value)| ChartReading {
            at: Millis(minute * MINUTE),
            step: MINUTE,
            value: *value,
            peak: None,
        });
        Track {
            name: "one".to_owned(),
            readings: readings.collect(),
        }
    }

    fn window(from: i64, until: i64) -> Window {
        Window {
            from: Millis(from * MINUTE),
            until: Millis(until * MINUTE),
        }
    }

    fn chart(tracks: Vec<Track>) -> Chart {
        Chart {
            id: "cpu".to_owned(),
            title: "CPU".to_owned(),
            unit: ChartUnit::Percent,
            tracks,
            whole: None,
            limits: Vec::new(),
            alerts: &[],
        }
    }

    #[test]
    fn the_numbers_are_of_the_line_that_is_pointed_at() {
        let named = |name: &str| Track {
            name: name.to_owned(),
            ..track(&[(0, 1.0)])
        };
        let chart = chart(vec![named("in"), named("out")]);
        let told = |pointed, hidden: &[usize]| {
            let told = chart.shown_track(pointed, &|place| !hidden.contains(&place));
            told.map(|(place, track)| (place, track.name.as_str()))
        };
        assert_eq!(told(None, &[]), Some((0, "in")));
        assert_eq!(told(None, &[0]), Some((1, "out")));
        assert_eq!(told(Some("out"), &[]), Some((1, "out")));
        assert_eq!(told(Some("out"), &[1]), Some((1, "out")));
        assert_eq!(told(Some("gone"), &[]), Some((0, "in")));
        assert_eq!(told(None, &[0, 1]), None);
    }

    #[test]
    fn a_summary_is_of_what_is_seen() {
        let mut track = track(&[(0, 90.0), (1, 20.0), (2, 40.0), (3, 60.0)]);
        track.readings[2].peak = Some(99.0);
        let summary = track.summary(window(1, 3)).expect("a summary");
        assert_eq!(
            summary,
            TrackSummary {
                least: 20.0,
                mean: 40.0,
                greatest: 99.0,
                last: 60.0
            }
        );
        assert_eq!(track.summary(window(7, 9)), None);
    }

    #[test]
    fn the_axis_of_a_percentage_holds_a_threshold_that_is_near() {
        let top = |values: &[(i64, f64)], whole, limits: &[f64]| {
            let limit = |value: &f64| Limit {
                value: *value,
                level: Level::Warn,
            };
            let chart = Chart {
                whole,
                limits: limits.iter().map(limit).collect(),
                ..chart(vec![track(values)])
            };
            let preferences = Preferences::default();
            chart.axis(window(0, 9), &|_| true, &preferences).top
        };
        let quiet = [(0, 2.0), (1, 4.0)];
        assert_eq!(top(&quiet, None, &[65.0, 90.0]), 5.0);
        // The share of a whole is always seen beside the whole.
        assert_eq!(top(&quiet, Some(100.0), &[65.0, 90.0]), 100.0);
        assert_eq!(top(&[(0, 40.0)], None, &[65.0, 90.0]), 50.0);
        assert_eq!(top(&[(0, 45.0)], None, &[65.0, 90.0]), 100.0);
        assert_eq!(top(&[(0, 8.0)], None, &[10.0]), 20.0);
        // What is not in the window does not count.
        assert_eq!(top(&[(0, 4.0), (20, 99.0)], None, &[65.0]), 5.0);
    }

    #[test]
    fn gaps_are_at_both_ends_and_between() {
        let rows: Vec<(Millis, i64)> = [5, 6, 7, 12, 13]
            .map(|minute| (Millis(minute * MINUTE), MINUTE))
            .into();
        assert_eq!(
            gaps(&rows, window(0, 20)),
            [window(0, 4), window(7, 11), window(13, 20)]
        );
        assert_eq!(gaps(&rows, window(5, 7)), []);
        assert_eq!(gaps(&[], window(0, 20)), [window(0, 20)]);
    }
}
