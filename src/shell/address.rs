//! The page's address: what its query and its fragment say, and the browser's history of it.

use wasm_bindgen::JsValue;
use web_sys::{Location, UrlSearchParams};

use super::page::listen;

/// A value of the query, by its name; `None` takes it out.
pub type Change = (&'static str, Option<String>);

fn location() -> Option<Location> {
    web_sys::window().map(|window| window.location())
}

/// The query with its question mark; empty where there is none.
pub fn query() -> String {
    location()
        .and_then(|location| location.search().ok())
        .unwrap_or_default()
}

/// The value that a query has under a name.
pub fn value_in(query: &str, name: &str) -> Option<String> {
    UrlSearchParams::new_with_str(query).ok()?.get(name)
}

/// Changes the query, as a step in the browser's history. No step where that changes nothing.
pub fn change_query(changes: &[Change]) {
    let before = query();
    let Ok(values) = UrlSearchParams::new_with_str(&before) else {
        return;
    };
    for (name, value) in changes {
        match value {
            Some(value) => values.set(name, value),
            None => values.delete(name),
        }
    }
    let after = match values.to_string().as_string().unwrap_or_default() {
        empty if empty.is_empty() => empty,
        values => format!("?{values}"),
    };
    if after == before {
        return;
    }
    let Some(window) = web_sys::window() else {
        return;
    };
    let (Ok(path), Ok(history)) = (window.location().pathname(), window.history()) else {
        return;
    };
    let address = format!("{path}{after}{}", fragment());
    // A page may change its own query; browsers refuse only a flood of changes.
    let _ = history.push_state_with_url(&JsValue::NULL, "", Some(&address));
}

/// Calls `handler` when the browser's back and forward lead to another address of the page, for as long as the page lives.
pub fn on_step(handler: impl Fn() + 'static) {
    if let Some(window) = web_sys::window() {
        listen(&window, "popstate", handler);
    }
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
    let Some(window) = web_sys::window() else {
        return;
    };
    let location = window.location();
    let (Ok(path), Ok(query), Ok(history)) =
        (location.pathname(), location.search(), window.history())
    else {
        return;
    };
    let _ = history.replace_state_with_url(&JsValue::NULL, "", Some(&format!("{path}{query}")));
}
