//! Gives the hub's systems their places: the first layout of a hub, and systems that came later.

use leptos::prelude::*;

use crate::domain::arrange::linking::{self, Matches};
use crate::domain::autobuild;
use crate::domain::health::Health;
use crate::domain::ids::{HubId, SystemRef};
use crate::domain::layout::Layout;
use crate::domain::natural;
use crate::domain::sorted;
use crate::domain::system::System;
use crate::state::app::App;
use crate::state::ids::new_uuid;
use crate::state::part::lazy_part;

lazy_part!(editor: fn load_link_by_name() -> fn(App) = App::link_by_name_now);
lazy_part!(editor: fn load_place_missing() -> fn(App) = App::place_missing_now);
lazy_part!(editor: fn load_place_system() -> fn(App, &SystemRef) = App::place_system_now);

/// A system of the hub that a device can be linked to.
#[derive(Clone, Debug, PartialEq)]
pub struct Linkable {
    pub system: SystemRef,
    pub name: String,
    pub host: String,
    pub health: Health,
}

impl App {
    /// The hub's systems as they are now, in the natural order of their names.
    pub fn linkable_systems(&self) -> Vec<Linkable> {
        let inner = self.inner();
        let Some(hub) = inner.document.hub() else {
            return Vec::new();
        };
        let mut ordered = Vec::new();
        for (system, health) in inner.live.judged_systems_of(&hub) {
            let linkable = Linkable {
                system: SystemRef::new(hub.clone(), system.id),
                name: system.name,
                host: system.host,
                health,
            };
            sorted::insert_by(&mut ordered, linkable, |a: &Linkable, b: &Linkable| {
                natural::compare(&a.name, &b.name)
            });
        }
        ordered
    }

    /// Which of the layout's devices have the name or address of a system of the hub.
    pub fn matches_in(&self, layout: &Layout) -> Matches {
        let inner = self.inner();
        let Some(hub) = inner.document.hub() else {
            return Matches::default();
        };
        linking::matches(layout, &hub, &inner.live.systems_of(&hub))
    }

    /// Links all unlinked devices whose name or address just one free system has.
    pub fn link_by_name(&self) {
        self.with_part(load_link_by_name(), |app, link| link(app));
    }

    fn link_by_name_now(self) {
        match self.matches_in(&self.layout_copy()).command() {
            // A refusal has been said already.
            Ok(command) => drop(self.run(&command)),
            Err(refusal) => self.say(refusal.to_string()),
        }
    }

    /// Builds the first layout of a hub from its systems.
    pub(in crate::state) fn build_first_layout(&self, hub: &HubId, name: &str, systems: &[System]) {
        self.adopt_layout(autobuild::build_layout(hub, name, systems, &mut new_uuid));
    }

    /// Puts the hub's systems that no device shows into the first free places.
    pub fn place_missing_systems(&self) {
        self.with_part(load_place_missing(), |app, place_missing| {
            place_missing(app)
        });
    }

    fn place_missing_now(self) {
        let inner = self.inner();
        let Some(hub) = inner.document.hub() else {
            return;
        };
        let systems = inner.live.systems_of(&hub);
        let command = inner.document.snapshot.with_untracked(|snapshot| {
            let missing = autobuild::missing_systems(&snapshot.layout, &hub, &systems);
            autobuild::place_systems(&snapshot.layout, &hub, &missing, &mut new_uuid)
        });
        let Some(command) = command else { return };
        // A refusal has been said already.
        let _ = self.run(&command);
    }

    /// Puts one of the hub's systems into the first free place.
    pub fn place_system(&self, system: &SystemRef) {
        let system = system.clone();
        self.with_part(load_place_system(), move |app, place_system| {
            place_system(app, &system);
        });
    }

    fn place_system_now(self, of: &SystemRef) {
        let inner = self.inner();
        let Some(system) = inner.live.system(of) else {
            return;
        };
        let command = inner.document.snapshot.with_untracked(|snapshot| {
            autobuild::place_systems(&snapshot.layout, &of.hub, &[&system], &mut new_uuid)
        });
        let Some(command) = command else { return };
        // A refusal has been said already.
        let _ = self.run(&command);
    }

    /// How many of the hub's systems no device shows.
    pub fn missing_systems(&self) -> usize {
        self.unplaced_systems().len()
    }

    /// The hub's systems that no device shows, with their names.
    pub fn unplaced_systems(&self) -> Vec<(SystemRef, String)> {
        let inner = self.inner();
        let Some(hub) = inner.document.hub() else {
            return Vec::new();
        };
        let systems = inner.live.systems_of(&hub);
        inner.document.snapshot.with_untracked(|snapshot| {
            autobuild::missing_systems(&snapshot.layout, &hub, &systems)
                .iter()
                .map(|system| {
                    let of = SystemRef::new(hub.clone(), system.id.clone());
                    (of, system.name.clone())
                })
                .collect()
        })
    }
}
