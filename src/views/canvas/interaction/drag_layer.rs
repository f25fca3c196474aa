//! Layers above the racks: copies of the dragged devices, which follow the pointer, and outlines of the drop targets.

use leptos::prelude::*;
use wasm_bindgen::JsCast;
use web_sys::{Element, Node, SvgElement};

use crate::domain::decimal::decimal;
use crate::draw::area::{Area, Point};
use crate::draw::path::PathBuilder;
use crate::views::canvas::stage::Stage;
use crate::views::ui::shapes;
use crate::views::ui::style::{mark, translation};

const SVG: &str = "http://www.w3.org/2000/svg";
/// Maximum number of copies; more devices are shown as outlines only.
const MOST_COPIES: usize = 40;

/// When dropped, removes itself from the page and puts the lifted nodes back.
pub struct DragLayer {
    above: Option<SvgElement>,
    fitting: Option<Element>,
    blocked: Option<Element>,
    rooms: Option<Element>,
    copies: Option<SvgElement>,
    lifted: Vec<Element>,
}

impl DragLayer {
    pub fn new(stage: Stage) -> Self {
        let above = layer(stage, "drag-layer");
        let path = |class| {
            let above = above.as_ref()?;
            let path = document().create_element_ns(Some(SVG), "path").ok()?;
            shapes::set(&path, "class", class);
            above.append_child(&path).ok()?;
            Some(path)
        };
        Self {
            rooms: path("free-room"),
            fitting: path("drop-ghost"),
            blocked: path("drop-ghost"),
            above: above.clone(),
            copies: None,
            lifted: Vec::new(),
        }
    }

    /// Lifts copies of these nodes off the racks; `origin` is the world position of the drawing that contains the node.
    pub fn lift(&mut self, stage: Stage, nodes: &[(Element, Point)]) {
        if let Some(above) = &self.above {
            shapes::set(above, "class", "drag-layer outlines");
        }
        let copies = layer(stage, "drag-layer lifted");
        for (node, origin) in nodes {
            mark(node, "data-moving", true);
            self.lifted.push(node.clone());
            if let Some(copies) = copies.as_ref().filter(|_| self.lifted.len() <= MOST_COPIES) {
                copy_into(copies, node, *origin);
            }
        }
        self.copies = copies;
    }

    /// Moves the copies by this distance from their origin, in world pixels.
    pub fn follow(&self, dx: f32, dy: f32) {
        if let Some(copies) = &self.copies {
            let place = translation(f64::from(dx), f64::from(dy));
            // A valid name and value, never refused.
            let _ = copies.style().set_property("transform", &place);
        }
    }

    /// Outlines where things would be dropped, those that fit and those that are blocked.
    pub fn outline(&self, fitting: &[Area], blocked: &[Area]) {
        draw(self.fitting.as_ref(), fitting);
        if let Some(path) = &self.blocked {
            mark(path, "data-blocked", !blocked.is_empty());
        }
        draw(self.blocked.as_ref(), blocked);
    }

    /// Shows the free places.
    pub fn show_rooms(&self, rooms: &[Area]) {
        draw(self.rooms.as_ref(), rooms);
    }
}

impl Drop for DragLayer {
    fn drop(&mut self) {
        for layer in [self.above.take(), self.copies.take()]
            .into_iter()
            .flatten()
        {
            layer.remove();
        }
        for node in &self.lifted {
            mark(node, "data-moving", false);
        }
    }
}

fn draw(path: Option<&Element>, areas: &[Area]) {
    let mut outline = PathBuilder::new();
    for area in areas {
        outline.rounded(area.x, area.y + 1.0, area.width, area.height - 2.0, 3.0);
    }
    if let Some(path) = path {
        shapes::set(path, "d", &outline.finish());
    }
}

/// A drawing over the whole world, in its pixels.
fn layer(stage: Stage, class: &str) -> Option<SvgElement> {
    let world = stage.view()?.query_selector(".world").ok()??;
    let layer = document().create_element_ns(Some(SVG), "svg").ok()?;
    shapes::set(&layer, "class", class);
    shapes::set(&layer, "aria-hidden", "true");
    world.append_child(&layer).ok()?;
    layer.dyn_into().ok()
}

/// Adds a copy that tests, styles and assistive tools do not mistake for the device itself.
fn copy_into(layer: &Element, node: &Element, origin: Point) {
    let copied = node.clone_node_with_deep(true);
    let Some(copy) = copied
        .ok()
        .and_then(|copy: Node| copy.dyn_into::<Element>().ok())
    else {
        return;
    };
    for name in [
        "data-device-id",
        "data-system-id",
        "data-moving",
        "data-selected",
        "role",
        "tabindex",
        "aria-label",
        "aria-selected",
    ] {
        let _ = copy.remove_attribute(name);
    }
    let inner = node.get_attribute("transform").unwrap_or_default();
    let number = |number: f32| decimal(f64::from(number), 2);
    let place = format!(
        "translate({} {}) {inner}",
        number(origin.x),
        number(origin.y)
    );
    shapes::set(&copy, "transform", &place);
    let _ = layer.append_child(&copy);
}
