//! Queries about the hubs and their systems.

use super::super::live_hub::LiveHub;
use super::LiveStore;
use crate::domain::contact::Contact;
use crate::domain::health::{Health, Verdict, judge};
use crate::domain::hub_state::HubState;
use crate::domain::ids::{HubId, SystemRef};
use crate::domain::preferences::Preferences;
use crate::domain::system::{System, TriggeredAlert};
use crate::domain::units::Millis;
use crate::domain::version::Version;

impl LiveStore {
    /// The hubs without an event stream, which are polled.
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

    /// The number of triggered alerts that nobody has acknowledged, on the hubs whose systems are known.
    pub fn open_alerts(&self) -> usize {
        let listed = self.hubs.iter().filter(|hub| hub.state.is_known());
        listed.map(LiveHub::open_alerts).sum()
    }

    pub(in crate::hub::live) fn hub(&self, hub: &HubId) -> Option<&LiveHub> {
        self.hubs.iter().find(|known| known.id == *hub)
    }

    /// The worst connection state of all hubs.
    pub fn worst_state(&self) -> &HubState {
        HubState::worst(self.hubs.iter().map(|hub| &hub.state))
    }

    /// The connection state of one hub.
    pub fn state_of(&self, hub: &HubId) -> &HubState {
        self.hub(hub).map_or(&HubState::None, |hub| &hub.state)
    }

    /// One system as last reported.
    pub fn system(&self, system: &SystemRef) -> Option<&System> {
        self.hub(&system.hub)?.system(&system.system)
    }

    /// Every system of a hub as last reported, in no particular order.
    pub fn systems_of(&self, hub: &HubId) -> impl Iterator<Item = &System> {
        self.hub(hub).into_iter().flat_map(LiveHub::systems)
    }

    /// Whether any of these systems is new to the store.
    pub fn has_new(&self, hub: &HubId, systems: &[System]) -> bool {
        let known = self.hub(hub);
        let is_known = |system: &System| known.is_some_and(|hub| hub.system(&system.id).is_some());
        !systems.iter().all(is_known)
    }

    /// Whether any hub has any system.
    pub fn has_systems(&self) -> bool {
        self.hubs.iter().any(|hub| hub.systems().next().is_some())
    }

    /// The health of a system, if its hub has it.
    pub fn health(&self, system: &SystemRef, now: Millis) -> Option<Health> {
        self.hub(&system.hub)?.health(&system.system, now)
    }

    /// The health of a linked system, whether or not its hub has it.
    pub fn health_of_link(&self, system: &SystemRef, now: Millis) -> Health {
        self.verdict_of_link(system, now).health
    }

    /// Like [`Self::health_of_link`], with the reason.
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

    /// The preferences on the first hub, for screens that are not about a single hub.
    pub fn first_preferences(&self) -> Preferences {
        self.hubs
            .first()
            .map(|hub| hub.preferences)
            .unwrap_or_default()
    }

    pub fn version(&self, hub: &HubId) -> Option<Version> {
        self.hub(hub)?.version
    }

    /// When a system last reported, and since when it has been down.
    pub fn contact(&self, system: &SystemRef) -> Contact {
        self.hub(&system.hub)
            .map(|hub| hub.contact(&system.system))
            .unwrap_or_default()
    }

    /// The current time by a hub's clock, as far as its skew is known.
    pub fn hub_now(&self, hub: &HubId, now: Millis) -> Millis {
        self.hub(hub).map_or(now, |hub| hub.skew.hub_now(now))
    }
}
