//! How messages give way to what is in use.

/// What something takes up of the window, in CSS pixels.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct WindowBox {
    pub left: f64,
    pub top: f64,
    pub right: f64,
    pub bottom: f64,
}

/// What stays free between messages and what is in use, and above them.
const GAP: f64 = 8.0;
/// A list or a field of more than this height is not hidden by a message.
const TALL: f64 = 160.0;

impl WindowBox {
    fn overlaps(self, other: Self) -> bool {
        self.left < other.right
            && other.left < self.right
            && self.top < other.bottom
            && other.top < self.bottom
    }

    fn lifted(self, by: f64) -> Self {
        Self {
            top: self.top - by,
            bottom: self.bottom - by,
            ..self
        }
    }

    /// Whether the middle of the other one is within it: what is scrolled out of a sheet is not.
    pub fn shows(self, other: Self) -> bool {
        let (x, y) = (
            (other.left + other.right) / 2.0,
            (other.top + other.bottom) / 2.0,
        );
        (self.left..=self.right).contains(&x) && (self.top..=self.bottom).contains(&y)
    }
}

/// How far above their usual place messages cover least of what is in use: above all not what has the focus. Where everything is
/// covered as well elsewhere, they stay.
pub fn lift(usual: WindowBox, focused: Option<WindowBox>, controls: &[WindowBox]) -> f64 {
    let focused = focused.filter(|focused| focused.bottom - focused.top <= TALL);
    let cost = |by: f64| {
        let place = usual.lifted(by);
        let hides_focus = focused.is_some_and(|focused| place.overlaps(focused));
        let hidden = controls.iter().filter(|control| place.overlaps(**control));
        (hides_focus, hidden.count())
    };
    let in_use = focused.iter().chain(controls);
    let beyond = in_use.map(|control| usual.bottom - control.top + GAP);
    let mut places: Vec<f64> = beyond
        .filter(|by| (0.0..=usual.top - GAP).contains(by))
        .collect();
    places.push(0.0);
    places.sort_by(f64::total_cmp);
    let best = places.into_iter().min_by_key(|by| cost(*by));
    best.unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn at(top: f64, bottom: f64) -> WindowBox {
        WindowBox {
            left: 100.0,
            top,
            right: 300.0,
            bottom,
        }
    }

    const USUAL: WindowBox = WindowBox {
        left: 120.0,
        top: 640.0,
        right: 280.0,
        bottom: 680.0,
    };

    #[test]
    fn messages_stay_where_nothing_is_in_use() {
        assert_eq!(lift(USUAL, None, &[]), 0.0);
        let beside = WindowBox {
            left: 290.0,
            right: 400.0,
            ..USUAL
        };
        assert_eq!(lift(USUAL, Some(beside), &[beside, at(0.0, 600.0)]), 0.0);
    }

    #[test]
    fn messages_lie_above_what_is_in_use() {
        // Above the last row and the one above it, which leaves too little room between.
        let rows = [at(650.0, 690.0), at(590.0, 630.0)];
        let lifted = USUAL.lifted(lift(USUAL, None, &rows));
        assert_eq!(lifted.bottom, 590.0 - GAP);
        let apart = [at(650.0, 690.0), at(500.0, 540.0)];
        let lifted = USUAL.lifted(lift(USUAL, None, &apart));
        assert_eq!(lifted.bottom, 650.0 - GAP);
    }

    #[test]
    fn what_has_the_focus_counts_most() {
        // Buttons wherever one looks.
        let all: Vec<WindowBox> = (0..18)
            .map(|row| at(f64::from(row) * 40.0, f64::from(row) * 40.0 + 38.0))
            .collect();
        let lifted = USUAL.lifted(lift(USUAL, Some(at(630.0, 690.0)), &all));
        assert!(lifted.bottom <= 630.0 - GAP);
        // A whole list has the focus, and stays readable.
        assert_eq!(lift(USUAL, Some(at(100.0, 700.0)), &[]), 0.0);
    }

    proptest! {
        #[test]
        fn messages_stay_in_the_window(tops in prop::collection::vec(-50.0..800.0_f64, 0..40), height in 1.0..80.0_f64) {
            let controls: Vec<WindowBox> = tops.iter().map(|top| at(*top, top + height)).collect();
            let lifted = USUAL.lifted(lift(USUAL, controls.first().copied(), &controls));
            prop_assert!((0.0..=USUAL.top).contains(&lifted.top));
        }
    }
}
