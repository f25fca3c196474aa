//! The hit test: what is under the pointer.

use super::scene::Scene;
use crate::domain::catalog::gap::Spot;
use crate::domain::ids::{DeviceId, RackId};
use crate::domain::layout::Snapshot;
use crate::domain::units::HalfU;
use crate::draw::aim;
use crate::draw::area::Point;
use crate::draw::camera::Pair;
use crate::draw::world::World;

/// The page element under the pointer. Not sufficient by itself: the pointer passes through the openings of a faceplate to the
/// rack behind, and at low zoom devices have no elements of their own.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum ElementHit {
    Device(DeviceId),
    RackHeader(RackId),
    /// The handle at a rack's upper edge.
    RackEdge,
    /// A button, a field, a link: something that handles its own clicks.
    Control,
    /// Anything else in the view.
    Canvas,
    /// The overview map; `corner` is the position of its upper left corner in the window.
    Minimap {
        corner: Pair,
    },
    Outside,
}

/// What is under the pointer.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum HitTarget {
    Device(DeviceId),
    /// An empty part of a rack's drawing.
    RackSlot,
    RackHeader(RackId),
    RackEdge,
    /// Beside the racks.
    Background,
    Control,
    /// The overview map; `corner` is the position of its upper left corner in the window.
    Minimap {
        corner: Pair,
    },
    Outside,
}

impl HitTarget {
    /// Whether it is in the view.
    pub const fn is_on_canvas(self) -> bool {
        !matches!(self, Self::Outside | Self::Minimap { .. })
    }
}

/// What is at a point of the world, given the element there.
pub fn hit_test(
    snapshot: &Snapshot,
    world: &World,
    element: ElementHit,
    point: Point,
) -> HitTarget {
    match element {
        ElementHit::Device(device) => HitTarget::Device(device),
        ElementHit::RackHeader(rack) => HitTarget::RackHeader(rack),
        ElementHit::RackEdge => HitTarget::RackEdge,
        ElementHit::Control => HitTarget::Control,
        ElementHit::Minimap { corner } => HitTarget::Minimap { corner },
        ElementHit::Outside => HitTarget::Outside,
        ElementHit::Canvas => {
            let (layout, index) = (&snapshot.layout, &snapshot.index);
            if let Some(device) = world.device_at(layout, index, point) {
                HitTarget::Device(device)
            } else if aim::is_on_rack(world, point) {
                HitTarget::RackSlot
            } else {
                HitTarget::Background
            }
        }
    }
}

/// The gap between a rack's rails at a point of the window.
pub fn gap_at(scene: &Scene, at: Pair) -> Option<Spot> {
    let hit = scene.world.hit(scene.world_point(at))?;
    let layout = &scene.snapshot.layout;
    let width = scene.world.scale().inner(layout.rack(hit.rack)?.width);
    let spot = Spot {
        rack: hit.rack,
        face: hit.face,
        at: HalfU(hit.above_floor.max(0.0) as u16),
    };
    let is_between_rails = (0.0..=width).contains(&hit.x);
    (is_between_rails && spot.edges(layout).is_some()).then_some(spot)
}
