//! Following the size of an element.

use leptos::prelude::*;
use wasm_bindgen::JsCast;
use wasm_bindgen::closure::Closure;
use web_sys::{Element, ResizeObserver};

/// Calls `resized` for every new size of the element, for as long as the current owner lives.
pub fn follow_size(node: &Element, resized: impl Fn() + 'static) {
    let callback = Closure::<dyn Fn()>::new(resized);
    let Ok(observer) = ResizeObserver::new(callback.as_ref().unchecked_ref()) else {
        return;
    };
    observer.observe(node);
    let kept = StoredValue::new_local((observer, callback));
    on_cleanup(move || kept.with_value(|(observer, _)| observer.disconnect()));
}
