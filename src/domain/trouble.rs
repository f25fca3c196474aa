//! What needs a look: the systems and monitored devices that are not plainly up, worst first.

use super::health::Health;
use super::ids::{DeviceId, HubId, MonitorRef, SystemRef};
use super::natural;

/// What is watched by an agent on it, or from elsewhere.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum TroubleSubject {
    System(SystemRef),
    Monitor(MonitorRef),
}

impl TroubleSubject {
    /// The hub that knows it.
    pub fn hub(&self) -> &HubId {
        match self {
            Self::System(of) => &of.hub,
            Self::Monitor(of) => &of.hub,
        }
    }
}

/// Something that is not plainly up.
#[derive(Clone, Debug, PartialEq)]
pub struct Trouble {
    pub of: TroubleSubject,
    /// Of the system, or of the device that the monitor is about.
    pub name: String,
    /// `None` for a system that no device shows.
    pub place: Option<TroublePlace>,
    pub health: Health,
    /// One line.
    pub reason: String,
}

/// Where a person finds it.
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
            .then_with(|| a.of.cmp(&b.of))
    });
}
