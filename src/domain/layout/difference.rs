//! Which racks a change of the layout touches, so that the others need not be looked at.

use super::{Device, DeviceType, Layout};
use crate::domain::ids::RackId;

/// The racks of `new` that are not in `old`, or differ in themselves or in what is in them; in the order of the racks.
pub fn racks_that_differ(old: &Layout, new: &Layout) -> Vec<RackId> {
    let types = changed_types(old, new);
    let mut homes: Vec<RackId> = Vec::new();
    let mut touch = |home: Option<RackId>| {
        if let Some(home) = home
            && !homes.contains(&home)
        {
            homes.push(home);
        }
    };
    for device in &new.devices {
        let before = old.devices.get(&device.id);
        if before != Some(device) || types.iter().any(|found| found.slug == device.device_type) {
            touch(home(new, device));
            touch(before.and_then(|before| home(old, before)));
        }
    }
    for device in &old.devices {
        if !new.devices.contains(&device.id) {
            touch(home(old, device));
        }
    }
    new.racks
        .iter()
        .filter(|rack| homes.contains(&rack.id) || old.rack(rack.id) != Some(rack))
        .map(|rack| rack.id)
        .collect()
}

fn home(layout: &Layout, device: &Device) -> Option<RackId> {
    layout.rack_of(device).map(|rack| rack.id)
}

fn changed_types<'a>(old: &Layout, new: &'a Layout) -> Vec<&'a DeviceType> {
    new.device_types
        .iter()
        .filter(|found| old.device_types.get(&found.slug) != Some(found))
        .collect()
}

#[cfg(test)]
mod tests {
    use uuid::Uuid;

    use super::*;
    use crate::domain::ids::{DeviceId, LayoutId, TypeSlug};
    use crate::domain::layout::{Category, Face, Place, Rack, RackHeight};
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
            layout.devices.get_mut(&id).expect("there").place = place(2);
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
                .get_mut(&slug)
                .expect("there")
                .faceplate
                .drive_bays = 4;
        });
        assert_eq!(changed, [rack(0)]);
    }
}
