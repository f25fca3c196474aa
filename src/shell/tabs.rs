//! Messages between the tabs of this app in one browser.

use std::cell::RefCell;

use wasm_bindgen::closure::Closure;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{BroadcastChannel, MessageEvent};

/// The browser's callback for messages.
type Handler = Closure<dyn Fn(MessageEvent)>;

/// The channel between the tabs. Does nothing in a browser without `BroadcastChannel`.
pub struct Tabs {
    channel: Option<BroadcastChannel>,
    on_message_handler: RefCell<Option<Handler>>,
}

impl Tabs {
    pub fn open(name: &str) -> Self {
        let exists = js_sys::Reflect::has(&js_sys::global(), &"BroadcastChannel".into());
        Self {
            channel: exists
                .is_ok_and(|exists| exists)
                .then(|| BroadcastChannel::new(name).ok())
                .flatten(),
            on_message_handler: RefCell::new(None),
        }
    }

    /// Sends a message to all other tabs.
    pub fn post(&self, text: &str) {
        if let Some(channel) = &self.channel {
            // Fails only for a closed channel.
            let _ = channel.post_message(&JsValue::from_str(text));
        }
    }

    /// Calls the handler for every message of another tab; replaces the previous handler.
    pub fn on_message(&self, handler: impl Fn(&str) + 'static) {
        let Some(channel) = &self.channel else { return };
        let closure = Handler::new(move |event: MessageEvent| {
            if let Some(text) = event.data().as_string() {
                handler(&text);
            }
        });
        channel.set_onmessage(Some(closure.as_ref().unchecked_ref()));
        self.on_message_handler.replace(Some(closure));
    }
}

impl Drop for Tabs {
    fn drop(&mut self) {
        if let Some(channel) = &self.channel {
            channel.close();
        }
    }
}
