//! Assignment of disks to drive bays.

use serde::{Deserialize, Serialize};

use super::Extra;

/// A disk assigned to a drive bay, identified by its serial number.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(try_from = "serde_json::Value")]
pub struct PinnedDisk {
    /// Index of the drive bay, from 0. It may exceed the bays of the device's type, since the type may change again.
    pub bay: u16,
    /// As the disk reports it; never empty.
    pub serial: String,
    #[serde(flatten)]
    pub extra: Extra,
}

impl PinnedDisk {
    pub fn new(bay: u16, serial: impl Into<String>) -> Self {
        Self {
            bay,
            serial: serial.into(),
            extra: Extra::new(),
        }
    }

    /// The bay of the disk with this serial number; `None` if it is not within the first `bays` bays.
    pub fn bay_of(disks: &[Self], serial: &str, bays: u16) -> Option<u16> {
        let pin = disks.iter().find(|pin| pin.serial == serial)?;
        Some(pin.bay).filter(|bay| *bay < bays)
    }

    /// The disks with this one moved to `bay`, or removed. A disk already in that bay is removed.
    pub fn placed(disks: &[Self], serial: &str, bay: Option<u16>) -> Vec<Self> {
        let (own, others): (Vec<&Self>, Vec<&Self>) =
            disks.iter().partition(|disk| disk.serial == serial);
        let others = others.into_iter().filter(|disk| Some(disk.bay) != bay);
        let mut placed: Vec<Self> = others.cloned().collect();
        if let Some(bay) = bay {
            let extra = own.first().map(|disk| disk.extra.clone());
            placed.push(Self {
                extra: extra.unwrap_or_default(),
                ..Self::new(bay, serial)
            });
        }
        placed.sort_by_key(|disk| disk.bay);
        placed
    }

    /// Keeps one disk for each bay and one bay for each disk; the first one wins.
    pub fn distinct(disks: impl IntoIterator<Item = Self>) -> Vec<Self> {
        let mut kept: Vec<Self> = Vec::new();
        for disk in disks {
            let clashes = |known: &Self| known.bay == disk.bay || known.serial == disk.serial;
            if !kept.iter().any(clashes) {
                kept.push(disk);
            }
        }
        kept
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_disk_is_known_by_its_serial_in_the_bays_that_there_are() {
        let disks = [PinnedDisk::new(6, "A"), PinnedDisk::new(1, "B")];
        let bay_of = |serial, bays| PinnedDisk::bay_of(&disks, serial, bays);
        assert_eq!((bay_of("A", 8), bay_of("B", 8)), (Some(6), Some(1)));
        assert_eq!((bay_of("C", 8), bay_of("", 8)), (None, None));
        // The type has fewer bays than when the disk was assigned.
        assert_eq!((bay_of("A", 6), bay_of("B", 6)), (None, Some(1)));
    }

    #[test]
    fn a_disk_is_in_one_bay_and_a_bay_has_one_disk() {
        let placed = |disks: &[(u16, &str)], serial: &str, bay: Option<u16>| {
            let disks: Vec<_> = disks
                .iter()
                .map(|(bay, serial)| PinnedDisk::new(*bay, *serial))
                .collect();
            let placed = PinnedDisk::placed(&disks, serial, bay).into_iter();
            placed
                .map(|disk| (disk.bay, disk.serial))
                .collect::<Vec<_>>()
        };
        let own = |disks: &[(u16, &str)]| -> Vec<(u16, String)> {
            let disks = disks.iter();
            disks
                .map(|(bay, serial)| (*bay, (*serial).to_owned()))
                .collect()
        };
        assert_eq!(placed(&[], "A", Some(3)), own(&[(3, "A")]));
        assert_eq!(
            placed(&[(3, "A"), (1, "B")], "A", Some(0)),
            own(&[(0, "A"), (1, "B")])
        );
        assert_eq!(
            placed(&[(3, "A"), (1, "B")], "A", Some(1)),
            own(&[(1, "A")])
        );
        assert_eq!(placed(&[(3, "A"), (1, "B")], "A", None), own(&[(1, "B")]));
        assert_eq!(placed(&[(1, "B")], "A", None), own(&[(1, "B")]));
    }
}
