//! A chart as a display list: grid, gaps, alerts, bands, lines, limits and the labels of the value axis. Plotters lays out the plot and
//! its grid; the lines are recorded here, as a pass of Plotters over each of their points costs more than painting them.

use plotters::prelude::{ChartBuilder, IntoDrawingArea, LabelAreaPosition, LineSeries};

use super::super::chart_backend::{ChartMark, Ink, Recorder};
use super::Surface;
use crate::domain::charts::reading::{Chart, ChartReading, Track};
use crate::domain::charts::ticks::{TimeTick, ValueAxis};
use crate::domain::preferences::Preferences;
use crate::domain::series::columns::decimated;
use crate::domain::series::rows::Window;
use crate::domain::thresholds::Level;
use crate::domain::units::Millis;

/// The width of the value axis, in CSS pixels.
pub const AXIS_WIDTH: f32 = 40.0;
/// Room above the plot, so that the topmost label is not cut. In CSS pixels.
pub const MARGIN: f32 = 6.0;
/// The size of labels, in CSS pixels.
pub const LABEL_SIZE: f32 = 11.0;
/// The lines of a chart have so many inks.
pub const SERIES_INKS: usize = 8;

/// What is painted in which color; the style sheet has a token for each.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PlotInk {
    Ground,
    Grid,
    Text,
    Faint,
    Warn,
    Critical,
    /// 0 to [`SERIES_INKS`] - 1.
    Series(u8),
}

impl PlotInk {
    /// The ink of the line at that place in the legend.
    pub const fn of_track(index: usize) -> Self {
        Self::Series((index % SERIES_INKS) as u8)
    }

    /// The name of the custom property that holds its color.
    pub const fn token(self) -> &'static str {
        const SERIES: [&str; SERIES_INKS] = [
            "--series-1",
            "--series-2",
            "--series-3",
            "--series-4",
            "--series-5",
            "--series-6",
            "--series-7",
            "--series-8",
        ];
        match self {
            Self::Ground => "--plot",
            Self::Grid => "--series-grid",
            Self::Text => "--text-muted",
            Self::Faint => "--text-faint",
            Self::Warn => "--warn",
            Self::Critical => "--critical",
            Self::Series(index) => SERIES[index as usize % SERIES_INKS],
        }
    }
}

/// How a line is interrupted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Dash {
    Solid,
    Dashes,
    Dots,
}

impl Dash {
    /// Lengths of ink and of none, in CSS pixels.
    pub const fn lengths(self) -> &'static [f32] {
        match self {
            Self::Solid => &[],
            Self::Dashes => &[5.0, 4.0],
            Self::Dots => &[1.5, 2.5],
        }
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Align {
    Start,
    Middle,
    End,
}

pub type PlotPoint = (f32, f32);

/// One thing to paint, in device pixels from the upper left corner.
#[derive(Clone, Debug, PartialEq)]
pub enum PlotMark {
    Line {
        ink: PlotInk,
        width: f32,
        dash: Dash,
        points: Vec<PlotPoint>,
    },
    Area {
        ink: PlotInk,
        opacity: f32,
        points: Vec<PlotPoint>,
    },
    /// A rectangle of slanting lines: left, top, right, bottom.
    Hatch(PlotArea),
    Dot {
        ink: PlotInk,
        at: PlotPoint,
        radius: f32,
    },
    /// Its middle line is at the height of `at`.
    Text {
        ink: PlotInk,
        at: PlotPoint,
        align: Align,
        /// Reads upwards.
        upright: bool,
        text: String,
    },
}

/// A rectangle, in device pixels.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct PlotArea {
    pub left: f32,
    pub top: f32,
    pub right: f32,
    pub bottom: f32,
}

/// What a chart shows beside its lines.
pub struct PlotScene<'a> {
    pub window: Window,
    pub preferences: &'a Preferences,
    pub is_shown: &'a dyn Fn(usize) -> bool,
    pub gaps: &'a [Window],
    pub alerts: &'a [Window],
    pub reboot: Option<Millis>,
    pub ticks: &'a [TimeTick],
}

/// The display list, and where in it the plot and its values are.
#[derive(Clone, Debug, PartialEq)]
pub struct Plot {
    pub marks: Vec<PlotMark>,
    pub place: PlotPlace,
}

/// Where times and values are in a plot.
#[derive(Clone, Debug, PartialEq)]
pub struct PlotPlace {
    pub area: PlotArea,
    pub window: Window,
    pub axis: ValueAxis,
}

impl PlotPlace {
    pub fn x(&self, at: Millis) -> f32 {
        let width = f64::from(self.area.right - self.area.left);
        (f64::from(self.area.left) + self.window.share_of(at) * width) as f32
    }

    pub fn y(&self, value: f64) -> f32 {
        let height = f64::from(self.area.bottom - self.area.top);
        let share = (value - self.axis.bottom) / (self.axis.top - self.axis.bottom).max(1e-12);
        (f64::from(self.area.bottom) - share.clamp(0.0, 1.0) * height) as f32
    }
}

/// Draws a chart for a surface. One without room is empty.
pub fn plot(chart: &Chart, scene: &PlotScene<'_>, surface: Surface) -> Plot {
    let (least, greatest) = chart.extent(scene.window, scene.is_shown);
    let axis = chart.unit.axis(least, greatest, scene.preferences);
    let mut place = PlotPlace {
        area: PlotArea::default(),
        window: scene.window,
        axis,
    };
    let mut marks = Vec::new();
    let Some((area, grid)) = laid_out(&place.axis, scene, surface) else {
        return Plot { marks, place };
    };
    place.area = area;
    let pen = PlotPen {
        place: &place,
        density: surface.density,
    };
    pen.ground(grid, &mut marks);
    for gap in scene.gaps {
        pen.gap(*gap, &mut marks);
    }
    for alert in scene.alerts {
        pen.alert(*alert, &mut marks);
    }
    let shown = || {
        let tracks = chart.tracks.iter().enumerate();
        tracks.filter(|(index, _)| (scene.is_shown)(*index))
    };
    for (index, track) in shown() {
        pen.band(track, PlotInk::of_track(index), &mut marks);
    }
    for (index, track) in shown() {
        pen.track(track, PlotInk::of_track(index), &mut marks);
    }
    for limit in &chart.limits {
        let words = format!("your {}", chart.unit.words(limit.value, scene.preferences));
        pen.limit(limit.value, limit.level, words, &mut marks);
    }
    if let Some(reboot) = scene.reboot {
        pen.reboot(reboot, &mut marks);
    }
    for tick in &place.axis.ticks {
        pen.label(
            *tick,
            chart.unit.tick(*tick, &place.axis, scene.preferences),
            &mut marks,
        );
    }
    Plot { marks, place }
}

/// The time axis below charts: as wide as they are.
pub fn time_axis(window: Window, ticks: &[TimeTick], surface: Surface) -> Vec<PlotMark> {
    let left = AXIS_WIDTH * surface.density;
    let width = surface.width as f32 - left;
    let middle = surface.height as f32 / 2.0;
    // A label that would be cut by the edge is left out.
    let room = 3.2 * LABEL_SIZE * surface.density;
    let mut marks = Vec::new();
    for tick in ticks {
        let x = left + window.share_of(tick.at) as f32 * width;
        let half = tick.label.chars().count() as f32 * LABEL_SIZE * surface.density * 0.3;
        if x + half > surface.width as f32 || x - half < left - room {
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

/// The plot's rectangle and the lines of its grid, as Plotters lays them out.
fn laid_out(
    axis: &ValueAxis,
    scene: &PlotScene<'_>,
    surface: Surface,
) -> Option<(PlotArea, Vec<ChartMark>)> {
    let margin = (MARGIN * surface.density).round() as u32;
    let labels = (AXIS_WIDTH * surface.density).round() as u32;
    if surface.width <= labels + 1 || surface.height <= 2 * margin + 1 {
        return None;
    }
    let mut grid = Vec::new();
    let recorder = Recorder {
        size: (surface.width, surface.height),
        marks: &mut grid,
    };
    let root = recorder.into_drawing_area();
    let times = 0..scene.window.span();
    let values = axis.bottom..axis.top;
    let mut chart = ChartBuilder::on(&root)
        .margin_top(margin)
        .margin_bottom(margin)
        .set_label_area_size(LabelAreaPosition::Left, labels)
        .build_cartesian_2d(times.clone(), values.clone())
        .ok()?;
    let hairline = Ink::Grid.key();
    let hairline =
        plotters::style::Color::stroke_width(&hairline, surface.density.round().max(1.0) as u32);
    for tick in &axis.ticks {
        let line = [(times.start, *tick), (times.end, *tick)];
        chart.draw_series(LineSeries::new(line, hairline)).ok()?;
    }
    for tick in scene.ticks {
        let at = tick.at.since(scene.window.from);
        let line = [(at, values.start), (at, values.end)];
        chart.draw_series(LineSeries::new(line, hairline)).ok()?;
    }
    let (across, down) = chart.plotting_area().get_pixel_range();
    let area = PlotArea {
        left: across.start as f32,
        top: down.start as f32,
        right: across.end as f32,
        bottom: down.end as f32,
    };
    drop(chart);
    drop(root);
    Some((area, grid))
}

struct PlotPen<'a> {
    place: &'a PlotPlace,
    density: f32,
}

impl PlotPen<'_> {
    fn rectangle(&self, from: Millis, until: Millis) -> PlotArea {
        let area = self.place.area;
        PlotArea {
            left: self.place.x(from).max(area.left),
            right: self.place.x(until).min(area.right),
            ..area
        }
    }

    fn ground(&self, grid: Vec<ChartMark>, marks: &mut Vec<PlotMark>) {
        marks.push(filled(PlotInk::Ground, 1.0, self.place.area));
        for mark in grid {
            if let ChartMark::Line { width, points, .. } = mark {
                let points = points.into_iter().map(|(x, y)| (x as f32, y as f32));
                marks.push(PlotMark::Line {
                    ink: PlotInk::Grid,
                    width: width as f32,
                    dash: Dash::Solid,
                    points: points.collect(),
                });
            }
        }
    }

    fn gap(&self, gap: Window, marks: &mut Vec<PlotMark>) {
        let area = self.rectangle(gap.from, gap.until);
        marks.push(PlotMark::Hatch(area));
        if area.right - area.left > 16.0 * self.density
            && area.bottom - area.top > 60.0 * self.density
        {
            marks.push(PlotMark::Text {
                ink: PlotInk::Faint,
                at: (
                    (area.left + area.right) / 2.0,
                    (area.top + area.bottom) / 2.0,
                ),
                align: Align::Middle,
                upright: true,
                text: "no data".to_owned(),
            });
        }
    }

    /// The time of an alert: a tint, and a foot that is seen where the tint is not.
    fn alert(&self, alert: Window, marks: &mut Vec<PlotMark>) {
        let mut area = self.rectangle(alert.from, alert.until);
        area.right = area.right.max(area.left + self.density);
        marks.push(filled(PlotInk::Warn, 0.16, area));
        let foot = PlotArea {
            top: area.bottom - 2.5 * self.density,
            ..area
        };
        marks.push(filled(PlotInk::Warn, 1.0, foot));
    }

    fn points(&self, run: &[ChartReading], value: fn(&ChartReading) -> f64) -> Vec<PlotPoint> {
        let points = run
            .iter()
            .map(|reading| (self.place.x(reading.at), self.place.y(value(reading))));
        let points: Vec<PlotPoint> = points.collect();
        decimated(&clipped(&points, self.place.area))
    }

    /// From the averages up to the greatest values, where rows have both.
    fn band(&self, track: &Track, ink: PlotInk, marks: &mut Vec<PlotMark>) {
        for run in track.unbroken() {
            for run in run.chunk_by(|one, other| one.peak.is_some() == other.peak.is_some()) {
                if run.len() < 2 || run[0].peak.is_none() {
                    continue;
                }
                let mut outline = self.points(run, |reading| reading.peak.unwrap_or(reading.value));
                let mut below = self.points(run, |reading| reading.value);
                below.reverse();
                outline.append(&mut below);
                if outline.len() > 2 {
                    marks.push(PlotMark::Area {
                        ink,
                        opacity: 0.22,
                        points: outline,
                    });
                }
            }
        }
    }

    fn track(&self, track: &Track, ink: PlotInk, marks: &mut Vec<PlotMark>) {
        for run in track.unbroken() {
            if let [only] = run {
                // One value with none beside it is a dot.
                if self.place.window.contains(only.at) {
                    marks.push(PlotMark::Dot {
                        ink,
                        at: (self.place.x(only.at), self.place.y(only.value)),
                        radius: 2.0 * self.density,
                    });
                }
                continue;
            }
            let points = self.points(run, |reading| reading.value);
            if points.len() > 1 {
                marks.push(PlotMark::Line {
                    ink,
                    width: 1.6 * self.density,
                    dash: Dash::Solid,
                    points,
                });
            }
        }
    }

    fn limit(&self, value: f64, level: Level, words: String, marks: &mut Vec<PlotMark>) {
        let axis = &self.place.axis;
        if value <= axis.bottom || value > axis.top || level == Level::Ok {
            return;
        }
        let ink = if level == Level::Critical {
            PlotInk::Critical
        } else {
            PlotInk::Warn
        };
        let (area, y) = (self.place.area, self.place.y(value));
        marks.push(PlotMark::Line {
            ink,
            width: 1.2 * self.density,
            dash: Dash::Dashes,
            points: vec![(area.left, y), (area.right, y)],
        });
        // Above its line, or below where there is no room.
        let above = y - 6.5 * self.density;
        let at = if above < area.top + self.density {
            y + 7.5 * self.density
        } else {
            above
        };
        marks.push(PlotMark::Text {
            ink,
            at: (area.left + 5.0 * self.density, at),
            align: Align::Start,
            upright: false,
            text: words,
        });
    }

    fn reboot(&self, at: Millis, marks: &mut Vec<PlotMark>) {
        let (area, x) = (self.place.area, self.place.x(at));
        marks.push(PlotMark::Line {
            ink: PlotInk::Faint,
            width: 1.2 * self.density,
            dash: Dash::Dots,
            points: vec![(x, area.top), (x, area.bottom)],
        });
        let is_left = x > (area.left + area.right) / 2.0;
        let beside = 4.0 * self.density;
        marks.push(PlotMark::Text {
            ink: PlotInk::Text,
            at: (
                if is_left { x - beside } else { x + beside },
                area.bottom - 9.0 * self.density,
            ),
            align: if is_left { Align::End } else { Align::Start },
            upright: false,
            text: "reboot".to_owned(),
        });
    }

    fn label(&self, value: f64, text: String, marks: &mut Vec<PlotMark>) {
        marks.push(PlotMark::Text {
            ink: PlotInk::Text,
            at: (
                self.place.area.left - 6.0 * self.density,
                self.place.y(value),
            ),
            align: Align::End,
            upright: false,
            text,
        });
    }
}

fn filled(ink: PlotInk, opacity: f32, area: PlotArea) -> PlotMark {
    let PlotArea {
        left,
        top,
        right,
        bottom,
    } = area;
    PlotMark::Area {
        ink,
        opacity,
        points: vec![(left, top), (right, top), (right, bottom), (left, bottom)],
    }
}

/// The part of a line, from left to right, that is within the area; cut at its edges.
fn clipped(points: &[PlotPoint], area: PlotArea) -> Vec<PlotPoint> {
    let crossing = |one: PlotPoint, other: PlotPoint, x: f32| {
        let share = (x - one.0) / (other.0 - one.0);
        (x, one.1 + (other.1 - one.1) * share)
    };
    let mut kept = Vec::with_capacity(points.len());
    for (index, point) in points.iter().enumerate() {
        let before = index.checked_sub(1).and_then(|before| points.get(before));
        if let Some(before) = before {
            for x in [area.left, area.right] {
                if before.0 < x && x < point.0 {
                    kept.push(crossing(*before, *point, x));
                }
            }
        }
        if (area.left..=area.right).contains(&point.0) {
            kept.push(*point);
        }
    }
    kept
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::charts::reading::Limit;
    use crate::domain::charts::unit::ChartUnit;

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
}
