//! What all devices show under a lens, counted: for the legend, the header of each rack and the small map of all racks.

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
    /// As the device shows it.
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

    /// All of it but where the device is.
    fn shown(&self) -> (Health, Option<(Band, Amount)>, &str) {
        (self.health, self.shown, &self.text)
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

/// What another look at a device has changed of what is counted.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct TallyChange {
    /// What the device shows, or that it is there.
    pub counts: bool,
    /// The worst state of a rack.
    pub worst: bool,
}

/// Kept up to date device by device.
#[derive(Debug, Default)]
pub struct LensTally {
    devices: HashMap<DeviceId, Counted>,
    counts: Counts,
    /// The states of the linked devices in each rack that has any, in the order of the racks' ids.
    racks: Vec<(RackId, Totals)>,
}

impl LensTally {
    /// Takes in what a device in that rack shows.
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

    /// The device is gone from the layout.
    pub fn forget(&mut self, device: DeviceId) -> TallyChange {
        let before = self.devices.remove(&device);
        self.replace(before.as_ref(), None)
    }

    /// Counts a device as it is now in the place of how it was.
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

    /// Where a rack is among those that have any, or would be.
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

    /// The worst state in each rack, as far as its devices were looked at. A rack without linked ones has none.
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
