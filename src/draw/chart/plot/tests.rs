use super::pen::clipped;
use super::*;
use crate::domain::charts::reading::{ChartReading, Limit, Track};
use crate::domain::charts::unit::ChartUnit;
use crate::domain::thresholds::Level;

const MINUTE: i64 = 60_000;
const SURFACE: Surface = Surface {
    width: 240,
    height: 112,
    density: 1.0,
};

fn window() -> Window {
    Window {
        from: Millis(0),
        until: Millis(10 * MINUTE),
    }
}

fn chart(values: &[(i64, f64, Option<f64>)]) -> Chart {
    let readings = values.iter().map(|(minute, value, peak)| ChartReading {
        at: Millis(minute * MINUTE),
        step: MINUTE,
        value: *value,
        peak: *peak,
    });
    Chart {
        id: "cpu".to_owned(),
        title: "CPU".to_owned(),
        unit: ChartUnit::Percent,
        tracks: vec![Track {
            name: "CPU".to_owned(),
            readings: readings.collect(),
        }],
        whole: None,
        limits: vec![Limit {
            value: 80.0,
            level: Level::Warn,
        }],
        alerts: &[],
    }
}

fn drawn(chart: &Chart, gaps: &[Window]) -> Plot {
    let scene = PlotScene {
        window: window(),
        preferences: &Preferences::default(),
        is_shown: &|_| true,
        gaps,
        alerts: &[],
        reboot: None,
        ticks: &[],
    };
    plot(chart, &scene, SURFACE)
}

fn lines(plot: &Plot) -> Vec<Vec<PlotPoint>> {
    let marks = plot.marks.iter();
    marks
        .filter_map(|mark| match mark {
            PlotMark::Line {
                ink: PlotInk::Series(_),
                points,
                ..
            } => Some(points.clone()),
            _ => None,
        })
        .collect()
}

#[test]
fn a_dense_line_is_as_thin_as_a_pixel() {
    let width_of = |count: i64| {
        let mut chart = chart(&[]);
        let step = 10 * MINUTE / count;
        let readings = (0..count).map(|place| ChartReading {
            at: Millis(place * step),
            step,
            value: (place * 37 % 100) as f64,
            peak: None,
        });
        chart.tracks[0].readings = readings.collect();
        let widths: Vec<f32> = drawn(&chart, &[])
            .marks
            .into_iter()
            .filter_map(|mark| match mark {
                PlotMark::Line {
                    ink: PlotInk::Series(_),
                    width,
                    ..
                } => Some(width),
                _ => None,
            })
            .collect();
        assert_eq!(widths.len(), 1, "{count}");
        widths[0]
    };
    assert_eq!(width_of(100), 1.6);
    assert_eq!(width_of(5_000), 1.0);
}

#[test]
fn a_gap_breaks_the_line_and_one_value_is_a_dot() {
    let plot = drawn(
        &chart(&[(1, 0.0, None), (2, 100.0, None), (6, 50.0, None)]),
        &[],
    );
    let area = plot.place.area;
    assert_eq!((area.left, area.top), (40.0, 6.0));
    let lines = lines(&plot);
    assert_eq!(lines.len(), 1);
    assert_eq!((lines[0][0].1, lines[0][1].1), (area.bottom, area.top));
    let dots = plot
        .marks
        .iter()
        .filter(|mark| matches!(mark, PlotMark::Dot { .. }));
    assert_eq!(dots.count(), 1);
}

#[test]
fn lines_are_cut_at_the_edges() {
    let plot = drawn(
        &chart(&[(-1, 0.0, None), (0, 10.0, None), (1, 20.0, None)]),
        &[],
    );
    assert!(
        lines(&plot)[0]
            .iter()
            .all(|point| point.0 >= plot.place.area.left)
    );
    let crossing = clipped(
        &[(0.0, 0.0), (100.0, 100.0)],
        PlotArea {
            left: 50.0,
            right: 90.0,
            ..PlotArea::default()
        },
    );
    assert_eq!(crossing, [(50.0, 50.0), (90.0, 90.0)]);
}

#[test]
fn bands_reach_up_to_the_peaks() {
    let plot = drawn(
        &chart(&[
            (1, 20.0, Some(90.0)),
            (2, 30.0, Some(95.0)),
            (3, 30.0, None),
        ]),
        &[],
    );
    let bands = plot.marks.iter().filter_map(|mark| match mark {
        PlotMark::Area {
            ink: PlotInk::Series(_),
            points,
            ..
        } => Some(points),
        _ => None,
    });
    let bands: Vec<_> = bands.collect();
    assert_eq!(bands.len(), 1);
    assert_eq!(bands[0].len(), 4);
    assert_eq!(bands[0][0].1, plot.place.y(90.0));
}

#[test]
fn gaps_limits_and_labels_are_marked() {
    let gap = Window {
        from: Millis(3 * MINUTE),
        until: Millis(6 * MINUTE),
    };
    let plot = drawn(&chart(&[(1, 20.0, None), (2, 30.0, None)]), &[gap]);
    let texts: Vec<&str> = plot
        .marks
        .iter()
        .filter_map(|mark| match mark {
            PlotMark::Text { text, .. } => Some(text.as_str()),
            _ => None,
        })
        .collect();
    assert_eq!(texts, ["no data", "your 80 %", "0", "50", "100"]);
    let hatches = plot
        .marks
        .iter()
        .filter(|mark| matches!(mark, PlotMark::Hatch(_)));
    assert_eq!(hatches.count(), 1);
}

#[test]
fn a_hidden_line_is_not_drawn_and_no_room_is_empty() {
    let chart = chart(&[(1, 20.0, None), (2, 30.0, None)]);
    let scene = PlotScene {
        window: window(),
        preferences: &Preferences::default(),
        is_shown: &|_| false,
        gaps: &[],
        alerts: &[],
        reboot: None,
        ticks: &[],
    };
    assert!(lines(&plot(&chart, &scene, SURFACE)).is_empty());
    let none = Surface {
        width: 0,
        height: 0,
        density: 1.0,
    };
    assert!(plot(&chart, &scene, none).marks.is_empty());
}

#[test]
fn a_spike_of_one_sample_in_a_hundred_thousand_is_drawn() {
    let mut chart = chart(&[]);
    chart.tracks[0].readings = (0..100_000_i64)
        .map(|at| ChartReading {
            at: Millis(at * 6),
            step: 6,
            value: if at == 61_803 { 100.0 } else { 10.0 },
            peak: None,
        })
        .collect();
    let plot = drawn(&chart, &[]);
    let top = plot.place.area.top;
    assert!(lines(&plot).iter().flatten().any(|point| point.1 == top));
    assert!(lines(&plot)[0].len() < 1_000);
}
