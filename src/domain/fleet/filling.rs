//! Estimates when a disk will be full from its recent usage. Where the rows are not sufficient there is no estimate.

use crate::domain::series::Sample;
use crate::domain::units::Millis;

const DAY: f64 = 86_400_000.0;
/// Minimum number of values for a trend, and their minimum time span in milliseconds.
const LEAST_VALUES: usize = 8;
const LEAST_SPAN: i64 = 3 * 86_400_000;
/// Growth below this is flat, in percentage points per day.
const LEAST_GROWTH: f64 = 0.02;
/// Limit of the estimate in days: nobody plans further ahead.
const FURTHEST: f64 = 730.0;
/// Maximum number of values used. Of more, some in between are skipped.
const MOST_VALUES: usize = 120;
/// The share of a full disk, in percent.
const FULL: f64 = 100.0;

/// Age from which an estimate is outdated, in milliseconds: its days count from when it was made.
const VALID_FOR: i64 = 86_400_000;

/// Whether an estimate made at that time is still valid. One from the future was made before the clock was set back.
pub fn is_still_valid(made: Millis, now: Millis) -> bool {
    (0..VALID_FOR).contains(&now.since(made))
}

/// How full a disk was, in percent, oldest first.
pub type DiskFill = Vec<(Millis, f64)>;

/// When a disk will probably be full.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Filling {
    pub at: Millis,
    /// Days from now, at the earliest and at the latest.
    pub earliest: f64,
    pub latest: f64,
}

/// How full the disk of that name was in each row; `root` is the root disk.
pub fn fill_of(rows: &[Sample], disk: &str) -> DiskFill {
    let share = |row: &Sample| {
        if disk == "root" {
            let by_bytes = row.disk_used.zip(row.disk_total);
            let exact = by_bytes.and_then(|(used, total)| share_of(used.0 as f64, total.0 as f64));
            return exact.or_else(|| row.disk.map(|share| f64::from(share.value())));
        }
        let of_name = row.extra_disks.iter().find(|other| other.name == disk)?;
        share_of(of_name.used?.0 as f64, of_name.total?.0 as f64)
    };
    rows.iter()
        .filter_map(|row| Some((row.at, share(row)?)))
        .collect()
}

fn share_of(used: f64, total: f64) -> Option<f64> {
    (total > 0.0).then(|| (used * FULL / total).clamp(0.0, FULL))
}

impl Filling {
    /// The median of the slopes between values that are far apart; their quartiles give the range. `None` for too few values, a disk that
    /// hardly fills, one that alternately fills and empties, and one that will be full only in years.
    pub fn of(fill: &[(Millis, f64)], now: Millis) -> Option<Self> {
        let step = fill.len().div_ceil(MOST_VALUES).max(1);
        // The newest value is always among them.
        let mut values: Vec<(Millis, f64)> = fill.iter().rev().step_by(step).copied().collect();
        values.reverse();
        let (first, last) = (values.first()?, values.last()?);
        let span = last.0.since(first.0);
        if values.len() < LEAST_VALUES || span < LEAST_SPAN || last.1 >= FULL {
            return None;
        }
        let mut slopes = Vec::new();
        for (place, one) in values.iter().enumerate() {
            for other in values.get(place + 1..).unwrap_or_default() {
                let apart = other.0.since(one.0);
                if apart * 4 >= span {
                    slopes.push((other.1 - one.1) * DAY / apart as f64);
                }
            }
        }
        slopes.sort_by(f64::total_cmp);
        let at = |share: f64| {
            let place = (slopes.len().saturating_sub(1)) as f64 * share;
            slopes.get(place.round() as usize).copied()
        };
        let (slow, middle, fast) = (at(0.25)?, at(0.5)?, at(0.75)?);
        if middle < LEAST_GROWTH || slow <= 0.0 {
            return None;
        }
        // The last value may be old.
        let left = FULL - last.1;
        let passed = now.since(last.0).max(0) as f64 / DAY;
        let days = |slope: f64| (left / slope - passed).max(0.0);
        if days(middle) > FURTHEST {
            return None;
        }
        Some(Self {
            at: now.plus((days(middle) * DAY) as i64),
            earliest: days(fast),
            latest: days(slow),
        })
    }

    /// `in 9–13 days`, `in 5 days to 2 months`, `in 20–24 months or later`.
    pub fn range_words(&self) -> String {
        let later = if self.latest > FURTHEST {
            " or later"
        } else {
            ""
        };
        let (from_unit, until_unit) = (SpanUnit::of(self.earliest), SpanUnit::of(self.latest));
        let from = (self.earliest / from_unit.days()).floor() as u32;
        let until = (self.latest.min(FURTHEST) / until_unit.days()).ceil() as u32;
        let until_words = until_unit.count(until.max(1));
        // "Within" allows no "or later".
        let from = if later.is_empty() { from } else { from.max(1) };
        if from == 0 || until <= 1 {
            format!("within {until_words}")
        } else if from_unit != until_unit {
            format!("in {} to {until_words}{later}", from_unit.count(from))
        } else if from == until {
            format!("in {until_words}{later}")
        } else {
            format!("in {from}–{until_words}{later}")
        }
    }
}

/// The unit of a time span.
#[derive(Clone, Copy, PartialEq, Eq)]
enum SpanUnit {
    Day,
    Month,
}

impl SpanUnit {
    fn of(days: f64) -> Self {
        if days < 60.0 { Self::Day } else { Self::Month }
    }

    const fn days(self) -> f64 {
        match self {
            Self::Day => 1.0,
            Self::Month => 30.44,
        }
    }

    /// `1 day`, `13 days`.
    fn count(self, count: u32) -> String {
        let word = match self {
            Self::Day => "day",
            Self::Month => "month",
        };
        let several = if count == 1 { "" } else { "s" };
        format!("{count} {word}{several}")
    }
}

#[cfg(test)]
mod tests {
    use std::cell::Cell;

    use proptest::prelude::*;
    use proptest::test_runner::TestRunner;

    use super::*;
    use crate::domain::series::DiskSample;
    use crate::domain::units::{Bytes, Percent};

    const NOW: Millis = Millis(1_790_000_000_000);

    /// A value every eight hours for that many days, the last one now.
    fn fill(days: i64, share: impl Fn(f64) -> f64) -> DiskFill {
        let count = days * 3;
        let value = |back: i64| {
            let ago = back as f64 / 3.0;
            (NOW.plus(-(ago * DAY) as i64), share(days as f64 - ago))
        };
        (0..=count).rev().map(value).collect()
    }

    #[test]
    fn a_disk_that_fills_steadily_is_full_when_the_line_says_so() {
        let filling = Filling::of(&fill(30, |day| 60.0 + day), NOW).expect("a trend");
        assert!((filling.earliest - 10.0).abs() < 0.01, "{filling:?}");
        assert!((filling.latest - 10.0).abs() < 0.01, "{filling:?}");
        let days = filling.at.since(NOW) as f64 / DAY;
        assert!((days - 10.0).abs() < 0.01, "{days}");
    }

    #[test]
    fn nothing_is_said_where_nothing_can_be() {
        let none = |fill: &[(Millis, f64)]| assert_eq!(Filling::of(fill, NOW), None, "{fill:?}");
        none(&[]);
        // Flat, falling, full, too few, too short.
        none(&fill(30, |_| 80.0));
        none(&fill(30, |day| 90.0 - day));
        none(&fill(30, |_| 100.0));
        none(&fill(30, |day| 60.0 + day)[..7]);
        none(&fill(2, |day| 60.0 + day));
        // Full in years.
        none(&fill(30, |day| 10.0 + day * 0.03));
        // Filled and emptied each day, or emptied in the middle.
        none(&fill(30, |day| 60.0 + 20.0 * (day * 2.1).sin()));
        none(&fill(
            30,
            |day| if day < 15.0 { 60.0 + day } else { 40.0 + day },
        ));
    }

    #[test]
    fn what_wavers_has_a_range() {
        let wavering = fill(30, |day| 60.0 + day * 0.8 + 2.0 * (day * 1.7).sin());
        let filling = Filling::of(&wavering, NOW).expect("a trend");
        assert!(filling.earliest < filling.latest, "{filling:?}");
        let left = (100.0 - wavering.last().expect("one").1) / 0.8;
        assert!(
            (filling.earliest..filling.latest).contains(&left),
            "{left} {filling:?}"
        );
    }

    #[test]
    fn old_rows_do_not_put_the_day_off() {
        let week_old: DiskFill = fill(30, |day| 60.0 + day)
            .into_iter()
            .map(|(at, share)| (at.plus(-5 * DAY as i64), share))
            .collect();
        let filling = Filling::of(&week_old, NOW).expect("a trend");
        assert!((filling.latest - 5.0).abs() < 0.01, "{filling:?}");
    }

    #[test]
    fn an_estimate_is_told_for_a_day() {
        let is_told = |after: i64| is_still_valid(NOW, NOW.plus(after));
        assert!(is_told(0) && is_told(VALID_FOR - 1));
        // Its days do not count from today, or the clock was set back.
        assert!(!is_told(VALID_FOR) && !is_told(-1));
    }

    #[test]
    fn the_range_is_in_days_or_months() {
        let words = |earliest: f64, latest: f64| {
            Filling {
                at: NOW,
                earliest,
                latest,
            }
            .range_words()
        };
        assert_eq!(words(9.4, 12.2), "in 9–13 days");
        assert_eq!(words(10.0, 10.0), "in 10 days");
        assert_eq!(words(62.0, 90.0), "in 2–3 months");
        assert_eq!(words(0.2, 0.7), "within 1 day");
        assert_eq!(words(0.2, 4.0), "within 4 days");
        // Each end in the unit that suits it.
        assert_eq!(words(5.3, 60.5), "in 5 days to 2 months");
        assert_eq!(words(1.9, 300.0), "in 1 day to 10 months");
        assert_eq!(words(0.2, 70.0), "within 3 months");
        // Nothing is said beyond the limit.
        assert_eq!(words(200.0, 9_000.0), "in 6–24 months or later");
        assert_eq!(words(0.2, 9_000.0), "in 1 day to 24 months or later");
        assert_eq!(words(725.0, 9_000.0), "in 23–24 months or later");
    }

    #[test]
    fn the_share_is_that_of_the_disk_that_is_meant() {
        let row = Sample {
            at: NOW,
            disk: Percent::new(41.0),
            extra_disks: vec![DiskSample {
                name: "tank".to_owned(),
                used: Some(Bytes(50)),
                total: Some(Bytes(200)),
                ..DiskSample::default()
            }],
            ..Sample::default()
        };
        let rows = [row.clone()];
        assert_eq!(fill_of(&rows, "tank"), [(NOW, 25.0)]);
        assert_eq!(fill_of(&rows, "root"), [(NOW, 41.0)]);
        assert!(fill_of(&rows, "gone").is_empty());
        let exact = Sample {
            disk_used: Some(Bytes(30)),
            disk_total: Some(Bytes(40)),
            ..row
        };
        assert_eq!(fill_of(&[exact], "root"), [(NOW, 75.0)]);
    }

    /// Growth per day, amplitude of the noise, and the noise at each value; in percent.
    fn any_filling() -> impl Strategy<Value = (f64, f64, Vec<f64>)> {
        let wavering = prop::collection::vec(-1.0..=1.0_f64, 91);
        (0.01..3.0_f64, 0.0..6.0_f64, wavering)
    }

    /// Whatever the growth: the day is never in the past, and the range contains it.
    #[test]
    fn an_estimate_makes_sense() {
        let told = Cell::new(0_u32);
        let tried = TestRunner::default().run(&any_filling(), |(slope, noise, wavering)| {
            let share = |day: f64| {
                let waver = wavering.get((day * 3.0).round() as usize);
                (20.0 + slope * day + noise * waver.copied().unwrap_or_default()).clamp(0.0, 100.0)
            };
            if let Some(filling) = Filling::of(&fill(30, share), NOW) {
                told.set(told.get() + 1);
                let days = filling.at.since(NOW) as f64 / DAY;
                prop_assert!(days >= 0.0, "{filling:?}");
                let range = filling.earliest - 0.001..=filling.latest + 0.001;
                prop_assert!(range.contains(&days), "{filling:?}");
                let words = filling.range_words();
                prop_assert!(!words.contains(" 0") && !words.contains('-'), "{words}");
            }
            Ok(())
        });
        assert_eq!(tried, Ok(()));
        assert!(told.get() > 20, "{}", told.get());
    }

    proptest! {
        /// Whatever was read: no panic, and hardly ever an estimate.
        #[test]
        fn any_values_can_be_read(values in prop::collection::vec((0_i64..60 * 86_400, 0.0..=100.0_f64), 0..200)) {
            let mut fill: DiskFill = values.into_iter().map(|(ago, share)| (NOW.plus(-ago * 1_000), share)).collect();
            fill.sort_by_key(|(at, _)| *at);
            if let Some(filling) = Filling::of(&fill, NOW) {
                prop_assert!(filling.at >= NOW);
                prop_assert!(0.0 <= filling.earliest && filling.earliest <= filling.latest);
            }
        }
    }
}
