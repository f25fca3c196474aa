//! What is about the app itself.

use leptos::prelude::*;

use super::always;
use crate::state::dialog::Dialog;
use crate::state::theme::Theme;
use crate::views::actions::{Action, Group, Key};

pub(super) static ACTIONS: &[Action] = &[
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
