//! Follows the theme of the system while the page is open, unless one was chosen on this device.

use leptos::prelude::*;
use wasm_bindgen::JsCast;
use wasm_bindgen::closure::Closure;

use crate::state::app::App;
use crate::state::theme::{self, Theme};

pub fn follow_system_theme() {
    let light = window().match_media("(prefers-color-scheme: light)");
    let Some(light) = light.ok().flatten() else {
        return;
    };
    let shown = App::expect().inner().theme.clone();
    let list = light.clone();
    let changed = Closure::<dyn Fn()>::new(move || {
        if theme::is_chosen() {
            return;
        }
        let theme = if list.matches() {
            Theme::Light
        } else {
            Theme::Dark
        };
        theme::show(theme);
        shown.set(theme);
    });
    // A list of media takes listeners.
    let _ = light.add_event_listener_with_callback("change", changed.as_ref().unchecked_ref());
    let kept = StoredValue::new_local((light, changed));
    on_cleanup(move || {
        kept.with_value(|(light, changed)| {
            let changed = changed.as_ref().unchecked_ref();
            let _ = light.remove_event_listener_with_callback("change", changed);
        });
    });
}
