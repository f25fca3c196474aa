//! Read access to the live store.

use leptos::prelude::*;

use super::Live;
use super::hooks::ViewAddition;
use crate::domain::contact::Contact;
use crate::domain::filter::{FilterFacts, FilterSubject};
use crate::domain::health::Health;
use crate::domain::hub_state::HubState;
use crate::domain::ids::{DeviceId, HubId, SystemRef};
use crate::domain::layout::{Device, Layout};
use crate::domain::preferences::Preferences;
use crate::domain::summary::Totals;
use crate::domain::system::{System, TriggeredAlert};
use crate::domain::trouble::{self, Trouble};
use crate::domain::units::Millis;
use crate::hub::live::LiveStore;
use crate::shell::clock;

impl Live {
    /// How many systems are up, down and so on.
    pub fn totals(&self) -> ArcRwSignal<Totals> {
        self.state.totals.clone()
    }

    /// The number of systems and of monitors in the totals; tracked.
    pub fn counted(&self) -> (usize, usize) {
        let all = self.state.totals.with(Totals::all);
        let store = self.state.store.borrow();
        let health_source = self.state.health_source.get();
        let monitors = health_source.map_or(0, |health_source| health_source.healths(&store).len());
        (all.saturating_sub(monitors), monitors)
    }

    /// The health of one system, tracked.
    pub fn health_of(&self, system: &SystemRef) -> Option<Health> {
        self.state.flushed.track();
        self.state.store.borrow().health(system, clock::now())
    }

    /// The health of a linked system, whether or not its hub has it; tracked.
    pub fn health_of_link(&self, system: &SystemRef) -> Health {
        self.state.flushed.track();
        let store = self.state.store.borrow();
        store.health_of_link(system, clock::now())
    }

    /// When a system last reported, and since when it has been down.
    pub fn contact(&self, system: &SystemRef) -> Contact {
        self.state.store.borrow().contact(system)
    }

    /// The systems and monitored devices that need attention, worst first; tracked.
    pub fn troubles(&self) -> Vec<Trouble> {
        self.state.flushed.track();
        let snapshot = self.state.snapshot.borrow().clone();
        let store = self.state.store.borrow();
        let mut troubles = store.troubles(&snapshot, clock::now());
        if let Some(health_source) = self.state.health_source.get() {
            troubles.extend(health_source.troubles(&store, &snapshot));
            trouble::sort(&mut troubles);
        }
        troubles
    }

    /// The number of triggered alerts that are not acknowledged.
    pub fn open_alerts(&self) -> usize {
        self.state.store.borrow().open_alerts()
    }

    /// Tracks systems that come or go, but not their values.
    pub fn track_systems(&self) {
        self.state.known.track();
    }

    /// Whether any hub has any system.
    pub fn has_systems(&self) -> bool {
        self.state.store.borrow().has_systems()
    }

    /// The hubs that send no events and are polled.
    pub fn hubs_without_events(&self) -> Vec<HubId> {
        self.state.store.borrow().hubs_without_events()
    }

    /// Every system of a hub as last heard of, unsorted.
    pub fn systems_of(&self, hub: &HubId) -> Vec<System> {
        let store = self.state.store.borrow();
        store.systems_of(hub).cloned().collect()
    }

    /// Reads from the store.
    pub(in crate::state) fn with_store<T>(&self, read: impl FnOnce(&LiveStore) -> T) -> T {
        read(&self.state.store.borrow())
    }

    /// One system as last heard of.
    pub fn system(&self, system: &SystemRef) -> Option<System> {
        self.state.store.borrow().system(system).cloned()
    }

    /// The triggered alerts of a system.
    pub fn alerts(&self, system: &SystemRef) -> Vec<TriggeredAlert> {
        self.state.store.borrow().alerts(system).to_vec()
    }

    /// Calls `visit` for each of these devices with the facts that a filter can test.
    pub fn each_filter_subject<'a>(
        &self,
        devices: impl Iterator<Item = &'a Device>,
        layout: &Layout,
        asked: &FilterFacts,
        visit: &mut dyn FnMut(DeviceId, &FilterSubject),
    ) {
        let (store, now) = (self.state.store.borrow(), clock::now());
        let monitors = self.state.view_additions.borrow()[ViewAddition::Monitors as usize].clone();
        for device in devices {
            let mut subject = store.filter_subject(device, layout, asked, now);
            if let Some(monitors) = &monitors
                && device.monitor().is_some()
            {
                let view = store.view(device, layout, None, now);
                subject.health = monitors(device, &store, view).health;
            }
            visit(device.id, &subject);
        }
    }

    /// Tracks the flushes.
    pub fn track_flushes(&self) {
        self.state.flushed.track();
    }

    /// The preferences of the first hub's user for showing and judging values.
    pub fn preferences(&self) -> Preferences {
        self.state.store.borrow().first_preferences()
    }

    /// The preferences of a hub's user for showing and judging values.
    pub fn preferences_of(&self, hub: &HubId) -> Preferences {
        self.state.store.borrow().preferences(hub)
    }

    /// A hub's present time, as far as it is known.
    pub fn hub_now(&self, hub: &HubId) -> Millis {
        self.state.store.borrow().hub_now(hub, clock::now())
    }

    /// The current time of the first listed hub, or of this machine if there is none.
    pub fn first_hub_now(&self) -> Millis {
        let store = self.state.store.borrow();
        let hub = store.listed_hubs().next();
        hub.map_or_else(clock::now, |hub| store.hub_now(&hub, clock::now()))
    }

    /// When the visit shown until a hub lists its systems was, by this machine's clock; `None` if none is shown.
    pub fn last_visit(&self) -> Option<Millis> {
        self.state.store.borrow().last_visit()
    }

    /// The state of the hubs: the worst one.
    pub(in crate::state) fn worst_state(&self) -> HubState {
        self.state.store.borrow().worst_state().clone()
    }
}
