//! Finds the differences between a layout and its hubs: systems that are new, gone, renamed, at another address, or linked twice. They are
//! repaired singly or all at once, each time as one step ([`repair`]).

mod repair;

use std::collections::{HashMap, HashSet};

use super::arrange::linking;
use super::fold::fold;
use super::host::hosts;
use super::hub_system::HubSystem;
use super::ids::{DeviceId, HubId, SystemRef};
use super::layout::{Device, Layout, Link};
use super::system::System;

pub use repair::{Repairs, keep, repair};

/// A difference between the layout and a hub.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum HubDifference {
    /// No device shows the system. If exactly one open device has its name or address, that is most probably it.
    New {
        system: SystemRef,
        device: Option<DeviceId>,
    },
    /// The device, or a guest of it, is linked to a system that its hub does not list. `again` is the listed system with the device's name
    /// or address, which was probably removed from the hub and added again.
    Gone {
        device: DeviceId,
        system: SystemRef,
        again: Option<SystemRef>,
    },
    /// The system's name differs from the device's and from the name last seen.
    Renamed {
        device: DeviceId,
        system: SystemRef,
        name: String,
    },
    /// The device has an address, and the system has another one.
    Readdressed {
        device: DeviceId,
        system: SystemRef,
        host: String,
    },
    /// Several devices are linked to the system. `keep` is the one with its name or address, otherwise the first.
    LinkedTwice {
        system: SystemRef,
        keep: DeviceId,
        others: Vec<DeviceId>,
    },
}

/// The kind of a difference, in display order.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum DifferenceKind {
    New,
    Gone,
    Renamed,
    Readdressed,
    LinkedTwice,
}

impl DifferenceKind {
    pub const ALL: [Self; 5] = [
        Self::New,
        Self::Gone,
        Self::Renamed,
        Self::Readdressed,
        Self::LinkedTwice,
    ];

    /// The words for a heading.
    pub const fn words(self) -> &'static str {
        match self {
            Self::New => "New on the hub",
            Self::Gone => "No longer on the hub",
            Self::Renamed => "Renamed on the hub",
            Self::Readdressed => "At another address",
            Self::LinkedTwice => "Linked twice",
        }
    }
}

impl HubDifference {
    pub const fn kind(&self) -> DifferenceKind {
        match self {
            Self::New { .. } => DifferenceKind::New,
            Self::Gone { .. } => DifferenceKind::Gone,
            Self::Renamed { .. } => DifferenceKind::Renamed,
            Self::Readdressed { .. } => DifferenceKind::Readdressed,
            Self::LinkedTwice { .. } => DifferenceKind::LinkedTwice,
        }
    }
}

/// The state of the hubs. Hubs that are not live are ignored, as nothing is known about them.
#[derive(Clone, Copy)]
pub struct HubWorld<'a> {
    /// The hubs whose list of systems is known and current.
    pub live: &'a HashSet<HubId>,
    /// The systems of all connected hubs.
    pub listed: &'a [HubSystem<'a>],
    /// Whether the user marked a system as not being in a rack, so that it is not reported as new.
    pub is_elsewhere: &'a dyn Fn(&SystemRef) -> bool,
}

impl<'a> HubWorld<'a> {
    fn current(&self) -> Vec<HubSystem<'a>> {
        let listed = self.listed.iter().copied();
        listed.filter(|of| self.live.contains(of.hub)).collect()
    }
}

/// All differences, by kind, then in the order of device ids or system names.
pub fn differences(layout: &Layout, world: HubWorld) -> Vec<HubDifference> {
    let current = world.current();
    let systems: HashMap<SystemRef, &System> = current
        .iter()
        .map(|of| (of.reference(), of.system))
        .collect();
    let matches = linking::matches(layout, &current).links;
    let device_of: HashMap<&SystemRef, DeviceId> = matches
        .iter()
        .filter_map(|(device, link)| Some((link.system()?, *device)))
        .collect();
    let mut found = gone(layout, world.live, &systems, &matches);
    let again: HashSet<SystemRef> = found
        .iter()
        .filter_map(|difference| match difference {
            HubDifference::Gone { again, .. } => again.clone(),
            _ => None,
        })
        .collect();
    let new = super::autobuild::missing_systems(layout, &current)
        .into_iter()
        .map(|of| of.reference())
        .filter(|of| !again.contains(of) && !(world.is_elsewhere)(of))
        .map(|system| HubDifference::New {
            device: device_of.get(&system).copied(),
            system,
        });
    found.extend(new);
    let shared: HashSet<&SystemRef> = layout
        .devices
        .index()
        .shared_systems()
        .map(|(system, _)| system)
        .collect();
    for device in &layout.devices {
        let Some(link) = device.system_link() else {
            continue;
        };
        let Some(reference) = link.system().filter(|of| !shared.contains(of)) else {
            continue;
        };
        if let Some(system) = systems.get(reference) {
            found.extend(renamed(device, link, reference, system));
            found.extend(readdressed(device, link, reference, system));
        }
    }
    found.extend(linked_twice(layout, &systems));
    found.sort_by_key(HubDifference::kind);
    found
}

fn gone(
    layout: &Layout,
    live: &HashSet<HubId>,
    systems: &HashMap<SystemRef, &System>,
    matches: &[(DeviceId, Link)],
) -> Vec<HubDifference> {
    let again: HashMap<DeviceId, &SystemRef> = matches
        .iter()
        .filter_map(|(device, link)| Some((*device, link.system()?)))
        .collect();
    let mut found = Vec::new();
    for device in &layout.devices {
        let mut told = HashSet::new();
        for system in device.systems() {
            if !told.insert(system) {
                continue;
            }
            if live.contains(&system.hub) && !systems.contains_key(system) {
                let is_shown = device.system() == Some(system);
                let again = again.get(&device.id).filter(|_| is_shown);
                found.push(HubDifference::Gone {
                    device: device.id,
                    system: system.clone(),
                    again: again.map(|again| (*again).clone()),
                });
            }
        }
    }
    found
}

fn renamed(
    device: &Device,
    link: &Link,
    reference: &SystemRef,
    system: &System,
) -> Option<HubDifference> {
    let name = system.name.trim();
    let is_known =
        fold(name) == fold(device.name.trim()) || link.seen_name() == Some(system.name.as_str());
    (!is_known && !name.is_empty()).then(|| HubDifference::Renamed {
        device: device.id,
        system: reference.clone(),
        name: name.to_owned(),
    })
}

/// An IP address and a host name cannot be compared, so only addresses of the same kind are.
fn readdressed(
    device: &Device,
    link: &Link,
    reference: &SystemRef,
    system: &System,
) -> Option<HubDifference> {
    let own = hosts(&device.address);
    let host = hosts(&system.host).into_iter().next()?;
    let is_ip = |host: &String| host.parse::<std::net::IpAddr>().is_ok();
    let mut alike = own
        .iter()
        .filter(|own| is_ip(own) == is_ip(&host))
        .peekable();
    let is_other = alike.peek().is_some() && alike.all(|own| *own != host);
    (is_other && link.seen_host() != Some(system.host.as_str())).then(|| {
        HubDifference::Readdressed {
            device: device.id,
            system: reference.clone(),
            host: system.host.clone(),
        }
    })
}

fn linked_twice(layout: &Layout, systems: &HashMap<SystemRef, &System>) -> Vec<HubDifference> {
    let mut found = Vec::new();
    for (system, devices) in layout.devices.index().shared_systems() {
        let Some(known) = systems.get(system) else {
            continue;
        };
        let rank = |id: &&DeviceId| match layout.devices.get(id) {
            Some(device) if fold(device.name.trim()) == fold(known.name.trim()) => 0,
            Some(device) if names_host(device, known) => 1,
            _ => 2,
        };
        if let Some(keep) = devices.iter().min_by_key(rank).copied() {
            let others = devices.iter().copied().filter(|id| *id != keep);
            found.push(HubDifference::LinkedTwice {
                system: system.clone(),
                keep,
                others: others.collect(),
            });
        }
    }
    found
}

fn names_host(device: &Device, system: &System) -> bool {
    let host = hosts(&system.host);
    hosts(&device.address).iter().any(|own| host.contains(own))
}

#[cfg(test)]
mod tests;
