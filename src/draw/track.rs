//! A small chart of a stack: a line, and the area below it.

use super::chart::plot::PlotArea;
use super::chart::svg::hatch_lines;
use super::path::PathBuilder;
use crate::domain::fleet::{TrackAxis, TrackPoints};
use crate::domain::units::Millis;

/// Line and area as SVG path data.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct TrackShape {
    pub line: String,
    pub area: String,
    /// The hatch of the parts without values.
    pub gaps: String,
}

/// Draws the points in a box of that size, in pixels. Gaps in the data are hatched.
pub fn track_shape(points: &TrackPoints, axis: &TrackAxis, width: f32, height: f32) -> TrackShape {
    let x = |at: Millis| axis.window.share_of(at) as f32 * width;
    let y = |value: f32| height * (1.0 - axis.height_of(value));
    let (mut line, mut area) = (PathBuilder::new(), PathBuilder::new());
    for stretch in axis.stretches(points) {
        let seen: Vec<(f32, f32)> = stretch
            .iter()
            .filter(|(at, _)| axis.window.contains(*at))
            .map(|(at, value)| (x(*at), y(*value)))
            .collect();
        let (Some(first), Some(last)) = (seen.first(), seen.last()) else {
            continue;
        };
        let ways: Vec<(f32, f32)> = seen
            .windows(2)
            .map(|two| (two[1].0 - two[0].0, two[1].1 - two[0].1))
            .collect();
        line.open_line(first.0, first.1, &ways);
        let mut around = vec![(0.0, first.1 - height)];
        around.extend(&ways);
        around.push((0.0, height - last.1));
        area.polygon(first.0, height, &around);
    }
    let mut gaps = PathBuilder::new();
    for gap in axis.gaps(points) {
        let gap = PlotArea {
            left: x(gap.from),
            top: 0.0,
            right: x(gap.until),
            bottom: height,
        };
        for (from, to) in hatch_lines(gap, 1.0) {
            gaps.open_line(from.0, from.1, &[(to.0 - from.0, to.1 - from.1)]);
        }
    }
    TrackShape {
        line: line.finish(),
        area: area.finish(),
        gaps: gaps.finish(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::lens::Lens;
    use crate::domain::series::Range;

    #[test]
    fn a_gap_parts_the_line_and_what_is_older_is_left_out() {
        const NOW: Millis = Millis(1_700_000_000_000);
        let minute = |minutes: i64| NOW.plus(-minutes * 60_000);
        let points = vec![
            (minute(70), 1.0),
            (minute(60), 0.0),
            (minute(59), 50.0),
            (minute(30), 100.0),
            (minute(29), 100.0),
        ];
        let axis = TrackAxis::of(Lens::Cpu, Range::Hour, NOW, std::iter::once(&points));
        let shape = track_shape(&points, &axis, 60.0, 10.0);
        assert_eq!(shape.line, "M0 10l1-5M30 0l1 0");
        assert_eq!(shape.area, "M0 10l0 0l1-5l0 5zM30 10l0-10l1 0l0 10z");
        let hatched: Vec<f32> = shape
            .gaps
            .split('M')
            .filter_map(|line| line.split(' ').next()?.parse().ok())
            .collect();
        let is_in_a_gap = |x: &f32| (1.0..30.0).contains(x) || (31.0..60.0).contains(x);
        assert!(
            hatched.len() > 6 && hatched.iter().all(is_in_a_gap),
            "{}",
            shape.gaps
        );
        assert_eq!(
            track_shape(&Vec::new(), &axis, 60.0, 10.0),
            TrackShape::default()
        );
    }
}
