//! The keyboard's way through the racks: each rack is one stop of the Tab key, at what was last at its focus.

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
    /// What of each rack had the focus last.
    last: RefCell<Vec<(RackId, Stop)>>,
    /// Whether arrow keys lead through the racks.
    has_arrows: Cell<bool>,
    /// Notified whenever the focus has come to something else of a rack.
    racks: RefCell<HashMap<RackId, ArcTrigger>>,
    /// The racks where that happened since [`Focus::take_entered`]; each once.
    entered: RefCell<Vec<RackId>>,
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

    /// Follows the focus of all racks.
    pub fn track(&self) {
        self.moved.track();
    }

    /// Follows the focus of one rack.
    pub fn track_rack(&self, rack: RackId) {
        self.racks.borrow_mut().entry(rack).or_default().track();
    }

    /// In which racks the focus has come to something else since the last call.
    pub fn take_entered(&self) -> Vec<RackId> {
        self.entered.take()
    }

    /// From now on arrow keys lead through the racks. Until then all that can be pressed is a stop of the Tab key.
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

    /// The focus has come to something of a rack.
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

    /// The focus has left the devices.
    pub fn leave(&self) {
        self.device.set(None);
    }

    /// Whoever acts now has turned to something else: the focus is not given back to the device that had it.
    pub fn forget(&self) {
        self.latest.set(None);
    }

    /// Where Tab enters a rack: at what was last at its focus, else at the first device, or at the name of an empty rack.
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
