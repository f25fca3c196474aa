//! Links that follow a hub to another address.

use super::ids::{DeviceId, HubId, SystemId};
use super::layout::Layout;

/// Lets each link to a system that the hub knows lead to that hub. Systems have ids of chance, so one that two hubs know is the
/// same system on the same hub, under two addresses.
pub fn relink(layout: &mut Layout, hub: &HubId, is_known: &dyn Fn(&SystemId) -> bool) {
    let ids: Vec<DeviceId> = layout.devices.iter().map(|device| device.id).collect();
    for id in ids {
        let Some(device) = layout.devices.get_mut(&id) else {
            continue;
        };
        for link in device.link.iter_mut().chain(&mut device.guests) {
            if is_known(&link.system) {
                link.hub.clone_from(hub);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use uuid::Uuid;

    use super::*;
    use crate::domain::ids::{LayoutId, RackId, TypeSlug};
    use crate::domain::layout::{Device, Face, Link, Place};
    use crate::domain::units::HalfU;

    #[test]
    fn only_links_to_known_systems_follow() {
        let (old, new) = (
            HubId::new("http://10.0.0.5:8090/"),
            HubId::new("https://hub.example/"),
        );
        let (known, unknown) = (SystemId::new("known"), SystemId::new("unknown"));
        let place = Place::Rack {
            rack: RackId::new(Uuid::nil()),
            bottom: HalfU(0),
            face: Face::Front,
            column: 0,
        };
        let id = DeviceId::new(Uuid::nil());
        let mut device = Device::new(id, TypeSlug::new("server"), "one", place);
        device.link = Some(Link::new(old.clone(), known.clone()));
        device.guests = vec![
            Link::new(old.clone(), unknown.clone()),
            Link::new(old.clone(), known.clone()),
        ];
        let mut layout = Layout::new(LayoutId::new(Uuid::nil()), "test");
        layout.devices.insert(device);

        relink(&mut layout, &new, &|system| *system == known);
        let device = layout.devices.get(&id).expect("there");
        assert_eq!(device.link, Some(Link::new(new.clone(), known.clone())));
        assert_eq!(
            device.guests,
            [Link::new(old, unknown), Link::new(new, known)]
        );
    }
}
