//! Compares the disks of a hub with what this browser has seen of them before.

use crate::domain::disks::SeenDisks;
use crate::domain::inventory::lists::DiskList;
use crate::shell::clock;
use crate::shell::storage::{self, Keep};

const KEY: &str = "seen-disks";

/// The list with what has grown since.
pub(super) fn with_growth(mut list: DiskList) -> DiskList {
    // Other tabs see disks as well.
    let text = storage::read(Keep::Device, KEY).unwrap_or_default();
    let mut seen = SeenDisks::read(&text);
    let now = clock::now();
    for disk in &mut list.disks {
        disk.growth = seen.see(disk, now);
    }
    let new_text = seen.text();
    if new_text != text {
        // Where it cannot be kept, nothing is known of growth the next time.
        let _ = storage::write(Keep::Device, KEY, &new_text);
    }
    list
}
