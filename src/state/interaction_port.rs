//! The way from the screens to the interaction machine.

use std::cell::RefCell;
use std::rc::Rc;

use crate::interaction::input::PageRequest;

/// Passes requests on to the machine.
pub type Requests = Rc<dyn Fn(PageRequest)>;

/// Where requests go; the machine is loaded after the racks are drawn.
#[derive(Default)]
pub struct InteractionPort {
    machine: RefCell<Option<Requests>>,
    /// The last request that found no machine.
    waiting: RefCell<Option<PageRequest>>,
}

impl InteractionPort {
    /// Says where requests go; `None` when the canvas leaves the page.
    pub(super) fn attend(&self, machine: Option<Requests>) {
        *self.machine.borrow_mut() = machine;
        let waiting = self.waiting.take();
        if let Some(request) = waiting {
            self.interact(request);
        }
    }

    /// Asks the machine for something. A press that finds none is forgotten, all else waits for it.
    pub(super) fn interact(&self, request: PageRequest) {
        let machine = self.machine.borrow().clone();
        match machine {
            Some(machine) => machine(request),
            None if matches!(request, PageRequest::Press { .. }) => {}
            None => drop(self.waiting.replace(Some(request))),
        }
    }
}
