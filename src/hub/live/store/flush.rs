//! Which devices must be updated, a limited number per frame.

use std::collections::HashSet;

use super::LiveStore;
use crate::domain::ids::{DeviceId, DeviceSet, SystemRef};
use crate::domain::layout::Snapshot;
use crate::domain::units::Millis;

/// The most devices updated by one flush; the others follow in the next ones.
pub const DEVICES_AT_ONCE: usize = 1_000;
/// The same once those in view are updated, in a flush of their own: the others need not hurry, and no frame is to be long.
const OTHERS_AT_ONCE: usize = 400;

/// Minimum time between announcements that systems were added or removed, in milliseconds: each makes the listeners go through
/// all systems.
pub const ANNOUNCED_APART_MS: i64 = 300;

/// What a flush asks its caller to do.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Flush {
    /// The devices whose view may differ now.
    pub devices: Vec<DeviceId>,
    /// Systems were added or removed since this was last announced.
    pub known_changed: bool,
    /// More is left for the next frame.
    pub goes_on: bool,
}

impl LiveStore {
    /// Schedules an update of all devices, these first.
    pub fn judge_all_from(&mut self, first: Vec<DeviceId>) {
        self.everything = true;
        self.is_in_view_first = !first.is_empty();
        self.due = first.into();
    }

    /// Schedules an update of the devices that show a system.
    pub fn rejudge_system(&mut self, system: &SystemRef) {
        self.pending.insert(system.clone());
    }

    /// Schedules an update of the devices whose systems are known only from an earlier visit, because its age has changed.
    pub fn rejudge_past(&mut self) {
        for hub in &self.hubs {
            let past = hub.past().map(|past| past.id().clone());
            let past = past.map(|id| SystemRef::new(hub.id.clone(), id));
            self.pending.extend(past);
        }
    }

    /// Schedules an update of these devices, because the layout has changed.
    pub fn judge(&mut self, devices: Vec<DeviceId>) {
        self.due.extend(devices);
    }

    /// Returns what to do in this frame, for the layout as it is.
    pub fn flush(&mut self, snapshot: &Snapshot, now: Millis) -> Flush {
        let mut at_once = if self.is_in_view_first {
            OTHERS_AT_ONCE
        } else {
            DEVICES_AT_ONCE
        };
        if std::mem::take(&mut self.everything) {
            if self.is_in_view_first {
                at_once = self.due.len().min(DEVICES_AT_ONCE);
            }
            self.pending.clear();
            for hub in &mut self.hubs {
                hub.forget_healths();
            }
            let first: HashSet<DeviceId> = self.due.iter().copied().collect();
            let all = snapshot.layout.devices.iter().map(|device| device.id);
            self.due.extend(all.filter(|id| !first.contains(id)));
        }
        let mut devices = self.take_pending(snapshot);
        while devices.len() < at_once
            && let Some(device) = self.due.pop_front()
        {
            devices.push(device);
        }
        let known_changed = self.is_to_announce(now);
        Flush {
            devices,
            known_changed,
            goes_on: self.known_changed || !self.pending.is_empty() || !self.due.is_empty(),
        }
    }

    /// The devices of the systems that changed. The limit counts systems, as a system usually has one device.
    fn take_pending(&mut self, snapshot: &Snapshot) -> Vec<DeviceId> {
        let later = if self.pending.len() > DEVICES_AT_ONCE {
            let mut later = HashSet::new();
            let mut kept = HashSet::new();
            for system in self.pending.drain() {
                let into = if kept.len() < DEVICES_AT_ONCE {
                    &mut kept
                } else {
                    &mut later
                };
                into.insert(system);
            }
            self.pending = kept;
            later
        } else {
            HashSet::new()
        };
        // A host is updated once, however many of its guests have changed.
        let mut devices = DeviceSet::default();
        for SystemRef { hub, system } in std::mem::replace(&mut self.pending, later) {
            devices.extend(snapshot.index.devices_of(&hub, &system).iter().copied());
            devices.extend(snapshot.index.hosts_of(&hub, &system).iter().copied());
        }
        devices.into_vec()
    }

    fn is_to_announce(&mut self, now: Millis) -> bool {
        let is_apart = self
            .announced
            .is_none_or(|last| !(0..ANNOUNCED_APART_MS).contains(&now.since(last)));
        if !self.known_changed || !is_apart {
            return false;
        }
        self.known_changed = false;
        self.announced = Some(now);
        true
    }

    pub(super) fn everything_changed(&mut self) {
        self.everything = true;
        self.known_changed = true;
        // A change of the hubs is announced without delay.
        self.announced = None;
    }
}
