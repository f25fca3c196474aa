//! Gets the last hour of rows for the systems that show it, on behalf of all viewers.

use std::cell::RefCell;
use std::collections::HashMap;
use std::rc::{Rc, Weak};

use super::asking::{AnsweredRows, RowAsker};
use super::system_extras::keep_activity;
use crate::domain::activity::Activity;
use crate::domain::ids::{SystemId, SystemRef};
use crate::domain::lens::asking::HistoryAsking;
use crate::domain::lens::history::HourPoint;
use crate::domain::series::{Range, Sample};
use crate::state::app::App;

/// Viewers of last hours. The systems of the first one are the most important.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum HourViewer {
    Page,
    Card,
    Canvas,
}

/// Shared by all viewers of last hours, so that each hub gets one request at a time. Lives while any viewer holds it.
pub struct LastHours {
    app: App,
    asker: Rc<RowAsker>,
    wanted: RefCell<[Vec<SystemRef>; 3]>,
}

thread_local! {
    static KEPT: RefCell<Weak<LastHours>> = const { RefCell::new(Weak::new()) };
}

impl LastHours {
    pub fn shared(app: App) -> Rc<Self> {
        KEPT.with_borrow_mut(|kept| {
            kept.upgrade().unwrap_or_else(|| {
                let asking = HistoryAsking::default();
                let take = move |answer| keep(app, answer);
                let made = Rc::new(Self {
                    app,
                    asker: RowAsker::new(app, asking, |_| Range::Hour.span(), Box::new(take)),
                    wanted: RefCell::default(),
                });
                *kept = Rc::downgrade(&made);
                made
            })
        })
    }

    /// Whether this viewer wants no systems.
    pub fn is_idle(&self, viewer: HourViewer) -> bool {
        self.wanted.borrow()[viewer as usize].is_empty()
    }

    /// Sets the systems that this viewer shows, replacing the previous ones.
    pub fn want(&self, viewer: HourViewer, systems: Vec<SystemRef>) {
        self.wanted.borrow_mut()[viewer as usize] = systems;
        let mut wanted: Vec<SystemRef> = Vec::new();
        for system in self.wanted.borrow().iter().flatten() {
            if !wanted.contains(system) {
                wanted.push(system.clone());
            }
        }
        let forgotten = self.app.inner().lensing.keep_histories(&wanted);
        self.asker.forget(forgotten);
        self.asker.want(wanted);
    }
}

fn keep(app: App, answer: AnsweredRows) {
    let inner = app.inner();
    let mut of_systems: HashMap<SystemId, Vec<Sample>> = HashMap::new();
    for (system, sample) in answer.rows {
        of_systems.entry(system).or_default().push(sample);
    }
    for system in answer.systems {
        let own = of_systems.remove(&system).unwrap_or_default();
        let of = SystemRef::new(answer.hub.clone(), system);
        let threads = inner
            .live
            .system(&of)
            .and_then(|known| known.metrics.threads);
        if let Some(newest) = own.last() {
            keep_activity(app, of.clone(), Activity::of(newest));
        }
        let points = own.iter().map(|sample| HourPoint::row(sample, threads));
        inner.lensing.take_rows(&of, points.collect(), answer.range);
        inner.live.rejudge_system(&of);
    }
}
