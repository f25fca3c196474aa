//! Event listeners that live as long as the reactive owner.

use leptos::prelude::*;
use wasm_bindgen::JsCast;
use wasm_bindgen::closure::Closure;
use web_sys::{AddEventListenerOptions, Event, EventTarget};

/// Listens on the window, in the bubbling phase.
pub fn listen(name: &'static str, work: impl Fn(&Event) + 'static) {
    add(window().into(), name, false, Box::new(work));
}

/// Listens on the window, in the capturing phase.
pub fn listen_early(name: &'static str, work: impl Fn(&Event) + 'static) {
    add(window().into(), name, true, Box::new(work));
}

/// Listens on one element.
pub fn listen_on(target: &EventTarget, name: &'static str, work: impl Fn(&Event) + 'static) {
    add(target.clone(), name, false, Box::new(work));
}

/// Stops the event's propagation and the browser's default action.
pub fn stop(event: &Event) {
    event.prevent_default();
    event.stop_propagation();
}

fn add(target: EventTarget, name: &'static str, early: bool, work: Box<dyn Fn(&Event)>) {
    let closure = Closure::<dyn Fn(Event)>::new(move |event: Event| work(&event));
    let function = closure.as_ref().unchecked_ref();
    let options = AddEventListenerOptions::new();
    options.set_capture(early);
    // A passive listener could not keep the browser from scrolling.
    options.set_passive(false);
    // Fails only if the listener is not a function.
    let _ = target
        .add_event_listener_with_callback_and_add_event_listener_options(name, function, &options);
    let kept = StoredValue::new_local((target, closure));
    on_cleanup(move || {
        kept.with_value(|(target, closure)| {
            let function = closure.as_ref().unchecked_ref();
            let _ = target.remove_event_listener_with_callback_and_bool(name, function, early);
        });
    });
}
