//! Quantities with their unit in the type.

use std::fmt;

use serde::{Deserialize, Serialize};

use super::decimal;
use super::plausible::Plausible;

/// A point in time: milliseconds since 1970-01-01 UTC.
#[derive(
    Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize,
)]
#[serde(transparent)]
pub struct Millis(pub i64);

impl Millis {
    /// Milliseconds from `earlier` to `self`; negative when `earlier` is later.
    pub const fn since(self, earlier: Millis) -> i64 {
        self.0.saturating_sub(earlier.0)
    }

    pub const fn plus(self, milliseconds: i64) -> Millis {
        Millis(self.0.saturating_add(milliseconds))
    }
}

/// A share of a whole, always within 0 to 100.
#[derive(Clone, Copy, Debug, Default, PartialEq, PartialOrd)]
pub struct Percent(f32);

impl Percent {
    /// Values slightly outside 0 to 100 come from rounding or from adding up cores.
    const PLAUSIBLE: Plausible = Plausible::within(-1.0, 110.0);

    /// A measured share, as 0 to 100; `None` if it is not plausible.
    pub fn measured(value: f64) -> Option<Self> {
        Self::PLAUSIBLE.check(value).and_then(Self::new)
    }

    /// Clamps to 0..=100; `None` for a number that is not finite.
    pub fn new(value: f64) -> Option<Self> {
        value
            .is_finite()
            .then(|| Self(value.clamp(0.0, 100.0) as f32))
    }

    /// A whole number of percents; more than 100 is 100.
    pub const fn of_100(whole: u8) -> Self {
        Self(if whole > 100 { 100.0 } else { whole as f32 })
    }

    pub const fn value(self) -> f32 {
        self.0
    }

    /// The number that the screen shows. Limits are compared with the share itself, never with this.
    pub fn rounded(self) -> RoundedPercent {
        let tenths = f64::from(self.0) * 10.0;
        RoundedPercent(match self.0 {
            value if value <= 0.0 => 0,
            value if value >= 100.0 => 1000,
            // A small share is not shown as 0, and one near 100 not as 100.
            value if !(1.0..=99.0).contains(&value) => tenths.round().clamp(1.0, 999.0) as u16,
            value => value.round() as u16 * 10,
        })
    }
}

/// A share as the screen shows it: in whole percent, near both ends in tenths. Equal ones look the same.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct RoundedPercent(u16);

impl RoundedPercent {
    /// 0 to 100.
    pub fn value(self) -> f32 {
        f32::from(self.0) / 10.0
    }
}

impl From<u8> for RoundedPercent {
    fn from(whole: u8) -> Self {
        Percent::of_100(whole).rounded()
    }
}

/// `82`, `0.4`, `99.6`.
impl fmt::Display for RoundedPercent {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut text = String::new();
        decimal::push(&mut text, i64::from(self.0), 1);
        f.write_str(&text)
    }
}

/// Degrees Celsius.
#[derive(Clone, Copy, Debug, PartialEq, PartialOrd)]
pub struct Celsius(pub f32);

impl Celsius {
    /// What sensors in machines are built to measure.
    const PLAUSIBLE: Plausible = Plausible::within(-55.0, 150.0);

    /// A measured temperature; `None` if it is not plausible. Agents report 0 for a sensor without a reading.
    pub fn measured(degrees: f64) -> Option<Self> {
        Self::PLAUSIBLE
            .check(degrees)
            .filter(|degrees| *degrees != 0.0)
            .map(|degrees| Self(degrees as f32))
    }
}

/// An amount of data.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct Bytes(pub u64);

impl Bytes {
    /// Up to an exabyte.
    const PLAUSIBLE: Plausible = Plausible::within(0.0, 1e18);

    /// A counted amount; `None` if it is not plausible.
    pub fn measured(count: f64) -> Option<Self> {
        Self::PLAUSIBLE.check(count).map(|count| Self(count as u64))
    }
}

/// Bytes per second.
#[derive(Clone, Copy, Debug, PartialEq, PartialOrd)]
pub struct BytesPerSecond(pub f64);

impl BytesPerSecond {
    /// Up to ten terabytes per second.
    const PLAUSIBLE: Plausible = Plausible::within(0.0, 1e13);

    /// A measured rate; `None` if it is not plausible.
    pub fn measured(rate: f64) -> Option<Self> {
        Self::PLAUSIBLE.check(rate).map(Self)
    }
}

/// A vertical measure in a rack in half rack units: one U is two of them. Never a float, so that equality is exact.
#[derive(
    Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize,
)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(transparent)]
pub struct HalfU(pub u16);

impl HalfU {
    pub const fn from_units(units: u16) -> Self {
        Self(units * 2)
    }

    /// Whole units, rounded up: a device of 1.5 U takes two.
    pub const fn units_ceil(self) -> u16 {
        self.0.div_ceil(2)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn little_is_not_nothing_and_nearly_all_is_not_all() {
        let cases = [
            (0.0, "0"),
            (0.004, "0.1"),
            (0.4, "0.4"),
            (0.97, "1"),
            (1.4, "1"),
            (64.5, "65"),
            (98.9, "99"),
            (99.6, "99.6"),
            (99.99, "99.9"),
            (100.0, "100"),
        ];
        for (value, text) in cases {
            let share = Percent::new(value).expect("a share");
            assert_eq!(share.rounded().to_string(), text, "{value}");
        }
    }

    #[test]
    fn no_degrees_are_no_temperature() {
        assert_eq!(Celsius::measured(0.0), None);
        assert_eq!(Celsius::measured(0.5), Some(Celsius(0.5)));
    }
}
