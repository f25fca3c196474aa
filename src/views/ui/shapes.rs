//! Turns display lists into SVG elements and updates them.

use wasm_bindgen::JsCast;
use web_sys::{Document, Element};

use crate::domain::decimal::decimal;
use crate::draw::shape::{Fill, Geometry, Glyphs, LINE, Role, Shape};

const SVG: &str = "http://www.w3.org/2000/svg";
/// Element for multi-line text.
const BOX: &str = "foreignObject";
/// Distance from the top of such a box to the first line's baseline.
const ABOVE_BASELINE: f32 = 10.5;

/// Appends a node for each shape. Text goes in as text, never as markup: names come from the hub.
pub fn append(parent: &Element, shapes: &[Shape]) {
    for shape in shapes {
        append_one(parent, shape);
    }
}

/// Appends one node and returns it; `None` only while the page is being torn down.
pub fn append_one(parent: &Element, shape: &Shape) -> Option<Element> {
    let document: Document = parent.owner_document()?;
    let tag = tag_of(shape);
    let node = document.create_element_ns(Some(SVG), tag).ok()?;
    set(&node, "class", shape.role.class());
    apply(&node, shape);
    if (tag == "text" || tag == BOX) && !is_whole_name(shape) {
        // The accessible name contains the same text.
        set(&node, "aria-hidden", "true");
    }
    parent.append_child(&node).ok()?.dyn_into().ok()
}

const fn tag_of(shape: &Shape) -> &'static str {
    match shape.geometry {
        Geometry::Path(_) => "path",
        Geometry::Text { .. } | Geometry::Glyphs(_) => "text",
        Geometry::Lines { .. } => BOX,
        Geometry::Picture { .. } => "image",
    }
}

/// Updates a node to show another text. If its kind differs, it is replaced by a new last child of its parent.
pub fn replace(node: Element, shape: &Shape) -> Option<Element> {
    if node.tag_name() == tag_of(shape) {
        apply(&node, shape);
        return Some(node);
    }
    let parent = node.parent_element()?;
    node.remove();
    append_one(&parent, shape)
}

/// Whether the text is a device's full name: the only drawn text with which its accessible name begins.
fn is_whole_name(shape: &Shape) -> bool {
    let is_name = matches!(shape.role, Role::Name | Role::SmallName);
    matches!(&shape.geometry, Geometry::Text { text, .. } if is_name && !text.contains('…'))
}

/// Updates an existing node of the same kind to show another shape.
pub fn apply(node: &Element, shape: &Shape) {
    match &shape.geometry {
        Geometry::Path(data) => {
            set(node, "d", data);
        }
        Geometry::Text { x, y, text } => {
            set(node, "x", &pixels(*x));
            set(node, "y", &pixels(*y));
            node.set_text_content(Some(text));
        }
        Geometry::Lines { x, y, length, text } => {
            set(node, "x", &pixels(*x));
            set(node, "y", &pixels(*y - ABOVE_BASELINE));
            set(node, "width", &pixels(*length));
            set(node, "height", &pixels(3.0 * LINE));
            node.set_text_content(Some(text));
        }
        Geometry::Glyphs(Glyphs { text, xs, ys }) => {
            set(node, "x", &numbers(xs));
            set(node, "y", &numbers(ys));
            node.set_text_content(Some(text));
        }
        // The address of the picture is set by the code that has it.
        Geometry::Picture { .. } => {}
    }
    if shape.lowered != 0.0 {
        set(
            node,
            "transform",
            &format!("translate(0 {})", pixels(shape.lowered)),
        );
    }
    if shape.turned {
        set(node, "transform", "rotate(90)");
    }
    match shape.fill {
        Fill::Role => {}
        Fill::Face(tint) => set(node, "fill", &format!("url(#{})", tint.id())),
        Fill::Bars(fill) => set(node, "fill", &format!("url(#{})", fill.id())),
    }
}

/// Sets an attribute. Only an invalid name is refused, and all of ours are valid.
pub fn set(node: &Element, name: &str, value: &str) {
    let _ = node.set_attribute(name, value);
}

/// A length for an attribute, rounded to hundredths of a pixel.
pub fn pixels(length: f32) -> String {
    decimal(f64::from(length), 2)
}

fn numbers(values: &[f32]) -> String {
    let mut list = String::with_capacity(values.len() * 6);
    for value in values {
        if !list.is_empty() {
            list.push(' ');
        }
        list.push_str(&decimal(f64::from(*value), 1));
    }
    list
}
