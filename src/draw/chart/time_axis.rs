//! The time axis below charts: as wide as they are.

use std::ops::Range;

use super::Surface;
use super::plot::{AXIS_WIDTH, Align, LABEL_SIZE, PlotInk, PlotMark};
use super::reading_side::side_with_room;
use crate::domain::charts::ticks::TimeTick;
use crate::domain::series::rows::Window;

/// Half the width of a letter on average, as a share of its size.
const HALF_LETTER: f32 = 0.3;
/// The width of a letter of the crosshair's time, which is bold, and the space around its words, in CSS pixels.
const MARK_LETTER: f32 = 7.0;
const MARK_AROUND: f32 = 18.0;

/// The labels of the axis, but those of the ticks that are `covered`.
pub fn time_axis(
    window: Window,
    ticks: &[TimeTick],
    covered: Range<usize>,
    surface: Surface,
) -> Vec<PlotMark> {
    let left = AXIS_WIDTH * surface.density;
    let width = surface.width as f32 - left;
    let middle = surface.height as f32 / 2.0;
    // Leaves out labels that the edge would cut.
    let room = 3.2 * LABEL_SIZE * surface.density;
    let mut marks = Vec::new();
    for (place, tick) in ticks.iter().enumerate() {
        let x = left + window.share_of(tick.at) as f32 * width;
        let half = half_of(tick) * surface.density;
        let is_cut = x + half > surface.width as f32 || x - half < left - room;
        if is_cut || covered.contains(&place) {
            continue;
        }
        marks.push(PlotMark::Text {
            ink: PlotInk::Text,
            at: (x, middle),
            align: Align::Middle,
            upright: false,
            text: tick.label.clone(),
        });
    }
    marks
}

/// Half the width of a label, in CSS pixels.
fn half_of(tick: &TimeTick) -> f32 {
    tick.label.chars().count() as f32 * LABEL_SIZE * HALF_LETTER
}

/// The ticks whose labels the time of the crosshair lies over, even in part. The crosshair is at that share of the plots, which are `width`
/// CSS pixels wide, and its time has so many `letters`.
pub fn covered_ticks(
    window: Window,
    ticks: &[TimeTick],
    width: f32,
    (share, letters): (f64, usize),
) -> Range<usize> {
    let x = share as f32 * width;
    let mark = letters as f32 * MARK_LETTER + MARK_AROUND;
    // The style sheet puts it there.
    let left = match side_with_room(share) {
        "far left" => x,
        "far right" => x - mark,
        _ => x - mark / 2.0,
    };
    let right = left + mark;
    let place = |tick: &TimeTick| window.share_of(tick.at) as f32 * width;
    let first = ticks.partition_point(|tick| place(tick) + half_of(tick) < left);
    let end = ticks.partition_point(|tick| place(tick) - half_of(tick) <= right);
    first..end.max(first)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::units::Millis;

    const WINDOW: Window = Window {
        from: Millis(0),
        until: Millis(1_000),
    };

    /// At each tenth of the window.
    fn ticks() -> Vec<TimeTick> {
        let tick = |tenth: i64| TimeTick {
            at: Millis(tenth * 100),
            label: "10:00".to_owned(),
        };
        (1..10).map(tick).collect()
    }

    #[test]
    fn no_label_shows_beside_the_time_that_lies_over_it() {
        let covered = |share| covered_ticks(WINDOW, &ticks(), 500.0, (share, 5));
        // Two labels are 50 pixels apart and 33 wide, the time is 53 wide.
        assert_eq!(covered(0.5), 4..5);
        assert_eq!(covered(0.55), 4..6);
        // At the ends it stands to one side of the crosshair.
        assert_eq!(covered(0.02), 0..1);
        assert_eq!(covered(0.98), 8..9);
        assert_eq!(covered_ticks(WINDOW, &[], 500.0, (0.5, 5)), 0..0);
        let surface = Surface {
            width: 540,
            height: 24,
            density: 1.0,
        };
        let drawn = |covered| time_axis(WINDOW, &ticks(), covered, surface).len();
        assert_eq!((drawn(0..0), drawn(4..6)), (9, 7));
    }
}
