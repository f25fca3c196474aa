//! Gets the newest rows of the systems in view: how busy disks are and how fast fans turn is in rows only.

use std::cell::RefCell;
use std::collections::HashMap;
use std::rc::Rc;

use leptos::prelude::*;

use super::asking::{AnsweredRows, RowAsker};
use crate::domain::activity::Activity;
use crate::domain::ids::SystemRef;
use crate::domain::lens::asking::HistoryAsking;
use crate::state::app::App;

/// Rows of the last so many milliseconds have the newest one of each system that is up.
const NEWEST: i64 = 150_000;

type KnownActivities = Rc<RefCell<HashMap<SystemRef, Activity>>>;

/// What was read of each system.
pub struct Activities {
    asker: Rc<RowAsker>,
    known: KnownActivities,
    changed: ArcTrigger,
}

impl Activities {
    pub fn new(app: App) -> Self {
        let (known, changed) = (KnownActivities::default(), ArcTrigger::new());
        let (kept, told) = (known.clone(), changed.clone());
        let take = move |answer| {
            keep(&mut kept.borrow_mut(), answer);
            told.notify();
        };
        let asking = HistoryAsking::newest();
        Self {
            asker: RowAsker::new(app, asking, |_| NEWEST, Box::new(take)),
            known,
            changed,
        }
    }

    /// From now on these are in view, and no others.
    pub fn want(&self, systems: Vec<SystemRef>) {
        let mut known = self.known.borrow_mut();
        let mut gone: Vec<SystemRef> = Vec::new();
        if known.len() > 2 * systems.len() {
            let wanted: Vec<_> = systems
                .iter()
                .filter_map(|of| known.remove_entry(of))
                .collect();
            gone.extend(known.drain().map(|(of, _)| of));
            known.extend(wanted);
        }
        drop(known);
        self.asker.forget(gone);
        self.asker.want(systems);
    }

    pub fn of(&self, system: &SystemRef) -> Option<Activity> {
        self.known.borrow().get(system).copied()
    }

    /// Follows new rows.
    pub fn track(&self) {
        self.changed.track();
    }
}

fn keep(known: &mut HashMap<SystemRef, Activity>, answer: AnsweredRows) {
    for (system, sample) in answer.rows {
        let of = SystemRef::new(answer.hub.clone(), system);
        let activity = Activity::of(&sample);
        let before = known.get(&of);
        if before.is_none_or(|before| activity.is_newer_than(before)) {
            known.insert(of, activity);
        }
    }
}
