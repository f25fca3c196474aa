//! Updates links when a hub has moved to another address.

use std::collections::HashSet;

use super::ids::{DeviceId, HubId, SystemId};
use super::layout::{Device, Layout, Link, LinkTarget};

/// Points every link to a system that the hub knows to that hub. System ids are random, so an id known under two addresses is the same
/// system on the same hub. Links to monitors of that hub follow.
pub fn relink(layout: &mut Layout, hub: &HubId, is_known: &dyn Fn(&SystemId) -> bool) {
    let systems = layout.devices.iter().flat_map(Device::systems);
    let addresses: HashSet<HubId> = systems
        .filter(|system| system.hub != *hub && is_known(&system.system))
        .map(|system| system.hub.clone())
        .collect();
    let follows = |link: &Link| match &link.target {
        LinkTarget::System(system) => system.hub != *hub && is_known(&system.system),
        LinkTarget::Monitor(monitor) => addresses.contains(&monitor.hub),
        LinkTarget::Other(_) => false,
    };
    let ids: Vec<DeviceId> = layout
        .devices
        .iter()
        .filter(|device| links_of(device).any(follows))
        .map(|device| device.id)
        .collect();
    for id in ids {
        layout.devices.update(&id, |device| {
            for link in device.links.iter_mut().chain(&mut device.guests) {
                if follows(link) {
                    link.move_to(hub);
                }
            }
        });
    }
}

fn links_of(device: &Device) -> impl Iterator<Item = &Link> {
    device.links.iter().chain(&device.guests)
}

#[cfg(test)]
mod tests {
    use uuid::Uuid;

    use super::*;
    use crate::domain::ids::{LayoutId, MonitorId, MonitorRef, RackId, TypeSlug};
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
        let monitor = MonitorRef::new(old.clone(), MonitorId::new("m"));
        device.links = vec![Link::new(old.clone(), known.clone()), monitor.into()];
        device.guests = vec![
            Link::new(old.clone(), unknown.clone()),
            Link::new(old.clone(), known.clone()),
        ];
        let mut layout = Layout::new(LayoutId::new(Uuid::nil()), "test");
        layout.devices.insert(device);

        relink(&mut layout, &new, &|system| *system == known);
        let device = layout.devices.get(&id).expect("there");
        let monitor = MonitorRef::new(new.clone(), MonitorId::new("m"));
        assert_eq!(
            device.links,
            [Link::new(new.clone(), known.clone()), monitor.into()]
        );
        assert_eq!(
            device.guests,
            [Link::new(old, unknown), Link::new(new, known)]
        );
    }
}
