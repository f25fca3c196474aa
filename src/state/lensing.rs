//! The lens through which the racks are shown, and the counts of what the devices show under it.

use std::cell::RefCell;
use std::collections::{HashMap, HashSet};
use std::sync::Arc;

use leptos::prelude::*;

use crate::domain::health::Health;
use crate::domain::ids::{DeviceId, RackId, SystemRef};
use crate::domain::lens::Lens;
use crate::domain::lens::history::{HourPoint, LensHistory, Spark};
use crate::domain::lens::tally::{CountedGroup, Counts, LensTally, Spread, TallyChange};
use crate::domain::series::Range;
use crate::domain::system::Metrics;
use crate::domain::units::Millis;
use crate::domain::view::DeviceView;

/// The lens as the screens share it. Keys and the lens bar set it; the driver of the lens part follows and counts.
#[derive(Default)]
pub struct Lensing {
    pub lens: ArcRwSignal<Lens>,
    /// The device under the pointer, or the one with the keyboard's focus.
    pub pointed: ArcRwSignal<Option<DeviceId>>,
    tally: RefCell<LensTally>,
    counted: ArcTrigger,
    /// Notified when the worst state of a rack changes.
    worst: ArcTrigger,
    racks: RefCell<HashMap<RackId, ArcTrigger>>,
    /// The last hour of the systems that show it.
    histories: RefCell<HashMap<SystemRef, LensHistory>>,
}

/// Number of systems above which the last hours of those out of view are dropped.
const KEPT: usize = 400;

impl Lensing {
    /// Takes in the view of a device in that rack.
    pub fn look(&self, device: DeviceId, rack: Option<RackId>, view: &DeviceView) {
        let change = self.tally.borrow_mut().look(device, rack, view);
        self.notify(change);
        if change.counts {
            let rack = rack.and_then(|rack| self.racks.borrow().get(&rack).cloned());
            if let Some(rack) = rack {
                rack.notify();
            }
        }
    }

    /// Removes a device that has left the layout.
    pub fn forget(&self, device: DeviceId) {
        let change = self.tally.borrow_mut().forget(device);
        self.notify(change);
    }

    fn notify(&self, change: TallyChange) {
        if change.counts {
            self.counted.notify();
        }
        if change.worst {
            self.worst.notify();
        }
    }

    /// The number of devices per band and state; tracked.
    pub fn counts(&self) -> Counts {
        self.counted.track();
        self.tally.borrow().counts()
    }

    /// The combined values of a rack's devices; tracked.
    pub fn spread(&self, rack: RackId, devices: impl Iterator<Item = DeviceId>) -> Spread {
        let trigger = self.racks.borrow_mut().entry(rack).or_default().clone();
        trigger.track();
        self.tally.borrow().spread(devices)
    }

    /// The worst state of each rack that has one; tracked.
    pub fn worst(&self) -> HashMap<RackId, Health> {
        self.worst.track();
        self.tally.borrow().worst()
    }

    /// Starts keeping the last hour of these systems, and drops others if there are too many. Returns the dropped ones.
    pub fn keep_histories(&self, wanted: &[SystemRef]) -> Vec<SystemRef> {
        let mut histories = self.histories.borrow_mut();
        let mut forgotten = Vec::new();
        if histories.len() > KEPT {
            let wanted: HashSet<&SystemRef> = wanted.iter().collect();
            histories.retain(|system, _| {
                let stays = wanted.contains(system);
                if !stays {
                    forgotten.push(system.clone());
                }
                stays
            });
        }
        for system in wanted {
            if !histories.contains_key(system) {
                histories.insert(system.clone(), LensHistory::default());
            }
        }
        forgotten
    }

    /// Takes in rows from the hub, if the system's last hour is kept.
    pub fn take_rows(&self, of: &SystemRef, rows: Vec<HourPoint>, range: Range) {
        if let Some(history) = self.histories.borrow_mut().get_mut(of) {
            history.take_rows(rows, range);
        }
    }

    /// Takes in a new report, if the system's last hour is kept and the report adds to it.
    pub fn push_live(&self, of: &SystemRef, metrics: impl FnOnce() -> Option<Metrics>, at: Millis) {
        if let Some(history) = self.histories.borrow_mut().get_mut(of)
            && history.is_due(at)
            && let Some(metrics) = metrics()
        {
            history.push(HourPoint::live(&metrics, at));
        }
    }

    /// The sparkline of a system.
    pub fn spark(&self, of: &SystemRef, lens: Lens, now: Millis) -> Option<Arc<Spark>> {
        self.histories.borrow_mut().get_mut(of)?.spark(lens, now)
    }

    /// The lowest and highest value of a system in the last hour, in the lens's unit.
    pub fn extremes(&self, of: &SystemRef, lens: Lens) -> Option<(f32, f32)> {
        self.histories.borrow().get(of)?.extremes(lens)
    }

    /// The last hour of a system, if it is kept.
    pub fn history_of(&self, of: &SystemRef) -> Option<LensHistory> {
        self.histories.borrow().get(of).cloned()
    }

    /// The devices of a group.
    pub fn devices_in(&self, group: CountedGroup) -> Vec<DeviceId> {
        self.tally.borrow().devices_in(group)
    }
}
