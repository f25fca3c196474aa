//! The live store: the systems of all hubs as last heard of, and which devices have to be looked at again for that. Pure:
//! its owner passes the time in and shows the results.

use std::collections::{HashSet, VecDeque};

use super::connection::HubReport;
pub use super::live_hub::MOST_SYSTEMS;
use super::live_hub::{LiveHub, TakenIn};
use crate::domain::contact::Contact;
use crate::domain::filter::{AskedFacts, FilterSubject};
use crate::domain::health::{
    Criteria, Evidence, Health, HubConnection, PastSystem, Verdict, judge,
};
use crate::domain::hub_state::HubState;
use crate::domain::ids::{DeviceId, DeviceSet, HubId, SystemId, SystemRef};
use crate::domain::layout::{Device, Layout, Link, Snapshot};
use crate::domain::lens::LensReader;
use crate::domain::preferences::Preferences;
use crate::domain::summary::Totals;
use crate::domain::system::{Metrics, System, TriggeredAlert};
use crate::domain::trouble::{self, Trouble, TroublePlace, TroubleSubject};
use crate::domain::units::Millis;
use crate::domain::version::Version;
use crate::domain::view::DeviceView;

/// One flush looks at no more devices than this; the others follow in the next ones.
pub const DEVICES_AT_ONCE: usize = 1_000;

/// How far apart the lists of systems are announced while systems come and go, in milliseconds: whoever follows them goes
/// through all systems each time.
pub const ANNOUNCED_APART_MS: i64 = 300;

/// The system a device shows.
pub fn system_of(device: &Device) -> Option<SystemRef> {
    device.system().cloned()
}

/// Which hubs a layout's links name, guests included, each once.
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

/// What the user has to know of a report.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum LiveNotice {
    /// The hub has more systems than are taken in. Given once for a hub.
    TooManySystems { hub: HubId },
}

impl LiveNotice {
    /// What to say of it.
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

/// The device that shows a system, or whose guest it is.
fn place_of(snapshot: &Snapshot, hub: &HubId, system: &SystemId) -> Option<TroublePlace> {
    let (layout, index) = (&snapshot.layout, &snapshot.index);
    let own = index.devices_of(hub, system).first();
    let device = own.or_else(|| index.hosts_of(hub, system).first())?;
    let device = layout.devices.get(device)?;
    let place = layout.spoken_place(device).unwrap_or_default();
    Some(TroublePlace {
        device: device.id,
        words: if own.is_some() {
            place
        } else {
            format!("on {}, {place}", device.name)
        },
    })
}

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

#[derive(Default)]
pub struct LiveStore {
    hubs: Vec<LiveHub>,
    /// The systems that changed since the last flush.
    pending: HashSet<SystemRef>,
    /// All devices are to be looked at.
    everything: bool,
    /// The devices that are still to be looked at.
    due: VecDeque<DeviceId>,
    known_changed: bool,
    announced: Option<Millis>,
}

impl LiveStore {
    /// Takes a hub in, as one that is being connected to. What was known of it is forgotten.
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

    /// Takes in what a connection reports. News of a hub that is not there are of no use. Returns what the user has to know
    /// of it.
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
            // Whoever follows systems reads their seconds, and whoever follows monitors keeps those beside the systems.
            HubReport::Monitor(_)
            | HubReport::Renewed
            | HubReport::SignedOut(_)
            | HubReport::Second(..) => {}
        }
        None
    }

    /// Takes in what was known of a hub's systems at an earlier visit, in the order of their ids. It is of use only until the hub lists
    /// them.
    pub fn recall(&mut self, hub: &HubId, past: Vec<PastSystem>) {
        let hub = self.hubs.iter_mut().find(|known| known.id == *hub);
        self.everything |= hub.is_some_and(|hub| hub.recall(past));
    }

    /// Takes in the values of this second of a system that is up. Its reports stay what tells that it is heard.
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

    /// All devices are to be looked at again, because time has passed.
    pub fn judge_all(&mut self) {
        self.everything = true;
    }

    /// The devices of that system are to be looked at again.
    pub fn look_again(&mut self, system: &SystemRef) {
        self.pending.insert(system.clone());
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

    fn everything_changed(&mut self) {
        self.everything = true;
        self.known_changed = true;
        // Another hub is news of its own.
        self.announced = None;
    }

    /// All hubs there are.
    pub(super) fn hubs(&self) -> impl Iterator<Item = &LiveHub> {
        self.hubs.iter()
    }

    /// The hubs that no events come from, which are asked now and then.
    pub fn hubs_without_events(&self) -> Vec<HubId> {
        let is_polled = |hub: &&LiveHub| matches!(hub.state, HubState::Polling(_));
        let polled = self.hubs.iter().filter(is_polled);
        polled.map(|hub| hub.id.clone()).collect()
    }

    /// The hubs whose systems are known.
    pub fn listed_hubs(&self) -> impl Iterator<Item = HubId> {
        let listed = self.hubs.iter().filter(|hub| hub.state.is_known());
        listed.map(|hub| hub.id.clone())
    }

    /// All alerts of a hub that are triggered; `None` where they are not known yet.
    pub fn alerts_of(&self, hub: &HubId) -> Option<Vec<TriggeredAlert>> {
        self.hub(hub)?.all_alerts()
    }

    /// How many alerts are triggered that nobody has acknowledged, on the hubs whose systems are known.
    pub fn open_alerts(&self) -> usize {
        let listed = self.hubs.iter().filter(|hub| hub.state.is_known());
        listed.map(LiveHub::open_alerts).sum()
    }

    pub(super) fn hub(&self, hub: &HubId) -> Option<&LiveHub> {
        self.hubs.iter().find(|known| known.id == *hub)
    }

    /// How the app stands with its hubs: the worst of them.
    pub fn worst_state(&self) -> &HubState {
        HubState::worst(self.hubs.iter().map(|hub| &hub.state))
    }

    /// How the app stands with one hub.
    pub fn state_of(&self, hub: &HubId) -> &HubState {
        self.hub(hub).map_or(&HubState::None, |hub| &hub.state)
    }

    /// One system as last heard of.
    pub fn system(&self, system: &SystemRef) -> Option<&System> {
        self.hub(&system.hub)?.system(&system.system)
    }

    /// Every system of a hub as last heard of, in no order.
    pub fn systems_of(&self, hub: &HubId) -> impl Iterator<Item = &System> {
        self.hub(hub).into_iter().flat_map(LiveHub::systems)
    }

    /// Whether any hub has any system.
    pub fn has_systems(&self) -> bool {
        self.hubs.iter().any(|hub| hub.systems().next().is_some())
    }

    /// The health of a system that its hub has.
    pub fn health(&self, system: &SystemRef, now: Millis) -> Option<Health> {
        self.hub(&system.hub)?.health(&system.system, now)
    }

    /// The health of what a device is linked to, whether or not its hub has it.
    pub fn health_of_link(&self, system: &SystemRef, now: Millis) -> Health {
        self.verdict_of_link(system, now).health
    }

    /// The same with the reason.
    pub fn verdict_of_link(&self, system: &SystemRef, now: Millis) -> Verdict {
        judge(&self.evidence(Some(system), now))
    }

    pub fn alerts(&self, system: &SystemRef) -> &[TriggeredAlert] {
        self.hub(&system.hub)
            .map_or(&[], |hub| hub.alerts(&system.system))
    }

    /// How the hub's user wants values shown and judged.
    pub fn preferences(&self, hub: &HubId) -> Preferences {
        self.hub(hub).map(|hub| hub.preferences).unwrap_or_default()
    }

    /// The same of the first hub, where a screen is not about one of them.
    pub fn first_preferences(&self) -> Preferences {
        self.hubs
            .first()
            .map(|hub| hub.preferences)
            .unwrap_or_default()
    }

    pub fn version(&self, hub: &HubId) -> Option<Version> {
        self.hub(hub)?.version
    }

    /// When a system was last heard of, and since when it is down.
    pub fn contact(&self, system: &SystemRef) -> Contact {
        self.hub(&system.hub)
            .map(|hub| hub.contact(&system.system))
            .unwrap_or_default()
    }

    /// The present time by a hub's clock, as far as that is known.
    pub fn hub_now(&self, hub: &HubId, now: Millis) -> Millis {
        self.hub(hub).map_or(now, |hub| hub.skew.hub_now(now))
    }

    /// How the guests of a device are.
    pub fn guests_of(&self, device: &Device, now: Millis) -> Totals {
        let guests = device.guests.iter().filter_map(Link::system);
        let healths = guests.map(|guest| self.health_of_link(guest, now));
        healths.collect()
    }

    /// What a device shows, without its guests.
    pub fn view(
        &self,
        device: &Device,
        layout: &Layout,
        lens: Option<&LensReader>,
        now: Millis,
    ) -> DeviceView {
        let place = layout.spoken_place(device).unwrap_or_default();
        let system = system_of(device);
        let evidence = self.evidence(system.as_ref(), now);
        let view = DeviceView::of(device, &place, &evidence);
        match lens {
            Some(read) => {
                let mark = read(device, &evidence, view.health);
                view.under(mark)
            }
            None => view,
        }
    }

    /// What a reader makes of all that is known of a device's system.
    pub fn read<T>(&self, device: &Device, now: Millis, read: impl FnOnce(&Evidence) -> T) -> T {
        read(&self.evidence(device.system(), now))
    }

    /// What a filter may look at of a device.
    pub fn filter_subject<'a>(
        &'a self,
        device: &'a Device,
        layout: &'a Layout,
        asked: &'a AskedFacts,
        now: Millis,
    ) -> FilterSubject<'a> {
        let shown = device.system();
        let evidence = self.evidence(shown, now);
        FilterSubject {
            device: Some(device),
            device_type: layout.type_of(device),
            rack: layout.rack_of(device),
            health: judge(&evidence).health,
            system: evidence.system,
            hub: shown.map_or("", |shown| shown.hub.as_str()),
            details: shown.and_then(|shown| asked.details.get(shown)),
            alone: None,
            running: Some(&asked.running),
            has_alert: !evidence.criteria.alerts.is_empty(),
        }
    }

    /// A link to a hub that is not there counts as none.
    fn evidence(&self, system: Option<&SystemRef>, now: Millis) -> Evidence<'_> {
        let found = system.and_then(|system| Some((self.hub(&system.hub)?, &system.system)));
        match found {
            Some((hub, id)) => hub.evidence(id, now),
            None => Evidence {
                linked: false,
                connection: HubConnection::Connecting,
                system: None,
                last_seen: None,
                contact: Contact::default(),
                criteria: Criteria::default(),
                hub_now: now,
            },
        }
    }

    /// The systems of all hubs that are not plainly up, worst first.
    pub fn troubles(&self, snapshot: &Snapshot, now: Millis) -> Vec<Trouble> {
        let mut troubles = Vec::new();
        for hub in &self.hubs {
            for system in hub.systems().chain(hub.past().map(PastSystem::system)) {
                let verdict = judge(&hub.evidence(&system.id, now));
                if verdict.health == Health::Ok {
                    continue;
                }
                let place = place_of(snapshot, &hub.id, &system.id);
                troubles.push(Trouble {
                    of: TroubleSubject::System(SystemRef::new(hub.id.clone(), system.id.clone())),
                    name: system.name.clone(),
                    place,
                    health: verdict.health,
                    reason: verdict.reason.unwrap_or_default(),
                });
            }
        }
        trouble::sort(&mut troubles);
        troubles
    }

    /// Counts the systems of all hubs, whatever the layout shows of them.
    pub fn totals(&mut self, now: Millis) -> Totals {
        self.hubs
            .iter_mut()
            .flat_map(|hub| hub.healths(now))
            .collect()
    }
}
