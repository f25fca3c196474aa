//! Pending questions to the machine, each with the future that waits for its answer.

use std::cell::{Cell, RefCell};
use std::future::Future;
use std::pin::Pin;
use std::rc::Rc;
use std::task::{Context, Poll, Waker};

use crate::document::machine::event::{Ask, Outcome};

#[derive(Default)]
struct AnswerSlot {
    outcome: RefCell<Option<Outcome>>,
    waker: RefCell<Option<Waker>>,
}

/// The questions that are not answered yet.
#[derive(Default)]
pub(super) struct Asks {
    count: Cell<u64>,
    open: RefCell<Vec<(Ask, Rc<AnswerSlot>)>>,
}

/// Resolves to the outcome of a question.
pub(super) struct Answer(Rc<AnswerSlot>);

impl Asks {
    pub(super) fn begin(&self) -> (Ask, Answer) {
        let ask = Ask(self.count.get());
        self.count.set(ask.0 + 1);
        let slot = Rc::<AnswerSlot>::default();
        self.open.borrow_mut().push((ask, slot.clone()));
        (ask, Answer(slot))
    }

    pub(super) fn answer(&self, ask: Ask, outcome: Outcome) {
        let slot = {
            let mut open = self.open.borrow_mut();
            let index = open.iter().position(|(other, _)| *other == ask);
            index.map(|index| open.swap_remove(index).1)
        };
        let Some(slot) = slot else { return };
        slot.outcome.replace(Some(outcome));
        let waker = slot.waker.take();
        if let Some(waker) = waker {
            waker.wake();
        }
    }
}

impl Future for Answer {
    type Output = Outcome;

    fn poll(self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Outcome> {
        let outcome = self.0.outcome.take();
        match outcome {
            Some(outcome) => Poll::Ready(outcome),
            None => {
                self.0.waker.replace(Some(context.waker().clone()));
                Poll::Pending
            }
        }
    }
}
