//! What was known of a hub's systems when the page was left, kept for the next visit. It lasts as long as the sign-in kept beside
//! it, and is shown only to the same user.

use std::hash::{DefaultHasher, Hash, Hasher};

use serde_json::{Map, Value, json};

use super::kept_sessions::{KeptSessions, SessionStore};
use super::live_hub::LiveHub;
use super::store::LiveStore;
use crate::domain::health::{
    Health, PastMonitor, PastMonitors, PastSystem, PastSystems, SeenSystem,
};
use crate::domain::ids::{HubId, MonitorId, SystemRef};
use crate::domain::monitor::Latency;
use crate::domain::system::{Metrics, System};
use crate::domain::units::Millis;
use crate::hub::read;
use crate::hub::records::{Fields, systems};

/// Limit on the systems, and on the monitors, that are kept: storage is for what the user arranged.
pub const MOST_KEPT: usize = 2_000;
/// A longer record is neither written nor read.
pub const MOST_BYTES: usize = 512 * 1024;
/// A visit further ahead of the clock than this is ignored, as it has no meaningful age. In milliseconds.
const AHEAD_MS: i64 = 60_000;

/// The systems of a hub as they were seen by one user.
#[derive(Clone, Debug, PartialEq)]
pub struct LastVisit {
    user: String,
    past: PastSystems,
    /// With a time of their own, which may be that of an earlier visit.
    monitors: Option<PastMonitors>,
}

impl LastVisit {
    /// Serializes what is known of a hub; `None` while nothing is current, or if it is too long.
    pub fn text_now(
        store: &LiveStore,
        monitors: Option<&PastMonitors>,
        hub: &HubId,
        user: &str,
        now: Millis,
    ) -> Option<String> {
        let hub = store.hub(hub).filter(|hub| hub.state.is_known())?;
        // Only as many as are kept are judged and serialized. The reader sorts them.
        let mut systems: Vec<&System> = hub.systems().collect();
        if systems.len() > MOST_KEPT {
            systems.select_nth_unstable_by(MOST_KEPT, |a, b| a.id.cmp(&b.id));
            systems.truncate(MOST_KEPT);
        }
        let record = |system: &System| Some(record(system, hub.health(&system.id, now)?));
        let systems: Vec<Value> = systems.into_iter().filter_map(record).collect();
        let mut record = json!({ "user": user, "at": now.0, "systems": systems });
        if let (Some(monitors), Some(record)) = (monitors, record.as_object_mut()) {
            record.insert("monitors".to_owned(), monitors_record(monitors));
        }
        let mut text = record.to_string();
        // If both together are too long, the monitors are dropped.
        if text.len() > MOST_BYTES {
            record.as_object_mut()?.remove("monitors")?;
            text = record.to_string();
        }
        (text.len() <= MOST_BYTES).then_some(text)
    }

    /// Returns the systems, for the live store.
    pub fn into_past(self) -> PastSystems {
        self.past
    }

    /// Returns the monitors.
    pub fn into_monitors(self) -> Option<PastMonitors> {
        self.monitors
    }

    /// Parses a record; `None` for any other text.
    pub fn parse(text: &str) -> Option<Self> {
        if text.len() > MOST_BYTES {
            return None;
        }
        let record = read::parse(text)?;
        let record = Fields::of(&record);
        let at = record.millis("at")?;
        let systems = record.list("systems").iter();
        let systems = systems.filter_map(|one| past_system(Fields::of(one)));
        Some(Self {
            user: record.filled("user")?,
            past: PastSystems::new(at, systems.take(MOST_KEPT).collect()),
            monitors: past_monitors(record.object("monitors")),
        })
    }
}

/// Uses the hub's own keys, so that the reader of the hub's records reads it too. Values that change with every report are rounded.
fn record(system: &System, health: Health) -> Value {
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
        "health": health.as_str(),
        "info": info,
    })
}

fn past_system(record: Fields) -> Option<PastSystem> {
    Some(PastSystem::new(systems::system(record)?, health(record)?))
}

fn monitors_record(monitors: &PastMonitors) -> Value {
    let all = monitors.monitors().iter().take(MOST_KEPT).map(|one| {
        let latency = one.latency.map(|latency| latency.milliseconds() * 1_000.0);
        json!({
            "id": one.id.as_str(),
            "health": one.health.as_str(),
            "res": latency.map(f64::round),
        })
    });
    let all: Vec<Value> = all.collect();
    json!({ "at": monitors.seen().0, "list": all })
}

fn past_monitors(record: Fields) -> Option<PastMonitors> {
    let seen = record.millis("at")?;
    let monitors = record.list("list").iter().filter_map(|one| {
        let one = Fields::of(one);
        Some(PastMonitor {
            id: MonitorId::new(one.filled("id")?),
            health: health(one)?,
            latency: one.number("res").and_then(Latency::measured),
        })
    });
    Some(PastMonitors::new(seen, monitors.take(MOST_KEPT).collect()))
}

fn health(record: Fields) -> Option<Health> {
    let word = record.str("health")?;
    let mut all = Health::ALL.into_iter();
    all.find(|health| health.as_str() == word)
}

/// The monitors of the record last read or written for a hub: it is long, so it is parsed only when its text has changed.
#[derive(Debug, Default)]
pub struct ReadMonitors {
    mark: Option<u64>,
    monitors: Option<PastMonitors>,
}

impl ReadMonitors {
    /// Returns the monitors of the record with this text; parses it unless it is the known one.
    fn of(
        &mut self,
        text: &str,
        user: &str,
        parse: impl FnOnce() -> Option<PastMonitors>,
    ) -> Option<&PastMonitors> {
        let mark = Some(mark_of(text, user));
        if self.mark != mark {
            (self.mark, self.monitors) = (mark, parse());
        }
        self.monitors.as_ref()
    }

    /// Notes that a record of this text was written with the known monitors.
    fn note(&mut self, text: &str, user: &str) {
        self.mark = Some(mark_of(text, user));
    }
}

fn mark_of(text: &str, user: &str) -> u64 {
    let mut hasher = DefaultHasher::new();
    (text, user).hash(&mut hasher);
    hasher.finish()
}

/// Where the visits to one hub are kept, beside the sign-ins they depend on.
pub struct VisitKeeper<'a> {
    pub hub: &'a HubId,
    /// The user signed in to it in this tab.
    pub user: &'a str,
    pub sessions: &'a dyn SessionStore,
    /// The store for this hub's visits alone.
    pub visits: &'a dyn SessionStore,
}

impl VisitKeeper<'_> {
    /// Whether this user's sign-in is still kept: another tab may have signed out, or somebody else in.
    fn is_kept(&self) -> bool {
        KeptSessions::user_of(self.sessions, self.hub).is_some_and(|user| user == self.user)
    }

    /// Keeps what is known now of the systems and the monitors. Returns whether it was kept.
    pub fn keep(&self, store: &LiveStore, monitors: Option<&PastMonitors>, now: Millis) -> bool {
        if !self.is_kept() {
            return false;
        }
        let text = LastVisit::text_now(store, monitors, self.hub, self.user, now);
        text.is_some_and(|text| self.visits.write(&text))
    }

    /// Keeps what is known now when nobody follows the monitors: the kept monitors retain their age.
    pub fn keep_beside(&self, store: &LiveStore, read: &mut ReadMonitors, now: Millis) -> bool {
        if !self.is_kept() {
            return false;
        }
        let before = self.visits.read();
        let before = before.as_deref().unwrap_or_default();
        let parse = || self.visit_in(before, now)?.monitors;
        let monitors = read.of(before, self.user, parse);
        let text = LastVisit::text_now(store, monitors, self.hub, self.user, now);
        let Some(text) = text.filter(|text| self.visits.write(text)) else {
            return false;
        };
        read.note(&text, self.user);
        true
    }

    /// Returns what this user last saw of the hub.
    pub fn recall(&self, now: Millis) -> Option<LastVisit> {
        if !self.is_kept() {
            return None;
        }
        self.visit_in(&self.visits.read()?, now)
    }

    fn visit_in(&self, text: &str, now: Millis) -> Option<LastVisit> {
        let visit = LastVisit::parse(text)?;
        let is_past = |seen: Millis| seen <= now.plus(AHEAD_MS);
        if !is_past(visit.past.seen()) || visit.user != self.user {
            return None;
        }
        let monitors = visit.monitors.filter(|past| is_past(past.seen()));
        Some(LastVisit { monitors, ..visit })
    }
}

impl LiveStore {
    /// What is known of a system only from an earlier visit.
    pub fn last_seen(&self, system: &SystemRef) -> Option<SeenSystem<'_>> {
        self.hub(&system.hub)?.last_seen(&system.system)
    }

    /// The time of the latest such visit to any hub; `None` where nothing of it is shown.
    pub fn last_visit(&self) -> Option<Millis> {
        self.hubs.iter().filter_map(LiveHub::last_visit).max()
    }
}

#[cfg(test)]
mod tests {
    use std::cell::Cell;

    use super::*;

    #[test]
    fn a_record_is_parsed_once_however_often_it_is_written_after() {
        let parsed = Cell::new(0);
        let mut read = ReadMonitors::default();
        let mut told = |text: &str, user: &str| {
            let parse = || {
                parsed.set(parsed.get() + 1);
                Some(PastMonitors::new(Millis(text.len() as i64), Vec::new()))
            };
            let seen = read.of(text, user, parse).map(PastMonitors::seen);
            // What is written next: another text with other values.
            read.note(&format!("{text} and more"), user);
            seen
        };
        assert_eq!(told("one", "a"), Some(Millis(3)));
        assert_eq!(told("one and more", "a"), Some(Millis(3)));
        assert_eq!(told("one and more and more", "a"), Some(Millis(3)));
        assert_eq!(parsed.get(), 1);
        // Written by another tab, or belonging to another user.
        assert_eq!(told("two of them", "a"), Some(Millis(11)));
        assert_eq!(told("two of them and more", "b"), Some(Millis(20)));
        assert_eq!(parsed.get(), 3);
    }
}
