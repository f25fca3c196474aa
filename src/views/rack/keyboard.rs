//! The racks by keyboard: arrows go from device to device, Shift and an arrow moves the device, Enter opens it.

use leptos::prelude::*;
use wasm_bindgen::JsCast;
use web_sys::{Element, HtmlElement, KeyboardEvent, SvgElement};

use super::device_mark::device_id_of;
use super::drag::move_device;
use crate::domain::ids::DeviceId;
use crate::domain::layout::{Layout, Place};
use crate::domain::placement::{self, Candidate};
use crate::domain::units::HalfU;
use crate::state::app::App;

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
        "Enter" | " " => Some(Wish::Open(id)),
        "ArrowUp" | "ArrowDown" if event.shift_key() => {
            shift(app, id, key == "ArrowUp");
            Some(Wish::Nothing)
        }
        "ArrowUp" | "ArrowDown" | "ArrowLeft" | "ArrowRight" => {
            Some(neighbor(app, id, &key).map_or(Wish::Nothing, Wish::Go))
        }
        _ => None,
    }
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

/// Moves a device to the next place up or down where it fits.
fn shift(app: App, id: DeviceId, up: bool) {
    let place = app
        .inner()
        .document
        .snapshot()
        .with_untracked(|snapshot| next_place(&snapshot.layout, id, up));
    match place {
        Some(place) => move_device(app, id, place),
        None => app.say(if up {
            "No free place above"
        } else {
            "No free place below"
        }),
    }
}

fn next_place(layout: &Layout, id: DeviceId, up: bool) -> Option<Place> {
    let device = layout.devices.get(&id)?;
    let device_type = layout.type_of(device)?;
    let Place::Rack {
        rack,
        bottom,
        face,
        column,
    } = device.place
    else {
        return None;
    };
    let step: i32 = if device_type.whole_units_only() { 2 } else { 1 };
    let highest =
        i32::from(layout.rack(rack)?.height.half_units().0) - i32::from(device_type.height.0);
    let mut at = i32::from(bottom.0);
    loop {
        at += if up { step } else { -step };
        if !(0..=highest).contains(&at) {
            return None;
        }
        let place = Place::Rack {
            rack,
            bottom: HalfU(u16::try_from(at).ok()?),
            face,
            column,
        };
        if placement::check(
            layout,
            Candidate {
                device: Some(id),
                device_type,
                place,
            },
        )
        .is_ok()
        {
            return Some(place);
        }
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
