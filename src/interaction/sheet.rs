//! Swipes on the handle of a phone's sheet.

use super::thresholds::SWIPE;

/// Where the sheet goes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SheetMove {
    /// It takes the whole screen.
    Rise,
    /// It leaves the racks in sight.
    Sink,
    Close,
}

const UP: f64 = -SWIPE;

/// What a swipe of this distance means, in CSS pixels downward; `None` if it is too short.
pub fn swiped(is_tall: bool, down: f64) -> Option<SheetMove> {
    match (is_tall, down) {
        (false, ..=UP) => Some(SheetMove::Rise),
        (true, SWIPE..) => Some(SheetMove::Sink),
        (false, SWIPE..) => Some(SheetMove::Close),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_sheet_goes_where_a_finger_takes_it() {
        let cases = [
            (false, -40.0, Some(SheetMove::Rise)),
            (false, 40.0, Some(SheetMove::Close)),
            (true, 40.0, Some(SheetMove::Sink)),
            (true, -40.0, None),
            (false, 10.0, None),
            (true, f64::NAN, None),
        ];
        for (is_tall, down, wanted) in cases {
            assert_eq!(swiped(is_tall, down), wanted, "{is_tall} {down}");
        }
    }
}
