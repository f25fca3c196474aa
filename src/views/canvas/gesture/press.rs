//! A pointer that is pressed.

use js_sys::Reflect;
use leptos::prelude::window;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{Element, Event, MouseEvent, PointerEvent};

use crate::draw::camera::Pair;

/// Shorter movements are clicks with an unsteady hand.
const THRESHOLD: f64 = 4.0;
/// A finger trembles more.
const TOUCH_THRESHOLD: f64 = 10.0;

#[derive(Clone, Copy, Debug)]
pub struct Press {
    pub pointer: i32,
    /// In the window.
    pub start: Pair,
    /// Whether it is a finger, which drags only what it has rested on.
    pub(super) waits: bool,
    /// Whether a finger has rested there, and not moved since.
    pub(super) rests: bool,
}

impl Press {
    pub(super) fn new(event: &PointerEvent, is_handle: bool) -> Self {
        Self {
            pointer: event.pointer_id(),
            start: position(event),
            waits: event.pointer_type() == "touch" && !is_handle,
            rests: false,
        }
    }

    /// Of a pointer that has been on its way before.
    pub(super) fn elsewhere(pointer: i32, start: Pair) -> Self {
        Self {
            pointer,
            start,
            waits: false,
            rests: false,
        }
    }

    /// Whether the pointer is far enough from where it was pressed.
    pub(super) fn has_moved(&self, at: Pair) -> bool {
        let threshold = if self.waits {
            TOUCH_THRESHOLD
        } else {
            THRESHOLD
        };
        (at.0 - self.start.0).hypot(at.1 - self.start.1) >= threshold
    }
}

/// Where a pointer is in the window.
pub fn position(event: &MouseEvent) -> Pair {
    (f64::from(event.client_x()), f64::from(event.client_y()))
}

/// Whether something happens to what the scroll container holds.
pub fn is_on_canvas(event: &Event) -> bool {
    event
        .target()
        .and_then(|target| target.dyn_into::<Element>().ok())
        .is_some_and(|target| target.closest(".view").ok().flatten().is_some())
}

/// Whether the first button is not alone any more: further buttons are told by movements, and so is a release that the page did
/// not hear of.
pub(super) fn is_let_go_elsewhere(event: &PointerEvent) -> bool {
    const FIRST: u16 = 1;
    event.buttons() != FIRST
}

/// Lets the finger feel it. Not every device can, not every user lets it, and browsers complain of it before the first tap.
pub(super) fn vibrate() {
    let navigator = window().navigator();
    let was_tapped = Reflect::get(&navigator, &JsValue::from_str("userActivation"))
        .and_then(|activation| Reflect::get(&activation, &JsValue::from_str("hasBeenActive")));
    if was_tapped.is_ok_and(|was_tapped| was_tapped == true) {
        let _ = navigator.vibrate_with_duration(12);
    }
}
