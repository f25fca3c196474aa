//! What was known of a hub's systems when the page was left, kept for the next visit. It lasts as long as the sign-in that is kept
//! beside it, and nobody else is shown it.

use serde_json::{Map, Value, json};

use super::kept_sessions::{KeptSessions, SessionStore};
use super::store::LiveStore;
use crate::domain::health::{Health, PastSystem};
use crate::domain::ids::{HubId, SystemRef};
use crate::domain::system::{Metrics, System};
use crate::domain::units::Millis;
use crate::hub::read;
use crate::hub::records::{Fields, systems};

/// Of more systems, only the first ones are kept: storage is for what the user arranged.
pub const MOST_KEPT: usize = 2_000;
/// A longer record is neither written nor read.
pub const MOST_BYTES: usize = 512 * 1024;
/// A visit that is so far ahead of the clock has no age that could be told, in milliseconds.
const AHEAD_MS: i64 = 60_000;

/// The systems of a hub as they were seen by one user.
#[derive(Clone, Debug, PartialEq)]
pub struct LastVisit {
    user: String,
    /// By the browser's clock.
    at: Millis,
    /// By id.
    systems: Vec<PastSystem>,
}

impl LastVisit {
    /// What is known now of a hub; `None` while that is nothing current.
    pub fn now(store: &LiveStore, hub: &HubId, user: &str, now: Millis) -> Option<Self> {
        if !store.state_of(hub).is_known() {
            return None;
        }
        let past = |system: &System| {
            let of = SystemRef::new(hub.clone(), system.id.clone());
            let health = store.health(&of, now)?;
            Some(PastSystem::new(system.clone(), health, now))
        };
        let mut systems: Vec<PastSystem> = store.systems_of(hub).filter_map(past).collect();
        systems.sort_by(|a, b| a.id().cmp(b.id()));
        systems.truncate(MOST_KEPT);
        Some(Self {
            user: user.to_owned(),
            at: now,
            systems,
        })
    }

    /// What the live store takes in.
    pub fn into_systems(self) -> Vec<PastSystem> {
        self.systems
    }

    /// As it is kept; `None` where that is too long.
    pub fn to_text(&self) -> Option<String> {
        let systems: Vec<Value> = self.systems.iter().map(record).collect();
        let text = json!({ "user": self.user, "at": self.at.0, "systems": systems }).to_string();
        (text.len() <= MOST_BYTES).then_some(text)
    }

    /// `None` for what is no such record.
    pub fn parse(text: &str) -> Option<Self> {
        if text.len() > MOST_BYTES {
            return None;
        }
        let record = read::parse(text)?;
        let record = Fields::of(&record);
        let at = record.millis("at")?;
        let mut systems: Vec<PastSystem> = record
            .list("systems")
            .iter()
            .filter_map(|one| past_system(Fields::of(one), at))
            .collect();
        systems.sort_by(|a, b| a.id().cmp(b.id()));
        systems.dedup_by(|a, b| a.id() == b.id());
        systems.truncate(MOST_KEPT);
        Some(Self {
            user: record.filled("user")?,
            at,
            systems,
        })
    }
}

/// With the hub's own keys, so that what reads the hub's records reads it. Numbers that change with every report are rounded.
fn record(past: &PastSystem) -> Value {
    let system = past.system();
    let Metrics {
        cpu,
        memory,
        disk,
        temperature,
        ..
    } = &system.metrics;
    let values = [
        ("cpu", cpu.map(|share| share.value())),
        ("mp", memory.map(|share| share.value())),
        ("dp", disk.map(|share| share.value())),
        ("dt", temperature.map(|degrees| degrees.0)),
    ];
    let tenths = |value: f32| (f64::from(value) * 10.0).round() / 10.0;
    let known = values
        .into_iter()
        .filter_map(|(key, value)| Some((key, value?)));
    let info: Map<String, Value> = known
        .map(|(key, value)| (key.to_owned(), json!(tenths(value))))
        .collect();
    json!({
        "id": system.id.as_str(),
        "name": system.name,
        "host": system.host,
        "health": past.health().as_str(),
        "info": info,
    })
}

fn past_system(record: Fields, at: Millis) -> Option<PastSystem> {
    let word = record.str("health")?;
    let health = Health::ALL
        .into_iter()
        .find(|health| health.as_str() == word)?;
    Some(PastSystem::new(systems::system(record)?, health, at))
}

/// Where the visits to one hub are kept, beside the sign-ins that they last as long as.
pub struct VisitKeeper<'a> {
    pub hub: &'a HubId,
    /// Who is signed in to it in this tab.
    pub user: &'a str,
    pub sessions: &'a dyn SessionStore,
    /// Of this hub alone.
    pub visits: &'a dyn SessionStore,
}

impl VisitKeeper<'_> {
    /// Whether this user is still kept signed in: another tab may have signed out, or somebody else in.
    fn is_kept(&self) -> bool {
        KeptSessions::user_of(self.sessions, self.hub).is_some_and(|user| user == self.user)
    }

    /// Keeps what is known now. Whether it was kept.
    pub fn keep(&self, store: &LiveStore, now: Millis) -> bool {
        if !self.is_kept() {
            return false;
        }
        let visit = LastVisit::now(store, self.hub, self.user, now);
        let text = visit.and_then(|visit| visit.to_text());
        text.is_some_and(|text| self.visits.write(&text))
    }

    /// What this user was shown of the hub last.
    pub fn recall(&self, now: Millis) -> Option<LastVisit> {
        if !self.is_kept() {
            return None;
        }
        let visit = LastVisit::parse(&self.visits.read()?)?;
        let is_past = visit.at <= now.plus(AHEAD_MS);
        (is_past && visit.user == self.user).then_some(visit)
    }
}

impl LiveStore {
    /// What is known of a system from an earlier visit alone.
    pub fn last_seen(&self, system: &SystemRef) -> Option<&PastSystem> {
        self.hub(&system.hub)?.last_seen(&system.system)
    }

    /// When that visit was; `None` where nothing is shown of any.
    pub fn last_visit(&self) -> Option<Millis> {
        let past = self.hubs.iter().flat_map(|hub| hub.past());
        past.map(|past| past.seen).max()
    }
}
