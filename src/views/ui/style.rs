//! What code changes of an element by itself: properties of its own style, and attributes that have no value.

use web_sys::{Element, HtmlElement};

use crate::domain::decimal::decimal;

/// A length as style sheets take it: to a hundredth of a pixel.
pub fn pixels(length: f64) -> String {
    format!("{}px", decimal(length, 2))
}

/// Sets a property of the element's own style; a name and value of ours are not refused.
pub fn style(element: &HtmlElement, name: &str, value: &str) {
    let _ = element.style().set_property(name, value);
}

/// Sets or removes an attribute that has no value.
pub fn mark(node: &Element, name: &str, is_set: bool) {
    // Refused for no name of ours.
    let _ = node.toggle_attribute_with_force(name, is_set);
}
