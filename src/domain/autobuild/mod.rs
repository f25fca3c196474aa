//! Builds the first layout from the hub's list of systems alone: a linked and named device for each. Also adds systems that appear on the
//! hub later.

mod groups;
mod hub_racks;
mod kind;
mod known;
mod later;
mod own_types;
mod workload;

use std::cmp::Ordering;

use uuid::Uuid;

use super::ids::{DeviceId, HubId, LayoutId, RackId, SystemRef, TypeSlug};
use super::layout::{Device, DeviceType, Face, Layout, Link, Place, Rack, RackHeight};
use super::natural;
use super::sorted;
use super::system::System;
use super::units::HalfU;

pub use hub_racks::{HubRacks, PlannedRack, build_racks};
use kind::MachineKind;
pub use known::KnownMachines;
pub use later::{
    link_or_place, link_or_place_at, missing_systems, place_system, place_systems, type_for,
};

/// Usual rack heights in U. The smallest sufficient one is used.
const RACK_HEIGHTS: [u16; 3] = [12, 24, 42];

/// The device types used by layouts built here.
pub fn generic_types() -> Vec<DeviceType> {
    MachineKind::ALL.map(MachineKind::device_type).into()
}

/// A layout with a device for every system, from the top in natural order of their names, in as many racks as needed.
pub fn build_layout(
    hub: &HubId,
    name: &str,
    systems: &[System],
    new_id: &mut dyn FnMut() -> Uuid,
) -> Layout {
    let mut layout = Layout::new(LayoutId::new(new_id()), name);
    layout.device_types = generic_types().into_iter().collect();
    let machines: Vec<NewMachine> = in_order(systems.iter())
        .into_iter()
        .map(NewMachine::of)
        .collect();
    let mut rest = machines.as_slice();
    loop {
        let rack = Rack::new(
            RackId::new(new_id()),
            rack_name(layout.racks.len()),
            height_for(rest),
        );
        let mut ceiling = rack.height.half_units().0;
        let mut previous: Option<MachineKind> = None;
        while let Some((machine, others)) = rest.split_first() {
            let gap = air_between(previous, machine.kind);
            let Some(bottom) = ceiling.checked_sub(gap + machine.height) else {
                break;
            };
            let place = Place::Rack {
                rack: rack.id,
                bottom: HalfU(bottom),
                face: Face::Front,
                column: 0,
            };
            layout.devices.insert(machine.device(hub, place, new_id));
            (ceiling, previous, rest) = (bottom, Some(machine.kind), others);
        }
        layout.racks.push(rack);
        if rest.is_empty() {
            return layout;
        }
    }
}

struct NewMachine<'a> {
    system: &'a System,
    kind: MachineKind,
    /// In half-units.
    height: u16,
}

impl<'a> NewMachine<'a> {
    fn of(system: &'a System) -> Self {
        Self::of_kind(system, MachineKind::guess(system))
    }

    /// With what the hub knows about the machine beyond its metrics.
    fn known(system: &'a System, of: &SystemRef, known: &KnownMachines) -> Self {
        let (details, suggested) = (known.details(of), known.suggested(of));
        Self::of_kind(system, MachineKind::known(system, details, suggested))
    }

    fn of_kind(system: &'a System, kind: MachineKind) -> Self {
        Self {
            system,
            kind,
            height: kind.device_type().height.0,
        }
    }

    /// A device of its kind's type.
    fn device(&self, hub: &HubId, place: Place, new_id: &mut dyn FnMut() -> Uuid) -> Device {
        let mut device = Device::new(
            DeviceId::new(new_id()),
            TypeSlug::new(self.kind.slug()),
            self.system.name.clone(),
            place,
        );
        device.links = vec![Link::new(hub.clone(), self.system.id.clone())];
        device
    }
}

fn in_order<'a>(systems: impl Iterator<Item = &'a System>) -> Vec<&'a System> {
    let mut ordered: Vec<&System> = Vec::new();
    for system in systems {
        sorted::insert_by(&mut ordered, system, by_name);
    }
    ordered
}

fn by_name(a: &&System, b: &&System) -> Ordering {
    natural::compare(&a.name, &b.name).then_with(|| a.id.cmp(&b.id))
}

/// The gap between two machines, in half-units: one unit if their kinds differ.
fn air_between<K: PartialEq>(above: Option<K>, below: K) -> u16 {
    if above.is_some_and(|above| above != below) {
        2
    } else {
        0
    }
}

/// The smallest usual height that holds all of them, or the largest one.
fn height_for(machines: &[NewMachine]) -> RackHeight {
    let mut previous = None;
    let need: usize = machines
        .iter()
        .map(|machine| {
            usize::from(machine.height + air_between(previous.replace(machine.kind), machine.kind))
        })
        .sum();
    let [smallest, .., highest] = RACK_HEIGHTS;
    let units = RACK_HEIGHTS
        .into_iter()
        .find(|units| usize::from(units * 2) >= need);
    RackHeight::clamped(units.unwrap_or(if need == 0 { smallest } else { highest }))
}

/// `Rack A` to `Rack Z`, then `Rack AA`.
fn rack_name(index: usize) -> String {
    let mut letters = Vec::new();
    let mut rest = index + 1;
    while rest > 0 {
        letters.push(char::from(
            b'A' + u8::try_from((rest - 1) % 26).unwrap_or(0),
        ));
        rest = (rest - 1) / 26;
    }
    format!("Rack {}", letters.iter().rev().collect::<String>())
}

#[cfg(test)]
mod hub_racks_tests;
#[cfg(test)]
mod tests;
