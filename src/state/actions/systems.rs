//! Places the systems of the connected hubs: by links to existing devices, or by new devices.

use std::sync::Arc;

use leptos::prelude::*;

use crate::domain::arrange::linking::{self, Matches};
use crate::domain::autobuild;
use crate::domain::command::Command;
use crate::domain::hub_system::{HubSystem, Linkable};
use crate::domain::ids::SystemRef;
use crate::domain::layout::{Layout, Snapshot};
use crate::shell::clock;
use crate::state::app::App;
use crate::state::dismissals::Dismissed;
use crate::state::ids::new_uuid;
use crate::state::part::lazy_part;

lazy_part!(change: fn load_place_missing() -> fn(App) = App::place_missing_now);
lazy_part!(change: fn load_place_system() -> fn(App, &SystemRef) = App::place_system_now);

/// The systems that a layout shows. Two values are equal unless a command has changed a link or a guest.
#[derive(Clone)]
pub struct ShownSystems(Arc<Snapshot>);

impl PartialEq for ShownSystems {
    fn eq(&self, other: &Self) -> bool {
        self.0.index.has_same_links(&other.0.index)
    }
}

impl App {
    /// Changes only when the layout shows other systems; for code that goes through all systems.
    pub fn shown_systems(&self) -> Memo<ShownSystems> {
        let snapshot = self.inner().document.snapshot();
        Memo::new(move |_| ShownSystems(snapshot.get()))
    }

    /// The systems of all connected hubs as they are now, in the natural order of their names.
    pub fn linkable_systems(&self) -> Vec<Linkable> {
        let live = &self.inner().live;
        live.with_store(|store| store.linkable(clock::now()))
    }

    /// The layout's devices whose name or address is that of a system of the connected hubs.
    pub fn matches_in(&self, layout: &Layout) -> Matches {
        self.with_systems(|systems| linking::matches(layout, systems))
    }

    /// Links the systems that no device shows to the devices that have their name or address, and puts the others into the first
    /// free places.
    pub fn place_missing_systems(&self) {
        self.with_part(load_place_missing(), |app, place_missing| {
            place_missing(app)
        });
    }

    fn place_missing_now(self) {
        self.run_on_systems(|layout, listed| {
            let mut missing = autobuild::missing_systems(layout, listed);
            let dismissals = &self.inner().dismissals;
            missing.retain(|of| !dismissals.has(&Dismissed::NotRacked(of.reference())));
            autobuild::link_or_place(layout, &missing, listed, &mut new_uuid)
        });
    }

    /// Links a system to the device that has its name or address, or puts it into the first free place.
    pub fn place_system(&self, system: &SystemRef) {
        let system = system.clone();
        self.with_part(load_place_system(), move |app, place_system| {
            place_system(app, &system);
        });
    }

    fn place_system_now(self, of: &SystemRef) {
        self.run_on_systems(|layout, listed| {
            let is_wanted =
                |other: &&HubSystem| *other.hub == of.hub && other.system.id == of.system;
            let wanted: Vec<HubSystem> = listed.iter().filter(is_wanted).copied().collect();
            autobuild::link_or_place(layout, &wanted, listed, &mut new_uuid)
        });
    }

    /// How many systems of the connected hubs no device shows.
    pub fn missing_systems(&self) -> usize {
        let snapshot = self.shown();
        let live = &self.inner().live;
        live.with_store(|store| store.count_unplaced(&snapshot.index))
    }

    /// The systems of the connected hubs that no device shows, with their names, in natural order.
    pub fn unplaced_systems(&self) -> Vec<(SystemRef, String)> {
        let snapshot = self.shown();
        let live = &self.inner().live;
        live.with_store(|store| store.unplaced(&snapshot.index))
    }

    fn shown(&self) -> Arc<Snapshot> {
        self.inner().document.snapshot.get_untracked()
    }

    pub(super) fn with_systems<T>(&self, read: impl FnOnce(&[HubSystem]) -> T) -> T {
        let live = &self.inner().live;
        live.with_store(|store| read(&store.systems().collect::<Vec<_>>()))
    }

    /// Runs the command, if any, that is made of the open layout and all systems of the connected hubs.
    fn run_on_systems(&self, make: impl FnOnce(&Layout, &[HubSystem]) -> Option<Command>) {
        let snapshot = self.shown();
        let command = self.with_systems(|listed| make(&snapshot.layout, listed));
        if let Some(command) = command {
            // `run` has announced a refusal already.
            let _ = self.run(&command);
        }
    }
}
