//! The text beside the pointer: what is dragged, where to, or why it cannot be dropped.

use leptos::prelude::*;
use wasm_bindgen::JsCast;
use web_sys::{Element, HtmlElement};

use crate::draw::camera::Pair;
use crate::views::ui::shapes;
use crate::views::ui::style::{mark, style, translation};

/// Distance from the pointer, so that neither it nor a finger hides the text.
const OFFSET: Pair = (16.0, 18.0);

/// Removed from the page when dropped.
pub struct DragLabel(Option<LabelNodes>);

struct LabelNodes {
    /// Moves with the pointer. It has no size, so that a change of text does not trigger a page layout.
    anchor: HtmlElement,
    words: Element,
}

impl DragLabel {
    pub fn new() -> Self {
        let make = || -> Option<LabelNodes> {
            let label = document().create_element("div").ok()?;
            shapes::set(&label, "class", "drag-label");
            // The text is announced elsewhere.
            shapes::set(&label, "aria-hidden", "true");
            let words = document().create_element("span").ok()?;
            label.append_child(&words).ok()?;
            document().body()?.append_child(&label).ok()?;
            let anchor = label.dyn_into().ok()?;
            Some(LabelNodes { anchor, words })
        };
        Self(make())
    }

    /// Moves it to a point of the window.
    pub fn move_to(&self, at: Pair) {
        if let Some(LabelNodes { anchor, .. }) = &self.0 {
            let (x, y) = (at.0 + OFFSET.0, at.1 + OFFSET.1);
            style(anchor, "transform", &translation(x.round(), y.round()));
        }
    }

    pub fn say(&self, words: &str, is_blocked: bool) {
        if let Some(label) = &self.0 {
            label.words.set_text_content(Some(words));
            mark(&label.anchor, "data-blocked", is_blocked);
        }
    }
}

impl Drop for DragLabel {
    fn drop(&mut self) {
        if let Some(label) = self.0.take() {
            label.anchor.remove();
        }
    }
}
