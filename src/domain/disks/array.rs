//! Arrays of Linux MD RAID, which the hub lists among the disks.

use super::reason::{DiskFinding, DiskReason};
use super::values::{count_named, text_named};
use crate::domain::inventory::SmartDisk;

pub(super) fn findings(disk: &SmartDisk) -> Vec<DiskFinding> {
    let mut found = Vec::new();
    let state = text_named(disk, "ArrayState").unwrap_or_default();
    let action = text_named(disk, "SyncAction").unwrap_or_default();
    let faulty = count_named(disk, "FaultyDisks").unwrap_or_default();
    let missing = count_named(disk, "Degraded").unwrap_or_default();
    let of = count_named(disk, "RaidDisks").filter(|of| *of > 0);
    let rebuilds = matches!(action.as_str(), "recover" | "reshape")
        || action == "resync" && (missing > 0 || faulty > 0);
    let is_running = !["inactive", "faulty", "broken", "stopped", "clear"]
        .iter()
        .any(|word| state.split([',', ' ']).any(|part| part == *word));
    if !is_running {
        found.push(DiskFinding::failing(DiskReason::ArrayNotRunning(
            state.clone(),
        )));
    }
    if rebuilds {
        let progress = text_named(disk, "SyncCompleted").and_then(|text| share_of(&text));
        found.push(DiskFinding::watch(DiskReason::Rebuilding { progress }));
    }
    if faulty > 0 {
        found.push(graded(rebuilds, DiskReason::FaultyMembers(faulty)));
    }
    if missing > 0 {
        // Some vendors reserve slots that never hold a disk: then most slots are empty.
        let reserved = of.is_some_and(|of| missing.saturating_mul(2) > of);
        let reason = DiskReason::ArrayDegraded { missing, of };
        found.push(graded(rebuilds || reserved && faulty == 0, reason));
    } else if state.contains("degraded") && faulty == 0 {
        found.push(graded(
            rebuilds,
            DiskReason::ArrayDegraded { missing: 1, of },
        ));
    }
    let mismatches = count_named(disk, "MismatchCount").filter(|count| *count > 0);
    found.extend(mismatches.map(|count| DiskFinding::watch(DiskReason::Mismatches(count))));
    found
}

/// An array that is being rebuilt is to be watched; one that is not has no spare left.
const fn graded(is_repaired: bool, reason: DiskReason) -> DiskFinding {
    if is_repaired {
        DiskFinding::watch(reason)
    } else {
        DiskFinding::failing(reason)
    }
}

/// Percent done, from `123456 / 3906886144`.
fn share_of(text: &str) -> Option<u64> {
    let (done, all) = text.split_once('/')?;
    let done: f64 = done.trim().parse().ok()?;
    let all: f64 = all.trim().parse().ok()?;
    (all > 0.0 && (0.0..=all).contains(&done)).then(|| (100.0 * done / all) as u64)
}
