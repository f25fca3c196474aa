//! The page's end: requests become messages to the worker.

use std::cell::{Cell, RefCell};
use std::collections::BTreeMap;
use std::pin::pin;
use std::rc::{Rc, Weak};

use futures_util::future::{Either, select};
use wasm_bindgen::JsValue;

use super::exchange::Mailbox;
use super::message::{Call, Id, News, Reply};
use super::port::WorkerPort;
use crate::hub::transport::{
    ByteStream, LocalFuture, NoAnswer, Opened, Request, Response, Transport,
};
use crate::shell::clock;

/// How long the first reply may take, the worker's start included, in milliseconds.
const REPLY_TIMEOUT: u32 = 20_000;

/// Sends requests to a worker that runs [`super::serve`]. If it does not start or breaks, pending requests fail and the next one
/// starts another worker. Dropping the last request, stream and transport ends the worker.
pub struct WorkerTransport(Rc<WorkerLine>);

/// The connection to the worker, which is started on demand.
struct WorkerLine {
    script: String,
    last_id: Cell<Id>,
    running: RefCell<Option<Running>>,
    waiting: RefCell<BTreeMap<Id, Mailbox>>,
}

/// A worker, and the calls to send as soon as it listens; `None` once it does.
struct Running {
    worker: WorkerPort,
    unsent: Option<Vec<Call>>,
}

impl WorkerTransport {
    /// `script` is the address of a module script, relative to the page.
    pub fn new(script: impl Into<String>) -> Self {
        Self(Rc::new(WorkerLine {
            script: script.into(),
            last_id: Cell::new(0),
            running: RefCell::default(),
            waiting: RefCell::default(),
        }))
    }
}

impl Transport for WorkerTransport {
    fn send(&self, request: Request) -> LocalFuture<'_, Result<Response, NoAnswer>> {
        Box::pin(async move {
            let exchange = Exchange::begin(&self.0, Call::Send, request);
            match exchange.first_reply().await? {
                Reply::Answer(answer) => Ok(answer),
                Reply::Failed(reason) => Err(reason),
                _ => Err(NoAnswer::Unreachable),
            }
        })
    }

    fn open(&self, request: Request) -> LocalFuture<'_, Result<Opened, NoAnswer>> {
        Box::pin(async move {
            let exchange = Exchange::begin(&self.0, Call::Open, request);
            match exchange.first_reply().await? {
                Reply::Opened => Ok(Opened::Stream(Box::new(exchange))),
                Reply::Answer(answer) => Ok(Opened::Answer(answer)),
                Reply::Failed(reason) => Err(reason),
                Reply::Piece(_) | Reply::End => Err(NoAnswer::Unreachable),
            }
        })
    }
}

/// A pending request. Dropping it cancels it in the worker.
struct Exchange {
    line: Rc<WorkerLine>,
    id: Id,
    replies: Mailbox,
}

impl Exchange {
    fn begin(line: &Rc<WorkerLine>, call: fn(Id, Request) -> Call, request: Request) -> Self {
        let id = line.last_id.get().wrapping_add(1);
        line.last_id.set(id);
        let replies = Mailbox::default();
        line.waiting.borrow_mut().insert(id, replies.clone());
        line.post(call(id, request));
        Self {
            line: line.clone(),
            id,
            replies,
        }
    }

    async fn first_reply(&self) -> Result<Reply, NoAnswer> {
        let reply = pin!(self.replies.take());
        let timeout = pin!(clock::sleep(REPLY_TIMEOUT));
        match select(reply, timeout).await {
            Either::Left((reply, _)) => Ok(reply),
            Either::Right(_) => Err(NoAnswer::TimedOut),
        }
    }
}

impl Drop for Exchange {
    fn drop(&mut self) {
        self.line.waiting.borrow_mut().remove(&self.id);
        self.line.close(self.id);
    }
}

impl ByteStream for Exchange {
    fn next(&mut self) -> LocalFuture<'_, Option<Result<Vec<u8>, NoAnswer>>> {
        Box::pin(async move {
            match self.replies.take().await {
                Reply::Piece(bytes) => Some(Ok(bytes)),
                Reply::End => None,
                Reply::Failed(reason) => Some(Err(reason)),
                Reply::Answer(_) | Reply::Opened => Some(Err(NoAnswer::Unreachable)),
            }
        })
    }
}

impl WorkerLine {
    /// Sends a message to the worker, starting it first where there is none.
    fn post(self: &Rc<Self>, call: Call) {
        let started = {
            let mut running = self.running.borrow_mut();
            if running.is_none() {
                *running = Running::start(&self.script, Rc::downgrade(self));
            }
            running.as_mut().map(|running| running.post(call)).is_some()
        };
        if !started {
            self.break_down();
        }
    }

    fn close(&self, id: Id) {
        if let Some(running) = self.running.borrow_mut().as_mut() {
            running.post(Call::Close(id));
        }
    }

    fn on_news(&self, news: News) {
        match news {
            News::Ready => {
                if let Some(running) = self.running.borrow_mut().as_mut() {
                    running.listens();
                }
            }
            News::Broken => self.break_down(),
            News::Reply(id, reply) => {
                let mailbox = self.waiting.borrow().get(&id).cloned();
                if let Some(mailbox) = mailbox {
                    mailbox.put(reply);
                }
            }
        }
    }

    /// Ends the worker; all pending requests fail.
    fn break_down(&self) {
        let given_up = self.running.borrow_mut().take();
        drop(given_up);
        let waiting = std::mem::take(&mut *self.waiting.borrow_mut());
        for mailbox in waiting.into_values() {
            mailbox.put(Reply::Failed(NoAnswer::Unreachable));
        }
    }
}

impl Running {
    /// `None` if the browser cannot start a worker.
    fn start(script: &str, line: Weak<WorkerLine>) -> Option<Self> {
        let hearer = line.clone();
        let on_message = move |message: JsValue| {
            if let (Some(line), Some(news)) = (hearer.upgrade(), News::read(&message)) {
                line.on_news(news);
            }
        };
        let on_error = move || {
            if let Some(line) = line.upgrade() {
                line.break_down();
            }
        };
        let worker = WorkerPort::start(script, Box::new(on_message), Box::new(on_error))?;
        Some(Self {
            worker,
            unsent: Some(Vec::new()),
        })
    }

    fn post(&mut self, call: Call) {
        match &mut self.unsent {
            Some(unsent) => unsent.push(call),
            None => self.worker.post(&call.write()),
        }
    }

    fn listens(&mut self) {
        for call in self.unsent.take().into_iter().flatten() {
            self.post(call);
        }
    }
}
