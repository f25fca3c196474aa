//! Monitors in the events of the session: those that stop answering, and those that answer again.

use std::collections::{HashMap, HashSet};

use leptos::prelude::GetUntracked;

use super::follower::{Monitors, evidence};
use crate::domain::health::judge_monitor;
use crate::domain::ids::{HubId, MonitorId, MonitorRef};
use crate::domain::session_events::MonitorState;
use crate::hub::live::monitors::SeenMonitor;

impl Monitors {
    /// Reports the current states of these monitors.
    pub(super) fn report_all(&self, due: &HashSet<MonitorRef>) {
        let mut by_hub: HashMap<&HubId, HashSet<&MonitorId>> = HashMap::new();
        for of in due {
            by_hub.entry(&of.hub).or_default().insert(&of.monitor);
        }
        for (hub, wanted) in by_hub {
            self.report(hub, |monitor| wanted.contains(monitor));
        }
    }

    /// Reports the current states of a hub's monitors that are wanted.
    pub(super) fn report(&self, hub: &HubId, is_wanted: impl Fn(&MonitorId) -> bool) {
        self.index();
        let snapshot = self.document.snapshot().get_untracked();
        let (monitors, linked) = (self.store.borrow(), self.linked.borrow());
        let state = |seen: &SeenMonitor| {
            let of = MonitorRef::new(hub.clone(), seen.monitor.id.clone());
            let device = linked.judged_by(&of).first();
            let device = device.and_then(|id| snapshot.layout.devices.get(id));
            let name = device.map_or_else(|| seen.monitor.title(), |device| &device.name);
            let health = self
                .live
                .with_store(|live| judge_monitor(&evidence(&monitors, live, &of)).health);
            MonitorState {
                name: name.to_owned(),
                health,
                monitor: of.monitor,
            }
        };
        let seen = monitors.all().filter(|(of, _)| *of == hub);
        let wanted = seen.filter(|(_, seen)| is_wanted(&seen.monitor.id));
        let states: Vec<MonitorState> = wanted.map(|(_, seen)| state(seen)).collect();
        drop((monitors, linked));
        (self.listener)(hub, &states);
    }
}
