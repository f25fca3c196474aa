//! What the panel of a device shows of one of its guests.

use crate::domain::health::{Criteria, Health};
use crate::domain::ids::SystemRef;
use crate::domain::tiles::{self, Tile};
use crate::domain::view::past_age;
use crate::hub::live::LiveStore;
use crate::shell::clock;
use crate::state::app::App;

/// A guest as it is, or as it was last heard of.
#[derive(Clone, Debug, PartialEq)]
pub struct GuestDetails {
    pub name: String,
    pub health: Health,
    pub reason: Option<String>,
    /// Values that are vouched for; else those of the last report.
    pub tiles: Vec<Tile>,
    /// The guest's page in Beszel.
    pub page: Option<String>,
}

impl App {
    /// The name of a guest and how it is. Follows the reports. `None` where its hub does not have it.
    pub fn guest_head(&self, of: &SystemRef) -> Option<(String, Health)> {
        let live = &self.inner().live;
        let health = live.health_of_link(of);
        live.with_store(|store| {
            let past = || Some(store.last_seen(of)?.past().system());
            let known = store.system(of).or_else(past)?;
            Some((known.name.clone(), health))
        })
    }

    /// The name and the state of a guest by the last visit: `was up 3 h ago`. `None` where its hub has told more.
    pub fn past_of_guest(&self, of: &SystemRef) -> Option<(String, String)> {
        self.inner().live.with_store(|store| {
            let seen = store.last_seen(of)?;
            let age = past_age(seen.seen, clock::now());
            let words = format!("{} {age}", seen.brief());
            Some((seen.past().system().name.clone(), words))
        })
    }

    /// Follows the reports. `None` where its hub does not have it.
    pub fn guest_details(&self, of: &SystemRef) -> Option<GuestDetails> {
        let live = &self.inner().live;
        // Follows them also while the hub does not have it.
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
