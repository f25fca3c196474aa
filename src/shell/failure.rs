//! The page shown when the program itself fails.

use std::panic::PanicHookInfo;

use js_sys::{Function, Reflect};
use wasm_bindgen::{JsCast, JsValue};

/// Installs a panic hook that shows a page with a reload button, drawn by the script `boot.js`.
pub fn show_panics() {
    std::panic::set_hook(Box::new(|info: &PanicHookInfo<'_>| show(&info.to_string())));
}

/// Replaces the page by one that describes the failure.
pub fn show(detail: &str) {
    web_sys::console::error_1(&JsValue::from_str(detail));
    let shown = Reflect::get(&js_sys::global(), &JsValue::from_str("blinkenrackFailed"))
        .ok()
        .and_then(|function| function.dyn_into::<Function>().ok())
        .is_some_and(|function| {
            function
                .call1(&JsValue::NULL, &JsValue::from_str(detail))
                .is_ok()
        });
    if !shown {
        web_sys::console::error_1(&JsValue::from_str("The failure page could not be shown."));
    }
}
