//! Changes style properties and boolean attributes of an element from code.

use web_sys::{Element, HtmlElement};

use crate::domain::decimal::decimal;

/// A CSS length, rounded to hundredths of a pixel.
pub fn pixels(length: f64) -> String {
    format!("{}px", decimal(length, 2))
}

/// A CSS translation.
pub fn translation(x: f64, y: f64) -> String {
    format!("translate({}, {})", pixels(x), pixels(y))
}

/// Sets a style property. Only invalid names and values are refused, and ours are valid.
pub fn style(element: &HtmlElement, name: &str, value: &str) {
    let _ = element.style().set_property(name, value);
}

/// Sets or removes an attribute that has no value.
pub fn mark(node: &Element, name: &str, is_set: bool) {
    // Only an invalid name is refused.
    let _ = node.toggle_attribute_with_force(name, is_set);
}
