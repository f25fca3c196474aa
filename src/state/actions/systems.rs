//! Gives the hub's systems their places: the first layout of a hub, and systems that came later.

use leptos::prelude::*;

use crate::domain::arrange::linking::{self, Matches};
use crate::domain::autobuild;
use crate::domain::health::Health;
use crate::domain::ids::{HubId, SystemRef};
use crate::domain::layout::Layout;
use crate::domain::natural;
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
        let linkable = |(system, health): (System, Health)| Linkable {
            system: SystemRef::new(hub.clone(), system.id),
            name: system.name,
            host: system.host,
            health,
        };
        let systems = inner.live.judged_systems_of(&hub).into_iter();
        let mut ordered: Vec<Linkable> = systems.map(linkable).collect();
        ordered.sort_by(|a, b| natural::compare(&a.name, &b.name));
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
        match self.matches_in(&self.inner().document.layout()).command() {
            // A refusal has been said already.
            Ok(command) => drop(self.run(&command)),
            Err(refusal) => self.say(refusal.to_string()),
        }
    }

    /// Links the hub's systems that no device shows to the devices that have their name or address, and puts the others into the
    /// first free places.
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
            autobuild::link_or_place(&snapshot.layout, &hub, &missing, &systems, &mut new_uuid)
        });
        let Some(command) = command else { return };
        // A refusal has been said already.
        let _ = self.run(&command);
    }

    /// Links one of the hub's systems to the device that has its name or address, or puts it into the first free place.
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
            let systems = inner.live.systems_of(&of.hub);
            autobuild::link_or_place(
                &snapshot.layout,
                &of.hub,
                &[&system],
                &systems,
                &mut new_uuid,
            )
        });
        let Some(command) = command else { return };
        // A refusal has been said already.
        let _ = self.run(&command);
    }

    /// How many of the hub's systems no device shows.
    pub fn missing_systems(&self) -> usize {
        self.not_shown().map_or(0, |(_, systems)| systems.len())
    }

    /// The hub's systems that no device shows, with their names, in natural order.
    pub fn unplaced_systems(&self) -> Vec<(SystemRef, String)> {
        let Some((hub, mut systems)) = self.not_shown() else {
            return Vec::new();
        };
        systems.sort_by(|a, b| {
            let by_name = natural::compare(&a.name, &b.name);
            by_name.then_with(|| a.id.cmp(&b.id))
        });
        let named = systems.into_iter();
        named
            .map(|system| (SystemRef::new(hub.clone(), system.id), system.name))
            .collect()
    }

    fn not_shown(&self) -> Option<(HubId, Vec<System>)> {
        let inner = self.inner();
        let hub = inner.document.hub()?;
        let snapshot = inner.document.snapshot.get_untracked();
        let is_missing = |system: &System| !snapshot.index.is_shown(&hub, &system.id);
        let systems = inner.live.systems_where(&hub, &is_missing);
        Some((hub, systems))
    }
}
