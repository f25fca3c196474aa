//! How many containers the systems of a hub run.

use std::collections::HashMap;

use super::ContainerCount;
use crate::domain::ids::SystemId;
use crate::domain::inventory::Container;

/// The counts of a whole hub, of one list of all its containers.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct ContainerCounts(HashMap<SystemId, ContainerCount>);

impl ContainerCounts {
    /// Of the containers that are there, in any order.
    pub fn of(containers: Vec<Container>) -> Self {
        let mut of_systems: HashMap<SystemId, Vec<Container>> = HashMap::new();
        for container in containers {
            let own = of_systems.entry(container.system.clone()).or_default();
            own.push(container);
        }
        let counted = of_systems.into_iter();
        let counted = counted.filter_map(|(system, own)| Some((system, ContainerCount::of(&own)?)));
        Self(counted.collect())
    }

    /// `None` for a system without any.
    pub fn get(&self, system: &SystemId) -> Option<ContainerCount> {
        self.0.get(system).copied()
    }
}
