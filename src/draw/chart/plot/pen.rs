//! Draws the parts of a plot as marks: ground, gaps, alerts, bands, lines, limits and labels.

use super::marks::{Align, Dash, PlotArea, PlotColumn, PlotInk, PlotMark, PlotPoint};
use super::{LABEL_SIZE, PlotPlace};
use crate::domain::charts::covered::covered;
use crate::domain::charts::reading::{ChartReading, Track, inside, with_neighbors};
use crate::domain::series::columns::decimated;
use crate::domain::series::rows::Window;
use crate::domain::thresholds::Level;
use crate::domain::units::Millis;
use crate::draw::chart_backend::GridLine;

/// Width of lines, in CSS pixels.
const LINE_WIDTH: f32 = 1.6;
/// A line is dense if more than this many of its points are in view per column of device pixels.
const DENSE: f32 = 1.5;
/// Width of a letter on average, as a share of its size.
const WIDTH_OF_LETTER: f32 = 0.55;

pub(super) struct PlotPen<'a> {
    pub(super) place: &'a PlotPlace,
    pub(super) density: f32,
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

    pub(super) fn ground(&self, grid: Vec<GridLine>, marks: &mut Vec<PlotMark>) {
        marks.push(filled(PlotInk::Ground, 1.0, self.place.area));
        for GridLine { width, points } in grid {
            let points = points.into_iter().map(|(x, y)| (x as f32, y as f32));
            marks.push(PlotMark::Line {
                ink: PlotInk::Grid,
                width: width as f32,
                dash: Dash::Solid,
                points: points.collect(),
            });
        }
    }

    pub(super) fn gap(&self, gap: Window, marks: &mut Vec<PlotMark>) {
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

    /// Marks the time of an alert: a tint, and a bar at the foot that stays visible where the tint does not.
    pub(super) fn alert(&self, alert: Window, marks: &mut Vec<PlotMark>) {
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
        let points = with_neighbors(run, self.place.window)
            .iter()
            .map(|reading| (self.place.x(reading.at), self.place.y(value(reading))));
        let points: Vec<PlotPoint> = points.collect();
        decimated(&clipped(&points, self.place.area))
    }

    /// Fills between averages and peaks, where rows have both.
    pub(super) fn band(&self, track: &Track, ink: PlotInk, marks: &mut Vec<PlotMark>) {
        let seen = with_neighbors(&track.readings, self.place.window);
        if !seen.iter().any(|reading| reading.peak.is_some()) {
            return;
        }
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

    /// Whether the line is so dense that it fills the space between its points. It is then drawn as columns, which look the same and
    /// which browsers paint many times faster.
    fn is_dense(&self, track: &Track) -> bool {
        let room = self.place.area.right - self.place.area.left;
        inside(&track.readings, self.place.window).len() as f32 > DENSE * room
    }

    /// Collects the range the line covers in each column of device pixels.
    fn columns(&self, run: &[ChartReading], columns: &mut Vec<PlotColumn>) {
        let PlotPlace { area, window, .. } = self.place;
        let room = (area.right - area.left) as u32;
        let found = covered(run, *window, room).into_iter();
        columns.extend(found.map(|column| PlotColumn {
            x: area.left + column.place as f32 + 0.5,
            top: self.place.y(column.greatest) - 0.5,
            bottom: self.place.y(column.least) + 0.5,
        }));
    }

    pub(super) fn track(&self, track: &Track, ink: PlotInk, marks: &mut Vec<PlotMark>) {
        let is_dense = self.is_dense(track);
        let mut columns = Vec::new();
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
            if is_dense {
                self.columns(run, &mut columns);
                continue;
            }
            let points = self.points(run, |reading| reading.value);
            if points.len() > 1 {
                marks.push(PlotMark::Line {
                    ink,
                    width: LINE_WIDTH * self.density,
                    dash: Dash::Solid,
                    points,
                });
            }
        }
        if !columns.is_empty() {
            marks.push(PlotMark::Columns { ink, columns });
        }
    }

    pub(super) fn limit(&self, value: f64, level: Level, words: String, marks: &mut Vec<PlotMark>) {
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
        self.words(
            ink,
            (area.left + 5.0 * self.density, at),
            Align::Start,
            words,
            marks,
        );
    }

    /// Words that stand among the lines: on a plate that lets the lines shine through, but not cross out the words.
    fn words(
        &self,
        ink: PlotInk,
        at: PlotPoint,
        align: Align,
        text: String,
        marks: &mut Vec<PlotMark>,
    ) {
        let width = text.chars().count() as f32 * LABEL_SIZE * self.density * WIDTH_OF_LETTER;
        let left = match align {
            Align::Start => at.0,
            Align::Middle => at.0 - width / 2.0,
            Align::End => at.0 - width,
        };
        let (beside, half) = (2.0 * self.density, 0.5 * LABEL_SIZE * self.density);
        let plate = PlotArea {
            left: left - beside,
            top: at.1 - half,
            right: left + width + beside,
            bottom: at.1 + half,
        };
        marks.push(filled(PlotInk::Ground, 0.75, plate));
        marks.push(PlotMark::Text {
            ink,
            at,
            align,
            upright: false,
            text,
        });
    }

    pub(super) fn reboot(&self, at: Millis, marks: &mut Vec<PlotMark>) {
        let (area, x) = (self.place.area, self.place.x(at));
        marks.push(PlotMark::Line {
            ink: PlotInk::Faint,
            width: 1.2 * self.density,
            dash: Dash::Dots,
            points: vec![(x, area.top), (x, area.bottom)],
        });
        let is_left = x > (area.left + area.right) / 2.0;
        let beside = 4.0 * self.density;
        let (at, align) = if is_left {
            (x - beside, Align::End)
        } else {
            (x + beside, Align::Start)
        };
        let at = (at, area.bottom - 9.0 * self.density);
        self.words(PlotInk::Text, at, align, "reboot".to_owned(), marks);
    }

    pub(super) fn label(&self, value: f64, text: String, marks: &mut Vec<PlotMark>) {
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
pub(super) fn clipped(points: &[PlotPoint], area: PlotArea) -> Vec<PlotPoint> {
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
