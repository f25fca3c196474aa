//! Notifies each rack that a command has changed, and the rows when one of them has changed, so that the cost of a command depends only
//! on what it changes.

use std::cell::RefCell;
use std::collections::HashMap;
use std::sync::Arc;

use leptos::prelude::*;

use crate::domain::ids::RackId;
use crate::domain::layout::Snapshot;
use crate::domain::layout::racks_that_differ;

#[derive(Default)]
pub struct Changes {
    seen: RefCell<Arc<Snapshot>>,
    racks: RefCell<HashMap<RackId, ArcTrigger>>,
    rows: ArcTrigger,
}

impl Changes {
    /// Notified whenever the rack or anything in it has changed.
    pub fn of(&self, rack: RackId) -> ArcTrigger {
        self.racks.borrow_mut().entry(rack).or_default().clone()
    }

    /// Notified whenever a row has changed, whatever happens to its racks.
    pub fn of_rows(&self) -> ArcTrigger {
        self.rows.clone()
    }

    /// Takes in a new snapshot.
    pub fn take_up(&self, snapshot: Arc<Snapshot>) {
        let before = self.seen.replace(snapshot.clone());
        let changed: Vec<ArcTrigger> = {
            let mut racks = self.racks.borrow_mut();
            if !before.layout.racks.is_same(&snapshot.layout.racks) {
                racks.retain(|rack, _| snapshot.layout.rack(*rack).is_some());
            }
            racks_that_differ(&before.layout, &snapshot.layout)
                .iter()
                .filter_map(|rack| racks.get(rack).cloned())
                .collect()
        };
        for rack in changed {
            rack.notify();
        }
        if !before.layout.rows.is_same(&snapshot.layout.rows) {
            self.rows.notify();
        }
    }
}
