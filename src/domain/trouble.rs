//! What needs a look: the systems that are not plainly up, worst first.

use super::health::Health;
use super::ids::{DeviceId, SystemRef};
use super::natural;

/// A system that is not plainly up.
#[derive(Clone, Debug, PartialEq)]
pub struct Trouble {
    pub system: SystemRef,
    pub name: String,
    /// `None` for a system that no device shows.
    pub place: Option<TroublePlace>,
    pub health: Health,
    /// One line.
    pub reason: String,
}

/// Where a person finds such a system.
#[derive(Clone, Debug, PartialEq)]
pub struct TroublePlace {
    pub device: DeviceId,
    /// `Rack A unit 9`; of a guest `on pve-node1, Rack A unit 20`.
    pub words: String,
}

/// Sorts them: worst first, those alike by name.
pub fn sort(troubles: &mut [Trouble]) {
    troubles.sort_by(|a, b| {
        let by_severity = b.health.severity().cmp(&a.health.severity());
        by_severity
            .then_with(|| natural::compare(&a.name, &b.name))
            .then_with(|| a.system.cmp(&b.system))
    });
}
