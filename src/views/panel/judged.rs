//! Disks with what we think of them, and their sizes in words.

use crate::domain::disks::DiskVerdict;
use crate::domain::format;
use crate::domain::inventory::SmartDisk;
use crate::domain::units::Bytes;

/// A disk with what we think of it.
#[derive(Clone, PartialEq)]
pub struct JudgedDisk {
    pub disk: SmartDisk,
    pub verdict: DiskVerdict,
}

/// Empty where it is not known.
pub fn size(size: Option<Bytes>) -> String {
    let size = size.filter(|size| size.0 > 0);
    size.map(|size| format::bytes(size.0 as f64))
        .unwrap_or_default()
}
