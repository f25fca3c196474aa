//! Hit testing: what is at a point of the window, or at an element of the page.

use leptos::prelude::*;
use web_sys::Element;

use super::device_mark::device_id_of;
use crate::domain::ids::{DeviceId, RackId};
use crate::draw::camera::Pair;
use crate::interaction::focus::Stop;
use crate::interaction::hit::{ElementHit, HitTarget, hit_test};
use crate::state::app::App;

/// Selector of all elements that handle their own clicks and presses.
const CONTROLS: &str = "header, button, input, select, textarea, a, [role=slider], [data-addition]";

/// Returns what is at a point of the window, given the element there. The element alone is not enough: the pointer passes through a
/// faceplate's openings to the rack behind, and from far away devices have no nodes of their own.
pub fn hit_at(app: App, target: &Element, at: Pair) -> HitTarget {
    let inner = app.inner();
    let Some(point) = inner.viewport.world_point(at) else {
        return HitTarget::Outside;
    };
    let world = inner.viewport.world.get_untracked();
    let element = element_hit(target);
    let snapshot = inner.document.snapshot();
    snapshot.with_untracked(|snapshot| hit_test(snapshot, &world, element, point))
}

/// The device at a point of the window.
pub fn device_at(app: App, target: &Element, at: Pair) -> Option<DeviceId> {
    match hit_at(app, target, at) {
        HitTarget::Device(device) => Some(device),
        _ => None,
    }
}

fn element_hit(target: &Element) -> ElementHit {
    let closest = |selector: &str| target.closest(selector).ok().flatten();
    if let Some(map) = closest(".minimap") {
        let place = map.get_bounding_client_rect();
        // Its border is not part of the map.
        let corner = (
            place.left() + f64::from(map.client_left()),
            place.top() + f64::from(map.client_top()),
        );
        return ElementHit::Minimap { corner };
    }
    if closest(".view").is_none() {
        return ElementHit::Outside;
    }
    let device = closest("[data-device-id], [data-rear-of]");
    if let Some(device) = device.as_ref().and_then(device_id_of) {
        return ElementHit::Device(device);
    }
    if target.has_attribute("data-rack-edge") {
        return ElementHit::RackEdge;
    }
    let header = closest("[data-rack-header]").filter(|_| closest(".rack-menu").is_none());
    if let Some(rack) = header.as_ref().and_then(rack_of) {
        return ElementHit::RackHeader(rack);
    }
    match closest(CONTROLS) {
        Some(_) => ElementHit::Control,
        None => ElementHit::Canvas,
    }
}

fn rack_of(node: &Element) -> Option<RackId> {
    let section = node.closest("[data-rack-id]").ok()??;
    RackId::parse(&section.get_attribute("data-rack-id")?)
}

/// The stop of a rack to which an element belongs.
pub fn stop_at(target: &Element) -> Option<(RackId, Stop)> {
    let rack = rack_of(target)?;
    let node = target
        .closest("[data-device-id], .rack-name, .rack-menu")
        .ok()??;
    let stop = match device_id_of(&node) {
        Some(device) => Stop::Device(device),
        None if node.class_list().contains("rack-name") => Stop::Name,
        None => Stop::Menu,
    };
    Some((rack, stop))
}

/// Whether the browser shows the focus, as it does for keyboard users.
pub fn is_focus_visible(focused: Option<&Element>) -> bool {
    focused.is_some_and(|focused| focused.matches(":focus-visible").unwrap_or(false))
}
