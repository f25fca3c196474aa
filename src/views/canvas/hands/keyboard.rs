//! The racks by keyboard: Tab goes from rack to rack, arrows from device to device, Shift and an arrow moves the device, Enter
//! opens it, the space bar adds it to the selection.

use std::sync::Arc;
use std::time::Duration;

use leptos::prelude::*;
use wasm_bindgen::JsCast;
use web_sys::{Element, Event, KeyboardEvent};

use super::picking::step_of;
use crate::domain::ids::DeviceId;
use crate::draw::neighbor::{heir, neighbor};
use crate::state::app::App;
use crate::state::document::Snapshot;
use crate::state::selection::Selection;
use crate::state::viewport::Glance;
use crate::views::actions::arranging::{self, Arranging};
use crate::views::canvas::stage::Stage;
use crate::views::rack::device_mark::device_id_of;
use crate::views::ui::dynamic::effect;
use crate::views::ui::focus::focus;

/// Makes one device of each rack a stop of the Tab key, and keeps the focus on the racks when what has it goes or moves.
pub fn attend(app: App, stage: Stage) {
    let snapshot = app.inner().document.snapshot();
    let layout = snapshot.clone();
    effect(move || {
        let inner = app.inner();
        inner.focus.track();
        let stops = layout.with(|snapshot| {
            let racks = snapshot.layout.racks.iter();
            racks
                .filter_map(|rack| inner.focus.stop_of(snapshot, rack.id))
                .collect()
        });
        stage.marks().reach(stops);
    });
    let mut before = None::<Arc<Snapshot>>;
    effect(move || {
        let now = snapshot.get();
        let Some(before) = before.replace(now) else {
            return;
        };
        // After the racks have put their nodes in order; one that is moved among its neighbors loses the focus.
        let _ = set_timeout(move || hold(app, stage, &before), Duration::ZERO);
    });
}

/// A key pressed on a device; whether it was one of ours.
pub fn on_key(app: App, stage: Stage, event: &KeyboardEvent) -> bool {
    if event.ctrl_key() || event.meta_key() || event.alt_key() {
        return false;
    }
    let Some(id) = device_under(event) else {
        return false;
    };
    let key = event.key();
    match (key.as_str(), step_of(&key)) {
        ("Enter", _) => app.open_device(Some(id)),
        // Until it is released, the canvas may be moved with it; if it was not, the device is selected.
        (" ", _) => {}
        ("Home" | "End", _) => go(app, stage, end_of_rack(app, id, key == "Home")),
        (_, Some(step)) if event.shift_key() => {
            let selection = app.inner().selection.get_untracked();
            if !selection.contains(id) {
                app.select(Selection::Nothing);
            }
            arranging::start(app, Arranging::Move(step));
        }
        (_, Some(step)) => {
            let snapshot = app.inner().document.snapshot().get_untracked();
            go(
                app,
                stage,
                neighbor(&snapshot.layout, &snapshot.index, id, step),
            );
        }
        _ => return false,
    }
    true
}

/// Moves the focus to a device, and the camera if need be.
pub fn go(app: App, stage: Stage, device: Option<DeviceId>) {
    let node = device.and_then(|device| stage.marks().node(device));
    if let (Some(device), Some(node)) = (device, node) {
        focus(&node);
        app.look(Glance::Device(device));
    }
}

/// What the keyboard comes to is brought into view.
pub fn on_focus(app: App, event: &Event) {
    let target = event
        .target()
        .and_then(|target| target.dyn_into::<Element>().ok());
    if is_by_keyboard(target.as_ref())
        && let Some(device) = target.as_ref().and_then(device_id_of)
    {
        app.look(Glance::Device(device));
    }
}

fn device_under(event: &KeyboardEvent) -> Option<DeviceId> {
    let target: Element = event.target()?.dyn_into().ok()?;
    device_id_of(&target.closest("[data-device-id]").ok()??)
}

/// The highest or the lowest device of the same rack.
fn end_of_rack(app: App, id: DeviceId, highest: bool) -> Option<DeviceId> {
    let snapshot = app.inner().document.snapshot().get_untracked();
    let rack = snapshot.layout.rack_of(snapshot.layout.devices.get(&id)?)?;
    let devices = snapshot.index.devices_in(rack.id);
    if highest {
        devices.first()
    } else {
        devices.last()
    }
    .copied()
}

/// Gives the focus back to the device that had it, or to what has taken its place, unless something else has it by now.
fn hold(app: App, stage: Stage, before: &Snapshot) {
    let inner = app.inner();
    let Some(device) = inner.focus.latest() else {
        return;
    };
    let now = inner.document.snapshot().get_untracked();
    let focused = document().active_element();
    let node = stage.marks().node(device);
    if node.is_some() && focused == node {
        let place = |snapshot: &Snapshot| Some(snapshot.layout.devices.get(&device)?.place);
        if place(before) != place(&now) && is_by_keyboard(focused.as_ref()) {
            app.look(Glance::Device(device));
        }
        return;
    }
    let is_lost = focused.is_none_or(|focused| focused.tag_name() == "BODY");
    if !is_lost {
        return;
    }
    let next = if now.layout.devices.contains(&device) {
        Some(device)
    } else {
        heir(&before.layout, &before.index, &now.layout, device)
    };
    match next.and_then(|next| stage.marks().node(next)) {
        Some(node) => focus(&node),
        None => focus_rack(stage, before, &now, device),
    }
    if let Some(next) = next.filter(|_| is_by_keyboard(document().active_element().as_ref())) {
        app.look(Glance::Device(next));
    }
}

/// An empty rack has its menu only; where the rack has gone as well, the first stop of all takes the focus.
fn focus_rack(stage: Stage, before: &Snapshot, now: &Snapshot, device: DeviceId) {
    let rack = before
        .layout
        .devices
        .get(&device)
        .and_then(|device| before.layout.rack_of(device))
        .filter(|rack| now.layout.rack(rack.id).is_some());
    let wanted = match rack {
        Some(rack) => format!("[data-rack-id=\"{}\"] button", rack.id),
        None => "[data-device-id][tabindex=\"0\"], [data-rack-id] button".to_owned(),
    };
    let found = stage
        .view()
        .and_then(|view| view.query_selector(&wanted).ok().flatten());
    if let Some(node) = found {
        focus(&node);
    }
}

/// Whether the browser shows where the focus is, as it does for those who use the keyboard.
pub fn is_by_keyboard(focused: Option<&Element>) -> bool {
    focused.is_some_and(|focused| focused.matches(":focus-visible").unwrap_or(false))
}
