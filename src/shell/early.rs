//! Takes over the hub requests that the script `early.js` has made while the program was loading.

use js_sys::{Array, Function, Promise, Reflect};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{AbortSignal, Response};

use crate::hub::transport::Request;

/// The global function through which the script hands over its requests.
const HANDOVER: &str = "blinkenrackEarly";

/// The script's pending requests. Dropping it aborts those that were not taken.
pub(super) struct Early(Function);

impl Early {
    /// Returns the script's requests, if it has made any; only the first time.
    pub(super) fn take() -> Option<Self> {
        let window = web_sys::window()?;
        let name = JsValue::from_str(HANDOVER);
        let function = Reflect::get(&window, &name).ok()?.dyn_into().ok()?;
        // It is a configurable own property.
        let _ = Reflect::delete_property(&window, &name);
        Some(Self(function))
    }

    /// The answer to exactly this request. `None` if the script has not made it or got no answer; then it must be sent as usual.
    /// `signal` aborts the request.
    pub(super) async fn answer(
        &self,
        method: &str,
        url: &str,
        request: &Request,
        signal: &AbortSignal,
    ) -> Option<Response> {
        let token = request.token.as_ref().map(|token| token.secret());
        let text = |text: Option<&str>| text.map_or(JsValue::NULL, JsValue::from_str);
        let words = Array::of5(
            &JsValue::from_str(method),
            &JsValue::from_str(url),
            &text(token),
            &text(request.body.as_deref()),
            signal,
        );
        let promise: Promise = self.0.apply(&JsValue::NULL, &words).ok()?.dyn_into().ok()?;
        JsFuture::from(promise).await.ok()?.dyn_into().ok()
    }
}

impl Drop for Early {
    fn drop(&mut self) {
        // The function does not throw.
        let _ = self.0.call0(&JsValue::NULL);
    }
}
