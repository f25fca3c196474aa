//! What of a rack is at a point of the window, or at an element of the page.

use leptos::prelude::*;
use web_sys::Element;

use super::device_mark::device_id_of;
use crate::domain::ids::{DeviceId, RackId};
use crate::draw::area::Point;
use crate::state::app::App;
use crate::state::focus::Stop;

/// The device at a point of the window, which the pointer's event gave with its target. The target alone does not tell: a
/// plate's openings let the pointer through to the rack behind, and from far away devices have no nodes of their own.
pub fn device_at(app: App, target: &Element, x: f64, y: f64) -> Option<DeviceId> {
    if let Ok(Some(node)) = target.closest("[data-device-id], [data-rear-of]") {
        return device_id_of(&node);
    }
    target.closest("[data-rack-id] > svg").ok()??;
    let section = target.closest("[data-rack-id]").ok()??;
    let rack = RackId::parse(&section.get_attribute("data-rack-id")?)?;
    let inner = app.inner();
    let world = inner.viewport.world.get_untracked();
    let area = world.place_of(rack)?.area();
    let place = section.get_bounding_client_rect();
    let zoom = place.width() / f64::from(area.width);
    let point = Point::new(
        area.x + ((x - place.left()) / zoom) as f32,
        area.y + ((y - place.top()) / zoom) as f32,
    );
    inner
        .document
        .snapshot()
        .with_untracked(|snapshot| world.device_at(&snapshot.layout, &snapshot.index, point))
}

/// What of which rack an element is, or is in.
pub fn stop_at(target: &Element) -> Option<(RackId, Stop)> {
    let section = target.closest("[data-rack-id]").ok()??;
    let rack = RackId::parse(&section.get_attribute("data-rack-id")?)?;
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
