//! Scrolls to an element.

use web_sys::{Element, ScrollIntoViewOptions, ScrollLogicalPosition};

/// Scrolls the element into view, no further than necessary.
pub fn scroll_to(node: &Element) {
    let options = ScrollIntoViewOptions::new();
    options.set_block(ScrollLogicalPosition::Nearest);
    node.scroll_into_view_with_scroll_into_view_options(&options);
}

/// Scrolls a row sideways until an item of it is in view, no further than necessary.
pub fn scroll_across(row: &Element, item: &Element) {
    let (row_box, item_box) = (
        row.get_bounding_client_rect(),
        item.get_bounding_client_rect(),
    );
    let beyond =
        (item_box.right() - row_box.right()).max(0.0) + (item_box.left() - row_box.left()).min(0.0);
    // Whole pixels, and none too few.
    let beyond = beyond.signum() * beyond.abs().ceil();
    if beyond != 0.0 {
        row.set_scroll_left(row.scroll_left() + beyond as i32);
    }
}
