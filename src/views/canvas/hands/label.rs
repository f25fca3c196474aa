//! The words beside the pointer: what is carried, where to, or why not there.

use leptos::prelude::*;
use web_sys::Element;

use crate::draw::camera::Pair;
use crate::views::canvas::stage::style;
use crate::views::ui::shapes;
use wasm_bindgen::JsCast;
use web_sys::HtmlElement;

/// Beside the pointer, so that neither it nor a finger hides the words.
const OFFSET: Pair = (16.0, 18.0);

/// Leaves the page with its owner.
pub struct Label(Option<HtmlElement>);

impl Label {
    pub fn new() -> Self {
        let make = || -> Option<HtmlElement> {
            let label = document().create_element("div").ok()?;
            shapes::set(&label, "class", "carry-label");
            // What is said there is announced elsewhere.
            shapes::set(&label, "aria-hidden", "true");
            document().body()?.append_child(&label).ok()?;
            label.dyn_into().ok()
        };
        Self(make())
    }

    /// Puts it beside a point of the window.
    pub fn move_to(&self, at: Pair) {
        if let Some(label) = &self.0 {
            let (x, y) = (at.0 + OFFSET.0, at.1 + OFFSET.1);
            style(
                label,
                "transform",
                &format!("translate({x:.0}px, {y:.0}px)"),
            );
        }
    }

    pub fn say(&self, words: &str, is_blocked: bool) {
        if let Some(label) = &self.0 {
            label.set_text_content(Some(words));
            mark(label, "data-blocked", is_blocked);
        }
    }
}

impl Drop for Label {
    fn drop(&mut self) {
        if let Some(label) = self.0.take() {
            label.remove();
        }
    }
}

/// Sets or removes an attribute that has no value.
pub fn mark(node: &Element, name: &str, is_set: bool) {
    if is_set {
        shapes::set(node, name, "");
    } else {
        // Fails for no name of ours.
        let _ = node.remove_attribute(name);
    }
}
