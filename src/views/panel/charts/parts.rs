//! State shared by the parts of a chart's figure, and the marks that are painted.

use std::sync::Arc;

use leptos::html;
use leptos::prelude::*;

use super::model::{ChartsModel, ChartsState};
use crate::domain::charts::events::alert_spans;
use crate::domain::charts::reading::Chart;
use crate::domain::series::rows::Window;
use crate::draw::chart::Surface;
use crate::draw::chart::plot::{PlotMark, PlotScene, plot};

/// The chart and window to which numbers refer.
#[derive(Clone, Debug)]
pub struct ToldChart {
    pub chart: Option<Arc<Chart>>,
    pub window: Window,
}

/// Compared by pointer: a chart is rebuilt when anything in it changes.
impl PartialEq for ToldChart {
    fn eq(&self, other: &Self) -> bool {
        let as_place = |told: &Self| told.chart.as_ref().map(Arc::as_ptr);
        self.window == other.window && as_place(self) == as_place(other)
    }
}

/// The parts of a figure.
#[derive(Clone, Copy)]
pub struct Parts {
    pub state: ChartsState,
    pub model: Memo<Arc<ChartsModel>>,
    pub chart: Memo<Option<Arc<Chart>>>,
    pub told: ReadSignal<ToldChart>,
    /// The names of the lines that are hidden.
    pub hidden: RwSignal<Vec<String>>,
    /// The name of the line that is pointed at in the legend.
    pub pointed: RwSignal<Option<String>>,
    pub canvas: NodeRef<html::Canvas>,
}

pub fn is_hidden(parts: Parts, name: &str) -> bool {
    parts
        .hidden
        .with(|hidden| hidden.iter().any(|other| other == name))
}

pub fn is_shown(parts: Parts, chart: &Chart, index: usize) -> bool {
    let track = chart.tracks.get(index);
    track.is_some_and(|track| !is_hidden(parts, &track.name))
}

/// The display list for that size.
pub fn marks(parts: Parts, surface: Surface) -> Vec<PlotMark> {
    let model = parts.model.get();
    let preferences = parts.state.preferences.get();
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
