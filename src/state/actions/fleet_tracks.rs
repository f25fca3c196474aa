//! The rows of one type of the systems that are shown one below the other. When a hub is asked for what is decided in
//! [`crate::domain::lens::asking`].

use std::cell::RefCell;
use std::collections::HashMap;
use std::rc::{Rc, Weak};
use std::sync::Arc;

use leptos::prelude::*;

use crate::domain::ids::{HubId, SystemId, SystemRef};
use crate::domain::lens::asking::{AskEffect, AskEvent, HistoryAsking};
use crate::domain::lens::history::HourPoint;
use crate::domain::series::Range;
use crate::state::actions::many_rows::ManyRows;
use crate::state::actions::wake::WakeTimer;
use crate::state::app::App;
use crate::state::time;

/// What was read of each system, oldest first.
pub struct FleetTracks {
    app: App,
    range: Range,
    asking: RefCell<HistoryAsking>,
    points: RefCell<HashMap<SystemRef, Arc<Vec<HourPoint>>>>,
    changed: ArcTrigger,
    /// Until a hub may be asked.
    waiting: WakeTimer,
}

impl FleetTracks {
    pub fn new(app: App, range: Range) -> Rc<Self> {
        Rc::new(Self {
            app,
            range,
            asking: RefCell::new(HistoryAsking::of_range(range)),
            points: RefCell::default(),
            changed: ArcTrigger::new(),
            waiting: WakeTimer::default(),
        })
    }

    /// From now on these are shown, and no others.
    pub fn want(self: &Rc<Self>, systems: Vec<SystemRef>) {
        self.dispatch(AskEvent::Wanted(systems));
    }

    /// What is known of a system; `None` before the answer. Followed by whoever asks.
    pub fn points(&self, of: &SystemRef) -> Option<Arc<Vec<HourPoint>>> {
        self.changed.track();
        self.points.borrow().get(of).cloned()
    }

    fn dispatch(self: &Rc<Self>, event: AskEvent) {
        let effects = self.asking.borrow_mut().step(event, time::now());
        for effect in effects {
            match effect {
                AskEffect::Ask {
                    hub,
                    systems,
                    range,
                } => self.ask(hub, systems, range),
                AskEffect::WakeAt(at) => {
                    let weak = Rc::downgrade(self);
                    self.waiting.wake_at(at, move || {
                        if let Some(tracks) = weak.upgrade() {
                            tracks.dispatch(AskEvent::Time);
                        }
                    });
                }
            }
        }
    }

    fn ask(self: &Rc<Self>, hub: HubId, systems: Vec<SystemId>, range: Range) {
        let since = self.app.inner().live.hub_now(&hub).plus(-range.span());
        let weak = Rc::downgrade(self);
        let (of, asked) = (hub.clone(), systems.clone());
        let take = move |rows: Option<ManyRows>| Self::answered(&weak, of, asked, rows);
        self.app
            .load_rows(&hub, systems, range, since, Box::new(take));
    }

    fn answered(weak: &Weak<Self>, hub: HubId, systems: Vec<SystemId>, rows: Option<ManyRows>) {
        let Some(tracks) = weak.upgrade() else {
            return;
        };
        let is_good = rows.is_some();
        if let Some(rows) = rows {
            tracks.keep(&hub, systems, rows);
        }
        tracks.dispatch(AskEvent::Answered { hub, is_good });
    }

    fn keep(&self, hub: &HubId, systems: Vec<SystemId>, rows: ManyRows) {
        let live = &self.app.inner().live;
        let mut read: HashMap<SystemRef, Vec<HourPoint>> = HashMap::new();
        // What has no rows was answered as well.
        for system in systems {
            read.entry(SystemRef::new(hub.clone(), system)).or_default();
        }
        let mut threads: HashMap<SystemId, Option<u32>> = HashMap::new();
        for (system, sample) in rows {
            let of = SystemRef::new(hub.clone(), system.clone());
            let threads = *threads
                .entry(system)
                .or_insert_with(|| live.system(&of).and_then(|known| known.metrics.threads));
            if let Some(points) = read.get_mut(&of) {
                points.push(HourPoint::row(&sample, threads));
            }
        }
        let mut points = self.points.borrow_mut();
        points.extend(read.into_iter().map(|(of, read)| (of, Arc::new(read))));
        drop(points);
        self.changed.notify();
    }

    /// The type of the rows.
    pub const fn range(&self) -> Range {
        self.range
    }
}
