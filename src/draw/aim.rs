//! Conversion between points of the world and places in racks: what the pointer aims at, and where the dragged device would be drawn.

use super::area::{Area, Point};
use super::spot;
use super::viewpoint::Viewpoint;
use super::world::{PlacedRack, World};
use crate::domain::ids::DeviceId;
use crate::domain::layout::{DeviceType, Face, Layout, LayoutIndex, Mount, Place};
use crate::domain::placement::Aim;

/// A point this close beside a rack's drawing still counts as at its side, in world pixels.
const BESIDE: f32 = 60.0;

/// What the pointer aims at, without the grip offset. For devices that mount beside the rails, a point beside the rack counts too.
pub fn aim_at(world: &World, layout: &Layout, point: Point, mount: Mount) -> Option<Aim> {
    let (placed, face, drawing) = drawing_at(world, point, 0.0).or_else(|| {
        (mount == Mount::Side)
            .then(|| drawing_at(world, point, BESIDE))
            .flatten()
    })?;
    let rack = layout.rack(placed.rack)?;
    let scale = world.scale();
    let height = rack.height.half_units();
    let x = (point.x - drawing.x - scale.inner_left()) / scale.inner(rack.width);
    Some(Aim {
        rack: rack.id,
        face,
        across: if face == Face::Rear { 1.0 - x } else { x },
        above: scale.half_units_above_floor(height, point.y - drawing.y),
        offset_across: 0.0,
        offset_above: 0.0,
    })
}

/// Whether a point is on the drawing of a rack.
pub fn is_on_rack(world: &World, point: Point) -> bool {
    drawing_at(world, point, 0.0).is_some()
}

fn drawing_at(world: &World, point: Point, beside: f32) -> Option<(&PlacedRack, Face, Area)> {
    world.placed_racks().iter().find_map(|placed| {
        drawings(placed)
            .find(|(_, drawing)| {
                let wider = Area::new(
                    drawing.x - beside,
                    drawing.y,
                    drawing.width + 2.0 * beside,
                    drawing.height,
                );
                wider.contains(point)
            })
            .map(|(face, drawing)| (placed, face, drawing))
    })
}

fn drawings(placed: &PlacedRack) -> impl Iterator<Item = (Face, Area)> {
    [(Face::Front, placed.front), (Face::Rear, placed.rear)]
        .into_iter()
        .filter_map(|(face, drawing)| Some((face, drawing?)))
}

/// The area where a device of that type is drawn at a place: on the visible face `seen` of the rack, or on the other face if only
/// that is shown.
pub fn area_at(
    world: &World,
    layout: &Layout,
    device_type: &DeviceType,
    place: Place,
    seen: Face,
) -> Option<Area> {
    let rack = layout.rack(outermost(layout, place)?.rack()?)?;
    let placed = world.place_of(rack.id)?;
    let drawing = placed.drawing(seen)?;
    let from = if placed.rear == Some(drawing) {
        Viewpoint::Rear
    } else {
        Viewpoint::Front
    };
    let scale = world.scale();
    let spot = spot::spot_at(layout, device_type, place, scale)?;
    let spot = from.sees(spot, rack.width, scale);
    Some(Area::new(
        drawing.x + spot.x,
        drawing.y + spot.y,
        spot.width,
        scale.height(device_type.height),
    ))
}

/// Where a device is drawn, on the side of its rack that it shows its front to.
pub fn front_area(world: &World, layout: &Layout, device: DeviceId) -> Option<Area> {
    let device = layout.devices.get(&device)?;
    let seen = match outermost(layout, device.place)? {
        Place::Rack {
            face: Face::Rear, ..
        } => Face::Rear,
        _ => Face::Front,
    };
    area_at(world, layout, layout.type_of(device)?, device.place, seen)
}

/// The place itself, or for a bay, that of the outermost device that contains it.
fn outermost(layout: &Layout, place: Place) -> Option<Place> {
    match place {
        Place::Bay { parent, .. } => {
            let parent = layout.devices.get(&parent)?;
            Some(layout.with_parents(parent).last()?.place)
        }
        place => Some(place),
    }
}

/// All devices with the areas where they are drawn; devices drawn on both faces of a rack occur twice.
pub fn all_areas(world: &World, layout: &Layout, index: &LayoutIndex) -> Vec<(DeviceId, Area)> {
    let mut all = Vec::new();
    for placed in world.placed_racks() {
        for (face, _) in drawings(placed) {
            for id in index.all_of(placed.rack) {
                let area = layout.devices.get(&id).and_then(|device| {
                    area_at(world, layout, layout.type_of(device)?, device.place, face)
                });
                all.extend(area.map(|area| (id, area)));
            }
        }
    }
    all
}

#[cfg(test)]
mod tests {
    use uuid::Uuid;

    use super::*;
    use crate::domain::ids::{LayoutId, RackId};
    use crate::domain::layout::{Category, Rack, RackHeight, Width};
    use crate::domain::units::HalfU;
    use crate::draw::scale::Scale;
    use crate::draw::world::Faces;

    fn layout() -> Layout {
        let mut layout = Layout::new(LayoutId::new(Uuid::from_u128(1)), "Test");
        for number in 0..2 {
            let id = RackId::new(Uuid::from_u128(number));
            layout.racks.push(Rack::new(
                id,
                format!("Rack {number}"),
                RackHeight::clamped(10),
            ));
        }
        layout
    }

    fn half_wide() -> DeviceType {
        DeviceType {
            width: Width::Half,
            ..DeviceType::new("box", "Box", Category::Server, HalfU(2))
        }
    }

    #[test]
    fn aiming_at_the_middle_of_where_something_is_drawn_finds_its_place() {
        let layout = layout();
        let all_faces = [Faces::Front, Faces::Rear, Faces::Both];
        let wide = all_faces.map(|faces| (&Scale::WIDE, faces, 6));
        let narrow = all_faces.map(|faces| (&Scale::NARROW, faces, 1));
        for (scale, faces, per_line) in wide.into_iter().chain(narrow) {
            let world = World::new(&layout, scale, faces, per_line);
            for (seen, column) in [(Face::Front, 0), (Face::Front, 1), (Face::Rear, 1)] {
                let place = Place::Rack {
                    rack: layout.racks[1].id,
                    bottom: HalfU(6),
                    face: Face::Front,
                    column,
                };
                let area =
                    area_at(&world, &layout, &half_wide(), place, seen).expect("the rack is drawn");
                let aim = aim_at(&world, &layout, area.center(), Mount::Rails)
                    .expect("it is over the rack");
                assert_eq!(aim.rack, layout.racks[1].id);
                let middle = 0.25 + 0.5 * f32::from(column);
                assert!((aim.across - middle).abs() < 0.01, "{faces:?} {aim:?}");
                let drawing = world
                    .place_of(layout.racks[1].id)
                    .and_then(|one| one.drawing(seen));
                let inside = drawing.expect("it is drawn").x + scale.inner_left();
                assert!(area.x >= inside - 0.01, "not over the numbers");
                assert!((aim.above - 7.0).abs() < 0.01, "{faces:?} {aim:?}");
            }
        }
    }

    #[test]
    fn beside_a_rack_is_only_for_what_hangs_there() {
        let layout = layout();
        let world = World::new(&layout, &Scale::WIDE, Faces::Front, 6);
        let drawing = world.placed_racks()[0].front.expect("it is drawn");
        let beside = Point::new(drawing.right() + 10.0, drawing.center().y);
        assert_eq!(aim_at(&world, &layout, beside, Mount::Rails), None);
        let aim = aim_at(&world, &layout, beside, Mount::Side).expect("it is near");
        assert!(aim.across > 1.0);
    }
}
