//! State shared by all charts of the tab.

use std::rc::Rc;
use std::sync::Arc;

use leptos::prelude::*;

use super::followers::{CrosshairFollowers, CrosshairPlace};
use crate::domain::cause::AskedMoment;
use crate::domain::charts::catalog::charts;
use crate::domain::charts::events::reboot;
use crate::domain::charts::reading::{Chart, gaps};
use crate::domain::charts::ticks::{TimeTick, time_ticks};
use crate::domain::charts::view::{ChartEvent, ChartView, ShownTime};
use crate::domain::ids::SystemId;
use crate::domain::inventory::PastAlert;
use crate::domain::preferences::Preferences;
use crate::domain::problem::Problem;
use crate::domain::series::Range;
use crate::domain::series::rows::Window;
use crate::domain::series::seconds::Seconds;
use crate::domain::units::Millis;
use crate::state::actions::chart_data::ChartData;
use crate::state::time;

/// Maximum number of lines on the time axis.
pub(super) const MOST_TICKS: usize = 7;

/// The state of the tab.
#[derive(Clone, Copy)]
pub struct ChartsState {
    view: StoredValue<ChartView>,
    /// The shown time, the moment of the crosshair, and whether there is one. Separate signals, because the crosshair moves with the
    /// pointer, and all charts depend on the shown time.
    pub time: RwSignal<ShownTime>,
    pub crosshair: RwSignal<Option<Millis>>,
    pub is_marked: RwSignal<bool>,
    pub followers: CrosshairFollowers,
    pub preferences: Memo<Preferences>,
    /// Changes when the charts get another width.
    pub size: RwSignal<u32>,
    /// Announcement of the crosshair when keys move it.
    pub spoken: RwSignal<String>,
    /// The moment of "What was it?"; `None` if that cannot be asked.
    pub asked: Option<RwSignal<Option<AskedMoment>>>,
}

impl ChartsState {
    /// `now` is the hub's time.
    pub fn new(range: Range, now: Millis, preferences: Memo<Preferences>) -> Self {
        let view = ChartView::new(range, now);
        Self {
            view: StoredValue::new(view),
            time: RwSignal::new(view.time()),
            crosshair: RwSignal::new(view.crosshair()),
            is_marked: RwSignal::new(view.crosshair().is_some()),
            followers: CrosshairFollowers::new(),
            preferences,
            size: RwSignal::new(0),
            spoken: RwSignal::new(String::new()),
            asked: None,
        }
    }

    /// Adds "What was it?", starting with that moment if one is given.
    pub fn with_causes(self, asked: Option<AskedMoment>) -> Self {
        if let Some(asked) = &asked {
            self.step(ChartEvent::Show(asked.at));
        }
        Self {
            asked: Some(RwSignal::new(asked)),
            ..self
        }
    }

    /// The position of the crosshair, untracked: what follows it is added to the followers.
    pub fn marked(self) -> Option<CrosshairPlace> {
        let view = self.view.get_value();
        let at = view.crosshair()?;
        let share = view.time().window().share_of(at);
        Some(CrosshairPlace::new(at, share))
    }

    pub fn step(self, event: ChartEvent) {
        let before = self.view.get_value();
        let next = before.step(event);
        if before == next {
            return;
        }
        self.view.set_value(next);
        if self.time.get_untracked() != next.time() {
            self.time.set(next.time());
        }
        if self.crosshair.get_untracked() != next.crosshair() {
            self.crosshair.set(next.crosshair());
        }
        let is_marked = next.crosshair().is_some();
        if self.is_marked.get_untracked() != is_marked {
            self.is_marked.set(is_marked);
        }
        // At once: by a signal and its effect, a move would cost about as much again.
        untrack(|| self.followers.notify(self.marked().as_ref()));
    }
}

/// Everything that is drawn, but the crosshair.
#[derive(Clone, Debug, PartialEq)]
pub struct ChartsModel {
    pub system: SystemId,
    pub window: Window,
    pub charts: Vec<Arc<Chart>>,
    /// Gaps in the system's rows, and in its containers' rows.
    pub gaps: Vec<Window>,
    pub container_gaps: Vec<Window>,
    pub alerts: Vec<PastAlert>,
    pub reboot: Option<Millis>,
    pub ticks: Vec<TimeTick>,
    /// A message instead of the charts or above them, with its tone.
    pub words: Option<(&'static str, String)>,
}

impl Default for ChartsModel {
    fn default() -> Self {
        Self {
            system: SystemId::new(""),
            window: Window {
                from: Millis(0),
                until: Millis(0),
            },
            charts: Vec::new(),
            gaps: Vec::new(),
            container_gaps: Vec::new(),
            alerts: Vec::new(),
            reboot: None,
            ticks: Vec::new(),
            words: None,
        }
    }
}

/// The model of the last minutes of a system that is followed by the second. Until the first second arrives, it uses the rows of minutes.
pub fn live_model(
    data: &ChartData,
    system: &SystemId,
    seconds: &Seconds,
    window: Window,
    preferences: Preferences,
) -> ChartsModel {
    let (rows, of_containers) = seconds.within(window);
    let is_any = !rows.is_empty();
    let (charts, mut gaps) = data.samples(|samples| {
        data.containers(|containers| {
            let rows = samples.continued(Range::Hour, rows, window);
            let of_containers = containers.continued(Range::Hour, of_containers, window);
            let times: Vec<(Millis, i64)> =
                rows.iter().map(|(row, step)| (row.at, *step)).collect();
            let charts = charts(&rows, &of_containers, &preferences.thresholds);
            (shared(charts), gaps(&times, window))
        })
    });
    // Before the first row nothing is missing.
    gaps.retain(|gap| gap.from > window.from);
    let waits = "Waiting for the first second. Live values come while the system is up, from Beszel 0.13 on.";
    ChartsModel {
        system: system.clone(),
        window,
        words: (!is_any).then(|| ("info", waits.to_owned())),
        charts,
        gaps: gaps.clone(),
        container_gaps: gaps,
        ticks: time_ticks(window, MOST_TICKS, &time::offset, preferences.hours),
        ..ChartsModel::default()
    }
}

pub fn model_of(
    data: &Rc<ChartData>,
    system: &SystemId,
    window: Window,
    types: &[Range],
    (reported, uptime): (Option<Millis>, Option<u64>),
    preferences: Preferences,
) -> ChartsModel {
    let (charts, gaps, container_gaps) = data.samples(|samples| {
        data.containers(|containers| {
            // Coarser rows are shown until finer ones arrive.
            let mut wider = types.to_vec();
            wider.extend(Range::ALL.into_iter().filter(|range| {
                !types.contains(range) && range.step() > types.last().map_or(0, |last| last.step())
            }));
            let rows = samples.merged(&wider, window);
            let of_containers = containers.merged(&wider, window);
            let times: Vec<(Millis, i64)> =
                rows.iter().map(|(row, step)| (row.at, *step)).collect();
            let container_times: Vec<(Millis, i64)> = of_containers
                .iter()
                .map(|(row, step)| (row.at, *step))
                .collect();
            (
                shared(charts(&rows, &of_containers, &preferences.thresholds)),
                gaps(&times, window),
                gaps(&container_times, window),
            )
        })
    });
    let is_read = types
        .iter()
        .any(|range| data.samples(|samples| samples.is_read(*range)));
    let words = words_of(data.problem(), charts.is_empty(), is_read);
    ChartsModel {
        system: system.clone(),
        window,
        charts,
        gaps,
        container_gaps,
        alerts: data.alerts(<[PastAlert]>::to_vec),
        reboot: reboot(reported, uptime, window),
        ticks: time_ticks(window, MOST_TICKS, &time::offset, preferences.hours),
        words,
    }
}

/// Shares each chart with its figure without a copy.
pub(super) fn shared(charts: Vec<Chart>) -> Vec<Arc<Chart>> {
    charts.into_iter().map(Arc::new).collect()
}

/// The message instead of the charts, or above them.
pub(super) fn words_of(
    problem: Option<Problem>,
    is_empty: bool,
    is_read: bool,
) -> Option<(&'static str, String)> {
    match problem {
        Some(problem) => Some((
            "warn",
            format!("{} {}", problem.sentence, problem.way_forward),
        )),
        None if !is_empty => None,
        None if !is_read => Some(("info", "Loading…".to_owned())),
        None => Some(("info", "The hub has no values of this time.".to_owned())),
    }
}
