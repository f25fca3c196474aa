//! The keyboard's way through the racks: each rack is one stop of the Tab key, at the device that was last at its focus.

use std::cell::{Cell, RefCell};

use leptos::prelude::*;

use super::document::Snapshot;
use crate::domain::ids::{DeviceId, RackId};

#[derive(Default)]
pub struct Focus {
    /// The device that has the page's focus.
    device: Cell<Option<DeviceId>>,
    /// The device that had it last.
    latest: Cell<Option<DeviceId>>,
    /// The device of each rack that had the focus last.
    last: RefCell<Vec<(RackId, DeviceId)>>,
    moved: ArcTrigger,
}

impl Focus {
    /// The device that has the focus now.
    pub fn device(&self) -> Option<DeviceId> {
        self.device.get()
    }

    /// The device that has the focus, or had it before it went elsewhere; it may have left the layout.
    pub fn latest(&self) -> Option<DeviceId> {
        self.latest.get()
    }

    /// Told whenever the focus comes to another device.
    pub fn track(&self) {
        self.moved.track();
    }

    /// The focus has come to a device of a rack.
    pub fn enter(&self, rack: RackId, device: DeviceId) {
        self.device.set(Some(device));
        self.latest.set(Some(device));
        let mut last = self.last.borrow_mut();
        match last.iter_mut().find(|(known, _)| *known == rack) {
            Some((_, stop)) if *stop == device => return,
            Some((_, stop)) => *stop = device,
            None => last.push((rack, device)),
        }
        drop(last);
        self.moved.notify();
    }

    /// The focus has left the devices.
    pub fn leave(&self) {
        self.device.set(None);
    }

    /// Whoever acts now has turned to something else: the focus is not given back to the device that had it.
    pub fn forget(&self) {
        self.latest.set(None);
    }

    /// Where Tab enters a rack: at the device that was last at its focus, else at the first one. `None` for an empty rack.
    pub fn stop_of(&self, snapshot: &Snapshot, rack: RackId) -> Option<DeviceId> {
        let known = self.last.borrow();
        let last = known
            .iter()
            .find(|(known, _)| *known == rack)
            .map(|(_, device)| *device);
        let is_there = |id: &DeviceId| {
            let layout = &snapshot.layout;
            layout
                .devices
                .get(id)
                .is_some_and(|device| layout.rack_of(device).is_some_and(|home| home.id == rack))
        };
        last.filter(is_there).or_else(|| {
            let beside = snapshot.index.devices_beside(rack);
            let mut devices = snapshot.index.devices_in(rack).iter().chain(beside);
            devices.next().copied()
        })
    }
}
