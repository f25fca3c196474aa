//! Which monitors were last known to get answers.

use std::collections::HashMap;

use super::{Happened, MOST_SYSTEMS, SessionEvent};
use crate::domain::health::Health;
use crate::domain::ids::{HubId, MonitorId, MonitorRef};
use crate::domain::trouble::TroubleSubject;

/// The state of a monitor.
#[derive(Clone, Debug, PartialEq)]
pub struct MonitorState {
    pub monitor: MonitorId,
    /// Name of the device that it checks, else its own.
    pub name: String,
    pub health: Health,
}

/// Whether each was down when that was last known for certain.
#[derive(Debug, Default)]
pub(super) struct KnownMonitors(HashMap<HubId, HashMap<MonitorId, bool>>);

impl KnownMonitors {
    /// Updates the state of some monitors. The first state of a monitor is not an event, nor is one that leaves open whether it answers.
    pub(super) fn see(&mut self, hub: &HubId, states: &[MonitorState], found: &mut Vec<Happened>) {
        let known = self.0.entry(hub.clone()).or_default();
        for state in states {
            let is_down = match state.health {
                Health::Down => true,
                health if health.is_verified() => false,
                _ => continue,
            };
            if !known.contains_key(&state.monitor) && known.len() >= MOST_SYSTEMS {
                continue;
            }
            let what = match (known.insert(state.monitor.clone(), is_down), is_down) {
                (Some(false), true) => SessionEvent::Silent,
                (Some(true), false) => SessionEvent::Answers,
                _ => continue,
            };
            let of = MonitorRef::new(hub.clone(), state.monitor.clone());
            found.push((TroubleSubject::Monitor(of), state.name.clone(), what));
        }
    }

    pub(super) fn forget(&mut self, hub: &HubId) {
        self.0.remove(hub);
    }

    pub(super) fn clear(&mut self) {
        self.0.clear();
    }
}
