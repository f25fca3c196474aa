//! Listeners that stay for as long as the reactive owner lives.

use leptos::prelude::*;
use wasm_bindgen::JsCast;
use wasm_bindgen::closure::Closure;
use web_sys::{AddEventListenerOptions, Event, EventTarget};

/// On the window, after all others.
pub fn listen(name: &'static str, work: impl Fn(&Event) + 'static) {
    add(window().into(), name, false, Box::new(work));
}

/// On the window, before all others.
pub fn listen_early(name: &'static str, work: impl Fn(&Event) + 'static) {
    add(window().into(), name, true, Box::new(work));
}

/// On one element.
pub fn listen_on(target: &EventTarget, name: &'static str, work: impl Fn(&Event) + 'static) {
    add(target.clone(), name, false, Box::new(work));
}

/// Nobody else gets it, nor does the browser do anything of its own.
pub fn stop(event: &Event) {
    event.prevent_default();
    event.stop_propagation();
}

fn add(target: EventTarget, name: &'static str, early: bool, work: Box<dyn Fn(&Event)>) {
    let closure = Closure::<dyn Fn(Event)>::new(move |event: Event| work(&event));
    let function = closure.as_ref().unchecked_ref();
    let options = AddEventListenerOptions::new();
    options.set_capture(early);
    // Or the browser would scroll before it has the answer that it should not.
    options.set_passive(false);
    // Refused only for an object that is no function.
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
