//! Opens the palette, and adds what it offers to the layout.

use leptos::prelude::*;

use crate::domain::arrange;
use crate::domain::autobuild;
use crate::domain::catalog::gap::{Gap, Spot};
use crate::domain::catalog::placing;
use crate::domain::command::Command;
use crate::domain::hub_system::HubSystem;
use crate::domain::ids::{DeviceId, RackId, SystemRef};
use crate::domain::layout::{Device, DeviceType, Layout, Mount};
use crate::domain::placement::Refusal;
use crate::interaction::selection::Selection;
use crate::interaction::source::DragSource;
use crate::shell::page;
use crate::state::app::App;
use crate::state::ids::new_uuid;
use crate::state::palette::SelectedGap;
use crate::state::part::lazy_part;

lazy_part!(change: fn load_place_in_gap() -> fn(App, (&SystemRef, Spot)) = App::place_in_gap_now);
lazy_part!(change: fn load_note_used() -> fn(App, &DeviceType) = App::note_used_now);
lazy_part!(change: fn load_place_new() -> fn(App, &DeviceType) = App::place_new_now);

impl App {
    /// Opens or closes the palette.
    pub fn open_palette(&self, open: bool) {
        self.inner().palette.set_open(open);
    }

    /// Closes the palette where it is open, else opens it with the cursor in its search field.
    pub fn toggle_palette(&self) {
        if self.inner().palette.open.get_untracked() {
            self.open_palette(false);
        } else {
            self.search_palette();
        }
    }

    /// Opens the palette with the cursor in its search field.
    pub fn search_palette(&self) {
        self.inner().palette.search();
    }

    /// Stars a type, or takes its star away.
    pub fn toggle_star(&self, device_type: &DeviceType) {
        self.inner().palette.toggle_star(device_type);
    }

    /// Loads the list of products, unless that is done or under way.
    pub fn load_products(&self) {
        self.inner().palette.load_products();
    }

    fn note_used_now(self, device_type: &DeviceType) {
        self.inner().palette.note_used(device_type);
    }

    /// Records that something was taken from the palette, to be dropped on the racks. On a phone this closes the palette.
    pub fn note_taken(&self, source: &DragSource) {
        if let DragSource::NewDevice(device_type) = source {
            let device_type = device_type.clone();
            self.with_part(load_note_used(), move |app, note_used| {
                note_used(app, &device_type);
            });
        }
        if !page::is_wide() {
            self.open_palette(false);
        }
    }

    /// Adds a device of that type in the first place that fits: in the chosen gap, in the bays of the selected device, in the selected rack, or
    /// anywhere.
    pub fn place_new(&self, device_type: &DeviceType) {
        let device_type = device_type.clone();
        self.with_part(load_place_new(), move |app, place_new| {
            place_new(app, &device_type);
        });
    }

    fn place_new_now(self, device_type: &DeviceType) {
        let inner = self.inner();
        let snapshot = inner.document.snapshot().get_untracked();
        let layout = &snapshot.layout;
        let (device, rack) = self.selected_in(layout);
        // Side-mounted devices fit in no gap.
        let gap = self
            .chosen_gap()
            .filter(|_| device_type.mount != Mount::Side);
        let rack = gap.map(|gap| gap.rack).or(rack);
        let place = match gap {
            Some(gap) => placing::place_in_gap(layout, device_type, gap),
            None => placing::first_place(layout, device_type, device, rack),
        };
        let id = DeviceId::new(new_uuid());
        let command = match place {
            Some(place) => arrange::place_new(layout, device_type, place, id, None),
            None => self.on_new_carrier(layout, device_type, (rack, gap), id),
        };
        match command {
            Ok(command) => {
                if self.run(&command).is_ok() {
                    self.inner().palette.note_used(device_type);
                    self.go_on_in_gap(layout, gap);
                }
            }
            Err(Refusal::NoFreePlace(_)) => {
                let rack = rack.and_then(|rack| layout.rack(rack));
                let is_gap = gap.is_some();
                self.say(placing::no_room(device_type, rack, is_gap));
            }
            Err(refusal) => self.say(refusal.to_string()),
        }
    }

    /// After something was placed in the gap, chooses the rest of it for the next device.
    fn go_on_in_gap(&self, before: &Layout, gap: Option<Spot>) {
        let Some((gap, edges)) = gap.and_then(|gap| Some((gap, gap.edges(before)?))) else {
            return;
        };
        let after = self.inner().document.snapshot().get_untracked();
        self.choose_gap(gap.next_in(&after.layout, edges));
    }

    /// Places a device made for bays on a new carrier, in the gap or in the first free place.
    fn on_new_carrier(
        &self,
        layout: &Layout,
        device_type: &DeviceType,
        (rack, gap): (Option<RackId>, Option<Spot>),
        id: DeviceId,
    ) -> Result<Command, Refusal> {
        let target = placing::first_on_carrier(layout, device_type, rack, gap)
            .ok_or_else(|| Refusal::NoFreePlace(String::new()))?;
        let carrier = DeviceId::new(new_uuid());
        arrange::place_new_at(layout, device_type, &target, (id, carrier))
    }

    /// Puts one of the hub's systems into the chosen gap, or into the first free place where none is chosen.
    pub fn place_system_in_gap(&self, system: &SystemRef) {
        let Some(gap) = self.chosen_gap() else {
            return self.place_system(system);
        };
        let system = system.clone();
        self.with_part(load_place_in_gap(), move |app, place| {
            place(app, (&system, gap));
        });
    }

    fn place_in_gap_now(self, (of, gap): (&SystemRef, Spot)) {
        let inner = self.inner();
        let Some(system) = inner.live.system(of) else {
            return;
        };
        let snapshot = inner.document.snapshot().get_untracked();
        let layout = &snapshot.layout;
        let device_type = autobuild::type_for(layout, &system);
        let Some(place) = placing::place_in_gap(layout, &device_type, gap) else {
            return self.say(format!("{} does not fit in the selected gap", system.name));
        };
        let wanted = HubSystem {
            hub: &of.hub,
            system: &system,
        };
        let (_, command) = self.with_systems(|listed| {
            autobuild::link_or_place_at(layout, wanted, listed, place, &mut new_uuid)
        });
        // `run` has announced a refusal already.
        if self.run(&command).is_ok() {
            self.go_on_in_gap(layout, Some(gap));
        }
    }

    /// Chooses the gap around a point in a rack, replacing the selection; `None` clears the choice.
    pub fn choose_gap(&self, spot: Option<Spot>) {
        let gap = &self.inner().palette.gap;
        if spot.is_some() {
            self.open_device(None);
            self.select(Selection::Nothing);
        }
        if gap.with_untracked(|old| *old != spot) {
            gap.set(spot);
        }
    }

    /// The chosen spot, if it is still a gap and nothing has been selected since.
    pub fn chosen_gap(&self) -> Option<Spot> {
        let inner = self.inner();
        let spot = inner.palette.gap.get_untracked()?;
        let is_nothing = inner
            .selection
            .with_untracked(|selection| *selection == Selection::Nothing);
        let snapshot = inner.document.snapshot().get_untracked();
        (is_nothing && spot.edges(&snapshot.layout).is_some()).then_some(spot)
    }

    /// Like [`Self::chosen_gap`], tracked.
    pub fn follow_chosen_gap(&self) -> Option<Spot> {
        let inner = self.inner();
        inner.palette.gap.track();
        inner.selection.track();
        inner.document.snapshot().track();
        self.chosen_gap()
    }

    /// The gap that was chosen, or that the selection implies; `None` if there is neither.
    pub fn selected_gap(&self) -> Option<SelectedGap> {
        let inner = self.inner();
        let chosen = self.follow_chosen_gap();
        inner.document.snapshot().with(|snapshot| {
            let layout = &snapshot.layout;
            let (device, rack) = self.selected_in(layout);
            let gap = match chosen {
                Some(spot) => Gap::around(layout, spot),
                None => Gap::of_selection(layout, device, rack),
            };
            let is_chosen = chosen.is_some();
            gap.map(|gap| SelectedGap { gap, is_chosen })
        })
    }

    fn selected_in<'a>(&self, layout: &'a Layout) -> (Option<&'a Device>, Option<RackId>) {
        let selection = &self.inner().selection;
        let (device, rack) = selection
            .with_untracked(|selection| (selection.single_device(), Selection::rack(selection)));
        (device.and_then(|id| layout.devices.get(&id)), rack)
    }
}
