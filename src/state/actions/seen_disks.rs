//! Compares the disks of a hub with what this browser has seen of them before.

use std::collections::HashMap;

use crate::domain::disks::SeenDisks;
use crate::domain::ids::SystemId;
use crate::domain::inventory::lists::DiskList;
use crate::shell::clock;
use crate::shell::storage::{self, Keep};

const KEY: &str = "seen-disks";

/// Returns the list with the growth of each disk's counters filled in.
pub(super) fn with_growth(mut list: DiskList) -> DiskList {
    // Read anew each time: other tabs write it too.
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
        // If it cannot be kept, growth is unknown the next time.
        let _ = storage::write(Keep::Device, KEY, &new_text);
    }
    list
}
