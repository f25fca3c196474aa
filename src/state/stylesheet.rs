//! Style sheets that are loaded when something they are for is first shown.

use leptos::prelude::*;
use wasm_bindgen::JsCast;
use web_sys::HtmlElement;

use crate::shell::page;

/// Whether the sheet of that name is there by now. It is asked for with the first call; the root element names its file. Where it
/// does not load, what it is for is shown without it.
pub fn style_sheet(name: &'static str) -> ArcReadSignal<bool> {
    let ready = ArcRwSignal::new(false);
    let Some(file) = page::root_state(name) else {
        ready.set(true);
        return ready.read_only();
    };
    let known = document()
        .query_selector(&format!("link[data-sheet=\"{name}\"]"))
        .ok()
        .flatten();
    if let Some(link) = known {
        if link.has_attribute("data-ready") {
            ready.set(true);
        } else {
            follow(&link, &ready);
        }
        return ready.read_only();
    }
    match (document().create_element("link"), document().head()) {
        (Ok(link), Some(head)) => {
            let attributes = [("rel", "stylesheet"), ("href", &file), ("data-sheet", name)];
            for (name, value) in attributes {
                // Only an invalid name is refused.
                let _ = link.set_attribute(name, value);
            }
            follow(&link, &ready);
            let _ = head.append_child(&link);
        }
        _ => ready.set(true),
    }
    ready.read_only()
}

fn follow(link: &web_sys::Element, ready: &ArcRwSignal<bool>) {
    for event in ["load", "error"] {
        let (ready, link_of) = (ready.clone(), link.clone());
        let done = wasm_bindgen::closure::Closure::once_into_js(move || {
            let _ = link_of.set_attribute("data-ready", "");
            ready.set(true);
        });
        let link: &HtmlElement = link.unchecked_ref();
        let _ = link.add_event_listener_with_callback(event, done.unchecked_ref());
    }
}
