//! Giving the keyboard's focus to an element of the page.

use wasm_bindgen::JsCast;
use web_sys::{Element, FocusOptions, HtmlElement, SvgElement};

/// Nothing is scrolled: what scrolls the canvas knows better where to.
pub fn focus(node: &Element) {
    focus_with(node, &FocusOptions::new());
}

/// As a press does it: without the frame that shows where the keyboard is. Browsers that cannot leave it out show it.
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
