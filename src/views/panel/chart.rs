//! Charts of a system's values over time, painted on canvases.

use leptos::ev;
use leptos::html;
use leptos::prelude::*;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{CanvasRenderingContext2d, HtmlCanvasElement, PointerEvent};

use super::inputs::TabInputs;
use crate::domain::format;
use crate::domain::health::STALE_AFTER_MS;
use crate::domain::ids::SystemRef;
use crate::domain::preferences::Preferences;
use crate::domain::series::Range;
use crate::domain::units::Millis;
use crate::draw::chart::{self, Metric, Surface};
use crate::draw::chart_backend::{ChartMark, Ink};
use crate::state::actions::metric_history::Series;
use crate::state::app::App;
use crate::state::part::lazy_part;
use crate::state::time;
use crate::views::ui::dynamic::{effect, optional, text};
use crate::views::ui::segments::Segments;

/// How often the shown range is read again.
const RELOAD: std::time::Duration = std::time::Duration::from_secs(60);

const RANGE_WORDS: [&str; 5] = ["1 h", "12 h", "24 h", "1 w", "30 d"];

/// What the charts of a panel show.
#[derive(Clone, Copy)]
struct Shown {
    range: Signal<Range>,
    series: Memo<Series>,
}

lazy_part!(charts: pub fn load_charts() -> fn(TabInputs) -> AnyView = charts);

fn charts(inputs: TabInputs) -> AnyView {
    let TabInputs {
        system,
        preferences,
        ..
    } = inputs;
    optional(move || {
        system
            .get()
            .map(|system| view! { <Charts system=system preferences=preferences /> })
    })
}

/// CPU, memory and disk of one system over a selectable range; the range in the user's settings at first.
#[component]
fn Charts(system: SystemRef, preferences: Memo<Preferences>) -> impl IntoView {
    let app = App::expect();
    let chosen = RwSignal::new(0_usize);
    let usual = Memo::new(move |_| {
        let range = preferences.get().range;
        Range::ALL.iter().position(|one| *one == range)
    });
    let mut followed = 0;
    effect(move || {
        let usual = usual.get().unwrap_or_default();
        // What a person chose here stays.
        if chosen.get_untracked() == followed {
            chosen.set(usual);
        }
        followed = usual;
    });
    let range = Signal::derive(move || Range::ALL.get(chosen.get()).copied().unwrap_or_default());
    let loaded = ArcRwSignal::new((system.clone(), Range::default(), Series::Loading));
    let load = {
        let loaded = loaded.clone();
        Callback::new(move |()| {
            app.load_history(system.clone(), range.get_untracked(), loaded.clone())
        })
    };
    effect(move || {
        range.track();
        load.run(());
    });
    if let Ok(timer) = set_interval(move || load.run(()), RELOAD) {
        on_cleanup(move || timer.clear());
    }
    let series = Memo::new(move |_| loaded.get().2);
    let shown = Shown { range, series };
    let charts: Vec<_> = Metric::ALL
        .into_iter()
        .map(|metric| view! { <Chart metric=metric shown=shown /> })
        .collect();
    let failure = optional(move || match series.get() {
        Series::Failed(problem) => Some(view! {
            <p class="notice" data-tone="warn">
                {format!("{} {}", problem.sentence, problem.way_forward)}
            </p>
        }),
        _ => None,
    });
    view! {
        {failure}
        {charts}
        <Gpus shown=shown preferences=preferences />
        <Segments label="Time range" class="ranges" options=RANGE_WORDS.to_vec() chosen=chosen />
    }
}

/// Each graphics card by name, where there are several: the list of systems tells of the busiest only.
#[component]
fn Gpus(shown: Shown, preferences: Memo<Preferences>) -> impl IntoView {
    let Shown { range, series } = shown;
    let cards = Memo::new(move |_| {
        series.with(|series| match series {
            Series::Ready { samples, until } => {
                let newest = samples.last().filter(|newest| newest.gpus.len() > 1)?;
                let is_current = until.since(newest.at) <= STALE_AFTER_MS;
                Some((newest.at, newest.gpus.clone(), is_current))
            }
            Series::Loading | Series::Failed(_) => None,
        })
    });
    optional(move || {
        let (at, cards, is_current) = cards.get()?;
        let average = if range.get().is_averaged() {
            "average, "
        } else {
            ""
        };
        let thresholds = preferences.get().thresholds;
        let cards: Vec<_> = cards
            .into_iter()
            .map(|card| {
                let level = card.usage.filter(|_| is_current);
                let level = level.map(|usage| thresholds.level(usage).as_str());
                let usage = card.usage.map_or_else(|| "–".to_owned(), format::percent);
                view! {
                    <div>
                        <dt>{card.name}</dt>
                        <dd data-severity=level>{usage}</dd>
                    </div>
                }
            })
            .collect();
        Some(view! {
            <section>
                <h3>"GPUs " <span>{format!("{average}{}", time::local(at))}</span></h3>
                <dl class="tiles even">{cards}</dl>
            </section>
        })
    })
}

#[component]
fn Chart(metric: Metric, shown: Shown) -> impl IntoView {
    let canvas = NodeRef::<html::Canvas>::new();
    let resized = RwSignal::new(());
    let listener = window_event_listener(ev::resize, move |_| resized.set(()));
    on_cleanup(move || listener.remove());
    let repaint = move || {
        if let Some(canvas) = canvas.get() {
            shown
                .series
                .with(|series| paint(&canvas, metric, shown.range.get(), series));
        }
    };
    let theme = App::expect().inner().theme.clone();
    effect(move || {
        resized.track();
        theme.track();
        repaint();
    });
    let pointed = RwSignal::new(None::<f32>);
    let reading = Memo::new(move |_| {
        shown
            .series
            .with(|series| read_at(series, metric, shown.range.get(), pointed.get()?))
    });
    let heading = text(move || {
        let range = shown.range.get();
        shown
            .series
            .with(|series| heading_of(series, metric, range))
    });
    let label = text(move || format!("{} over time, {}", metric.title(), heading.get()));
    let on_move = move |event: PointerEvent| {
        if let Some(canvas) = canvas.get_untracked() {
            let rect = canvas.get_bounding_client_rect();
            pointed.set(Some(
                ((f64::from(event.client_x()) - rect.left()) / rect.width().max(1.0)) as f32,
            ));
        }
    };
    view! {
        <section>
            <h3>{metric.title()} <span>{heading}</span></h3>
            <div class="chart" on:pointermove=on_move on:pointerleave=move |_| pointed.set(None)>
                <canvas node_ref=canvas role="img" aria-label=label></canvas>
                {optional(move || reading.get().map(|(share, text)| view! { <Crosshair share=share text=text /> }))}
            </div>
        </section>
    }
}

/// The read-out at the pointer: position and text of the nearest sample.
fn read_at(series: &Series, metric: Metric, range: Range, share: f32) -> Option<(f32, String)> {
    let Series::Ready { samples, until } = series else {
        return None;
    };
    let sample = chart::sample_at(samples, range, *until, share)?;
    let value = chart::reading(metric, sample, range)?;
    Some((
        chart::share_of(sample.at, range, *until),
        format!("{value} · {}", time::local(sample.at)),
    ))
}

fn heading_of(series: &Series, metric: Metric, range: Range) -> String {
    match series {
        Series::Loading => "loading…".to_owned(),
        Series::Failed(_) => "not known".to_owned(),
        Series::Ready { samples, .. } => chart::summary(metric, samples, range),
    }
}

/// The crosshair and its read-out. Not part of the canvas, so that moving it repaints nothing.
#[component]
fn Crosshair(share: f32, text: String) -> impl IntoView {
    let from_left = format!("{:.2}%", share * 100.0);
    let from_right = format!("{:.2}%", (1.0 - share) * 100.0);
    let auto = || "auto".to_owned();
    let (left, right) = if share < 0.5 {
        (from_left.clone(), auto())
    } else {
        (auto(), from_right)
    };
    view! {
        <div class="crosshair" style:left=from_left></div>
        <div class="reading" style:left=left style:right=right>
            {text}
        </div>
    }
}

fn paint(canvas: &HtmlCanvasElement, metric: Metric, range: Range, series: &Series) {
    let density = window().device_pixel_ratio();
    let rect = canvas.get_bounding_client_rect();
    let (width, height) = (
        (rect.width() * density).round() as u32,
        (rect.height() * density).round() as u32,
    );
    // Setting the size also clears the canvas.
    canvas.set_width(width);
    canvas.set_height(height);
    let context = canvas
        .get_context("2d")
        .ok()
        .flatten()
        .and_then(|context| context.dyn_into::<CanvasRenderingContext2d>().ok());
    let Some(context) = context else { return };
    let surface = Surface {
        width,
        height,
        density: density as f32,
    };
    let marks = match series {
        Series::Ready { samples, until } => {
            chart::percent_chart(metric, samples, range, *until, surface)
        }
        Series::Loading | Series::Failed(_) => {
            chart::percent_chart(metric, &[], range, Millis(0), surface)
        }
    };
    let colors = Colors::of(canvas);
    context.set_line_join("round");
    for mark in &marks {
        paint_mark(&context, mark, &colors);
    }
}

/// The theme's colors at the time of painting.
struct Colors(Option<web_sys::CssStyleDeclaration>);

impl Colors {
    fn of(canvas: &HtmlCanvasElement) -> Self {
        Self(window().get_computed_style(canvas).ok().flatten())
    }

    fn get(&self, ink: Ink) -> String {
        self.0
            .as_ref()
            .and_then(|style| style.get_property_value(ink.token()).ok())
            .unwrap_or_default()
    }
}

fn paint_mark(context: &CanvasRenderingContext2d, mark: &ChartMark, colors: &Colors) {
    let (ink, opacity, points) = match mark {
        ChartMark::Line {
            ink,
            opacity,
            points,
            ..
        }
        | ChartMark::Area {
            ink,
            opacity,
            points,
        } => (*ink, *opacity, points),
    };
    context.set_global_alpha(f64::from(opacity));
    context.begin_path();
    for (index, (x, y)) in points.iter().enumerate() {
        let (x, y) = (f64::from(*x), f64::from(*y));
        if index == 0 {
            context.move_to(x, y)
        } else {
            context.line_to(x, y)
        }
    }
    match mark {
        ChartMark::Line { width, .. } => {
            set_color(context, "strokeStyle", &colors.get(ink));
            context.set_line_width(f64::from(*width));
            context.stroke();
        }
        ChartMark::Area { .. } => {
            set_color(context, "fillStyle", &colors.get(ink));
            context.fill();
        }
    }
}

fn set_color(context: &CanvasRenderingContext2d, property: &str, color: &str) {
    // The property exists on every context; a color it does not know is ignored.
    let _ = js_sys::Reflect::set(
        context,
        &JsValue::from_str(property),
        &JsValue::from_str(color.trim()),
    );
}
