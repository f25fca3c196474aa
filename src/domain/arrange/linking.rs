//! Devices get the systems that are called as they are.

use std::collections::{HashMap, HashSet};

use crate::domain::command::Command;
use crate::domain::ids::{DeviceId, HubId, SystemId, SystemRef};
use crate::domain::layout::{Device, Layout, Link};
use crate::domain::placement::Refusal;
use crate::domain::system::System;

/// Which unlinked devices fit which systems.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Matches {
    /// Each device and each system at most once, in the order of the devices' ids.
    pub links: Vec<(DeviceId, Link)>,
    /// Devices that fit several systems, or share one with another device.
    pub unclear: usize,
    /// Unlinked devices that fit no system, or one that is shown already.
    pub without: usize,
}

/// A device fits a system when its name or address is the system's name or host; case counts for nothing. What is linked, as a
/// device or as a guest, stays as it is.
pub fn matches(layout: &Layout, hub: &HubId, systems: &[System]) -> Matches {
    let shown = shown_systems(layout, hub);
    let mut by_word: HashMap<String, HashSet<&SystemId>> = HashMap::new();
    for system in systems.iter().filter(|system| !shown.contains(&system.id)) {
        for word in words([&system.name, &system.host]) {
            by_word.entry(word).or_default().insert(&system.id);
        }
    }
    let mut found = Matches::default();
    let mut claims: HashMap<&SystemId, Vec<DeviceId>> = HashMap::new();
    for device in layout
        .devices
        .iter()
        .filter(|device| device.system().is_none())
    {
        let fitting = fitting(device, &by_word);
        let mut fitting = fitting.into_iter();
        match (fitting.next(), fitting.next()) {
            (None, _) => found.without += 1,
            (Some(system), None) => claims.entry(system).or_default().push(device.id),
            (Some(_), Some(_)) => found.unclear += 1,
        }
    }
    for (system, devices) in claims {
        match devices.as_slice() {
            [only] => found
                .links
                .push((*only, Link::new(hub.clone(), system.clone()))),
            several => found.unclear += several.len(),
        }
    }
    found.links.sort_by_key(|(device, _)| *device);
    found
}

fn shown_systems<'a>(layout: &'a Layout, hub: &HubId) -> HashSet<&'a SystemId> {
    let systems = layout.devices.iter().flat_map(Device::systems);
    systems
        .filter(|shown| shown.hub == *hub)
        .map(|shown| &shown.system)
        .collect()
}

fn words(texts: [&String; 2]) -> impl Iterator<Item = String> {
    let words = texts.map(|text| text.trim().to_lowercase());
    words.into_iter().filter(|word| !word.is_empty())
}

fn fitting<'a>(
    device: &Device,
    by_word: &HashMap<String, HashSet<&'a SystemId>>,
) -> HashSet<&'a SystemId> {
    words([&device.name, &device.address])
        .filter_map(|word| by_word.get(&word))
        .flatten()
        .copied()
        .collect()
}

impl Matches {
    /// For a layout that goes into another one: what is shown there already is not linked again.
    pub fn leave_those_shown_in(&mut self, other: &Layout) {
        let shown: HashSet<&SystemRef> = other.devices.iter().flat_map(Device::systems).collect();
        let is_shown = |link: &Link| link.system().is_some_and(|system| shown.contains(system));
        self.links.retain(|(_, link)| !is_shown(link));
    }

    /// What links them, as one step; refused when nothing fits.
    pub fn command(&self) -> Result<Command, Refusal> {
        if self.links.is_empty() {
            return Err(Refusal::NothingToDo(
                "No unlinked device has the name or address of just one free system",
            ));
        }
        let link = |(device, link): &(DeviceId, Link)| Command::LinkDevice {
            device: *device,
            link: Some(link.clone()),
        };
        Ok(Command::Titled {
            words: self.words(),
            commands: self.links.iter().map(link).collect(),
        })
    }

    /// `Linked 5 devices by name; 2 fit several systems, 3 none`
    fn words(&self) -> String {
        let ending = if self.links.len() == 1 { "" } else { "s" };
        let mut words = format!("Linked {} device{ending} by name", self.links.len());
        if self.unclear > 0 {
            words += &format!("; {} not clear", self.unclear);
        }
        if self.without > 0 {
            words += &format!("; {} without a system of that name", self.without);
        }
        words
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::command::apply;
    use crate::domain::ids::{LayoutId, RackId, TypeSlug};
    use crate::domain::layout::{Category, DeviceType, Face, Place, Rack, RackHeight};
    use crate::domain::system::{Metrics, SystemStatus};
    use crate::domain::units::HalfU;
    use uuid::Uuid;

    fn system(id: &str, name: &str, host: &str) -> System {
        System {
            id: SystemId::new(id),
            name: name.to_owned(),
            host: host.to_owned(),
            status: SystemStatus::Up,
            metrics: Metrics::default(),
            updated: None,
        }
    }

    /// A rack with devices of these names and addresses.
    fn layout(devices: &[(&str, &str)]) -> Layout {
        let mut layout = Layout::new(LayoutId::new(Uuid::nil()), "Home");
        let rack = Rack::new(RackId::new(Uuid::nil()), "A", RackHeight::clamped(42));
        let one = DeviceType::new("one", "One", Category::Server, HalfU(2));
        layout.device_types.insert(one);
        for (n, (name, address)) in (0..).zip(devices) {
            let place = Place::Rack {
                rack: rack.id,
                bottom: HalfU(n * 2),
                face: Face::Front,
                column: 0,
            };
            let id = DeviceId::new(Uuid::from_u128(u128::from(n)));
            let mut device = Device::new(id, TypeSlug::new("one"), *name, place);
            (*address).clone_into(&mut device.address);
            layout.devices.insert(device);
        }
        layout.racks.push(rack);
        layout
    }

    fn hub() -> HubId {
        HubId::new("hub")
    }

    #[test]
    fn names_and_addresses_find_the_system_whatever_their_case() {
        let mut layout = layout(&[
            ("PVE-1", ""),
            ("the old nas", "192.0.2.7"),
            ("db", "x"),
            ("", ""),
        ]);
        let systems = [
            system("a", "pve-1", "192.0.2.5"),
            system("b", "nas", "192.0.2.7"),
            system("c", "", "/socket"),
        ];
        let found = matches(&layout, &hub(), &systems);
        let linked: Vec<&str> = found
            .links
            .iter()
            .filter_map(|(_, link)| Some(link.system()?.system.as_str()))
            .collect();
        assert_eq!(linked, ["a", "b"]);
        assert_eq!((found.unclear, found.without), (0, 2));
        let before = layout.clone();
        let command = found.command().unwrap();
        assert_eq!(
            command.describe(&layout),
            "Linked 2 devices by name; 2 without a system of that name"
        );
        let back = apply(&mut layout, &command).unwrap();
        assert_eq!(matches(&layout, &hub(), &systems).links, []);
        let mut left = found.clone();
        left.leave_those_shown_in(&layout);
        assert_eq!(left.links, []);
        apply(&mut layout, &back).unwrap();
        assert_eq!(layout, before);
    }

    #[test]
    fn what_fits_two_ways_or_is_shown_already_is_left_alone() {
        let mut layout = layout(&[
            ("twin", ""),
            ("twin", ""),
            ("both", "192.0.2.2"),
            ("taken", ""),
            ("other", ""),
        ]);
        let systems = [
            system("t", "twin", ""),
            system("b1", "both", ""),
            system("b2", "else", "192.0.2.2"),
            system("k", "taken", ""),
        ];
        let other = DeviceId::new(Uuid::from_u128(4));
        let link = Some(Link::new(hub(), SystemId::new("k")));
        apply(
            &mut layout,
            &Command::LinkDevice {
                device: other,
                link,
            },
        )
        .unwrap();
        let found = matches(&layout, &hub(), &systems);
        assert_eq!((found.links.len(), found.unclear, found.without), (0, 3, 1));
        assert!(matches!(found.command(), Err(Refusal::NothingToDo(_))));
    }
}
