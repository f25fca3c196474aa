//! Settings of the panel that are kept on this device.

use crate::shell::page;
use crate::shell::storage::{self, Keep};

const WIDTH: &str = "panel.width";

/// The width that was chosen last, in CSS pixels.
pub fn kept_width() -> Option<f64> {
    storage::read(Keep::Device, WIDTH)?.parse().ok()
}

/// Keeps the width. If that fails, the next visit starts with the default width.
pub fn keep_width(width: f64) {
    let _kept = storage::write(Keep::Device, WIDTH, &width.to_string());
}

/// Passes the width to the style sheet.
pub fn show_width(width: f64) {
    page::set_root_property("--panel-width", &format!("{width}px"));
}
