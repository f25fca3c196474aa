//! The tab "Charts": all values of a system over time, on one time axis with one crosshair.

pub mod alone;
mod arrangement;
pub mod canvas;
mod cause;
mod crosshair;
mod figure;
mod followers;
mod input;
mod model;
mod monitor;
mod named_range;
mod neighbors;
mod painter;
mod parts;
mod saving;
mod sight;
mod stepping;
mod table;
mod time_axis;
mod tools;

use std::cell::Cell;
use std::sync::Arc;

use leptos::html;
use leptos::prelude::*;

use self::arrangement::ChartOrder;
use self::cause::{CauseSubject, cause_card};
use self::crosshair::{follow_settings, note_side, place_at_crosshair};
use self::figure::Figure;
use self::input::listen;
use self::model::{ChartsModel, ChartsState, live_model, model_of};
use self::monitor::MonitorCharts;
use self::named_range::keep_range;
use self::sight::{follow_sight, note_size, show_asked_chart};
use self::time_axis::TimeAxis;
use super::inputs::TabInputs;
use crate::domain::charts::view::{ChartEvent, ShownTime};
use crate::domain::health::Health;
use crate::domain::ids::SystemRef;
use crate::domain::series::Range;
use crate::domain::units::Millis;
use crate::state::app::App;
use crate::state::part::lazy_part;
use crate::views::ui::dynamic::{dynamic, effect, nothing, optional};
use crate::views::ui::segments::Segments;

/// How often live charts advance with time; others advance at every tenth tick.
const TICK: std::time::Duration = std::time::Duration::from_secs(1);
const SELDOM: u32 = 10;

/// The first is no range of the hub's rows.
const RANGE_WORDS: [&str; 6] = ["Live", "1 h", "12 h", "24 h", "1 w", "30 d"];

lazy_part!(charts: pub fn load_charts() -> fn(TabInputs) -> AnyView = charts);

fn charts(inputs: TabInputs) -> AnyView {
    let app = App::expect();
    let system = inputs.system;
    dynamic(move || {
        let Some(system) = system.get() else {
            return match inputs.monitor.get() {
                Some(of) if app.monitor_data(&of).is_none() => not_connected(),
                Some(of) => {
                    view! { <MonitorCharts of=of preferences=inputs.preferences /> }.into_any()
                }
                None => nothing(),
            };
        };
        if app.chart_data(&system).is_none() {
            return not_connected();
        }
        view! { <Charts system=system inputs=inputs /> }.into_any()
    })
}

fn not_connected() -> AnyView {
    view! { <p class="hint">"The hub of this device is not connected."</p> }.into_any()
}

#[component]
fn Charts(system: SystemRef, inputs: TabInputs) -> impl IntoView {
    let app = App::expect();
    let preferences = inputs.preferences;
    let range = preferences.get_untracked().range;
    let asked = inputs.device.get_untracked();
    let asked = asked.and_then(|device| app.take_asked_moment(device));
    let state = ChartsState::new(range, app.hub_now(&system), preferences).with_causes(asked);
    follow_usual_range(state);
    let container_charts_seen = RwSignal::new(false);
    let model = follow_data(app, &system, state, container_charts_seen);
    let end = NodeRef::<html::Div>::new();
    follow_sight(end, container_charts_seen);
    let end = view! { <div class="chart-end" node_ref=end></div> };
    let subject = CauseSubject {
        system,
        device: inputs.device,
    };
    all_charts(state, model, Some(subject), end.into_any())
}

/// Applies the range of the user's settings, which may arrive after the panel, unless something was chosen or pointed at meanwhile.
fn follow_usual_range(state: ChartsState) {
    let range = Memo::new(move |_| state.preferences.with(|preferences| preferences.range));
    let named = App::expect().inner().range.clone();
    let mut before = range.get_untracked();
    effect(move || {
        let now = range.get();
        let was = std::mem::replace(&mut before, now);
        let time = state.time.get_untracked();
        let is_as_opened = time.range() == was && time.is_following() && !time.is_live();
        let is_named = named.with_untracked(|named| !named.is_empty());
        let is_untouched = is_as_opened && !is_named && state.crosshair.get_untracked().is_none();
        if was != now && is_untouched {
            state.step(ChartEvent::Range(now));
        }
    });
}

/// Range, charts and time axis. A system can be followed second by second and asked what happened to it, a monitor cannot. `end` is
/// shown below the last chart.
fn all_charts(
    state: ChartsState,
    model: Memo<Arc<ChartsModel>>,
    subject: Option<CauseSubject>,
    end: AnyView,
) -> AnyView {
    let arrangement = ChartOrder::new(model);
    let node = NodeRef::<html::Div>::new();
    note_size(node, state.size);
    listen(node, state, model);
    let crosshair = NodeRef::<html::Div>::new();
    place_at_crosshair(crosshair, state);
    note_side(node, state);
    follow_settings(state);
    show_asked_chart(node, state, model);
    let label = if subject.is_some() {
        "Charts. Arrow keys move the crosshair, square brackets go from event to event, W tells what it was, plus and minus zoom, Home shows the whole range"
    } else {
        "Charts. Arrow keys move the crosshair, plus and minus zoom, Home shows the whole range"
    };
    view! {
        <RangeBar state=state has_live=subject.is_some() />
        <Failure model=model />
        <div
            class="charts"
            role="group"
            aria-label=label
            tabindex="0"
            node_ref=node
        >
            <For each=move || arrangement.shown() key=|id| id.clone() let:id>
                <Figure id=id state=state model=model arrangement=arrangement />
            </For>
            {end}
            {cause_card(state, model, subject)}
            <TimeAxis state=state model=model />
            <div class="crosshair" aria-hidden="true" node_ref=crosshair></div>
            <div class="zoom-mark" aria-hidden="true"></div>
        </div>
        <p class="visually-hidden" role="status">
            {move || state.spoken.get()}
        </p>
    }
    .into_any()
}

/// Advances the charts with time, by the hub's clock: each second while they are live, otherwise every ten seconds.
fn follow_time(state: ChartsState, now: impl Fn() -> Millis + 'static) {
    let ticks = Cell::new(0_u32);
    let tick = move || {
        let is_live = state.time.get_untracked().is_live();
        if is_live || ticks.get().is_multiple_of(SELDOM) {
            let now = now();
            state.step(ChartEvent::Tick(now));
        }
        ticks.set(ticks.get().wrapping_add(1));
    };
    tick();
    if let Ok(timer) = set_interval(tick, TICK) {
        on_cleanup(move || timer.clear());
    }
}

/// Requests the rows for the shown time, and rebuilds the charts when the rows or the window change.
fn follow_data(
    app: App,
    system: &SystemRef,
    state: ChartsState,
    container_charts_seen: RwSignal<bool>,
) -> Memo<Arc<ChartsModel>> {
    let data = StoredValue::new_local(app.chart_data(system));
    let of = system.clone();
    follow_time(state, {
        let of = of.clone();
        move || app.hub_now(&of)
    });
    // Moving the crosshair requests nothing. Live charts continue from the rows of the last hour.
    let wanted = Memo::new(move |_| {
        let time = state.time.get();
        let types = if time.is_live() {
            vec![Range::Hour]
        } else {
            time.row_types()
        };
        (types, time.now())
    });
    effect(move || {
        let (types, now) = wanted.get();
        let with_containers = container_charts_seen.get();
        data.with_value(|data| {
            if let Some(data) = data {
                data.want(&types, now);
                if with_containers {
                    data.want_containers(&types, now);
                }
            }
        });
    });
    let frame = Memo::new(move |_| state.time.with(|time| (time.window(), time.row_types())));
    Memo::new(move |_| {
        let (window, types) = frame.get();
        let preferences = state.preferences.get();
        if state.time.get_untracked().is_live() {
            let seconds = app.following().seconds(&of);
            return Arc::new(data.with_value(|data| match data {
                Some(data) => {
                    data.track();
                    live_model(data, &of.system, &seconds, window, preferences)
                }
                None => ChartsModel::default(),
            }));
        }
        let started = last_start(app, &of);
        Arc::new(data.with_value(|data| match data {
            Some(data) => {
                data.track();
                model_of(data, &of.system, window, &types, started, preferences)
            }
            None => ChartsModel::default(),
        }))
    })
}

/// When the machine last reported, and its uptime then. `None` if it is not up: the hub also writes to its record for other reasons.
fn last_start(app: App, of: &SystemRef) -> (Option<Millis>, Option<u64>) {
    let live = &app.inner().live;
    let is_up = live.health_of(of).is_some_and(Health::is_verified);
    let heard = live.contact(of).heard;
    let uptime = live.system(of).and_then(|system| system.metrics.uptime);
    if is_up { (heard, uptime) } else { (None, None) }
}

#[component]
fn RangeBar(state: ChartsState, has_live: bool) -> impl IntoView {
    keep_range(state, has_live);
    let range = state.time.get_untracked().range();
    let place = Range::ALL.iter().position(|one| *one == range);
    // "Live" comes before the ranges.
    let first = usize::from(has_live);
    let chosen = RwSignal::new(place.unwrap_or_default() + first);
    let words = RANGE_WORDS.into_iter().skip(1 - first).collect::<Vec<_>>();
    let place_of = move |time: &ShownTime| {
        let place = Range::ALL.iter().position(|one| *one == time.range());
        match time.is_live() {
            true => 0,
            false => place.unwrap_or_default() + first,
        }
    };
    effect(move || {
        let now = chosen.get();
        if state.time.with_untracked(place_of) != now {
            let range = now
                .checked_sub(first)
                .and_then(|place| Range::ALL.get(place));
            state.step(range.map_or(ChartEvent::Live, |range| ChartEvent::Range(*range)));
        }
    });
    // The range may also change by other means: a moment that is shown, or the settings.
    let shown = Memo::new(move |_| state.time.with(place_of));
    effect(move || {
        let shown = shown.get();
        if chosen.get_untracked() != shown {
            chosen.set(shown);
        }
    });
    let is_held = Memo::new(move |_| state.time.with(|time| !time.is_following()));
    view! {
        <div class="range-bar">
            <Segments label="Time range" class="segments" options=words chosen=chosen />
            {optional(move || {
                is_held.get().then(|| {
                    view! {
                        <button type="button" class="button quiet" on:click=move |_| state.step(ChartEvent::Reset)>
                            "Reset zoom"
                        </button>
                    }
                })
            })}
        </div>
    }
}

#[component]
fn Failure(model: Memo<Arc<ChartsModel>>) -> impl IntoView {
    let words = Memo::new(move |_| model.with(|model| model.words.clone()));
    optional(move || {
        let (tone, words) = words.get()?;
        Some(view! {
            <p class="notice" data-tone=tone role="status">
                {words}
            </p>
        })
    })
}
