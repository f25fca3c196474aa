//! Gets the newest rows of the systems in view: only rows tell how busy disks are and how fast fans turn.

use std::rc::Rc;

use leptos::prelude::*;

use super::asking::{AnsweredRows, RowAsker};
use super::system_extras::{dropped_activities, keep_activity};
use crate::domain::activity::Activity;
use crate::domain::ids::SystemRef;
use crate::domain::lens::asking::HistoryAsking;
use crate::state::app::App;

/// Rows from this many milliseconds back include the newest one of each system that is up.
const NEWEST: i64 = 150_000;

/// Asks for the rows of systems in view.
pub struct Activities {
    asker: Rc<RowAsker>,
    changed: ArcTrigger,
}

impl Activities {
    pub fn new(app: App) -> Self {
        let changed = ArcTrigger::new();
        let told = changed.clone();
        let take = move |answer| {
            keep(app, answer);
            told.notify();
        };
        let asking = HistoryAsking::newest();
        Self {
            asker: RowAsker::new(app, asking, |_| NEWEST, Box::new(take)),
            changed,
        }
    }

    /// Sets the systems in view, replacing the previous ones.
    pub fn want(&self, systems: Vec<SystemRef>) {
        self.asker.want(systems);
        self.asker.forget(dropped_activities());
    }

    /// Tracks new rows.
    pub fn track(&self) {
        self.changed.track();
    }
}

fn keep(app: App, answer: AnsweredRows) {
    let live = &app.inner().live;
    for (system, sample) in answer.rows {
        let of = SystemRef::new(answer.hub.clone(), system);
        keep_activity(app, of.clone(), Activity::of(&sample));
        // The device's line of text shows its network traffic in both directions.
        live.rejudge_system(&of);
    }
}
