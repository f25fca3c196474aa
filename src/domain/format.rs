//! How quantities become text, wherever they are shown. Numbers keep a steady count of digits, so that they stand still in a table.

use super::decimal::decimal;
use super::units::{BytesPerSecond, Celsius, HalfU, Millis, Percent};

const SECOND: i64 = 1_000;
const MINUTE: i64 = 60 * SECOND;
const HOUR: i64 = 60 * MINUTE;
const DAY: i64 = 24 * HOUR;

/// `82 %`.
pub fn percent(share: Percent) -> String {
    format!("{} %", share.whole())
}

/// How temperatures are shown.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum TemperatureUnit {
    #[default]
    Celsius,
    Fahrenheit,
}

/// `47 °C` or `117 °F`.
pub fn temperature(degrees: Celsius, unit: TemperatureUnit) -> String {
    match unit {
        TemperatureUnit::Celsius => format!("{} °C", whole(degrees.0)),
        TemperatureUnit::Fahrenheit => format!("{} °F", whole(degrees.0 * 1.8 + 32.0)),
    }
}

/// Rounded, and never `-0`.
fn whole(value: f32) -> i64 {
    value.round() as i64
}

/// Time since a machine's start, cut where Beszel cuts it: `42 min`, below 100 hours `57 h`, then `14 d`.
pub fn uptime(seconds: u64) -> String {
    match (seconds / 60, seconds / 3_600) {
        (minutes, 0) => format!("{minutes} min"),
        (_, hours) if hours < 100 => format!("{hours} h"),
        (_, hours) => format!("{} d", hours / 24),
    }
}

/// As [`uptime`], with the hours of the last day: `14 d 3 h`.
pub fn uptime_long(seconds: u64) -> String {
    let hours = seconds / 3_600;
    if hours < 100 {
        uptime(seconds)
    } else {
        format!("{} d {} h", hours / 24, hours % 24)
    }
}

/// A span of time in its greatest whole unit: `35 s`, `4 min`, `3 h`, `2 d`. Nothing below zero.
pub fn duration(milliseconds: i64) -> String {
    match milliseconds.max(0) {
        ms if ms < MINUTE => format!("{} s", ms / SECOND),
        ms if ms < HOUR => format!("{} min", ms / MINUTE),
        ms if ms < 2 * DAY => format!("{} h", ms / HOUR),
        ms => format!("{} d", ms / DAY),
    }
}

/// How long ago something was: `just now` within five seconds or by a clock that is ahead, else `2 min ago`.
pub fn age(then: Millis, now: Millis) -> String {
    let passed = now.since(then);
    if passed < 5 * SECOND {
        "just now".to_owned()
    } else {
        format!("{} ago", duration(passed))
    }
}

/// `512 B`, `18.2 GB`: base 1024, as Beszel counts them.
pub fn bytes(count: f64) -> String {
    scaled(count, ["B", "KB", "MB", "GB", "TB"])
}

/// `9.20 MB/s`.
pub fn rate(flow: BytesPerSecond) -> String {
    scaled(flow.0, ["B/s", "KB/s", "MB/s", "GB/s", "TB/s"])
}

/// Goes to the next unit at 1000 of one (from bytes already at 100), so that there are at most three digits before the point.
fn scaled(amount: f64, units: [&str; 5]) -> String {
    let [bytes, larger @ ..] = units;
    if !amount.is_finite() || amount < 0.5 {
        return format!("0 {bytes}");
    }
    if amount < 99.5 {
        return format!("{amount:.0} {bytes}");
    }
    let mut value = amount / 1024.0;
    let mut steps = larger.into_iter().peekable();
    while let Some(unit) = steps.next() {
        if value < 999.95 || steps.peek().is_none() {
            let digits = if value < 9.995 { 2 } else { 1 };
            return format!("{value:.digits$} {unit}");
        }
        value /= 1024.0;
    }
    format!("{amount:.0} {bytes}")
}

/// A height in units: `2U`, `0.5U`.
pub fn height(height: HalfU) -> String {
    let half = if height.0.is_multiple_of(2) { "" } else { ".5" };
    format!("{}{half}U", height.0 / 2)
}

/// A load average: `5.42`, from 100 on `128.0`.
pub fn load(average: f32) -> String {
    if average < 100.0 {
        format!("{average:.2}")
    } else {
        format!("{average:.1}")
    }
}

/// A threshold or another plain number, without a trailing `.0`.
pub fn plain(number: f64) -> String {
    decimal(number, 2)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn uptimes_are_cut_as_beszel_cuts_them() {
        let cases = [
            (0, "0 min"),
            (59 * 60, "59 min"),
            (3_600, "1 h"),
            (99 * 3_600 + 3_599, "99 h"),
            (100 * 3_600, "4 d"),
        ];
        for (seconds, text) in cases {
            assert_eq!(uptime(seconds), text);
        }
        assert_eq!(uptime_long((14 * 24 + 3) * 3_600), "14 d 3 h");
        assert_eq!(uptime_long(1_200), "20 min");
    }

    #[test]
    fn bytes_are_base_1024_with_at_most_three_digits_before_the_point() {
        let cases = [
            (0.0, "0 B"),
            (-5.0, "0 B"),
            (f64::NAN, "0 B"),
            (99.0, "99 B"),
            (100.0, "0.10 KB"),
            (1024.0, "1.00 KB"),
            (1_000.0 * 1024.0, "0.98 MB"),
            (18.2 * 1024.0 * 1024.0 * 1024.0, "18.2 GB"),
            (5e15, "4547.5 TB"),
        ];
        for (count, text) in cases {
            assert_eq!(bytes(count), text);
        }
        assert_eq!(rate(BytesPerSecond(9.2 * 1024.0 * 1024.0)), "9.20 MB/s");
    }

    #[test]
    fn degrees_come_in_either_unit() {
        assert_eq!(
            temperature(Celsius(47.4), TemperatureUnit::Celsius),
            "47 °C"
        );
        assert_eq!(
            temperature(Celsius(47.0), TemperatureUnit::Fahrenheit),
            "117 °F"
        );
        assert_eq!(temperature(Celsius(-0.3), TemperatureUnit::Celsius), "0 °C");
    }

    #[test]
    fn spans_and_ages_are_short() {
        assert_eq!(duration(-1), "0 s");
        assert_eq!(duration(59_999), "59 s");
        assert_eq!(duration(4 * MINUTE + 59_000), "4 min");
        assert_eq!(duration(47 * HOUR), "47 h");
        assert_eq!(duration(48 * HOUR), "2 d");
        assert_eq!(age(Millis(0), Millis(2 * MINUTE)), "2 min ago");
        assert_eq!(age(Millis(9_000), Millis(0)), "just now");
    }

    #[test]
    fn plain_numbers_have_no_noise() {
        assert_eq!(plain(80.0), "80");
        assert_eq!(plain(0.1 + 0.2), "0.3");
        assert_eq!(plain(-0.0), "0");
        assert_eq!(load(5.416), "5.42");
    }
}
