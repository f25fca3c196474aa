//! The rows of one type of the systems that are shown one below the other.

use std::cell::RefCell;
use std::collections::HashMap;
use std::rc::Rc;
use std::sync::Arc;

use leptos::prelude::*;

use super::asking::{AnsweredRows, RowAsker};
use crate::domain::ids::{SystemId, SystemRef};
use crate::domain::lens::asking::{FRESH, HistoryAsking};
use crate::domain::lens::history::HourPoint;
use crate::domain::series::Range;
use crate::state::app::App;

type ReadPoints = HashMap<SystemRef, Arc<Vec<HourPoint>>>;

/// The points read for each system, oldest first.
pub struct FleetTracks {
    range: Range,
    asker: Rc<RowAsker>,
    points: Rc<RefCell<ReadPoints>>,
    changed: ArcTrigger,
}

impl FleetTracks {
    pub fn new(app: App, range: Range) -> Self {
        let points: Rc<RefCell<ReadPoints>> = Rc::default();
        let changed = ArcTrigger::new();
        let (kept, told) = (points.clone(), changed.clone());
        let take = move |answer| {
            let read = read(app, answer);
            kept.borrow_mut().extend(read);
            told.notify();
        };
        let asking = HistoryAsking::of_range(range, FRESH);
        Self {
            range,
            asker: RowAsker::new(app, asking, Range::span, Box::new(take)),
            points,
            changed,
        }
    }

    /// Sets the systems that are shown, replacing the previous ones.
    pub fn want(&self, systems: Vec<SystemRef>) {
        self.asker.want(systems);
    }

    /// The points of a system; `None` before the answer. Tracked.
    pub fn points(&self, of: &SystemRef) -> Option<Arc<Vec<HourPoint>>> {
        self.changed.track();
        self.points.borrow().get(of).cloned()
    }

    /// The type of the rows.
    pub const fn range(&self) -> Range {
        self.range
    }
}

fn read(app: App, answer: AnsweredRows) -> ReadPoints {
    let live = &app.inner().live;
    let mut read: HashMap<SystemRef, Vec<HourPoint>> = HashMap::new();
    // A system without rows counts as answered too.
    for system in answer.systems {
        read.entry(SystemRef::new(answer.hub.clone(), system))
            .or_default();
    }
    let mut threads: HashMap<SystemId, Option<u32>> = HashMap::new();
    for (system, sample) in answer.rows {
        let of = SystemRef::new(answer.hub.clone(), system.clone());
        let threads = *threads
            .entry(system)
            .or_insert_with(|| live.system(&of).and_then(|known| known.metrics.threads));
        if let Some(points) = read.get_mut(&of) {
            points.push(HourPoint::row(&sample, threads));
        }
    }
    let read = read.into_iter();
    read.map(|(of, points)| (of, Arc::new(points))).collect()
}
