//! Which disk is in which drive bay.

use serde::{Deserialize, Serialize};

use super::Extra;

/// A disk that stays in a drive bay, known by its serial number.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(try_from = "serde_json::Value")]
pub struct PinnedDisk {
    /// Among the drive bays of the device's type, from 0. One beyond them is kept: the type may change again.
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

    /// One disk in each bay, and each disk in one bay; the first counts.
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
