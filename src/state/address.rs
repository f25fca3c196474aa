//! What the query of the page's address says: which of the app's ways in was taken, and whose panel is open.

use std::cell::RefCell;

use leptos::prelude::*;

use super::app::App;
use crate::shell::address;
use crate::shell::task::spawn;

/// The query, and what is about to change in it.
pub struct Address {
    query: ArcRwSignal<String>,
    changes: RefCell<Vec<address::Change>>,
}

impl Address {
    pub(super) fn new() -> Self {
        Self {
            query: ArcRwSignal::new(address::query()),
            changes: RefCell::default(),
        }
    }

    fn look(&self) {
        let now = address::query();
        if self.query.with_untracked(|known| *known != now) {
            self.query.set(now);
        }
    }
}

impl App {
    /// What the address says under a name; follows the browser's back and forward.
    pub fn asked(&self, name: &str) -> Option<String> {
        let query = &self.inner().address.query;
        query.with(|query| address::value_in(query, name))
    }

    /// Lets the address say something else under a name. What changes at the same time is one step of the browser's history.
    pub fn ask(&self, name: &'static str, value: Option<String>) {
        let inner = self.inner();
        let is_first = {
            let mut changes = inner.address.changes.borrow_mut();
            changes.push((name, value));
            changes.len() == 1
        };
        if is_first {
            spawn(async move {
                address::change_query(&inner.address.changes.take());
                inner.address.look();
            });
        }
    }

    pub(super) fn follow_address(&self) {
        let app = *self;
        address::on_step(move || {
            if let Some(inner) = app.try_inner() {
                inner.address.look();
            }
        });
    }
}
