//! One chart: its heading, legend and numbers, its canvas, and its table.

use std::sync::Arc;
use std::time::Duration;

use leptos::html;
use leptos::prelude::*;

use super::arrangement::ChartOrder;
use super::crosshair::show_reading;
use super::model::{ChartsModel, ChartsState};
use super::painter::PlotPainter;
use super::parts::{Parts, ToldChart, is_hidden, is_shown, marks};
use super::sight::follow_sight;
use super::table::table;
use super::tools::chart_tools;
use crate::draw::chart::plot::SERIES_INKS;
use crate::state::app::App;
use crate::state::pointer::pointer_in_use;
use crate::views::ui::dynamic::{dynamic, effect, nothing, optional, sometimes, text};
use crate::views::ui::paced::paced;

/// Minimum time between updates of the numbers; faster changes are unreadable.
const NUMBERS_APART: Duration = Duration::from_millis(250);

#[component]
pub fn Figure(
    id: String,
    state: ChartsState,
    model: Memo<Arc<ChartsModel>>,
    arrangement: ChartOrder,
) -> impl IntoView {
    let of_id = id.clone();
    let chart = Memo::new(move |_| {
        model.with(|model| model.charts.iter().find(|chart| chart.id == of_id).cloned())
    });
    let told = Memo::new(move |_| ToldChart {
        chart: chart.get(),
        window: model.with(|model| model.window),
    });
    let parts = Parts {
        state,
        model,
        chart,
        told: paced(told, NUMBERS_APART),
        hidden: RwSignal::new(Vec::new()),
        pointed: RwSignal::new(None),
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
    let is_table = RwSignal::new(false);
    let tools = optional(move || {
        (!is_folded.get()).then(|| chart_tools(&id, parts, arrangement, is_table))
    });
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
                {tools}
            </figcaption>
            {dynamic(move || {
                if is_folded.get() {
                    nothing()
                } else {
                    view! { <Body parts=parts is_table=is_table /> }.into_any()
                }
            })}
        </figure>
    }
}

/// The names of the lines; a click hides one, pointing at one shows its numbers. For a single line, says what is drawn of it.
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
        let preferences = parts.state.preferences.get();
        parts
            .told
            .with(|ToldChart { chart, window }| {
                let chart = chart.as_ref()?;
                let track = chart.tracks.iter().find(|track| track.name == of)?;
                let summary = track.summary(*window)?;
                let words = |value| chart.unit.words(value, &preferences);
                let click = pointer_in_use().click_word();
                Some(format!(
                    "{of}: min {}, avg {}, max {}, last {}. {click} to hide or show",
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
    let point = {
        let name = name.clone();
        move || parts.pointed.set(Some(name.clone()))
    };
    let (enter, focus) = (point.clone(), point);
    let leave = move || parts.pointed.set(None);
    view! {
        <button
            type="button"
            class="key"
            data-series=series_of(place)
            aria-pressed=pressed
            title=in_sum
            on:click=toggle
            on:pointerenter=move |_| enter()
            on:focus=move |_| focus()
            on:pointerleave=move |_| leave()
            on:blur=move |_| leave()
        >
            {name}
        </button>
    }
    .into_any()
}

/// The color number of the line at that index.
fn series_of(place: usize) -> String {
    (place % SERIES_INKS + 1).to_string()
}

/// The minimum, mean, maximum and last value of the line pointed at in the legend, otherwise of the first visible line; with the line's
/// color if there are several.
fn numbers(parts: Parts) -> AnyView {
    let numbers = Memo::new(move |_| {
        let preferences = parts.state.preferences.get();
        parts.told.with(|ToldChart { chart, window }| {
            let chart = chart.as_ref()?;
            let pointed = parts.pointed.get();
            let is_shown = |place| is_shown(parts, chart, place);
            let (place, track) = chart.shown_track(pointed.as_deref(), &is_shown)?;
            let summary = track.summary(*window)?;
            let number = |value| chart.unit.number(value, &preferences);
            let numbers = [
                ("min", number(summary.least)),
                ("avg", number(summary.mean)),
                ("max", number(summary.greatest)),
                ("last", chart.unit.words(summary.last, &preferences)),
            ];
            let series = (chart.tracks.len() > 1).then(|| series_of(place));
            Some((series, numbers))
        })
    });
    optional(move || {
        let (series, numbers) = numbers.get()?;
        let numbers = numbers.map(|(name, number)| {
            view! {
                <span>
                    {name} " " <b>{number}</b>
                </span>
            }
        });
        Some(view! { <span class="numbers" data-series=series>{numbers.to_vec()}</span> })
    })
}

#[component]
fn Body(parts: Parts, is_table: RwSignal<bool>) -> impl IntoView {
    let Parts {
        state,
        model,
        chart,
        canvas,
        ..
    } = parts;
    let app = App::expect();
    let seen = RwSignal::new(false);
    follow_sight(canvas, seen);
    let theme = app.inner().theme.clone();
    let painter = PlotPainter::default();
    effect(move || {
        // A chart out of sight is painted when it comes into sight.
        if !seen.get() {
            return;
        }
        let of = (state.size.get(), theme.get());
        if let Some(canvas) = canvas.get() {
            painter.paint(&canvas, of, |surface| marks(parts, surface));
        }
    });
    let (reading, words) = (NodeRef::<html::Div>::new(), NodeRef::<html::Span>::new());
    show_reading(parts, seen.read_only(), reading, words);
    let label = text(move || {
        let words = chart.with(|chart| chart.as_ref().map(|chart| chart.title.clone()));
        format!("{} over time", words.unwrap_or_default())
    });
    let as_table = move || {
        let preferences = state.preferences.get();
        let now = state.time.get_untracked().now();
        let window = model.with(|model| model.window);
        chart.with(|chart| {
            chart
                .as_ref()
                .map(|chart| table(chart, window, now, &preferences))
        })
    };
    view! {
        <div class="plot">
            <canvas node_ref=canvas role="img" aria-label=label></canvas>
            <div class="reading" hidden node_ref=reading>
                <span class="words" node_ref=words></span>
            </div>
        </div>
        {dynamic(move || if is_table.get() { as_table().unwrap_or_else(nothing) } else { nothing() })}
    }
}
