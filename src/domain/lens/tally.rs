//! Counts what all devices show under a lens, for the legend, the header of each rack and the minimap of all racks.

use std::collections::HashMap;

use super::{Amount, Band, LensMark};
use crate::domain::health::Health;
use crate::domain::ids::{DeviceId, DeviceSet, RackId};
use crate::domain::summary::Totals;
use crate::domain::view::DeviceView;

/// What is counted of one device.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Counted {
    rack: Option<RackId>,
    health: Health,
    shown: Option<(Band, Amount)>,
    /// Its text on the device.
    text: String,
}

impl Counted {
    fn of(view: &DeviceView, rack: Option<RackId>) -> Self {
        let mark = view.lens.as_ref();
        let shown = mark.and_then(|mark| mark.shown);
        Self {
            rack,
            health: view.health,
            shown,
            text: mark
                .filter(|_| shown.is_some())
                .map(|mark: &LensMark| mark.value.clone())
                .unwrap_or_default(),
        }
    }

    /// All of it except the rack.
    fn shown(&self) -> (Health, Option<(Band, Amount)>, &str) {
        (self.health, self.shown, &self.text)
    }
}

/// Number of devices in each band, and states of those that are in none.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Counts {
    pub bands: [usize; Band::COUNT],
    /// Up, but without a value that belongs to a band.
    pub unknown: usize,
    /// All devices by their state.
    pub healths: Totals,
}

/// A band or state, to select its devices.
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
    /// In order, without duplicates.
    pub amounts: Vec<Amount>,
    pub healths: Totals,
}

/// What an update of a device has changed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct TallyChange {
    /// What the device shows, or that it is there.
    pub counts: bool,
    /// The worst state of a rack.
    pub worst: bool,
}

/// The counts under a lens, updated device by device.
#[derive(Debug, Default)]
pub struct LensTally {
    devices: HashMap<DeviceId, Counted>,
    counts: Counts,
    /// The health of the linked devices of each rack that has any, sorted by rack id.
    racks: Vec<(RackId, Totals)>,
}

impl LensTally {
    /// Updates the counts with the current view of a device in that rack.
    pub fn look(
        &mut self,
        device: DeviceId,
        rack: Option<RackId>,
        view: &DeviceView,
    ) -> TallyChange {
        let counted = Counted::of(view, rack);
        if self.devices.get(&device) == Some(&counted) {
            return TallyChange::default();
        }
        let before = self.devices.insert(device, counted.clone());
        self.replace(before.as_ref(), Some(&counted))
    }

    /// Removes a device that is gone from the layout.
    pub fn forget(&mut self, device: DeviceId) -> TallyChange {
        let before = self.devices.remove(&device);
        self.replace(before.as_ref(), None)
    }

    /// Replaces the old state of a device in the counts by the new one.
    fn replace(&mut self, before: Option<&Counted>, after: Option<&Counted>) -> TallyChange {
        let home = |counted: Option<&Counted>| counted.map(|one| (one.rack, one.health));
        let is_elsewhere = home(before) != home(after);
        let racks =
            [before, after].map(|one| one.and_then(|one| one.rack).filter(|_| is_elsewhere));
        let worst_before = racks.map(|rack| self.worst_of(rack));
        for (counted, is_there) in [(before, false), (after, true)] {
            let Some(counted) = counted else { continue };
            self.count(counted, is_there);
            if is_elsewhere {
                self.count_in_rack(counted, is_there);
            }
        }
        TallyChange {
            counts: before.map(Counted::shown) != after.map(Counted::shown),
            worst: worst_before != racks.map(|rack| self.worst_of(rack)),
        }
    }

    fn count(&mut self, counted: &Counted, is_there: bool) {
        self.counts.healths.count(counted.health, is_there);
        let place = match counted.shown {
            Some((band, _)) => self.counts.bands.get_mut(band.index()),
            None if counted.health.is_verified() => Some(&mut self.counts.unknown),
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

    fn count_in_rack(&mut self, counted: &Counted, is_there: bool) {
        let Some(rack) = counted.rack.filter(|_| counted.health != Health::Unlinked) else {
            return;
        };
        let place = match self.place_of(rack) {
            Ok(place) => place,
            Err(place) => {
                self.racks.insert(place, (rack, Totals::default()));
                place
            }
        };
        if let Some((_, totals)) = self.racks.get_mut(place) {
            totals.count(counted.health, is_there);
            if totals.all() == 0 {
                self.racks.remove(place);
            }
        }
    }

    /// The index of a rack in `racks`, or where to insert it.
    fn place_of(&self, rack: RackId) -> Result<usize, usize> {
        self.racks.binary_search_by_key(&rack, |(known, _)| *known)
    }

    pub fn counts(&self) -> Counts {
        self.counts.clone()
    }

    fn worst_of(&self, rack: Option<RackId>) -> Option<Health> {
        let place = self.place_of(rack?).ok()?;
        self.racks.get(place)?.1.worst()
    }

    /// The worst health in each rack, of the devices known here. Racks without linked devices are left out.
    pub fn worst(&self) -> HashMap<RackId, Health> {
        let racks = self.racks.iter();
        racks
            .filter_map(|(rack, totals)| Some((*rack, totals.worst()?)))
            .collect()
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

    /// The values of these devices together. Devices not known here are left out.
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
