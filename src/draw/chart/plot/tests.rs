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

/// A chart with that many values, spread evenly over the window and beyond its ends.
fn dense(count: i64, value: impl Fn(i64) -> f64) -> Chart {
    let mut chart = chart(&[]);
    let step = 10 * MINUTE / count;
    let readings = (-3..count + 3).map(|place| ChartReading {
        at: Millis(place * step),
        step,
        value: value(place),
        peak: None,
    });
    chart.tracks[0].readings = readings.collect();
    chart
}

fn columns(plot: &Plot) -> Vec<PlotColumn> {
    let marks = plot.marks.iter();
    let columns = marks.filter_map(|mark| match mark {
        PlotMark::Columns { columns, .. } => Some(columns.clone()),
        _ => None,
    });
    columns.flatten().collect()
}

#[test]
fn a_dense_line_is_drawn_column_by_column() {
    let few = drawn(&dense(100, |place| (place * 37 % 100) as f64), &[]);
    assert_eq!((lines(&few).len(), columns(&few).len()), (1, 0));
    let many = drawn(&dense(5_000, |place| (place * 37 % 100) as f64), &[]);
    assert_eq!(lines(&many).len(), 0);
    let columns = columns(&many);
    let area = many.place.area;
    let places: Vec<f32> = columns.iter().map(|column| column.x).collect();
    let all: Vec<f32> = (0..(area.right - area.left) as i16)
        .map(|place| area.left + f32::from(place) + 0.5)
        .collect();
    assert_eq!(places, all);
    assert!(columns.iter().all(|column| column.top < column.bottom));
}

#[test]
fn a_gap_in_a_dense_line_stays_open() {
    let mut chart = dense(6_000, |_| 50.0);
    let gap = 2 * MINUTE..5 * MINUTE;
    chart.tracks[0]
        .readings
        .retain(|reading| !gap.contains(&reading.at.0));
    let plot = drawn(&chart, &[]);
    let (from, until) = (
        plot.place.x(Millis(gap.start)),
        plot.place.x(Millis(gap.end)),
    );
    let columns = columns(&plot);
    assert!(
        columns
            .iter()
            .all(|column| column.x < from || column.x > until)
    );
    assert_eq!(columns.len(), 140);
    // A flat line is as thick as a pixel.
    let y = plot.place.y(50.0);
    assert!(
        columns
            .iter()
            .all(|column| (column.top, column.bottom) == (y - 0.5, y + 0.5))
    );
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
    let plot = drawn(&chart(&[(1, 60.0, None), (2, 70.0, None)]), &[gap]);
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
    let spikes = columns(&plot);
    let spikes: Vec<_> = spikes.iter().filter(|column| column.top <= top).collect();
    let at = plot.place.x(Millis(61_803 * 6));
    assert!(!spikes.is_empty() && spikes.iter().all(|column| (column.x - at).abs() <= 1.0));
}
