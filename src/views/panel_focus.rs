//! Moves the keyboard focus from a panel back to the selection.

use leptos::prelude::*;
use web_sys::Element;

use crate::interaction::selection::Selection;
use crate::state::app::App;
use crate::views::ui::focus::focus;

/// Focuses the selected element. Returns whether it was found.
pub fn return_to_selection(app: App) -> bool {
    let inner = app.inner();
    let latest = inner.focus.latest();
    let wanted = inner.selection.with_untracked(|selection| match selection {
        Selection::Devices(devices) => {
            let latest = latest.filter(|device| devices.contains(device));
            let device = latest.or(devices.last().copied())?;
            Some(format!("[data-device-id=\"{device}\"]"))
        }
        Selection::Rack(rack) => Some(format!("[data-rack-id=\"{rack}\"] .rack-name")),
        Selection::Row(row) => Some(format!("[data-row-id=\"{row}\"] .rack-name")),
        Selection::Nothing => None,
    });
    let node = wanted.and_then(|wanted| found(&wanted));
    if let Some(node) = &node {
        focus(node);
    }
    node.is_some()
}

fn found(selector: &str) -> Option<Element> {
    document().query_selector(selector).ok().flatten()
}
