//! The monitors of devices, watched besides systems: counted together with them, and listed if they need attention.

use super::follower::{Monitors, evidence};
use crate::domain::health::{Health, MonitorsKnown, PastMonitor, PastMonitors, judge_monitor};
use crate::domain::ids::{DeviceId, HubId, MonitorRef};
use crate::domain::layout::Snapshot;
use crate::domain::trouble::{Trouble, TroublePlace, TroubleSubject};
use crate::hub::live::LiveStore;
use crate::shell::clock;
use crate::state::live::HealthSource;

/// A monitor counts once, however many devices it judges.
impl HealthSource for Monitors {
    fn healths(&self, live: &LiveStore) -> Vec<Health> {
        self.index();
        let (monitors, linked) = (self.store.borrow(), self.linked.borrow());
        let healths = linked
            .judges()
            .map(|(of, _)| judge_monitor(&evidence(&monitors, live, of)).health);
        healths.filter(|health| is_known(*health)).collect()
    }

    fn troubles(&self, live: &LiveStore, snapshot: &Snapshot) -> Vec<Trouble> {
        self.index();
        let (monitors, linked) = (self.store.borrow(), self.linked.borrow());
        let layout = &snapshot.layout;
        let trouble = |(of, devices): (&MonitorRef, &[DeviceId])| {
            let verdict = judge_monitor(&evidence(&monitors, live, of));
            let device = layout.devices.get(devices.first()?)?;
            let is_trouble = verdict.health != Health::Ok && is_known(verdict.health);
            is_trouble.then(|| Trouble {
                of: TroubleSubject::Monitor(of.clone()),
                name: device.name.clone(),
                place: Some(TroublePlace {
                    device: device.id,
                    words: layout.spoken_place(device).unwrap_or_default(),
                }),
                health: verdict.health,
                reason: verdict.reason.unwrap_or_default(),
            })
        };
        linked.judges().filter_map(trouble).collect()
    }

    fn to_keep(&self, live: &LiveStore, hub: &HubId) -> Option<PastMonitors> {
        let monitors = self.store.borrow();
        match monitors.known(hub) {
            MonitorsKnown::Absent => None,
            // Those of the previous visit, with their age.
            MonitorsKnown::NotYet => monitors.past(hub).cloned(),
            MonitorsKnown::Listed => {
                let own = monitors.all().filter(|(of, _)| *of == hub);
                let own = own.map(|(_, seen)| {
                    let of = MonitorRef::new(hub.clone(), seen.monitor.id.clone());
                    PastMonitor {
                        health: judge_monitor(&evidence(&monitors, live, &of)).health,
                        latency: seen.monitor.latency(),
                        id: of.monitor,
                    }
                });
                Some(PastMonitors::new(clock::now(), own.collect()))
            }
        }
    }
}

/// Unlinked means that there is no session with the monitor's hub.
fn is_known(health: Health) -> bool {
    health != Health::Unlinked
}
