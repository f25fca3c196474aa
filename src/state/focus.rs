//! Keyboard navigation through the racks: each rack is one tab stop, at its last focused element.

use std::cell::{Cell, RefCell};
use std::collections::HashMap;

use leptos::prelude::*;

use crate::domain::ids::{DeviceId, RackId};
use crate::domain::layout::Snapshot;
use crate::interaction::focus::{Stop, top_of};

#[derive(Default)]
pub struct Focus {
    /// The device that has the page's focus.
    device: Cell<Option<DeviceId>>,
    /// The device that had it last.
    latest: Cell<Option<DeviceId>>,
    /// The last focused element of each rack.
    last: RefCell<Vec<(RackId, Stop)>>,
    /// Whether arrow keys navigate the racks.
    has_arrows: Cell<bool>,
    /// Notified when the focus moves to another element of a rack.
    racks: RefCell<HashMap<RackId, ArcTrigger>>,
    /// The racks where that happened since the last [`Focus::take_entered`], without duplicates.
    entered: RefCell<Vec<RackId>>,
    moved: ArcTrigger,
}

impl Focus {
    /// The device that has the focus now.
    pub fn device(&self) -> Option<DeviceId> {
        self.device.get()
    }

    /// The device that has the focus, or had it last; it may have left the layout.
    pub fn latest(&self) -> Option<DeviceId> {
        self.latest.get()
    }

    /// Tracks the focus in all racks.
    pub fn track(&self) {
        self.moved.track();
    }

    /// Tracks the focus in one rack.
    pub fn track_rack(&self, rack: RackId) {
        self.racks.borrow_mut().entry(rack).or_default().track();
    }

    /// Takes the racks in which the focus has moved to another element since the last call.
    pub fn take_entered(&self) -> Vec<RackId> {
        self.entered.take()
    }

    /// Starts navigation by arrow keys. Until then every control is a tab stop.
    pub fn begin_arrows(&self) {
        self.has_arrows.set(true);
        let all: Vec<ArcTrigger> = self.racks.borrow().values().cloned().collect();
        for rack in all {
            rack.notify();
        }
    }

    pub fn has_arrows(&self) -> bool {
        self.has_arrows.get()
    }

    /// Records that the focus has moved to an element of a rack.
    pub fn enter(&self, rack: RackId, stop: Stop) {
        match stop {
            Stop::Device(device) => {
                self.device.set(Some(device));
                self.latest.set(Some(device));
            }
            Stop::Name | Stop::Menu => {
                self.leave();
                self.forget();
            }
        }
        let mut last = self.last.borrow_mut();
        match last.iter_mut().find(|(known, _)| *known == rack) {
            Some((_, known)) if *known == stop => return,
            Some((_, known)) => *known = stop,
            None => last.push((rack, stop)),
        }
        drop(last);
        let mut entered = self.entered.borrow_mut();
        if !entered.contains(&rack) {
            entered.push(rack);
        }
        drop(entered);
        let trigger = self.racks.borrow().get(&rack).cloned();
        if let Some(trigger) = trigger {
            trigger.notify();
        }
        self.moved.notify();
    }

    /// Records that the focus has left the devices.
    pub fn leave(&self) {
        self.device.set(None);
    }

    /// Forgets the last focused device after an action elsewhere: the focus is not given back to it.
    pub fn forget(&self) {
        self.latest.set(None);
    }

    /// Where Tab enters a rack: at its last focused element, otherwise at the first device, or at the name of an empty rack.
    pub fn stop_of(&self, snapshot: &Snapshot, rack: RackId) -> Stop {
        let known = self.last.borrow();
        let last = known
            .iter()
            .find(|(known, _)| *known == rack)
            .map(|(_, stop)| *stop);
        let is_there = |stop: &Stop| {
            let Stop::Device(id) = stop else { return true };
            let layout = &snapshot.layout;
            let device = layout.devices.get(id);
            device.is_some_and(|device| layout.rack_of(device).is_some_and(|home| home.id == rack))
        };
        last.filter(is_there)
            .or_else(|| top_of(snapshot, rack).map(Stop::Device))
            .unwrap_or(Stop::Name)
    }
}
