//! Keys in the list of link targets, and in the field above it.

use leptos::ev::KeyboardEvent;
use leptos::prelude::document;
use wasm_bindgen::JsCast;
use web_sys::{Element, HtmlElement};

use crate::domain::offering::taken;
use crate::views::ui::focus::focus;

/// The index of the focused row.
pub(super) fn focused_offer() -> Option<usize> {
    let focused = document().active_element()?;
    rows()
        .iter()
        .position(|row| row.contains(Some(focused.as_ref())))
}

/// Focuses the link button of that row; there is none past the last row.
pub(super) fn go_to_offer(event: &KeyboardEvent, at: usize) {
    event.prevent_default();
    if let Some(button) = rows().get(at).and_then(button_of) {
        focus(&button);
    }
}

/// Links the result with exactly that name, otherwise the first result.
pub(super) fn press_offer(event: &KeyboardEvent, typed: &str) {
    // During input composition, keys choose among the input method's suggestions.
    if event.is_composing() {
        return;
    }
    event.prevent_default();
    let rows = rows();
    let names: Vec<String> = rows.iter().map(name_of).collect();
    let at = taken(typed, names.iter().map(String::as_str));
    if let Some(button) = rows.get(at).and_then(button_of) {
        button.click();
    }
}

fn rows() -> Vec<Element> {
    let Ok(rows) = document().query_selector_all(".inspector .offers li") else {
        return Vec::new();
    };
    let rows = (0..rows.length()).filter_map(|at| rows.get(at));
    rows.filter_map(|row| row.dyn_into().ok()).collect()
}

fn name_of(row: &Element) -> String {
    let name = row.query_selector(".name").ok().flatten();
    name.and_then(|name| name.text_content())
        .unwrap_or_default()
}

fn button_of(row: &Element) -> Option<HtmlElement> {
    row.query_selector("button").ok()??.dyn_into().ok()
}
