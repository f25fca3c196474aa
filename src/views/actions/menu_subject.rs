//! What a menu on a phone is about. It is selected for the menu alone: its panel would cover half of the screen, and the menu with it.

use leptos::prelude::*;

use crate::interaction::selection::Selection;
use crate::state::app::App;
use crate::views::inspector::wanted::is_wanted;

/// Selects what the menu that opens is about.
pub(super) fn select_for_menu(app: App, selection: Selection) {
    let inner = app.inner();
    let is_selected = inner.selection.with_untracked(|now| *now == selection);
    if !is_selected && is_phone() {
        inner.selected_for_menu.set(true);
    }
    app.select(selection);
}

/// The menu has closed. What was selected for it stays selected only if it is edited now.
pub(super) fn release(app: App) {
    let inner = app.inner();
    if !inner.selected_for_menu.get_untracked() {
        return;
    }
    // What was chosen in the menu is done by now.
    if !is_wanted() {
        app.select(Selection::Nothing);
    }
    inner.selected_for_menu.set(false);
}

fn is_phone() -> bool {
    let list = window().match_media("(max-width: 700px)").ok().flatten();
    list.is_some_and(|list| list.matches())
}
