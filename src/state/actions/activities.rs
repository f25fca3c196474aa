//! Gets the newest rows of the systems in view: how busy disks are and how fast fans turn is in rows only. When a hub is asked is
//! decided in [`crate::domain::lens::asking`].

use std::cell::RefCell;
use std::collections::HashMap;
use std::rc::{Rc, Weak};

use leptos::prelude::*;

use crate::domain::activity::Activity;
use crate::domain::ids::{HubId, SystemId, SystemRef};
use crate::domain::lens::asking::{AskEffect, AskEvent, HistoryAsking};
use crate::domain::series::Range;
use crate::state::actions::many_rows::ManyRows;
use crate::state::actions::wake::WakeTimer;
use crate::state::app::App;
use crate::state::time;

/// Rows of the last so many milliseconds have the newest one of each system that is up.
const NEWEST: i64 = 150_000;

/// What was read of each system.
pub struct Activities {
    app: App,
    asking: RefCell<HistoryAsking>,
    known: RefCell<HashMap<SystemRef, Activity>>,
    changed: ArcTrigger,
    /// Until a hub may be asked.
    waiting: WakeTimer,
}

impl Activities {
    pub fn new(app: App) -> Rc<Self> {
        Rc::new(Self {
            app,
            asking: RefCell::new(HistoryAsking::newest()),
            known: RefCell::default(),
            changed: ArcTrigger::new(),
            waiting: WakeTimer::default(),
        })
    }

    /// From now on these are in view, and no others.
    pub fn want(self: &Rc<Self>, systems: Vec<SystemRef>) {
        let mut known = self.known.borrow_mut();
        if known.len() > 2 * systems.len() {
            let wanted: Vec<_> = systems
                .iter()
                .filter_map(|of| known.remove_entry(of))
                .collect();
            let gone: Vec<SystemRef> = known.drain().map(|(of, _)| of).collect();
            known.extend(wanted);
            drop(known);
            self.dispatch(AskEvent::Dropped(gone));
        } else {
            drop(known);
        }
        self.dispatch(AskEvent::Wanted(systems));
    }

    pub fn of(&self, system: &SystemRef) -> Option<Activity> {
        self.known.borrow().get(system).copied()
    }

    /// Follows new rows.
    pub fn track(&self) {
        self.changed.track();
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
                        if let Some(activities) = weak.upgrade() {
                            activities.dispatch(AskEvent::Time);
                        }
                    });
                }
            }
        }
    }

    fn ask(self: &Rc<Self>, hub: HubId, systems: Vec<SystemId>, range: Range) {
        let since = self.app.inner().live.hub_now(&hub).plus(-NEWEST);
        let (weak, of) = (Rc::downgrade(self), hub.clone());
        let take = move |rows: Option<ManyRows>| Self::answered(&weak, of, rows);
        self.app
            .load_rows(&hub, systems, range, since, Box::new(take));
    }

    fn answered(weak: &Weak<Self>, hub: HubId, rows: Option<ManyRows>) {
        let Some(activities) = weak.upgrade() else {
            return;
        };
        let is_good = rows.is_some();
        for (system, sample) in rows.into_iter().flatten() {
            let of = SystemRef::new(hub.clone(), system);
            let activity = Activity::of(&sample);
            let mut known = activities.known.borrow_mut();
            let before = known.get(&of);
            if before.is_none_or(|before| activity.is_newer_than(before)) {
                known.insert(of, activity);
            }
        }
        if is_good {
            activities.changed.notify();
        }
        activities.dispatch(AskEvent::Answered { hub, is_good });
    }
}
