//! What a device's panel shows about one of its guests.

use crate::domain::health::{Criteria, Health};
use crate::domain::ids::SystemRef;
use crate::domain::tiles::{self, Tile};
use crate::domain::view::past_age;
use crate::hub::live::LiveStore;
use crate::shell::clock;
use crate::state::app::App;

/// A guest's current state, or its last known one.
#[derive(Clone, Debug, PartialEq)]
pub struct GuestDetails {
    pub name: String,
    pub health: Health,
    pub reason: Option<String>,
    /// Verified values; otherwise those of the last report.
    pub tiles: Vec<Tile>,
    /// The guest's page in Beszel.
    pub page: Option<String>,
}

impl App {
    /// The name and health of a guest; tracks the reports. `None` if its hub does not have it.
    pub fn guest_head(&self, of: &SystemRef) -> Option<(String, Health)> {
        let live = &self.inner().live;
        let health = live.health_of_link(of);
        live.with_store(|store| {
            let past = || Some(store.last_seen(of)?.past().system());
            let known = store.system(of).or_else(past)?;
            Some((known.name.clone(), health))
        })
    }

    /// The name and state of a guest as of the last visit: `was up 3 h ago`. `None` if its hub has reported since.
    pub fn past_of_guest(&self, of: &SystemRef) -> Option<(String, String)> {
        self.inner().live.with_store(|store| {
            let seen = store.last_seen(of)?;
            let age = past_age(seen.seen, clock::now());
            let words = format!("{} {age}", seen.brief());
            Some((seen.past().system().name.clone(), words))
        })
    }

    /// The details of a guest; tracks the reports. `None` if its hub does not have it.
    pub fn guest_details(&self, of: &SystemRef) -> Option<GuestDetails> {
        let live = &self.inner().live;
        // Tracks the reports even while the hub does not have it.
        live.health_of(of);
        let past = |store: &LiveStore| Some(store.last_seen(of)?.past().system().clone());
        let system = live.system(of).or_else(|| live.with_store(past))?;
        let (verdict, alerts, hub_version, preferences) = live.with_store(|store| {
            (
                store.verdict_of_link(of, clock::now()),
                store.alerts(of).to_vec(),
                store.version(&of.hub),
                store.preferences(&of.hub),
            )
        });
        let is_past = live.with_store(|store| store.last_seen(of).is_some());
        let mut tiles = vec![Tile::plain("Status", verdict.health.word())];
        if verdict.health.is_verified() {
            let criteria = Criteria {
                alerts: &alerts,
                preferences,
                hub_version,
                now: None,
            };
            tiles.extend(tiles::current(&system.metrics, &criteria));
        } else if is_past || matches!(verdict.health, Health::Down | Health::Stale) {
            let past = tiles::past(&system.metrics, preferences).into_iter();
            tiles.extend(past.map(|tile| Tile {
                label: format!("{}, last seen", tile.label),
                ..tile
            }));
        }
        Some(GuestDetails {
            page: self.beszel_page(of, &system.name),
            name: system.name,
            health: verdict.health,
            reason: verdict.reason,
            tiles,
        })
    }
}
