//! The connections there are, at most one to a hub.

use std::cell::RefCell;
use std::rc::Rc;

use super::connection::LiveConnection;
use crate::domain::ids::HubId;

#[derive(Default)]
pub struct Connections(RefCell<Vec<Rc<LiveConnection>>>);

impl Connections {
    /// Takes a connection in. One to the same hub ends.
    pub fn add(&self, connection: Rc<LiveConnection>) {
        self.remove(connection.hub());
        self.0.borrow_mut().push(connection);
    }

    /// Ends the connection to a hub, with all it has under way.
    pub fn remove(&self, hub: &HubId) {
        let mut all = self.0.borrow_mut();
        let found = all.iter().position(|connection| connection.hub() == hub);
        let found = found.map(|at| all.remove(at));
        drop(all);
        if let Some(connection) = found {
            connection.stop();
        }
    }

    /// Ends all of them.
    pub fn clear(&self) {
        let all = self.0.take();
        for connection in all {
            connection.stop();
        }
    }

    pub fn get(&self, hub: &HubId) -> Option<Rc<LiveConnection>> {
        let all = self.0.borrow();
        all.iter().find(|found| found.hub() == hub).cloned()
    }

    /// All of them as they are now: what is done with them may add and remove some.
    pub fn all(&self) -> Vec<Rc<LiveConnection>> {
        self.0.borrow().clone()
    }
}

impl Drop for Connections {
    fn drop(&mut self) {
        self.clear();
    }
}
