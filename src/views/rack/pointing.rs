//! What of a rack is at a point of the window, or at an element of the page.

use leptos::prelude::*;
use web_sys::Element;

use super::device_mark::device_id_of;
use crate::domain::catalog::gap::Spot;
use crate::domain::ids::{DeviceId, RackId};
use crate::domain::units::HalfU;
use crate::draw::area::Point;
use crate::draw::world::World;
use crate::interaction::focus::Stop;
use crate::state::app::App;

/// The device at a point of the window, which the pointer's event gave with its target. The target alone does not tell: a
/// plate's openings let the pointer through to the rack behind, and from far away devices have no nodes of their own.
pub fn device_at(app: App, target: &Element, x: f64, y: f64) -> Option<DeviceId> {
    if let Ok(Some(node)) = target.closest("[data-device-id], [data-rear-of]") {
        return device_id_of(&node);
    }
    let inner = app.inner();
    let world = inner.viewport.world.get_untracked();
    let point = point_in(&world, target, x, y)?;
    inner
        .document
        .snapshot()
        .with_untracked(|snapshot| world.device_at(&snapshot.layout, &snapshot.index, point))
}

/// The gap between a rack's rails at a point of the window.
pub fn gap_at(app: App, target: &Element, x: f64, y: f64) -> Option<Spot> {
    let inner = app.inner();
    let world = inner.viewport.world.get_untracked();
    let hit = world.hit(point_in(&world, target, x, y)?)?;
    let snapshot = inner.document.snapshot().get_untracked();
    let width = world.scale().inner(snapshot.layout.rack(hit.rack)?.width);
    let spot = Spot {
        rack: hit.rack,
        face: hit.face,
        at: HalfU(hit.above_floor.max(0.0) as u16),
    };
    let is_between_rails = (0.0..=width).contains(&hit.x);
    (is_between_rails && spot.edges(&snapshot.layout).is_some()).then_some(spot)
}

/// The point of the world at a point of the window, where that is on the drawing of a rack.
fn point_in(world: &World, target: &Element, x: f64, y: f64) -> Option<Point> {
    target.closest("[data-rack-id] > svg").ok()??;
    let section = target.closest("[data-rack-id]").ok()??;
    let rack = RackId::parse(&section.get_attribute("data-rack-id")?)?;
    let area = world.place_of(rack)?.area();
    let place = section.get_bounding_client_rect();
    let zoom = place.width() / f64::from(area.width);
    Some(Point::new(
        area.x + ((x - place.left()) / zoom) as f32,
        area.y + ((y - place.top()) / zoom) as f32,
    ))
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
