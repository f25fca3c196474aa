//! The live store: the systems of all hubs as last reported, and which devices must be updated because of them. Pure: its owner
//! passes the time in and shows the results.

mod flush;
mod queries;
mod views;

use std::collections::{HashSet, VecDeque};

use super::connection::HubReport;
pub use super::live_hub::MOST_SYSTEMS;
use super::live_hub::{LiveHub, TakenIn};
use crate::domain::health::PastSystems;
use crate::domain::ids::{DeviceId, HubId, SystemRef};
use crate::domain::layout::{Layout, Link};
use crate::domain::system::Metrics;
use crate::domain::units::Millis;
pub use flush::{ANNOUNCED_APART_MS, DEVICES_AT_ONCE, Flush};

/// Returns the hubs that a layout's links and guests name, each once.
pub fn hubs_of(layout: &Layout) -> Vec<HubId> {
    let mut hubs = Vec::new();
    for device in &layout.devices {
        for hub in device
            .links
            .iter()
            .chain(&device.guests)
            .filter_map(Link::hub)
        {
            if !hubs.contains(hub) {
                hubs.push(hub.clone());
            }
        }
    }
    hubs
}

/// A consequence of a report that the user has to know.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum LiveNotice {
    /// The hub has more systems than are accepted. Given once per hub.
    TooManySystems { hub: HubId },
}

impl LiveNotice {
    /// The notice in words.
    pub fn words(&self) -> String {
        match self {
            Self::TooManySystems { hub } => format!(
                "{} has more than {} systems. Those beyond that are not shown.",
                hub.as_str().trim_end_matches('/'),
                MOST_SYSTEMS
            ),
        }
    }
}

#[derive(Default)]
pub struct LiveStore {
    pub(super) hubs: Vec<LiveHub>,
    /// The systems that changed since the last flush.
    pending: HashSet<SystemRef>,
    /// Whether all devices must be updated.
    everything: bool,
    /// The devices that are still to be updated.
    due: VecDeque<DeviceId>,
    /// `due` begins with the devices in view.
    is_in_view_first: bool,
    known_changed: bool,
    announced: Option<Millis>,
}

impl LiveStore {
    /// Adds a hub, in the connecting state. Forgets what was known of it.
    pub fn add_hub(&mut self, hub: HubId) {
        self.hubs.retain(|known| known.id != hub);
        self.hubs.push(LiveHub::new(hub));
        self.everything_changed();
    }

    /// Forgets a hub and all its systems.
    pub fn remove_hub(&mut self, hub: &HubId) {
        self.hubs.retain(|known| known.id != *hub);
        self.pending.retain(|system| system.hub != *hub);
        self.everything_changed();
    }

    /// Forgets all hubs.
    pub fn clear(&mut self) {
        self.hubs.clear();
        self.pending.clear();
        self.everything_changed();
    }

    /// Takes in what a connection reports. Reports of unknown hubs are ignored. Returns what the user has to know.
    pub fn take_in(&mut self, hub: &HubId, report: HubReport, now: Millis) -> Option<LiveNotice> {
        let live = self.hubs.iter_mut().find(|known| known.id == *hub)?;
        match report {
            HubReport::State(state) => {
                if live.state.for_health() != state.for_health() {
                    self.everything = true;
                }
                live.state = state;
            }
            HubReport::Listed(systems) => {
                self.known_changed |= live.list(systems, now);
                self.everything = true;
            }
            HubReport::Changed(system) => {
                let id = system.id.clone();
                match live.put(*system, now) {
                    TakenIn::Refused => {
                        let is_told = std::mem::replace(&mut live.is_excess_told, true);
                        return (!is_told).then(|| LiveNotice::TooManySystems { hub: hub.clone() });
                    }
                    taken_in => self.known_changed |= taken_in == TakenIn::New,
                }
                self.pending.insert(SystemRef::new(hub.clone(), id));
            }
            HubReport::Removed(id) => {
                if live.remove(&id) {
                    self.pending.insert(SystemRef::new(hub.clone(), id));
                    self.known_changed = true;
                }
            }
            HubReport::Alerts(alerts) => {
                for id in live.set_alerts(alerts) {
                    live.forget_health(&id);
                    self.pending.insert(SystemRef::new(hub.clone(), id));
                }
            }
            HubReport::Preferences(preferences) => {
                self.everything |= live.preferences != preferences;
                live.preferences = preferences;
            }
            HubReport::Version(version) => {
                self.everything |= live.version != Some(version);
                live.version = Some(version);
            }
            HubReport::Aged => {
                for id in live.aged(now) {
                    self.pending.insert(SystemRef::new(hub.clone(), id));
                }
            }
            // Handled elsewhere: seconds by those who follow systems, monitors by the store beside this one.
            HubReport::Monitor(_)
            | HubReport::Renewed
            | HubReport::SignedOut(_)
            | HubReport::Second(..) => {}
        }
        None
    }

    /// Takes in what an earlier visit knew of a hub's systems. Ignored once the hub has listed them.
    pub fn recall(&mut self, hub: &HubId, past: PastSystems) {
        let hub = self.hubs.iter_mut().find(|known| known.id == *hub);
        self.everything |= hub.is_some_and(|hub| hub.recall(past));
    }

    /// Takes in a one-second sample of a system that is up. Only its regular reports count as contact.
    pub fn take_second(&mut self, system: &SystemRef, metrics: Metrics) {
        let hub = self.hubs.iter_mut().find(|known| known.id == system.hub);
        if hub.is_some_and(|hub| hub.take_second(&system.system, metrics)) {
            self.pending.insert(system.clone());
        }
    }

    /// Marks which alerts are acknowledged, by system and name.
    pub fn mark_alerts(&mut self, is_acknowledged: &dyn Fn(&SystemRef, &str) -> bool) {
        for hub in &mut self.hubs {
            for id in hub.mark_alerts(is_acknowledged) {
                hub.forget_health(&id);
                self.pending.insert(SystemRef::new(hub.id.clone(), id));
            }
        }
    }
}
