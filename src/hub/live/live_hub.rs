//! What one hub has reported: its systems with their health, its alerts, and the state of the connection.

use std::collections::HashMap;

use crate::domain::contact::{Contact, Seen};
use crate::domain::health::{
    Criteria, Evidence, Health, PastSystem, PastSystems, SeenSystem, judge, may_have_aged,
};
use crate::domain::hub_state::HubState;
use crate::domain::ids::{HubId, SystemId, SystemRef};
use crate::domain::preferences::Preferences;
use crate::domain::skew::HubClockSkew;
use crate::domain::system::{Metrics, System, SystemStatus, TriggeredAlert};
use crate::domain::units::Millis;
use crate::domain::version::Version;
use crate::hub::client::MOST_RECORDS;

pub(super) struct LiveHub {
    pub id: HubId,
    pub state: HubState,
    pub preferences: Preferences,
    pub version: Option<Version>,
    pub skew: HubClockSkew,
    /// Whether the user has been told that this hub has too many systems.
    pub is_excess_told: bool,
    systems: HashMap<SystemId, Judged>,
    past: EarlierVisit,
    alerts: HashMap<SystemId, Vec<TriggeredAlert>>,
    are_alerts_known: bool,
}

/// What is known of a hub from an earlier visit.
enum EarlierVisit {
    /// The hub has not listed its systems yet.
    Usable {
        known: Option<PastSystems>,
        /// Systems the hub has removed since: an earlier visit may be recalled afterwards, even repeatedly.
        gone: Vec<SystemId>,
    },
    /// The hub has listed its systems, which replace the earlier visit.
    Superseded,
}

/// If a hub removes more systems than this before it lists any, nothing is recalled afterwards.
const MOST_GONE: usize = 1_000;

impl EarlierVisit {
    const UNKNOWN: Self = Self::Usable {
        known: None,
        gone: Vec::new(),
    };

    fn known(&self) -> Option<&PastSystems> {
        match self {
            Self::Usable { known, .. } => known.as_ref(),
            Self::Superseded => None,
        }
    }

    fn recall(&mut self, mut past: PastSystems) -> bool {
        let Self::Usable { known, gone } = self else {
            return false;
        };
        if gone.len() >= MOST_GONE {
            return false;
        }
        for id in gone.iter() {
            past.forget(id);
        }
        *known = Some(past);
        true
    }

    /// Forgets a system that the hub has removed; returns whether it was known.
    fn forget(&mut self, id: &SystemId) -> bool {
        let Self::Usable { known, gone } = self else {
            return false;
        };
        if gone.len() < MOST_GONE && !gone.contains(id) {
            gone.push(id.clone());
        }
        known.as_mut().is_some_and(|known| known.forget(id))
    }
}

/// The most systems accepted from one hub: as many as are read of a list. A hub can send events without end.
pub const MOST_SYSTEMS: usize = MOST_RECORDS;

/// What happened to a reported system.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum TakenIn {
    New,
    Known,
    /// There are [`MOST_SYSTEMS`] others already.
    Refused,
}

/// A system with its health as last judged.
struct Judged {
    system: System,
    contact: Contact,
    health: Option<Health>,
}

impl Judged {
    /// Wraps the system's newest record, given the previous one if there is any.
    fn after(before: Option<&Self>, system: System, seen: Seen) -> Self {
        let contact = match before {
            Some(before) => before.contact.followed_by(&before.system, &system, seen),
            None => Contact::first(&system),
        };
        Self {
            system,
            contact,
            health: None,
        }
    }
}

impl LiveHub {
    pub fn new(id: HubId) -> Self {
        Self {
            id,
            state: HubState::Connecting,
            preferences: Preferences::default(),
            version: None,
            skew: HubClockSkew::default(),
            is_excess_told: false,
            systems: HashMap::new(),
            past: EarlierVisit::UNKNOWN,
            alerts: HashMap::new(),
            are_alerts_known: false,
        }
    }

    pub fn system(&self, id: &SystemId) -> Option<&System> {
        self.systems.get(id).map(|judged| &judged.system)
    }

    pub fn systems(&self) -> impl Iterator<Item = &System> {
        self.systems.values().map(|judged| &judged.system)
    }

    pub fn contact(&self, id: &SystemId) -> Contact {
        let judged = self.systems.get(id);
        judged.map(|judged| judged.contact).unwrap_or_default()
    }

    pub fn alerts(&self, id: &SystemId) -> &[TriggeredAlert] {
        self.alerts.get(id).map_or(&[], Vec::as_slice)
    }

    /// Returns all triggered alerts, in no particular order; `None` before they were listed.
    pub fn all_alerts(&self) -> Option<Vec<TriggeredAlert>> {
        let all = self.alerts.values().flatten().cloned();
        self.are_alerts_known.then(|| all.collect())
    }

    /// Returns the number of triggered alerts that nobody has acknowledged; 0 before they were listed.
    pub fn open_alerts(&self) -> usize {
        let all = self.alerts.values().flatten();
        all.filter(|alert| !alert.acknowledged).count()
    }

    /// Takes in what is known from an earlier visit; returns whether it was used.
    pub fn recall(&mut self, past: PastSystems) -> bool {
        self.past.recall(past)
    }

    /// The systems that are known only from an earlier visit.
    pub fn past(&self) -> impl Iterator<Item = &PastSystem> {
        let past = self.past.known().map_or(&[][..], PastSystems::systems);
        let past = past.iter();
        past.filter(|past| !self.systems.contains_key(past.id()))
    }

    /// When that visit was, if any such system is left.
    pub fn last_visit(&self) -> Option<Millis> {
        self.past().next()?;
        self.past.known().map(PastSystems::seen)
    }

    /// What an earlier visit knew of a system that is not known otherwise.
    pub fn last_seen(&self, id: &SystemId) -> Option<SeenSystem<'_>> {
        let past = self.past.known()?;
        past.get(id).filter(|_| !self.systems.contains_key(id))
    }

    /// Replaces all systems; returns whether any were added or removed.
    pub fn list(&mut self, systems: Vec<System>, now: Millis) -> bool {
        self.past = EarlierVisit::Superseded;
        let before = std::mem::take(&mut self.systems);
        let known = |id: &SystemId| before.get(id)?.system.updated;
        self.skew.learn_from_list(now, &systems, &known);
        for system in systems.into_iter().take(MOST_SYSTEMS) {
            let known = before.get(&system.id);
            let id = system.id.clone();
            self.systems
                .insert(id, Judged::after(known, system, Seen::List));
        }
        before.len() != self.systems.len() || !before.keys().all(|id| self.systems.contains_key(id))
    }

    /// Takes in one system.
    pub fn put(&mut self, system: System, now: Millis) -> TakenIn {
        let is_known = self.systems.contains_key(&system.id);
        if !is_known && self.systems.len() >= MOST_SYSTEMS {
            return TakenIn::Refused;
        }
        if let Some(updated) = system.updated {
            self.skew.learn(now, updated);
        }
        let judged = Judged::after(self.systems.get(&system.id), system, Seen::Event);
        self.systems.insert(judged.system.id.clone(), judged);
        if is_known {
            TakenIn::Known
        } else {
            TakenIn::New
        }
    }

    /// Takes in a one-second sample; returns whether the system is known and up.
    pub fn take_second(&mut self, id: &SystemId, metrics: Metrics) -> bool {
        let known = self.systems.get_mut(id);
        let Some(judged) = known.filter(|judged| judged.system.status == SystemStatus::Up) else {
            return false;
        };
        judged.system.metrics = metrics.over(&judged.system.metrics);
        judged.health = None;
        true
    }

    /// Removes a system, including what an earlier visit knew of it; returns whether there was anything.
    pub fn remove(&mut self, id: &SystemId) -> bool {
        let was_past = self.past.forget(id);
        self.systems.remove(id).is_some() || was_past
    }

    /// Replaces all alerts; returns the systems whose alerts changed.
    pub fn set_alerts(&mut self, alerts: Vec<TriggeredAlert>) -> Vec<SystemId> {
        let mut by_system: HashMap<SystemId, Vec<TriggeredAlert>> = HashMap::new();
        for alert in alerts {
            let list = by_system.entry(alert.system.clone()).or_default();
            list.push(alert);
        }
        self.are_alerts_known = true;
        let before = std::mem::replace(&mut self.alerts, by_system);
        let gone = before.keys().filter(|id| !self.alerts.contains_key(*id));
        let differ = self
            .alerts
            .iter()
            .filter(|(id, alerts)| before.get(*id) != Some(*alerts))
            .map(|(id, _)| id);
        gone.chain(differ).cloned().collect()
    }

    /// Marks which alerts are acknowledged; returns the systems whose alerts changed.
    pub fn mark_alerts(
        &mut self,
        is_acknowledged: &dyn Fn(&SystemRef, &str) -> bool,
    ) -> Vec<SystemId> {
        let mut differ = Vec::new();
        for (id, alerts) in &mut self.alerts {
            let system = SystemRef::new(self.id.clone(), id.clone());
            for alert in alerts {
                let is_now = is_acknowledged(&system, &alert.name);
                if std::mem::replace(&mut alert.acknowledged, is_now) != is_now {
                    differ.push(id.clone());
                }
            }
        }
        differ
    }

    pub fn evidence<'a>(&'a self, id: &SystemId, now: Millis) -> Evidence<'a> {
        let last_seen = self.last_seen(id);
        Evidence {
            linked: true,
            connection: self.state.for_health(),
            system: self
                .system(id)
                .or(last_seen.map(|seen| seen.past().system())),
            last_seen,
            contact: self.contact(id),
            criteria: Criteria {
                alerts: self.alerts(id),
                preferences: self.preferences,
                hub_version: self.version,
                now: None,
            },
            hub_now: self.skew.hub_now(now),
        }
    }

    /// Returns the health of a system of this hub.
    pub fn health(&self, id: &SystemId, now: Millis) -> Option<Health> {
        self.systems.get(id)?;
        Some(judge(&self.evidence(id, now)).health)
    }

    /// Discards the cached health of all systems, after something it depends on has changed for all.
    pub fn forget_healths(&mut self) {
        for judged in self.systems.values_mut() {
            judged.health = None;
        }
    }

    pub fn forget_health(&mut self, id: &SystemId) {
        if let Some(judged) = self.systems.get_mut(id) {
            judged.health = None;
        }
    }

    /// Returns the systems whose health may have changed through time alone, and discards their cached health.
    pub fn aged(&mut self, now: Millis) -> Vec<SystemId> {
        let has_aged = |(id, judged): &(&SystemId, &Judged)| {
            may_have_aged(&self.evidence(id, now), judged.health)
        };
        let aged = self.systems.iter().filter(has_aged);
        let aged: Vec<SystemId> = aged.map(|(id, _)| id.clone()).collect();
        for id in &aged {
            self.forget_health(id);
        }
        aged
    }

    /// Judges the systems that have changed since they were last judged, and returns the health of all.
    pub fn healths(&mut self, now: Millis) -> impl Iterator<Item = Health> {
        let connection = self.state.for_health();
        let hub_now = self.skew.hub_now(now);
        let (alerts, preferences, hub_version) = (&self.alerts, self.preferences, self.version);
        self.systems.iter_mut().map(move |(id, judged)| {
            let system = &judged.system;
            *judged.health.get_or_insert_with(|| {
                let evidence = Evidence {
                    linked: true,
                    connection,
                    system: Some(system),
                    last_seen: None,
                    contact: judged.contact,
                    criteria: Criteria {
                        alerts: alerts.get(id).map_or(&[], Vec::as_slice),
                        preferences,
                        hub_version,
                        now: None,
                    },
                    hub_now,
                };
                judge(&evidence).health
            })
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_system_that_is_removed_again_and_again_is_gone_once() {
        let mut past = EarlierVisit::UNKNOWN;
        for _ in 0..MOST_GONE {
            past.forget(&SystemId::new("nas"));
        }
        assert!(past.recall(PastSystems::new(Millis(0), Vec::new())));
        for number in 0..MOST_GONE {
            past.forget(&SystemId::new(format!("s{number}")));
        }
        assert!(!past.recall(PastSystems::new(Millis(0), Vec::new())));
    }
}
