//! Chooses which devices are Tab stops, and keeps the focus on the racks when the focused element is removed or moved.

use std::cell::Cell;
use std::rc::Rc;
use std::sync::Arc;
use std::time::Duration;

use leptos::prelude::*;
use wasm_bindgen::JsCast;
use web_sys::{Element, Event, HtmlElement};

use crate::domain::ids::{DeviceId, RackId};
use crate::domain::layout::{Snapshot, racks_that_differ};
use crate::draw::neighbor::heir;
use crate::interaction::focus::{FocusHeir, Stop, heir_of_focus};
use crate::state::app::App;
use crate::state::timer::after;
use crate::state::viewport::CameraCommand;
use crate::views::canvas::stage::Stage;
use crate::views::rack::device_mark::device_id_of;
use crate::views::rack::pointing::{is_focus_visible, stop_at};
use crate::views::ui::dynamic::effect;
use crate::views::ui::focus::focus;
use crate::views::ui::listen::listen;

/// Makes one device per rack a Tab stop, and keeps the focus on the racks when the focused element is removed or moved.
pub fn start(app: App, stage: Stage) {
    let snapshot = app.inner().document.snapshot();
    app.inner().focus.begin_arrows();
    let layout = snapshot.clone();
    let mut seen = Arc::<Snapshot>::default();
    effect(move || {
        let inner = app.inner();
        inner.focus.track();
        let now = layout.get();
        let mut changed = racks_that_differ(&seen.layout, &now.layout);
        changed.extend(inner.focus.take_entered());
        for rack in changed {
            let stop = match inner.focus.stop_of(&now, rack) {
                Stop::Device(device) => Some(device),
                Stop::Name | Stop::Menu => None,
            };
            stage.nodes().reach(rack, stop);
        }
        if !seen.layout.racks.is_same(&now.layout.racks) {
            stage
                .nodes()
                .keep_stops(&|rack| now.layout.rack(rack).is_some());
        }
        seen = now;
    });
    let held = held_stop();
    let mut before = None::<Arc<Snapshot>>;
    effect(move || {
        let now = snapshot.get();
        let Some(before) = before.replace(now.clone()) else {
            return;
        };
        let heir = heir_of_focus(&before.layout, &now.layout, held.get());
        if heir.is_none() && app.inner().focus.latest().is_none() {
            return;
        }
        // After the racks have reordered their nodes: a node that is moved loses the focus.
        let hold = move || {
            hold(app, stage, &before);
            if let Some(heir) = heir.filter(|_| is_lost()) {
                give_to(stage, heir);
            }
        };
        after(Duration::ZERO, hold);
    });
}

/// The part of a rack that has the focus, or had it when it was removed.
fn held_stop() -> Rc<Cell<Option<(RackId, Stop)>>> {
    let held = Rc::new(Cell::new(None));
    let kept = held.clone();
    listen("focusin", move |event| {
        let target = event
            .target()
            .and_then(|target| target.dyn_into::<Element>().ok());
        kept.set(target.and_then(|target| stop_at(&target)));
    });
    held
}

fn give_to(stage: Stage, heir: FocusHeir) {
    match heir {
        FocusHeir::Rack(rack, stop) => go_to_header(stage, rack, stop),
        FocusHeir::Beginning => {
            let first = document().query_selector(".ways button").ok().flatten();
            if let Some(first) = first {
                focus(&first);
            }
        }
    }
}

/// Whether nothing has the focus.
fn is_lost() -> bool {
    let focused = document().active_element();
    focused.is_none_or(|focused| focused.tag_name() == "BODY")
}

/// Moves the focus to a rack's name or menu. From far away the menu is hidden, and the focus stays.
pub fn go_to_header(stage: Stage, rack: RackId, stop: Stop) {
    let class = match stop {
        Stop::Menu => "rack-menu",
        Stop::Name | Stop::Device(_) => "rack-name",
    };
    let wanted = format!("[data-rack-id=\"{rack}\"] .{class}");
    let found = stage
        .view()
        .and_then(|view| view.query_selector(&wanted).ok().flatten());
    if let Some(node) = found.and_then(|node| node.dyn_into::<HtmlElement>().ok()) {
        // The browser scrolls to it.
        let _ = node.focus();
    }
}

/// Moves the focus to a device, and the camera if necessary.
pub fn go(app: App, stage: Stage, device: DeviceId) {
    if let Some(node) = stage.nodes().node(device) {
        focus(&node);
        app.move_camera(CameraCommand::Device(device));
    }
}

/// Brings an element focused by the keyboard into view.
pub fn on_focus(app: App, event: &Event) {
    let target = event
        .target()
        .and_then(|target| target.dyn_into::<Element>().ok());
    if is_focus_visible(target.as_ref())
        && let Some(device) = target.as_ref().and_then(device_id_of)
    {
        app.move_camera(CameraCommand::Device(device));
    }
}

/// Returns the focus to the device that had it, or to its replacement, unless something else is focused.
fn hold(app: App, stage: Stage, before: &Snapshot) {
    let inner = app.inner();
    let Some(device) = inner.focus.latest() else {
        return;
    };
    let now = inner.document.snapshot().get_untracked();
    let focused = document().active_element();
    let node = stage.nodes().node(device);
    if node.is_some() && focused == node {
        let place = |snapshot: &Snapshot| Some(snapshot.layout.devices.get(&device)?.place);
        if place(before) != place(&now) && is_focus_visible(focused.as_ref()) {
            app.move_camera(CameraCommand::Device(device));
        }
        return;
    }
    if !is_lost() {
        return;
    }
    let next = if now.layout.devices.contains(&device) {
        Some(device)
    } else {
        heir(&before.layout, &before.index, &now.layout, device)
    };
    match next.and_then(|next| stage.nodes().node(next)) {
        Some(node) => focus(&node),
        None => focus_rack(stage, before, &now, device),
    }
    if let Some(next) = next.filter(|_| is_focus_visible(document().active_element().as_ref())) {
        app.move_camera(CameraCommand::Device(next));
    }
}

/// Focuses the header of an empty rack; if the rack is gone too, the first stop of all.
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
