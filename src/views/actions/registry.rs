//! The list of all actions.

use leptos::prelude::*;

use super::{Action, Group, Key};
use crate::domain::command::Command;
use crate::domain::ids::RackId;
use crate::state::app::App;
use crate::state::dialog::Dialog;
use crate::state::selection::Selection;
use crate::state::theme::Theme;
use crate::state::viewport::{Faces, Glance};

/// In the order menus and help show them.
pub static ACTIONS: &[Action] = &[
    Action {
        id: "edit-devices",
        name: "Edit all at once",
        group: Group::Devices,
        keys: &[],
        is_possible: |app| {
            let selection = &app.inner().selection;
            selection.with_untracked(|selection| selection.devices().len() > 1)
        },
        run: |app| app.open_dialog(Dialog::Devices),
    },
    Action {
        id: "new-rack",
        name: "Add a rack",
        group: Group::Racks,
        keys: &[],
        is_possible: always,
        run: |app| app.open_dialog(Dialog::Rack(None)),
    },
    Action {
        id: "edit-rack",
        name: "Rack properties",
        group: Group::Racks,
        keys: &[],
        is_possible: |app| selected_rack(app).is_some(),
        run: |app| {
            if let Some(rack) = selected_rack(app) {
                app.open_dialog(Dialog::Rack(Some(rack)));
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

fn move_rack(app: App, step: isize) {
    if let Some((rack, index)) = neighbor_of_rack(app, step) {
        app.run_soon(Command::MoveRack { rack, index });
    }
}

/// The action of that id.
pub fn by_id(id: &str) -> Option<&'static Action> {
    ACTIONS.iter().find(|action| action.id == id)
}
