//! Requests container counts from the hubs while something in view shows them: a template, the column, or a device with room for them.

use std::time::Duration;

use leptos::prelude::*;

use crate::domain::annotation::Annotation;
use crate::domain::ids::HubId;
use crate::domain::label_template::LabelTemplate;
use crate::domain::layout::Snapshot;
use crate::domain::pages::AppPage;
use crate::draw::plates::RackSide;
use crate::draw::scale::Scale;
use crate::draw::viewpoint::Viewpoint;
use crate::state::app::App;
use crate::views::canvas::stage::Stage;
use crate::views::ui::dynamic::effect;

/// How often to check whether anything shows them; each list decides when its hub is asked again.
const LOOK: Duration = Duration::from_secs(20);

/// Runs for as long as the current owner lives.
pub(super) fn follow_counts(app: App, stage: Stage) {
    let inner = app.inner();
    let live = StoredValue::new(None::<Vec<HubId>>);
    let look = move || {
        let hubs = app.live_hubs();
        if let Some(before) = live.get_value() {
            let back = hubs.iter().filter(|hub| !before.contains(hub));
            let back: Vec<HubId> = back.cloned().collect();
            if !back.is_empty() {
                app.count_anew(&back);
            }
        }
        live.set_value(Some(hubs));
        if !document().hidden() && is_shown(app, stage) {
            app.count_containers();
        }
    };
    let (hub, snapshot) = (inner.hub.clone(), inner.document.snapshot());
    let template =
        Memo::new(move |_| snapshot.with(|snapshot| snapshot.layout.label_template.clone()));
    let (column, page) = (inner.viewport.annotation(), inner.page.clone());
    effect(move || {
        hub.track();
        template.with(|_| ());
        column.track();
        page.track();
        untrack(look);
    });
    // Ignores that a request is under way.
    let counts = Memo::new(move |_| app.container_counts());
    effect(move || {
        counts.with(|_| ());
        untrack(|| app.inner().live.refresh_all());
    });
    if let Ok(timer) = set_interval(look, LOOK) {
        on_cleanup(move || timer.clear());
    }
}

fn is_shown(app: App, stage: Stage) -> bool {
    let inner = app.inner();
    if inner.page.with_untracked(|page| *page != AppPage::Racks) {
        return false;
    }
    let snapshot = inner.document.snapshot().get_untracked();
    let is_column = inner.viewport.has_column.get_untracked()
        && inner.viewport.annotation().get_untracked() == Annotation::Containers;
    if is_column {
        return true;
    }
    match snapshot.layout.label_template.as_str() {
        "" => has_room(app, stage, &snapshot),
        template => LabelTemplate::parse(template).names_any(Annotation::Containers),
    }
}

/// Whether any device in view has room for the small print.
fn has_room(app: App, stage: Stage, snapshot: &Snapshot) -> bool {
    let inner = app.inner();
    let world = inner.viewport.world.get_untracked();
    let camera = stage.camera();
    let scale = if camera.is_narrow() {
        Scale::NARROW
    } else {
        Scale::WIDE
    };
    let full = stage.levels().in_full();
    let seen = camera.visible();
    let racks = world.placed_racks().iter();
    let racks = racks.filter(|placed| full.contains(&placed.rack));
    let mut sides = racks.flat_map(|placed| {
        let sides = [
            (Viewpoint::Front, placed.front),
            (Viewpoint::Rear, placed.rear),
        ];
        let seen = sides
            .into_iter()
            .filter(|(_, area)| area.is_some_and(|area| area.meets(&seen)));
        seen.map(|(side, _)| (placed.rack, side))
    });
    sides.any(|(rack, side)| {
        let Some(rack) = snapshot.layout.rack(rack) else {
            return false;
        };
        let side = RackSide {
            layout: &snapshot.layout,
            index: &snapshot.index,
            rack,
            seen: side,
            scale: &scale,
        };
        side.plates().iter().any(|plate| {
            if plate.device.system().is_none() {
                return false;
            }
            let view = inner.live.view(plate.device).get_untracked();
            let known = app.device_extras(plate.device);
            plate.frame(&scale).has_room_for_containers(&view, &known)
        })
    })
}
