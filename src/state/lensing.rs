//! The lens that the racks are looked at through, and what the devices show under it, counted.

use std::cell::RefCell;
use std::collections::HashMap;

use leptos::prelude::*;

use crate::domain::ids::{DeviceId, RackId};
use crate::domain::lens::Lens;
use crate::domain::lens::tally::{CountedGroup, Counts, LensTally, Spread};
use crate::domain::view::DeviceView;

/// The lens as the screens share it. Keys and the lens bar set it; the driver of the lens part follows and counts.
#[derive(Default)]
pub struct Lensing {
    pub lens: ArcRwSignal<Lens>,
    /// The device under the pointer, or the one with the keyboard's focus.
    pub pointed: ArcRwSignal<Option<DeviceId>>,
    tally: RefCell<LensTally>,
    counted: ArcTrigger,
    racks: RefCell<HashMap<RackId, ArcTrigger>>,
}

impl Lensing {
    /// Takes in what a device in that rack shows.
    pub fn look(&self, device: DeviceId, rack: Option<RackId>, view: &DeviceView) {
        if self.tally.borrow_mut().look(device, view) {
            self.counted.notify();
            let rack = rack.and_then(|rack| self.racks.borrow().get(&rack).cloned());
            if let Some(rack) = rack {
                rack.notify();
            }
        }
    }

    /// The device is gone from the layout.
    pub fn forget(&self, device: DeviceId) {
        if self.tally.borrow_mut().forget(device) {
            self.counted.notify();
        }
    }

    /// How many devices are in which band and state; followed by whoever asks.
    pub fn counts(&self) -> Counts {
        self.counted.track();
        self.tally.borrow().counts()
    }

    /// What the devices of a rack show together; followed by whoever asks.
    pub fn spread(&self, rack: RackId, devices: impl Iterator<Item = DeviceId>) -> Spread {
        let trigger = self.racks.borrow_mut().entry(rack).or_default().clone();
        trigger.track();
        self.tally.borrow().spread(devices)
    }

    /// The devices of a group.
    pub fn devices_in(&self, group: CountedGroup) -> Vec<DeviceId> {
        self.tally.borrow().devices_in(group)
    }
}
