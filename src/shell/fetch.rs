//! The browser's `fetch` as a [`Transport`]: plain requests, and answers read as they come.

use gloo_net::http::{Request as GlooRequest, Response as GlooResponse};
use js_sys::{Reflect, Uint8Array};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{
    AbortController, AbortSignal, ReadableStreamDefaultReader, ReferrerPolicy, RequestCredentials,
    RequestInit, RequestRedirect,
};

use crate::hub::transport::{
    ByteStream, LocalFuture, Method, NoAnswer, Opened, Request, Response, Transport,
};
use crate::hub::url::HubUrl;

/// How long a plain request may take, in milliseconds.
const REQUEST_TIMEOUT: u32 = 20_000;

/// Requests to one hub and to no other place.
pub struct FetchTransport {
    base: HubUrl,
}

impl FetchTransport {
    pub fn new(base: HubUrl) -> Self {
        Self { base }
    }

    /// Builds the browser's request. The token goes into a header; redirects are refused, so that it cannot travel on.
    fn build(&self, request: &Request, signal: &AbortSignal) -> Result<GlooRequest, NoAnswer> {
        let init = RequestInit::new();
        init.set_method(match request.method {
            Method::Get => "GET",
            Method::Post => "POST",
            Method::Patch => "PATCH",
            Method::Delete => "DELETE",
        });
        init.set_credentials(RequestCredentials::Omit);
        init.set_redirect(RequestRedirect::Error);
        init.set_referrer_policy(ReferrerPolicy::NoReferrer);
        init.set_signal(Some(signal));
        if let Some(body) = &request.body {
            init.set_body(&JsValue::from_str(body));
        }
        // Chromium lets an https page reach a private http address only where the request says that it means to.
        if let Some(space) = address_space(&self.base) {
            let _ = Reflect::set(
                &init,
                &JsValue::from_str("targetAddressSpace"),
                &JsValue::from_str(space),
            );
        }
        let url = self.base.join(&request.path);
        let built = web_sys::Request::new_with_str_and_init(&url, &init)
            .map_err(|_| NoAnswer::Unreachable)?;
        let headers = built.headers();
        let mut set = Ok(());
        if let Some(token) = &request.token {
            set = set.and(headers.set("Authorization", token.secret()));
        }
        if request.body.is_some() {
            set = set.and(headers.set("Content-Type", "application/json"));
        }
        set.map_err(|_| NoAnswer::Unreachable)?;
        Ok(GlooRequest::from(built))
    }

    /// What a failed `fetch` most likely means: the browser itself does not say.
    fn failure(&self, signal: &AbortSignal) -> NoAnswer {
        if signal.aborted() {
            let reason = Reflect::get(&signal.reason(), &JsValue::from_str("name"))
                .ok()
                .and_then(|name| name.as_string());
            return if reason.as_deref() == Some("TimeoutError") {
                NoAnswer::TimedOut
            } else {
                NoAnswer::Aborted
            };
        }
        if super::page::is_https() && self.base.is_plain_http() && !self.base.is_loopback() {
            return NoAnswer::MixedContent;
        }
        NoAnswer::Unreachable
    }

    async fn exchange(
        &self,
        request: Request,
        signal: &AbortSignal,
    ) -> Result<GlooResponse, NoAnswer> {
        self.build(&request, signal)?
            .send()
            .await
            .map_err(|_| self.failure(signal))
    }
}

/// The address space to declare for a plain-http hub, by Chromium's names.
fn address_space(base: &HubUrl) -> Option<&'static str> {
    if !super::page::is_https() || !base.is_plain_http() {
        return None;
    }
    Some(if base.is_loopback() {
        "loopback"
    } else {
        "local"
    })
}

async fn read_whole(answer: GlooResponse) -> Result<Response, NoAnswer> {
    let status = answer.status();
    let content_type = answer.headers().get("content-type").unwrap_or_default();
    let body = answer.text().await.map_err(|_| NoAnswer::Unreachable)?;
    Ok(Response {
        status,
        content_type,
        body,
    })
}

impl Transport for FetchTransport {
    fn send(&self, request: Request) -> LocalFuture<'_, Result<Response, NoAnswer>> {
        Box::pin(async move {
            let signal = AbortSignal::timeout_with_u32(REQUEST_TIMEOUT);
            let answer = self.exchange(request, &signal).await?;
            read_whole(answer).await.map_err(|_| self.failure(&signal))
        })
    }

    fn open(&self, request: Request) -> LocalFuture<'_, Result<Opened, NoAnswer>> {
        Box::pin(async move {
            let abort = AbortGuard(AbortController::new().map_err(|_| NoAnswer::Unreachable)?);
            let answer = self.exchange(request, &abort.0.signal()).await?;
            let is_stream = answer
                .headers()
                .get("content-type")
                .is_some_and(|kind| kind.starts_with("text/event-stream"));
            if answer.status() != 200 || !is_stream {
                return read_whole(answer).await.map(Opened::Answer);
            }
            let reader = answer.body().map(|body| {
                body.get_reader()
                    .unchecked_into::<ReadableStreamDefaultReader>()
            });
            match reader {
                Some(reader) => Ok(Opened::Stream(Box::new(FetchStream {
                    reader,
                    _abort: abort,
                }))),
                None => Err(NoAnswer::Unreachable),
            }
        })
    }
}

/// Ends the request when dropped: a connection lives no longer than the one who reads it.
struct AbortGuard(AbortController);

impl Drop for AbortGuard {
    fn drop(&mut self) {
        self.0.abort();
    }
}

struct FetchStream {
    reader: ReadableStreamDefaultReader,
    _abort: AbortGuard,
}

impl ByteStream for FetchStream {
    fn next(&mut self) -> LocalFuture<'_, Option<Result<Vec<u8>, NoAnswer>>> {
        Box::pin(async move {
            let Ok(piece) = JsFuture::from(self.reader.read()).await else {
                return Some(Err(NoAnswer::Unreachable));
            };
            let done =
                Reflect::get(&piece, &JsValue::from_str("done")).is_ok_and(|done| done.is_truthy());
            if done {
                return None;
            }
            let bytes = Reflect::get(&piece, &JsValue::from_str("value"))
                .ok()
                .and_then(|value| value.dyn_into::<Uint8Array>().ok());
            Some(
                bytes
                    .map(|bytes| bytes.to_vec())
                    .ok_or(NoAnswer::Unreachable),
            )
        })
    }
}
