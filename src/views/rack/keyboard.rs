//! The racks by keyboard: arrows go from device to device, Shift and an arrow moves the device, Enter opens it.

use leptos::prelude::*;
use wasm_bindgen::JsCast;
use web_sys::{Element, HtmlElement, KeyboardEvent, SvgElement};

use super::device_mark::device_id_of;
use crate::domain::ids::DeviceId;
use crate::domain::layout::Place;
use crate::domain::placement::Step;
use crate::domain::units::HalfU;
use crate::state::app::App;
use crate::state::selection::Selection;
use crate::views::actions::arranging::{self, Arranging};

/// What a key asks of the canvas.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Wish {
    /// Focus another device.
    Go(DeviceId),
    Open(DeviceId),
    /// Done already.
    Nothing,
}

/// Reads a key pressed on a device; `None` for one that is not ours.
pub fn read(app: App, event: &KeyboardEvent) -> Option<Wish> {
    let key = event.key();
    if event.ctrl_key() || event.meta_key() || event.alt_key() {
        return None;
    }
    let node: Element = event
        .target()?
        .dyn_into::<Element>()
        .ok()?
        .closest("[data-device-id]")
        .ok()??;
    let id = device_id_of(&node)?;
    match key.as_str() {
        "Enter" => Some(Wish::Open(id)),
        " " => {
            let selection = app.inner().selection.get_untracked();
            app.select(selection.toggled(id));
            Some(Wish::Nothing)
        }
        "ArrowUp" | "ArrowDown" | "ArrowLeft" | "ArrowRight" if event.shift_key() => {
            let is_selected = app
                .inner()
                .selection
                .with_untracked(|selection| selection.contains(id));
            if !is_selected {
                app.select(Selection::Nothing);
            }
            arranging::start(app, Arranging::Move(step_of(&key)));
            Some(Wish::Nothing)
        }
        "Home" | "End" => Some(end_of_rack(app, id, key == "Home").map_or(Wish::Nothing, Wish::Go)),
        "ArrowUp" | "ArrowDown" | "ArrowLeft" | "ArrowRight" => {
            Some(neighbor(app, id, &key).map_or(Wish::Nothing, Wish::Go))
        }
        _ => None,
    }
}

fn step_of(key: &str) -> Step {
    match key {
        "ArrowUp" => Step::Up,
        "ArrowDown" => Step::Down,
        "ArrowLeft" => Step::Left,
        _ => Step::Right,
    }
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

/// Moves the keyboard's focus to a device.
pub fn focus(canvas: &HtmlElement, id: DeviceId) {
    let node = canvas
        .query_selector(&format!("[data-device-id=\"{id}\"]"))
        .ok()
        .flatten();
    if let Some(node) = node.and_then(|node| node.dyn_into::<SvgElement>().ok()) {
        // Focusing a node that is in the page does not fail.
        let _ = node.focus();
    }
}

/// The device beside this one: up and down within the rack, left and right to the nearest height in the next rack that has any.
fn neighbor(app: App, id: DeviceId, key: &str) -> Option<DeviceId> {
    let snapshot = app.inner().document.snapshot().get_untracked();
    let layout = &snapshot.layout;
    let device = layout.devices.get(&id)?;
    let outer = layout.with_parents(device).last()?;
    let rack = outer.place.rack()?;
    let bottom = match outer.place {
        Place::Rack { bottom, .. } => bottom,
        Place::Side { .. } | Place::Bay { .. } => HalfU::default(),
    };
    if key == "ArrowUp" || key == "ArrowDown" {
        let list = snapshot.index.all_of(rack);
        let at = list.iter().position(|other| *other == id)?;
        let next = if key == "ArrowUp" {
            at.checked_sub(1)?
        } else {
            at + 1
        };
        return list.get(next).copied();
    }
    let at = layout.racks.iter().position(|other| other.id == rack)?;
    let (before, after) = layout.racks.split_at(at);
    let racks: Vec<_> = if key == "ArrowLeft" {
        before.iter().rev().collect()
    } else {
        after.iter().skip(1).collect()
    };
    racks.into_iter().find_map(|rack| {
        snapshot
            .index
            .devices_in(rack.id)
            .iter()
            .copied()
            .min_by_key(
                |other| match layout.devices.get(other).map(|device| device.place) {
                    Some(Place::Rack { bottom: other, .. }) => other.0.abs_diff(bottom.0),
                    _ => u16::MAX,
                },
            )
    })
}
