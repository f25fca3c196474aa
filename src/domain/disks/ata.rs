//! Drives with numbered ATA attributes.
//!
//! The attributes that count are those that go up before drives fail: reallocated (5), reported uncorrectable (187), pending (197) and
//! offline uncorrectable sectors (198), and a few others. Raw error rates (1, 7, 195) do not: some makers count every read in them.

use super::reason::{DiskFinding, DiskReason};
use super::values::count;
use crate::domain::inventory::{SmartAttribute, SmartDisk};

/// Number of bad sectors from which a drive is about to fail.
const MANY_REALLOCATED: u64 = 100;
const MANY_UNREADABLE: u64 = 10;
const MANY_SPIN_RETRIES: u64 = 10;
/// Every unplugged cable causes a few.
const CABLE_ERRORS: u64 = 100;
/// Percent of the life of flash memory that is used up.
const WORN: u64 = 90;

/// Ids of temperature attributes: below their threshold a drive is hot, not bad.
const TEMPERATURES: [u32; 3] = [190, 194, 231];

pub(super) fn findings(disk: &SmartDisk) -> Vec<DiskFinding> {
    let mut found: Vec<DiskFinding> = disk.attributes.iter().filter_map(of_one).collect();
    // Both count the same sectors in most drives: one sentence is enough.
    let has_pending = found
        .iter()
        .any(|finding| matches!(finding.reason, DiskReason::Pending(_)));
    if has_pending {
        found.retain(|finding| !matches!(finding.reason, DiskReason::OfflineUncorrectable(_)));
    }
    found.extend(disk.attributes.iter().filter_map(threshold));
    found
}

fn of_one(attribute: &SmartAttribute) -> Option<DiskFinding> {
    let counted = |many, reason| DiskFinding::counted(count(attribute)?, many, reason);
    let id = attribute.id?;
    if is_life_left(attribute) {
        return wear(attribute);
    }
    match id {
        5 => counted(MANY_REALLOCATED, DiskReason::Reallocated),
        10 => counted(MANY_SPIN_RETRIES, DiskReason::SpinRetries),
        184 => counted(1, DiskReason::EndToEnd),
        187 => counted(MANY_UNREADABLE, DiskReason::ReportedUncorrectable),
        197 => counted(MANY_UNREADABLE, DiskReason::Pending),
        198 => counted(MANY_UNREADABLE, DiskReason::OfflineUncorrectable),
        199 => {
            let errors = count(attribute).filter(|errors| *errors >= CABLE_ERRORS)?;
            Some(DiskFinding::watch(DiskReason::CableErrors(errors)))
        }
        _ => None,
    }
}

/// Number of sectors that the drive could not read in its own scans. [`findings`] leaves them out beside pending ones.
pub(super) fn offline_uncorrectable(disk: &SmartDisk) -> u64 {
    let mut attributes = disk.attributes.iter();
    let found = attributes.find(|attribute| attribute.id == Some(198));
    found.and_then(count).unwrap_or(0)
}

/// Whether its normalized value is the percentage of life left. Makers use several ids for it, and the same ids mean other things
/// elsewhere, so the name decides.
fn is_life_left(attribute: &SmartAttribute) -> bool {
    const NAMES: [&str; 9] = [
        "wear_leveling_count",
        "media_wearout_indicator",
        "ssd_life_left",
        "percent_lifetime_remain",
        "remaining_lifetime_perc",
        "percent_life_remaining",
        "perc_rated_life_remain",
        "drive_life_remaining%",
        "lifetime_remaining",
    ];
    let name = attribute.name.to_ascii_lowercase();
    NAMES.contains(&name.as_str())
}

fn wear(attribute: &SmartAttribute) -> Option<DiskFinding> {
    let left = attribute
        .value
        .filter(|left| (0.0..=100.0).contains(left))?;
    let used = 100 - left as u64;
    match used {
        // A drive with only zeros does not measure wear.
        100 if attribute.worst == Some(0.0) && attribute.raw == Some(0.0) => None,
        99.. => Some(DiskFinding::watch(DiskReason::WornOut)),
        WORN.. => Some(DiskFinding::watch(DiskReason::Worn(used))),
        _ => None,
    }
}

/// The drive's own thresholds. `now` and `past` are smartctl's words, in any spelling.
fn threshold(attribute: &SmartAttribute) -> Option<DiskFinding> {
    if is_temperature(attribute) {
        return None;
    }
    let when = attribute.when_failed.to_ascii_lowercase();
    let is_below = match (attribute.value, attribute.threshold) {
        // 0, 254 and 255 are not values, and a threshold outside 1 to 253 cannot be reached.
        (Some(value), Some(limit)) => {
            (1.0..=253.0).contains(&limit) && (1.0..=limit).contains(&value)
        }
        _ => false,
    };
    let name = attribute.name.replace('_', " ");
    if is_below || when.contains("now") {
        Some(DiskFinding::failing(DiskReason::BelowThreshold {
            name,
            now: true,
        }))
    } else if when.contains("past") {
        Some(DiskFinding::watch(DiskReason::BelowThreshold {
            name,
            now: false,
        }))
    } else {
        None
    }
}

fn is_temperature(attribute: &SmartAttribute) -> bool {
    let name = attribute.name.to_ascii_lowercase();
    let by_number = attribute.id.is_some_and(|id| TEMPERATURES.contains(&id));
    by_number && (name.contains("temp") || name.contains("airflow"))
}
