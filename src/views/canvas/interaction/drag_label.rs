//! The text beside the pointer: what is dragged, where to, or why it cannot be dropped.

use std::cell::Cell;

use leptos::prelude::*;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{Element, HtmlElement};

use crate::draw::beside::label_corner;
use crate::draw::camera::Pair;
use crate::draw::text::width;
use crate::views::ui::shapes;
use crate::views::ui::style::{mark, style, translation};

/// Maximum width, padding and font size of the text, in pixels; must match the style sheet.
const WIDEST: f64 = 320.0;
const PADDING: Pair = (20.0, 10.0);
const LETTERS: f32 = 12.0;
const LINE: f64 = 18.0;

/// Removed from the page when dropped.
pub struct DragLabel(Option<LabelNodes>);

struct LabelNodes {
    /// Moves with the pointer. It has no size, so that a change of text does not trigger a page layout.
    anchor: HtmlElement,
    words: Element,
    /// Its estimated size: measuring it would trigger a page layout.
    size: Cell<Pair>,
    pointer: Cell<Pair>,
    window: Pair,
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
            Some(LabelNodes {
                anchor,
                words,
                size: Cell::default(),
                pointer: Cell::default(),
                window: window_size(),
            })
        };
        Self(make())
    }

    /// Moves it to a point of the window.
    pub fn move_to(&self, at: Pair) {
        if let Some(label) = &self.0 {
            label.pointer.set(at);
            label.place();
        }
    }

    pub fn say(&self, words: &str, is_blocked: bool) {
        if let Some(label) = &self.0 {
            label.words.set_text_content(Some(words));
            mark(&label.anchor, "data-blocked", is_blocked);
            label.size.set(size_of(words));
            label.place();
        }
    }
}

impl LabelNodes {
    fn place(&self) {
        let (x, y) = label_corner(self.pointer.get(), self.size.get(), self.window);
        style(
            &self.anchor,
            "transform",
            &translation(x.round(), y.round()),
        );
    }
}

fn size_of(words: &str) -> Pair {
    let length = f64::from(width(words, LETTERS));
    let room = WIDEST - PADDING.0;
    let lines = (length / room).ceil().max(1.0);
    (length.min(room) + PADDING.0, lines * LINE + PADDING.1)
}

fn window_size() -> Pair {
    let window = window();
    let length = |length: Result<JsValue, JsValue>| length.ok().and_then(|length| length.as_f64());
    (
        length(window.inner_width()).unwrap_or(f64::MAX),
        length(window.inner_height()).unwrap_or(f64::MAX),
    )
}

impl Drop for DragLabel {
    fn drop(&mut self) {
        if let Some(label) = self.0.take() {
            label.anchor.remove();
        }
    }
}
