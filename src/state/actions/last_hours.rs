//! Gets the last hour of the systems that are shown with it, for all that show it. When a hub is asked for what is decided in
//! [`crate::domain::lens::asking`].

use std::cell::RefCell;
use std::rc::{Rc, Weak};

use crate::domain::ids::{HubId, SystemRef};
use crate::domain::lens::asking::{AskEffect, AskEvent, HistoryAsking};
use crate::state::actions::wake::WakeTimer;
use crate::state::app::App;
use crate::state::time;

/// Who shows last hours. The first one's systems are the most important.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum HourViewer {
    Page,
    Card,
    Canvas,
}

/// One for all who show last hours, so that each hub has one question at a time. Works while anyone has it.
pub struct LastHours {
    app: App,
    asking: RefCell<HistoryAsking>,
    wanted: RefCell<[Vec<SystemRef>; 3]>,
    /// Until the hub may be asked.
    waiting: WakeTimer,
}

thread_local! {
    static KEPT: RefCell<Weak<LastHours>> = const { RefCell::new(Weak::new()) };
}

impl LastHours {
    pub fn shared(app: App) -> Rc<Self> {
        KEPT.with_borrow_mut(|kept| {
            kept.upgrade().unwrap_or_else(|| {
                let made = Rc::new(Self {
                    app,
                    asking: RefCell::default(),
                    wanted: RefCell::default(),
                    waiting: WakeTimer::default(),
                });
                *kept = Rc::downgrade(&made);
                made
            })
        })
    }

    /// Whether this viewer wants none.
    pub fn is_idle(&self, viewer: HourViewer) -> bool {
        self.wanted.borrow()[viewer as usize].is_empty()
    }

    /// From now on this viewer shows these systems, and no others.
    pub fn want(self: &Rc<Self>, viewer: HourViewer, systems: Vec<SystemRef>) {
        self.wanted.borrow_mut()[viewer as usize] = systems;
        let mut wanted: Vec<SystemRef> = Vec::new();
        for system in self.wanted.borrow().iter().flatten() {
            if !wanted.contains(system) {
                wanted.push(system.clone());
            }
        }
        let forgotten = self.app.inner().lensing.keep_histories(&wanted);
        if !forgotten.is_empty() {
            self.dispatch(AskEvent::Dropped(forgotten));
        }
        self.dispatch(AskEvent::Wanted(wanted));
    }

    fn dispatch(self: &Rc<Self>, event: AskEvent) {
        let effects = self.asking.borrow_mut().step(event, time::now());
        for effect in effects {
            match effect {
                AskEffect::Ask {
                    hub,
                    systems,
                    range,
                } => {
                    let weak = Rc::downgrade(self);
                    let done = move |hub, is_good| Self::answered(&weak, hub, is_good);
                    self.app.load_last_hour(hub, systems, range, Rc::new(done));
                }
                AskEffect::WakeAt(at) => {
                    let weak = Rc::downgrade(self);
                    self.waiting.wake_at(at, move || {
                        if let Some(hours) = weak.upgrade() {
                            hours.dispatch(AskEvent::Time);
                        }
                    });
                }
            }
        }
    }

    fn answered(weak: &Weak<Self>, hub: HubId, is_good: bool) {
        if let Some(hours) = weak.upgrade() {
            hours.dispatch(AskEvent::Answered { hub, is_good });
        }
    }
}
