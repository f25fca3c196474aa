//! Links that follow a hub to another address.

use super::ids::{DeviceId, HubId, SystemId};
use super::layout::{Device, Layout, Link};

/// Makes each link to a system that the hub knows name that hub. System ids are random, so one that two hubs know is the same
/// system on the same hub, under two addresses.
pub fn relink(layout: &mut Layout, hub: &HubId, is_known: &dyn Fn(&SystemId) -> bool) {
    let follows = |link: &Link| link.hub != *hub && is_known(&link.system);
    let has_followers = |device: &&Device| links_of(device).any(follows);
    let ids: Vec<DeviceId> = layout
        .devices
        .iter()
        .filter(has_followers)
        .map(|device| device.id)
        .collect();
    for id in ids {
        layout.devices.update(&id, |device| {
            for link in device.link.iter_mut().chain(&mut device.guests) {
                if follows(link) {
                    link.hub.clone_from(hub);
                }
            }
        });
    }
}

fn links_of(device: &Device) -> impl Iterator<Item = &Link> {
    device.link.iter().chain(&device.guests)
}

#[cfg(test)]
mod tests {
    use uuid::Uuid;

    use super::*;
    use crate::domain::ids::{LayoutId, RackId, TypeSlug};
    use crate::domain::layout::{Face, Place};
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
