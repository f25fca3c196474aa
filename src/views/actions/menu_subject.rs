//! What a menu on a phone is about. It is selected for the menu alone: its panel would cover half of the screen, and the menu with it.

use std::thread::LocalKey;

use leptos::prelude::*;

use crate::interaction::selection::Selection;
use crate::state::app::App;
use crate::views::inspector::wanted::is_wanted;

thread_local! {
    static SUBJECT: ArcRwSignal<Option<Selection>> = ArcRwSignal::new(None);
}

fn of(
    subject: &'static LocalKey<ArcRwSignal<Option<Selection>>>,
) -> ArcRwSignal<Option<Selection>> {
    subject.with(Clone::clone)
}

/// Tracked: whether that is selected for a menu alone.
pub fn is_for_menu(selection: &Selection) -> bool {
    of(&SUBJECT).with(|subject| subject.as_ref() == Some(selection))
}

/// Selects what the menu that opens is about.
pub(super) fn select_for_menu(app: App, selection: Selection) {
    let is_selected = app
        .inner()
        .selection
        .with_untracked(|now| *now == selection);
    if !is_selected && is_phone() {
        of(&SUBJECT).set(Some(selection.clone()));
    }
    app.select(selection);
}

/// The menu has closed. What was selected for it stays selected only if it is edited now.
pub(super) fn release(app: App) {
    let Some(subject) = of(&SUBJECT).get_untracked() else {
        return;
    };
    // What was chosen in the menu is done by then.
    let settle = move || {
        let is_selected = app.inner().selection.with_untracked(|now| *now == subject);
        if is_selected && !is_wanted() {
            app.select(Selection::Nothing);
        }
        of(&SUBJECT).set(None);
    };
    let _ = request_animation_frame(settle);
}

fn is_phone() -> bool {
    let list = window().match_media("(max-width: 700px)").ok().flatten();
    list.is_some_and(|list| list.matches())
}
