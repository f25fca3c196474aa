//! The nodes of all devices: finds one without searching the page, and marks which are selected and which are Tab stops.

use std::cell::{Cell, RefCell};
use std::collections::{HashMap, HashSet};

use web_sys::Element;

use crate::domain::filter::FilterMark;
use crate::domain::ids::{DeviceId, DeviceSet, RackId};
use crate::views::ui::shapes;

/// Whether a node is the device, or its other side in a second drawing of the rack.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Part {
    Itself,
    Rear,
}

#[derive(Default)]
pub struct NodeRegistry {
    groups: RefCell<HashMap<DeviceId, Groups>>,
    /// The device that is the Tab stop of each rack.
    stops: RefCell<HashMap<RackId, DeviceId>>,
    /// The devices in `stops`.
    reachable: RefCell<HashSet<DeviceId>>,
    /// Ordered.
    selected: RefCell<DeviceSet>,
    /// Devices faded by the filter.
    faded: RefCell<HashSet<DeviceId>>,
    /// Devices highlighted by the filter.
    pointed_out: RefCell<HashSet<DeviceId>>,
    /// Counts the changes of filter marks.
    filter_marks: Cell<u32>,
}

#[derive(Default)]
struct Groups {
    itself: Option<Element>,
    rear: Option<Element>,
}

impl Groups {
    fn slot(&mut self, part: Part) -> &mut Option<Element> {
        match part {
            Part::Itself => &mut self.itself,
            Part::Rear => &mut self.rear,
        }
    }
}

impl NodeRegistry {
    /// Registers a new node of a device, and marks it like the one before.
    pub fn put(&self, id: DeviceId, part: Part, group: &Element) {
        let mut groups = self.groups.borrow_mut();
        *groups.entry(id).or_default().slot(part) = Some(group.clone());
        drop(groups);
        if self.is_selected(id) {
            self.mark_selected(id, true);
        }
        if self.is_faded(id) {
            self.mark(id, "data-faded", true);
        }
        if self.pointed_out.borrow().contains(&id) {
            self.mark(id, "data-pointed-out", true);
        }
        if self.reachable.borrow().contains(&id) {
            self.set_tab(id, true);
        }
    }

    /// Removes that node of a device. A newer one in its place stays.
    pub fn take(&self, id: DeviceId, part: Part, group: &Element) {
        let mut groups = self.groups.borrow_mut();
        let Some(found) = groups.get_mut(&id) else {
            return;
        };
        let slot = found.slot(part);
        if slot.as_ref() == Some(group) {
            *slot = None;
        }
        if found.itself.is_none() && found.rear.is_none() {
            groups.remove(&id);
        }
    }

    /// The node with the device's `data-device-id`.
    pub fn node(&self, id: DeviceId) -> Option<Element> {
        self.groups.borrow().get(&id)?.itself.clone()
    }

    /// All nodes of a device: itself, and its other side.
    pub fn all_nodes(&self, id: DeviceId) -> Vec<Element> {
        let groups = self.groups.borrow();
        let found = groups.get(&id);
        found.map_or_else(Vec::new, |Groups { itself, rear }| {
            [itself, rear].into_iter().flatten().cloned().collect()
        })
    }

    pub fn is_selected(&self, id: DeviceId) -> bool {
        self.selected.borrow().contains(id)
    }

    /// Marks these as selected, and no others; returns those that were marked before.
    pub fn select(&self, devices: &[DeviceId]) -> DeviceSet {
        let devices: DeviceSet = devices.iter().copied().collect();
        let before = self.selected.replace(devices.clone());
        for id in before.iter().filter(|id| !devices.contains(*id)) {
            self.mark_selected(id, false);
        }
        for id in devices.iter().filter(|id| !before.contains(*id)) {
            self.mark_selected(id, true);
        }
        before
    }

    /// Makes that device the Tab stop of its rack; with `None` the rack has no device that is one.
    pub fn reach(&self, rack: RackId, device: Option<DeviceId>) {
        let mut stops = self.stops.borrow_mut();
        let before = match device {
            Some(device) => stops.insert(rack, device),
            None => stops.remove(&rack),
        };
        drop(stops);
        if before == device {
            return;
        }
        if let Some(before) = before {
            self.leave(before);
        }
        if let Some(device) = device {
            self.reachable.borrow_mut().insert(device);
            self.set_tab(device, true);
        }
    }

    /// Forgets the Tab stops of racks that are gone.
    pub fn keep_stops(&self, is_there: &dyn Fn(RackId) -> bool) {
        let mut stops = self.stops.borrow_mut();
        let gone: Vec<RackId> = stops
            .keys()
            .copied()
            .filter(|rack| !is_there(*rack))
            .collect();
        let devices: Vec<DeviceId> = gone.iter().filter_map(|rack| stops.remove(rack)).collect();
        drop(stops);
        for device in devices {
            self.leave(device);
        }
    }

    /// Removes the Tab stop from a device, unless it is the stop of another rack by now.
    fn leave(&self, device: DeviceId) {
        if !self.stops.borrow().values().any(|stop| *stop == device) {
            self.reachable.borrow_mut().remove(&device);
            self.set_tab(device, false);
        }
    }

    /// Whether the filter fades a device.
    pub fn is_faded(&self, id: DeviceId) -> bool {
        self.faded.borrow().contains(&id)
    }

    /// A number that changes whenever a device's filter mark changes.
    pub fn filter_marks(&self) -> u32 {
        self.filter_marks.get()
    }

    /// Shows a device's filter mark.
    pub fn mark_by_filter(&self, id: DeviceId, mark: FilterMark) {
        for (marked, name, on) in [
            (&self.faded, "data-faded", mark == FilterMark::Faded),
            (
                &self.pointed_out,
                "data-pointed-out",
                mark == FilterMark::PointedOut,
            ),
        ] {
            let has_changed = if on {
                marked.borrow_mut().insert(id)
            } else {
                marked.borrow_mut().remove(&id)
            };
            if has_changed {
                self.filter_marks
                    .set(self.filter_marks.get().wrapping_add(1));
                self.mark(id, name, on);
            }
        }
    }

    fn mark_selected(&self, id: DeviceId, selected: bool) {
        self.mark(id, "data-selected", selected);
        if let Some(group) = self.node(id) {
            shapes::set(
                &group,
                "aria-pressed",
                if selected { "true" } else { "false" },
            );
        }
    }

    /// Sets an empty attribute on the nodes of a device, or removes it.
    fn mark(&self, id: DeviceId, name: &str, on: bool) {
        let groups = self.groups.borrow();
        let Some(Groups { itself, rear }) = groups.get(&id) else {
            return;
        };
        for group in [itself, rear].into_iter().flatten() {
            if on {
                shapes::set(group, name, "");
            } else {
                let _ = group.remove_attribute(name);
            }
        }
    }

    fn set_tab(&self, id: DeviceId, reachable: bool) {
        if let Some(group) = self.node(id) {
            shapes::set(&group, "tabindex", if reachable { "0" } else { "-1" });
        }
    }
}
