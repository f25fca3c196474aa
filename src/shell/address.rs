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

/// The value of a query parameter; empty if it has no value.
pub fn parameter(query: &str, name: &str) -> Option<String> {
    UrlSearchParams::new_with_str(query).ok()?.get(name)
}

/// The fragment of the address, including `#`; empty if there is none.
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

/// The address at which the app is served, without query and fragment.
pub fn plain() -> String {
    let parts =
        location().and_then(|location| Some((location.origin().ok()?, location.pathname().ok()?)));
    parts.map_or_else(String::new, |(origin, path)| format!("{origin}{path}"))
}

/// Removes the fragment from the address without adding an entry to the browser's history.
pub fn drop_fragment() {
    set_fragment("", HistoryStep::Same);
}

/// Whether the previous address stays reachable by the browser's back button.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum HistoryStep {
    New,
    Same,
}

/// Sets the fragment of the address: an empty string, or a text that begins with `#`.
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
