//! Ranges of plausible numbers. Drivers and agents report what they could not measure as if they had: −128 °C, 65,535 °C, 2^64 seconds. A
//! number that no sensor or counter can have counts as not reported.

/// The range of possible values of a quantity. Each quantity has one, beside its definition.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Plausible {
    least: f64,
    most: f64,
}

impl Plausible {
    /// Both ends are included.
    pub const fn within(least: f64, most: f64) -> Self {
        Self { least, most }
    }

    /// The number if it is in the range; never one that is not finite.
    pub fn check(self, number: f64) -> Option<f64> {
        (self.least <= number && number <= self.most).then_some(number)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn both_ends_are_values_and_what_is_no_number_is_not() {
        let range = Plausible::within(-1.0, 5.0);
        assert_eq!(range.check(-1.0), Some(-1.0));
        assert_eq!(range.check(5.0), Some(5.0));
        for number in [-1.1, 5.1, f64::NAN, f64::INFINITY, f64::NEG_INFINITY] {
            assert_eq!(range.check(number), None, "{number}");
        }
    }
}
