//! The rows of one system that have been read, by range; what to request next; and the finest rows for a window.

use super::{ContainerSample, Range, Sample};
use crate::domain::monitor::MonitorSample;
use crate::domain::units::Millis;

/// Wait after a failure, in milliseconds.
const AFTER_FAILURE: i64 = 15_000;
/// Shortest wait after an answer without the row that was due, in milliseconds.
const AFTER_NOTHING: i64 = 30_000;
/// Longest wait of that kind, in milliseconds.
const LONGEST_WAIT: i64 = 600_000;
/// Maximum number of rows of one range in a window.
const MOST_ROWS: i64 = 120;

/// A row with a time.
pub trait Timed {
    fn at(&self) -> Millis;
}

impl Timed for Sample {
    fn at(&self) -> Millis {
        self.at
    }
}

impl Timed for MonitorSample {
    fn at(&self) -> Millis {
        self.at
    }
}

impl Timed for ContainerSample {
    fn at(&self) -> Millis {
        self.at
    }
}

/// A stretch of time.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Window {
    pub from: Millis,
    pub until: Millis,
}

impl Window {
    pub const fn span(self) -> i64 {
        self.until.since(self.from)
    }

    pub fn contains(self, at: Millis) -> bool {
        self.from <= at && at <= self.until
    }

    /// Its intersection with another window; `None` if empty.
    pub fn cut(self, whole: Self) -> Option<Self> {
        let cut = Self {
            from: self.from.max(whole.from),
            until: self.until.min(whole.until),
        };
        (cut.from < cut.until).then_some(cut)
    }

    /// Relative position of a moment: 0 at the left end, 1 at the right.
    pub fn share_of(self, at: Millis) -> f64 {
        at.since(self.from) as f64 / self.span().max(1) as f64
    }

    /// The moment at a relative position.
    pub fn at(self, share: f64) -> Millis {
        self.from.plus((share * self.span() as f64).round() as i64)
    }
}

/// The ranges to draw a window from, finest first: the finest that does not give it more rows than can be seen, and coarser ones for the
/// part that the hub has purged of it.
pub fn row_types(window: Window, now: Millis) -> Vec<Range> {
    let mut types = Vec::new();
    for range in Range::ALL {
        let kept_since = now.plus(-range.span());
        let is_too_fine = window.span() / range.step() > MOST_ROWS;
        if is_too_fine || window.until <= kept_since {
            continue;
        }
        types.push(range);
        // The hub purges once an hour, and a window that follows the time begins a little before.
        if window.from.plus(range.step()) >= kept_since {
            break;
        }
    }
    if types.is_empty() {
        types.push(Range::Month);
    }
    types
}

/// A request to the hub for the rows of one range after a moment.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct RowsQuery {
    pub range: Range,
    pub since: Millis,
    ticket: u64,
}

#[derive(Clone, Debug)]
struct OfType<T> {
    rows: Vec<T>,
    asked: Option<u64>,
    /// No request is made before.
    not_before: Option<Millis>,
    is_read: bool,
    has_failed: bool,
}

impl<T> Default for OfType<T> {
    fn default() -> Self {
        Self {
            rows: Vec::new(),
            asked: None,
            not_before: None,
            is_read: false,
            has_failed: false,
        }
    }
}

/// All rows of one system that were read, oldest first.
#[derive(Clone, Debug)]
pub struct History<T> {
    types: [OfType<T>; Range::ALL.len()],
    last_ticket: u64,
}

impl<T> Default for History<T> {
    fn default() -> Self {
        Self {
            types: Default::default(),
            last_ticket: 0,
        }
    }
}

impl<T: Timed> History<T> {
    /// The request that completes the rows of a range up to now. `None` while an answer is pending, while the newest row is younger than
    /// nine tenths of a step, and for a while after a failure or an answer without a new row.
    pub fn ask(&mut self, range: Range, now: Millis) -> Option<RowsQuery> {
        let of_type = &mut self.types[range as usize];
        let waits = of_type.not_before.is_some_and(|then| now < then);
        if of_type.asked.is_some() || waits {
            return None;
        }
        let oldest = now.plus(-range.span());
        let newest = of_type.rows.last().map(Timed::at);
        if newest.is_some_and(|newest| now.since(newest) * 10 < range.step() * 9) {
            return None;
        }
        self.last_ticket += 1;
        of_type.asked = Some(self.last_ticket);
        Some(RowsQuery {
            range,
            since: newest.map_or(oldest, |newest| newest.max(oldest)),
            ticket: self.last_ticket,
        })
    }

    /// Takes in an answer. Ignores outdated answers and known rows. Returns whether the answer was used.
    pub fn take(&mut self, ask: RowsQuery, rows: Vec<T>, now: Millis) -> bool {
        let Some(of_type) = self.answered(ask) else {
            return false;
        };
        of_type.is_read = true;
        of_type.has_failed = false;
        let wait = (ask.range.step() / 20).clamp(AFTER_NOTHING, LONGEST_WAIT);
        let before = of_type.rows.len();
        for row in rows {
            if of_type.rows.last().is_none_or(|last| row.at() > last.at()) {
                of_type.rows.push(row);
            }
        }
        let is_new = of_type.rows.len() > before;
        of_type.not_before = (!is_new).then(|| now.plus(wait));
        // One row more than the range, so that the line begins at the edge.
        let oldest = now.plus(-ask.range.span() - 2 * ask.range.step());
        let gone = of_type.rows.partition_point(|row| row.at() < oldest);
        of_type.rows.drain(..gone);
        true
    }

    /// Records that the request failed.
    pub fn fail(&mut self, ask: RowsQuery, now: Millis) {
        if let Some(of_type) = self.answered(ask) {
            of_type.has_failed = true;
            of_type.not_before = Some(now.plus(AFTER_FAILURE));
        }
    }

    fn answered(&mut self, ask: RowsQuery) -> Option<&mut OfType<T>> {
        let of_type = &mut self.types[ask.range as usize];
        (of_type.asked == Some(ask.ticket)).then(|| {
            of_type.asked = None;
            of_type
        })
    }

    /// Whether rows of that range have been read, even if there were none.
    pub fn is_read(&self, range: Range) -> bool {
        self.types[range as usize].is_read
    }

    /// Whether the last request for that range failed.
    pub fn has_failed(&self, range: Range) -> bool {
        self.types[range as usize].has_failed
    }

    pub fn rows(&self, range: Range) -> &[T] {
        &self.types[range as usize].rows
    }

    /// The rows of a window, oldest first, each with its step in milliseconds: at any time the finest of the given ranges, which are sorted
    /// finest first. Includes one row before and one after the window, so that a line reaches the edges.
    pub fn merged(&self, types: &[Range], window: Window) -> Vec<(&T, i64)> {
        let mut pieces: Vec<Vec<(&T, i64)>> = Vec::new();
        let mut end = Millis(i64::MAX);
        for range in types {
            let rows = self.rows(*range);
            let rows = &rows[..rows.partition_point(|row| row.at() <= end)];
            let Some(first) = rows.first() else { continue };
            // A row stands for the step before it.
            end = first.at().plus(-range.step());
            pieces.push(rows.iter().map(|row| (row, range.step())).collect());
        }
        let all: Vec<_> = pieces.into_iter().rev().flatten().collect();
        let from = all.partition_point(|(row, _)| row.at() < window.from);
        let until = all.partition_point(|(row, _)| row.at() <= window.until);
        all[from.saturating_sub(1)..all.len().min(until + 1)].to_vec()
    }

    /// Rows from another source, each with its step, preceded by the rows of a range before the first of them, so that the line continues
    /// what was known.
    pub fn continued<'a>(
        &'a self,
        range: Range,
        rows: Vec<(&'a T, i64)>,
        window: Window,
    ) -> Vec<(&'a T, i64)> {
        let first = rows.first().map_or(window.until, |(row, _)| row.at());
        let before = self.merged(&[range], window).into_iter();
        let before = before.filter(|(row, _)| row.at() < first);
        before.chain(rows).collect()
    }
}

/// Whether nothing is known between two neighboring rows with these steps: a line must not join them.
pub fn is_gap(earlier: Millis, later: Millis, steps: (i64, i64)) -> bool {
    let step = steps.0.max(steps.1);
    later.since(earlier) > step + step / 2
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    const NOW: Millis = Millis(1_790_000_000_000);

    fn row(at: Millis) -> Sample {
        Sample {
            at,
            ..Sample::default()
        }
    }

    fn rows(range: Range, now: Millis) -> Vec<Sample> {
        let count = range.span() / range.step();
        (0..count)
            .rev()
            .map(|back| row(now.plus(-back * range.step())))
            .collect()
    }

    fn back(milliseconds: i64) -> Window {
        Window {
            from: NOW.plus(-milliseconds),
            until: NOW,
        }
    }

    #[test]
    fn each_range_is_drawn_from_its_own_rows() {
        for range in Range::ALL {
            assert_eq!(row_types(back(range.span()), NOW), [range], "{range:?}");
        }
    }

    #[test]
    fn a_closer_look_takes_finer_rows_while_the_hub_has_them() {
        const HOUR: i64 = 3_600_000;
        assert_eq!(row_types(back(6 * HOUR), NOW), [Range::HalfDay]);
        assert_eq!(
            row_types(back(2 * HOUR), NOW),
            [Range::Hour, Range::HalfDay]
        );
        let old = Window {
            from: NOW.plus(-50 * HOUR),
            until: NOW.plus(-49 * HOUR),
        };
        assert_eq!(row_types(old, NOW), [Range::Week]);
    }

    #[test]
    fn nothing_is_asked_while_the_newest_row_is_young() {
        let mut history = History::<Sample>::default();
        let ask = history.ask(Range::Hour, NOW).expect("a question");
        assert_eq!(ask.since, NOW.plus(-Range::Hour.span()));
        assert_eq!(history.ask(Range::Hour, NOW), None, "one is on its way");
        assert!(history.take(ask, rows(Range::Hour, NOW), NOW));
        assert_eq!(history.ask(Range::Hour, NOW.plus(53_999)), None);
        let next = history
            .ask(Range::Hour, NOW.plus(54_000))
            .expect("the next");
        assert_eq!(next.since, NOW, "only what is new");
        assert!(history.take(
            next,
            vec![row(NOW), row(NOW.plus(60_000))],
            NOW.plus(60_000)
        ));
        let of_hour = history.rows(Range::Hour);
        assert!(of_hour.windows(2).all(|pair| pair[0].at < pair[1].at));
    }

    #[test]
    fn late_answers_and_failures_change_nothing() {
        let mut history = History::<Sample>::default();
        let ask = history.ask(Range::Day, NOW).expect("a question");
        history.fail(ask, NOW);
        assert!(history.has_failed(Range::Day) && !history.is_read(Range::Day));
        assert!(
            !history.take(ask, rows(Range::Day, NOW), NOW),
            "it has failed already"
        );
        assert_eq!(history.ask(Range::Day, NOW.plus(14_999)), None);
        assert!(history.ask(Range::Day, NOW.plus(15_000)).is_some());
    }

    #[test]
    fn a_system_that_is_silent_is_not_asked_for_again_and_again() {
        let mut history = History::<Sample>::default();
        let ask = history.ask(Range::Hour, NOW).expect("a question");
        history.take(ask, Vec::new(), NOW);
        assert!(history.is_read(Range::Hour));
        assert_eq!(history.ask(Range::Hour, NOW.plus(29_999)), None);
        assert!(history.ask(Range::Hour, NOW.plus(30_000)).is_some());
    }

    #[test]
    fn seconds_go_on_from_the_rows_of_minutes() {
        let mut history = History::<Sample>::default();
        let ask = history.ask(Range::Hour, NOW).expect("a question");
        history.take(ask, rows(Range::Hour, NOW), NOW);
        let seconds = [row(NOW.plus(-90_000)), row(NOW.plus(-89_000))];
        let seconds = || seconds.iter().map(|row| (row, 4_000)).collect();
        let window = back(5 * 60_000);
        let times = |rows: Vec<(&Sample, i64)>| -> Vec<(i64, i64)> {
            let rows = rows.into_iter();
            rows.map(|(row, step)| (row.at.since(NOW), step)).collect()
        };
        // One minute more than the window, so that the line begins at its edge.
        let minutes = [-360_000, -300_000, -240_000, -180_000, -120_000];
        let mut expected = minutes.map(|at| (at, 60_000)).to_vec();
        expected.extend([(-90_000, 4_000), (-89_000, 4_000)]);
        assert_eq!(
            times(history.continued(Range::Hour, seconds(), window)),
            expected
        );
        let without = history.continued(Range::Hour, Vec::new(), window);
        assert_eq!(without.len(), 6, "all but the one at the very end");
        let none = History::<Sample>::default();
        assert_eq!(none.continued(Range::Hour, seconds(), window).len(), 2);
    }

    #[test]
    fn finer_rows_take_the_place_of_coarser_ones() {
        let mut history = History::<Sample>::default();
        for range in [Range::Hour, Range::HalfDay] {
            let ask = history.ask(range, NOW).expect("a question");
            history.take(ask, rows(range, NOW), NOW);
        }
        let merged = history.merged(&[Range::Hour, Range::HalfDay], back(7_200_000));
        let steps: Vec<i64> = merged.iter().map(|(_, step)| *step).collect();
        let fine = steps.iter().filter(|step| **step == 60_000).count();
        assert_eq!(fine, 60);
        assert!(steps.len() < 70);
        assert!(merged.windows(2).all(|pair| pair[0].0.at < pair[1].0.at));
        let joins = merged.windows(2).all(|pair| {
            let [(earlier, first), (later, second)] = pair else {
                return true;
            };
            !is_gap(earlier.at, later.at, (*first, *second))
        });
        assert!(joins, "no gap where the types meet");
    }

    proptest! {
        /// Whatever the answers and their order: rows stay sorted, without duplicates, and in the range.
        #[test]
        fn rows_stay_in_order(steps in prop::collection::vec((0_usize..5, 0_i64..200_000, any::<bool>()), 1..40)) {
            let mut history = History::<Sample>::default();
            let mut now = NOW;
            let mut open = Vec::new();
            for (which, pass, fails) in steps {
                now = now.plus(pass);
                let range = Range::ALL[which];
                if let Some(ask) = history.ask(range, now) {
                    prop_assert!(ask.since >= now.plus(-range.span()));
                    open.push(ask);
                }
                if pass % 3 == 0 && !open.is_empty() {
                    let ask = open.swap_remove(pass as usize % open.len());
                    if fails {
                        history.fail(ask, now);
                    } else {
                        history.take(ask, rows(ask.range, now), now);
                    }
                }
                for range in Range::ALL {
                    let of_type = history.rows(range);
                    prop_assert!(of_type.windows(2).all(|pair| pair[0].at < pair[1].at));
                    prop_assert!(of_type.len() < 200);
                }
            }
        }

        #[test]
        fn every_window_has_types_that_reach_back(from in 0_i64..2_592_000_000, span in 1_i64..2_592_000_000) {
            let from = NOW.plus(-from);
            let window = Window { from, until: from.plus(span).min(NOW.plus(1)) };
            let types = row_types(window, NOW);
            prop_assert!(!types.is_empty());
            prop_assert!(types.windows(2).all(|pair| pair[0].step() < pair[1].step()));
        }
    }
}
