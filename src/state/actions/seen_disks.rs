//! Compares the disks of a hub with what this browser has seen of them before.

use std::collections::HashMap;

use crate::domain::disks::SeenDisks;
use crate::domain::ids::SystemId;
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
    let mut times: HashMap<(SystemId, String), usize> = HashMap::new();
    for disk in &list.disks {
        *times
            .entry((disk.system.clone(), disk.serial.clone()))
            .or_default() += 1;
    }
    for disk in &mut list.disks {
        let is_one = times.get(&(disk.system.clone(), disk.serial.clone())) == Some(&1);
        disk.growth = if is_one { seen.see(disk, now) } else { None };
    }
    let new_text = seen.text();
    if new_text != text {
        // Where it cannot be kept, nothing is known of growth the next time.
        let _ = storage::write(Keep::Device, KEY, &new_text);
    }
    list
}
