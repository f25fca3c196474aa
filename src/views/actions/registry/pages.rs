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
];
