//! The range that a dense line covers in each column of pixels: with many values per pixel, nothing else of it is visible.

use super::reading::{ChartReading, crossing, inside};
use crate::domain::series::rows::Window;

/// The range of values of a line within one column of pixels.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct CoveredColumn {
    /// Index of the column, from the left.
    pub place: i64,
    pub least: f64,
    pub greatest: f64,
}

impl CoveredColumn {
    fn with(place: i64, value: f64) -> Self {
        Self {
            place,
            least: value,
            greatest: value,
        }
    }

    fn reach(&mut self, value: f64) {
        if value < self.least {
            self.least = value;
        }
        if value > self.greatest {
            self.greatest = value;
        }
    }
}

/// The columns that a line through these readings, oldest first, crosses in a window of `columns` columns. The line enters each column at
/// the value where it leaves the previous one, so there are no gaps, and a spike of a single sample remains.
pub fn covered(run: &[ChartReading], window: Window, columns: u32) -> Vec<CoveredColumn> {
    let mut found = Vec::new();
    let (span, columns) = (window.span().max(1), i64::from(columns.max(1)));
    // The first millisecond of the window in the column.
    let begin = |place: i64| (place * span + columns - 1) / columns;
    let point = |reading: &ChartReading| (reading.at.since(window.from), reading.value);
    let mut rest = inside(run, window);
    let [entry, exit] = [window.from, window.until].map(|edge| {
        let value = crossing(run, edge)?;
        Some((edge.since(window.from), value))
    });
    let Some(mut last) = entry.or_else(|| rest.first().map(point)) else {
        return found;
    };
    let mut here = CoveredColumn::with(last.0 * columns / span, last.1);
    while here.place < columns {
        let end = window.from.plus(begin(here.place + 1));
        let mut count = 0;
        for reading in rest {
            if reading.at >= end {
                break;
            }
            here.reach(reading.value);
            count += 1;
        }
        let (passed, after) = rest.split_at_checked(count).unwrap_or_default();
        rest = after;
        last = passed.last().map_or(last, point);
        let Some(next) = rest.first().map(point).or(exit) else {
            found.push(here);
            break;
        };
        // On to the column of the next reading.
        let slope = (next.1 - last.1) / (next.0 - last.0) as f64;
        while here.place < columns && next.0 >= begin(here.place + 1) {
            let edge = (here.place + 1) as f64 * span as f64 / columns as f64;
            let value = last.1 + slope * (edge - last.0 as f64);
            here.reach(value);
            found.push(here);
            here = CoveredColumn::with(here.place + 1, value);
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::domain::units::Millis;

    const WINDOW: Window = Window {
        from: Millis(1_000),
        until: Millis(2_000),
    };

    fn run(points: &[(i64, f64)]) -> Vec<ChartReading> {
        let reading = |(at, value): &(i64, f64)| ChartReading {
            at: Millis(1_000 + at),
            step: 1,
            value: *value,
            peak: None,
        };
        points.iter().map(reading).collect()
    }

    fn found(points: &[(i64, f64)], columns: u32) -> Vec<(i64, f64, f64)> {
        let found = covered(&run(points), WINDOW, columns).into_iter();
        found
            .map(|column| (column.place, column.least, column.greatest))
            .collect()
    }

    #[test]
    fn a_line_reaches_from_edge_to_edge() {
        assert_eq!(
            found(
                &[(50, 1.0), (60, 9.0), (70, 3.0), (170, 13.0), (180, 12.0)],
                10
            ),
            [(0, 1.0, 9.0), (1, 6.0, 13.0)]
        );
        // Columns without a reading, and lines that come from and go out of view.
        assert_eq!(
            found(&[(-500, 0.0), (1_500, 20.0)], 2),
            [(0, 5.0, 10.0), (1, 10.0, 15.0)]
        );
        assert_eq!(
            found(&[(0, 0.0), (1_000, 20.0)], 2),
            [(0, 0.0, 10.0), (1, 10.0, 20.0)]
        );
        assert_eq!(found(&[(420, 7.0), (420, 5.0)], 10), [(4, 5.0, 7.0)]);
        for nothing in [&[][..], &[(-9, 1.0), (-8, 2.0)], &[(1_000, 1.0)]] {
            assert_eq!(found(nothing, 10), []);
        }
    }

    proptest! {
        /// Compares with the slow form: every part of the line in every column.
        #[test]
        fn each_column_is_what_every_part_of_the_line_covers(
            begin in -300_i64..600, steps in prop::collection::vec((0_i64..90, -100.0_f64..100.0), 2..60), columns in 1_u32..60,
        ) {
            let mut at = begin;
            let points: Vec<(i64, f64)> = steps.iter().map(|(step, value)| { at += step; (at, *value) }).collect();
            let mut wanted = Vec::new();
            for place in 0..columns {
                let [left, right] = [place, place + 1].map(|place| f64::from(place) * 1_000.0 / f64::from(columns));
                let within = points.iter().filter(|(at, _)| left <= *at as f64 && (*at as f64) < right);
                let mut values: Vec<f64> = within.map(|(_, value)| *value).collect();
                for pair in points.windows(2) {
                    let ((from, one), (until, other)) = (pair[0], pair[1]);
                    for edge in [left, right] {
                        if (from as f64) < edge && edge <= until as f64 {
                            values.push(one + (other - one) * (edge - from as f64) / (until - from) as f64);
                        }
                    }
                }
                // A line that begins at the left edge of a column, or ends there, is in it.
                if let [first, rest @ ..] = &values[..] {
                    let (least, greatest) = rest.iter().fold((*first, *first), |(least, greatest), value| (least.min(*value), greatest.max(*value)));
                    wanted.push((i64::from(place), least, greatest));
                }
            }
            let found = found(&points, columns);
            prop_assert_eq!(found.len(), wanted.len(), "{:?} {:?}", found, wanted);
            for (one, other) in found.iter().zip(&wanted) {
                prop_assert!(one.0 == other.0 && (one.1 - other.1).abs() < 1e-6 && (one.2 - other.2).abs() < 1e-6, "{one:?} {other:?}");
            }
        }
    }
}
