//! What the hubs know about machines beyond their metrics: hardware, software and containers.

use std::collections::HashMap;

use super::kind::MachineKind;
use super::workload::kind_by_images;
use crate::domain::ids::{HubId, SystemId, SystemRef};
use crate::domain::inventory::{Container, SystemDetails};

/// For all hubs, as far as it was received.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct KnownMachines {
    details: HashMap<SystemRef, SystemDetails>,
    /// The kinds suggested by containers.
    suggested: HashMap<SystemRef, MachineKind>,
}

impl KnownMachines {
    /// Adds the details that a hub has about its machines.
    pub fn note_details(&mut self, hub: &HubId, details: Vec<SystemDetails>) {
        let known = details.into_iter();
        let known = known.map(|of| (SystemRef::new(hub.clone(), of.system.clone()), of));
        self.details.extend(known);
    }

    /// Adds what a hub's containers suggest.
    pub fn with_containers(mut self, hub: &HubId, containers: &[Container]) -> Self {
        let mut images: HashMap<&SystemId, Vec<&str>> = HashMap::new();
        for container in containers {
            let of_system = images.entry(&container.system).or_default();
            of_system.push(&container.image);
        }
        let kinds = images.into_iter().filter_map(|(system, images)| {
            let of = SystemRef::new(hub.clone(), system.clone());
            Some((of, kind_by_images(&images)?))
        });
        self.suggested.extend(kinds);
        self
    }

    pub(super) fn details(&self, of: &SystemRef) -> Option<&SystemDetails> {
        self.details.get(of)
    }

    /// The kind that a machine's containers suggest.
    pub(super) fn suggested(&self, of: &SystemRef) -> Option<MachineKind> {
        self.suggested.get(of).copied()
    }
}
