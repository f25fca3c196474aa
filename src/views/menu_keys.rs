//! The keyboard in all menus: arrow keys go through the entries; Escape and Tab close a menu and return the focus to its button.

use leptos::prelude::*;
use wasm_bindgen::JsCast;
use web_sys::{Element, Event, HtmlElement, KeyboardEvent, MouseEvent};

use super::ui::focus::{focus, focus_by_press};
use super::ui::listen::{listen, listen_early, stop};
use crate::interaction::menu_keys::{MenuEntry, MenuStep, menu_step};

/// The entries of a menu.
const ENTRIES: &str = "button:not(:disabled), a[href], input, select";
/// Entries that leave their menu open.
const STAYING: &str = ".fold, .stays, fieldset *, label *, .columns *";
/// Number of frames to wait for the entries of a menu, which may have to be loaded.
const FRAMES: u32 = 90;

/// Attends to all menus that open below a button, for as long as the current owner lives.
pub(super) fn attend_to_menus() {
    // Before what else takes these keys: the racks have arrow keys too.
    listen_early("keydown", |event| {
        if let Some((opener, list)) = target_of(event).as_ref().and_then(open_menu) {
            let leave = || {
                focus(&opener);
                opener.click();
            };
            on_menu_key(event.unchecked_ref(), &list, leave);
        }
    });
    // Before the chosen entry is removed with its menu, which would leave the focus to the page, and before a dialog notes what was focused.
    listen_early("click", |event| {
        let Some(target) = target_of(event) else {
            return;
        };
        let is_leaving =
            is_within(&target, ".items :is(button, a)") && !is_within(&target, STAYING);
        match open_menu(&target) {
            Some((opener, _)) if is_leaving && is_by_key(event) => focus(&opener),
            Some((opener, _)) if is_leaving => focus_by_press(&opener),
            _ => {}
        }
    });
    listen("click", |event| {
        let opener = target_of(event).filter(|_| is_by_key(event));
        let opener = opener.and_then(|target| target.closest(".menu > button").ok().flatten());
        if let Some(opener) = opener {
            enter(opener, FRAMES);
        }
    });
}

/// Handles a key in an open menu; `leave` closes it and returns the focus.
pub(super) fn on_menu_key(event: &KeyboardEvent, menu: &Element, leave: impl FnOnce()) {
    let entries = entries(menu);
    let focused = document().active_element();
    let at = entries
        .iter()
        .position(|entry| Some::<&Element>(entry) == focused.as_ref());
    let entry = at
        .zip(focused)
        .map(|(at, focused)| match focused.tag_name().as_str() {
            "SELECT" => MenuEntry::Field(at),
            "INPUT" => MenuEntry::Check(at),
            _ => MenuEntry::Item(at),
        });
    let step = menu_step(&event.key(), entry, entries.len());
    match step {
        Some(MenuStep::Leave) => leave(),
        Some(MenuStep::Focus(next)) => {
            if let Some(entry) = entries.get(next) {
                // Unlike the racks, a menu scrolls to what is focused.
                let _ = entry.focus();
            }
        }
        None => return,
    }
    stop(event);
}

/// Focuses the first entry of a menu.
pub(super) fn enter_menu(menu: &Element) -> bool {
    let first = entries(menu).into_iter().next();
    first.is_some_and(|first| first.focus().is_ok())
}

/// Focuses the first entry of the menu that a button has opened by a key, once it is there.
fn enter(opener: Element, frames: u32) {
    let _ = request_animation_frame(move || {
        let is_waiting = document().active_element().as_ref() == Some(&opener);
        let list = open_menu(&opener).filter(|_| is_waiting);
        if let Some((_, list)) = list
            && !enter_menu(&list)
            && frames > 0
        {
            enter(opener, frames - 1);
        }
    });
}

/// The button and the list of the open menu around an element.
fn open_menu(target: &Element) -> Option<(HtmlElement, Element)> {
    let menu = target.closest(".menu").ok()??;
    let list = menu.query_selector(":scope > .items").ok()??;
    let opener = menu
        .query_selector(":scope > [aria-expanded=true]")
        .ok()??;
    Some((opener.dyn_into().ok()?, list))
}

fn entries(menu: &Element) -> Vec<HtmlElement> {
    let Ok(found) = menu.query_selector_all(ENTRIES) else {
        return Vec::new();
    };
    let entries = (0..found.length()).filter_map(|at| found.item(at));
    entries.filter_map(|entry| entry.dyn_into().ok()).collect()
}

fn is_within(target: &Element, selector: &str) -> bool {
    matches!(target.closest(selector), Ok(Some(_)))
}

/// Whether a click was made by a key.
fn is_by_key(event: &Event) -> bool {
    event.unchecked_ref::<MouseEvent>().detail() == 0
}

fn target_of(event: &Event) -> Option<Element> {
    event.target()?.dyn_into().ok()
}
