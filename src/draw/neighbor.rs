//! The neighbors of a device, for keyboard navigation.

use super::area::Area;
use super::scale::Scale;
use super::spot;
use crate::domain::ids::DeviceId;
use crate::domain::layout::{Device, Layout, LayoutIndex};
use crate::domain::placement::Step;

/// The neighbor in a direction: up and down through the whole rack, left and right to a device at the same height, in the same rack
/// or otherwise in the next one that has devices. `index` belongs to `layout`.
pub fn neighbor(layout: &Layout, index: &LayoutIndex, id: DeviceId, way: Step) -> Option<DeviceId> {
    let device = layout.devices.get(&id)?;
    let rack = layout.rack_of(device)?.id;
    match way {
        Step::Up | Step::Down => {
            let list = index.all_of(rack);
            let at = list.iter().position(|other| *other == id)?;
            let next = if way == Step::Up {
                at.checked_sub(1)?
            } else {
                at + 1
            };
            list.get(next).copied()
        }
        Step::Left | Step::Right => {
            let here = area(layout, device)?;
            let beside = index.all_of(rack).into_iter().filter_map(|other| {
                let other = layout.devices.get(&other)?;
                let far = beyond(here, area(layout, other)?, way)?;
                (!holds(layout, device, other) && !holds(layout, other, device))
                    .then_some((far as u32, other.id))
            });
            let nearest = beside.min_by_key(|(far, _)| *far).map(|(_, other)| other);
            nearest.or_else(|| in_next_rack(layout, index, device, way))
        }
    }
}

/// The replacement for a removed device: the next one in its rack, otherwise the previous one. `before` is the layout that still
/// had it.
pub fn heir(
    before: &Layout,
    index: &LayoutIndex,
    now: &Layout,
    gone: DeviceId,
) -> Option<DeviceId> {
    let rack = before.rack_of(before.devices.get(&gone)?)?.id;
    let list = index.all_of(rack);
    let at = list.iter().position(|other| *other == gone)?;
    let (earlier, later) = list.split_at(at);
    let mut near = later.iter().chain(earlier.iter().rev());
    near.find(|other| {
        now.devices
            .get(other)
            .and_then(|other| now.rack_of(other))
            .is_some_and(|home| home.id == rack)
    })
    .copied()
}

/// The devices from one to another in the same rack, both included, in that order; only `to` if they are in different racks.
/// `index` belongs to `layout`.
pub fn stretch(
    layout: &Layout,
    index: &LayoutIndex,
    from: DeviceId,
    to: DeviceId,
) -> Vec<DeviceId> {
    let home = |id| Some(layout.rack_of(layout.devices.get(&id)?)?.id);
    let list = home(to).map_or_else(Vec::new, |rack| index.all_of(rack));
    let place = |id| list.iter().position(|other| *other == id);
    match (place(from), place(to)) {
        (Some(first), Some(last)) if first <= last => {
            let count = last - first + 1;
            list.iter().skip(first).take(count).copied().collect()
        }
        (Some(last), Some(first)) => {
            let count = last - first + 1;
            list.iter().skip(first).take(count).rev().copied().collect()
        }
        _ => vec![to],
    }
}

fn in_next_rack(
    layout: &Layout,
    index: &LayoutIndex,
    device: &Device,
    way: Step,
) -> Option<DeviceId> {
    let home = layout.rack_of(device)?.id;
    let floor = |id: DeviceId| above_floor(layout, layout.devices.get(&id)?);
    let height = above_floor(layout, device)?;
    let racks: Vec<_> = layout.racks_in_order().collect();
    let at = racks.iter().position(|rack| rack.id == home)?;
    let nearest = |rack: &&crate::domain::layout::Rack| {
        index
            .all_of(rack.id)
            .into_iter()
            .filter_map(|id| Some(((floor(id)? - height).abs() as u32, id)))
            .min_by_key(|(far, _)| *far)
            .map(|(_, id)| id)
    };
    let (earlier, later) = racks.split_at(at);
    if way == Step::Left {
        earlier.iter().rev().find_map(nearest)
    } else {
        later.iter().skip(1).find_map(nearest)
    }
}

/// The area of a device in its rack's drawing.
fn area(layout: &Layout, device: &Device) -> Option<Area> {
    let scale = &Scale::WIDE;
    let spot = spot::spot(layout, device, scale)?;
    let height = scale.height(layout.type_of(device)?.height);
    Some(Area::new(spot.x, spot.y, spot.width, height))
}

/// Height of a device's middle above its rack's floor, for comparison between racks.
fn above_floor(layout: &Layout, device: &Device) -> Option<f32> {
    let rack = layout.rack_of(device)?;
    let height = Scale::WIDE.rack_height(rack.height.half_units());
    Some(height - area(layout, device)?.center().y)
}

/// Distance to another area in a direction; `None` if it is not at the same height.
fn beyond(here: Area, other: Area, way: Step) -> Option<f32> {
    let is_level = here.y < other.bottom() && other.y < here.bottom();
    let far = other.center().x - here.center().x;
    let far = if way == Step::Left { -far } else { far };
    (is_level && far > 1.0).then_some(far)
}

/// Whether one device is inside the other, directly or nested.
fn holds(layout: &Layout, outer: &Device, inner: &Device) -> bool {
    layout
        .with_parents(inner)
        .skip(1)
        .any(|parent| parent.id == outer.id)
}

#[cfg(test)]
mod tests {
    use uuid::Uuid;

    use super::*;
    use crate::domain::ids::{LayoutId, RackId, TypeSlug};
    use crate::domain::layout::{Category, DeviceType, Face, Place, Rack, RackHeight, Side, Width};
    use crate::domain::units::HalfU;

    fn device(number: u128, device_type: &str, place: Place) -> Device {
        let id = DeviceId::new(Uuid::from_u128(number));
        Device::new(
            id,
            TypeSlug::new(device_type),
            format!("dev-{number}"),
            place,
        )
    }

    fn rails(rack: u128, unit: u16, column: u8) -> Place {
        Place::Rack {
            rack: RackId::new(Uuid::from_u128(rack)),
            bottom: HalfU(unit * 2 - 2),
            face: Face::Front,
            column,
        }
    }

    /// Two racks of 10 units. Left: 1 at unit 9, the pair 2 and 3 at unit 5, the strip 4 at the right side. Right: 5 at unit 8,
    /// 6 at unit 1.
    fn layout() -> Layout {
        let mut layout = Layout::new(LayoutId::new(Uuid::from_u128(1)), "Test");
        for number in [100, 200] {
            let id = RackId::new(Uuid::from_u128(number));
            let rack = Rack::new(id, format!("Rack {number}"), RackHeight::clamped(10));
            layout.racks.push(rack);
        }
        let full = DeviceType::new("full", "Full", Category::Server, HalfU(2));
        let half = DeviceType {
            width: Width::Half,
            ..DeviceType::new("half", "Half", Category::Server, HalfU(2))
        };
        let strip = DeviceType {
            mount: crate::domain::layout::Mount::Side,
            ..DeviceType::new("strip", "Strip", Category::Power, HalfU(20))
        };
        for device_type in [full, half, strip] {
            layout.device_types.insert(device_type);
        }
        let side = Place::Side {
            rack: RackId::new(Uuid::from_u128(100)),
            side: Side::Right,
            slot: 0,
        };
        for device in [
            device(1, "full", rails(100, 9, 0)),
            device(2, "half", rails(100, 5, 0)),
            device(3, "half", rails(100, 5, 1)),
            device(4, "strip", side),
            device(5, "full", rails(200, 8, 0)),
            device(6, "full", rails(200, 1, 0)),
        ] {
            layout.devices.insert(device);
        }
        layout
    }

    fn way(from: u128, way: Step) -> Option<u128> {
        let layout = layout();
        let id = DeviceId::new(Uuid::from_u128(from));
        neighbor(&layout, &LayoutIndex::new(&layout), id, way).map(|id| id.uuid().as_u128())
    }

    #[test]
    fn a_stretch_leads_from_one_device_to_the_other_within_a_rack() {
        let layout = layout();
        let index = LayoutIndex::new(&layout);
        let way = |from, to| {
            let id = |number| DeviceId::new(Uuid::from_u128(number));
            let devices = stretch(&layout, &index, id(from), id(to));
            let number = |id: DeviceId| id.uuid().as_u128();
            devices.into_iter().map(number).collect::<Vec<_>>()
        };
        assert_eq!(way(1, 3), [1, 2, 3]);
        assert_eq!(way(3, 1), [3, 2, 1]);
        assert_eq!(way(2, 2), [2]);
        assert_eq!(way(1, 6), [6]);
    }

    #[test]
    fn up_and_down_pass_through_all_of_a_rack() {
        assert_eq!(way(1, Step::Up), None);
        let down: Vec<_> = [1, 2, 3, 4].map(|from| way(from, Step::Down)).into();
        assert_eq!(down, [Some(2), Some(3), Some(4), None]);
        assert_eq!(way(3, Step::Up), Some(2));
    }

    #[test]
    fn left_and_right_go_to_what_is_level_and_then_to_the_next_rack() {
        assert_eq!(way(2, Step::Right), Some(3));
        assert_eq!(way(3, Step::Left), Some(2));
        assert_eq!(way(3, Step::Right), Some(4));
        assert_eq!(way(4, Step::Right), Some(5));
        assert_eq!(way(5, Step::Left), Some(1));
        assert_eq!(way(2, Step::Left), None);
        assert_eq!(way(6, Step::Right), None);
    }

    #[test]
    fn the_next_device_takes_the_place_of_one_that_went_and_else_the_one_before() {
        let before = layout();
        let index = LayoutIndex::new(&before);
        let id = |number| DeviceId::new(Uuid::from_u128(number));
        let mut now = before.clone();
        now.devices.remove(&id(2));
        assert_eq!(heir(&before, &index, &now, id(2)), Some(id(3)));
        now.devices.remove(&id(3));
        now.devices.remove(&id(4));
        assert_eq!(heir(&before, &index, &now, id(3)), Some(id(1)));
        now.devices.remove(&id(1));
        assert_eq!(heir(&before, &index, &now, id(1)), None);
    }
}
