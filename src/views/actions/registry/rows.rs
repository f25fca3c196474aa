//! Actions on the selected row, and adding rows.

use leptos::prelude::*;

use super::always;
use crate::domain::command::Command;
use crate::domain::ids::RowId;
use crate::interaction::keys::Key;
use crate::interaction::selection::Selection;
use crate::state::app::App;
use crate::state::dialog::Dialog;
use crate::views::actions::{Action, ActionGroup};
use crate::views::inspector::wanted::{WantedField, want};

pub(super) static ACTIONS: &[Action] = &[
    Action {
        id: "new-row",
        name: "Add a row",
        group: ActionGroup::Rows,
        keys: &[],
        is_possible: always,
        run: |app| app.open_dialog(Dialog::NewRow),
    },
    Action {
        id: "edit-row",
        name: "Rename row",
        group: ActionGroup::Rows,
        keys: &[Key::plain("e"), Key::plain("F2")],
        is_possible: |app| selected_row(app).is_some(),
        run: |_| want(WantedField::Name),
    },
    Action {
        id: "rack-in-row",
        name: "Add a rack to the row",
        group: ActionGroup::Rows,
        keys: &[],
        is_possible: |app| selected_row(app).is_some(),
        run: |app| app.open_dialog(Dialog::NewRack(selected_row(app))),
    },
    Action {
        id: "row-up",
        name: "Move row up",
        group: ActionGroup::Rows,
        keys: &[],
        is_possible: |app| neighbor_of_row(app, -1).is_some(),
        run: |app| move_row(app, -1),
    },
    Action {
        id: "row-down",
        name: "Move row down",
        group: ActionGroup::Rows,
        keys: &[],
        is_possible: |app| neighbor_of_row(app, 1).is_some(),
        run: |app| move_row(app, 1),
    },
    Action {
        id: "delete-row",
        name: "Delete row, keep its racks",
        group: ActionGroup::Rows,
        keys: &[Key::plain("Delete"), Key::plain("Backspace")],
        is_possible: |app| selected_row(app).is_some(),
        run: |app| {
            if let Some(row) = selected_row(app) {
                app.run_soon(Command::RemoveRow(row));
            }
        },
    },
];

fn selected_row(app: App) -> Option<RowId> {
    app.inner().selection.with_untracked(Selection::row)
}

/// The new index of the selected row.
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
