//! The port to the hub. Implemented by the browser's adapter, the demo's simulated hub and the tests' scripted one; nothing above
//! it knows which one it talks to.

use std::future::Future;
use std::pin::Pin;

use crate::domain::units::Millis;

/// A boxed future, not `Send`: the app has a single thread.
pub type LocalFuture<'a, T> = Pin<Box<dyn Future<Output = T> + 'a>>;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Method {
    Get,
    Post,
    Patch,
    Delete,
}

/// A secret that grants access to one hub. Its `Debug` form hides it.
#[derive(Clone, PartialEq, Eq)]
pub struct Token(String);

impl Token {
    pub fn new(text: impl Into<String>) -> Self {
        Self(text.into())
    }

    /// The secret itself: for the `Authorization` header and the storage the user chose, nothing else.
    pub fn secret(&self) -> &str {
        &self.0
    }
}

impl std::fmt::Debug for Token {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Token(…)")
    }
}

/// One request to the hub. The transport knows the hub's base URL.
#[derive(Clone, Debug, PartialEq)]
pub struct Request {
    pub method: Method,
    /// Path and query below the hub's base, beginning with a slash: `/api/collections/systems/records?perPage=1000`.
    pub path: String,
    /// Goes into the `Authorization` header.
    pub token: Option<Token>,
    /// JSON text.
    pub body: Option<String>,
}

#[derive(Clone, Debug, PartialEq)]
pub struct Response {
    pub status: u16,
    /// The `Content-Type` header, empty when there is none.
    pub content_type: String,
    pub body: String,
}

/// Why there was no answer. Browsers report no more detail than this.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NoAnswer {
    /// Refused, unresolved, blocked by the browser, or cut off: `fetch` does not tell these apart.
    Unreachable,
    /// The browser forbids a page loaded by https to request this http address.
    MixedContent,
    TimedOut,
    Aborted,
    /// Redirected to another address, which is not followed: the token is for the hub alone.
    Redirected,
    /// Something answers, but the browser does not let this page read it (CORS).
    Withheld,
    /// Longer than [`LARGEST_ANSWER`]; the rest was not read.
    TooLarge,
}

/// The most bytes of one answer that a transport reads. The longest a hub gives, a page of a thousand disks with their
/// attributes, has about four million.
pub const LARGEST_ANSWER: usize = 8 * 1024 * 1024;

/// An open response body, read piece by piece. Dropping it closes the connection.
pub trait ByteStream {
    /// The next piece; `None` when the other side ended it properly.
    fn next(&mut self) -> LocalFuture<'_, Option<Result<Vec<u8>, NoAnswer>>>;
}

/// The result of a streaming request.
pub enum Opened {
    /// Status 200 with an event stream.
    Stream(Box<dyn ByteStream>),
    /// Any other answer, read to its end.
    Answer(Response),
}

pub trait Transport {
    fn send(&self, request: Request) -> LocalFuture<'_, Result<Response, NoAnswer>>;

    /// Sends the request and returns its body as a stream.
    fn open(&self, request: Request) -> LocalFuture<'_, Result<Opened, NoAnswer>>;
}

/// The time, and a sleep.
pub trait Clock {
    fn now(&self) -> Millis;

    /// Resolves after that many milliseconds.
    fn sleep(&self, milliseconds: u32) -> LocalFuture<'_, ()>;
}
