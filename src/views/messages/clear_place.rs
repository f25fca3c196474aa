//! Lifts messages off what is in use.

use leptos::prelude::*;
use wasm_bindgen::JsCast;
use web_sys::{Element, HtmlElement};

use crate::interaction::clear_place::{WindowBox, lift};
use crate::views::ui::style::{style, translation};

/// What lies over the page and has its own controls, and those.
const SHEETS: &str = ".panel, .palette[data-state=open], .phone-bar";
const CONTROLS: &str = "button, a[href], input, select, textarea";

/// Moves the messages to where they cover least. Under a pointer or with the focus they stay. `lifted` is how far they were moved.
pub fn give_way(messages: &HtmlElement, lifted: StoredValue<f64>) {
    let is_in_use = messages.matches(":hover, :focus-within").unwrap_or(false);
    let Some(now) = around(messages).filter(|_| !is_in_use) else {
        return;
    };
    let before = lifted.try_get_value().unwrap_or_default();
    let usual = WindowBox {
        top: now.top + before,
        bottom: now.bottom + before,
        ..now
    };
    let focused = document().active_element();
    let focused = focused.filter(|focused| focused.tag_name() != "BODY");
    let by = lift(usual, focused.as_ref().map(place_of), &controls());
    let _ = lifted.try_set_value(by);
    style(messages, "transform", &translation(0.0, -by));
}

/// What all messages take up together.
fn around(messages: &HtmlElement) -> Option<WindowBox> {
    let all = found(messages, ".toast").into_iter();
    let places = all.map(|toast| place_of(&toast));
    places.reduce(|one, other| WindowBox {
        left: one.left.min(other.left),
        top: one.top.min(other.top),
        right: one.right.max(other.right),
        bottom: one.bottom.max(other.bottom),
    })
}

/// A dialog lies over the messages, with all that is in it.
fn controls() -> Vec<WindowBox> {
    let Some(page) = document().document_element() else {
        return Vec::new();
    };
    let mut controls: Vec<_> = found(&page, "dialog[open]").iter().map(place_of).collect();
    for sheet in found(&page, SHEETS) {
        let whole = place_of(&sheet);
        let within = found(&sheet, CONTROLS).into_iter();
        controls.extend(
            within
                .map(|control| place_of(&control))
                .filter(|control| whole.shows(*control)),
        );
    }
    controls
}

fn found(node: &Element, selector: &str) -> Vec<Element> {
    // The selectors are valid.
    let Ok(found) = node.query_selector_all(selector) else {
        return Vec::new();
    };
    let all = (0..found.length()).filter_map(|place| found.get(place));
    all.filter_map(|node| node.dyn_into().ok()).collect()
}

fn place_of(node: &Element) -> WindowBox {
    let place = node.get_bounding_client_rect();
    WindowBox {
        left: place.left(),
        top: place.top(),
        right: place.right(),
        bottom: place.bottom(),
    }
}
