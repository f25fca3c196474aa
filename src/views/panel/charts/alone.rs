//! Charts of values without a hub: for a page that compares them with those of other programs.

use std::sync::Arc;

use leptos::prelude::*;

use super::all_charts;
use super::model::{ChartsModel, ChartsState, MOST_TICKS};
use crate::domain::charts::reading::Chart;
use crate::domain::charts::ticks::time_ticks;
use crate::domain::charts::view::ChartEvent;
use crate::domain::preferences::Preferences;
use crate::domain::series::Range;
use crate::domain::series::rows::Window;
use crate::state::time;
use crate::views::ui::dynamic::{effect, nothing};

/// A chart, and what of it is shown: an hour.
#[derive(Clone, Debug, PartialEq)]
pub struct ChartOfWindow {
    pub chart: Arc<Chart>,
    pub window: Window,
}

/// Shows the chart as the panel does. Needs an [`crate::state::app::App`] to be there.
pub fn charts_alone(shown: ArcRwSignal<Arc<ChartOfWindow>>) -> AnyView {
    super::super::adopt_styles();
    let preferences = Memo::new(|_| Preferences::default());
    let now = shown.with_untracked(|shown| shown.window.until);
    let state = ChartsState::new(Range::Hour, now, preferences);
    let model = {
        let shown = shown.clone();
        Memo::new(move |_| {
            shown.with(|shown| {
                let hours = Preferences::default().hours;
                Arc::new(ChartsModel {
                    window: shown.window,
                    charts: vec![shown.chart.clone()],
                    ticks: time_ticks(shown.window, MOST_TICKS, &time::offset, hours),
                    ..ChartsModel::default()
                })
            })
        })
    };
    effect(move || {
        let until = shown.with(|shown| shown.window.until);
        state.step(ChartEvent::Tick(until));
    });
    all_charts(state, model, None, nothing())
}
