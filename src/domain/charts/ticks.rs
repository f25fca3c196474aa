//! Positions and labels of the lines of an axis.

use crate::domain::decimal::decimal;
use crate::domain::format::HourFormat;
use crate::domain::series::rows::Window;
use crate::domain::units::Millis;
use crate::domain::wall_time::{self, WallTime};

const MINUTE: i64 = 60_000;
const HOUR: i64 = 60 * MINUTE;
const DAY: i64 = 24 * HOUR;

/// Possible steps of the time axis, in milliseconds.
const TIME_STEPS: [i64; 16] = [
    MINUTE,
    2 * MINUTE,
    5 * MINUTE,
    10 * MINUTE,
    15 * MINUTE,
    30 * MINUTE,
    HOUR,
    2 * HOUR,
    3 * HOUR,
    6 * HOUR,
    12 * HOUR,
    DAY,
    2 * DAY,
    5 * DAY,
    10 * DAY,
    30 * DAY,
];

/// Difference between local time and UTC at a moment, in milliseconds.
pub type Zone<'a> = &'a dyn Fn(Millis) -> i64;

/// A line of the time axis and its label.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TimeTick {
    pub at: Millis,
    pub label: String,
}

/// At most `most` lines, on whole steps of local time. No two neighbors have the same label: where the clock is set back, the second of two
/// equal hours has none.
pub fn time_ticks(window: Window, most: usize, zone: Zone<'_>, hours: HourFormat) -> Vec<TimeTick> {
    let most = most.max(1) as i64;
    let fits = |step: &&i64| window.span() / **step < most;
    let step = TIME_STEPS.iter().find(fits).copied().unwrap_or(30 * DAY);
    let mut ticks: Vec<TimeTick> = Vec::new();
    let wall = window.from.0.saturating_add(zone(window.from));
    let mut next = wall.div_euclid(step) * step;
    // A clock that is set back repeats up to a day of steps.
    for _ in 0..=(2 * most + 48) {
        let at = of_wall(next, zone);
        if at > window.until {
            break;
        }
        let label = tick_label(at, step, zone, hours);
        let is_new = ticks
            .last()
            .is_none_or(|last| last.at < at && last.label != label);
        if at >= window.from && is_new {
            ticks.push(TimeTick { at, label });
        }
        next += step;
    }
    ticks
}

/// The moment at which local time is `wall`.
pub(in crate::domain) fn of_wall(wall: i64, zone: Zone<'_>) -> Millis {
    let guess = Millis(wall - zone(Millis(wall)));
    Millis(wall - zone(guess))
}

fn tick_label(at: Millis, step: i64, zone: Zone<'_>, hours: HourFormat) -> String {
    let wall = wall_time(at, zone);
    if step >= DAY || (wall.hour, wall.minute) == (0, 0) {
        return wall.short_day();
    }
    wall.clock(hours)
}

/// Year, month (1 to 12) and day of a day since 1970-01-01, in the Gregorian calendar.
pub(in crate::domain) fn date_of(days: i64) -> (i64, i64, i64) {
    let days = days + 719_468;
    let era = days.div_euclid(146_097);
    let of_era = days.rem_euclid(146_097);
    let year_of_era = (of_era - of_era / 1_460 + of_era / 36_524 - of_era / 146_096) / 365;
    let of_year = of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    let shifted = (5 * of_year + 2) / 153;
    let day = of_year - (153 * shifted + 2) / 5 + 1;
    let month = if shifted < 10 {
        shifted + 3
    } else {
        shifted - 9
    };
    let year = year_of_era + era * 400 + i64::from(month <= 2);
    (year, month, day)
}

/// A moment in local time.
pub fn wall_time(at: Millis, zone: Zone<'_>) -> WallTime {
    let wall = at.0.saturating_add(zone(at));
    let minute_of_day = wall.rem_euclid(DAY) / MINUTE;
    let (year, month, day) = date_of(wall.div_euclid(DAY));
    WallTime {
        year: year as i32,
        month: month as u32,
        day: day as u32,
        hour: (minute_of_day / 60) as u32,
        minute: (minute_of_day % 60) as u32,
    }
}

/// A moment in local time: `28 Nov 14:05`; on the current day only `14:05`.
pub fn moment(at: Millis, now: Millis, zone: Zone<'_>, hours: HourFormat) -> String {
    wall_time(at, zone).words(wall_time(now, zone), hours)
}

/// A stretch of local time: `28 Nov 14:05 to 29 Nov 14:05`.
pub fn span(window: Window, now: Millis, zone: Zone<'_>, hours: HourFormat) -> String {
    let wall = |at| wall_time(at, zone);
    wall_time::span_words(wall(window.from), wall(window.until), wall(now), hours)
}

/// Like [`span`], for what is read on later days.
pub fn dated_span(window: Window, now: Millis, zone: Zone<'_>, hours: HourFormat) -> String {
    let wall = |at| wall_time(at, zone);
    wall_time::dated_span_words(wall(window.from), wall(window.until), wall(now), hours)
}

/// A day in local time: `9 Dec`; in another year `4 Feb 2028`.
pub fn day(at: Millis, now: Millis, zone: Zone<'_>) -> String {
    wall_time(at, zone).day_words(wall_time(now, zone))
}

/// A moment as written to files, in UTC: `2026-11-28T14:05:00Z`.
pub fn iso(at: Millis) -> String {
    let (year, month, day) = date_of(at.0.div_euclid(DAY));
    let seconds = at.0.rem_euclid(DAY) / 1_000;
    format!(
        "{year:04}-{month:02}-{day:02}T{:02}:{:02}:{:02}Z",
        seconds / 3_600,
        seconds / 60 % 60,
        seconds % 60
    )
}

/// The ends of a value axis and the positions of its lines.
#[derive(Clone, Debug, PartialEq)]
pub struct ValueAxis {
    pub bottom: f64,
    pub top: f64,
    pub ticks: Vec<f64>,
}

/// Three to five lines on round numbers of a base (10, or 1024 for bytes), to include all values from `least` to `greatest`.
pub fn value_axis(least: f64, greatest: f64, base: f64, from_zero: bool) -> ValueAxis {
    let greatest = if greatest.is_finite() { greatest } else { 1.0 };
    let least = if least.is_finite() {
        least.min(greatest)
    } else {
        0.0
    };
    let bottom = if from_zero && least >= 0.0 {
        0.0
    } else {
        least
    };
    let span = (greatest - bottom).max(1e-9);
    let step = round_step(span / 3.0, base);
    let bottom = (bottom / step).floor() * step;
    let mut top = (greatest / step).ceil() * step;
    if top <= bottom {
        top = bottom + step;
    }
    let count = ((top - bottom) / step).round() as usize;
    ValueAxis {
        bottom,
        top,
        ticks: (0..=count.min(8))
            .map(|index| bottom + step * index as f64)
            .collect(),
    }
}

/// Possible ends of the axis of a percentage: few, so that it changes seldom.
const PERCENT_TOPS: [f64; 5] = [5.0, 10.0, 20.0, 50.0, 100.0];
/// What stays free above the greatest percentage, as a share of it.
const HEADROOM: f64 = 0.05;

/// The axis of a percentage from 0, which holds the greatest value with some room above it.
pub fn percent_axis(greatest: f64) -> ValueAxis {
    if greatest > 100.0 {
        // Such as the load of a machine whose threads do not suffice.
        return value_axis(0.0, greatest, 10.0, true);
    }
    let needed = greatest * (1.0 + HEADROOM);
    let top = PERCENT_TOPS.into_iter().find(|top| *top >= needed);
    let top = top.unwrap_or(100.0);
    ValueAxis {
        bottom: 0.0,
        top,
        ticks: vec![0.0, top / 2.0, top],
    }
}

/// Rounds a step up: to 1, 2 or 5 times a power of ten; for bytes, times a power of 1024.
fn round_step(step: f64, base: f64) -> f64 {
    let unit = if base > 10.0 {
        base.powf(step.max(1.0).log(base).floor())
    } else {
        1.0
    };
    let within = (step / unit).max(1e-9);
    let power = 10_f64.powf(within.log10().floor());
    let round = [1.0, 2.0, 5.0, 10.0]
        .into_iter()
        .find(|round| round * power >= within * 0.999);
    round.unwrap_or(10.0) * power * unit
}

/// The label of a tick without a unit, with no more decimals than the step needs.
pub fn plain_tick(value: f64, step: f64) -> String {
    let places = if step >= 1.0 {
        // Halves, such as 2.5, are the only steps above 1 with a decimal.
        u32::from(step.fract() > 0.01 && step < 10.0)
    } else {
        (-step.log10().floor()) as u32
    };
    decimal(value, places.min(4))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    /// 2026-11-28 12:00 UTC.
    const NOON: Millis = Millis(1_795_867_200_000);

    fn window(from: i64, until: i64) -> Window {
        Window {
            from: NOON.plus(from),
            until: NOON.plus(until),
        }
    }

    fn labels(window: Window, zone: Zone<'_>, hours: HourFormat) -> Vec<String> {
        let ticks = time_ticks(window, 6, zone, hours);
        ticks.into_iter().map(|tick| tick.label).collect()
    }

    #[test]
    fn lines_are_on_whole_hours_of_the_wall() {
        let utc: Zone<'_> = &|_| 0;
        assert_eq!(
            labels(window(-12 * HOUR, 0), utc, HourFormat::Hours24),
            ["28 Nov", "03:00", "06:00", "09:00", "12:00"]
        );
        let india: Zone<'_> = &|_| 5 * HOUR + 30 * MINUTE;
        assert_eq!(
            labels(window(-HOUR, 0), india, HourFormat::Hours12),
            ["4:30 PM", "4:45 PM", "5:00 PM", "5:15 PM", "5:30 PM"]
        );
        assert_eq!(
            labels(window(-7 * DAY, 0), utc, HourFormat::Hours24),
            ["23 Nov", "25 Nov", "27 Nov"]
        );
    }

    #[test]
    fn a_clock_that_is_set_back_or_ahead_makes_no_equal_labels() {
        for (before, after) in [(2 * HOUR, HOUR), (HOUR, 2 * HOUR)] {
            let zone = move |at: Millis| if at < NOON { before } else { after };
            for span in [HOUR, 3 * HOUR, 12 * HOUR, 2 * DAY] {
                let window = window(-span, span);
                let ticks = time_ticks(window, 6, &zone, HourFormat::Hours24);
                assert!(ticks.len() > 1);
                for pair in ticks.windows(2) {
                    assert!(
                        pair[0].at < pair[1].at && pair[0].label != pair[1].label,
                        "{ticks:?}"
                    );
                }
            }
        }
    }

    #[test]
    fn values_have_round_lines() {
        assert_eq!(value_axis(0.0, 97.0, 10.0, true).ticks, [0.0, 50.0, 100.0]);
        assert_eq!(
            value_axis(50.0, 72.0, 10.0, false).ticks,
            [50.0, 60.0, 70.0, 80.0]
        );
        let megabytes = 1024.0 * 1024.0;
        assert_eq!(
            value_axis(0.0, 81.0 * megabytes, 1024.0, true).ticks,
            [0.0, 50.0 * megabytes, 100.0 * megabytes]
        );
        assert_eq!(value_axis(0.0, 0.0, 10.0, true).ticks.first(), Some(&0.0));
        assert_eq!(plain_tick(0.25, 0.05), "0.25");
        assert_eq!(plain_tick(40.0, 20.0), "40");
        assert_eq!(
            [0.0, 2.5, 5.0].map(|value| plain_tick(value, 2.5)),
            ["0", "2.5", "5"]
        );
    }

    #[test]
    fn small_percentages_have_an_axis_that_shows_them() {
        let top = |greatest| percent_axis(greatest).top;
        let cases = [
            (0.0, 5.0),
            (3.0, 5.0),
            (4.9, 10.0),
            (9.0, 10.0),
            (15.0, 20.0),
            (30.0, 50.0),
            (48.0, 100.0),
            (100.0, 100.0),
            (140.0, 150.0),
            (f64::NAN, 100.0),
        ];
        for (greatest, expected) in cases {
            assert_eq!(top(greatest), expected, "{greatest}");
        }
        // A value that goes up and down within a step moves no axis.
        let tops: Vec<f64> = (22..47).map(|value| top(f64::from(value))).collect();
        assert!(tops.iter().all(|top| *top == 50.0), "{tops:?}");
    }

    #[test]
    fn moments_are_the_walls_and_files_have_utc() {
        let zone: Zone<'_> = &|_| -5 * HOUR;
        assert_eq!(moment(NOON, NOON, zone, HourFormat::Hours24), "07:00");
        assert_eq!(
            moment(NOON.plus(-DAY), NOON, zone, HourFormat::Hours12),
            "27 Nov 7:00 AM"
        );
        assert_eq!(iso(NOON), "2026-11-28T12:00:00Z");
        assert_eq!(iso(Millis(951_782_400_000)), "2000-02-29T00:00:00Z");
    }

    proptest! {
        #[test]
        fn axes_hold_their_values(least in -1e3_f64..1e12, more in 0.0_f64..1e12, bytes in any::<bool>(), zero in any::<bool>()) {
            let base = if bytes { 1024.0 } else { 10.0 };
            let axis = value_axis(least, least + more, base, zero);
            prop_assert!(axis.bottom <= least + 1e-6 * least.abs() && axis.top >= (least + more) * (1.0 - 1e-9) - 1e-6);
            prop_assert!((2..=9).contains(&axis.ticks.len()), "{:?}", axis);
        }

        #[test]
        fn time_ticks_are_in_the_window(from in 0_i64..4_000_000_000_000, span in 300_000_i64..2_592_000_000, most in 1_usize..12) {
            let window = Window { from: Millis(from), until: Millis(from + span) };
            let ticks = time_ticks(window, most, &|_| 3_600_000, HourFormat::Hours24);
            prop_assert!(ticks.len() <= most + 1);
            for tick in ticks {
                prop_assert!(window.contains(tick.at));
            }
        }
    }
}
