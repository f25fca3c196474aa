//! A list that is loaded: carries out what [`crate::domain::inventory::loading`] decides.

use std::cell::{Cell, RefCell};
use std::rc::Rc;

use leptos::prelude::*;

use crate::domain::inventory::loading::{
    Effect, Event, Fault, ListLoading, ListState, ListViewer, Pace,
};
use crate::hub::live::LiveConnection;
use crate::hub::transport::LocalFuture;
use crate::shell::clock;

thread_local! {
    static VIEWERS: Cell<u32> = const { Cell::new(0) };
}

/// Returns the id of a new viewer of lists.
pub fn new_viewer() -> ListViewer {
    VIEWERS.set(VIEWERS.get().wrapping_add(1));
    ListViewer::numbered(VIEWERS.get())
}

/// A list that can be loaded.
pub trait ListValue: Clone + PartialEq + Send + Sync + 'static {}

impl<T: Clone + PartialEq + Send + Sync + 'static> ListValue for T {}

/// One list: the machine that loads it, and what it shows.
pub struct ListCell<T> {
    machine: RefCell<ListLoading<T>>,
    shown: ArcRwSignal<ListState<T>>,
}

impl<T: ListValue> ListCell<T> {
    pub(super) fn new(pace: Pace) -> Self {
        let machine = ListLoading::new(pace);
        Self {
            shown: ArcRwSignal::new(machine.shown()),
            machine: RefCell::new(machine),
        }
    }

    pub(super) fn is_open(&self) -> bool {
        self.machine.borrow().is_open()
    }

    pub(super) fn shown(&self) -> ArcReadSignal<ListState<T>> {
        self.shown.read_only()
    }
}

/// A request to a hub in flight, and the session that answers it.
pub(super) type Question<T> = (Rc<LiveConnection>, LocalFuture<'static, Result<T, Fault>>);

/// The owner of a list.
pub(super) trait ListOwner<T>: 'static {
    fn cell(&self) -> &ListCell<T>;

    /// Asks the hub for the list; `None` once the session is over.
    fn ask(&self) -> Option<Question<T>>;
}

/// Sends an event to a list and carries out the effects.
pub(super) fn step<T: ListValue, O: ListOwner<T>>(owner: &Rc<O>, event: Event<T>) {
    let cell = owner.cell();
    let effects = cell.machine.borrow_mut().step(event, clock::now());
    for effect in effects {
        match effect {
            Effect::Show => {
                let shown = cell.machine.borrow().shown();
                cell.shown.set(shown);
            }
            Effect::Ask(request) => {
                let Some((connection, answer)) = owner.ask() else {
                    continue;
                };
                let owner = owner.clone();
                connection.spawn(async move {
                    let result = answer.await;
                    step(&owner, Event::Answered { request, result });
                });
            }
        }
    }
}
