//! Files of one chart: its values, or its picture.

use leptos::prelude::*;

use super::canvas::{self, Colors};
use super::parts::{Parts, marks};
use crate::domain::charts::reading::Chart;
use crate::domain::charts::table::csv;
use crate::domain::io::export::chart;
use crate::domain::series::rows::Window;
use crate::draw::chart::Surface;
use crate::draw::chart::plot::{PlotMark, time_axis};
use crate::draw::chart::svg::{document, moved_down};
use crate::state::app::App;
use crate::state::files::{FileKind, download_blob};
use crate::state::spawn;

/// The height of the time axis below an exported chart, in CSS pixels.
const EXPORTED_AXIS: f32 = 24.0;

/// The chart with its time axis, and the room for both.
fn exported(parts: Parts) -> Option<(Vec<PlotMark>, Surface, Colors)> {
    let canvas = parts.canvas.get_untracked()?;
    let surface = canvas::surface_of(&canvas);
    let mut all = untrack(|| marks(parts, surface));
    let model = parts.model.get_untracked();
    let axis = Surface {
        height: (EXPORTED_AXIS * surface.density) as u32,
        ..surface
    };
    let below = time_axis(model.window, &model.ticks, axis);
    all.extend(moved_down(&below, surface.height as f32));
    let whole = Surface {
        height: surface.height + axis.height,
        ..surface
    };
    Some((all, whole, Colors::of(&canvas)))
}

fn title_of(parts: Parts) -> String {
    let title = parts
        .chart
        .with_untracked(|chart| chart.as_ref().map(|chart| chart.title.clone()));
    title.unwrap_or_default()
}

pub fn save_csv(app: App, parts: Parts) {
    save_values(app, parts, FileKind::Csv, csv);
}

pub fn save_json(app: App, parts: Parts) {
    save_values(app, parts, FileKind::Json, chart::write);
}

/// The values of what is shown.
fn save_values(app: App, parts: Parts, kind: FileKind, write: fn(&Chart, Window) -> String) {
    let window = parts.model.with_untracked(|model| model.window);
    let text = parts
        .chart
        .with_untracked(|chart| chart.as_ref().map(|chart| write(chart, window)));
    if let Some(text) = text {
        app.download(
            &app.file_name(&title_of(parts), kind),
            kind,
            text.as_bytes(),
        );
    }
}

pub fn save_svg(app: App, parts: Parts) {
    if let Some((marks, surface, colors)) = exported(parts) {
        let title = title_of(parts);
        let text = document(&title, &marks, surface, &|ink| colors.get(ink).to_string());
        app.download(
            &app.file_name(&title, FileKind::Svg),
            FileKind::Svg,
            text.as_bytes(),
        );
    }
}

pub fn save_png(app: App, parts: Parts) {
    let Some((marks, surface, colors)) = exported(parts) else {
        return;
    };
    let name = app.file_name(&title_of(parts), FileKind::Png);
    spawn(async move {
        let blob = canvas::png(marks, colors, surface).await;
        let taken = blob.is_some_and(|blob| download_blob(&name, &blob));
        app.say_downloaded(&name, taken);
    });
}
