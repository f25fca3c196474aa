//! The page's address and its fragment. The query is the router's.

use wasm_bindgen::JsValue;
use web_sys::{Event, Location, UrlSearchParams};

use super::page::listen;

fn location() -> Option<Location> {
    web_sys::window().map(|window| window.location())
}

/// The query of the address, with its question mark; empty where there is none.
pub fn query() -> String {
    location()
        .and_then(|location| location.search().ok())
        .unwrap_or_default()
}

/// The value of a parameter of a query; empty where it is only named.
pub fn parameter(query: &str, name: &str) -> Option<String> {
    UrlSearchParams::new_with_str(query).ok()?.get(name)
}

/// What stands behind `#` in the address, with it; empty where there is nothing.
pub fn fragment() -> String {
    location()
        .and_then(|location| location.hash().ok())
        .unwrap_or_default()
}

/// Calls `handler` when the fragment changes, for as long as the page lives.
pub fn on_new_fragment(handler: impl Fn() + 'static) {
    if let Some(window) = web_sys::window() {
        listen(&window, "hashchange", handler);
    }
}

/// Where the app is served: the address without query and fragment.
pub fn plain() -> String {
    let parts =
        location().and_then(|location| Some((location.origin().ok()?, location.pathname().ok()?)));
    parts.map_or_else(String::new, |(origin, path)| format!("{origin}{path}"))
}

/// Takes the fragment out of the address, without a step in the browser's history.
pub fn drop_fragment() {
    set_fragment("", HistoryStep::Same);
}

/// Whether the browser's back button leads to the address before.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum HistoryStep {
    New,
    Same,
}

/// Writes what stands behind the query of the address: nothing, or a text that begins with `#`.
pub fn set_fragment(fragment: &str, step: HistoryStep) {
    let Some(window) = web_sys::window() else {
        return;
    };
    let location = window.location();
    let (Ok(path), Ok(query), Ok(history)) =
        (location.pathname(), location.search(), window.history())
    else {
        return;
    };
    let address = format!("{path}{query}{fragment}");
    let _ = match step {
        HistoryStep::New => history.push_state_with_url(&JsValue::NULL, "", Some(&address)),
        HistoryStep::Same => history.replace_state_with_url(&JsValue::NULL, "", Some(&address)),
    };
    // Browsers send no event for this, and the router would restore the old address if it did not know.
    if let Ok(step) = Event::new("popstate") {
        let _ = window.dispatch_event(&step);
    }
}
