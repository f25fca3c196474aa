//! The browser's `fetch` as a [`Transport`]: plain requests, and streamed answers.

use std::cell::Cell;

use gloo_net::http::{Request as GlooRequest, Response as GlooResponse};
use js_sys::{Reflect, Uint8Array};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{
    AbortController, AbortSignal, ReadableStreamDefaultReader, ReferrerPolicy, RequestCredentials,
    RequestInit, RequestMode, RequestRedirect,
};

use super::clock::BrowserClock;
use super::early::Early;
use crate::domain::units::Millis;
use crate::hub::transport::{
    ByteStream, Clock, LARGEST_ANSWER, LocalFuture, Method, NoAnswer, Opened, Request, Response,
    Transport,
};
use crate::hub::url::HubUrl;

/// How long a plain request may take, in milliseconds.
const REQUEST_TIMEOUT: u32 = 20_000;
/// How long the probe may take that checks whether anything answers at all, in milliseconds.
const PROBE_TIMEOUT: u32 = 5_000;
/// How long the probe's result stays valid, in milliseconds.
const PROBE_HOLDS: i64 = 5_000;

/// Sends requests to one hub and nowhere else.
pub struct FetchTransport {
    base: HubUrl,
    /// When the last probe was made, and whether anything answered that this page cannot read.
    probed: Cell<Option<(Millis, bool)>>,
    /// Requests that the page made to this hub before the program started.
    early: Option<Early>,
}

impl FetchTransport {
    pub fn new(base: HubUrl) -> Self {
        Self {
            base,
            probed: Cell::new(None),
            early: None,
        }
    }

    /// For a kept sign-in: takes over the requests that the page has begun with it.
    pub fn resumed(base: HubUrl) -> Self {
        Self {
            early: Early::take(),
            ..Self::new(base)
        }
    }

    /// Builds the browser's request. The token goes into a header; redirects are not followed, so that it goes nowhere else.
    fn build(&self, request: &Request, signal: &AbortSignal) -> Result<GlooRequest, NoAnswer> {
        let init = RequestInit::new();
        init.set_method(verb(request.method));
        init.set_credentials(RequestCredentials::Omit);
        // `manual` makes a redirect recognizable; with `error` it would look like no answer at all.
        init.set_redirect(RequestRedirect::Manual);
        init.set_referrer_policy(ReferrerPolicy::NoReferrer);
        init.set_signal(Some(signal));
        if let Some(body) = &request.body {
            init.set_body(&JsValue::from_str(body));
        }
        self.declare_address_space(&init);
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

    /// Chromium lets an https page reach a private http address only if the request declares it.
    fn declare_address_space(&self, init: &RequestInit) {
        if let Some(space) = address_space(&self.base) {
            let _ = Reflect::set(
                init,
                &JsValue::from_str("targetAddressSpace"),
                &JsValue::from_str(space),
            );
        }
    }

    /// Whether anything answers at the hub's address, although the browser does not let this page read it. Probes without a token,
    /// at most once in some seconds.
    async fn is_withheld(&self) -> bool {
        let now = BrowserClock.now();
        if let Some((at, withheld)) = self.probed.get()
            && (0..PROBE_HOLDS).contains(&now.since(at))
        {
            return withheld;
        }
        let init = RequestInit::new();
        init.set_mode(RequestMode::NoCors);
        init.set_credentials(RequestCredentials::Omit);
        init.set_referrer_policy(ReferrerPolicy::NoReferrer);
        init.set_signal(Some(&AbortSignal::timeout_with_u32(PROBE_TIMEOUT)));
        self.declare_address_space(&init);
        let url = self.base.join("/api/health");
        let withheld = match web_sys::Request::new_with_str_and_init(&url, &init) {
            Ok(request) => GlooRequest::from(request).send().await.is_ok(),
            Err(_) => false,
        };
        self.probed.set(Some((now, withheld)));
        withheld
    }

    /// The most likely reason of a failed `fetch`, which the browser itself does not report.
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

    /// The answer to this very request, if the page made it before the program started.
    async fn early_answer(&self, request: &Request, signal: &AbortSignal) -> Option<GlooResponse> {
        let early = self.early.as_ref()?;
        let url = self.base.join(&request.path);
        let answer = early.answer(verb(request.method), &url, request, signal);
        answer.await.map(GlooResponse::from)
    }

    async fn exchange(
        &self,
        request: Request,
        signal: &AbortSignal,
    ) -> Result<GlooResponse, NoAnswer> {
        let sent = match self.early_answer(&request, signal).await {
            Some(answer) => Ok(answer),
            None => self.build(&request, signal)?.send().await,
        };
        match sent {
            // Status 0 means a redirect that was not followed.
            Ok(answer) if answer.status() == 0 => Err(NoAnswer::Redirected),
            Ok(answer) => {
                self.probed.set(None);
                Ok(answer)
            }
            Err(_) => match self.failure(signal) {
                NoAnswer::Unreachable if self.is_withheld().await => Err(NoAnswer::Withheld),
                reason => Err(reason),
            },
        }
    }
}

fn verb(method: Method) -> &'static str {
    match method {
        Method::Get => "GET",
        Method::Post => "POST",
        Method::Patch => "PATCH",
        Method::Delete => "DELETE",
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

/// Reads an answer to its end; fails once it is too long. Read in chunks, as reading it at once would hold all of it in memory.
async fn read_whole(answer: GlooResponse) -> Result<Response, NoAnswer> {
    let status = answer.status();
    let content_type = answer.headers().get("content-type").unwrap_or_default();
    let mut bytes = Vec::new();
    if let Some(reader) = reader_of(&answer) {
        while let Some(piece) = next_piece(&reader).await {
            let piece = piece?;
            if bytes.len() + piece.length() as usize > LARGEST_ANSWER {
                // Whether canceling succeeds does not matter.
                let _stopped = reader.cancel();
                return Err(NoAnswer::TooLarge);
            }
            bytes.extend(piece.to_vec());
        }
    }
    Ok(Response {
        status,
        content_type,
        body: into_text(bytes),
    })
}

/// Avoids a copy if the bytes are valid UTF-8.
fn into_text(bytes: Vec<u8>) -> String {
    String::from_utf8(bytes)
        .unwrap_or_else(|error| String::from_utf8_lossy(error.as_bytes()).into_owned())
}

fn reader_of(answer: &GlooResponse) -> Option<ReadableStreamDefaultReader> {
    let body = answer.body()?;
    Some(body.get_reader().unchecked_into())
}

/// The next piece of a body; `None` at its end.
async fn next_piece(reader: &ReadableStreamDefaultReader) -> Option<Result<Uint8Array, NoAnswer>> {
    let Ok(piece) = JsFuture::from(reader.read()).await else {
        return Some(Err(NoAnswer::Unreachable));
    };
    let done = Reflect::get(&piece, &JsValue::from_str("done")).is_ok_and(|done| done.is_truthy());
    if done {
        return None;
    }
    let bytes = Reflect::get(&piece, &JsValue::from_str("value"))
        .ok()
        .and_then(|value| value.dyn_into::<Uint8Array>().ok());
    Some(bytes.ok_or(NoAnswer::Unreachable))
}

impl Transport for FetchTransport {
    fn send(&self, request: Request) -> LocalFuture<'_, Result<Response, NoAnswer>> {
        Box::pin(async move {
            let signal = AbortSignal::timeout_with_u32(REQUEST_TIMEOUT);
            let answer = self.exchange(request, &signal).await?;
            read_whole(answer).await.map_err(|reason| match reason {
                NoAnswer::Unreachable => self.failure(&signal),
                other => other,
            })
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
            match reader_of(&answer) {
                Some(reader) => Ok(Opened::Stream(Box::new(FetchStream {
                    reader,
                    _abort: abort,
                }))),
                None => Err(NoAnswer::Unreachable),
            }
        })
    }
}

/// Aborts the request when dropped, so that a connection does not outlive its reader.
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
            let piece = next_piece(&self.reader).await?;
            Some(piece.map(|bytes| bytes.to_vec()))
        })
    }
}
