//! One chart: its heading, legend and numbers, its canvas, and its table.

use std::sync::Arc;

use leptos::html;
use leptos::prelude::*;

use super::arrangement::ChartOrder;
use super::canvas::{self, Colors};
use super::model::{ChartsModel, Desk};
use super::sight::follow_sight;
use super::table::table;
use crate::domain::charts::events::alert_spans;
use crate::domain::charts::reading::Chart;
use crate::domain::charts::table::csv;
use crate::domain::io::export::chart;
use crate::domain::series::rows::Window;
use crate::draw::chart::Surface;
use crate::draw::chart::plot::{PlotMark, PlotScene, SERIES_INKS, plot, time_axis};
use crate::draw::chart::svg::{document, moved_down};
use crate::state::app::App;
use crate::state::files::{FileKind, download_blob};
use crate::state::spawn;
use crate::views::ui::dynamic::{dynamic, effect, flag, nothing, optional, sometimes, text};

/// The height of the time axis below an exported chart, in CSS pixels.
const EXPORTED_AXIS: f32 = 24.0;

/// What a figure is made of.
#[derive(Clone, Copy)]
struct Parts {
    desk: Desk,
    model: Memo<Arc<ChartsModel>>,
    chart: Memo<Option<Arc<Chart>>>,
    /// The names of the lines that are hidden.
    hidden: RwSignal<Vec<String>>,
    canvas: NodeRef<html::Canvas>,
}

#[component]
pub fn Figure(
    id: String,
    desk: Desk,
    model: Memo<Arc<ChartsModel>>,
    arrangement: ChartOrder,
) -> impl IntoView {
    let of_id = id.clone();
    let chart = Memo::new(move |_| {
        model.with(|model| model.charts.iter().find(|chart| chart.id == of_id).cloned())
    });
    let parts = Parts {
        desk,
        model,
        chart,
        hidden: RwSignal::new(Vec::new()),
        canvas: NodeRef::new(),
    };
    let title = text(move || {
        chart.with(|chart| {
            chart
                .as_ref()
                .map(|chart| chart.title.clone())
                .unwrap_or_default()
        })
    });
    let folded_id = id.clone();
    let is_folded = Memo::new(move |_| arrangement.is_folded(&folded_id));
    let expanded = sometimes(move || Some(if is_folded.get() { "false" } else { "true" }));
    let (toggled, named) = (id.clone(), id.clone());
    view! {
        <figure class="chart-figure" aria-label=title data-chart=named>
            <figcaption>
                <button
                    type="button"
                    class="fold"
                    aria-expanded=expanded
                    on:click=move |_| arrangement.toggle(&toggled)
                >
                    {title}
                </button>
                {legend(parts)}
                {numbers(parts)}
            </figcaption>
            {dynamic(move || {
                if is_folded.get() {
                    nothing()
                } else {
                    view! { <Body id=id.clone() parts=parts arrangement=arrangement /> }.into_any()
                }
            })}
        </figure>
    }
}

fn is_hidden(parts: Parts, name: &str) -> bool {
    parts
        .hidden
        .with(|hidden| hidden.iter().any(|other| other == name))
}

/// The names of the lines; a click hides one. Of a single line, what is drawn of it.
fn legend(parts: Parts) -> AnyView {
    let names = Memo::new(move |_| {
        parts.chart.with(|chart| {
            let tracks = chart.iter().flat_map(|chart| &chart.tracks);
            let has_peaks = |track: &crate::domain::charts::reading::Track| {
                track.readings.iter().any(|reading| reading.peak.is_some())
            };
            tracks
                .map(|track| (track.name.clone(), has_peaks(track)))
                .collect::<Vec<_>>()
        })
    });
    dynamic(move || {
        let names = names.get();
        match &names[..] {
            [] | [(_, false)] => nothing(),
            [(_, true)] => view! {
                <span class="legend">
                    <span class="key" data-series="1">"average"</span>
                    <span class="key band" data-series="1">"up to max"</span>
                </span>
            }
            .into_any(),
            _ => {
                let buttons: Vec<_> = names
                    .iter()
                    .enumerate()
                    .map(|(place, (name, _))| legend_button(parts, place, name.clone()))
                    .collect();
                view! { <span class="legend">{buttons}</span> }.into_any()
            }
        }
    })
}

fn legend_button(parts: Parts, place: usize, name: String) -> AnyView {
    let (shown, of, toggled) = (name.clone(), name.clone(), name.clone());
    let pressed = sometimes(move || {
        Some(if is_hidden(parts, &shown) {
            "false"
        } else {
            "true"
        })
    });
    let in_sum = text(move || {
        let window = parts.model.with(|model| model.window);
        let preferences = parts.desk.preferences.get();
        parts
            .chart
            .with(|chart| {
                let chart = chart.as_ref()?;
                let summary = chart
                    .tracks
                    .iter()
                    .find(|track| track.name == of)?
                    .summary(window)?;
                let words = |value| chart.unit.words(value, &preferences);
                Some(format!(
                    "{of}: min {}, avg {}, max {}, last {}. Click to hide or show",
                    words(summary.least),
                    words(summary.mean),
                    words(summary.greatest),
                    words(summary.last)
                ))
            })
            .unwrap_or_default()
    });
    let toggle = move |_| {
        parts.hidden.update(|hidden| {
            let count = hidden.len();
            hidden.retain(|other| *other != toggled);
            if hidden.len() == count {
                hidden.push(toggled.clone());
            }
        });
    };
    view! {
        <button
            type="button"
            class="key"
            data-series=(place % SERIES_INKS + 1).to_string()
            aria-pressed=pressed
            title=in_sum
            on:click=toggle
        >
            {name}
        </button>
    }
    .into_any()
}

/// The least, mean, greatest and last value of the first line that is shown.
fn numbers(parts: Parts) -> AnyView {
    let numbers = Memo::new(move |_| {
        let window = parts.model.with(|model| model.window);
        let preferences = parts.desk.preferences.get();
        parts.chart.with(|chart| {
            let chart = chart.as_ref()?;
            let track = chart
                .tracks
                .iter()
                .find(|track| !is_hidden(parts, &track.name))?;
            let summary = track.summary(window)?;
            let number = |value| chart.unit.number(value, &preferences);
            Some([
                ("min", number(summary.least)),
                ("avg", number(summary.mean)),
                ("max", number(summary.greatest)),
                ("last", chart.unit.words(summary.last, &preferences)),
            ])
        })
    });
    optional(move || {
        let numbers = numbers.get()?.map(|(name, number)| {
            view! {
                <span>
                    {name} " " <b>{number}</b>
                </span>
            }
        });
        Some(view! { <span class="numbers">{numbers.to_vec()}</span> })
    })
}

#[component]
fn Body(id: String, parts: Parts, arrangement: ChartOrder) -> impl IntoView {
    let Parts {
        desk,
        model,
        chart,
        canvas,
        ..
    } = parts;
    let app = App::expect();
    let seen = RwSignal::new(false);
    follow_sight(canvas, seen);
    let theme = app.inner().theme.clone();
    effect(move || {
        // A chart out of sight is painted when it comes into sight.
        if !seen.get() {
            return;
        }
        desk.size.track();
        theme.track();
        if let Some(canvas) = canvas.get() {
            canvas::paint(&canvas, |surface| marks(parts, surface));
        }
    });
    let reading = Memo::new(move |_| {
        let at = desk.view.with(|view| view.crosshair())?;
        if !seen.get() {
            return None;
        }
        let preferences = desk.preferences.get();
        chart.with(|chart| {
            let chart = chart.as_ref()?;
            Some(chart.words_at(at, &preferences, &|index| is_shown(parts, chart, index)))
        })
    });
    let label = text(move || {
        let words = chart.with(|chart| chart.as_ref().map(|chart| chart.title.clone()));
        format!("{} over time", words.unwrap_or_default())
    });
    let is_table = RwSignal::new(false);
    let (up, down) = (id.clone(), id);
    let as_table = move || {
        let preferences = desk.preferences.get();
        let now = desk.view.with_untracked(|view| view.now());
        let window = model.with(|model| model.window);
        chart.with(|chart| {
            chart
                .as_ref()
                .map(|chart| table(chart, window, now, &preferences))
        })
    };
    let shown_as = sometimes(move || Some(if is_table.get() { "true" } else { "false" }));
    view! {
        <div class="plot">
            <canvas node_ref=canvas role="img" aria-label=label></canvas>
            <span class="reading" hidden=flag(move || reading.with(Option::is_none))>
                {move || reading.get().unwrap_or_default()}
            </span>
            <div class="chart-tools">
                <button
                    type="button"
                    aria-label="Show as table"
                    aria-pressed=shown_as
                    on:click=move |_| is_table.update(|shown| *shown = !*shown)
                >
                    "Table"
                </button>
                <button type="button" aria-label="Save as CSV" on:click=move |_| save_csv(app, parts)>
                    "CSV"
                </button>
                <button type="button" aria-label="Save as JSON" on:click=move |_| save_json(app, parts)>
                    "JSON"
                </button>
                <button type="button" aria-label="Save as SVG" on:click=move |_| save_svg(app, parts)>
                    "SVG"
                </button>
                <button type="button" aria-label="Save as PNG" on:click=move |_| save_png(app, parts)>
                    "PNG"
                </button>
                <button type="button" aria-label="Move up" on:click=move |_| arrangement.shift(&up, false)>
                    "↑"
                </button>
                <button type="button" aria-label="Move down" on:click=move |_| arrangement.shift(&down, true)>
                    "↓"
                </button>
            </div>
        </div>
        {dynamic(move || if is_table.get() { as_table().unwrap_or_else(nothing) } else { nothing() })}
    }
}

fn is_shown(parts: Parts, chart: &Chart, index: usize) -> bool {
    let track = chart.tracks.get(index);
    track.is_some_and(|track| !is_hidden(parts, &track.name))
}

/// The display list for that room.
fn marks(parts: Parts, surface: Surface) -> Vec<PlotMark> {
    let model = parts.model.get();
    let preferences = parts.desk.preferences.get();
    parts.chart.with(|chart| {
        let Some(chart) = chart else {
            return Vec::new();
        };
        let is_of_containers = chart.id.starts_with("containers-");
        let gaps = if is_of_containers {
            &model.container_gaps
        } else {
            &model.gaps
        };
        let alerts: Vec<Window> =
            alert_spans(&model.alerts, &model.system, chart.alerts, model.window);
        let scene = PlotScene {
            window: model.window,
            preferences: &preferences,
            is_shown: &|index| is_shown(parts, chart, index),
            gaps,
            alerts: &alerts,
            reboot: model.reboot,
            ticks: &model.ticks,
        };
        plot(chart, &scene, surface).marks
    })
}

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

fn save_csv(app: App, parts: Parts) {
    save_values(app, parts, FileKind::Csv, csv);
}

fn save_json(app: App, parts: Parts) {
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

fn save_svg(app: App, parts: Parts) {
    if let Some((marks, surface, colors)) = exported(parts) {
        let title = title_of(parts);
        let text = document(&title, &marks, surface, &|ink| colors.get(ink));
        app.download(
            &app.file_name(&title, FileKind::Svg),
            FileKind::Svg,
            text.as_bytes(),
        );
    }
}

fn save_png(app: App, parts: Parts) {
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
