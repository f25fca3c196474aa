//! Actions on the layout: adding, undo and redo, files.

use leptos::prelude::*;

use super::always;
use crate::domain::pages::AppPage;
use crate::interaction::keys::Key;
use crate::state::dialog::{Dialog, LinkScope};
use crate::views::actions::{Action, ActionGroup};

pub(super) static ACTIONS: &[Action] = &[
    Action {
        id: "palette",
        name: "Add a device…",
        group: ActionGroup::Layout,
        keys: &[Key::plain("a")],
        is_possible: always,
        run: |app| {
            app.show_page(AppPage::Racks);
            app.search_palette();
        },
    },
    Action {
        id: "new-type",
        name: "New device type",
        group: ActionGroup::Layout,
        keys: &[],
        is_possible: always,
        run: |app| app.open_dialog(Dialog::DeviceType(None)),
    },
    Action {
        id: "link-by-name",
        name: "Link devices by name or address…",
        group: ActionGroup::Layout,
        keys: &[],
        is_possible: |app| app.inner().account.with_untracked(Option::is_some),
        run: |app| app.open_dialog(Dialog::LinkDevices(LinkScope::All)),
    },
    Action {
        id: "build-from-hub",
        name: "Racks from the hub…",
        group: ActionGroup::Layout,
        keys: &[],
        is_possible: |app| app.inner().account.with_untracked(Option::is_some),
        run: |app| app.open_dialog(Dialog::BuildFromHub),
    },
    Action {
        id: "compare",
        name: "Compare with the hub…",
        group: ActionGroup::Layout,
        keys: &[],
        is_possible: |app| app.inner().account.with_untracked(Option::is_some),
        run: |app| app.open_dialog(Dialog::Differences),
    },
    Action {
        id: "undo",
        name: "Undo",
        group: ActionGroup::Layout,
        keys: &[Key::command("z")],
        is_possible: |app| app.inner().document.next_steps().0.is_some(),
        run: |app| app.undo(),
    },
    Action {
        id: "redo",
        name: "Redo",
        group: ActionGroup::Layout,
        keys: &[Key::command_shift("z"), Key::command("y")],
        is_possible: |app| app.inner().document.next_steps().1.is_some(),
        run: |app| app.redo(),
    },
    Action {
        id: "save",
        name: "Save to a file",
        group: ActionGroup::Layout,
        keys: &[Key::command("s")],
        is_possible: always,
        run: |app| app.download_layout(),
    },
    Action {
        id: "export",
        name: "Export",
        group: ActionGroup::Layout,
        keys: &[Key::command("e")],
        is_possible: always,
        run: |app| app.open_dialog(Dialog::Export),
    },
    Action {
        id: "share",
        name: "Share a link",
        group: ActionGroup::Layout,
        keys: &[],
        is_possible: always,
        run: |app| app.open_dialog(Dialog::Share),
    },
    Action {
        id: "layouts",
        name: "Manage layouts…",
        group: ActionGroup::Layout,
        keys: &[],
        is_possible: always,
        run: |app| app.open_dialog(Dialog::Layouts),
    },
    Action {
        id: "duplicate-layout",
        name: "Duplicate layout",
        group: ActionGroup::Layout,
        keys: &[],
        is_possible: always,
        run: |app| app.duplicate_layout(),
    },
    Action {
        id: "versions",
        name: "Version history",
        group: ActionGroup::Layout,
        keys: &[],
        is_possible: always,
        run: |app| app.open_dialog(Dialog::Versions),
    },
];
