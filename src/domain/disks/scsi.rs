//! SAS drives, with SCSI's counters.

use super::reason::{DiskFinding, DiskReason};
use super::values::count_named;
use crate::domain::inventory::SmartDisk;

const MANY_DEFECTS: u64 = 100;
const MANY_ERRORS: u64 = 10;

/// Name of a counter, the count from which the drive is failing, and the reason.
type Counter = (&'static str, u64, fn(u64) -> DiskReason);

/// Corrected errors do not count: a healthy drive corrects millions of them.
pub(super) fn findings(disk: &SmartDisk) -> Vec<DiskFinding> {
    let counters: [Counter; 4] = [
        ("GrownDefectList", MANY_DEFECTS, DiskReason::GrownDefects),
        (
            "ReadTotalUncorrectedErrors",
            MANY_ERRORS,
            DiskReason::ReadUncorrected,
        ),
        (
            "WriteTotalUncorrectedErrors",
            MANY_ERRORS,
            DiskReason::WriteUncorrected,
        ),
        (
            "VerifyTotalUncorrectedErrors",
            MANY_ERRORS,
            DiskReason::VerifyUncorrected,
        ),
    ];
    counters
        .into_iter()
        .filter_map(|(name, many, reason)| {
            DiskFinding::counted(count_named(disk, name)?, many, reason)
        })
        .collect()
}
