//! Systems of the connected hubs that devices can be linked to, and those that no device shows.

use super::store::LiveStore;
use crate::domain::hub_system::{HubSystem, Linkable, by_name};
use crate::domain::ids::SystemRef;
use crate::domain::layout::LayoutIndex;
use crate::domain::units::Millis;

impl LiveStore {
    /// The systems of all hubs as last reported, in no particular order.
    pub fn systems(&self) -> impl Iterator<Item = HubSystem<'_>> {
        self.hubs.iter().flat_map(|hub| {
            let systems = hub.systems();
            systems.map(|system| HubSystem {
                hub: &hub.id,
                system,
            })
        })
    }

    /// The systems of all hubs with their health, in the natural order of their names.
    pub fn linkable(&self, now: Millis) -> Vec<Linkable> {
        let linkable = |of: HubSystem| {
            let system = of.reference();
            Some(Linkable {
                health: self.health(&system, now)?,
                system,
                name: of.system.name.clone(),
                host: of.system.host.clone(),
            })
        };
        let mut all: Vec<Linkable> = self.systems().filter_map(linkable).collect();
        all.sort_by(|a, b| by_name((a.name.as_str(), &a.system), (b.name.as_str(), &b.system)));
        all
    }

    /// The systems of all hubs that no device shows, with their names, in natural order.
    pub fn unplaced(&self, index: &LayoutIndex) -> Vec<(SystemRef, String)> {
        let unplaced = self.systems().filter(|of| is_unplaced(of, index));
        let mut unplaced: Vec<(SystemRef, String)> = unplaced
            .map(|of| (of.reference(), of.system.name.clone()))
            .collect();
        unplaced.sort_by(|a, b| by_name((a.1.as_str(), &a.0), (b.1.as_str(), &b.0)));
        unplaced
    }

    /// How many systems of all hubs no device shows.
    pub fn count_unplaced(&self, index: &LayoutIndex) -> usize {
        let unplaced = self.systems().filter(|of| is_unplaced(of, index));
        unplaced.count()
    }
}

fn is_unplaced(of: &HubSystem, index: &LayoutIndex) -> bool {
    !index.is_shown(of.hub, &of.system.id)
}
