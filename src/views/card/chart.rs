//! The last hour of a device's value, by the same renderer as the charts of its panel.

use leptos::html;
use leptos::prelude::*;

use super::facts::charted;
use super::latency::{follow_latency, known_data};
use crate::domain::charts::hour::{HourScene, hour_scene, latency_hour};
use crate::domain::ids::DeviceId;
use crate::draw::chart::plot::{PlotScene, plot};
use crate::draw::chart::time_axis::time_axis;
use crate::draw::chart::{Surface, svg::moved_down};
use crate::state::app::App;
use crate::state::time;
use crate::views::panel::charts::canvas::paint;
use crate::views::ui::dynamic::{effect, flag};

/// The height of the time axis, in CSS pixels.
const AXIS: f32 = 20.0;

#[component]
pub(super) fn HourChart(id: DeviceId) -> impl IntoView {
    let app = App::expect();
    let canvas = NodeRef::<html::Canvas>::new();
    let lens = app.inner().lensing.lens.clone();
    let snapshot = app.inner().document.snapshot();
    let rested = follow_latency(app, id);
    let scene = Memo::new(move |_| {
        let inner = app.inner();
        inner.live.track_flushes();
        let monitor =
            snapshot.with(|snapshot| snapshot.layout.devices.get(&id)?.monitor().cloned());
        if let Some(of) = monitor {
            rested.track();
            let data = known_data(&of)?;
            data.track();
            let (now, preferences) = (
                inner.live.hub_now(&of.hub),
                inner.live.preferences_of(&of.hub),
            );
            return data.rows(|rows| latency_hour(rows, now, &preferences, &time::offset));
        }
        let details = inner.live.details_of(id)?;
        let (of, _) = details.system.as_ref()?;
        let history = inner.lensing.history_of(of)?;
        let now = inner.live.hub_now(&of.hub);
        hour_scene(
            charted(lens.get()),
            &history,
            now,
            &details.preferences,
            &time::offset,
        )
    });
    let theme = app.inner().theme.clone();
    effect(move || {
        theme.with(|_| ());
        let Some(canvas) = canvas.get() else { return };
        scene.with(|scene| {
            if let Some(scene) = scene {
                paint(&canvas, |surface| marks(scene, surface));
            }
        });
    });
    let is_empty = flag(move || scene.with(Option::is_none));
    view! { <canvas class="hour" hidden=is_empty node_ref=canvas></canvas> }
}

fn marks(scene: &HourScene, surface: Surface) -> Vec<crate::draw::chart::plot::PlotMark> {
    let axis = (AXIS * surface.density) as u32;
    let above = Surface {
        height: surface.height.saturating_sub(axis),
        ..surface
    };
    let below = Surface {
        height: axis,
        ..surface
    };
    let plot_scene = PlotScene {
        window: scene.window,
        preferences: &scene.preferences,
        is_shown: &|_| true,
        gaps: &scene.gaps,
        alerts: &[],
        reboot: None,
        ticks: &scene.ticks,
    };
    let mut marks = plot(&scene.chart, &plot_scene, above).marks;
    let times = time_axis(scene.window, &scene.ticks, below);
    marks.extend(moved_down(&times, above.height as f32));
    marks
}
