//! What was learned of systems, for as long as the session lasts in which it was asked for: another account may not be shown it.

use std::collections::HashMap;
use std::rc::{Rc, Weak};

use super::connection::LiveConnection;
use crate::domain::ids::{SystemId, SystemRef};

#[derive(Clone, Debug)]
struct OfSession<T> {
    session: Weak<LiveConnection>,
    value: T,
}

impl<T: PartialEq> PartialEq for OfSession<T> {
    fn eq(&self, other: &Self) -> bool {
        self.session.ptr_eq(&other.session) && self.value == other.value
    }
}

/// A value for each system.
#[derive(Clone, Debug, PartialEq)]
pub struct SessionCache<T>(HashMap<SystemRef, OfSession<T>>);

impl<T> Default for SessionCache<T> {
    fn default() -> Self {
        Self(HashMap::new())
    }
}

impl<T> SessionCache<T> {
    /// Keeps what the hub of this connection has said of a system.
    pub fn keep(&mut self, session: &Rc<LiveConnection>, system: SystemId, value: T) {
        let of = SystemRef::new(session.hub().clone(), system);
        let session = Rc::downgrade(session);
        self.0.insert(of, OfSession { session, value });
    }

    /// What is kept of a system, unless the session is over.
    pub fn get(&self, system: &SystemRef) -> Option<&T> {
        let kept = self.0.get(system)?;
        let session = kept.session.upgrade()?;
        (!session.has_stopped()).then_some(&kept.value)
    }

    /// Keeps nothing any more where there are more than that.
    pub fn clear_beyond(&mut self, most: usize) {
        if self.0.len() > most {
            self.0.clear();
        }
    }
}
