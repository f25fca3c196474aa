//! The charts of a monitor, on the same axis and with the same crosshair as those of a system.

use std::sync::Arc;

use leptos::prelude::*;

use super::model::{ChartsModel, ChartsState, MOST_TICKS, shared, words_of};
use super::{all_charts, follow_time};
use crate::domain::charts::monitor::monitor_charts;
use crate::domain::charts::reading::gaps;
use crate::domain::charts::ticks::time_ticks;
use crate::domain::ids::MonitorRef;
use crate::domain::preferences::Preferences;
use crate::domain::series::Range;
use crate::domain::series::rows::Window;
use crate::domain::units::Millis;
use crate::state::actions::monitor_data::MonitorData;
use crate::state::app::App;
use crate::state::time;
use crate::views::ui::dynamic::{effect, nothing};

#[component]
pub(super) fn MonitorCharts(of: MonitorRef, preferences: Memo<Preferences>) -> impl IntoView {
    let app = App::expect();
    let now = app.inner().live.hub_now(&of.hub);
    let state = ChartsState::new(preferences.get_untracked().range, now, preferences);
    let model = follow_rows(app, &of, state);
    all_charts(state, model, None, nothing())
}

/// Requests the rows for the shown time, and rebuilds the charts when the rows or the window change.
fn follow_rows(app: App, of: &MonitorRef, state: ChartsState) -> Memo<Arc<ChartsModel>> {
    let data = StoredValue::new_local(app.monitor_data(of));
    let hub = of.hub.clone();
    follow_time(state, move || app.inner().live.hub_now(&hub));
    // Moving the crosshair requests nothing.
    let wanted = Memo::new(move |_| state.time.with(|time| (time.row_types(), time.now())));
    effect(move || {
        let (types, now) = wanted.get();
        data.with_value(|data| {
            if let Some(data) = data {
                data.want(&types, now);
            }
        });
    });
    let frame = Memo::new(move |_| state.time.with(|time| (time.window(), time.row_types())));
    Memo::new(move |_| {
        let (window, types) = frame.get();
        let preferences = state.preferences.get();
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
        (
            shared(monitor_charts(&merged)),
            gaps(&times, window),
            is_read,
        )
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
