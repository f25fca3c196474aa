//! Quantities with their unit in the type.

use serde::{Deserialize, Serialize};

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
    /// What is a little outside 0 to 100 was rounded, or summed up over cores.
    const PLAUSIBLE: Plausible = Plausible::within(-1.0, 110.0);

    /// A share that was measured, as 0 to 100; `None` where it cannot be one.
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

    /// Rounded to a whole number, 0 to 100: what the screen shows.
    pub fn whole(self) -> u8 {
        self.0.round() as u8
    }
}

/// Degrees Celsius.
#[derive(Clone, Copy, Debug, PartialEq, PartialOrd)]
pub struct Celsius(pub f32);

impl Celsius {
    /// What sensors in machines are built to measure.
    const PLAUSIBLE: Plausible = Plausible::within(-55.0, 150.0);

    /// A temperature that was measured; `None` where it cannot be one.
    pub fn measured(degrees: f64) -> Option<Self> {
        Self::PLAUSIBLE
            .check(degrees)
            .map(|degrees| Self(degrees as f32))
    }
}

/// An amount of data.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct Bytes(pub u64);

impl Bytes {
    /// To an exabyte.
    const PLAUSIBLE: Plausible = Plausible::within(0.0, 1e18);

    /// An amount that was counted; `None` where it cannot be one.
    pub fn measured(count: f64) -> Option<Self> {
        Self::PLAUSIBLE.check(count).map(|count| Self(count as u64))
    }
}

/// Bytes per second.
#[derive(Clone, Copy, Debug, PartialEq, PartialOrd)]
pub struct BytesPerSecond(pub f64);

impl BytesPerSecond {
    /// To ten terabytes a second.
    const PLAUSIBLE: Plausible = Plausible::within(0.0, 1e13);

    /// A rate that was measured; `None` where it cannot be one.
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
