//! The page itself: its root element's state, and the browser's events about it.

use wasm_bindgen::closure::Closure;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{Document, Event, EventTarget, HtmlElement, Window};

fn window() -> Option<Window> {
    web_sys::window()
}

fn document() -> Option<Document> {
    window().and_then(|window| window.document())
}

/// Whether this page was loaded by https; if so, the browser blocks most plain-http hubs.
pub fn is_https() -> bool {
    window()
        .and_then(|window| window.location().protocol().ok())
        .as_deref()
        == Some("https:")
}

/// Sets `data-{name}` on the root element, for style sheets and tests.
pub fn set_root_state(name: &str, value: &str) {
    if let Some(root) = document().and_then(|document| document.document_element()) {
        // Fails only for invalid names.
        let _ = root.set_attribute(&format!("data-{name}"), value);
    }
}

/// Reads `data-{name}` of the root element.
pub fn root_state(name: &str) -> Option<String> {
    document()
        .and_then(|document| document.document_element())
        .and_then(|root| root.get_attribute(&format!("data-{name}")))
}

/// Sets a CSS custom property on the root element.
pub fn set_root_property(name: &str, value: &str) {
    let root = document().and_then(|document| document.document_element());
    if let Some(root) = root.and_then(|root| root.dyn_into::<HtmlElement>().ok()) {
        // Fails only for invalid names.
        let _ = root.style().set_property(name, value);
    }
}

pub fn set_title(title: &str) {
    if let Some(document) = document() {
        document.set_title(title);
    }
}

/// Whether the window is wide enough for panels side by side; must match the style sheets.
pub fn is_wide() -> bool {
    window()
        .and_then(|window| window.match_media("(min-width: 701px)").ok().flatten())
        .is_none_or(|list| list.matches())
}

/// Whether this tab is hidden.
pub fn is_hidden() -> bool {
    document().is_some_and(|document| document.hidden())
}

/// Empties the element the app is mounted into and hands it over; `None` if the page lacks it.
pub fn take_mount_point() -> Option<web_sys::HtmlElement> {
    let element = document()?
        .get_element_by_id("app")?
        .dyn_into::<web_sys::HtmlElement>()
        .ok()?;
    element.set_text_content(None);
    Some(element)
}

/// Something the browser reports about the page.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PageEvent {
    Hidden,
    Visible,
    Online,
    /// The page is about to be unloaded: the last chance to write.
    Leaving,
}

/// Calls `handler` for every page event, for as long as the app runs.
pub fn on_page_event(handler: impl Fn(PageEvent) + 'static) {
    let handler = std::rc::Rc::new(handler);
    if let Some(document) = document() {
        let handler = handler.clone();
        listen(&document, "visibilitychange", move || {
            handler(if is_hidden() {
                PageEvent::Hidden
            } else {
                PageEvent::Visible
            })
        });
    }
    if let Some(window) = window() {
        let online = handler.clone();
        listen(&window, "online", move || online(PageEvent::Online));
        listen(&window, "pagehide", move || handler(PageEvent::Leaving));
    }
}

/// The protocol of earlier requests to this origin, in the browser's terms: `http/1.1`, `h2`. `None` if the browser does not report it.
pub fn protocol_of(origin: &str) -> Option<String> {
    let performance = window()?.performance()?;
    let ask = js_sys::Reflect::get(&performance, &"getEntriesByType".into()).ok()?;
    let ask = ask.dyn_into::<js_sys::Function>().ok()?;
    let entries = ask.call1(&performance, &"resource".into()).ok()?;
    let text = |entry: &JsValue, key: &str| {
        let value = js_sys::Reflect::get(entry, &key.into()).ok()?;
        value.as_string().filter(|text| !text.is_empty())
    };
    let mut entries = entries.dyn_into::<js_sys::Array>().ok()?.into_iter();
    entries.find_map(|entry| {
        let name = text(&entry, "name")?;
        // `http://nas.lan/` is another host than `http://nas`.
        name.strip_prefix(origin)?.strip_prefix('/')?;
        text(&entry, "nextHopProtocol")
    })
}

/// Whether the keyboard has a Cmd key in place of Ctrl.
pub fn is_mac() -> bool {
    window().is_some_and(|window| {
        window
            .navigator()
            .user_agent()
            .is_ok_and(|agent| agent.contains("Mac OS"))
    })
}

/// Makes the browser ask for confirmation before the page is closed, if the handler reports that something would be lost.
pub fn ask_before_leaving(would_lose: impl Fn() -> bool + 'static) {
    let Some(window) = window() else { return };
    let closure = Closure::<dyn Fn(Event)>::new(move |event: Event| {
        if would_lose() {
            event.prevent_default();
            // Older browsers go by this alone.
            let _ = js_sys::Reflect::set(&event, &"returnValue".into(), &JsValue::TRUE);
        }
    });
    let _ =
        window.add_event_listener_with_callback("beforeunload", closure.as_ref().unchecked_ref());
    closure.forget();
}

/// Shows a modal question. Returns false if the browser does not show it.
pub fn confirm(question: &str) -> bool {
    window().is_some_and(|window| window.confirm_with_message(question).unwrap_or(false))
}

/// Listens for the lifetime of the page; the closure is leaked.
pub(super) fn listen(target: &EventTarget, event: &str, handler: impl Fn() + 'static) {
    let closure = Closure::<dyn Fn(JsValue)>::new(move |_event: JsValue| handler());
    let _ = target.add_event_listener_with_callback(event, closure.as_ref().unchecked_ref());
    closure.forget();
}
