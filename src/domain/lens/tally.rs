//! What all devices show under a lens, counted: for the legend and for the header of each rack.

use std::collections::HashMap;

use super::{Amount, Band, LensMark};
use crate::domain::health::Health;
use crate::domain::ids::{DeviceId, DeviceSet};
use crate::domain::summary::Totals;
use crate::domain::view::DeviceView;

/// What is counted of one device.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Counted {
    health: Health,
    shown: Option<(Band, Amount)>,
    /// As the device shows it.
    text: String,
}

impl Counted {
    fn of(view: &DeviceView) -> Self {
        let mark = view.lens.as_ref();
        let shown = mark.and_then(|mark| mark.shown);
        Self {
            health: view.health,
            shown,
            text: mark
                .filter(|_| shown.is_some())
                .map(|mark: &LensMark| mark.value.clone())
                .unwrap_or_default(),
        }
    }
}

/// How many devices are in each band, and in which state those are that are in none.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Counts {
    pub bands: [usize; Band::COUNT],
    /// Up, but without a value that belongs to a band.
    pub unknown: usize,
    /// All devices by their state.
    pub healths: Totals,
}

/// Which devices are in which band or state.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CountedGroup {
    Band(Band),
    /// Up, without a value.
    Unknown,
    Health(Health),
}

/// The values of several devices: the lowest and the highest as they are shown, and where each is.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Spread {
    /// `None` where none has a value.
    pub ends: Option<(String, String)>,
    /// In order, each once.
    pub amounts: Vec<Amount>,
    pub healths: Totals,
}

/// Kept up to date device by device.
#[derive(Debug, Default)]
pub struct LensTally {
    devices: HashMap<DeviceId, Counted>,
    bands: [usize; Band::COUNT],
    unknown: usize,
}

impl LensTally {
    /// Takes in what a device shows. Returns whether anything that is counted has changed.
    pub fn look(&mut self, device: DeviceId, view: &DeviceView) -> bool {
        let counted = Counted::of(view);
        let has_changed = self.devices.get(&device) != Some(&counted);
        if has_changed {
            self.forget(device);
            self.count(&counted, true);
            self.devices.insert(device, counted);
        }
        has_changed
    }

    /// The device is gone from the layout. Returns whether it was there.
    pub fn forget(&mut self, device: DeviceId) -> bool {
        let before = self.devices.remove(&device);
        if let Some(before) = &before {
            self.count(before, false);
        }
        before.is_some()
    }

    fn count(&mut self, counted: &Counted, is_there: bool) {
        let place = match counted.shown {
            Some((band, _)) => self.bands.get_mut(band.index()),
            None if counted.health.is_verified() => Some(&mut self.unknown),
            None => None,
        };
        if let Some(place) = place {
            *place = if is_there {
                *place + 1
            } else {
                place.saturating_sub(1)
            };
        }
    }

    pub fn counts(&self) -> Counts {
        Counts {
            bands: self.bands,
            unknown: self.unknown,
            healths: self.devices.values().map(|one| one.health).collect(),
        }
    }

    /// The devices of a group, in the order of their ids.
    pub fn devices_in(&self, group: CountedGroup) -> Vec<DeviceId> {
        let is_in = |counted: &Counted| match group {
            CountedGroup::Band(band) => counted.shown.is_some_and(|(own, _)| own == band),
            CountedGroup::Unknown => counted.shown.is_none() && counted.health.is_verified(),
            CountedGroup::Health(health) => counted.health == health,
        };
        let found = self.devices.iter().filter(|(_, counted)| is_in(counted));
        found.map(|(id, _)| *id).collect::<DeviceSet>().into_vec()
    }

    /// The worst state of these devices, as far as they were looked at. Those that are not linked do not count.
    pub fn worst(&self, devices: impl Iterator<Item = DeviceId>) -> Option<Health> {
        devices
            .filter_map(|id| self.devices.get(&id).map(|counted| counted.health))
            .filter(|health| *health != Health::Unlinked)
            .max_by_key(|health| health.severity())
    }

    /// What these devices show together. Those that were not looked at are left out.
    pub fn spread(&self, devices: impl Iterator<Item = DeviceId>) -> Spread {
        let counted: Vec<&Counted> = devices.filter_map(|id| self.devices.get(&id)).collect();
        let mut values: Vec<(Amount, &str)> = counted
            .iter()
            .filter_map(|one| Some((one.shown?.1, one.text.as_str())))
            .collect();
        values.sort_by_key(|(amount, _)| *amount);
        let ends = values.first().zip(values.last());
        let ends = ends.map(|(low, high)| (low.1.to_owned(), high.1.to_owned()));
        let mut amounts: Vec<Amount> = values.iter().map(|(amount, _)| *amount).collect();
        amounts.dedup();
        Spread {
            ends,
            amounts,
            healths: counted.iter().map(|one| one.health).collect(),
        }
    }
}
