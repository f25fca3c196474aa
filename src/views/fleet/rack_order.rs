//! One value of all systems in rack order, as small charts below each other on one axis of time.

use std::collections::HashMap;
use std::sync::Arc;

use leptos::ev::{KeyboardEvent, PointerEvent};
use leptos::html;
use leptos::prelude::*;

use super::overview::open;
use super::tools::metric_box;
use crate::domain::charts::ticks::{moment, time_ticks};
use crate::domain::decimal::decimal;
use crate::domain::fleet::{
    FleetRow, RowSelection, RowStep, RowWindow, TRACK_RANGES, TrackAxis, TrackItem, TrackPoints,
    in_rack_order, move_moment, track_points,
};
use crate::domain::health::Health;
use crate::domain::ids::SystemRef;
use crate::domain::lens::history::HourPoint;
use crate::domain::lens::{Lens, LensScale};
use crate::domain::units::Millis;
use crate::draw::track::{TrackShape, track_shape};
use crate::state::actions::fleet_tracks::FleetTracks;
use crate::state::app::App;
use crate::state::fleet::FleetChoices;
use crate::state::time;
use crate::views::paced_reports::paced_reports;
use crate::views::ui::dynamic::{dynamic, effect, optional, sometimes, text};
use crate::views::ui::light::Light;
use crate::views::ui::segments::Segments;
use crate::views::ui::size::follow_size;
use crate::views::ui::style::{pixels, style};

/// Height of a row and size of its chart, in CSS pixels; must match the style sheet.
const ROW: f64 = 30.0;
const PLOT: f32 = 200.0;
const PLOT_HEIGHT: f32 = 26.0;
/// Maximum number of labels on the axis.
const MOST_TICKS: usize = 5;

/// The values of a system.
#[derive(Clone, Default, PartialEq)]
struct SystemTrack {
    points: TrackPoints,
    /// Whether its rows have come: until then nothing is known to be missing.
    is_read: bool,
}

/// State shared by all rows of the list.
#[derive(Clone, Copy)]
struct Tracks {
    app: App,
    metric: Memo<Lens>,
    tracks: Memo<HashMap<SystemRef, SystemTrack>>,
    axis: Memo<TrackAxis>,
    /// The moment under the pointer; `None` for now.
    moment: RwSignal<Option<Millis>>,
    selection: RwSignal<RowSelection>,
}

pub fn rack_order(
    app: App,
    fitting: Memo<Vec<Arc<FleetRow>>>,
    selection: RwSignal<RowSelection>,
) -> AnyView {
    let choices = FleetChoices::shared();
    let metric = choices.metric.clone();
    let metric = Memo::new(move |_| metric.get());
    let range = RwSignal::from(choices.track_range.clone());
    let snapshot = app.inner().document.snapshot();
    let items = Memo::new(move |_| {
        fitting.with(|rows| snapshot.with(|snapshot| in_rack_order(rows, snapshot)))
    });
    let scroller = NodeRef::<html::Div>::new();
    let window = RwSignal::new(RowWindow::default());
    let measure = move || {
        if let Some(node) = scroller.get_untracked() {
            window.set(RowWindow {
                scrolled: f64::from(node.scroll_top()),
                height: f64::from(node.client_height()),
                row: ROW,
            });
        }
    };
    scroller.on_load(move |node| follow_size(&node, measure));
    let places = Memo::new(move |_| window.get().rows(items.with(Vec::len)));
    let shown = Memo::new(move |_| {
        let places = places.get();
        items.with(|items| {
            let shown = items.get(places).unwrap_or_default().iter();
            shown.cloned().collect::<Vec<_>>()
        })
    });
    let tracks = tracks(app, shown, metric, range.read_only(), selection);
    let place = move |event: PointerEvent| {
        let plot = scroller
            .get_untracked()
            .and_then(|node| node.query_selector(".track svg").ok().flatten());
        let Some(plot) = plot.map(|plot| plot.get_bounding_client_rect()) else {
            return;
        };
        let share = (f64::from(event.client_x()) - plot.left()) / plot.width().max(1.0);
        let axis = tracks.axis.get_untracked();
        let at = (0.0..=1.0).contains(&share).then(|| axis.window.at(share));
        tracks.moment.set(at);
    };
    let list = NodeRef::<html::Ol>::new();
    effect(move || {
        let (places, count) = (places.get(), items.with(Vec::len));
        if let Some(list) = list.get() {
            let below = count.saturating_sub(places.end) as f64 * ROW;
            style(&list, "padding-top", &pixels(places.start as f64 * ROW));
            style(&list, "padding-bottom", &pixels(below));
        }
    });
    let keys = Memo::new(move |_| shown.with(|shown| shown.iter().map(key_of).collect::<Vec<_>>()));
    let typed = app.inner().filtering.text.clone();
    let is_none = Memo::new(move |_| {
        let is_filtered = typed.with(|typed| !typed.trim().is_empty());
        is_filtered && items.with(Vec::is_empty)
    });
    view! {
        <section class="rack-order" aria-label="In rack order">
            <header>
                <h2>"In rack order"</h2>
                {metric_box("Value", choices)}
                <RangeButtons range=range />
            </header>
            {optional(move || is_none.get().then(|| view! { <p class="hint">"No system fits the filter."</p> }))}
            <div
                class="track-box"
                node_ref=scroller
                on:scroll=move |_| measure()
                on:pointermove=place
                on:pointerleave=move |_| tracks.moment.set(None)
            >
                <ol node_ref=list>
                    <For each=move || keys.get() key=String::clone let:key>
                        {item_view(key, shown, tracks)}
                    </For>
                </ol>
            </div>
            {axis_view(tracks)}
        </section>
    }
    .into_any()
}

fn key_of(item: &TrackItem) -> String {
    match item {
        TrackItem::Heading(Some(rack), name) => format!("{rack} {name}"),
        TrackItem::Heading(None, _) => "no rack".to_owned(),
        TrackItem::System(row) => row.key(),
    }
}

fn tracks(
    app: App,
    shown: Memo<Vec<TrackItem>>,
    metric: Memo<Lens>,
    range: ReadSignal<usize>,
    selection: RwSignal<RowSelection>,
) -> Tracks {
    let stores = TRACK_RANGES.map(|range| FleetTracks::new(app, range));
    let stores: StoredValue<[FleetTracks; 3], LocalStorage> = StoredValue::new_local(stores);
    let seen = Memo::new(move |_| {
        let seen = shown.with(|shown| {
            shown
                .iter()
                .filter_map(TrackItem::system)
                .cloned()
                .collect()
        });
        let mut seen: Vec<SystemRef> = seen;
        seen.sort();
        seen
    });
    effect(move || {
        let (seen, range) = (seen.get(), range.get());
        stores.with_value(|stores| {
            for (place, store) in stores.iter().enumerate() {
                let wanted = if place == range {
                    seen.clone()
                } else {
                    Vec::new()
                };
                store.want(wanted);
            }
        });
    });
    let reports = paced_reports();
    let tracks = Memo::new(move |_| {
        // Read and not only tracked: a memo that was never read follows nothing.
        reports.with(|_| ());
        let (metric, range) = (metric.get(), range.get());
        let live = &app.inner().live;
        let of_row = |row: &FleetRow| {
            let now = row.values.as_ref().and_then(|_| {
                let metrics = live.system(&row.system)?.metrics;
                let at = live.hub_now(&row.system.hub);
                Some((at, HourPoint::live(&metrics, at).value(metric)?))
            });
            let rows = stores.with_value(|stores| {
                stores
                    .get(range)
                    .and_then(|store| store.points(&row.system))
            });
            let is_read = rows.is_some();
            let rows = rows.unwrap_or_default();
            let history = app.inner().lensing.history_of(&row.system);
            let seen = history.iter().flat_map(|history| history.values(metric));
            let later: Vec<_> = seen.chain(now).collect();
            let points = track_points(&rows, &later, metric);
            (row.system.clone(), SystemTrack { points, is_read })
        };
        shown.with(|shown| {
            let rows = shown.iter().filter_map(|item| match item {
                TrackItem::System(row) => Some(of_row(row)),
                TrackItem::Heading(..) => None,
            });
            rows.collect::<HashMap<_, _>>()
        })
    });
    let axis = Memo::new(move |_| {
        let (metric, range) = (metric.get(), range.get());
        let range = TRACK_RANGES.get(range).copied().unwrap_or_default();
        // Rows and reports are timed by the hub's clock.
        let now = app.inner().live.first_hub_now();
        tracks.with(|tracks| {
            let points = tracks.values().map(|track| &track.points);
            TrackAxis::of(metric, range, now, points)
        })
    });
    Tracks {
        app,
        metric,
        tracks,
        axis,
        moment: RwSignal::new(None),
        selection,
    }
}

#[component]
fn RangeButtons(range: RwSignal<usize>) -> impl IntoView {
    view! { <Segments label="Range" class="segments" options=vec!["1 h", "12 h", "24 h"] chosen=range /> }
}

fn item_view(key: String, shown: Memo<Vec<TrackItem>>, tracks: Tracks) -> AnyView {
    let wanted = key.clone();
    let item = Memo::new(move |_| {
        shown.with(|shown| shown.iter().find(|item| key_of(item) == wanted).cloned())
    });
    let row = match item.get_untracked() {
        Some(TrackItem::System(row)) => row,
        Some(TrackItem::Heading(_, name)) => {
            return view! { <li class="heading">{name}</li> }.into_any();
        }
        None => return ().into_any(),
    };
    let of = row.system.clone();
    let health = Memo::new(move |_| {
        item.with(|item| match item {
            Some(TrackItem::System(row)) => row.health,
            _ => Health::Unlinked,
        })
    });
    let wanted = of.clone();
    let track = Memo::new(move |_| {
        tracks
            .tracks
            .with(|tracks| tracks.get(&wanted).cloned().unwrap_or_default())
    });
    let shape = Memo::new(move |_| {
        let axis = tracks.axis.get();
        track.with(|track| {
            let shape = track_shape(&track.points, &axis, PLOT, PLOT_HEIGHT);
            let gaps = if track.is_read {
                shape.gaps
            } else {
                String::new()
            };
            TrackShape { gaps, ..shape }
        })
    });
    let cross = Memo::new(move |_| {
        let at = tracks.moment.get()?;
        Some(decimal(
            tracks.axis.get().window.share_of(at) * f64::from(PLOT),
            1,
        ))
    });
    let value = text(move || {
        let axis = tracks.axis.get();
        let moment = tracks.moment.get();
        // Unverified systems have no current value.
        let is_known = moment.is_some() || health.get().is_verified();
        let at = moment.unwrap_or(axis.window.until);
        let value = track.with(|track| axis.value_at(&track.points, at).filter(|_| is_known));
        let preferences = tracks.app.inner().live.preferences();
        let scale = LensScale::of(tracks.metric.get(), &preferences);
        let words = value.zip(scale);
        words.map_or_else(
            || "–".to_owned(),
            |(value, scale)| scale.value_words(f64::from(value)),
        )
    });
    let is_selected = sometimes(move || {
        tracks
            .selection
            .with(|selection| selection.has(&key))
            .then_some("")
    });
    let (app, name) = (tracks.app, row.name.clone());
    let press = move |_| {
        let device = item.with_untracked(|item| match item {
            Some(TrackItem::System(row)) => row.place.as_ref().map(|place| place.device),
            _ => None,
        });
        open(app, device, &of);
    };
    view! {
        <li class="track" data-state=move || health.get().as_str() data-selected=is_selected>
            <Light health=health />
            <button type="button" on:click=press>
                {name}
            </button>
            <span class="visually-hidden">{move || format!(", {}: ", health.get().word())}</span>
            <svg viewBox="0 0 200 26" aria-hidden="true">
                <path class="gap" d=move || shape.with(|shape| shape.gaps.clone()) />
                <path class="area" d=move || shape.with(|shape| shape.area.clone()) />
                <path class="line" d=move || shape.with(|shape| shape.line.clone()) />
                {optional(move || {
                    cross.get().map(|x| view! { <path class="cross" d=format!("M{x} 0v26") /> })
                })}
            </svg>
            <span class="value">{value}</span>
        </li>
    }
    .into_any()
}

/// The labels of the time axis, and the moment whose values are shown. Also operated by keys.
fn axis_view(tracks: Tracks) -> AnyView {
    let app = tracks.app;
    let hours = move || app.inner().live.preferences().hours;
    let words = move |at: Option<Millis>| match at {
        None => "now".to_owned(),
        Some(at) => moment(at, time::now(), &time::offset, hours()),
    };
    let labels = dynamic(move || {
        let axis = tracks.axis.get();
        let x = |at: Millis| axis.window.share_of(at) * f64::from(PLOT);
        let pointed = tracks.moment.get();
        let ticks = time_ticks(axis.window, MOST_TICKS, &time::offset, hours()).into_iter();
        let ticks: Vec<_> = ticks
            .filter(|tick| (14.0..=186.0).contains(&x(tick.at)))
            .map(|tick| {
                let x = decimal(x(tick.at), 1);
                view! { <text x=x y="14">{tick.label}</text> }
            })
            .collect();
        let mark = pointed.map(|at| {
            // On a line of its own, so that it hides no label.
            let x = decimal(x(at).clamp(36.0, 164.0), 1);
            view! { <text class="pointed" x=x y="28">{words(Some(at))}</text> }
        });
        view! {
            <svg viewBox="0 0 200 32" aria-hidden="true">
                {ticks} {mark}
            </svg>
        }
        .into_any()
    });
    let steps = move || {
        let axis = tracks.axis.get();
        axis.window.span() / axis.range.step()
    };
    let step_now = move || {
        let axis = tracks.axis.get();
        let at = tracks.moment.get().unwrap_or(axis.window.until);
        at.since(axis.window.from) / axis.range.step()
    };
    let on_key = move |event: KeyboardEvent| {
        let axis = tracks.axis.get_untracked();
        let all = axis.window.span() / axis.range.step();
        let by = match event.key().as_str() {
            "ArrowLeft" => -1,
            "ArrowRight" => 1,
            key => match RowStep::of(key) {
                Some(RowStep::Up) => 1,
                Some(RowStep::Down) => -1,
                Some(RowStep::PageUp) => 10,
                Some(RowStep::PageDown) => -10,
                Some(RowStep::First) => -all,
                Some(RowStep::Last) => all,
                None => return,
            },
        };
        event.prevent_default();
        event.stop_propagation();
        tracks
            .moment
            .update(|at| *at = move_moment(*at, axis.window, axis.range, by));
    };
    view! {
        <div
            class="track-axis"
            role="slider"
            tabindex="0"
            aria-label="Moment of the values"
            aria-valuemin="0"
            aria-valuemax=text(move || steps().to_string())
            aria-valuenow=text(move || step_now().to_string())
            aria-valuetext=text(move || words(tracks.moment.get()))
            on:keydown=on_key
            on:blur=move |_| tracks.moment.set(None)
        >
            {labels}
        </div>
    }
    .into_any()
}
