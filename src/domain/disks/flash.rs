//! NVMe drives and eMMC chips.

use super::reason::{DiskFinding, DiskReason};
use super::values::count_named;
use crate::domain::inventory::SmartDisk;

const MANY_MEDIA_ERRORS: u64 = 50;
/// Percentage used of the writes that a drive is rated for.
const WORN: u64 = 90;
/// Percentage of spare blocks left below which a drive is watched although it is above its own threshold.
const LITTLE_SPARE: u64 = 20;

/// The bits of an NVMe drive's critical warning.
mod warning {
    pub const SPARE: u64 = 1;
    pub const RELIABILITY: u64 = 4;
    pub const READ_ONLY: u64 = 8;
    pub const BACKUP: u64 = 16;
}

pub(super) fn nvme_findings(disk: &SmartDisk) -> Vec<DiskFinding> {
    let mut found = Vec::new();
    let bits = count_named(disk, "CriticalWarning").unwrap_or_default();
    if bits & warning::READ_ONLY != 0 {
        found.push(DiskFinding::failing(DiskReason::ReadOnly));
    }
    if bits & warning::RELIABILITY != 0 {
        found.push(DiskFinding::failing(DiskReason::Unreliable));
    }
    if bits & warning::BACKUP != 0 {
        found.push(DiskFinding::failing(DiskReason::BackupFailed));
    }
    found.extend(spare(disk, bits & warning::SPARE != 0));
    let errors = count_named(disk, "MediaErrors").unwrap_or_default();
    found.extend(DiskFinding::counted(
        errors,
        MANY_MEDIA_ERRORS,
        DiskReason::MediaErrors,
    ));
    match count_named(disk, "PercentageUsed") {
        Some(100..) => found.push(DiskFinding::watch(DiskReason::WornOut)),
        Some(used @ WORN..) => found.push(DiskFinding::watch(DiskReason::Worn(used))),
        _ => {}
    }
    found
}

fn spare(disk: &SmartDisk, warned: bool) -> Option<DiskFinding> {
    let left = count_named(disk, "AvailableSpare").filter(|left| *left <= 100);
    let limit = count_named(disk, "AvailableSpareThreshold").unwrap_or_default();
    // A drive that reports neither has both as 0.
    let left = match left {
        Some(0) if limit == 0 && !warned => return None,
        Some(left) => left,
        None if warned => 0,
        None => return None,
    };
    let reason = DiskReason::Spare { left, limit };
    if warned || left < limit {
        Some(DiskFinding::failing(reason))
    } else {
        (left < LITTLE_SPARE.max(limit + 1)).then(|| DiskFinding::watch(reason))
    }
}

/// eMMC reports its wear in tenths, as two numbers for its two kinds of memory.
pub(super) fn emmc_findings(disk: &SmartDisk) -> Vec<DiskFinding> {
    let mut found = Vec::new();
    match count_named(disk, "PreEOLInfo") {
        Some(2) => found.push(DiskFinding::watch(DiskReason::ReservedBlocksLow)),
        Some(3) => found.push(DiskFinding::failing(DiskReason::ReservedBlocksGone)),
        _ => {}
    }
    let steps = ["DeviceLifeTimeEstA", "DeviceLifeTimeEstB"]
        .into_iter()
        .filter_map(|name| count_named(disk, name))
        .filter(|step| (1..=11).contains(step));
    match steps.max() {
        Some(11) => found.push(DiskFinding::watch(DiskReason::WornOut)),
        Some(10) => found.push(DiskFinding::watch(DiskReason::Worn(WORN))),
        _ => {}
    }
    found
}
