//! Formats numbers with few decimals. The standard library's formatting of floating-point numbers is 20 kilobytes of code.

use std::fmt::Write;

/// A number rounded to at most `places` decimals, without trailing zeros: `-0.25`, `3`. Works for at most 6 places and values below 10^12;
/// larger values saturate.
pub fn decimal(value: f64, places: u32) -> String {
    let mut text = String::new();
    push(&mut text, parts_of(value, places), places);
    text
}

/// A number rounded to exactly `places` decimals: `3.00`, `-0.25`. Works for the same numbers as [`decimal`].
pub fn fixed(value: f64, places: u32) -> String {
    let mut text = decimal(value, places);
    if places == 0 {
        return text;
    }
    let decimals = match text.find('.') {
        Some(point) => text.len() - point - 1,
        None => {
            text.push('.');
            0
        }
    };
    for _ in decimals..places as usize {
        text.push('0');
    }
    text
}

/// The number in units of its last decimal place, rounded.
fn parts_of(value: f64, places: u32) -> i64 {
    (value * 10_f64.powi(places as i32)).round() as i64
}

/// Appends `parts` units of the last of `places` decimals: 325 with 2 places are `3.25`.
pub fn push(text: &mut String, parts: i64, places: u32) {
    if parts < 0 {
        text.push('-');
    }
    let whole = 10_u64.saturating_pow(places);
    let mut rest = parts.unsigned_abs() % whole;
    // Writing to a string does not fail.
    let _ = write!(text, "{}", parts.unsigned_abs() / whole);
    let mut place = whole;
    if rest > 0 {
        text.push('.');
    }
    while rest > 0 {
        place /= 10;
        text.push(char::from(b'0' + (rest / place) as u8));
        rest %= place;
    }
}

#[cfg(test)]
mod tests {
    use super::{decimal, fixed};

    #[test]
    fn numbers_are_rounded_and_short() {
        let cases = [
            (3.0, 2, "3"),
            (-0.25, 2, "-0.25"),
            (-0.004, 2, "0"),
            (0.05, 1, "0.1"),
            (12.5, 4, "12.5"),
            (1.0 / 3.0, 4, "0.3333"),
            (-1234.056, 2, "-1234.06"),
            (10.01, 2, "10.01"),
            (7.6, 0, "8"),
            (f64::NAN, 2, "0"),
        ];
        for (value, places, text) in cases {
            assert_eq!(decimal(value, places), text);
        }
        let padded = [(3.0, 2), (0.5, 2), (-0.25, 1), (99.95, 1), (7.4, 0)];
        let texts = padded.map(|(value, places)| fixed(value, places));
        assert_eq!(texts, ["3.00", "0.50", "-0.3", "100.0", "7"]);
        assert!(decimal(f64::INFINITY, 6).starts_with("9223372036854"));
    }
}
