//! How charts are arranged on this device: which are folded, and their order.

use crate::shell::storage::{self, Keep};

const FOLDED: &str = "charts.folded";
const ORDER: &str = "charts.order";
/// Longest list of ids that is kept, in bytes: names of disks come from machines.
const LONGEST: usize = 8_000;

fn read(key: &str) -> Vec<String> {
    let text = storage::read(Keep::Device, key).unwrap_or_default();
    let lines = text.lines().filter(|line| !line.is_empty());
    lines.map(str::to_owned).collect()
}

fn write(key: &str, ids: &[String]) {
    let mut text = String::new();
    for id in ids {
        if text.len() + id.len() >= LONGEST {
            break;
        }
        text.push_str(id);
        text.push('\n');
    }
    // If it cannot be kept, the next visit starts with the default arrangement.
    let _kept = storage::write(Keep::Device, key, text.trim_end());
}

/// The ids of the charts that are folded.
pub fn folded() -> Vec<String> {
    read(FOLDED)
}

pub fn keep_folded(ids: &[String]) {
    write(FOLDED, ids);
}

/// The ids of charts in the chosen order; those that are not among them follow.
pub fn order() -> Vec<String> {
    read(ORDER)
}

pub fn keep_order(ids: &[String]) {
    write(ORDER, ids);
}
