//! What a chart says at the crosshair as it passes over the readings. Most moves stay on the same readings, and then nothing is said anew.

use std::sync::Arc;

use super::reading::{Chart, ChartReading, Track};
use crate::domain::format::{BETWEEN, unbroken_parts};
use crate::domain::preferences::Preferences;
use crate::domain::units::Millis;

/// Moments with the same reading of a track, both ends included, and that reading; `None` in a gap.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct SameReading<'a> {
    pub reading: Option<&'a ChartReading>,
    pub from: Millis,
    pub until: Millis,
}

impl Track {
    /// The reading at a moment, the nearest if it covers the moment, and the moments around it that have the same.
    pub fn same_at(&self, moment: Millis) -> SameReading<'_> {
        let near = |place: usize| self.readings.get(place);
        let next = self.readings.partition_point(|reading| reading.at < moment);
        // Halfway between two readings, the earlier one counts.
        let halfway = |one: usize, other: usize| {
            let (one, other) = (near(one)?.at, near(other)?.at);
            Some(Millis(one.0 + other.since(one).div_euclid(2)))
        };
        let is_earlier = |last: usize| match halfway(last, next) {
            Some(halfway) => moment <= halfway,
            None => true,
        };
        let place = next.checked_sub(1).filter(|last| is_earlier(*last));
        let place = place.unwrap_or(next);
        let before = place.checked_sub(1).and_then(|last| halfway(last, place));
        let mut same = SameReading {
            reading: None,
            from: before.map_or(Millis(i64::MIN), |before| before.plus(1)),
            until: halfway(place, place + 1).unwrap_or(Millis(i64::MAX)),
        };
        let Some(reading) = near(place) else {
            return same;
        };
        let reach = reading.step * 3 / 4;
        let (first, last) = (reading.at.plus(-reach), reading.at.plus(reach));
        if moment < first {
            same.until = same.until.min(first.plus(-1));
        } else if moment > last {
            same.from = same.from.max(last.plus(1));
        } else {
            same.reading = Some(reading);
            same.from = same.from.max(first);
            same.until = same.until.min(last);
        }
        same
    }
}

impl Chart {
    /// The text of the readings of one moment, each with the name of its track: `89 %, max 100 %`; with several tracks, each with its
    /// name. `no data` in a gap.
    fn words_of(&self, mut read: Vec<(&str, &ChartReading)>, preferences: &Preferences) -> String {
        const MOST: usize = 4;
        match read[..] {
            [] => "no data".to_owned(),
            [(name, reading)] => {
                let mut words = self.unit.words(reading.value, preferences);
                if self.tracks.len() > 1 {
                    words = format!("{name} {words}");
                }
                if let Some(peak) = reading.peak {
                    words.push_str(&format!(", max {}", self.unit.number(peak, preferences)));
                }
                words
            }
            _ => {
                let count = read.len();
                // Few tracks stay in the order of the legend; of many the greatest are named.
                if count > MOST {
                    read.sort_by(|one, other| other.1.value.total_cmp(&one.1.value));
                    read.truncate(MOST);
                }
                let mut words: Vec<String> = Vec::new();
                for (name, reading) in &read {
                    words.push(format!(
                        "{name} {}",
                        self.unit.words(reading.value, preferences)
                    ));
                }
                if count > MOST {
                    words.push(format!("{} more", count - MOST));
                }
                words.join(BETWEEN)
            }
        }
    }
}

/// Says what a chart reads at one moment after another.
#[derive(Clone, Debug)]
pub struct PassingWords {
    chart: Arc<Chart>,
    /// The places of the visible tracks.
    shown: Vec<usize>,
    preferences: Preferences,
    /// The moments that what was said last holds for, both included.
    holds: Option<(Millis, Millis)>,
}

impl PassingWords {
    pub fn new(chart: Arc<Chart>, shown: Vec<usize>, preferences: Preferences) -> Self {
        Self {
            chart,
            shown,
            preferences,
            holds: None,
        }
    }

    /// The words of that moment, to be broken between the readings only; `None` while what was said last still holds.
    pub fn at(&mut self, moment: Millis) -> Option<String> {
        if let Some((from, until)) = self.holds
            && (from..=until).contains(&moment)
        {
            return None;
        }
        let (mut from, mut until) = (Millis(i64::MIN), Millis(i64::MAX));
        let mut read = Vec::with_capacity(self.shown.len());
        for place in &self.shown {
            let Some(track) = self.chart.tracks.get(*place) else {
                continue;
            };
            let same = track.same_at(moment);
            from = from.max(same.from);
            until = until.min(same.until);
            read.extend(same.reading.map(|reading| (track.name.as_str(), reading)));
        }
        self.holds = Some((from, until));
        Some(unbroken_parts(
            &self.chart.words_of(read, &self.preferences),
        ))
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::domain::charts::unit::ChartUnit;

    const MINUTE: i64 = 60_000;

    fn track(name: &str, minutes: impl IntoIterator<Item = i64>) -> Track {
        let readings = minutes.into_iter().map(|minute| ChartReading {
            at: Millis(minute * MINUTE),
            step: MINUTE,
            value: minute as f64,
            peak: None,
        });
        Track {
            name: name.to_owned(),
            readings: readings.collect(),
        }
    }

    fn chart(tracks: Vec<Track>) -> Arc<Chart> {
        Arc::new(Chart {
            id: "one".to_owned(),
            title: "One".to_owned(),
            unit: ChartUnit::Plain,
            tracks,
            whole: None,
            limits: Vec::new(),
            alerts: &[],
        })
    }

    /// The nearest reading, the earlier of two as near, if it covers the moment.
    fn covering(track: &Track, moment: Millis) -> Option<&ChartReading> {
        let distance = |reading: &&ChartReading| reading.at.since(moment).abs();
        let nearest = track.readings.iter().min_by_key(distance)?;
        (distance(&nearest) * 4 <= nearest.step * 3).then_some(nearest)
    }

    /// What a chart with all its lines says at one moment.
    fn words_at(chart: &Arc<Chart>, moment: i64) -> String {
        let shown = (0..chart.tracks.len()).collect();
        let mut passing = PassingWords::new(chart.clone(), shown, Preferences::default());
        let words = passing.at(Millis(moment)).expect("the first words");
        words.replace('\u{a0}', " ")
    }

    #[test]
    fn in_a_gap_there_is_no_value() {
        let chart = chart(vec![track("in", [0, 1, 10])]);
        let words = [1, 5, 10].map(|minute| words_at(&chart, minute * MINUTE));
        assert_eq!(words, ["1", "no data", "10"]);
    }

    #[test]
    fn of_many_lines_the_greatest_are_named() {
        let tracks = (0..5).map(|minute| track(&minute.to_string(), [minute]));
        let mut tracks: Vec<Track> = tracks.collect();
        for track in &mut tracks {
            track.readings[0].at = Millis(0);
        }
        let words = words_at(&chart(tracks), 0);
        assert_eq!(words, "4 4 · 3 3 · 2 2 · 1 1 · 1 more");
    }

    #[test]
    fn moves_within_one_reading_say_nothing_anew() {
        let chart = chart(vec![track("in", 0..60), track("out", 0..60)]);
        let mut passing = PassingWords::new(chart, vec![0, 1], Preferences::default());
        // From the second minute to the fifth, a second at a time.
        let moves = (2 * MINUTE..=5 * MINUTE).step_by(1_000);
        let said: Vec<_> = moves.filter_map(|at| passing.at(Millis(at))).collect();
        let words = |minute: i64| format!("in\u{a0}{minute}\u{a0}· out\u{a0}{minute}");
        assert_eq!(said, [words(2), words(3), words(4), words(5)]);
        assert_eq!(passing.at(Millis(5 * MINUTE)), None);
    }

    #[test]
    fn within_a_gap_nothing_is_said_anew_on_either_side_of_its_middle() {
        let chart = chart(vec![track("in", [0, 10])]);
        let mut passing = PassingWords::new(chart, vec![0], Preferences::default());
        let moves = (0..=10 * MINUTE).step_by(1_000);
        let said: Vec<_> = moves.filter_map(|at| passing.at(Millis(at))).collect();
        assert_eq!(said, ["0", "no\u{a0}data", "no\u{a0}data", "10"]);
    }

    #[test]
    fn a_chart_whose_lines_are_hidden_says_so_once() {
        let chart = chart(vec![track("in", [0, 10])]);
        let mut passing = PassingWords::new(chart, Vec::new(), Preferences::default());
        let said = [Millis(0), Millis(10 * MINUTE)].map(|at| passing.at(at));
        assert_eq!(said, [Some("no\u{a0}data".to_owned()), None]);
    }

    proptest! {
        /// Wherever the crosshair jumps, what was said last is what the chart says there.
        #[test]
        fn what_was_said_last_is_what_the_chart_says(
            one in prop::collection::btree_set(0_i64..40, 0..20),
            other in prop::collection::btree_set(0_i64..40, 0..20),
            moments in prop::collection::vec(-2 * MINUTE..42 * MINUTE, 1..60),
        ) {
            let chart = chart(vec![track("one", one), track("other", other)]);
            let preferences = Preferences::default();
            let mut passing = PassingWords::new(chart.clone(), vec![0, 1], preferences);
            let mut said = String::new();
            for moment in moments {
                let moment = Millis(moment);
                said = passing.at(moment).unwrap_or(said);
                let tracks = chart.tracks.iter();
                let read = tracks.filter_map(|track| Some((track.name.as_str(), covering(track, moment)?)));
                let expected = chart.words_of(read.collect(), &preferences);
                prop_assert_eq!(&said, &unbroken_parts(&expected));
                for track in &chart.tracks {
                    let same = track.same_at(moment);
                    prop_assert_eq!(same.reading, covering(track, moment));
                    prop_assert!((same.from..=same.until).contains(&moment));
                }
            }
        }
    }
}
