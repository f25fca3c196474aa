//! Actions on the selected rack.

use leptos::prelude::*;

use super::always;
use crate::domain::catalog::gap::Spot;
use crate::domain::command::Command;
use crate::domain::ids::RackId;
use crate::domain::layout::Face;
use crate::domain::units::HalfU;
use crate::draw::world::Faces;
use crate::interaction::keys::Key;
use crate::interaction::selection::Selection;
use crate::state::app::App;
use crate::state::dialog::Dialog;
use crate::views::actions::arranging::{self, Arranging};
use crate::views::actions::{Action, ActionGroup};
use crate::views::inspector::wanted::{WantedField, want};

pub(super) static ACTIONS: &[Action] = &[
    Action {
        id: "new-rack",
        name: "Add a rack",
        group: ActionGroup::Racks,
        keys: &[],
        is_possible: always,
        run: |app| app.open_dialog(Dialog::NewRack(None)),
    },
    Action {
        id: "templates",
        name: "Add from a template…",
        group: ActionGroup::Racks,
        keys: &[],
        is_possible: always,
        run: |app| app.open_dialog(Dialog::Templates(None)),
    },
    Action {
        id: "edit-rack",
        name: "Rack properties",
        group: ActionGroup::Racks,
        keys: &[Key::plain("e"), Key::plain("F2")],
        is_possible: |app| selected_rack(app).is_some(),
        run: |_| want(WantedField::Name),
    },
    Action {
        id: "largest-gap",
        name: "Select the largest gap",
        group: ActionGroup::Racks,
        keys: &[],
        is_possible: |app| largest_gap(app).is_some(),
        run: |app| {
            if let Some((gap, words)) = largest_gap(app) {
                app.choose_gap(Some(gap));
                app.say(words);
            }
        },
    },
    Action {
        id: "rack-left",
        name: "Move rack to the left",
        group: ActionGroup::Racks,
        keys: &[],
        is_possible: |app| neighbor_of_rack(app, -1).is_some(),
        run: |app| move_rack(app, -1),
    },
    Action {
        id: "rack-right",
        name: "Move rack to the right",
        group: ActionGroup::Racks,
        keys: &[],
        is_possible: |app| neighbor_of_rack(app, 1).is_some(),
        run: |app| move_rack(app, 1),
    },
    Action {
        id: "duplicate-rack",
        name: "Duplicate rack",
        group: ActionGroup::Racks,
        keys: &[Key::plain("d")],
        is_possible: |app| selected_rack(app).is_some(),
        run: |app| {
            if let Some(rack) = selected_rack(app) {
                arranging::start(app, Arranging::DuplicateRack(rack));
            }
        },
    },
    Action {
        id: "rack-alerts",
        name: "Set recommended alerts in the rack",
        group: ActionGroup::Racks,
        keys: &[],
        is_possible: |app| selected_rack(app).is_some() && app.can_recommend_alerts(),
        run: |app| app.recommend_alerts(),
    },
    Action {
        id: "delete-rack",
        name: "Delete rack",
        group: ActionGroup::Racks,
        keys: &[Key::plain("Delete"), Key::plain("Backspace")],
        is_possible: |app| selected_rack(app).is_some(),
        run: |app| {
            if let Some(rack) = selected_rack(app) {
                app.run_soon(Command::RemoveRack(rack));
            }
        },
    },
];

/// The largest gap of the selected rack, or of the selected device's rack, on the visible face; and its announcement.
fn largest_gap(app: App) -> Option<(Spot, String)> {
    let inner = app.inner();
    let snapshot = inner.document.snapshot().get_untracked();
    let layout = &snapshot.layout;
    let device = app.chosen_devices().first().copied();
    let rack = match (selected_rack(app), device) {
        (Some(rack), _) => layout.rack(rack),
        (None, device) => layout.rack_of(layout.devices.get(&device?)?),
    }?;
    let face = match inner.viewport.faces.get_untracked() {
        Faces::Front | Faces::Both => Face::Front,
        Faces::Rear => Face::Rear,
    };
    let gap = Spot::in_largest(layout, rack, face)?;
    let (bottom, top) = gap.edges(layout)?;
    let units = rack.unit_words(bottom, HalfU(top.0 - bottom.0));
    Some((gap, format!("Gap selected: {}, {units}", rack.name)))
}

fn selected_rack(app: App) -> Option<RackId> {
    app.inner().selection.with_untracked(Selection::rack)
}

/// The new index of the selected rack after a move past the next rack of its row.
fn neighbor_of_rack(app: App, step: isize) -> Option<(RackId, usize)> {
    let rack = selected_rack(app)?;
    app.inner().document.snapshot().with_untracked(|snapshot| {
        let racks = &snapshot.layout.racks;
        let from = racks.iter().position(|other| other.id == rack)?;
        let row = racks.get(from)?.row;
        let mut at = from;
        loop {
            at = at.checked_add_signed(step)?;
            if racks.get(at)?.row == row {
                return Some((rack, at));
            }
        }
    })
}

fn move_rack(app: App, step: isize) {
    if let Some((rack, index)) = neighbor_of_rack(app, step) {
        app.run_soon(Command::MoveRack { rack, index });
    }
}
