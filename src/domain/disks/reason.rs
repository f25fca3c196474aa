//! Reasons why a disk is not healthy.

use super::DiskLevel;
use crate::domain::format::{TemperatureUnit, temperature};
use crate::domain::units::Celsius;

/// One problem of a disk.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DiskFinding {
    pub level: DiskLevel,
    pub reason: DiskReason,
}

impl DiskFinding {
    pub(super) const fn watch(reason: DiskReason) -> Self {
        Self {
            level: DiskLevel::Watch,
            reason,
        }
    }

    pub(super) const fn failing(reason: DiskReason) -> Self {
        Self {
            level: DiskLevel::Failing,
            reason,
        }
    }

    /// Failing from a count of `many`, below that to be watched; `None` for zero.
    pub(super) fn counted(count: u64, many: u64, reason: fn(u64) -> DiskReason) -> Option<Self> {
        match count {
            0 => None,
            few if few < many => Some(Self::watch(reason(few))),
            count => Some(Self::failing(reason(count))),
        }
    }
}

/// A problem of a disk. Counts are over the drive's lifetime.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum DiskReason {
    SaysFailed,
    SaysWarning,
    /// Sectors that could not be read and wait for a rewrite.
    Pending(u64),
    /// Sectors that were replaced by spare ones.
    Reallocated(u64),
    /// Read errors that the drive could not correct and reported to the computer.
    ReportedUncorrectable(u64),
    /// Sectors that the drive's own scan could not read.
    OfflineUncorrectable(u64),
    EndToEnd(u64),
    SpinRetries(u64),
    /// Errors on the cable, not on the disk.
    CableErrors(u64),
    /// An attribute is at or below the drive's own threshold, at present or in the past.
    BelowThreshold {
        name: String,
        now: bool,
    },
    MediaErrors(u64),
    /// Percentage of spare blocks left, and the drive's own threshold.
    Spare {
        left: u64,
        limit: u64,
    },
    /// Percentage used of the writes that the drive is rated for.
    Worn(u64),
    /// More writes than the drive is rated for.
    WornOut,
    /// The drive accepts no more writes.
    ReadOnly,
    /// The drive itself calls its memory unreliable.
    Unreliable,
    BackupFailed,
    GrownDefects(u64),
    ReadUncorrected(u64),
    WriteUncorrected(u64),
    VerifyUncorrected(u64),
    ReservedBlocksLow,
    ReservedBlocksGone,
    ArrayNotRunning(String),
    ArrayDegraded {
        missing: u64,
        of: Option<u64>,
    },
    FaultyMembers(u64),
    Rebuilding {
        progress: Option<u64>,
    },
    Mismatches(u64),
    Hot {
        degrees: i32,
        limit: i32,
    },
    /// Number of new errors since an earlier visit, and within how many days.
    Growing {
        by: u64,
        days: u32,
    },
}

fn several(count: u64, one: &str, many: &str) -> String {
    if count == 1 {
        format!("1 {one}")
    } else {
        format!("{count} {many}")
    }
}

impl DiskReason {
    /// The problem as a sentence, temperatures in the user's unit.
    pub fn words(&self, unit: TemperatureUnit) -> String {
        match self {
            Self::SaysFailed => "The drive itself reports a failure: replace it.".to_owned(),
            Self::SaysWarning => "The drive itself warns.".to_owned(),
            Self::Growing { by, days } => format!(
                "{} within {}: it is getting worse.",
                several(*by, "new error", "new errors"),
                several(u64::from(*days), "day", "days")
            ),
            Self::Pending(count) => format!(
                "{} could not be read and may be lost.",
                several(*count, "sector", "sectors")
            ),
            Self::Reallocated(count) => format!(
                "{} replaced by {} so far.",
                several(*count, "bad sector was", "bad sectors were"),
                if *count == 1 { "a spare" } else { "spares" }
            ),
            Self::ReportedUncorrectable(count) => format!(
                "{} could not be corrected: data was lost.",
                several(*count, "read error", "read errors")
            ),
            Self::OfflineUncorrectable(count) => format!(
                "The drive's own scan found {}.",
                several(*count, "unreadable sector", "unreadable sectors")
            ),
            Self::EndToEnd(count) => format!(
                "Data changed inside the drive {}.",
                several(*count, "time", "times")
            ),
            Self::SpinRetries(count) => format!(
                "The motor needed {} to start.",
                several(*count, "second try", "more tries")
            ),
            Self::CableErrors(count) => format!(
                "{} on the cable: check cable and plug; the disk itself may be fine.",
                several(*count, "error", "errors")
            ),
            Self::BelowThreshold { name, now: true } => {
                format!("{name} is past the drive's own limit.")
            }
            Self::BelowThreshold { name, now: false } => {
                format!("{name} was past the drive's own limit at some time.")
            }
            Self::MediaErrors(count) => format!(
                "{} of its memory: data was lost.",
                several(*count, "error", "errors")
            ),
            Self::Spare { left, limit } => {
                format!("{left} % of the spare blocks are left; the drive's limit is {limit} %.")
            }
            Self::Worn(used) => {
                format!("{used} % of the writes it is built for are used up.")
            }
            Self::WornOut => "It has taken more writes than it is built for.".to_owned(),
            Self::ReadOnly => "It takes no more writes.".to_owned(),
            Self::Unreliable => "The drive calls its own memory unreliable.".to_owned(),
            Self::BackupFailed => "The backup of its cache has failed.".to_owned(),
            Self::GrownDefects(count) => format!(
                "{} since it was made.",
                several(*count, "defect has grown", "defects have grown")
            ),
            Self::ReadUncorrected(count) => format!(
                "{} could not be corrected.",
                several(*count, "read error", "read errors")
            ),
            Self::WriteUncorrected(count) => format!(
                "{} could not be corrected.",
                several(*count, "write error", "write errors")
            ),
            Self::VerifyUncorrected(count) => format!(
                "{} could not be corrected when verified.",
                several(*count, "error", "errors")
            ),
            Self::ReservedBlocksLow => "80 % of its spare blocks are used up.".to_owned(),
            Self::ReservedBlocksGone => "90 % of its spare blocks are used up.".to_owned(),
            Self::ArrayNotRunning(state) => format!("The array is not running: {state}."),
            Self::ArrayDegraded { missing, of } => {
                let verb = if *missing == 1 { "is" } else { "are" };
                let which = match (missing, of) {
                    (missing, Some(of)) => format!("{missing} of {of} disks"),
                    (1, None) => "1 disk".to_owned(),
                    (missing, None) => format!("{missing} disks"),
                };
                format!("{which} {verb} missing from the array.")
            }
            Self::FaultyMembers(count) => format!(
                "{} of the array.",
                several(*count, "disk has dropped out", "disks have dropped out")
            ),
            Self::Rebuilding { progress: None } => "The array is rebuilding.".to_owned(),
            Self::Rebuilding {
                progress: Some(done),
            } => format!("The array is rebuilding: {done} % done."),
            Self::Mismatches(count) => format!(
                "The last check found {} whose copies differ.",
                several(*count, "block", "blocks")
            ),
            Self::Hot { degrees, limit } => {
                let words = |degrees: i32| temperature(Celsius(degrees as f32), unit);
                let (degrees, limit) = (words(*degrees), words(*limit));
                format!("{degrees} is hot for it: makers allow up to {limit}.")
            }
        }
    }
}
