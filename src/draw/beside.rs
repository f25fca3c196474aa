//! Placement of a card or toolbar beside a device: near it, never over it, and within the view.

use super::area::{Area, Point};
use super::camera::Pair;

/// Minimum distance from the card to the target and to the edges.
const GAP: f32 = 12.0;

/// The upper left corner of a card of that size beside `target`, within `bounds`: to the right if there is room, otherwise to the
/// left, below or above. `None` if it would cover the target.
pub fn beside(target: &Area, (width, height): (f32, f32), bounds: &Area) -> Option<Point> {
    if width + 2.0 * GAP > bounds.width || height + 2.0 * GAP > bounds.height {
        return None;
    }
    let within = |at: f32, from: f32, length: f32, size: f32| {
        // In a tight fit, rounding may put the last position before the first.
        let first = from + GAP;
        at.clamp(first, (from + length - GAP - size).max(first))
    };
    let y = within(target.y - GAP, bounds.y, bounds.height, height);
    let x = within(target.x, bounds.x, bounds.width, width);
    let places = [
        Point::new(target.right() + GAP, y),
        Point::new(target.x - GAP - width, y),
        Point::new(x, target.bottom() + GAP),
        Point::new(x, target.y - GAP - height),
    ];
    places.into_iter().find(|place| {
        place.x >= bounds.x + GAP
            && place.y >= bounds.y + GAP
            && place.x + width + GAP <= bounds.right() + 0.01
            && place.y + height + GAP <= bounds.bottom() + 0.01
    })
}

/// Distance of a label from the pointer, so that neither it nor a finger hides the text.
const FROM_POINTER: Pair = (16.0, 18.0);
/// Minimum distance of a label from the edges of the window.
const FROM_EDGE: f64 = 4.0;

/// The upper left corner of a label of that size: to the right of the pointer and below it, or on the other side where the window ends.
pub fn label_corner(pointer: Pair, size: Pair, window: Pair) -> Pair {
    let along = |at: f64, gap: f64, length: f64, room: f64| {
        let after = at + gap;
        if after + length + FROM_EDGE <= room {
            after
        } else {
            (at - gap - length).max(FROM_EDGE)
        }
    };
    (
        along(pointer.0, FROM_POINTER.0, size.0, window.0),
        along(pointer.1, FROM_POINTER.1, size.1, window.1),
    )
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn a_card_is_at_the_right_where_there_is_room() {
        let bounds = Area::new(0.0, 0.0, 1_000.0, 600.0);
        let place = |x: f32, width: f32| {
            let target = Area::new(x, 500.0, width, 58.0);
            beside(&target, (320.0, 400.0), &bounds)
        };
        assert_eq!(place(100.0, 360.0), Some(Point::new(472.0, 188.0)));
        assert_eq!(place(600.0, 360.0), Some(Point::new(268.0, 188.0)));
        assert_eq!(place(10.0, 980.0), Some(Point::new(12.0, 88.0)));
        let all = Area::new(0.0, 0.0, 1_000.0, 600.0);
        assert_eq!(beside(&all, (320.0, 400.0), &bounds), None);
    }

    #[test]
    fn a_label_turns_to_the_other_side_at_the_end_of_the_window() {
        let (size, window) = ((300.0, 40.0), (1_280.0, 720.0));
        let corner = |x, y| label_corner((x, y), size, window);
        assert_eq!(corner(100.0, 100.0), (116.0, 118.0));
        assert_eq!(corner(1_200.0, 100.0), (884.0, 118.0));
        assert_eq!(corner(100.0, 700.0), (116.0, 642.0));
    }

    proptest! {
        #[test]
        fn a_label_is_seen_whole_and_never_under_the_pointer(
            x in 0.0..1_280.0_f64,
            y in 0.0..720.0_f64,
            size in (10.0..340.0_f64, 10.0..120.0_f64),
        ) {
            let (left, top) = label_corner((x, y), size, (1_280.0, 720.0));
            prop_assert!(left >= 0.0 && left + size.0 <= 1_280.0);
            prop_assert!(top >= 0.0 && top + size.1 <= 720.0);
            let is_over = (left..left + size.0).contains(&x) && (top..top + size.1).contains(&y);
            prop_assert!(!is_over);
        }

        /// Rounded, such a view may have less room than the card needs.
        #[test]
        fn a_card_that_hardly_fits_has_a_place_or_none(
            (x, y) in (-20_000.0..20_000.0_f32, -20_000.0..20_000.0_f32),
            card in (1.0..2_000.0_f32, 1.0..2_000.0_f32),
            more in 0.0..0.01_f32,
        ) {
            let (width, height) = (card.0 + 2.0 * GAP + more, card.1 + 2.0 * GAP + more);
            let bounds = Area::new(x, y, width, height);
            let target = Area::new(x, y + 1.0, 10.0, 10.0);
            prop_assert_eq!(beside(&target, card, &bounds), None);
        }

        #[test]
        fn a_card_covers_nothing_of_its_device_and_is_seen_whole(
            x in -200.0..1_200.0_f32,
            y in -200.0..900.0_f32,
            width in 10.0..700.0_f32,
            height in 10.0..500.0_f32,
            card in (50.0..400.0_f32, 50.0..500.0_f32),
        ) {
            let bounds = Area::new(72.0, 105.0, 1_100.0, 700.0);
            let target = Area::new(x, y, width, height);
            if let Some(place) = beside(&target, card, &bounds) {
                let card = Area::new(place.x, place.y, card.0, card.1);
                prop_assert!(!card.meets(&target));
                prop_assert!(card.x >= bounds.x && card.y >= bounds.y);
                prop_assert!(card.right() <= bounds.right() && card.bottom() <= bounds.bottom());
            }
        }
    }
}
