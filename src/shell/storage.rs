//! Small texts kept by the browser: for this tab, or on this device.

use web_sys::Storage;

/// Where a small text is kept.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Keep {
    /// Until this tab is closed.
    Tab,
    /// On this device, until it is removed.
    Device,
}

const PREFIX: &str = "blinkenrack.";

fn area(keep: Keep) -> Option<Storage> {
    let window = web_sys::window()?;
    match keep {
        Keep::Tab => window.session_storage(),
        Keep::Device => window.local_storage(),
    }
    .ok()
    .flatten()
}

pub fn read(keep: Keep, key: &str) -> Option<String> {
    area(keep)?
        .get_item(&format!("{PREFIX}{key}"))
        .ok()
        .flatten()
}

/// Whether it was kept: storage may be forbidden or full.
#[must_use]
pub fn write(keep: Keep, key: &str, value: &str) -> bool {
    area(keep).is_some_and(|area| area.set_item(&format!("{PREFIX}{key}"), value).is_ok())
}

pub fn remove(keep: Keep, key: &str) {
    if let Some(area) = area(keep) {
        let _ = area.remove_item(&format!("{PREFIX}{key}"));
    }
}
