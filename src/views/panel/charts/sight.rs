//! Whether something is in sight, and how wide it is.

use leptos::html;
use leptos::prelude::*;
use wasm_bindgen::JsCast;
use wasm_bindgen::closure::Closure;
use web_sys::{Element, IntersectionObserver, IntersectionObserverEntry};

use crate::views::ui::dynamic::effect;
use crate::views::ui::size::follow_size;

/// Sets the signal to whether the element is in the window. Where the browser does not say, it is.
pub fn follow_sight<E>(node: NodeRef<E>, seen: RwSignal<bool>)
where
    E: html::ElementType + 'static,
    E::Output: JsCast + Clone + 'static,
{
    effect(move || {
        let Some(element) = node.get() else { return };
        let element: &Element = element.unchecked_ref();
        let callback = Closure::<dyn Fn(js_sys::Array)>::new(move |entries: js_sys::Array| {
            let last = entries.pop().dyn_into::<IntersectionObserverEntry>();
            if let Ok(last) = last
                && seen.try_get_untracked() != Some(last.is_intersecting())
            {
                // The panel may be closed by now.
                let _ = seen.try_set(last.is_intersecting());
            }
        });
        let Ok(observer) = IntersectionObserver::new(callback.as_ref().unchecked_ref()) else {
            return seen.set(true);
        };
        observer.observe(element);
        let kept = StoredValue::new_local((observer, callback));
        on_cleanup(move || kept.with_value(|(observer, _)| observer.disconnect()));
    });
}

/// Changes the signal whenever the element gets another size.
pub fn note_size(node: NodeRef<html::Div>, size: RwSignal<u32>) {
    effect(move || {
        let Some(element) = node.get() else { return };
        follow_size(&element, move || {
            let _ = size.try_update(|size| *size = size.wrapping_add(1));
        });
    });
}
