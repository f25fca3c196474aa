//! Coalesces requests into one callback per animation frame.

use std::cell::{Cell, RefCell};
use std::rc::Rc;

use wasm_bindgen::JsCast;
use wasm_bindgen::closure::Closure;

/// Runs its work once in the next frame after [`FrameTask::request`]; further requests until then have no effect. Browsers stop
/// frames in a hidden tab, so a timer replaces them there.
#[derive(Clone)]
pub struct FrameTask {
    inner: Rc<Inner>,
}

struct Inner {
    pending: Cell<Option<Pending>>,
    callback: RefCell<Option<Closure<dyn FnMut()>>>,
}

/// What was requested from the browser, with its id.
#[derive(Clone, Copy)]
enum Pending {
    Frame(i32),
    Timer(i32),
}

impl Drop for Inner {
    /// Prevents the browser from calling a dropped closure.
    fn drop(&mut self) {
        let Some(window) = web_sys::window() else {
            return;
        };
        match self.pending.get() {
            // Fails only for invalid ids.
            Some(Pending::Frame(number)) => drop(window.cancel_animation_frame(number)),
            Some(Pending::Timer(number)) => window.clear_timeout_with_handle(number),
            None => {}
        }
    }
}

impl FrameTask {
    pub fn new(work: impl Fn() + 'static) -> Self {
        let inner = Rc::new(Inner {
            pending: Cell::new(None),
            callback: RefCell::new(None),
        });
        let weak = Rc::downgrade(&inner);
        let callback = Closure::new(move || {
            if let Some(inner) = weak.upgrade() {
                inner.pending.set(None);
                work();
            }
        });
        *inner.callback.borrow_mut() = Some(callback);
        Self { inner }
    }

    pub fn request(&self) {
        if self.inner.pending.get().is_some() {
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
            let timer =
                window.set_timeout_with_callback_and_timeout_and_arguments_0(function, 1_000);
            timer.map(Pending::Timer)
        } else {
            window.request_animation_frame(function).map(Pending::Frame)
        };
        self.inner.pending.set(asked.ok());
    }
}
