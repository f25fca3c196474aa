//! A box that marks a part of the world: the edge of a rack, the focused element, a chosen gap.

use std::cell::Cell;

use leptos::prelude::document;
use wasm_bindgen::JsCast;
use web_sys::HtmlElement;

use super::stage::Stage;
use crate::draw::area::Area;
use crate::views::ui::shapes;
use crate::views::ui::style::{pixels, style};

/// Removed from the page when dropped. Hidden from assistive tools, which learn by other means what it marks.
pub struct Frame {
    node: Option<HtmlElement>,
    /// Its current area.
    area: Cell<Option<Area>>,
}

impl Frame {
    /// Adds it to the page, hidden.
    pub fn new(stage: Stage, class: &str) -> Self {
        let make = || -> Option<HtmlElement> {
            let world = stage.view()?.query_selector(".world").ok()??;
            let node: HtmlElement = document().create_element("div").ok()?.dyn_into().ok()?;
            shapes::set(&node, "class", class);
            shapes::set(&node, "aria-hidden", "true");
            style(&node, "display", "none");
            world.append_child(&node).ok()?;
            Some(node)
        };
        Self {
            node: make(),
            area: Cell::new(None),
        }
    }

    pub fn node(&self) -> Option<&HtmlElement> {
        self.node.as_ref()
    }

    /// Places it over that part of the world, or hides it.
    pub fn put(&self, area: Option<Area>) {
        let Some(node) = &self.node else { return };
        if self.area.replace(area) == area {
            return;
        }
        let Some(area) = area else {
            return style(node, "display", "none");
        };
        for (name, length) in [
            ("left", area.x),
            ("top", area.y),
            ("width", area.width),
            ("height", area.height),
        ] {
            style(node, name, &pixels(f64::from(length)));
        }
        style(node, "display", "block");
    }
}

impl Drop for Frame {
    fn drop(&mut self) {
        if let Some(node) = self.node.take() {
            node.remove();
        }
    }
}
