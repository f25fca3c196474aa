//! Look-ups over a whole layout, made once per change of the document rather than once per question.

use std::cmp::Reverse;
use std::collections::HashMap;

use super::{Layout, Link, Place, Side};
use crate::domain::ids::{DeviceId, HubId, RackId, SystemId};
use crate::domain::sorted;
use crate::domain::units::HalfU;

/// Who stands where and shows what, as of the layout it was made from.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct LayoutIndex {
    in_rack: HashMap<RackId, Vec<DeviceId>>,
    beside: HashMap<RackId, Vec<DeviceId>>,
    in_device: HashMap<DeviceId, Vec<DeviceId>>,
    of_system: HashMap<HubId, HashMap<SystemId, Vec<DeviceId>>>,
}

impl LayoutIndex {
    pub fn new(layout: &Layout) -> Self {
        let mut in_rack: HashMap<RackId, Vec<(Reverse<HalfU>, u8, DeviceId)>> = HashMap::new();
        let mut beside: HashMap<RackId, Vec<(Side, u8, DeviceId)>> = HashMap::new();
        let mut in_device: HashMap<DeviceId, Vec<(u16, DeviceId)>> = HashMap::new();
        let mut of_system: HashMap<HubId, HashMap<SystemId, Vec<DeviceId>>> = HashMap::new();
        for device in &layout.devices {
            match device.place {
                Place::Rack {
                    rack,
                    bottom,
                    column,
                    ..
                } => {
                    let place = (Reverse(bottom), column, device.id);
                    sorted::insert(in_rack.entry(rack).or_default(), place);
                }
                Place::Side { rack, side, slot } => {
                    sorted::insert(beside.entry(rack).or_default(), (side, slot, device.id));
                }
                Place::Bay { parent, bay } => {
                    sorted::insert(in_device.entry(parent).or_default(), (bay, device.id));
                }
            }
            if let Some(Link { hub, system, .. }) = &device.link {
                of_system
                    .entry(hub.clone())
                    .or_default()
                    .entry(system.clone())
                    .or_default()
                    .push(device.id);
            }
        }
        Self {
            in_rack: in_rack
                .into_iter()
                .map(|(rack, list)| (rack, list.into_iter().map(|place| place.2).collect()))
                .collect(),
            beside: beside
                .into_iter()
                .map(|(rack, list)| (rack, list.into_iter().map(|place| place.2).collect()))
                .collect(),
            in_device: in_device
                .into_iter()
                .map(|(parent, list)| (parent, list.into_iter().map(|place| place.1).collect()))
                .collect(),
            of_system,
        }
    }

    /// The devices mounted between a rack's rails (not those in their bays), from the top, then from the left.
    pub fn devices_in(&self, rack: RackId) -> &[DeviceId] {
        self.in_rack.get(&rack).map_or(&[], Vec::as_slice)
    }

    /// The devices that hang beside a rack's rails: those on the left, then those on the right, each from the rail outwards.
    pub fn devices_beside(&self, rack: RackId) -> &[DeviceId] {
        self.beside.get(&rack).map_or(&[], Vec::as_slice)
    }

    /// All devices of a rack: those between the rails from the top, then those beside them, each followed by what is in its
    /// bays.
    pub fn all_of(&self, rack: RackId) -> Vec<DeviceId> {
        let mut all = Vec::new();
        for id in self
            .devices_in(rack)
            .iter()
            .chain(self.devices_beside(rack))
        {
            self.push_with_children(*id, &mut all);
        }
        all
    }

    /// The device, followed by what is in its bays, and in theirs.
    pub fn with_children(&self, device: DeviceId) -> Vec<DeviceId> {
        let mut all = Vec::new();
        self.push_with_children(device, &mut all);
        all
    }

    fn push_with_children(&self, device: DeviceId, all: &mut Vec<DeviceId>) {
        all.push(device);
        for child in self.children_of(device) {
            self.push_with_children(*child, all);
        }
    }

    /// The devices in a device's bays, in the order of the bays.
    pub fn children_of(&self, parent: DeviceId) -> &[DeviceId] {
        self.in_device.get(&parent).map_or(&[], Vec::as_slice)
    }

    /// The devices that are linked to a system (guests aside).
    pub fn devices_of(&self, hub: &HubId, system: &SystemId) -> &[DeviceId] {
        self.of_system
            .get(hub)
            .and_then(|systems| systems.get(system))
            .map_or(&[], Vec::as_slice)
    }
}
