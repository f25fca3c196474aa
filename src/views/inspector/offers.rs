//! The targets that a device can be linked to, read when the picker's list opens.

use std::collections::HashMap;

use crate::domain::hub_system::Linkable;
use crate::domain::ids::{MonitorRef, SystemRef};
use crate::domain::inventory::SystemDetails;
use crate::domain::layout::{Layout, LinkTarget};
use crate::domain::search::{Query, SearchIndex};
use crate::state::monitors::LinkableMonitor;

/// The link targets, read when the list opens.
pub(super) struct Offers {
    pub(super) systems: Vec<Linkable>,
    /// Index of `systems`, in their order.
    pub(super) index: SearchIndex,
    /// The device already linked to each system, with its place.
    pub(super) linked_to: HashMap<SystemRef, String>,
    pub(super) monitors: Vec<LinkableMonitor>,
    /// Index of `monitors`, in their order.
    pub(super) monitor_index: SearchIndex,
    pub(super) monitored: HashMap<MonitorRef, String>,
}

/// The indices that match a query, best first; all for an empty query.
pub(super) fn fitting(index: &SearchIndex, count: usize, query: &Query) -> Vec<usize> {
    if query.is_empty() {
        return (0..count).collect();
    }
    let found = index.ranked(&index.plan(query), &|_, _| false);
    found.into_iter().map(|found| found.entry).collect()
}

/// Indexes systems by name, address and machine details.
pub(super) fn index_of(
    systems: &[Linkable],
    machines: &HashMap<SystemRef, SystemDetails>,
) -> SearchIndex {
    let mut index = SearchIndex::default();
    for system in systems {
        let mut also = vec![system.host.as_str()];
        if let Some(machine) = machines.get(&system.system) {
            also.extend([
                machine.hostname.as_str(),
                machine.os_name.as_str(),
                machine.cpu_model.as_str(),
            ]);
        }
        index.add(&[&system.name], &[], &also);
    }
    index
}

/// The device that each monitor is linked to.
pub(super) fn monitored(layout: &Layout) -> HashMap<MonitorRef, String> {
    let mut linked = HashMap::new();
    for device in &layout.devices {
        for link in &device.links {
            if let LinkTarget::Monitor(of) = &link.target {
                linked.insert(of.clone(), device.name.clone());
            }
        }
    }
    linked
}

/// The device linked to each system, and its place.
pub(super) fn linked_to(layout: &Layout) -> HashMap<SystemRef, String> {
    let mut linked = HashMap::new();
    for device in &layout.devices {
        for system in device.systems() {
            let place = layout.spoken_place(device);
            let parts = [Some(device.name.clone()), place];
            let words: Vec<String> = parts.into_iter().flatten().collect();
            linked.insert(system.clone(), words.join(", "));
        }
    }
    linked
}
