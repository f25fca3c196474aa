//! Runs the actions bound to keys.

use std::cell::{Cell, RefCell};

use leptos::ev;
use leptos::prelude::*;
use wasm_bindgen::JsCast;
use web_sys::{Element, HtmlInputElement, KeyboardEvent};

use super::Action;
use super::registry::actions;
use crate::domain::pages::AppPage;
use crate::interaction::keys::{Key, KeyInput, KeySequence};
use crate::state::app::App;
use crate::state::platform::is_mac;
use crate::views::rack::pointing::stop_at;

/// Runs actions on key presses anywhere on the page; in a text field, only shortcuts with Ctrl that the field does not use.
pub fn on_keys(app: App) {
    let sequence = Cell::new(KeySequence::default());
    let listener = window_event_listener(ev::keydown, move |event: KeyboardEvent| {
        if event.default_prevented() {
            return;
        }
        let in_dialog = app.inner().dialog.with_untracked(Option::is_some);
        let in_field = is_in_field(&event);
        let undoes_itself = has_own_undo(&event);
        let mut input = key_input(&event);
        if !in_field && !in_dialog {
            let mut keys = sequence.get();
            input.is_second = keys.is_second(&input, event.time_stamp());
            sequence.set(keys);
        }
        // On other pages, the effect on racks would not be visible.
        let are_racks_seen = app.inner().page.get_untracked() == AppPage::Racks;
        // A dialog receives all keys, but a copy of the layout can be saved at any time.
        let is_meant = |action: &&Action| {
            (!in_dialog || action.id == "save")
                && (are_racks_seen || !action.group.is_of_the_racks())
                && action
                    .keys
                    .iter()
                    .any(|key| key.is(&input) && (!in_field || is_of_the_page(key, undoes_itself)))
        };
        let mut meant = actions().filter(is_meant).peekable();
        if meant.peek().is_some() {
            // Keeps the browser from opening its page search or save dialog, whether or not an action is possible.
            event.prevent_default();
        }
        // Devices and racks may share a key; the selection decides.
        let is_wanted =
            |action: &&Action| (!event.repeat() || action.repeats()) && (action.is_possible)(app);
        if let Some(action) = meant.find(is_wanted) {
            (action.run)(app);
        }
    });
    on_cleanup(move || listener.remove());
}

thread_local! {
    /// The event read last: several listeners read each event.
    static LAST: RefCell<Option<(KeyboardEvent, KeyInput)>> = const { RefCell::new(None) };
}

/// A key event, and where the focus is.
pub fn key_input(event: &KeyboardEvent) -> KeyInput {
    LAST.with_borrow_mut(|last| match last {
        Some((read, input)) if read == event => input.clone(),
        _ => last.insert((event.clone(), read(event))).1.clone(),
    })
}

fn read(event: &KeyboardEvent) -> KeyInput {
    let target: Option<Element> = event.target().and_then(|target| target.dyn_into().ok());
    let is_of = |selector: &str| {
        let target = target.as_ref();
        target.is_some_and(|target| target.matches(selector).unwrap_or(false))
    };
    KeyInput {
        key: event.key(),
        command: event.ctrl_key() || event.meta_key(),
        shift: event.shift_key(),
        alt: event.alt_key(),
        repeat: event.repeat(),
        focus: target.as_ref().and_then(stop_at),
        is_in_control: is_of("input, textarea, select, button, [contenteditable]"),
        is_on_page: is_of("body, .view"),
        is_second: false,
    }
}

/// The name of a key on this computer.
pub fn key_words(key: &Key) -> String {
    key.words(is_mac())
}

fn is_in_field(event: &KeyboardEvent) -> bool {
    is_at(event, "input, textarea, select, [contenteditable]").is_some()
}

/// Whether the focused field has its own undo. Choice fields have none, and an empty search has nothing worth undoing.
fn has_own_undo(event: &KeyboardEvent) -> bool {
    const WITHOUT_TEXT: &str =
        "select, [type=checkbox], [type=radio], [type=range], [type=color], [type=file]";
    let search = is_at(event, "[type=search], [role=combobox]");
    let search = search.and_then(|field| field.dyn_into::<HtmlInputElement>().ok());
    is_at(event, WITHOUT_TEXT).is_none() && search.is_none_or(|field| !field.value().is_empty())
}

/// The focused element, if it matches the selector.
fn is_at(event: &KeyboardEvent, selector: &str) -> Option<Element> {
    let target = event.target()?.dyn_into::<Element>().ok()?;
    target.matches(selector).unwrap_or(false).then_some(target)
}

/// Whether a key acts on the page even in a text field, which has its own undo, select all and the like.
fn is_of_the_page(key: &Key, undoes_itself: bool) -> bool {
    let is_undo = matches!(key.key, "z" | "y");
    key.command && (matches!(key.key, "k" | "s" | "o" | "e") || (is_undo && !undoes_itself))
}
