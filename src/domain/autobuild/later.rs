//! Adds systems that appeared on a hub after the layout was made.

use std::collections::{HashMap, HashSet};

use uuid::Uuid;

use super::own_types::usable_type;
use super::{MachineKind, NewMachine, height_for, rack_name};
use crate::domain::arrange::linking;
use crate::domain::command::Command;
use crate::domain::format::counted;
use crate::domain::hub_system::{HubSystem, by_name};
use crate::domain::ids::{DeviceId, HubId, RackId, SystemRef, TypeSlug};
use crate::domain::layout::{DeviceType, Face, Layout, LayoutIndex, Link, Place, Rack, RackHeight};
use crate::domain::occupancy::{Footprint, Occupancy};
use crate::domain::placement::{Candidate, check};
use crate::domain::sorted;
use crate::domain::system::System;

/// The systems that no device shows, neither as a link nor as a guest, in natural order of their names.
pub fn missing_systems<'a>(layout: &Layout, systems: &[HubSystem<'a>]) -> Vec<HubSystem<'a>> {
    let index = LayoutIndex::new(layout);
    let is_missing = |of: &&HubSystem| !index.is_shown(of.hub, &of.system.id);
    in_order(systems.iter().filter(is_missing).copied())
}

pub(super) fn in_order<'a>(systems: impl Iterator<Item = HubSystem<'a>>) -> Vec<HubSystem<'a>> {
    let mut ordered: Vec<(SystemRef, HubSystem)> = Vec::new();
    for of in systems {
        sorted::insert_by(&mut ordered, (of.reference(), of), |a, b| {
            by_name(
                (a.1.system.name.as_str(), &a.0),
                (b.1.system.name.as_str(), &b.0),
            )
        });
    }
    ordered.into_iter().map(|(_, of)| of).collect()
}

/// The command that adds each of these systems to the layout. `listed` has all systems of their hubs. If exactly one open device has the
/// name or address of a system ([`linking::matches`]), that device is linked, since the system was probably removed from the hub and added
/// again. Every other system gets a new device ([`place_systems`]). `None` if there are no systems.
pub fn link_or_place(
    layout: &Layout,
    systems: &[HubSystem],
    listed: &[HubSystem],
    new_id: &mut dyn FnMut() -> Uuid,
) -> Option<Command> {
    let links = links_for(layout, systems, listed);
    let linked: HashSet<&SystemRef> = links.iter().filter_map(|(_, link)| link.system()).collect();
    let others = systems.iter().copied();
    let others: Vec<HubSystem> = others
        .filter(|of| !linked.contains(&of.reference()))
        .collect();
    let placing = place_systems(layout, &others, new_id);
    if links.is_empty() {
        return placing;
    }
    let words = format!(
        "Linked {} by name or address, added {}",
        counted(links.len(), "device"),
        counted(others.len(), "device")
    );
    let mut commands: Vec<Command> = links.into_iter().map(link_device).collect();
    let Some(placing) = placing else {
        return Some(Command::Group(commands));
    };
    commands.push(placing);
    Some(Command::Titled { words, commands })
}

/// The open devices that have the name or address of exactly one of these systems, shared with no other device.
pub(super) fn links_for(
    layout: &Layout,
    systems: &[HubSystem],
    listed: &[HubSystem],
) -> Vec<(DeviceId, Link)> {
    let wanted: HashMap<SystemRef, &System> = systems
        .iter()
        .map(|of| (of.reference(), of.system))
        .collect();
    let noted = |(device, link): (DeviceId, Link)| {
        let system = wanted.get(link.system()?)?;
        // A device linked by address may have another name; recording the name avoids a prompt to rename it.
        Some((device, link.seen_as(&system.name, &system.host)))
    };
    let links = linking::matches(layout, listed).links.into_iter();
    links.filter_map(noted).collect()
}

pub(super) fn link_device((device, link): (DeviceId, Link)) -> Command {
    Command::LinkDevice {
        device,
        link: Some(link),
    }
}

/// The command that adds a device for each of these systems at the highest free place of the first rack that has one, or in new
/// racks. `None` when there are no systems. A type that the user has made for bays is not used, as these devices stand on the rails.
pub fn place_systems(
    layout: &Layout,
    systems: &[HubSystem],
    new_id: &mut dyn FnMut() -> Uuid,
) -> Option<Command> {
    if systems.is_empty() {
        return None;
    }
    let ordered = in_order(systems.iter().copied());
    let mut hubs = ordered.iter().map(|of| of.hub);
    let machines: Vec<NewMachine> = ordered.iter().map(|of| NewMachine::of(of.system)).collect();
    let mut rooms = Rooms::of(layout);
    let mut types: HashMap<&str, DeviceType> = HashMap::new();
    let mut commands = Vec::new();
    let mut rest = machines.as_slice();
    while let Some((machine, others)) = rest.split_first() {
        let known = types.entry(machine.kind.slug()).or_insert_with(|| {
            let known = &layout.device_types;
            let chosen = usable_type(known, machine.kind, |own| own.mount.is_rails());
            if !known.contains(&chosen.slug) {
                commands.push(Command::AddType(Box::new(chosen.clone())));
            }
            chosen
        });
        match rooms.take(known) {
            Some(place) => {
                if let Some(hub) = hubs.next() {
                    let mut device = machine.device(hub, place, new_id);
                    device.device_type = known.slug.clone();
                    commands.push(Command::AddDevice(Box::new(device)));
                }
                rest = others;
            }
            None => {
                let rack = rooms.new_rack_for(known, height_for(rest), new_id);
                commands.push(Command::AddRack {
                    index: rooms.racks.len(),
                    rack: Box::new(rack.clone()),
                });
                rooms.racks.push((Occupancy::empty(&rack), rack));
            }
        }
    }
    Some(Command::Group(commands))
}

/// The type of a system's device. The layout's own type of that slug is used: the user may have changed it.
pub fn type_for(layout: &Layout, system: &System) -> DeviceType {
    let kind = MachineKind::guess(system);
    let known = layout.device_types.get(&TypeSlug::new(kind.slug()));
    known.cloned().unwrap_or_else(|| kind.device_type())
}

/// The command that adds a named and linked device for one system, at a place where its type ([`type_for`]) fits.
pub fn place_system(
    layout: &Layout,
    hub: &HubId,
    system: &System,
    place: Place,
    new_id: &mut dyn FnMut() -> Uuid,
) -> Command {
    let device_type = type_for(layout, system);
    let device = NewMachine::of(system).device(hub, place, new_id);
    let addition = Command::AddDevice(Box::new(device));
    if layout.device_types.contains(&device_type.slug) {
        return addition;
    }
    Command::Group(vec![Command::AddType(Box::new(device_type)), addition])
}

/// Like [`place_system`], but if exactly one open device has the name or address of the system ([`linking::matches`]), that device is
/// linked, and moved to the place if it fits. `listed` has all systems of the connected hubs. Also returns the device's id.
pub fn link_or_place_at(
    layout: &Layout,
    of: HubSystem,
    listed: &[HubSystem],
    place: Place,
    new_id: &mut dyn FnMut() -> Uuid,
) -> (DeviceId, Command) {
    let wanted = of.reference();
    let links = linking::matches(layout, listed).links;
    let open = links
        .into_iter()
        .find(|(_, link)| link.system() == Some(&wanted));
    let Some((device, link)) = open else {
        let id = new_id();
        let command = place_system(layout, of.hub, of.system, place, &mut || id);
        return (DeviceId::new(id), command);
    };
    let linking = link_device((device, link.seen_as(&of.system.name, &of.system.host)));
    let found = layout.devices.get(&device);
    let device_type = found.and_then(|found| layout.type_of(found));
    let fits = device_type.is_some_and(|device_type| {
        let candidate = Candidate {
            device: Some(device),
            device_type,
            place,
        };
        check(layout, candidate).is_ok()
    });
    if !fits || found.is_some_and(|found| found.place == place) {
        return (device, linking);
    }
    let words = linking.describe(layout);
    let commands = vec![linking, Command::move_device(device, place)];
    (device, Command::Titled { words, commands })
}

/// The racks and their occupancy while devices are placed.
struct Rooms {
    racks: Vec<(Occupancy, Rack)>,
    /// For each type, the index of the first rack that may have room for it.
    from: HashMap<TypeSlug, usize>,
}

impl Rooms {
    fn of(layout: &Layout) -> Self {
        let racks = layout
            .racks
            .iter()
            .map(|rack| (Occupancy::of(layout, rack), rack.clone()))
            .collect();
        Self {
            racks,
            from: HashMap::new(),
        }
    }

    fn take(&mut self, device_type: &DeviceType) -> Option<Place> {
        let from = self.from.entry(device_type.slug.clone()).or_default();
        for (occupancy, rack) in self.racks.iter_mut().skip(*from) {
            let free = occupancy
                .highest_free(device_type, Face::Front)
                .filter(|_| device_type.goes_into(rack));
            if let Some((bottom, column)) = free {
                if let Some(footprint) = Footprint::of(device_type, Face::Front, column) {
                    occupancy.take(bottom, device_type.height, footprint);
                }
                return Some(Place::Rack {
                    rack: rack.id,
                    bottom,
                    face: Face::Front,
                    column,
                });
            }
            *from += 1;
        }
        None
    }

    /// A rack that always fits the type.
    fn new_rack_for(
        &self,
        device_type: &DeviceType,
        height: RackHeight,
        new_id: &mut dyn FnMut() -> Uuid,
    ) -> Rack {
        let height = height.max(RackHeight::clamped(device_type.height.units_ceil()));
        let mut rack = Rack::new(RackId::new(new_id()), self.new_name(), height);
        if let Some(width) = device_type
            .rack_widths
            .first()
            .filter(|_| !device_type.goes_into(&rack))
        {
            rack.width = *width;
        }
        rack
    }

    /// The first unused rack name.
    fn new_name(&self) -> String {
        let used: HashSet<&str> = self
            .racks
            .iter()
            .map(|(_, rack)| rack.name.as_str())
            .collect();
        let names = (0..=used.len()).map(rack_name);
        names
            .into_iter()
            .find(|name| !used.contains(name.as_str()))
            .unwrap_or_default()
    }
}
