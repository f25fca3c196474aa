//! A chart as a display list: grid, gaps, alerts, bands, lines, limits and the labels of the value axis. Plotters lays out the plot
//! and its grid; the lines are generated here, as passing each point through Plotters costs more than painting it.

mod marks;
mod pen;

use plotters::prelude::{
    BLACK, ChartBuilder, Color, IntoDrawingArea, LabelAreaPosition, LineSeries,
};

use super::super::chart_backend::{GridLine, Recorder};
use super::Surface;
use crate::domain::charts::reading::Chart;
use crate::domain::charts::ticks::{TimeTick, ValueAxis};
use crate::domain::preferences::Preferences;
use crate::domain::series::rows::Window;
use crate::domain::units::Millis;
use pen::PlotPen;

pub use marks::{Align, Dash, PlotArea, PlotColumn, PlotInk, PlotMark, PlotPoint, SERIES_INKS};

/// The width of the value axis, in CSS pixels.
pub const AXIS_WIDTH: f32 = 40.0;
/// Space above the plot for the topmost label, in CSS pixels.
pub const MARGIN: f32 = 6.0;
/// The size of labels, in CSS pixels.
pub const LABEL_SIZE: f32 = 11.0;
/// What a chart shows besides its lines.
pub struct PlotScene<'a> {
    pub window: Window,
    pub preferences: &'a Preferences,
    pub is_shown: &'a dyn Fn(usize) -> bool,
    pub gaps: &'a [Window],
    pub alerts: &'a [Window],
    pub reboot: Option<Millis>,
    pub ticks: &'a [TimeTick],
}

/// The display list of a chart, and the place of its plot.
#[derive(Clone, Debug, PartialEq)]
pub struct Plot {
    pub marks: Vec<PlotMark>,
    pub place: PlotPlace,
}

/// Maps times and values to a plot.
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

/// Draws a chart for a surface. The result is empty if there is no room.
pub fn plot(chart: &Chart, scene: &PlotScene<'_>, surface: Surface) -> Plot {
    let axis = chart.axis(scene.window, scene.is_shown, scene.preferences);
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
        let words = format!("your {}", chart.unit.limit(limit.value, scene.preferences));
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

/// The plot's rectangle and grid lines, laid out by Plotters.
fn laid_out(
    axis: &ValueAxis,
    scene: &PlotScene<'_>,
    surface: Surface,
) -> Option<(PlotArea, Vec<GridLine>)> {
    let margin = (MARGIN * surface.density).round() as u32;
    let labels = (AXIS_WIDTH * surface.density).round() as u32;
    if surface.width <= labels + 1 || surface.height <= 2 * margin + 1 {
        return None;
    }
    let mut grid = Vec::new();
    let recorder = Recorder {
        size: (surface.width, surface.height),
        lines: &mut grid,
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
    let hairline = BLACK.stroke_width(surface.density.round().max(1.0) as u32);
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

#[cfg(test)]
mod tests;
