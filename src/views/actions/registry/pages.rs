//! Actions that go to a page.

use super::always;
use crate::domain::pages::AppPage;
use crate::interaction::keys::Key;
use crate::views::actions::{Action, ActionGroup};

pub(super) static ACTIONS: &[Action] = &[
    Action {
        id: "page-racks",
        name: "Go to Racks",
        group: ActionGroup::Pages,
        keys: &[Key::second("r")],
        is_possible: always,
        run: |app| app.open_page(AppPage::Racks),
    },
    Action {
        id: "page-overview",
        name: "Go to Overview",
        group: ActionGroup::Pages,
        keys: &[Key::second("o")],
        is_possible: always,
        run: |app| app.open_page(AppPage::Overview),
    },
    Action {
        id: "page-systems",
        name: "Go to Systems",
        group: ActionGroup::Pages,
        keys: &[Key::second("s")],
        is_possible: always,
        run: |app| app.open_page(AppPage::Systems),
    },
    Action {
        id: "page-containers",
        name: "Go to Containers",
        group: ActionGroup::Pages,
        keys: &[Key::second("c")],
        is_possible: always,
        run: |app| app.open_page(AppPage::Containers),
    },
    Action {
        id: "page-disks",
        name: "Go to Disks",
        group: ActionGroup::Pages,
        keys: &[Key::second("d")],
        is_possible: always,
        run: |app| app.open_page(AppPage::Disks),
    },
    Action {
        id: "page-services",
        name: "Go to Services",
        group: ActionGroup::Pages,
        keys: &[Key::second("v")],
        is_possible: always,
        run: |app| app.open_page(AppPage::Services),
    },
    Action {
        id: "page-alerts",
        name: "Go to Alerts",
        group: ActionGroup::Pages,
        keys: &[Key::second("a")],
        is_possible: always,
        run: |app| app.open_page(AppPage::Alerts),
    },
];
