//! What was known of a hub's systems when the page was left, kept for the next visit. It lasts as long as the sign-in that is kept
//! beside it, and nobody else is shown it.

use serde_json::{Map, Value, json};

use super::kept_sessions::{KeptSessions, SessionStore};
use super::live_hub::LiveHub;
use super::store::LiveStore;
use crate::domain::health::{Health, PastSystem, PastSystems, SeenSystem};
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
    past: PastSystems,
}

impl LastVisit {
    /// What is known now of a hub, as it is kept; `None` while that is nothing current, or where it is too long.
    pub fn text_now(store: &LiveStore, hub: &HubId, user: &str, now: Millis) -> Option<String> {
        let hub = store.hub(hub).filter(|hub| hub.state.is_known())?;
        // Of many more, only those that are kept are judged and put into words. Who reads them puts them in order.
        let mut systems: Vec<&System> = hub.systems().collect();
        if systems.len() > MOST_KEPT {
            systems.select_nth_unstable_by(MOST_KEPT, |a, b| a.id.cmp(&b.id));
            systems.truncate(MOST_KEPT);
        }
        let record = |system: &System| Some(record(system, hub.health(&system.id, now)?));
        let systems: Vec<Value> = systems.into_iter().filter_map(record).collect();
        let text = json!({ "user": user, "at": now.0, "systems": systems }).to_string();
        (text.len() <= MOST_BYTES).then_some(text)
    }

    /// What the live store takes in.
    pub fn into_past(self) -> PastSystems {
        self.past
    }

    /// `None` for what is no such record.
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
        })
    }
}

/// With the hub's own keys, so that what reads the hub's records reads it. Numbers that change with every report are rounded.
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
    let word = record.str("health")?;
    let health = Health::ALL
        .into_iter()
        .find(|health| health.as_str() == word)?;
    Some(PastSystem::new(systems::system(record)?, health))
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
        let text = LastVisit::text_now(store, self.hub, self.user, now);
        text.is_some_and(|text| self.visits.write(&text))
    }

    /// What this user was shown of the hub last.
    pub fn recall(&self, now: Millis) -> Option<LastVisit> {
        if !self.is_kept() {
            return None;
        }
        let visit = LastVisit::parse(&self.visits.read()?)?;
        let is_past = visit.past.seen() <= now.plus(AHEAD_MS);
        (is_past && visit.user == self.user).then_some(visit)
    }
}

impl LiveStore {
    /// What is known of a system from an earlier visit alone.
    pub fn last_seen(&self, system: &SystemRef) -> Option<SeenSystem<'_>> {
        self.hub(&system.hub)?.last_seen(&system.system)
    }

    /// When that visit was, the latest of all hubs; `None` where nothing is shown of any.
    pub fn last_visit(&self) -> Option<Millis> {
        self.hubs.iter().filter_map(LiveHub::last_visit).max()
    }
}
