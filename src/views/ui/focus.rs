//! Moves the keyboard focus to an element.

use wasm_bindgen::JsCast;
use web_sys::{Element, FocusOptions, HtmlElement, SvgElement};

/// Does not scroll: the canvas scrolls by itself.
pub fn focus(node: &Element) {
    focus_with(node, &FocusOptions::new());
}

/// Without the focus frame, as after a click. Browsers that do not support that show the frame.
pub fn focus_by_press(node: &Element) {
    let options = FocusOptions::new();
    let _ = js_sys::Reflect::set(&options, &"focusVisible".into(), &false.into());
    focus_with(node, &options);
}

fn focus_with(node: &Element, options: &FocusOptions) {
    options.set_prevent_scroll(true);
    // Focusing a node that is in the page does not fail.
    if let Some(node) = node.dyn_ref::<SvgElement>() {
        let _ = node.focus_with_options(options);
    } else if let Some(node) = node.dyn_ref::<HtmlElement>() {
        let _ = node.focus_with_options(options);
    }
}
