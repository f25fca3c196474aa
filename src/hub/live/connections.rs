//! The set of connections, at most one per hub.

use std::cell::RefCell;
use std::rc::Rc;

use super::connection::LiveConnection;
use crate::domain::ids::HubId;

#[derive(Default)]
pub struct Connections(RefCell<Vec<Rc<LiveConnection>>>);

impl Connections {
    /// Adds a connection. Stops an existing one to the same hub.
    pub fn add(&self, connection: Rc<LiveConnection>) {
        self.remove(connection.hub());
        self.0.borrow_mut().push(connection);
    }

    /// Stops and removes the connection to a hub.
    pub fn remove(&self, hub: &HubId) {
        let mut all = self.0.borrow_mut();
        let found = all.iter().position(|connection| connection.hub() == hub);
        let found = found.map(|at| all.remove(at));
        drop(all);
        if let Some(connection) = found {
            connection.stop();
        }
    }

    /// Stops and removes all connections.
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

    /// Returns a copy of the list, so that the caller may add and remove connections meanwhile.
    pub fn all(&self) -> Vec<Rc<LiveConnection>> {
        self.0.borrow().clone()
    }
}

impl Drop for Connections {
    fn drop(&mut self) {
        self.clear();
    }
}
