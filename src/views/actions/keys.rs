//! Keys and what they are called.

use leptos::ev;
use leptos::prelude::*;
use wasm_bindgen::JsCast;
use web_sys::{Element, KeyboardEvent};

use super::Action;
use super::registry::actions;
use crate::state::app::App;
use crate::state::platform::is_mac;

/// A key with its modifiers. `command` is Ctrl, or Cmd on a Mac.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Key {
    /// As the browser names it: a character as typed, or a word such as `Delete`.
    pub key: &'static str,
    pub command: bool,
    pub shift: bool,
}

impl Key {
    /// A plain key. Characters that need Shift on some keyboards, such as `?`, are told by the character alone.
    pub const fn plain(key: &'static str) -> Self {
        Self {
            key,
            command: false,
            shift: false,
        }
    }

    pub const fn shift(key: &'static str) -> Self {
        Self {
            key,
            command: false,
            shift: true,
        }
    }

    pub const fn command(key: &'static str) -> Self {
        Self {
            key,
            command: true,
            shift: false,
        }
    }

    pub const fn command_shift(key: &'static str) -> Self {
        Self {
            key,
            command: true,
            shift: true,
        }
    }

    /// Whether the event is of that key, with these modifiers and no others.
    pub fn is(&self, event: &KeyboardEvent) -> bool {
        let command = event.ctrl_key() || event.meta_key();
        let key = event.key();
        let is_letter = key.len() == 1 && key.as_bytes().iter().all(u8::is_ascii_alphabetic);
        let same_key = key.eq_ignore_ascii_case(self.key);
        // A sign that is no letter may need Shift or not, by keyboard.
        let is_sign = self.key.len() == 1 && !is_letter;
        same_key
            && command == self.command
            && !event.alt_key()
            && (is_sign || event.shift_key() == self.shift)
    }

    /// As people read it: `Ctrl+Shift+Z`, `⌘⇧Z` on a Mac.
    pub fn words(&self) -> String {
        let (command, shift) = if is_mac() {
            ("⌘", "⇧")
        } else {
            ("Ctrl+", "Shift+")
        };
        let mut words = String::new();
        if self.command {
            words.push_str(command);
        }
        if self.shift {
            words.push_str(shift);
        }
        words.push_str(&match self.key {
            "ArrowUp" => "↑".to_owned(),
            "ArrowDown" => "↓".to_owned(),
            "ArrowLeft" => "←".to_owned(),
            "ArrowRight" => "→".to_owned(),
            key if key.len() == 1 => key.to_ascii_uppercase(),
            key => key.to_owned(),
        });
        words
    }
}

/// Carries out the actions' keys, wherever the focus is on the page; in a text field only those with Ctrl that no field uses.
pub fn on_keys(app: App) {
    let listener = window_event_listener(ev::keydown, move |event: KeyboardEvent| {
        if event.default_prevented() {
            return;
        }
        let in_dialog = app.inner().dialog.with_untracked(Option::is_some);
        let in_field = is_in_field(&event);
        // A dialog has the keys to itself, but a copy of the layout can be saved at any moment.
        let is_meant = |action: &&Action| {
            (!in_dialog || action.id == "save")
                && action
                    .keys
                    .iter()
                    .any(|key| key.is(&event) && (!in_field || is_of_the_page(key)))
        };
        let mut meant = actions().filter(is_meant).peekable();
        if meant.peek().is_some() {
            // The browser must not open its own page search or save box, whether or not there is something to do.
            event.prevent_default();
        }
        // One key may do the same to devices and racks; what is selected decides.
        let is_wanted =
            |action: &&Action| (!event.repeat() || action.repeats()) && (action.is_possible)(app);
        if let Some(action) = meant.find(is_wanted) {
            (action.run)(app);
        }
    });
    on_cleanup(move || listener.remove());
}

fn is_in_field(event: &KeyboardEvent) -> bool {
    let target = event
        .target()
        .and_then(|target| target.dyn_into::<Element>().ok());
    target.is_some_and(|target| {
        target
            .matches("input, textarea, select, [contenteditable]")
            .unwrap_or(false)
    })
}

/// Text fields have undo, select all and the like of their own.
fn is_of_the_page(key: &Key) -> bool {
    key.command && matches!(key.key, "k" | "s" | "o" | "e")
}
