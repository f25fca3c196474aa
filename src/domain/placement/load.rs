//! What is carried to a place: devices of the layout, which keep their distances from each other, or one new device.

use crate::domain::ids::DeviceId;
use crate::domain::layout::{DeviceType, Face, Layout, Place};

use super::target::Target;

/// At least one thing that is carried. The first is the one held: the others go where it leads.
#[derive(Clone, Debug)]
pub struct Load {
    held: LoadItem,
    others: Vec<LoadItem>,
    /// In order, for the search: which devices are not in the way.
    carried: Vec<DeviceId>,
    /// The side of the rack on which it was taken hold of.
    pub(super) gripped: Face,
}

/// One of the things carried.
#[derive(Clone, Debug)]
pub struct LoadItem {
    /// `None` for a new one.
    pub device: Option<DeviceId>,
    pub device_type: DeviceType,
    /// Where it is taken from; `None` for a new one that has not been anywhere yet.
    pub place: Option<Place>,
}

impl Load {
    /// Devices of the layout, the one held among them or not; what stands in the bays of another one of them goes along
    /// with that. `None` when the one held is not in the layout.
    pub fn of_devices(
        layout: &Layout,
        held: DeviceId,
        devices: &[DeviceId],
        gripped: Face,
    ) -> Option<Self> {
        let mut carried = devices.to_vec();
        carried.push(held);
        carried.sort_unstable();
        carried.dedup();
        let outermost: Vec<DeviceId> = carried
            .iter()
            .copied()
            .filter(|id| {
                layout.devices.get(id).is_some_and(|device| {
                    !layout
                        .with_parents(device)
                        .skip(1)
                        .any(|outer| carried.binary_search(&outer.id).is_ok())
                })
            })
            .collect();
        // Held by a device whose shelf is carried as well, it is the shelf that leads.
        let leader = layout
            .with_parents(layout.devices.get(&held)?)
            .map(|outer| outer.id)
            .find(|id| outermost.binary_search(id).is_ok())?;
        let item = |id: DeviceId| {
            let device = layout.devices.get(&id)?;
            Some(LoadItem {
                device: Some(id),
                device_type: layout.type_of(device)?.clone(),
                place: Some(device.place),
            })
        };
        Some(Self {
            held: item(leader)?,
            others: outermost
                .iter()
                .filter(|id| **id != leader)
                .filter_map(|id| item(*id))
                .collect(),
            carried: outermost,
            gripped,
        })
    }

    /// A new device of that type.
    pub fn of_type(device_type: DeviceType) -> Self {
        Self {
            held: LoadItem {
                device: None,
                device_type,
                place: None,
            },
            others: Vec::new(),
            carried: Vec::new(),
            gripped: Face::Front,
        }
    }

    pub fn held(&self) -> &LoadItem {
        &self.held
    }

    /// All but the one held.
    pub(super) fn others(&self) -> &[LoadItem] {
        &self.others
    }

    /// All of it, the one held first.
    pub fn items(&self) -> impl Iterator<Item = &LoadItem> {
        std::iter::once(&self.held).chain(&self.others)
    }

    pub(super) fn carries(&self, device: DeviceId) -> bool {
        self.carried.binary_search(&device).is_ok()
    }

    /// The same load once it is at the target, from where it can be carried on.
    pub fn at(&self, target: &Target) -> Self {
        let mut load = self.clone();
        let items = std::iter::once(&mut load.held).chain(&mut load.others);
        for (item, landing) in items.zip(&target.landings) {
            item.place = Some(landing.place);
        }
        load
    }
}
