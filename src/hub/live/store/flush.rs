//! Which devices have to be looked at again, some in each frame.

use std::collections::HashSet;

use super::LiveStore;
use crate::domain::ids::{DeviceId, DeviceSet, SystemRef};
use crate::domain::layout::Snapshot;
use crate::domain::units::Millis;

/// One flush looks at no more devices than this; the others follow in the next ones.
pub const DEVICES_AT_ONCE: usize = 1_000;

/// How far apart the lists of systems are announced while systems come and go, in milliseconds: whoever follows them goes
/// through all systems each time.
pub const ANNOUNCED_APART_MS: i64 = 300;

/// What a flush has to do.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Flush {
    /// The devices whose view may differ now.
    pub devices: Vec<DeviceId>,
    /// Systems came or went since that was said last.
    pub known_changed: bool,
    /// There is more to do in the next frame.
    pub goes_on: bool,
}

impl LiveStore {
    /// All devices are to be looked at again, because time has passed.
    pub fn judge_all(&mut self) {
        self.everything = true;
    }

    /// The devices of that system are to be looked at again.
    pub fn look_again(&mut self, system: &SystemRef) {
        self.pending.insert(system.clone());
    }

    /// The devices of all systems that are known from an earlier visit alone are to be looked at again, because its age has changed.
    pub fn look_again_at_past(&mut self) {
        for hub in &self.hubs {
            let past = hub.past().map(|past| past.id().clone());
            let past = past.map(|id| SystemRef::new(hub.id.clone(), id));
            self.pending.extend(past);
        }
    }

    /// These devices are to be looked at again, because the layout has changed.
    pub fn judge(&mut self, devices: Vec<DeviceId>) {
        self.due.extend(devices);
    }

    /// What has to be done in this frame, for the layout as it is now.
    pub fn flush(&mut self, snapshot: &Snapshot, now: Millis) -> Flush {
        if std::mem::take(&mut self.everything) {
            self.pending.clear();
            for hub in &mut self.hubs {
                hub.forget_healths();
            }
            self.due = snapshot.layout.devices.iter().map(|d| d.id).collect();
        }
        let mut devices = self.take_pending(snapshot);
        while devices.len() < DEVICES_AT_ONCE
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

    /// The devices of the systems that changed. Each change is one device as a rule, so that the systems are what is counted.
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
        // A host is looked at once, however many of its guests have changed.
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
        // Another hub is news of its own.
        self.announced = None;
    }
}
