//! The replies to one request, in the order they come.

use std::cell::RefCell;
use std::collections::VecDeque;
use std::future::poll_fn;
use std::rc::Rc;
use std::task::{Poll, Waker};

use super::message::Reply;

/// A queue of replies from the worker. Clones share it.
#[derive(Clone, Default)]
pub struct Mailbox(Rc<RefCell<ExchangeState>>);

#[derive(Default)]
struct ExchangeState {
    replies: VecDeque<Reply>,
    reader: Option<Waker>,
}

impl Mailbox {
    pub fn put(&self, reply: Reply) {
        let reader = {
            let mut inner = self.0.borrow_mut();
            inner.replies.push_back(reply);
            inner.reader.take()
        };
        if let Some(reader) = reader {
            reader.wake();
        }
    }

    /// Waits for the next reply.
    pub async fn take(&self) -> Reply {
        poll_fn(|context| {
            let mut inner = self.0.borrow_mut();
            match inner.replies.pop_front() {
                Some(reply) => Poll::Ready(reply),
                None => {
                    inner.reader = Some(context.waker().clone());
                    Poll::Pending
                }
            }
        })
        .await
    }
}
