//! What the user points with.

use std::cell::Cell;

use leptos::prelude::window;

use crate::interaction::thresholds::PointerKind;

thread_local! {
    static LAST: Cell<Option<PointerKind>> = const { Cell::new(None) };
}

/// Takes note of a pointer that is pressed.
pub fn note_pointer(kind: PointerKind) {
    LAST.set(Some(kind));
}

/// The one that was pressed last; before any was, the one that the screen is made for. Texts that say what to do take its words.
pub fn pointer_in_use() -> PointerKind {
    LAST.get().unwrap_or_else(|| match is_made_for_fingers() {
        true => PointerKind::Touch,
        false => PointerKind::Mouse,
    })
}

/// Whether fingers are what the screen is made for.
pub fn is_made_for_fingers() -> bool {
    let list = window().match_media("(pointer: coarse)").ok().flatten();
    list.is_some_and(|list| list.matches())
}
