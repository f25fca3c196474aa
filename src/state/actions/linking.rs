//! Compares the layout with the hubs: which device is which system, racks for all systems, and what differs.

use std::collections::{HashMap, HashSet};

use leptos::prelude::*;

use crate::domain::autobuild::{self, HubRacks, KnownMachines};
use crate::domain::command::Command;
use crate::domain::differences::{self, HubDifference, HubWorld, Repairs};
use crate::domain::hub_state::HubState;
use crate::domain::hub_system::HubSystem;
use crate::domain::ids::{HubId, SystemRef};
use crate::domain::layout::Layout;
use crate::domain::matching::{self, Proposal};
use crate::state::app::App;
use crate::state::dismissals::Dismissed;
use crate::state::ids::new_uuid;

impl App {
    /// Proposes which unlinked devices of the layout show which systems of the connected hubs. `hostnames` are the names that the machines
    /// report for themselves.
    pub fn proposals(
        &self,
        layout: &Layout,
        hostnames: &HashMap<SystemRef, String>,
    ) -> Vec<Proposal> {
        self.with_systems(|listed| matching::propose(layout, listed, hostnames))
    }

    /// Builds racks for the systems that have no place, or for all, leaving out those marked as not racked.
    pub fn racks_of_hubs(&self, is_all: bool, known: &KnownMachines) -> Option<HubRacks> {
        let layout = self.inner().document.layout();
        self.with_systems(|listed| {
            let mut wanted = match is_all {
                true => listed.to_vec(),
                false => autobuild::missing_systems(&layout, listed),
            };
            wanted.retain(|of| !self.is_not_racked(&of.reference()));
            autobuild::build_racks(&layout, &wanted, listed, known, &mut new_uuid)
        })
    }

    /// Whether any system of the connected hubs is shown by a device.
    pub fn has_placed_systems(&self) -> bool {
        let snapshot = self.inner().document.snapshot.get_untracked();
        self.with_systems(|listed| {
            let mut listed = listed.iter();
            listed.any(|of| snapshot.index.is_shown(of.hub, &of.system.id))
        })
    }

    /// The differences between a layout and the hubs that are live.
    pub fn hub_differences(&self, layout: &Layout) -> Vec<HubDifference> {
        self.with_world(|world| differences::differences(layout, world))
    }

    /// Whether any hub's list of systems is known and current.
    pub fn has_live_hub(&self) -> bool {
        self.with_world(|world| !world.live.is_empty())
    }

    /// Makes the layout agree with the hub in one difference.
    pub fn repair(&self, difference: &HubDifference) {
        self.run_on_world(|layout, world| {
            differences::repair(layout, world, difference, &mut new_uuid)
        });
    }

    /// Keeps the device's own name or address.
    pub fn keep_difference(&self, difference: &HubDifference) {
        self.run_on_world(|layout, world| differences::keep(layout, world, difference));
    }

    /// Makes the layout agree with the hubs in all differences, as one undo step.
    pub fn repair_all(&self) {
        self.run_on_world(|layout, world| {
            let repairs = Repairs::of_all(layout, world, &mut new_uuid);
            repairs.map(|repairs| repairs.command)
        });
    }

    fn run_on_world(&self, make: impl FnOnce(&Layout, HubWorld) -> Option<Command>) {
        let layout = self.inner().document.layout();
        if let Some(command) = self.with_world(|world| make(&layout, world)) {
            // `run` has announced a refusal already.
            let _ = self.run(&command);
        }
    }

    fn with_world<T>(&self, read: impl FnOnce(HubWorld) -> T) -> T {
        let live = &self.inner().live;
        live.with_store(|store| {
            let listed: Vec<HubSystem> = store.systems().collect();
            let is_current = |hub: &HubId| {
                let state = store.state_of(hub);
                matches!(
                    state,
                    HubState::Live | HubState::Polling(_) | HubState::Demo
                )
            };
            let live: HashSet<HubId> = store.listed_hubs().filter(is_current).collect();
            read(HubWorld {
                live: &live,
                listed: &listed,
                is_elsewhere: &|of| self.is_not_racked(of),
            })
        })
    }

    fn is_not_racked(&self, of: &SystemRef) -> bool {
        self.inner()
            .dismissals
            .has(&Dismissed::NotRacked(of.clone()))
    }
}
