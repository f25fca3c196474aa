//! The subject of a menu on a phone. It is selected only while the menu is open: its panel would cover half of the screen, and the menu.

use leptos::prelude::*;

use crate::interaction::selection::Selection;
use crate::state::app::App;
use crate::views::inspector::wanted::is_wanted;

/// Selects the subject of the menu that opens.
pub(super) fn select_for_menu(app: App, selection: Selection) {
    let inner = app.inner();
    let is_selected = inner.selection.with_untracked(|now| *now == selection);
    if !is_selected && is_phone() {
        inner.selected_for_menu.set(true);
    }
    app.select(selection);
}

/// Clears the selection when the menu closes, unless it is being edited.
pub(super) fn release(app: App) {
    let inner = app.inner();
    if !inner.selected_for_menu.get_untracked() {
        return;
    }
    // The chosen action has run by this time.
    if !is_wanted() {
        app.select(Selection::Nothing);
    }
    inner.selected_for_menu.set(false);
}

fn is_phone() -> bool {
    let list = window().match_media("(max-width: 700px)").ok().flatten();
    list.is_some_and(|list| list.matches())
}
