//! The charts of a monitor, on the same axis and with the same crosshair as those of a system.

use std::sync::Arc;

use leptos::html;
use leptos::prelude::*;

use super::arrangement::ChartOrder;
use super::figure::Figure;
use super::input::listen;
use super::model::{ChartsModel, Desk, MOST_TICKS, words_of};
use super::sight::note_size;
use super::{Failure, RangeBar, TICK, TimeAxis, place_crosshair};
use crate::domain::charts::monitor::monitor_charts;
use crate::domain::charts::reading::gaps;
use crate::domain::charts::ticks::time_ticks;
use crate::domain::charts::view::{ChartEvent, ChartView};
use crate::domain::ids::MonitorRef;
use crate::domain::preferences::Preferences;
use crate::domain::series::Range;
use crate::domain::series::rows::Window;
use crate::domain::units::Millis;
use crate::state::actions::monitor_data::MonitorData;
use crate::state::app::App;
use crate::state::time;
use crate::views::ui::dynamic::effect;

#[component]
pub(super) fn MonitorCharts(of: MonitorRef, preferences: Memo<Preferences>) -> impl IntoView {
    let app = App::expect();
    let now = app.inner().live.hub_now(&of.hub);
    let desk = Desk {
        view: RwSignal::new(ChartView::new(preferences.get_untracked().range, now)),
        preferences,
        size: RwSignal::new(0),
        spoken: RwSignal::new(String::new()),
    };
    let model = follow_rows(app, &of, desk);
    let arrangement = ChartOrder::new(model);
    let node = NodeRef::<html::Div>::new();
    note_size(node, desk.size);
    listen(node, desk);
    place_crosshair(node, desk);
    view! {
        <RangeBar desk=desk />
        <Failure model=model />
        <div
            class="charts"
            role="group"
            aria-label="Charts. Arrow keys move the crosshair, plus and minus zoom, Home shows the whole range"
            tabindex="0"
            node_ref=node
        >
            <For each=move || arrangement.shown() key=|id| id.clone() let:id>
                <Figure id=id desk=desk model=model arrangement=arrangement />
            </For>
            <TimeAxis desk=desk model=model />
            <div class="crosshair" aria-hidden="true"></div>
            <div class="zoom-mark" aria-hidden="true"></div>
        </div>
        <p class="visually-hidden" role="status">
            {move || desk.spoken.get()}
        </p>
    }
}

/// Asks for the rows of what is shown, and makes the charts of them whenever they or the window change.
fn follow_rows(app: App, of: &MonitorRef, desk: Desk) -> Memo<Arc<ChartsModel>> {
    let data = StoredValue::new_local(app.monitor_data(of));
    let hub = of.hub.clone();
    let tick = move || {
        let now = app.inner().live.hub_now(&hub);
        desk.view
            .update(|view| *view = view.step(ChartEvent::Tick(now)));
    };
    if let Ok(timer) = set_interval(tick, TICK) {
        on_cleanup(move || timer.clear());
    }
    // The crosshair asks for nothing.
    let wanted = Memo::new(move |_| desk.view.with(|view| (view.row_types(), view.now())));
    effect(move || {
        let (types, now) = wanted.get();
        data.with_value(|data| {
            if let Some(data) = data {
                data.want(&types, now);
            }
        });
    });
    let frame = Memo::new(move |_| desk.view.with(|view| (view.window(), view.row_types())));
    Memo::new(move |_| {
        let (window, types) = frame.get();
        let preferences = desk.preferences.get();
        Arc::new(data.with_value(|data| match data {
            Some(data) => {
                data.track();
                model_of(data, window, &types, preferences)
            }
            None => ChartsModel::default(),
        }))
    })
}

fn model_of(
    data: &MonitorData,
    window: Window,
    types: &[Range],
    preferences: Preferences,
) -> ChartsModel {
    let (charts, gaps, is_read) = data.rows(|rows| {
        let merged = rows.merged(types, window);
        let times: Vec<(Millis, i64)> = merged.iter().map(|(row, step)| (row.at, *step)).collect();
        let is_read = types.iter().any(|range| rows.is_read(*range));
        (monitor_charts(&merged), gaps(&times, window), is_read)
    });
    ChartsModel {
        window,
        words: words_of(data.problem(), charts.is_empty(), is_read),
        charts,
        gaps,
        ticks: time_ticks(window, MOST_TICKS, &time::offset, preferences.hours),
        ..ChartsModel::default()
    }
}
