//! Files of one chart: its values, or its picture.

use leptos::prelude::*;

use super::canvas::{self, Colors};
use super::parts::{Parts, is_shown, marks};
use crate::domain::charts::reading::Chart;
use crate::domain::charts::table::csv;
use crate::domain::charts::ticks::dated_span;
use crate::domain::io::export::chart;
use crate::domain::series::rows::Window;
use crate::draw::chart::Surface;
use crate::draw::chart::heading::heading;
use crate::draw::chart::plot::PlotMark;
use crate::draw::chart::svg::{document, moved_down};
use crate::draw::chart::time_axis::time_axis;
use crate::state::app::App;
use crate::state::files::{FileKind, download_blob};
use crate::state::{spawn, time};

/// The height of the time axis below an exported chart, in CSS pixels.
const EXPORTED_AXIS: f32 = 24.0;

/// The marks of the chart with its heading and time axis, and the size of everything.
fn exported(app: App, parts: Parts) -> Option<(Vec<PlotMark>, Surface, Colors)> {
    let canvas = parts.canvas.get_untracked()?;
    let plot = canvas::surface_of(&canvas);
    let (words, lines) = untrack(|| told(app, parts));
    let lines: Vec<(usize, &str)> = lines
        .iter()
        .map(|(place, name)| (*place, name.as_str()))
        .collect();
    let (mut all, height) = heading(&words, &lines, plot);
    all.extend(moved_down(&untrack(|| marks(parts, plot)), height));
    let surface = Surface {
        height: plot.height + height as u32,
        ..plot
    };
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

/// Describes the chart and its window, and names its visible lines with their means; for a single line, with all its numbers.
fn told(app: App, parts: Parts) -> (String, Vec<(usize, String)>) {
    let preferences = parts.state.preferences.get();
    let window = parts.model.with(|model| model.window);
    parts.chart.with(|chart| {
        let Some(chart) = chart else {
            return Default::default();
        };
        let number = |value| chart.unit.words(value, &preferences);
        let shown = chart.tracks.iter().enumerate();
        let shown: Vec<_> = shown
            .filter(|(place, _)| is_shown(parts, chart, *place))
            .map(|(place, track)| (place, &track.name, track.summary(window)))
            .collect();
        let now = parts.state.time.get().now();
        let of = dated_span(window, now, &time::offset, preferences.hours);
        let mut words = vec![chart.title.clone(), of];
        words.splice(0..0, device_name(app));
        if let [(_, _, Some(summary))] = &shown[..] {
            words.push(format!(
                "min {}, avg {}, max {}, last {}",
                number(summary.least),
                number(summary.mean),
                number(summary.greatest),
                number(summary.last)
            ));
        }
        let lines = shown.into_iter().map(|(place, name, summary)| {
            let mean = summary.map(|summary| format!(", avg {}", number(summary.mean)));
            (place, format!("{name}{}", mean.unwrap_or_default()))
        });
        (words.join(" · "), lines.collect())
    })
}

/// The name of the device whose panel is open.
fn device_name(app: App) -> Option<String> {
    let device = app.inner().opened.get_untracked()?;
    let snapshot = app.inner().document.snapshot();
    snapshot.with_untracked(|snapshot| {
        let device = snapshot.layout.devices.get(&device)?;
        Some(device.name.clone())
    })
}

/// The base name of the chart's files.
fn title_of(app: App, parts: Parts) -> String {
    let chart = parts.chart.get_untracked();
    let title = chart.map(|chart| chart.title.clone());
    let words: Vec<String> = device_name(app).into_iter().chain(title).collect();
    words.join("-")
}

pub fn save_csv(app: App, parts: Parts) {
    save_values(app, parts, FileKind::Csv, csv);
}

pub fn save_json(app: App, parts: Parts) {
    save_values(app, parts, FileKind::Json, chart::write);
}

/// Downloads the values in the shown window.
fn save_values(app: App, parts: Parts, kind: FileKind, write: fn(&Chart, Window) -> String) {
    let window = parts.model.with_untracked(|model| model.window);
    let text = parts
        .chart
        .with_untracked(|chart| chart.as_ref().map(|chart| write(chart, window)));
    if let Some(text) = text {
        app.download(
            &app.file_name(&title_of(app, parts), kind),
            kind,
            text.as_bytes(),
        );
    }
}

pub fn save_svg(app: App, parts: Parts) {
    if let Some((marks, surface, colors)) = exported(app, parts) {
        let title = title_of(app, parts);
        let text = document(&title, &marks, surface, &|ink| colors.get(ink).to_string());
        app.download(
            &app.file_name(&title, FileKind::Svg),
            FileKind::Svg,
            text.as_bytes(),
        );
    }
}

pub fn save_png(app: App, parts: Parts) {
    let Some((marks, surface, colors)) = exported(app, parts) else {
        return;
    };
    let name = app.file_name(&title_of(app, parts), FileKind::Png);
    spawn(async move {
        let blob = canvas::png(marks, colors, surface).await;
        let taken = blob.is_some_and(|blob| download_blob(&name, &blob));
        app.say_downloaded(&name, taken);
    });
}
