//! Runs effects in the order of the events that caused them.

use std::cell::{Cell, RefCell};
use std::collections::VecDeque;

/// Carries out effects one after the other. Those that arrive meanwhile are queued behind the ones still to be done.
#[derive(Debug)]
pub struct EffectQueue<T> {
    queue: RefCell<VecDeque<T>>,
    is_busy: Cell<bool>,
}

impl<T> Default for EffectQueue<T> {
    fn default() -> Self {
        Self {
            queue: RefCell::default(),
            is_busy: Cell::new(false),
        }
    }
}

impl<T> EffectQueue<T> {
    pub fn run(&self, effects: Vec<T>, carry_out: &dyn Fn(T)) {
        self.queue.borrow_mut().extend(effects);
        if self.is_busy.replace(true) {
            return;
        }
        loop {
            let next = self.queue.borrow_mut().pop_front();
            match next {
                Some(effect) => carry_out(effect),
                None => break,
            }
        }
        self.is_busy.set(false);
    }
}
