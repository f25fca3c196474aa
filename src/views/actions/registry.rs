//! The list of all actions.

use leptos::prelude::*;

use super::arranging::{self, Arranging};
use super::{Action, Group, Key};
use crate::domain::command::Command;
use crate::domain::ids::{DeviceId, RackId, RowId};
use crate::domain::placement::Step;
use crate::state::app::App;
use crate::state::carry::{Carried, Means};
use crate::state::dialog::Dialog;
use crate::state::selection::Selection;
use crate::state::theme::Theme;
use crate::state::viewport::{Faces, Glance};

/// In the order menus and help show them.
pub static ACTIONS: &[Action] = &[
    Action {
        id: "open-device",
        name: "Open",
        group: Group::Devices,
        keys: &[],
        is_possible: |app| app.chosen_devices().len() == 1,
        run: |app| app.open_device(app.chosen_devices().first().copied()),
    },
    Action {
        id: "edit-device",
        name: "Device properties and link",
        group: Group::Devices,
        keys: &[Key::plain("e")],
        is_possible: |app| app.chosen_devices().len() == 1,
        run: |app| {
            if let Some(device) = app.chosen_devices().first() {
                app.open_dialog(Dialog::Device(*device));
            }
        },
    },
    Action {
        id: "edit-devices",
        name: "Edit all at once",
        group: Group::Devices,
        keys: &[],
        is_possible: has_several,
        run: |app| app.open_dialog(Dialog::Devices),
    },
    Action {
        id: "move-to",
        name: "Move to another place",
        group: Group::Devices,
        keys: &[],
        is_possible: has_devices,
        run: |app| app.carry(Carried::Devices(app.chosen_devices()), Means::Picking),
    },
    Action {
        id: "duplicate",
        name: "Duplicate",
        group: Group::Devices,
        keys: &[Key::plain("d")],
        is_possible: has_devices,
        run: |app| arranging::start(app, Arranging::Duplicate),
    },
    Action {
        id: "delete-devices",
        name: "Delete",
        group: Group::Devices,
        keys: &[Key::plain("Delete"), Key::plain("Backspace")],
        is_possible: has_devices,
        run: |app| arranging::start(app, Arranging::Remove),
    },
    Action {
        id: "move-up",
        name: "Move up",
        group: Group::Devices,
        keys: &[],
        is_possible: has_devices,
        run: |app| arranging::start(app, Arranging::Move(Step::Up)),
    },
    Action {
        id: "move-down",
        name: "Move down",
        group: Group::Devices,
        keys: &[],
        is_possible: has_devices,
        run: |app| arranging::start(app, Arranging::Move(Step::Down)),
    },
    Action {
        id: "stack-up",
        name: "Stack at the top",
        group: Group::Devices,
        keys: &[],
        is_possible: has_devices,
        run: |app| arranging::start(app, Arranging::StackUp),
    },
    Action {
        id: "stack-down",
        name: "Stack at the bottom",
        group: Group::Devices,
        keys: &[],
        is_possible: has_devices,
        run: |app| arranging::start(app, Arranging::StackDown),
    },
    Action {
        id: "distribute",
        name: "Distribute evenly",
        group: Group::Devices,
        keys: &[],
        is_possible: has_several,
        run: |app| arranging::start(app, Arranging::Distribute),
    },
    Action {
        id: "align",
        name: "Align across racks",
        group: Group::Devices,
        keys: &[],
        is_possible: has_several,
        run: |app| arranging::start(app, Arranging::Align),
    },
    Action {
        id: "flip",
        name: "Turn to the other face",
        group: Group::Devices,
        keys: &[],
        is_possible: has_devices,
        run: |app| arranging::start(app, Arranging::Flip),
    },
    Action {
        id: "select-all",
        name: "Select all",
        group: Group::Devices,
        keys: &[Key::command("a")],
        is_possible: |app| {
            !app.inner()
                .document
                .snapshot()
                .with_untracked(|snapshot| snapshot.layout.devices.is_empty())
        },
        run: select_all,
    },
    Action {
        id: "select-nothing",
        name: "Clear the selection",
        group: Group::Devices,
        keys: &[],
        is_possible: |app| {
            app.inner()
                .selection
                .with_untracked(|selection| *selection != Selection::Nothing)
        },
        run: |app| app.select(Selection::Nothing),
    },
    Action {
        id: "new-rack",
        name: "Add a rack",
        group: Group::Racks,
        keys: &[],
        is_possible: always,
        run: |app| app.open_dialog(Dialog::NewRack(None)),
    },
    Action {
        id: "edit-rack",
        name: "Rack properties",
        group: Group::Racks,
        keys: &[Key::plain("e")],
        is_possible: |app| selected_rack(app).is_some(),
        run: |app| {
            if let Some(rack) = selected_rack(app) {
                app.open_dialog(Dialog::Rack(rack));
            }
        },
    },
    Action {
        id: "rack-left",
        name: "Move rack to the left",
        group: Group::Racks,
        keys: &[],
        is_possible: |app| neighbor_of_rack(app, -1).is_some(),
        run: |app| move_rack(app, -1),
    },
    Action {
        id: "rack-right",
        name: "Move rack to the right",
        group: Group::Racks,
        keys: &[],
        is_possible: |app| neighbor_of_rack(app, 1).is_some(),
        run: |app| move_rack(app, 1),
    },
    Action {
        id: "duplicate-rack",
        name: "Duplicate rack",
        group: Group::Racks,
        keys: &[Key::plain("d")],
        is_possible: |app| selected_rack(app).is_some(),
        run: |app| {
            if let Some(rack) = selected_rack(app) {
                arranging::start(app, Arranging::DuplicateRack(rack));
            }
        },
    },
    Action {
        id: "delete-rack",
        name: "Delete rack",
        group: Group::Racks,
        keys: &[Key::plain("Delete"), Key::plain("Backspace")],
        is_possible: |app| selected_rack(app).is_some(),
        run: |app| {
            if let Some(rack) = selected_rack(app) {
                app.run_soon(Command::RemoveRack(rack));
            }
        },
    },
    Action {
        id: "new-row",
        name: "Add a row",
        group: Group::Rows,
        keys: &[],
        is_possible: always,
        run: |app| app.open_dialog(Dialog::Row(None)),
    },
    Action {
        id: "edit-row",
        name: "Rename row",
        group: Group::Rows,
        keys: &[Key::plain("e")],
        is_possible: |app| selected_row(app).is_some(),
        run: |app| {
            if let Some(row) = selected_row(app) {
                app.open_dialog(Dialog::Row(Some(row)));
            }
        },
    },
    Action {
        id: "rack-in-row",
        name: "Add a rack to the row",
        group: Group::Rows,
        keys: &[],
        is_possible: |app| selected_row(app).is_some(),
        run: |app| app.open_dialog(Dialog::NewRack(selected_row(app))),
    },
    Action {
        id: "row-up",
        name: "Move row up",
        group: Group::Rows,
        keys: &[],
        is_possible: |app| neighbor_of_row(app, -1).is_some(),
        run: |app| move_row(app, -1),
    },
    Action {
        id: "row-down",
        name: "Move row down",
        group: Group::Rows,
        keys: &[],
        is_possible: |app| neighbor_of_row(app, 1).is_some(),
        run: |app| move_row(app, 1),
    },
    Action {
        id: "delete-row",
        name: "Delete row, keep its racks",
        group: Group::Rows,
        keys: &[Key::plain("Delete"), Key::plain("Backspace")],
        is_possible: |app| selected_row(app).is_some(),
        run: |app| {
            if let Some(row) = selected_row(app) {
                app.run_soon(Command::RemoveRow(row));
            }
        },
    },
    Action {
        id: "palette",
        name: "Add a device: search what there is",
        group: Group::Layout,
        keys: &[Key::plain("/")],
        is_possible: always,
        run: |app| app.search_palette(),
    },
    Action {
        id: "fold-palette",
        name: "Show or hide the devices to add",
        group: Group::View,
        keys: &[Key::plain("[")],
        is_possible: always,
        run: |app| app.open_palette(!app.inner().palette.open.get_untracked()),
    },
    Action {
        id: "new-type",
        name: "New device type",
        group: Group::Layout,
        keys: &[],
        is_possible: always,
        run: |app| app.open_dialog(Dialog::DeviceType(None)),
    },
    Action {
        id: "link-by-name",
        name: "Link devices by name or address",
        group: Group::Layout,
        keys: &[],
        is_possible: |app| app.inner().account.with_untracked(Option::is_some),
        run: |app| app.link_by_name(),
    },
    Action {
        id: "undo",
        name: "Undo",
        group: Group::Layout,
        keys: &[Key::command("z")],
        is_possible: |app| app.inner().document.next_steps().0.is_some(),
        run: |app| app.undo(),
    },
    Action {
        id: "redo",
        name: "Redo",
        group: Group::Layout,
        keys: &[Key::command_shift("z"), Key::command("y")],
        is_possible: |app| app.inner().document.next_steps().1.is_some(),
        run: |app| app.redo(),
    },
    Action {
        id: "save",
        name: "Save as a file",
        group: Group::Layout,
        keys: &[Key::command("s")],
        is_possible: always,
        run: |app| app.download_layout(),
    },
    Action {
        id: "export",
        name: "Export",
        group: Group::Layout,
        keys: &[],
        is_possible: always,
        run: |app| app.open_dialog(Dialog::Export),
    },
    Action {
        id: "share",
        name: "Share a link",
        group: Group::Layout,
        keys: &[],
        is_possible: always,
        run: |app| app.open_dialog(Dialog::Share),
    },
    Action {
        id: "layouts",
        name: "New, rename, delete layouts",
        group: Group::Layout,
        keys: &[],
        is_possible: always,
        run: |app| app.open_dialog(Dialog::Layouts),
    },
    Action {
        id: "duplicate-layout",
        name: "Duplicate this layout",
        group: Group::Layout,
        keys: &[],
        is_possible: always,
        run: |app| app.duplicate_layout(),
    },
    Action {
        id: "versions",
        name: "Earlier versions",
        group: Group::Layout,
        keys: &[],
        is_possible: always,
        run: |app| app.open_dialog(Dialog::Versions),
    },
    Action {
        id: "fit-all",
        name: "Show all racks",
        group: Group::View,
        keys: &[Key::plain("f")],
        is_possible: always,
        run: |app| app.look(Glance::FitAll),
    },
    Action {
        id: "fit-selection",
        name: "Show what is selected",
        group: Group::View,
        keys: &[Key {
            key: "f",
            command: false,
            shift: true,
        }],
        is_possible: |app| {
            app.inner()
                .selection
                .with_untracked(|selection| *selection != Selection::Nothing)
        },
        run: |app| app.look(Glance::FitSelection),
    },
    Action {
        id: "zoom-in",
        name: "Zoom in",
        group: Group::View,
        keys: &[Key::plain("+"), Key::plain("=")],
        is_possible: always,
        run: |app| app.look(Glance::ZoomBy(1.25)),
    },
    Action {
        id: "zoom-out",
        name: "Zoom out",
        group: Group::View,
        keys: &[Key::plain("-")],
        is_possible: always,
        run: |app| app.look(Glance::ZoomBy(0.8)),
    },
    Action {
        id: "actual-size",
        name: "Life size",
        group: Group::View,
        keys: &[Key::plain("1")],
        is_possible: always,
        run: |app| app.look(Glance::ActualSize),
    },
    Action {
        id: "faces",
        name: "Show front, rear or both",
        group: Group::View,
        keys: &[Key::plain("v")],
        is_possible: always,
        run: |app| {
            let faces = &app.inner().viewport.faces;
            let (next, word) = match faces.get_untracked() {
                Faces::Front => (Faces::Rear, "Racks from the rear"),
                Faces::Rear => (Faces::Both, "Racks from front and rear"),
                Faces::Both => (Faces::Front, "Racks from the front"),
            };
            faces.set(next);
            app.say(word);
        },
    },
    Action {
        id: "theme",
        name: "Switch between dark and light",
        group: Group::App,
        keys: &[],
        is_possible: always,
        run: |app| {
            let theme = &app.inner().theme;
            let other = Theme::current().other();
            other.choose();
            theme.set(other);
        },
    },
    Action {
        id: "commands",
        name: "Find an action, device or rack",
        group: Group::App,
        keys: &[Key::command("k")],
        is_possible: always,
        run: |app| app.open_dialog(Dialog::Commands),
    },
    Action {
        id: "open-file",
        name: "Open a file",
        group: Group::App,
        keys: &[],
        is_possible: always,
        run: |app| app.open_dialog(Dialog::Import),
    },
    Action {
        id: "help",
        name: "Keys and help",
        group: Group::App,
        keys: &[Key::plain("?")],
        is_possible: always,
        run: |app| app.open_dialog(Dialog::Help),
    },
];

fn always(_: App) -> bool {
    true
}

fn has_devices(app: App) -> bool {
    !app.chosen_devices().is_empty()
}

fn has_several(app: App) -> bool {
    app.chosen_devices().len() > 1
}

/// All of the rack at hand first, then all there are.
fn select_all(app: App) {
    let inner = app.inner();
    let snapshot = inner.document.snapshot().get_untracked();
    let at_hand = app.chosen_devices().last().copied();
    let rack = inner.selection.with_untracked(Selection::rack).or_else(|| {
        let device = snapshot.layout.devices.get(&at_hand?)?;
        Some(snapshot.layout.rack_of(device)?.id)
    });
    let of_rack = rack
        .map(|rack| snapshot.index.all_of(rack))
        .unwrap_or_default();
    let is_selected = |device: &DeviceId| {
        inner
            .selection
            .with_untracked(|selection| selection.contains(*device))
    };
    let devices: Vec<DeviceId> = if of_rack.iter().all(is_selected) {
        snapshot
            .layout
            .devices
            .iter()
            .map(|device| device.id)
            .collect()
    } else {
        of_rack
    };
    app.say(format!("{} devices selected", devices.len()));
    app.select(Selection::of_devices(devices));
}

fn selected_rack(app: App) -> Option<RackId> {
    app.inner().selection.with_untracked(Selection::rack)
}

/// Where in the list of racks the selected one would go: beyond the next one of its own row.
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

fn selected_row(app: App) -> Option<RowId> {
    app.inner().selection.with_untracked(Selection::row)
}

/// Where among the rows the selected one would go.
fn neighbor_of_row(app: App, step: isize) -> Option<(RowId, usize)> {
    let row = selected_row(app)?;
    app.inner().document.snapshot().with_untracked(|snapshot| {
        let rows = &snapshot.layout.rows;
        let from = rows.iter().position(|other| other.id == row)?;
        let to = from.checked_add_signed(step)?;
        (to < rows.len()).then_some((row, to))
    })
}

fn move_row(app: App, step: isize) {
    if let Some((row, index)) = neighbor_of_row(app, step) {
        app.run_soon(Command::MoveRow { row, index });
    }
}

fn move_rack(app: App, step: isize) {
    if let Some((rack, index)) = neighbor_of_rack(app, step) {
        app.run_soon(Command::MoveRack { rack, index });
    }
}

/// The action of that id.
pub fn by_id(id: &str) -> Option<&'static Action> {
    ACTIONS.iter().find(|action| action.id == id)
}
