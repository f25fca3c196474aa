//! Small texts in the browser's web storage: per tab, or on this device.

use wasm_bindgen::JsCast;
use wasm_bindgen::closure::Closure;
use web_sys::{Storage, StorageEvent};

/// Where a small text is kept.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Keep {
    /// Until this tab is closed.
    Tab,
    /// On this device, until it is removed.
    Device,
}

const PREFIX: &str = "blinkenrack.";
/// Prefix of keys whose texts are removed when space runs out: nothing in them was arranged by the user.
pub const SPARE: &str = "visit ";

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

/// All keys stored there.
pub fn names(keep: Keep) -> Vec<String> {
    let Some(area) = area(keep) else {
        return Vec::new();
    };
    let names = (0..area.length().unwrap_or(0)).filter_map(|index| area.key(index).ok().flatten());
    names
        .filter_map(|name| Some(name.strip_prefix(PREFIX)?.to_owned()))
        .collect()
}

/// Returns whether it was stored: storage may be forbidden or full. If it is full, [spare](SPARE) texts are removed to make room.
#[must_use]
pub fn write(keep: Keep, key: &str, value: &str) -> bool {
    let Some(area) = area(keep) else {
        return false;
    };
    let name = format!("{PREFIX}{key}");
    let is_kept = || area.set_item(&name, value).is_ok();
    is_kept() || (!key.starts_with(SPARE) && remove_spare(keep) && is_kept())
}

/// Returns whether there were any.
fn remove_spare(keep: Keep) -> bool {
    let mut names = names(keep);
    names.retain(|name| name.starts_with(SPARE));
    for name in &names {
        remove(keep, name);
    }
    !names.is_empty()
}

pub fn remove(keep: Keep, key: &str) {
    if let Some(area) = area(keep) {
        let _ = area.remove_item(&format!("{PREFIX}{key}"));
    }
}

/// Calls `handler` when another tab has written or removed a text on this device, for as long as the page lives. Clearing the
/// whole storage is not reported: that is not a sign-out.
pub fn on_changed_elsewhere(key: &str, handler: impl Fn(Option<&str>) + 'static) {
    let key = format!("{PREFIX}{key}");
    let closure = Closure::<dyn Fn(StorageEvent)>::new(move |event: StorageEvent| {
        let is_of_device = event.storage_area() == area(Keep::Device);
        if is_of_device && event.key().as_ref() == Some(&key) {
            handler(event.new_value().as_deref());
        }
    });
    if let Some(window) = web_sys::window() {
        // Windows accept listeners.
        let _ =
            window.add_event_listener_with_callback("storage", closure.as_ref().unchecked_ref());
    }
    closure.forget();
}
