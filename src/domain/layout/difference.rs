//! Finds what a change affects, so that the rest need not be examined.

use super::{Device, Layout, LayoutIndex, Rack};
use crate::domain::ids::{DeviceId, DeviceSet, RackId, TypeSlug};

/// The racks of `new` that are not in `old`, or that differ themselves or in their devices; in the order of the racks.
pub fn racks_that_differ(old: &Layout, new: &Layout) -> Vec<RackId> {
    let mut homes: Vec<RackId> = Vec::new();
    let mut touch = |layout: &Layout, device: &Device| {
        if let Some(home) = layout.rack_of(device).map(|rack| rack.id)
            && let Err(place) = homes.binary_search(&home)
        {
            homes.insert(place, home);
        }
    };
    for change in new.devices.changes_since(&old.devices) {
        if let Some(before) = change.before {
            touch(old, before);
        }
        if let Some(after) = change.after {
            touch(new, after);
        }
    }
    for device in devices_of_changed_types(old, new) {
        touch(new, device);
    }
    let is_same = new.racks.is_same(&old.racks);
    if is_same && homes.is_empty() {
        return homes;
    }
    let differs = |(position, rack): &(usize, &Rack)| {
        homes.binary_search(&rack.id).is_ok() || (!is_same && rack_differs(old, *position, rack))
    };
    let racks = new.racks.iter().enumerate().filter(differs);
    racks.map(|(_, rack)| rack.id).collect()
}

/// The devices of `new` that are not in `old`, or that are displayed or described differently: because of their own data, type or place, or
/// because of the devices they sit in or their rack. In the order of their ids.
pub fn devices_that_differ(old: &Layout, new: &Layout) -> Vec<DeviceId> {
    let index = LayoutIndex::new(new);
    let mut found = DeviceSet::default();
    let mut touch = |device: DeviceId| found.extend(index.with_children(device));
    for change in new.devices.changes_since(&old.devices) {
        if let Some(after) = change.after {
            touch(after.id);
        }
    }
    for device in devices_of_changed_types(old, new) {
        touch(device.id);
    }
    let is_same = new.racks.is_same(&old.racks);
    for (position, rack) in new.racks.iter().enumerate().filter(|_| !is_same) {
        if rack_differs(old, position, rack) {
            found.extend(index.all_of(rack.id));
        }
    }
    found.into_vec()
}

/// `position` is the rack's position in the new layout, which is usually the old one too.
fn rack_differs(old: &Layout, position: usize, rack: &Rack) -> bool {
    let same_place = old.racks.get(position).filter(|other| other.id == rack.id);
    same_place.or_else(|| old.rack(rack.id)) != Some(rack)
}

/// The devices whose types existed before and differ. Devices of new types differ themselves.
fn devices_of_changed_types<'a>(old: &Layout, new: &'a Layout) -> Vec<&'a Device> {
    let changes = new.device_types.changes_since(&old.device_types);
    let both = changes
        .iter()
        .filter_map(|change| change.before.and(change.after));
    let changed: Vec<&TypeSlug> = both.map(|changed| &changed.slug).collect();
    if changed.is_empty() {
        return Vec::new();
    }
    let is_changed = |device: &&Device| changed.contains(&&device.device_type);
    new.devices.iter().filter(is_changed).collect()
}

#[cfg(test)]
mod tests {
    use uuid::Uuid;

    use super::*;
    use crate::domain::ids::LayoutId;
    use crate::domain::layout::{Category, DeviceType, Face, Place, RackHeight};
    use crate::domain::units::HalfU;

    fn rack(number: u128) -> RackId {
        RackId::new(Uuid::from_u128(number))
    }

    fn place(number: u128) -> Place {
        Place::Rack {
            rack: rack(number),
            bottom: HalfU(0),
            face: Face::Front,
            column: 0,
        }
    }

    fn layout() -> Layout {
        let mut layout = Layout::new(LayoutId::new(Uuid::nil()), "test");
        for number in 0..3 {
            layout
                .racks
                .push(Rack::new(rack(number), "rack", RackHeight::clamped(10)));
        }
        let server = DeviceType::new("server", "Server", Category::Server, HalfU(2));
        let slug = server.slug.clone();
        layout.device_types.insert(server);
        let id = DeviceId::new(Uuid::from_u128(9));
        layout
            .devices
            .insert(Device::new(id, slug, "one", place(0)));
        layout
    }

    fn differing(change: impl FnOnce(&mut Layout)) -> Vec<RackId> {
        let old = layout();
        let mut new = old.clone();
        change(&mut new);
        racks_that_differ(&old, &new)
    }

    #[test]
    fn only_the_racks_that_a_change_touches_differ() {
        let id = DeviceId::new(Uuid::from_u128(9));
        assert_eq!(differing(|_| {}), []);
        let moved = differing(|layout| {
            layout.devices.update(&id, |device| device.place = place(2));
        });
        assert_eq!(moved, [rack(0), rack(2)]);
        let removed = differing(|layout| drop(layout.devices.remove(&id)));
        assert_eq!(removed, [rack(0)]);
        let renamed = differing(|layout| layout.racks[1].name = "other".to_owned());
        assert_eq!(renamed, [rack(1)]);
    }

    #[test]
    fn a_changed_type_touches_the_racks_of_its_devices() {
        let changed = differing(|layout| {
            let slug = TypeSlug::new("server");
            layout
                .device_types
                .update(&slug, |changed| changed.faceplate.drive_bays = 4);
        });
        assert_eq!(changed, [rack(0)]);
    }

    #[test]
    fn devices_differ_with_what_is_said_of_them() {
        let id = |number| DeviceId::new(Uuid::from_u128(number));
        let mut old = layout();
        let child = Place::Bay {
            parent: id(9),
            bay: 0,
        };
        for (number, place) in [(1, child), (2, place(1))] {
            let slug = TypeSlug::new(format!("type-{number}"));
            let device = Device::new(id(number), slug, "other", place);
            old.devices.insert(device);
        }
        let differing = |change: &dyn Fn(&mut Layout)| {
            let mut new = old.clone();
            change(&mut new);
            devices_that_differ(&old, &new)
        };
        assert_eq!(differing(&|_| {}), []);
        let renamed = differing(&|layout| {
            layout.devices.update(&id(2), |device| device.name.clear());
        });
        assert_eq!(renamed, [id(2)]);
        let moved = differing(&|layout| {
            layout
                .devices
                .update(&id(9), |device| device.place = place(2));
        });
        assert_eq!(moved, [id(1), id(9)], "with what is in it");
        let rack_renamed = differing(&|layout| layout.racks[0].name.clear());
        assert_eq!(rack_renamed, [id(1), id(9)]);
        let type_changed = differing(&|layout| {
            let slug = TypeSlug::new("server");
            layout
                .device_types
                .update(&slug, |changed| changed.height = HalfU(1));
        });
        assert_eq!(type_changed, [id(1), id(9)]);
        let removed = differing(&|layout| drop(layout.devices.remove(&id(2))));
        assert_eq!(removed, []);
    }
}
