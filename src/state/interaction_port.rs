//! Passes requests from the screens to the interaction machine.

use std::cell::RefCell;
use std::rc::Rc;

use crate::interaction::input::PageRequest;

/// Passes requests on to the machine.
pub type Requests = Rc<dyn Fn(PageRequest)>;

/// Where requests go; the machine is loaded after the racks are drawn.
#[derive(Default)]
pub struct InteractionPort {
    machine: RefCell<Option<Requests>>,
    /// The last request made while there was no machine.
    waiting: RefCell<Option<PageRequest>>,
}

impl InteractionPort {
    /// Sets where requests go; `None` when the canvas leaves the page.
    pub(super) fn connect(&self, machine: Option<Requests>) {
        *self.machine.borrow_mut() = machine;
        let waiting = self.waiting.take();
        if let Some(request) = waiting {
            self.interact(request);
        }
    }

    /// Sends a request to the machine. Without one, a press is dropped and everything else waits.
    pub(super) fn interact(&self, request: PageRequest) {
        let machine = self.machine.borrow().clone();
        match machine {
            Some(machine) => machine(request),
            None if matches!(request, PageRequest::Press { .. }) => {}
            None => drop(self.waiting.replace(Some(request))),
        }
    }
}
