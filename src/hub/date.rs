//! The hub's dates: `YYYY-MM-DD HH:MM:SS.mmmZ`, always UTC. An empty one means "not set".

use crate::domain::units::Millis;

const DAY: i64 = 86_400_000;

/// Parses the hub's format, also with a `T` or without the fraction. `None` for anything else.
pub fn parse(text: &str) -> Option<Millis> {
    let (day, time) = text
        .strip_suffix('Z')
        .unwrap_or(text)
        .split_once([' ', 'T'])?;
    let mut day = day.splitn(3, '-').map(number);
    let (year, month, date) = (day.next()??, day.next()??, day.next()??);
    let mut time = time.splitn(3, ':');
    let (hour, minute) = (number(time.next()?)?, number(time.next()?)?);
    let (second, fraction) = match time.next()?.split_once('.') {
        Some((second, fraction)) => (number(second)?, milliseconds(fraction)?),
        None => (0, 0),
    };
    let fits = (1..=9999).contains(&year) && (1..=12).contains(&month) && (1..=31).contains(&date);
    let fits = fits && hour < 24 && minute < 60 && second < 61;
    fits.then(|| {
        let seconds = (hour * 60 + minute) * 60 + second;
        Millis(days_from_civil(year, month, date) * DAY + seconds * 1000 + fraction)
    })
}

/// Formats a time as the hub does, for use in filters.
pub fn format(time: Millis) -> String {
    let (year, month, date) = civil_from_days(time.0.div_euclid(DAY));
    let rest = time.0.rem_euclid(DAY);
    let (hour, minute) = (rest / 3_600_000, rest / 60_000 % 60);
    let (second, fraction) = (rest / 1000 % 60, rest % 1000);
    format!("{year:04}-{month:02}-{date:02} {hour:02}:{minute:02}:{second:02}.{fraction:03}Z")
}

fn number(text: &str) -> Option<i64> {
    let digits =
        !text.is_empty() && text.len() <= 4 && text.bytes().all(|byte| byte.is_ascii_digit());
    if digits { text.parse().ok() } else { None }
}

fn milliseconds(fraction: &str) -> Option<i64> {
    let digits: String = fraction.chars().chain("00".chars()).take(3).collect();
    number(&digits)
}

/// Days since 1970-01-01 of a date of the proleptic Gregorian calendar. Years are counted from March, so that the leap day
/// comes last.
fn days_from_civil(year: i64, month: i64, day: i64) -> i64 {
    let year = if month <= 2 { year - 1 } else { year };
    let era = year.div_euclid(400);
    let year_of_era = year.rem_euclid(400);
    let day_of_year = (153 * ((month + 9) % 12) + 2) / 5 + day - 1;
    era * 146_097 + year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year - 719_468
}

fn civil_from_days(days: i64) -> (i64, i64, i64) {
    let days = days + 719_468;
    let era = days.div_euclid(146_097);
    let day_of_era = days.rem_euclid(146_097);
    let year_of_era =
        (day_of_era - day_of_era / 1460 + day_of_era / 36_524 - day_of_era / 146_096) / 365;
    let day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    let shifted = (5 * day_of_year + 2) / 153;
    let month = if shifted < 10 {
        shifted + 3
    } else {
        shifted - 9
    };
    let year = era * 400 + year_of_era + i64::from(month <= 2);
    (year, month, day_of_year - (153 * shifted + 2) / 5 + 1)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_and_writes_the_hubs_form() {
        let text = "2026-11-21 08:02:32.503Z";
        assert_eq!(parse(text), Some(Millis(1_795_248_152_503)));
        assert_eq!(format(Millis(1_795_248_152_503)), text);
        assert_eq!(parse("1970-01-01 00:00:00.000Z"), Some(Millis(0)));
        assert_eq!(
            parse("2024-02-29T23:59:59.9Z"),
            Some(Millis(1_709_251_199_900))
        );
    }

    #[test]
    fn refuses_what_is_no_date() {
        for text in [
            "",
            "2026-11-21",
            "2026-13-01 00:00:00.000Z",
            "x",
            "2026-11-21 aa:00:00.000Z",
            "- :",
            "2026-11-21 8:+2:1.0Z",
        ] {
            assert_eq!(parse(text), None, "{text}");
        }
    }

    #[test]
    fn every_day_of_four_centuries_survives() {
        for day in (-20_000..126_000).step_by(17) {
            let time = Millis(day * DAY + 12_345);
            assert_eq!(parse(&format(time)), Some(time));
        }
    }
}
