//! What is dragged: devices of the layout, which keep their distances, or one new device.

use super::carrier::Carrier;
use crate::domain::ids::{DeviceId, DeviceSet};
use crate::domain::layout::{DeviceType, Face, Layout, Place};

/// One or more dragged items. The first is the held one; the others follow it.
#[derive(Clone, Debug)]
pub struct Payload {
    held: PayloadItem,
    others: Vec<PayloadItem>,
    /// The dragged devices, which do not block themselves; sorted for binary search.
    carried: Vec<DeviceId>,
    /// The face of the rack on which it was grabbed.
    pub(super) grabbed_on: Face,
    /// The carrier that items made for bays need between the rails.
    carrier: Option<DeviceType>,
}

/// A dragged item.
#[derive(Clone, Debug)]
pub struct PayloadItem {
    /// `None` for a new device.
    pub device: Option<DeviceId>,
    pub device_type: DeviceType,
    /// Its current place; `None` for a new device that has none yet.
    pub place: Option<Place>,
}

impl Payload {
    /// Devices of the layout, whether or not `held` is among them; devices nested in others of them move along. `None` if `held` is not in
    /// the layout.
    pub fn of_devices(
        layout: &Layout,
        held: DeviceId,
        devices: &[DeviceId],
        grabbed_on: Face,
    ) -> Option<Self> {
        let carried: DeviceSet = devices.iter().copied().chain([held]).collect();
        let outermost: Vec<DeviceId> = carried
            .iter()
            .filter(|id| {
                layout.devices.get(id).is_some_and(|device| {
                    !layout
                        .with_parents(device)
                        .skip(1)
                        .any(|outer| carried.contains(outer.id))
                })
            })
            .collect();
        // If the shelf of the held device is dragged too, the shelf leads.
        let leader = layout
            .with_parents(layout.devices.get(&held)?)
            .map(|outer| outer.id)
            .find(|id| outermost.binary_search(id).is_ok())?;
        let item = |id: DeviceId| {
            let device = layout.devices.get(&id)?;
            Some(PayloadItem {
                device: Some(id),
                device_type: layout.type_of(device)?.clone(),
                place: Some(device.place),
            })
        };
        let payload = Self {
            held: item(leader)?,
            others: outermost
                .iter()
                .filter(|id| **id != leader)
                .filter_map(|id| item(*id))
                .collect(),
            carried: outermost,
            grabbed_on,
            carrier: None,
        };
        Some(payload.with_carrier(layout))
    }

    /// A new device of that type.
    pub fn of_type(layout: &Layout, device_type: DeviceType) -> Self {
        let payload = Self {
            held: PayloadItem {
                device: None,
                device_type,
                place: None,
            },
            others: Vec::new(),
            carried: Vec::new(),
            grabbed_on: Face::Front,
            carrier: None,
        };
        payload.with_carrier(layout)
    }

    fn with_carrier(mut self, layout: &Layout) -> Self {
        let types: Vec<&DeviceType> = self.items().map(|item| &item.device_type).collect();
        let carrier = Carrier::for_types(layout, &types);
        self.carrier = carrier.map(|carrier| carrier.device_type);
        self
    }

    pub(super) const fn carrier(&self) -> Option<&DeviceType> {
        self.carrier.as_ref()
    }

    /// The type that takes the place between the rails: the held item's, or its carrier's.
    pub fn standing(&self) -> &DeviceType {
        self.carrier.as_ref().unwrap_or(&self.held.device_type)
    }

    pub fn held(&self) -> &PayloadItem {
        &self.held
    }

    /// All items except the held one.
    pub(super) fn others(&self) -> &[PayloadItem] {
        &self.others
    }

    /// All items, the held one first.
    pub fn items(&self) -> impl Iterator<Item = &PayloadItem> {
        std::iter::once(&self.held).chain(&self.others)
    }

    pub(super) fn carries(&self, device: DeviceId) -> bool {
        self.carried.binary_search(&device).is_ok()
    }

    /// The same payload with its items at these places, in the order of [`Payload::items`].
    pub(super) fn moved_to(&self, places: impl Iterator<Item = Place>) -> Self {
        let mut payload = self.clone();
        let items = std::iter::once(&mut payload.held).chain(&mut payload.others);
        for (item, place) in items.zip(places) {
            item.place = Some(place);
        }
        payload
    }
}
