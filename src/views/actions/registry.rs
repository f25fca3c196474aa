//! The list of all actions.

use super::{Action, Group, Key};
use crate::state::app::App;
use crate::state::dialog::Dialog;
use crate::state::theme::Theme;
use crate::state::viewport::Glance;

/// In the order menus and help show them.
pub static ACTIONS: &[Action] = &[
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
        id: "fit-all",
        name: "Show all racks",
        group: Group::View,
        keys: &[Key::plain("f")],
        is_possible: always,
        run: |app| app.look(Glance::FitAll),
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
            leptos::prelude::Set::set(theme, other);
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

/// The action of that id.
pub fn by_id(id: &str) -> Option<&'static Action> {
    ACTIONS.iter().find(|action| action.id == id)
}
