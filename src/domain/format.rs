//! How quantities become text, wherever they are shown. The number of digits is kept steady, so that numbers in a table do not move.

use super::decimal::{decimal, fixed};
use super::units::{BytesPerSecond, Celsius, HalfU, Millis, Percent};

/// Separator between two parts of a line.
pub const BETWEEN: &str = " · ";

/// A space at which no line is broken.
const NO_BREAK: &str = "\u{a0}";

const SECOND: i64 = 1_000;
const MINUTE: i64 = 60 * SECOND;
const HOUR: i64 = 60 * MINUTE;
const DAY: i64 = 24 * HOUR;

/// `82 %`, `0.4 %`.
pub fn percent(share: Percent) -> String {
    format!("{} %", share.rounded())
}

/// A share beside limits it is compared with, all in percent. It has as many decimals as it takes to show on which side of each limit it
/// is: `79.6 %` beside 80, `82 %` beside 65.
pub fn percent_beside(share: Percent, limits: &[f64]) -> String {
    let exact = f64::from(share.value());
    if on_the_same_side(f64::from(share.rounded().value()), exact, limits) {
        return percent(share);
    }
    format!("{} %", beside(exact, 0, limits))
}

/// A number with `places` decimals, or up to three more where rounding would move it across one of the limits.
pub fn beside(number: f64, places: u32, limits: &[f64]) -> String {
    let shown = |places: u32| {
        let unit = 10_f64.powi(places as i32);
        (number * unit).round() / unit
    };
    let places = (places..places + 3)
        .find(|places| on_the_same_side(shown(*places), number, limits))
        .unwrap_or(places + 3);
    decimal(number, places)
}

/// Whether both are on the same side of each limit.
fn on_the_same_side(one: f64, other: f64, limits: &[f64]) -> bool {
    limits
        .iter()
        .all(|limit| one.partial_cmp(limit) == other.partial_cmp(limit))
}

/// The unit in which temperatures are shown.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum TemperatureUnit {
    #[default]
    Celsius,
    Fahrenheit,
}

impl TemperatureUnit {
    /// Converts degrees Celsius to this unit.
    pub fn of(self, celsius: f64) -> f64 {
        match self {
            Self::Celsius => celsius,
            Self::Fahrenheit => celsius * 1.8 + 32.0,
        }
    }

    /// Converts a number of this unit to degrees Celsius.
    pub fn to_celsius(self, number: f64) -> f64 {
        match self {
            Self::Celsius => number,
            Self::Fahrenheit => (number - 32.0) / 1.8,
        }
    }

    /// `°C`.
    pub const fn symbol(self) -> &'static str {
        match self {
            Self::Celsius => "°C",
            Self::Fahrenheit => "°F",
        }
    }
}

/// `47 °C` or `117 °F`.
pub fn temperature(degrees: Celsius, unit: TemperatureUnit) -> String {
    let number = decimal(unit.of(f64::from(degrees.0)), 0);
    format!("{number} {}", unit.symbol())
}

/// A threshold of a temperature, as it is set: `75.5 °C` or `167.9 °F`.
pub fn temperature_limit(celsius: f64, unit: TemperatureUnit) -> String {
    format!("{} {}", plain(unit.of(celsius)), unit.symbol())
}

/// The unit in which data rates are shown.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum DataUnit {
    #[default]
    Bytes,
    Bits,
}

/// How the time of day is shown.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum HourFormat {
    #[default]
    Hours24,
    Hours12,
}

/// `14:05` or `2:05 PM`. `hour` is 0 to 23.
pub fn time_of_day(hour: u32, minute: u32, format: HourFormat) -> String {
    match format {
        HourFormat::Hours24 => format!("{hour:02}:{minute:02}"),
        HourFormat::Hours12 => {
            let half = if hour < 12 { "AM" } else { "PM" };
            let hour = match hour % 12 {
                0 => 12,
                other => other,
            };
            format!("{hour}:{minute:02} {half}")
        }
    }
}

/// Time since a machine's start, rounded down as in Beszel: `42 min`, below 100 hours `57 h`, then `14 d`.
pub fn uptime(seconds: u64) -> String {
    match (seconds / 60, seconds / 3_600) {
        (minutes, 0) => format!("{minutes} min"),
        (_, hours) if hours < 100 => format!("{hours} h"),
        (_, hours) => format!("{} d", hours / 24),
    }
}

/// Like [`uptime`], with the hours of the last day: `14 d 3 h`.
pub fn uptime_long(seconds: u64) -> String {
    let hours = seconds / 3_600;
    if hours < 100 {
        uptime(seconds)
    } else {
        format!("{} d {} h", hours / 24, hours % 24)
    }
}

/// A duration in its largest whole unit: `35 s`, `4 min`, `3 h`, `2 d`. Negative durations are zero.
pub fn duration(milliseconds: i64) -> String {
    match milliseconds.max(0) {
        ms if ms < MINUTE => format!("{} s", ms / SECOND),
        ms if ms < HOUR => format!("{} min", ms / MINUTE),
        ms if ms < 2 * DAY => format!("{} h", ms / HOUR),
        ms => format!("{} d", ms / DAY),
    }
}

/// The age of anything within the last five seconds.
pub const JUST_NOW: &str = "just now";

/// How long ago something happened: `just now` within five seconds or with a clock that is ahead, else `2 min ago`.
pub fn age(then: Millis, now: Millis) -> String {
    let passed = now.since(then);
    if passed < 5 * SECOND {
        JUST_NOW.to_owned()
    } else {
        format!("{} ago", duration(passed))
    }
}

/// `512 B`, `18.2 GB`: base 1024, as in Beszel.
pub fn bytes(count: f64) -> String {
    scaled(count, 1024.0, ["B", "KB", "MB", "GB", "TB"])
}

/// `9.20 MB/s`, or in bits with base 1000: `77.2 Mbps`.
pub fn rate(flow: BytesPerSecond, unit: DataUnit) -> String {
    match unit {
        DataUnit::Bytes => scaled(flow.0, 1024.0, ["B/s", "KB/s", "MB/s", "GB/s", "TB/s"]),
        DataUnit::Bits => scaled(
            flow.0 * 8.0,
            1000.0,
            ["bps", "Kbps", "Mbps", "Gbps", "Tbps"],
        ),
    }
}

/// Switches to the next unit at 1000 (from bytes already at 100), so that there are at most three digits before the point.
fn scaled(amount: f64, base: f64, units: [&str; 5]) -> String {
    let [bytes, larger @ ..] = units;
    if !amount.is_finite() || amount < 0.5 {
        return format!("0 {bytes}");
    }
    if amount < 99.5 {
        return format!("{} {bytes}", decimal(amount, 0));
    }
    let mut value = amount / base;
    let mut steps = larger.into_iter().peekable();
    while let Some(unit) = steps.next() {
        if value < 999.95 || steps.peek().is_none() {
            let places = if value < 9.995 { 2 } else { 1 };
            return format!("{} {unit}", fixed(value, places));
        }
        value /= base;
    }
    format!("{} {bytes}", decimal(amount, 0))
}

/// A height in units: `2U`, `0.5U`.
pub fn height(height: HalfU) -> String {
    let half = if height.0.is_multiple_of(2) { "" } else { ".5" };
    format!("{}{half}U", height.0 / 2)
}

/// A load average: `5.42`, from 100 on `128.0`.
pub fn load(average: f32) -> String {
    fixed(f64::from(average), if average < 100.0 { 2 } else { 1 })
}

/// A threshold or another plain number, without a trailing `.0`.
pub fn plain(number: f64) -> String {
    decimal(number, 2)
}

/// `1 rack`, `3 racks`
pub fn counted(count: usize, noun: &str) -> String {
    let ending = if count == 1 { "" } else { "s" };
    format!("{count} {noun}{ending}")
}

/// Replaces control characters, among them the separators of lines and fields, for text that is stored in lines.
pub fn one_line(words: &str) -> String {
    words.replace(char::is_control, " ")
}

/// The same words, to be broken into lines only between the parts of a line, never within one.
pub fn unbroken_parts(words: &str) -> String {
    let parts: Vec<String> = words
        .split(BETWEEN)
        .map(|part| part.replace(' ', NO_BREAK))
        .collect();
    parts.join(&format!("{NO_BREAK}· "))
}

/// The same words, with each number kept on one line with the unit after it: `76 %`, `10 min`.
pub fn unbroken_units(words: &str) -> String {
    let mut kept = String::with_capacity(words.len() + 8);
    let mut before = "";
    for (place, word) in words.split(' ').enumerate() {
        if place > 0 {
            let is_number = before.ends_with(|end: char| end.is_ascii_digit());
            let is_unit = word
                .chars()
                .next()
                .is_some_and(|first| first == '%' || first == '°' || first.is_alphabetic())
                && word.trim_end_matches(['.', ',', ';', ')']).chars().count() <= 4;
            kept.push_str(if is_number && is_unit { NO_BREAK } else { " " });
        }
        kept.push_str(word);
        before = word;
    }
    kept
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
        let flow = BytesPerSecond(9.2 * 1024.0 * 1024.0);
        assert_eq!(rate(flow, DataUnit::Bytes), "9.20 MB/s");
        assert_eq!(rate(flow, DataUnit::Bits), "77.2 Mbps");
        assert_eq!(rate(BytesPerSecond(1_250.0), DataUnit::Bits), "10.0 Kbps");
    }

    #[test]
    fn a_share_beside_a_limit_is_on_its_own_side_of_it() {
        let cases = [
            (89.96, vec![65.0, 90.0], "89.96 %"),
            (64.5, vec![65.0, 90.0], "64.5 %"),
            (79.6, vec![80.0], "79.6 %"),
            (80.4, vec![80.0], "80.4 %"),
            (80.0, vec![80.0], "80 %"),
            (82.4, vec![65.0, 90.0], "82 %"),
            (0.4, vec![65.0], "0.4 %"),
            (65.3, vec![65.5], "65 %"),
        ];
        for (value, limits, text) in cases {
            let share = Percent::new(value).expect("a share");
            assert_eq!(percent_beside(share, &limits), text);
        }
        assert_eq!(beside(2.504, 2, &[2.5]), "2.504");
    }

    #[test]
    fn the_time_of_day_has_twelve_or_24_hours() {
        let cases = [
            (0, "00:05", "12:05 AM"),
            (9, "09:05", "9:05 AM"),
            (12, "12:05", "12:05 PM"),
            (23, "23:05", "11:05 PM"),
        ];
        for (hour, long, short) in cases {
            assert_eq!(time_of_day(hour, 5, HourFormat::Hours24), long);
            assert_eq!(time_of_day(hour, 5, HourFormat::Hours12), short);
        }
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
        let limits = [TemperatureUnit::Celsius, TemperatureUnit::Fahrenheit];
        let limits = limits.map(|unit| temperature_limit(75.5, unit));
        assert_eq!(limits, ["75.5 °C", "167.9 °F"]);
        assert_eq!(TemperatureUnit::Fahrenheit.to_celsius(167.0), 75.0);
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
    fn lines_break_between_parts_and_never_before_a_unit() {
        assert_eq!(
            unbroken_parts("in 4 MB/s · out 1 MB/s"),
            "in\u{a0}4\u{a0}MB/s\u{a0}· out\u{a0}1\u{a0}MB/s"
        );
        assert_eq!(
            unbroken_units("CPU 94 % is above your 85 % for 16 h. Unit 3 of Rack 12 says so"),
            "CPU 94\u{a0}% is above your 85\u{a0}% for 16\u{a0}h. Unit 3\u{a0}of Rack 12\u{a0}says so"
        );
        assert_eq!(unbroken_units(" a  b "), " a  b ");
    }

    #[test]
    fn plain_numbers_have_no_noise() {
        assert_eq!(plain(80.0), "80");
        assert_eq!(plain(0.1 + 0.2), "0.3");
        assert_eq!(plain(-0.0), "0");
        assert_eq!(load(5.416), "5.42");
    }
}
