//! How much of a period a system was up: by the alerts that say it was down, by the rows written while it was up, and by its current state.
//! Time covered by none of them is unknown, and never counts as up.

use super::charts::events::alert_spans;
use super::format;
use super::ids::SystemId;
use super::inventory::PastAlert;
use super::series::Range;
use super::series::rows::Window;
use super::units::Millis;

/// In milliseconds.
pub const DAY: i64 = 24 * 3_600_000;
/// Number of days covered.
pub const DAYS: i64 = 30;

/// Length that counts for an outage that began at an unknown time, in milliseconds: the hub asks once a minute.
const LEAST_DOWN: i64 = 60_000;
/// Unknown time up to this is not mentioned, in milliseconds: a report takes a minute.
pub const UNNOTICED: i64 = 60_000;

/// A system is down at the moment. Its alert may come minutes later, or may not be set at all.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct DownNow {
    /// `None` where that is not known.
    pub since: Option<Millis>,
}

impl DownNow {
    /// The current outage.
    fn outage(self, now: Millis) -> Window {
        let since = self.since.unwrap_or(now.plus(-LEAST_DOWN));
        Window {
            // A clock that was set may put it into the future.
            from: since.min(now.plus(-1_000)),
            until: now,
        }
    }
}

/// One day, in milliseconds of each kind. They add up to a day.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Day {
    pub window: Window,
    pub up: i64,
    pub down: i64,
    pub unknown: i64,
}

/// The last days of a system.
#[derive(Clone, Debug, PartialEq)]
pub struct Availability {
    /// Oldest first; the last one ends now.
    pub days: Vec<Day>,
    pub outages: Vec<Window>,
    /// Set while the last outage lasts.
    pub down_now: Option<DownNow>,
}

impl Availability {
    /// From the time and type of each row, and the history of alerts. Both in any order.
    pub fn of(
        rows: &[(Millis, Range)],
        alerts: &[PastAlert],
        system: &SystemId,
        down_now: Option<DownNow>,
        now: Millis,
    ) -> Self {
        let outages = alert_spans(alerts, system, &[], whole(now));
        Self::of_outages(rows, outages, None, down_now, now)
    }

    /// Like [`Self::of`], from the outages themselves. Outages before `told_since` are not known, so a row from before it does not prove
    /// that the system was up.
    pub fn of_outages(
        rows: &[(Millis, Range)],
        mut outages: Vec<Window>,
        told_since: Option<Millis>,
        down_now: Option<DownNow>,
        now: Millis,
    ) -> Self {
        let whole = whole(now);
        let told = Window {
            from: told_since.map_or(whole.from, |since| since.max(whole.from)),
            until: whole.until,
        };
        let cut = |parts: Vec<Window>, window: Window| -> Vec<Window> {
            let parts = parts.into_iter();
            parts.filter_map(|part| part.cut(window)).collect()
        };
        outages.extend(down_now.map(|down| down.outage(now)));
        let outages = joined(cut(outages, whole));
        let rows = rows.iter().map(|(at, range)| Window {
            from: at.plus(-range.step()),
            until: *at,
        });
        let mut known = cut(rows.collect(), told);
        known.extend(&outages);
        let known = joined(known);
        let day = |number: i64| {
            let window = Window {
                from: whole.from.plus(number * DAY),
                until: whole.from.plus((number + 1) * DAY),
            };
            let (down, known) = (within(&outages, window), within(&known, window));
            Day {
                window,
                up: known - down,
                down,
                unknown: DAY - known,
            }
        };
        Self {
            days: (0..DAYS).map(day).collect(),
            outages,
            down_now,
        }
    }

    fn sum(&self, part: fn(&Day) -> i64) -> i64 {
        self.days.iter().map(part).sum()
    }

    /// Milliseconds up, down and unknown in the last `days` days together.
    pub fn last_days(&self, days: usize) -> [i64; 3] {
        let last = self.days.iter().rev().take(days);
        last.fold([0; 3], |[up, down, unknown], day| {
            [up + day.up, down + day.down, unknown + day.unknown]
        })
    }

    /// Percentage of the known time that the system was up; `None` where no time is known.
    pub fn share(&self) -> Option<f64> {
        self.share_of_last(self.days.len())
    }

    /// Like [`Self::share`], for the last `days` days.
    pub fn share_of_last(&self, days: usize) -> Option<f64> {
        let [up, down, _] = self.last_days(days);
        (up + down > 0).then(|| up as f64 * 100.0 / (up + down) as f64)
    }

    /// Milliseconds of all outages.
    pub fn down(&self) -> i64 {
        self.sum(|day| day.down)
    }

    /// Whether the current outage has only the minimum length because its start is unknown.
    fn is_begin_unknown(&self) -> bool {
        let lasting = self.outages.last().map(|outage| outage.span());
        self.down_now.is_some_and(|down| down.since.is_none())
            && lasting.is_some_and(|span| span <= LEAST_DOWN)
    }

    /// Milliseconds of the outages of the last days whose length is known.
    pub fn known_down(&self, days: usize) -> i64 {
        let [_, down, _] = self.last_days(days);
        let untold = if self.is_begin_unknown() {
            LEAST_DOWN
        } else {
            0
        };
        (down - untold).max(0)
    }

    /// `2 outages, 3 h`, with `down now` for one that lasts.
    pub fn outage_words(&self) -> String {
        let told = self.outages.len() - usize::from(self.is_begin_unknown());
        let length = format::duration(self.known_down(self.days.len()));
        let ended = match told {
            1 => format!("1 outage, {length}"),
            count => format!("{count} outages, {length}"),
        };
        match (told, self.down_now) {
            (0, Some(_)) => "down now, since when is not known".to_owned(),
            (_, Some(_)) => format!("{ended}, down now"),
            (0, None) if self.unknown() <= UNNOTICED => "no outage".to_owned(),
            // Unknown time may hold outages.
            (0, None) => "no known outage".to_owned(),
            (_, None) => ended,
        }
    }

    /// Milliseconds of unknown time.
    pub fn unknown(&self) -> i64 {
        self.sum(|day| day.unknown)
    }
}

/// The whole period covered.
pub fn whole(now: Millis) -> Window {
    Window {
        from: now.plus(-DAYS * DAY),
        until: now,
    }
}

/// The same stretches in order, without overlaps.
fn joined(mut parts: Vec<Window>) -> Vec<Window> {
    parts.sort_by_key(|part| part.from);
    let mut joined: Vec<Window> = Vec::with_capacity(parts.len());
    for part in parts {
        match joined.last_mut() {
            // Rows are written a moment early or late.
            Some(last) if part.from.since(last.until) <= 5_000 => {
                last.until = last.until.max(part.until)
            }
            _ => joined.push(part),
        }
    }
    joined
}

/// Milliseconds of the stretches in a window.
fn within(parts: &[Window], window: Window) -> i64 {
    let parts = parts.iter().filter_map(|part| part.cut(window));
    parts.map(Window::span).sum()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    const NOW: Millis = Millis(1_790_000_000_000);
    const HOUR: i64 = 3_600_000;

    fn status(from_hours: i64, until_hours: Option<i64>) -> PastAlert {
        PastAlert {
            system: SystemId::new("a"),
            name: "Status".to_owned(),
            value: None,
            triggered: Some(NOW.plus(-from_hours * HOUR)),
            resolved: until_hours.map(|hours| NOW.plus(-hours * HOUR)),
        }
    }

    fn of(rows: &[(Millis, Range)], alerts: &[PastAlert]) -> Availability {
        Availability::of(rows, alerts, &SystemId::new("a"), None, NOW)
    }

    #[test]
    fn nothing_known_is_not_up() {
        let availability = of(&[], &[]);
        assert_eq!(availability.days.len(), 30);
        assert_eq!(availability.share(), None);
        assert_eq!(availability.unknown(), DAYS * DAY);
    }

    #[test]
    fn rows_are_up_and_outages_are_down_also_where_a_row_is() {
        let rows: Vec<_> = (0..90)
            .map(|back| (NOW.plus(-back * 8 * HOUR), Range::Month))
            .collect();
        let availability = of(&rows, &[status(5, Some(2)), status(49, Some(48))]);
        assert_eq!(availability.outages.len(), 2);
        assert_eq!(availability.down(), 4 * HOUR);
        assert_eq!(availability.unknown(), 0);
        assert_eq!(availability.days[29].down, 3 * HOUR);
        let share = availability.share().expect("a share");
        assert!((share - 100.0 * 716.0 / 720.0).abs() < 1e-9);
        let last_day = availability.share_of_last(1).expect("a share");
        assert!((last_day - 100.0 * 21.0 / 24.0).abs() < 1e-9);
        assert_eq!(of(&[], &[]).share_of_last(7), None);
    }

    #[test]
    fn an_outage_that_lasts_reaches_to_now_and_others_do_not_count() {
        let other = PastAlert {
            name: "CPU".to_owned(),
            ..status(9, Some(1))
        };
        let availability = of(&[], &[status(3, None), other]);
        assert_eq!(availability.down(), 3 * HOUR);
        assert_eq!(availability.share(), Some(0.0));
    }

    #[test]
    fn what_is_down_now_is_an_outage_before_any_alert_says_so() {
        let rows: Vec<_> = (0..90)
            .map(|back| (NOW.plus(-back * 8 * HOUR), Range::Month))
            .collect();
        let of = |since: Option<i64>, alerts: &[PastAlert]| {
            let since = since.map(|minutes| NOW.plus(-minutes * 60_000));
            let system = SystemId::new("a");
            Availability::of(&rows, alerts, &system, Some(DownNow { since }), NOW)
        };
        let seen = of(Some(3), &[]);
        assert_eq!((seen.outages.len(), seen.down()), (1, 180_000));
        assert_eq!(seen.days[29].down, 180_000);
        assert!(seen.share().is_some_and(|share| share < 100.0));
        assert_eq!(seen.outage_words(), "1 outage, 3 min, down now");

        // The alert about it came two minutes later: it is the same outage.
        let late = PastAlert {
            triggered: Some(NOW.plus(-60_000)),
            ..status(0, None)
        };
        let seen = of(Some(3), &[late, status(49, Some(48))]);
        assert_eq!(seen.outage_words(), "2 outages, 1 h, down now");

        let seen = of(None, &[]);
        assert!(seen.share().is_some_and(|share| share < 100.0));
        assert_eq!(seen.outage_words(), "down now, since when is not known");
        let seen = of(None, &[status(49, Some(48))]);
        assert_eq!(seen.outage_words(), "1 outage, 1 h, down now");
        // An alert gives the start.
        let seen = of(None, &[status(5, None)]);
        assert_eq!(seen.outage_words(), "1 outage, 5 h, down now");
        // With a clock that was set back.
        assert_eq!(of(Some(-9), &[]).outages.len(), 1);
    }

    #[test]
    fn outages_are_told_only_as_far_as_time_is_known() {
        let rows: Vec<_> = (0..90)
            .map(|back| (NOW.plus(-back * 8 * HOUR), Range::Month))
            .collect();
        assert_eq!(of(&rows, &[]).outage_words(), "no outage");
        assert_eq!(of(&rows[..5], &[]).outage_words(), "no known outage");
        let two = [status(5, Some(4)), status(49, Some(48))];
        assert_eq!(of(&rows, &two).outage_words(), "2 outages, 2 h");
    }

    proptest! {
        #[test]
        fn the_parts_of_a_day_are_those_of_its_minutes(
            rows in prop::collection::vec((-10_i64..800, 0_usize..5), 0..60),
            alerts in prop::collection::vec((-10_i64..800, prop::option::of(-10_i64..800)), 0..20),
        ) {
            let rows: Vec<_> = rows.into_iter().map(|(hours, range)| (NOW.plus(-hours * HOUR), Range::ALL[range])).collect();
            let alerts: Vec<_> = alerts.into_iter().map(|(from, until)| status(from, until)).collect();
            let availability = of(&rows, &alerts);
            // All ends are whole minutes: counted one by one.
            let is_in = |from: Millis, until: Millis, minute: Millis| from <= minute && minute < until;
            for day in availability.days {
                let (mut up, mut down) = (0, 0);
                for minute in 0..24 * 60 {
                    let at = day.window.from.plus(minute * 60_000);
                    if alerts.iter().any(|alert| alert.triggered.is_some_and(|from| is_in(from, alert.resolved.unwrap_or(NOW), at))) {
                        down += 60_000;
                    } else if rows.iter().any(|(end, range)| is_in(end.plus(-range.step()), *end, at)) {
                        up += 60_000;
                    }
                }
                prop_assert_eq!((day.up, day.down, day.unknown), (up, down, DAY - up - down));
            }
        }
    }
}
