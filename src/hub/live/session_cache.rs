//! What was learned of systems, kept only for the session that asked for it: another account may not be allowed to see it.

use std::collections::HashMap;
use std::rc::{Rc, Weak};

use super::connection::LiveConnection;
use crate::domain::ids::{SystemId, SystemRef};
use crate::domain::units::Millis;

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

    /// Returns what is stored for a system, unless the session has ended.
    pub fn get(&self, system: &SystemRef) -> Option<&T> {
        let kept = self.0.get(system)?;
        let session = kept.session.upgrade()?;
        (!session.has_stopped()).then_some(&kept.value)
    }

    /// Drops the oldest entries, by the time `at` gives, beyond `most`.
    pub fn keep_newest(&mut self, most: usize, at: impl Fn(&T) -> Millis) {
        let excess = self.0.len().saturating_sub(most);
        if excess == 0 {
            return;
        }
        let all = self.0.iter();
        let mut by_age: Vec<_> = all.map(|(of, kept)| (at(&kept.value), of)).collect();
        by_age.select_nth_unstable_by_key(excess - 1, |(at, _)| *at);
        let oldest: Vec<SystemRef> = by_age
            .iter()
            .take(excess)
            .map(|(_, of)| (*of).clone())
            .collect();
        for of in &oldest {
            self.0.remove(of);
        }
    }
}
