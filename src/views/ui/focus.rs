//! Moves the keyboard focus to an element.

use std::time::Duration;

use leptos::prelude::document;
use wasm_bindgen::JsCast;
use web_sys::{Element, FocusOptions, HtmlElement, SvgElement};

use crate::domain::ids::DeviceId;
use crate::state::timer::after;
use crate::state::{spawn, time};

/// Focuses an element without scrolling: the canvas scrolls by itself.
pub fn focus(node: &Element) {
    focus_with(node, &FocusOptions::new());
}

/// Like [`focus`], but without the focus ring, as after a click. Browsers without support show it.
pub fn focus_by_press(node: &Element) {
    let options = FocusOptions::new();
    let _ = js_sys::Reflect::set(&options, &"focusVisible".into(), &false.into());
    focus_with(node, &options);
}

/// Focuses the element once it is on the page, even if what calls this is removed by then.
pub fn focus_soon(selector: impl Into<String>) {
    let selector = selector.into();
    after(Duration::ZERO, move || {
        if let Ok(Some(found)) = document().query_selector(&selector) {
            focus(&found);
        }
    });
}

/// Focuses the first element of the open panel.
pub fn focus_panel() {
    let ways = ["[role=tab][aria-selected=true]", "button, input"];
    let first = ways.into_iter().find_map(|way| {
        let selector = format!("aside.panel :is({way})");
        document().query_selector(&selector).ok().flatten()
    });
    if let Some(first) = first {
        focus(&first);
    }
}

/// Focuses a device after what is open above the racks has closed.
pub fn focus_device_soon(device: DeviceId) {
    spawn(async move {
        time::pause().await;
        let node = format!("[data-device-id=\"{device}\"]");
        if let Ok(Some(node)) = document().query_selector(&node) {
            focus(&node);
        }
    });
}

fn focus_with(node: &Element, options: &FocusOptions) {
    options.set_prevent_scroll(true);
    // Focusing a node on the page never fails.
    if let Some(node) = node.dyn_ref::<SvgElement>() {
        let _ = node.focus_with_options(options);
    } else if let Some(node) = node.dyn_ref::<HtmlElement>() {
        let _ = node.focus_with_options(options);
    }
}
