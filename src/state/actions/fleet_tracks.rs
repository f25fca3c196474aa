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
use crate::domain::units::Millis;
use crate::hub::live::SessionCache;
use crate::state::app::App;
use crate::state::time;

/// Of so many systems the rows of a type are kept.
const KEPT_SYSTEMS: usize = 400;

/// Since when it is kept, and the rows, oldest first.
type KeptPoints = (Millis, Arc<Vec<HourPoint>>);

thread_local! {
    /// By the type of the rows. Who shows them again need not wait for the hub.
    static KEPT: RefCell<HashMap<Range, SessionCache<KeptPoints>>> = RefCell::default();
}

/// What was read of each system. Asks for as long as it lives; what was read stays.
pub struct FleetTracks {
    range: Range,
    asker: Rc<RowAsker>,
    changed: ArcTrigger,
}

impl FleetTracks {
    pub fn new(app: App, range: Range) -> Self {
        let changed = ArcTrigger::new();
        let told = changed.clone();
        let take = move |answer| {
            keep(app, answer);
            told.notify();
        };
        let asking = HistoryAsking::of_range(range, FRESH);
        Self {
            range,
            asker: RowAsker::new(app, asking, Range::span, Box::new(take)),
            changed,
        }
    }

    /// Sets the systems that are shown, replacing the previous ones.
    pub fn want(&self, systems: Vec<SystemRef>) {
        let systems = systems.into_iter().map(|of| {
            let at = kept(self.range, &of).map(|(at, _)| at);
            (of, at)
        });
        self.asker.want_beside(systems.collect());
    }

    /// What is known of a system; `None` before the first answer. Followed by whoever asks.
    pub fn points(&self, of: &SystemRef) -> Option<Arc<Vec<HourPoint>>> {
        self.changed.track();
        kept(self.range, of).map(|(_, points)| points)
    }
}

fn kept(range: Range, of: &SystemRef) -> Option<KeptPoints> {
    KEPT.with_borrow(|kept| kept.get(&range)?.get(of).cloned())
}

/// Keeps what a hub has answered, for as long as its session lasts.
fn keep(app: App, answer: AnsweredRows) {
    let inner = app.inner();
    let Some(session) = inner.sessions.connections.get(&answer.hub) else {
        return;
    };
    // A system without rows counts as answered too.
    let systems = answer.systems.into_iter();
    let mut read: HashMap<SystemId, Vec<HourPoint>> =
        systems.map(|system| (system, Vec::new())).collect();
    let mut threads: HashMap<SystemId, Option<u32>> = HashMap::new();
    for (system, sample) in answer.rows {
        let Some(points) = read.get_mut(&system) else {
            continue;
        };
        let of = SystemRef::new(answer.hub.clone(), system.clone());
        let threads = *threads.entry(system).or_insert_with(|| {
            let known = inner.live.system(&of);
            known.and_then(|known| known.metrics.threads)
        });
        points.push(HourPoint::row(&sample, threads));
    }
    let now = time::now();
    KEPT.with_borrow_mut(|kept| {
        let kept = kept.entry(answer.range).or_default();
        for (system, points) in read {
            kept.keep(&session, system, (now, Arc::new(points)));
        }
        // Systems in view have the newest estimates.
        kept.keep_newest(KEPT_SYSTEMS, |(at, _)| *at);
    });
}
