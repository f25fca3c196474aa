//! Timers that nobody else ends. Leptos ends one of its own with the reactive scope that started it: when an effect runs again, or a
//! dialog closes.

use std::time::Duration;

use wasm_bindgen::JsCast;
use wasm_bindgen::closure::Closure;

/// Waits to do its work; dropped before that, it never does it.
pub struct RunningTimer {
    number: i32,
    _work: Closure<dyn FnMut()>,
}

impl RunningTimer {
    /// `None` only while the page is being torn down.
    pub fn start(wait: Duration, work: impl FnOnce() + 'static) -> Option<Self> {
        let work = Closure::once(work);
        let number = start(work.as_ref().unchecked_ref(), wait)?;
        Some(Self {
            number,
            _work: work,
        })
    }
}

impl Drop for RunningTimer {
    fn drop(&mut self) {
        if let Some(window) = web_sys::window() {
            window.clear_timeout_with_handle(self.number);
        }
    }
}

/// Does it after so long. It stays undone only where the page is being torn down.
pub fn after(wait: Duration, work: impl FnOnce() + 'static) {
    let _number = start(Closure::once_into_js(work).unchecked_ref(), wait);
}

fn start(work: &js_sys::Function, wait: Duration) -> Option<i32> {
    let wait = i32::try_from(wait.as_millis()).unwrap_or(i32::MAX);
    let window = web_sys::window()?;
    let started = window.set_timeout_with_callback_and_timeout_and_arguments_0(work, wait);
    started.ok()
}
