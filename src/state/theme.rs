//! Dark or light, as chosen on this device; `boot.js` sets it before the first paint.

use crate::shell::page;
use crate::shell::storage::{self, Keep};

pub use crate::draw::export::palette::Theme;

/// The current theme.
pub fn current() -> Theme {
    match page::root_state("theme").as_deref() {
        Some("light") => Theme::Light,
        _ => Theme::Dark,
    }
}

/// Whether the user has chosen one on this device.
pub fn is_chosen() -> bool {
    storage::read(Keep::Device, "theme").is_some()
}

/// Shows a theme without keeping it.
pub fn show(theme: Theme) {
    page::set_root_state("theme", theme.word());
}

/// Shows a theme and keeps it for the next visit. If that fails, the next visit follows the system again.
pub fn choose(theme: Theme) {
    show(theme);
    let _kept = storage::write(Keep::Device, "theme", theme.word());
}
