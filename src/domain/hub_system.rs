//! Systems of several hubs side by side: each with the hub that lists it.

use std::cmp::Ordering;

use super::health::Health;
use super::ids::{HubId, SystemRef};
use super::natural;
use super::system::System;

/// A system with its hub.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct HubSystem<'a> {
    pub hub: &'a HubId,
    pub system: &'a System,
}

impl HubSystem<'_> {
    pub fn reference(&self) -> SystemRef {
        SystemRef::new(self.hub.clone(), self.system.id.clone())
    }
}

/// A system that a device can be linked to, as lists show it.
#[derive(Clone, Debug, PartialEq)]
pub struct Linkable {
    pub system: SystemRef,
    pub name: String,
    pub host: String,
    pub health: Health,
}

/// In the natural order of their names; those of the same name by hub and id, so that the order is always the same.
pub fn by_name(a: (&str, &SystemRef), b: (&str, &SystemRef)) -> Ordering {
    natural::compare(a.0, b.0).then_with(|| {
        let key = |of: &SystemRef| (of.hub.as_str().to_owned(), of.system.as_str().to_owned());
        key(a.1).cmp(&key(b.1))
    })
}

/// The systems of one hub, each with it.
pub fn of_hub<'a>(hub: &'a HubId, systems: &'a [System]) -> Vec<HubSystem<'a>> {
    let systems = systems.iter();
    systems.map(|system| HubSystem { hub, system }).collect()
}
