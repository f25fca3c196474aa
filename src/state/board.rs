//! From systems to what each device shows. Updates are collected and flushed once per frame; a device's signal is set only
//! when what a person sees of it has changed.

use std::cell::{Cell, RefCell};
use std::collections::{HashMap, HashSet};
use std::rc::{Rc, Weak};
use std::sync::Arc;

use leptos::prelude::*;

use crate::domain::format::TemperatureUnit;
use crate::domain::health::{Evidence, Health, HubConnection, Thresholds, judge};
use crate::domain::ids::{DeviceId, HubId, SystemId};
use crate::domain::layout::Device;
use crate::domain::layout::Snapshot;
use crate::domain::skew::HubClockSkew;
use crate::domain::summary::Totals;
use crate::domain::system::{System, TriggeredAlert};
use crate::domain::view::DeviceView;
use crate::shell::clock;
use crate::shell::frames::FrameTask;

/// The systems of the connected hub, and what the devices linked to them show.
pub struct Board {
    state: Rc<State>,
    frame: FrameTask,
}

/// What the panel of one device knows beyond its view.
#[derive(Clone, Debug, PartialEq)]
pub struct DeviceDetails {
    pub view: DeviceView,
    pub system: Option<System>,
    pub thresholds: Thresholds,
    pub alerts: Vec<TriggeredAlert>,
}

struct State {
    hub: RefCell<Option<HubId>>,
    connection: Cell<HubConnection>,
    thresholds: Cell<Thresholds>,
    skew: RefCell<HubClockSkew>,
    systems: RefCell<HashMap<SystemId, System>>,
    alerts: RefCell<HashMap<SystemId, Vec<TriggeredAlert>>>,
    snapshot: RefCell<Arc<Snapshot>>,
    views: RefCell<HashMap<DeviceId, ArcRwSignal<DeviceView>>>,
    pending: RefCell<HashSet<SystemId>>,
    everything: Cell<bool>,
    followed: Cell<Option<DeviceId>>,
    details: ArcRwSignal<Option<DeviceDetails>>,
    totals: ArcRwSignal<Totals>,
    /// Follows every flush.
    flushed: ArcTrigger,
    /// The systems that exist, for whatever depends on that and not on their values.
    known: ArcRwSignal<Arc<HashSet<SystemId>>>,
}

impl Board {
    pub(super) fn new() -> Self {
        let state = Rc::new(State {
            hub: RefCell::new(None),
            connection: Cell::new(HubConnection::Connecting),
            thresholds: Cell::new(Thresholds::default()),
            skew: RefCell::default(),
            systems: RefCell::default(),
            alerts: RefCell::default(),
            snapshot: RefCell::default(),
            views: RefCell::default(),
            pending: RefCell::default(),
            everything: Cell::new(false),
            followed: Cell::new(None),
            details: ArcRwSignal::new(None),
            totals: ArcRwSignal::new(Totals::default()),
            flushed: ArcTrigger::new(),
            known: ArcRwSignal::default(),
        });
        let weak: Weak<State> = Rc::downgrade(&state);
        let frame = FrameTask::new(move || {
            if let Some(state) = weak.upgrade() {
                state.flush();
            }
        });
        Self { state, frame }
    }

    /// The signal of one device, made when it is first asked for.
    pub fn view(&self, device: &Device) -> ArcRwSignal<DeviceView> {
        let known = self.state.views.borrow().get(&device.id).cloned();
        known.unwrap_or_else(|| {
            let signal = ArcRwSignal::new(self.state.view_of(device));
            self.state
                .views
                .borrow_mut()
                .insert(device.id, signal.clone());
            signal
        })
    }

    /// How many systems are up, down and so on.
    pub fn totals(&self) -> ArcRwSignal<Totals> {
        self.state.totals.clone()
    }

    /// The health of one system, followed by whoever asks.
    pub fn health_of(&self, id: &SystemId) -> Option<Health> {
        self.state.flushed.track();
        let systems = self.state.systems.borrow();
        systems.get(id).map(|system| self.state.health(system))
    }

    /// Changes only when systems come or go.
    pub fn known_systems(&self) -> ArcRwSignal<Arc<HashSet<SystemId>>> {
        self.state.known.clone()
    }

    /// Every system as last heard of, unsorted.
    pub fn systems_unsorted(&self) -> Vec<System> {
        self.state.systems.borrow().values().cloned().collect()
    }

    /// One system as last heard of.
    pub fn system(&self, id: &SystemId) -> Option<System> {
        self.state.systems.borrow().get(id).cloned()
    }

    /// Every system as last heard of with its health, unsorted.
    pub(super) fn judged_systems(&self) -> Vec<(System, Health)> {
        self.state.judged()
    }

    /// How many systems are up: a silent stream is suspicious only while there are any.
    pub(super) fn systems_up(&self) -> usize {
        use crate::domain::system::SystemStatus::Up;
        self.state
            .systems
            .borrow()
            .values()
            .filter(|system| system.status == Up)
            .count()
    }

    /// Follows one device more closely, for its panel.
    pub fn follow(&self, device: Option<DeviceId>) -> ArcRwSignal<Option<DeviceDetails>> {
        self.state.followed.set(device);
        self.state.refresh_details();
        self.state.details.clone()
    }

    /// The hub's present time, as far as it is known.
    pub fn hub_now(&self) -> crate::domain::units::Millis {
        self.state.skew.borrow().hub_now(clock::now())
    }

    /// Forgets all of the last hub and waits for this one.
    pub(super) fn reset(&self, hub: Option<HubId>) {
        *self.state.hub.borrow_mut() = hub;
        self.state.systems.borrow_mut().clear();
        self.state.alerts.borrow_mut().clear();
        self.state.pending.borrow_mut().clear();
        self.state.views.borrow_mut().clear();
        *self.state.skew.borrow_mut() = HubClockSkew::default();
        self.state.thresholds.set(Thresholds::default());
        self.state.connection.set(HubConnection::Connecting);
        self.state.known.set(Arc::default());
        self.refresh_all();
    }

    pub(super) fn set_connection(&self, connection: HubConnection) {
        if self.state.connection.replace(connection) != connection {
            self.refresh_all();
        }
    }

    pub(super) fn set_thresholds(&self, thresholds: Thresholds) {
        if self.state.thresholds.replace(thresholds) != thresholds {
            self.refresh_all();
        }
    }

    /// The layout changed: other devices, other links.
    pub(super) fn set_layout(&self, snapshot: Arc<Snapshot>) {
        self.state
            .views
            .borrow_mut()
            .retain(|id, _| snapshot.layout.devices.contains(id));
        *self.state.snapshot.borrow_mut() = snapshot;
        self.refresh_all();
    }

    /// The hub's whole list, as just listed.
    pub(super) fn set_systems(&self, systems: Vec<System>) {
        *self.state.systems.borrow_mut() = systems
            .into_iter()
            .map(|system| (system.id.clone(), system))
            .collect();
        self.state.announce_known();
        self.refresh_all();
    }

    /// One system as just heard of.
    pub(super) fn put_system(&self, system: System) {
        if let Some(updated) = system.updated {
            self.state.skew.borrow_mut().learn(clock::now(), updated);
        }
        self.state.pending.borrow_mut().insert(system.id.clone());
        let id = system.id.clone();
        let is_new = self.state.systems.borrow_mut().insert(id, system).is_none();
        if is_new {
            self.state.announce_known();
        }
        self.frame.request();
    }

    pub(super) fn remove_system(&self, id: &SystemId) {
        if self.state.systems.borrow_mut().remove(id).is_some() {
            self.state.pending.borrow_mut().insert(id.clone());
            self.state.announce_known();
            self.frame.request();
        }
    }

    pub(super) fn set_alerts(&self, alerts: Vec<TriggeredAlert>) {
        let mut by_system: HashMap<SystemId, Vec<TriggeredAlert>> = HashMap::new();
        for alert in alerts {
            by_system
                .entry(alert.system.clone())
                .or_default()
                .push(alert);
        }
        *self.state.alerts.borrow_mut() = by_system;
        self.refresh_all();
    }

    /// Judges every device anew: time alone can make a value stale.
    pub fn refresh_all(&self) {
        self.state.everything.set(true);
        self.frame.request();
    }
}

impl State {
    fn announce_known(&self) {
        let known: HashSet<SystemId> = self.systems.borrow().keys().cloned().collect();
        if self.known.with_untracked(|old| **old != known) {
            self.known.set(Arc::new(known));
        }
    }

    fn flush(&self) {
        let pending = std::mem::take(&mut *self.pending.borrow_mut());
        let snapshot = self.snapshot.borrow().clone();
        if self.everything.take() {
            for device in snapshot.layout.devices.iter() {
                self.flush_device(device);
            }
        } else if let Some(hub) = self.hub.borrow().as_ref() {
            for system in &pending {
                for id in snapshot.index.devices_of(hub, system) {
                    if let Some(device) = snapshot.layout.devices.get(id) {
                        self.flush_device(device);
                    }
                }
            }
        }
        self.refresh_details();
        let totals = self.count();
        if self.totals.with_untracked(|old| *old != totals) {
            self.totals.set(totals);
        }
        self.flushed.notify();
    }

    fn flush_device(&self, device: &Device) {
        let signal = self.views.borrow().get(&device.id).cloned();
        if let Some(signal) = signal {
            let view = self.view_of(device);
            if signal.with_untracked(|old| *old != view) {
                signal.set(view);
            }
        }
    }

    fn refresh_details(&self) {
        let details = self.followed.get().and_then(|id| self.read_details(id));
        if self.details.with_untracked(|old| *old != details) {
            self.details.set(details);
        }
    }

    fn read_details(&self, id: DeviceId) -> Option<DeviceDetails> {
        let snapshot = self.snapshot.borrow().clone();
        let device = snapshot.layout.devices.get(&id)?;
        let system = self.system_id(device);
        Some(DeviceDetails {
            view: self.view_of(device),
            system: system
                .as_ref()
                .and_then(|id| self.systems.borrow().get(id).cloned()),
            thresholds: self.thresholds.get(),
            alerts: system
                .and_then(|id| self.alerts.borrow().get(&id).cloned())
                .unwrap_or_default(),
        })
    }

    /// The system a device shows, if it is one of this hub's.
    fn system_id(&self, device: &Device) -> Option<SystemId> {
        let hub = self.hub.borrow();
        let link = device.link.as_ref()?;
        (Some(&link.hub) == hub.as_ref()).then(|| link.system.clone())
    }

    fn view_of(&self, device: &Device) -> DeviceView {
        let snapshot = self.snapshot.borrow();
        let place = snapshot.layout.spoken_place(device).unwrap_or_default();
        let id = self.system_id(device);
        let systems = self.systems.borrow();
        let alerts = self.alerts.borrow();
        let evidence = self.evidence(
            id.is_some(),
            id.as_ref().and_then(|id| systems.get(id)),
            id.as_ref()
                .and_then(|id| alerts.get(id))
                .map_or(&[], Vec::as_slice),
        );
        DeviceView::of(device, &place, &evidence, TemperatureUnit::default())
    }

    fn evidence<'a>(
        &self,
        linked: bool,
        system: Option<&'a System>,
        alerts: &'a [TriggeredAlert],
    ) -> Evidence<'a> {
        Evidence {
            linked,
            connection: self.connection.get(),
            system,
            alerts,
            thresholds: self.thresholds.get(),
            hub_now: self.skew.borrow().hub_now(clock::now()),
        }
    }

    /// Counts systems, not devices: the hub's state, whatever the layout shows of it.
    fn count(&self) -> Totals {
        let systems = self.systems.borrow();
        systems.values().map(|system| self.health(system)).collect()
    }

    fn judged(&self) -> Vec<(System, Health)> {
        let systems = self.systems.borrow();
        let judged = systems
            .values()
            .map(|system| (system.clone(), self.health(system)));
        judged.collect()
    }

    fn health(&self, system: &System) -> Health {
        let alerts = self.alerts.borrow();
        let alerts = alerts.get(&system.id).map_or(&[][..], Vec::as_slice);
        judge(&self.evidence(true, Some(system), alerts)).health
    }
}
