//! Removes the links of devices to systems.

use std::collections::HashSet;

use super::Command;
use crate::domain::ids::{DeviceId, SystemRef};
use crate::domain::layout::{Device, Link, Snapshot};

/// Unlinks these systems from all devices that show them or host them as guests, in one step; `None` if no device does. All other links
/// stay.
pub fn unlink_systems(snapshot: &Snapshot, systems: &[SystemRef]) -> Option<Command> {
    let index = &snapshot.index;
    let mut wanted: HashSet<&SystemRef> = HashSet::new();
    let mut found: HashSet<DeviceId> = HashSet::new();
    // In the given order, so that the same selection makes the same command.
    let mut devices: Vec<DeviceId> = Vec::new();
    let mut unlinked = 0;
    for of in systems.iter().filter(|of| wanted.insert(of)) {
        let own = index.devices_of(&of.hub, &of.system);
        let hosts = index.hosts_of(&of.hub, &of.system);
        unlinked += usize::from(!own.is_empty() || !hosts.is_empty());
        let of_system = own.iter().chain(hosts).copied();
        devices.extend(of_system.filter(|device| found.insert(*device)));
    }
    let stays = |link: &&Link| link.system().is_none_or(|of| !wanted.contains(of));
    let of_device = |device: &Device| {
        let left = |links: &[Link]| -> Vec<Link> { links.iter().filter(stays).cloned().collect() };
        let (links, guests) = (left(&device.links), left(&device.guests));
        let has_less = |left: &[Link], before: &[Link]| left.len() < before.len();
        let links = has_less(&links, &device.links).then_some(Command::SetLinks {
            device: device.id,
            links,
        });
        let guests = has_less(&guests, &device.guests).then_some(Command::SetGuests {
            device: device.id,
            guests,
        });
        links.into_iter().chain(guests)
    };
    let known = devices
        .iter()
        .filter_map(|id| snapshot.layout.devices.get(id));
    let commands: Vec<Command> = known.flat_map(of_device).collect();
    let words = match unlinked {
        1 => "Unlinked 1 system".to_owned(),
        several => format!("Unlinked {several} systems"),
    };
    (!commands.is_empty()).then_some(Command::Titled { words, commands })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::command::apply;
    use crate::domain::ids::{HubId, SystemId};
    use crate::domain::layout::Layout;
    use crate::domain::samples::{device_id, layout};

    fn of(system: &str) -> SystemRef {
        SystemRef::new(HubId::new("hub"), SystemId::new(system))
    }

    fn linked() -> Layout {
        let mut layout = layout(&[("nas", ""), ("pve", "")]);
        let links = |names: &[&str]| names.iter().map(|name| Link::from(of(name))).collect();
        let commands = vec![
            Command::SetLinks {
                device: device_id(0),
                links: links(&["a", "b"]),
            },
            Command::SetLinks {
                device: device_id(1),
                links: links(&["c"]),
            },
            Command::SetGuests {
                device: device_id(1),
                guests: links(&["d", "e"]),
            },
        ];
        apply(&mut layout, &Command::Group(commands)).expect("links");
        layout
    }

    #[test]
    fn links_and_guests_go_and_come_back_together() {
        let mut layout = linked();
        let before = Snapshot::new(layout.clone());
        let wanted = [of("a"), of("c"), of("e"), of("nobody"), of("a")];
        let command = unlink_systems(&before, &wanted).expect("a command");
        assert_eq!(command.describe(&layout), "Unlinked 3 systems");
        let back = apply(&mut layout, &command).expect("unlinked");
        let left: Vec<_> = layout
            .devices
            .iter()
            .map(|device| {
                let names = |links: &[Link]| -> Vec<String> {
                    let systems = links.iter().filter_map(Link::system);
                    systems.map(|of| of.system.to_string()).collect()
                };
                (names(&device.links), names(&device.guests))
            })
            .collect();
        let words = |names: &[&str]| -> Vec<String> {
            names.iter().map(|name| (*name).to_owned()).collect()
        };
        assert_eq!(
            left,
            [(words(&["b"]), Vec::new()), (Vec::new(), words(&["d"]))]
        );
        apply(&mut layout, &back).expect("undone");
        assert_eq!(layout, before.layout);
    }

    #[test]
    fn what_no_device_shows_cannot_be_unlinked() {
        let snapshot = Snapshot::new(linked());
        assert_eq!(unlink_systems(&snapshot, &[of("nobody")]), None);
    }
}
