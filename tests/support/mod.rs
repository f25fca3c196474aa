//! Helpers for several tests of the hub layer: a hub made of recorded answers, and a way to wait for it.
#![allow(dead_code, reason = "each test program uses a part of it")]
#![allow(
    clippy::expect_used,
    clippy::panic,
    clippy::unwrap_used,
    reason = "a test may stop where it stands"
)]

use std::cell::RefCell;
use std::future::Future;
use std::path::PathBuf;
use std::pin::pin;
use std::rc::Rc;
use std::task::{Context, Poll, Waker};

use blinkenrack::hub::transport::{
    LocalFuture, NoAnswer, Opened, Request, Response, Token, Transport,
};

/// Runs a future that is never really pending.
pub fn now<T>(future: impl Future<Output = T>) -> T {
    let mut future = pin!(future);
    match future
        .as_mut()
        .poll(&mut Context::from_waker(Waker::noop()))
    {
        Poll::Ready(value) => value,
        Poll::Pending => panic!("the scripted hub answers at once"),
    }
}

pub fn token() -> Token {
    Token::new("scripted")
}

pub fn json(status: u16, body: impl Into<String>) -> Response {
    Response {
        status,
        content_type: "application/json".to_owned(),
        body: body.into(),
    }
}

pub fn html(status: u16) -> Response {
    Response {
        status,
        content_type: "text/html; charset=utf-8".to_owned(),
        body: "<!doctype html>".to_owned(),
    }
}

pub fn fixture(folder: &str, name: &str) -> Option<String> {
    let path: PathBuf = [
        env!("CARGO_MANIFEST_DIR"),
        "tests",
        "fixtures",
        folder,
        name,
    ]
    .iter()
    .collect();
    std::fs::read_to_string(path).ok()
}

/// A hub whose answers come from a function.
pub struct ScriptedHub<F> {
    answer: F,
    pub asked: RefCell<Vec<Request>>,
}

impl<F: Fn(&Request) -> Result<Response, NoAnswer>> ScriptedHub<F> {
    pub fn new(answer: F) -> Rc<Self> {
        Rc::new(Self {
            answer,
            asked: RefCell::default(),
        })
    }
}

impl<F: Fn(&Request) -> Result<Response, NoAnswer>> Transport for ScriptedHub<F> {
    fn send(&self, request: Request) -> LocalFuture<'_, Result<Response, NoAnswer>> {
        let answer = (self.answer)(&request);
        self.asked.borrow_mut().push(request);
        Box::pin(async move { answer })
    }

    fn open(&self, request: Request) -> LocalFuture<'_, Result<Opened, NoAnswer>> {
        let answer = self.send(request);
        Box::pin(async move { answer.await.map(Opened::Answer) })
    }
}

/// Answers like the recorded hub, from its folder; anything missing in the folder is missing on that hub.
pub fn recorded(folder: &'static str) -> impl Fn(&Request) -> Result<Response, NoAnswer> {
    move |request| {
        let (path, query) = request.path.split_once('?').unwrap_or((&request.path, ""));
        let words: Vec<&str> = path.trim_start_matches('/').split('/').collect();
        Ok(match words.as_slice() {
            ["api", "collections", _, "records"] if query.contains("page=2") => {
                json(200, r#"{"items":[]}"#)
            }
            ["api", "collections", collection, "records"] => {
                let kind = ["480m", "120m", "20m", "10m", "1m"]
                    .into_iter()
                    .find(|kind| query.contains(&format!("%22{kind}%22")));
                let name = kind.map_or_else(
                    || format!("{collection}.list.json"),
                    |kind| format!("{collection}.{kind}.list.json"),
                );
                let missing = || {
                    json(
                        404,
                        fixture("hub-0.18.8", "error.404.collection.json").unwrap_or_default(),
                    )
                };
                fixture(folder, &name).map_or_else(missing, |body| json(200, body))
            }
            ["api", "collections", "users", "auth-with-password"] => {
                json(200, fixture(folder, "login.json").unwrap_or_default())
            }
            ["api", "collections", "users", route] => json(
                200,
                fixture(folder, &format!("{route}.json")).unwrap_or_default(),
            ),
            ["api", "beszel", route] => fixture(folder, &format!("{route}.json"))
                .map_or_else(|| html(200), |body| json(200, body)),
            _ => html(200),
        })
    }
}
