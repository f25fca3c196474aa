//! One callback per animation frame, however often it is asked for.

use std::cell::{Cell, RefCell};
use std::rc::Rc;

use wasm_bindgen::JsCast;
use wasm_bindgen::closure::Closure;

/// Runs its work once in the next frame after [`FrameTask::request`]; further requests until then change nothing.
/// In a hidden tab browsers stop frames; a timer then takes their place, so that nothing piles up.
#[derive(Clone)]
pub struct FrameTask {
    inner: Rc<Inner>,
}

struct Inner {
    requested: Cell<bool>,
    callback: RefCell<Option<Closure<dyn FnMut()>>>,
}

impl FrameTask {
    pub fn new(work: impl Fn() + 'static) -> Self {
        let inner = Rc::new(Inner {
            requested: Cell::new(false),
            callback: RefCell::new(None),
        });
        let weak = Rc::downgrade(&inner);
        let callback = Closure::new(move || {
            if let Some(inner) = weak.upgrade() {
                inner.requested.set(false);
                work();
            }
        });
        *inner.callback.borrow_mut() = Some(callback);
        Self { inner }
    }

    pub fn request(&self) {
        if self.inner.requested.replace(true) {
            return;
        }
        let Some(window) = web_sys::window() else {
            return;
        };
        let callback = self.inner.callback.borrow();
        let Some(function) = callback
            .as_ref()
            .map(|callback| callback.as_ref().unchecked_ref::<js_sys::Function>())
        else {
            return;
        };
        let asked = if super::page::is_hidden() {
            window
                .set_timeout_with_callback_and_timeout_and_arguments_0(function, 1_000)
                .map(drop)
        } else {
            window.request_animation_frame(function).map(drop)
        };
        if asked.is_err() {
            self.inner.requested.set(false);
        }
    }
}
