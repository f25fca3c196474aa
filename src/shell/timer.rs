//! Timers that are independent of reactive scopes. Leptos cancels its own with the scope that started them: when an effect runs
//! again, or a dialog closes.

use std::time::Duration;

use wasm_bindgen::JsCast;
use wasm_bindgen::closure::Closure;

/// A timer that runs its work once; dropping it cancels the work.
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

/// Runs the work after a delay. Fails only while the page is being torn down.
pub fn after(wait: Duration, work: impl FnOnce() + 'static) {
    let _number = start(Closure::once_into_js(work).unchecked_ref(), wait);
}

fn start(work: &js_sys::Function, wait: Duration) -> Option<i32> {
    let wait = i32::try_from(wait.as_millis()).unwrap_or(i32::MAX);
    let window = web_sys::window()?;
    let started = window.set_timeout_with_callback_and_timeout_and_arguments_0(work, wait);
    started.ok()
}
