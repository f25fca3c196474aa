//! A worker and what is heard of it: the two ends of the line.

use wasm_bindgen::closure::Closure;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{DedicatedWorkerGlobalScope, Event, MessageEvent, Worker, WorkerOptions, WorkerType};

/// A running worker. Dropping it ends the worker; nothing is heard of it afterwards.
pub struct WorkerPort {
    worker: Worker,
    _on_message: Closure<dyn FnMut(MessageEvent)>,
    _on_error: Closure<dyn FnMut(Event)>,
}

impl WorkerPort {
    /// Starts a module script, whose address is relative to the page. `on_message` gets what the worker posts, `on_error` is called
    /// when it cannot be loaded or throws. `None` if the browser starts no worker.
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
            // The page itself has no fault, so this is no error of its own.
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
        // Only objects that cannot be copied are refused; what is sent are texts, numbers and files.
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
    // Only objects that cannot be copied are refused; these are texts, numbers and bytes.
    let _ = worker_scope().post_message(message);
}

/// The scope of the worker that this program runs in.
pub fn worker_scope() -> DedicatedWorkerGlobalScope {
    js_sys::global().unchecked_into()
}
