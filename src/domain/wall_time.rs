//! Moments as a person reads them: the date and the time of day on the wall, and the only way in which the app writes them.

use super::format::{HourFormat, time_of_day};

const MONTHS: [&str; 12] = [
    "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
];

/// A moment in some time zone, to the minute.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct WallTime {
    pub year: i32,
    /// From 1 to 12.
    pub month: u32,
    pub day: u32,
    pub hour: u32,
    pub minute: u32,
}

impl WallTime {
    /// `18:51` if it is on the same day as now, else `29 Nov 18:51`; in another year `29 Nov 2025 18:51`.
    pub fn words(self, now: Self, hours: HourFormat) -> String {
        if self.is_on_the_day_of(now) {
            self.clock(hours)
        } else {
            self.dated(now, hours)
        }
    }

    /// `18:51`.
    pub fn clock(self, hours: HourFormat) -> String {
        time_of_day(self.hour, self.minute, hours)
    }

    /// `9 Dec`; in another year `4 Feb 2028`.
    pub fn day_words(self, now: Self) -> String {
        if self.year == now.year {
            self.short_day()
        } else {
            format!("{} {}", self.short_day(), self.year)
        }
    }

    /// `28 Nov`.
    pub fn short_day(self) -> String {
        let month = MONTHS.get(self.month.saturating_sub(1) as usize);
        format!("{} {}", self.day, month.copied().unwrap_or_default())
    }

    fn dated(self, now: Self, hours: HourFormat) -> String {
        format!("{} {}", self.day_words(now), self.clock(hours))
    }

    fn is_on_the_day_of(self, other: Self) -> bool {
        (self.year, self.month, self.day) == (other.year, other.month, other.day)
    }
}

/// A stretch of time: `11:06 to 12:06` today, `29 Nov 11:06 to 12:06` on another day. One that ends on another day than it begins names
/// both: `29 Nov 11:06 to 30 Nov 11:06`.
pub fn span_words(from: WallTime, until: WallTime, now: WallTime, hours: HourFormat) -> String {
    if from.is_on_the_day_of(now) && until.is_on_the_day_of(now) {
        format!("{} to {}", from.clock(hours), until.clock(hours))
    } else {
        dated_span_words(from, until, now, hours)
    }
}

/// The same for what is read on later days: it always names the day.
pub fn dated_span_words(
    from: WallTime,
    until: WallTime,
    now: WallTime,
    hours: HourFormat,
) -> String {
    let end = if until.is_on_the_day_of(from) {
        until.clock(hours)
    } else {
        until.dated(now, hours)
    };
    format!("{} to {end}", from.dated(now, hours))
}

#[cfg(test)]
mod tests {
    use super::*;

    const fn at(year: i32, month: u32, day: u32, hour: u32) -> WallTime {
        WallTime {
            year,
            month,
            day,
            hour,
            minute: 6,
        }
    }

    const NOW: WallTime = at(2026, 11, 30, 11);

    #[test]
    fn a_moment_has_its_date_unless_it_is_today() {
        let words = |at: WallTime| at.words(NOW, HourFormat::Hours24);
        assert_eq!(words(at(2026, 11, 30, 0)), "00:06");
        assert_eq!(words(at(2026, 11, 29, 18)), "29 Nov 18:06");
        assert_eq!(words(at(2025, 11, 30, 11)), "30 Nov 2025 11:06");
        let words = at(2026, 12, 1, 23).words(NOW, HourFormat::Hours12);
        assert_eq!(words, "1 Dec 11:06 PM");
        assert_eq!(at(2028, 2, 4, 0).day_words(NOW), "4 Feb 2028");
    }

    #[test]
    fn a_span_names_the_day_on_which_it_ends() {
        let cases = [
            (at(2026, 11, 30, 9), NOW, "09:06 to 11:06"),
            (at(2026, 11, 29, 11), NOW, "29 Nov 11:06 to 30 Nov 11:06"),
            (
                at(2026, 11, 28, 9),
                at(2026, 11, 28, 11),
                "28 Nov 09:06 to 11:06",
            ),
            (
                at(2025, 12, 31, 9),
                NOW,
                "31 Dec 2025 09:06 to 30 Nov 11:06",
            ),
        ];
        for (from, until, words) in cases {
            assert_eq!(span_words(from, until, NOW, HourFormat::Hours24), words);
        }
        let of_file = dated_span_words(at(2026, 11, 30, 9), NOW, NOW, HourFormat::Hours24);
        assert_eq!(of_file, "30 Nov 09:06 to 11:06");
    }
}
