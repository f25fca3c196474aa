//! Actions of the app itself.

use leptos::prelude::*;

use super::always;
use crate::interaction::keys::Key;
use crate::state::dialog::Dialog;
use crate::state::theme;
use crate::views::actions::{Action, ActionGroup};

pub(super) static ACTIONS: &[Action] = &[
    Action {
        id: "theme",
        name: "Switch between dark and light",
        group: ActionGroup::App,
        keys: &[],
        is_possible: always,
        run: |app| {
            let other = theme::current().other();
            theme::choose(other);
            app.inner().theme.set(other);
        },
    },
    Action {
        id: "commands",
        name: "Find an action, device or rack",
        group: ActionGroup::App,
        keys: &[Key::command("k")],
        is_possible: always,
        run: |app| app.open_dialog(Dialog::Commands),
    },
    Action {
        id: "open-file",
        name: "Open a file",
        group: ActionGroup::App,
        keys: &[],
        is_possible: always,
        run: |app| app.open_dialog(Dialog::Import),
    },
    Action {
        id: "help",
        name: "Shortcuts and help",
        group: ActionGroup::App,
        keys: &[Key::plain("?")],
        is_possible: always,
        run: |app| app.open_dialog(Dialog::Help),
    },
];
