//! Listeners on the whole window, for as long as the reactive owner lives.

use leptos::prelude::*;
use wasm_bindgen::JsCast;
use wasm_bindgen::closure::Closure;
use web_sys::{AddEventListenerOptions, Event, HtmlElement, PointerEvent};

use crate::views::canvas::stage::Stage;

/// After all others.
pub fn listen(name: &'static str, work: impl Fn(&Event) + 'static) {
    add(name, false, Box::new(work));
}

/// Before all others.
pub fn listen_early(name: &'static str, work: impl Fn(&Event) + 'static) {
    add(name, true, Box::new(work));
}

/// After all others, for whoever works on pointers.
pub fn listen_to_pointer<T: Clone + 'static>(
    listener: &T,
    name: &'static str,
    work: fn(&T, &PointerEvent),
) {
    let listener = listener.clone();
    listen(name, move |event| work(&listener, event.unchecked_ref()));
}

/// Once a finger has lifted something, it does not scroll any more.
pub fn hold_the_page(has_lifted: impl Fn() -> bool + 'static) {
    listen("touchmove", move |event| {
        if event.cancelable() && has_lifted() {
            event.prevent_default();
        }
    });
}

/// Whether the view still has the pointer that something lost: a finger is held by what it touched first, until the view takes it.
pub fn is_held_by(stage: Stage, event: &PointerEvent) -> bool {
    let is_held = |view: HtmlElement| view.has_pointer_capture(event.pointer_id());
    event.type_() == "lostpointercapture" && stage.view().is_some_and(is_held)
}

/// Nobody else hears of it, the browser included.
pub fn stop(event: &Event) {
    event.prevent_default();
    event.stop_propagation();
}

fn add(name: &'static str, early: bool, work: Box<dyn Fn(&Event)>) {
    let closure = Closure::<dyn Fn(Event)>::new(move |event: Event| work(&event));
    let function = closure.as_ref().unchecked_ref();
    let options = AddEventListenerOptions::new();
    options.set_capture(early);
    // Or the browser would not wait for the word that a finger does not scroll.
    options.set_passive(false);
    // Refused only for an object that is no function.
    let _ = window()
        .add_event_listener_with_callback_and_add_event_listener_options(name, function, &options);
    let closure = StoredValue::new_local(closure);
    on_cleanup(move || {
        closure.with_value(|closure| {
            let function = closure.as_ref().unchecked_ref();
            let _ = window().remove_event_listener_with_callback_and_bool(name, function, early);
        });
    });
}
