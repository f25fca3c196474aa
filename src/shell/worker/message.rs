//! The messages between page and worker: arrays that begin with a word. JSON strings would be escaped twice.

use js_sys::{Array, Uint8Array};
use wasm_bindgen::{JsCast, JsValue};

use crate::hub::transport::{Method, NoAnswer, Request, Response, Token};

/// Identifies a request; assigned by the page.
pub type Id = u32;

/// Messages from the page to the worker.
pub enum Call {
    Send(Id, Request),
    Open(Id, Request),
    /// The answer or stream of that request is not needed anymore.
    Close(Id),
}

/// Messages from the worker to the page.
pub enum News {
    /// The worker listens; what was posted earlier may be lost.
    Ready,
    /// The worker has failed for good.
    Broken,
    Reply(Id, Reply),
}

/// A reply to one request.
pub enum Reply {
    Answer(Response),
    /// The request is a stream: pieces follow, then its end or a failure.
    Opened,
    Piece(Vec<u8>),
    End,
    Failed(NoAnswer),
}

impl Call {
    pub fn write(&self) -> JsValue {
        match self {
            Self::Send(id, request) => write_request("send", *id, request),
            Self::Open(id, request) => write_request("open", *id, request),
            Self::Close(id) => Array::of2(&"close".into(), &(*id).into()).into(),
        }
    }

    /// `None` for a message of another kind.
    pub fn read(message: &JsValue) -> Option<Self> {
        let message: &Array = message.dyn_ref()?;
        let id = id(message)?;
        match text(message, 0)?.as_str() {
            "send" => Some(Self::Send(id, read_request(message)?)),
            "open" => Some(Self::Open(id, read_request(message)?)),
            "close" => Some(Self::Close(id)),
            _ => None,
        }
    }
}

impl News {
    pub fn write(&self) -> JsValue {
        let (id, reply) = match self {
            Self::Ready => return Array::of1(&"ready".into()).into(),
            Self::Broken => return Array::of1(&"broken".into()).into(),
            Self::Reply(id, reply) => (JsValue::from(*id), reply),
        };
        match reply {
            Reply::Answer(answer) => Array::of5(
                &"answer".into(),
                &id,
                &answer.status.into(),
                &answer.content_type.as_str().into(),
                &answer.body.as_str().into(),
            ),
            Reply::Opened => Array::of2(&"opened".into(), &id),
            Reply::Piece(bytes) => {
                Array::of3(&"piece".into(), &id, &Uint8Array::from(bytes.as_slice()))
            }
            Reply::End => Array::of2(&"end".into(), &id),
            Reply::Failed(reason) => {
                Array::of3(&"failed".into(), &id, &reason_word(*reason).into())
            }
        }
        .into()
    }

    /// `None` for a message of another kind.
    pub fn read(message: &JsValue) -> Option<Self> {
        let message: &Array = message.dyn_ref()?;
        let reply = match text(message, 0)?.as_str() {
            "ready" => return Some(Self::Ready),
            "broken" => return Some(Self::Broken),
            "answer" => Reply::Answer(Response {
                status: message.get(2).as_f64()? as u16,
                content_type: text(message, 3)?,
                body: text(message, 4)?,
            }),
            "opened" => Reply::Opened,
            "piece" => Reply::Piece(message.get(2).dyn_into::<Uint8Array>().ok()?.to_vec()),
            "end" => Reply::End,
            "failed" => Reply::Failed(reason(&text(message, 2)?)),
            _ => return None,
        };
        Some(Self::Reply(id(message)?, reply))
    }
}

fn write_request(word: &str, id: Id, request: &Request) -> JsValue {
    let method = match request.method {
        Method::Get => "GET",
        Method::Post => "POST",
        Method::Patch => "PATCH",
        Method::Delete => "DELETE",
    };
    let message = Array::of5(
        &word.into(),
        &id.into(),
        &method.into(),
        &request.path.as_str().into(),
        &request.token.as_ref().map(Token::secret).into(),
    );
    message.push(&request.body.as_deref().into());
    message.into()
}

fn read_request(message: &Array) -> Option<Request> {
    Some(Request {
        method: match text(message, 2)?.as_str() {
            "GET" => Method::Get,
            "POST" => Method::Post,
            "PATCH" => Method::Patch,
            "DELETE" => Method::Delete,
            _ => return None,
        },
        path: text(message, 3)?,
        token: text(message, 4).map(Token::new),
        body: text(message, 5),
    })
}

fn id(message: &Array) -> Option<Id> {
    message.get(1).as_f64().map(|id| id as Id)
}

fn text(message: &Array, place: u32) -> Option<String> {
    message.get(place).as_string()
}

fn reason_word(reason: NoAnswer) -> &'static str {
    match reason {
        NoAnswer::Unreachable => "unreachable",
        NoAnswer::MixedContent => "mixed-content",
        NoAnswer::TimedOut => "timed-out",
        NoAnswer::Aborted => "aborted",
        NoAnswer::Redirected => "redirected",
        NoAnswer::Withheld => "withheld",
        NoAnswer::TooLarge => "too-large",
    }
}

fn reason(word: &str) -> NoAnswer {
    match word {
        "mixed-content" => NoAnswer::MixedContent,
        "timed-out" => NoAnswer::TimedOut,
        "aborted" => NoAnswer::Aborted,
        "redirected" => NoAnswer::Redirected,
        "withheld" => NoAnswer::Withheld,
        "too-large" => NoAnswer::TooLarge,
        _ => NoAnswer::Unreachable,
    }
}
