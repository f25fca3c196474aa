//! Keeps menus within the window.

use leptos::prelude::*;
use web_sys::HtmlElement;

/// Places the menu at the pointer, within the window.
pub(super) fn place(node: &HtmlElement, x: i32, y: i32) {
    let (width, height) = (
        window().inner_width().ok().and_then(|width| width.as_f64()),
        window()
            .inner_height()
            .ok()
            .and_then(|height| height.as_f64()),
    );
    let keep = |at: i32, size: i32, room: Option<f64>| {
        let room = room.unwrap_or(f64::MAX);
        f64::from(at).min(room - f64::from(size) - 8.0).max(8.0)
    };
    let style = node.style();
    let left = keep(x, node.offset_width(), width);
    let top = keep(y, node.offset_height(), height);
    // Valid names and values, which are never refused.
    let _ = style.set_property("left", &format!("{left}px"));
    let _ = style.set_property("top", &format!("{top}px"));
}

/// Moves a menu that has grown so that it stays within the window.
pub(super) fn keep_in_window(node: &HtmlElement) {
    let corner = node.get_bounding_client_rect();
    place(node, corner.left() as i32, corner.top() as i32);
}
