//! Look-ups over a whole layout, made once per change of the document rather than once per question.

use std::collections::HashMap;

use uuid::Uuid;

use super::{Layout, Link, Place, Side};
use crate::domain::ids::{DeviceId, HubId, RackId, SystemId};
use crate::domain::sorted;

/// Devices by what they are in: a rack or another device.
type Lists = HashMap<Uuid, Vec<DeviceId>>;

/// Who stands where and shows what, as of the layout it was made from.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct LayoutIndex {
    in_rack: Lists,
    beside: Lists,
    in_device: Lists,
    of_system: HashMap<HubId, HashMap<SystemId, Vec<DeviceId>>>,
}

/// The same while it is made, each device with its rank in its list.
#[derive(Default)]
struct Ranked(HashMap<Uuid, Vec<(u32, DeviceId)>>);

impl Ranked {
    fn put(&mut self, home: Uuid, rank: u32, device: DeviceId) {
        sorted::insert(self.0.entry(home).or_default(), (rank, device));
    }

    fn lists(self) -> Lists {
        let without_rank = |list: Vec<(u32, DeviceId)>| list.into_iter().map(|ranked| ranked.1);
        self.0
            .into_iter()
            .map(|(home, list)| (home, without_rank(list).collect()))
            .collect()
    }
}

impl LayoutIndex {
    pub fn new(layout: &Layout) -> Self {
        let [mut in_rack, mut beside, mut in_device]: [Ranked; 3] = Default::default();
        let mut of_system: HashMap<HubId, HashMap<SystemId, Vec<DeviceId>>> = HashMap::new();
        for device in &layout.devices {
            match device.place {
                Place::Rack {
                    rack,
                    bottom,
                    column,
                    ..
                } => {
                    let from_the_top = u32::from(u16::MAX - bottom.0);
                    let rank = from_the_top << 8 | u32::from(column);
                    in_rack.put(rack.uuid(), rank, device.id);
                }
                Place::Side { rack, side, slot } => {
                    let rank = u32::from(side == Side::Right) << 8 | u32::from(slot);
                    beside.put(rack.uuid(), rank, device.id);
                }
                Place::Bay { parent, bay } => {
                    in_device.put(parent.uuid(), u32::from(bay), device.id);
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
            in_rack: in_rack.lists(),
            beside: beside.lists(),
            in_device: in_device.lists(),
            of_system,
        }
    }

    /// The devices mounted between a rack's rails (not those in their bays), from the top, then from the left.
    pub fn devices_in(&self, rack: RackId) -> &[DeviceId] {
        self.in_rack.get(&rack.uuid()).map_or(&[], Vec::as_slice)
    }

    /// The devices that hang beside a rack's rails: those on the left, then those on the right, each from the rail outwards.
    pub fn devices_beside(&self, rack: RackId) -> &[DeviceId] {
        self.beside.get(&rack.uuid()).map_or(&[], Vec::as_slice)
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
        self.in_device
            .get(&parent.uuid())
            .map_or(&[], Vec::as_slice)
    }

    /// The devices that are linked to a system (guests aside).
    pub fn devices_of(&self, hub: &HubId, system: &SystemId) -> &[DeviceId] {
        self.of_system
            .get(hub)
            .and_then(|systems| systems.get(system))
            .map_or(&[], Vec::as_slice)
    }
}
