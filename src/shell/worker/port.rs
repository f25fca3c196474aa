//! A worker and its messages, from both sides.

use wasm_bindgen::closure::Closure;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{DedicatedWorkerGlobalScope, Event, MessageEvent, Worker, WorkerOptions, WorkerType};

/// A running worker. Dropping it terminates the worker; its messages are not delivered afterwards.
pub struct WorkerPort {
    worker: Worker,
    _on_message: Closure<dyn FnMut(MessageEvent)>,
    _on_error: Closure<dyn FnMut(Event)>,
}

impl WorkerPort {
    /// Starts a module script, whose URL is relative to the page. `on_message` receives what the worker posts, `on_error` is called
    /// if it cannot be loaded or throws. `None` if the browser cannot start a worker.
    pub fn start(
        script: &str,
        on_message: Box<dyn Fn(JsValue)>,
        on_error: Box<dyn Fn()>,
    ) -> Option<Self> {
        let options = WorkerOptions::new();
        options.set_type(WorkerType::Module);
        let worker = Worker::new_with_options(script, &options).ok()?;
        let on_message = Closure::<dyn FnMut(MessageEvent)>::new(move |event: MessageEvent| {
            on_message(event.data());
        });
        let on_error = Closure::<dyn FnMut(Event)>::new(move |event: Event| {
            // Handled here, so it must not be reported as an error of the page.
            event.prevent_default();
            on_error();
        });
        worker.set_onmessage(Some(on_message.as_ref().unchecked_ref()));
        worker.set_onerror(Some(on_error.as_ref().unchecked_ref()));
        Some(Self {
            worker,
            _on_message: on_message,
            _on_error: on_error,
        })
    }

    pub fn post(&self, message: &JsValue) {
        // Fails only for values that cannot be cloned; these are texts, numbers and files.
        let _ = self.worker.post_message(message);
    }
}

impl Drop for WorkerPort {
    fn drop(&mut self) {
        self.worker.set_onmessage(None);
        self.worker.set_onerror(None);
        self.worker.terminate();
    }
}

/// Sends a message from inside a worker.
pub fn post_to_page(message: &JsValue) {
    // Fails only for values that cannot be cloned; these are texts, numbers and bytes.
    let _ = worker_scope().post_message(message);
}

/// The scope of the worker that this program runs in.
pub fn worker_scope() -> DedicatedWorkerGlobalScope {
    js_sys::global().unchecked_into()
}
