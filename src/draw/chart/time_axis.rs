//! The time axis below charts: as wide as they are.

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

/// A label of the axis.
#[derive(Clone, Debug, PartialEq)]
pub struct TickLabel {
    /// In CSS pixels from the left end of the plots.
    pub middle: f32,
    pub text: String,
}

impl TickLabel {
    /// Half its width, in CSS pixels.
    fn half(&self) -> f32 {
        self.text.chars().count() as f32 * LABEL_SIZE * HALF_LETTER
    }

    /// Whether the plate lies over it, even in part.
    pub fn is_under(&self, plate: &TimePlate) -> bool {
        self.middle + self.half() >= plate.left && self.middle - self.half() <= plate.right
    }
}

/// Where the time of the crosshair stands, in CSS pixels from the left end of the plots.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct TimePlate {
    left: f32,
    right: f32,
}

impl TimePlate {
    /// With so many letters, at that share of the plots, which are `width` CSS pixels wide.
    pub fn new(letters: usize, share: f64, width: f32) -> Self {
        let x = share as f32 * width;
        let wide = letters as f32 * MARK_LETTER + MARK_AROUND;
        // The style sheet puts it there.
        let left = match side_with_room(share) {
            "far left" => x,
            "far right" => x - wide,
            _ => x - wide / 2.0,
        };
        Self {
            left,
            right: left + wide,
        }
    }
}

/// The labels for plots that are `width` CSS pixels wide, but those that the edge would cut.
pub fn tick_labels(window: Window, ticks: &[TimeTick], width: f32) -> Vec<TickLabel> {
    // To the left, labels may stand below the value axis.
    let room = 3.2 * LABEL_SIZE;
    let labels = ticks.iter().map(|tick| TickLabel {
        middle: window.share_of(tick.at) as f32 * width,
        text: tick.label.clone(),
    });
    let is_whole = |label: &TickLabel| {
        label.middle + label.half() <= width && label.middle - label.half() >= -room
    };
    labels.filter(is_whole).collect()
}

/// The labels as a display list, in a picture of the axis.
pub fn time_axis(window: Window, ticks: &[TimeTick], surface: Surface) -> Vec<PlotMark> {
    let width = surface.width as f32 / surface.density - AXIS_WIDTH;
    let labels = tick_labels(window, ticks, width).into_iter();
    let marks = labels.map(|label| PlotMark::Text {
        ink: PlotInk::Text,
        at: (
            (AXIS_WIDTH + label.middle) * surface.density,
            surface.height as f32 / 2.0,
        ),
        align: Align::Middle,
        upright: false,
        text: label.text,
    });
    marks.collect()
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
    fn labels() -> Vec<TickLabel> {
        let tick = |tenth: i64| TimeTick {
            at: Millis(tenth * 100),
            label: "10:00".to_owned(),
        };
        let ticks: Vec<TimeTick> = (0..=10).map(tick).collect();
        tick_labels(WINDOW, &ticks, 500.0)
    }

    #[test]
    fn no_label_looks_out_beside_the_time_that_lies_over_it() {
        let covered = |share: f64| {
            let plate = TimePlate::new(5, share, 500.0);
            let labels = labels().into_iter();
            let under = labels.filter(|label| label.is_under(&plate));
            under.map(|label| label.middle).collect::<Vec<_>>()
        };
        // Two labels are 50 pixels apart and 33 wide, the time is 53 wide.
        assert_eq!(covered(0.5), [250.0]);
        assert_eq!(covered(0.55), [250.0, 300.0]);
        // At the ends it stands to one side of the crosshair.
        assert_eq!(covered(0.02), [0.0, 50.0]);
        assert_eq!(covered(0.98), [450.0]);
    }

    #[test]
    fn a_label_that_the_edge_would_cut_is_left_out() {
        let middles: Vec<f32> = labels().iter().map(|label| label.middle).collect();
        assert_eq!((middles[0], middles.len()), (0.0, 10));
    }
}
