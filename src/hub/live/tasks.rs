//! Tasks that end with their owner: what they hold is dropped at once, not when they would next be polled.

use std::cell::{Cell, RefCell};
use std::future::Future;
use std::pin::Pin;
use std::rc::Rc;
use std::task::{Context, Poll, Waker};

use crate::hub::transport::LocalFuture;

/// Runs futures concurrently: on the browser's event loop, or on a test's executor.
pub trait Spawner {
    fn spawn(&self, task: LocalFuture<'static, ()>);
}

/// The tasks of one owner. A task started under a key replaces the previous one with that key.
pub struct Tasks<K> {
    spawner: Rc<dyn Spawner>,
    running: RefCell<Vec<(Option<K>, Rc<TaskSlot>)>>,
}

impl<K: Copy + PartialEq> Tasks<K> {
    pub fn new(spawner: Rc<dyn Spawner>) -> Self {
        Self {
            spawner,
            running: RefCell::default(),
        }
    }

    /// Starts a task that ends by itself, or with its owner.
    pub fn spawn(&self, task: impl Future<Output = ()> + 'static) {
        self.start(None, Box::pin(task));
    }

    /// Starts a task and cancels the previous one with that key.
    pub fn replace(&self, key: K, task: impl Future<Output = ()> + 'static) {
        self.cancel(key);
        self.start(Some(key), Box::pin(task));
    }

    fn start(&self, key: Option<K>, task: LocalFuture<'static, ()>) {
        let slot = Rc::new(TaskSlot {
            future: RefCell::new(Some(task)),
            waker: RefCell::new(None),
            is_over: Cell::new(false),
        });
        let mut running = self.running.borrow_mut();
        running.retain(|(_, slot)| !slot.is_over.get());
        running.push((key, slot.clone()));
        drop(running);
        self.spawner.spawn(Box::pin(Run(slot)));
    }

    /// Cancels the task with that key, if there is one.
    pub fn cancel(&self, key: K) {
        let mut running = self.running.borrow_mut();
        let found = running.iter().position(|(other, _)| *other == Some(key));
        let found = found.map(|at| running.swap_remove(at));
        drop(running);
        if let Some((_, slot)) = found {
            slot.cancel();
        }
    }

    /// Cancels all tasks.
    pub fn cancel_all(&self) {
        let running = self.running.take();
        for (_, slot) in running {
            slot.cancel();
        }
    }

    /// The number of tasks that have not ended.
    pub fn count(&self) -> usize {
        let running = self.running.borrow();
        running
            .iter()
            .filter(|(_, slot)| !slot.is_over.get())
            .count()
    }
}

impl<K> Drop for Tasks<K> {
    fn drop(&mut self) {
        for (_, slot) in self.running.get_mut().drain(..) {
            slot.cancel();
        }
    }
}

/// A task's future while it waits; empty while it is polled.
struct TaskSlot {
    future: RefCell<Option<LocalFuture<'static, ()>>>,
    waker: RefCell<Option<Waker>>,
    is_over: Cell<bool>,
}

impl TaskSlot {
    /// A task may cancel itself: it still runs to its next await.
    fn cancel(&self) {
        self.is_over.set(true);
        let future = self.future.take();
        drop(future);
        // The executor drops its own end only when it is woken.
        if let Some(waker) = self.waker.take() {
            waker.wake();
        }
    }
}

/// The executor's end of a task.
struct Run(Rc<TaskSlot>);

impl Future for Run {
    type Output = ();

    fn poll(self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<()> {
        let slot = &self.0;
        let Some(mut future) = slot.future.take() else {
            return Poll::Ready(());
        };
        slot.waker.replace(Some(context.waker().clone()));
        let is_done = future.as_mut().poll(context).is_ready();
        if is_done || slot.is_over.get() {
            slot.is_over.set(true);
            slot.waker.take();
            return Poll::Ready(());
        }
        slot.future.replace(Some(future));
        Poll::Pending
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Polls the spawned tasks only when asked to.
    #[derive(Default)]
    struct ByHand(RefCell<Vec<LocalFuture<'static, ()>>>);

    impl ByHand {
        /// Polls all once; returns how many are left.
        fn poll(&self) -> usize {
            let mut context = Context::from_waker(Waker::noop());
            let mut tasks = self.0.take();
            tasks.retain_mut(|task| task.as_mut().poll(&mut context).is_pending());
            self.0.borrow_mut().append(&mut tasks);
            self.0.borrow().len()
        }
    }

    impl Spawner for ByHand {
        fn spawn(&self, task: LocalFuture<'static, ()>) {
            self.0.borrow_mut().push(task);
        }
    }

    fn tasks() -> (Rc<ByHand>, Tasks<u8>) {
        let by_hand = Rc::new(ByHand::default());
        (by_hand.clone(), Tasks::new(by_hand))
    }

    async fn hold(held: Rc<()>) {
        std::future::pending::<()>().await;
        drop(held);
    }

    #[test]
    fn what_a_task_holds_is_dropped_when_it_is_canceled() {
        let (by_hand, tasks) = tasks();
        let held = Rc::new(());
        tasks.spawn(hold(held.clone()));
        tasks.replace(1, hold(held.clone()));
        assert_eq!((by_hand.poll(), tasks.count()), (2, 2));
        tasks.cancel_all();
        assert_eq!((Rc::strong_count(&held), tasks.count()), (1, 0));
        assert_eq!(by_hand.poll(), 0, "the executor's ends are gone too");
    }

    #[test]
    fn a_key_has_one_task_at_most() {
        let (by_hand, tasks) = tasks();
        let (first, second) = (Rc::new(()), Rc::new(()));
        tasks.replace(1, hold(first.clone()));
        tasks.replace(2, hold(second.clone()));
        by_hand.poll();
        tasks.replace(1, async {});
        assert_eq!(
            (Rc::strong_count(&first), Rc::strong_count(&second)),
            (1, 2)
        );
        assert_eq!(by_hand.poll(), 1);
    }

    #[test]
    fn a_task_may_end_all_while_it_runs() {
        let (by_hand, tasks) = tasks();
        let tasks = Rc::new(tasks);
        let (own, held) = (tasks.clone(), Rc::new(()));
        let goes_on = Rc::new(Cell::new(false));
        let told = goes_on.clone();
        let holder = held.clone();
        tasks.spawn(async move {
            own.cancel_all();
            told.set(true);
            hold(holder).await;
        });
        assert_eq!(by_hand.poll(), 0);
        assert!(goes_on.get(), "what it does until it next waits is done");
        assert_eq!(Rc::strong_count(&held), 1);
    }

    #[test]
    fn tasks_end_with_their_owner() {
        let (by_hand, tasks) = tasks();
        let held = Rc::new(());
        tasks.spawn(hold(held.clone()));
        by_hand.poll();
        drop(tasks);
        assert_eq!((Rc::strong_count(&held), by_hand.poll()), (1, 0));
    }
}
