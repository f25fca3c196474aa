//! The hub's way to write a moment.

use crate::domain::units::Millis;

/// `2026-11-21 08:28:18.435Z`: UTC, with a space and milliseconds.
pub fn stamp(at: Millis) -> String {
    let (days, within) = (at.0.div_euclid(86_400_000), at.0.rem_euclid(86_400_000));
    let (year, month, day) = civil(days);
    let (seconds, millis) = (within / 1000, within % 1000);
    format!(
        "{year:04}-{month:02}-{day:02} {:02}:{:02}:{:02}.{millis:03}Z",
        seconds / 3600,
        seconds / 60 % 60,
        seconds % 60,
    )
}

/// Year, month and day of the Gregorian calendar for a count of days since 1970-01-01.
fn civil(days: i64) -> (i64, i64, i64) {
    // Counted from 0000-03-01, so that the leap day ends its year and 400 years have a fixed length.
    let days = days + 719_468;
    let (era, day_of_era) = (days.div_euclid(146_097), days.rem_euclid(146_097));
    let year_of_era =
        (day_of_era - day_of_era / 1_460 + day_of_era / 36_524 - day_of_era / 146_096) / 365;
    let day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    let shifted_month = (5 * day_of_year + 2) / 153;
    let day = day_of_year - (153 * shifted_month + 2) / 5 + 1;
    let month = if shifted_month < 10 {
        shifted_month + 3
    } else {
        shifted_month - 9
    };
    (year_of_era + era * 400 + i64::from(month <= 2), month, day)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn writes_moments_as_the_hub_does() {
        assert_eq!(stamp(Millis(0)), "1970-01-01 00:00:00.000Z");
        assert_eq!(stamp(Millis(951_827_696_789)), "2000-02-29 12:34:56.789Z");
        assert_eq!(stamp(Millis(1_795_249_698_435)), "2026-11-21 08:28:18.435Z");
    }
}
