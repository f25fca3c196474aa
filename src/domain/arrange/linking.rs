//! Links devices to the systems that have their name or address.

use std::collections::{HashMap, HashSet};

use crate::domain::command::Command;
use crate::domain::fold::fold;
use crate::domain::host::hosts;
use crate::domain::hub_system::HubSystem;
use crate::domain::ids::{DeviceId, HubId, SystemRef};
use crate::domain::layout::{Device, Layout, Link};
use crate::domain::placement::Refusal;

/// Which open devices match which systems. A device is open if it shows no system, or one that its hub no longer lists: a system that is
/// removed from a hub and added again gets another id.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Matches {
    /// In the order of the devices' ids; each device and each system occurs at most once.
    pub links: Vec<(DeviceId, Link)>,
    /// Number of devices that match several systems, or match the same system as another device.
    pub unclear: usize,
    /// Number of open devices that match no system, or only one that is already shown.
    pub without: usize,
}

/// Matches devices with systems. They match if both have the same name, or if the device's name or address names the system's host in any
/// spelling ([`hosts`]). `listed` has all systems that the connected hubs list. Devices and guests linked to one of those are left alone,
/// as are links to a hub that lists no systems.
pub fn matches(layout: &Layout, listed: &[HubSystem]) -> Matches {
    let references: Vec<SystemRef> = listed.iter().map(HubSystem::reference).collect();
    let shown: HashSet<&SystemRef> = layout.devices.iter().flat_map(Device::systems).collect();
    let mut by_word: HashMap<String, HashSet<&SystemRef>> = HashMap::new();
    for (of, reference) in listed.iter().zip(&references) {
        if !shown.contains(reference) {
            for word in words(&of.system.name, &of.system.host) {
                by_word.entry(word).or_default().insert(reference);
            }
        }
    }
    let mut found = Matches::default();
    let mut claims: HashMap<&SystemRef, Vec<DeviceId>> = HashMap::new();
    for device in open_devices(layout, listed) {
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
            [only] => found.links.push((*only, Link::from(system.clone()))),
            several => found.unclear += several.len(),
        }
    }
    found.links.sort_by_key(|(device, _)| *device);
    found
}

/// The devices that show no system, or one that its hub no longer lists.
pub(in crate::domain) fn open_devices<'a>(
    layout: &'a Layout,
    listed: &[HubSystem],
) -> Vec<&'a Device> {
    let hubs: HashSet<&HubId> = listed.iter().map(|of| of.hub).collect();
    let known: HashSet<SystemRef> = listed.iter().map(HubSystem::reference).collect();
    let is_open = |device: &&Device| match device.system() {
        Some(shown) => hubs.contains(&shown.hub) && !known.contains(shown),
        None => true,
    };
    layout.devices.iter().filter(is_open).collect()
}

/// The words that identify a device or a system.
fn words(name: &str, address: &str) -> HashSet<String> {
    let mut words: HashSet<String> = hosts(address).into_iter().collect();
    let name = fold(name.trim());
    if !name.is_empty() {
        words.insert(name);
    }
    words
}

fn fitting<'a>(
    device: &Device,
    by_word: &HashMap<String, HashSet<&'a SystemRef>>,
) -> HashSet<&'a SystemRef> {
    words(&device.name, &device.address)
        .iter()
        .filter_map(|word| by_word.get(word))
        .flatten()
        .copied()
        .collect()
}

impl Matches {
    /// For a layout that is merged into another one: drops systems that are already shown there.
    pub fn leave_those_shown_in(&mut self, other: &Layout) {
        let shown: HashSet<&SystemRef> = other.devices.iter().flat_map(Device::systems).collect();
        let is_shown = |link: &Link| link.system().is_some_and(|system| shown.contains(system));
        self.links.retain(|(_, link)| !is_shown(link));
    }

    /// The command that links them as one step; refused if nothing matches.
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

    /// `Linked 5 devices by name; 2 not clear; 3 without a system of that name`
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
    use crate::domain::hub_system::of_hub;
    use crate::domain::ids::SystemId;
    use crate::domain::samples::{device_id, hub, layout, system};

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
        let found = matches(&layout, &of_hub(&hub(), &systems));
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
        assert_eq!(matches(&layout, &of_hub(&hub(), &systems)).links, []);
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
        let other = device_id(4);
        let link = Some(Link::new(hub(), SystemId::new("k")));
        apply(
            &mut layout,
            &Command::LinkDevice {
                device: other,
                link,
            },
        )
        .unwrap();
        let found = matches(&layout, &of_hub(&hub(), &systems));
        assert_eq!((found.links.len(), found.unclear, found.without), (0, 3, 1));
        assert!(matches!(found.command(), Err(Refusal::NothingToDo(_))));
    }

    #[test]
    fn addresses_fit_however_they_are_written() {
        let layout = layout(&[
            ("a", "10.0.0.4/24"),
            ("b", "http://10.0.0.5:8006/"),
            ("c", "root@NAS.lan.:22"),
            ("d", "[2001:DB8:0::1]:443"),
            ("Ärger", ""),
        ]);
        let systems = [
            system("s1", "one", "10.0.0.4"),
            system("s2", "two", "10.0.0.5"),
            system("s3", "three", "nas.lan"),
            system("s4", "four", "2001:db8::1"),
            system("s5", "ÄRGER", "x"),
        ];
        let found = matches(&layout, &of_hub(&hub(), &systems));
        let linked: Vec<&str> = found
            .links
            .iter()
            .filter_map(|(_, link)| Some(link.system()?.system.as_str()))
            .collect();
        assert_eq!(linked, ["s1", "s2", "s3", "s4", "s5"]);
    }

    #[test]
    fn systems_of_several_hubs_are_linked_each_to_its_own() {
        let other_hub = HubId::new("other");
        let mut layout = layout(&[("pve", ""), ("web", ""), ("both", ""), ("moved", "")]);
        // The same id on both hubs, one of which is already shown.
        let shown = Link::new(hub(), SystemId::new("s"));
        let device = device_id(0);
        let link = Some(shown);
        apply(&mut layout, &Command::LinkDevice { device, link }).unwrap();
        let device = device_id(3);
        let link = Some(Link::new(other_hub.clone(), SystemId::new("gone")));
        apply(&mut layout, &Command::LinkDevice { device, link }).unwrap();
        let first = [
            system("s", "pve", ""),
            system("b", "both", ""),
            system("m", "moved", ""),
        ];
        let second = [system("s", "web", ""), system("b", "both", "")];
        let hub = hub();
        let listed = [of_hub(&hub, &first), of_hub(&other_hub, &second)].concat();
        let found = matches(&layout, &listed);
        let device = |number| device_id(number);
        let links = [
            (device(1), Link::new(other_hub.clone(), SystemId::new("s"))),
            (device(3), Link::new(hub.clone(), SystemId::new("m"))),
        ];
        assert_eq!(found.links, links);
        assert_eq!(found.unclear, 1, "both hubs have one of that name");
    }

    #[test]
    fn a_link_to_a_system_that_is_gone_is_open_for_the_one_that_came_back() {
        let mut layout = layout(&[("nas", ""), ("web", ""), ("other hub", "")]);
        let links = [
            (0, Link::new(hub(), SystemId::new("gone"))),
            (1, Link::new(hub(), SystemId::new("web"))),
            (2, Link::new(HubId::new("other"), SystemId::new("gone"))),
        ];
        for (device, link) in links {
            let device = device_id(device);
            let link = Some(link);
            apply(&mut layout, &Command::LinkDevice { device, link }).unwrap();
        }
        let systems = [
            system("again", "NAS", "192.0.2.7"),
            system("web", "web", ""),
            system("third", "other hub", ""),
        ];
        let found = matches(&layout, &of_hub(&hub(), &systems));
        let nas = device_id(0);
        assert_eq!(
            found.links,
            [(nas, Link::new(hub(), SystemId::new("again")))]
        );
        assert_eq!((found.unclear, found.without), (0, 0));
        apply(&mut layout, &found.command().unwrap()).unwrap();
        assert_eq!(matches(&layout, &of_hub(&hub(), &systems)).links, []);
    }
}
