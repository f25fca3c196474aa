//! Asks several hubs for rows of many systems, on behalf of those who show them. [`crate::domain::lens::asking`] decides when which hub is
//! asked.

use std::cell::RefCell;
use std::rc::Rc;

use crate::domain::ids::{HubId, SystemId, SystemRef};
use crate::domain::lens::asking::{AskEffect, AskEvent, HistoryAsking};
use crate::domain::series::Range;
use crate::domain::units::Millis;
use crate::state::actions::many_rows::ManyRows;
use crate::state::actions::wake::WakeTimer;
use crate::state::app::App;
use crate::state::time;

/// The answer of a hub.
pub(super) struct AnsweredRows {
    pub hub: HubId,
    /// All systems that were asked for; some may have no rows.
    pub systems: Vec<SystemId>,
    pub range: Range,
    pub rows: ManyRows,
}

/// Sends one request at a time to each hub. Once it is dropped, late answers and waiting requests are dropped too. A request that ends
/// with its session counts as not answered.
pub(super) struct RowAsker {
    app: App,
    asking: RefCell<HistoryAsking>,
    /// How far back to ask for rows of a type, in milliseconds.
    span: fn(Range) -> i64,
    take: Box<dyn Fn(AnsweredRows)>,
    /// Runs until a hub may be asked again.
    waiting: WakeTimer,
}

impl RowAsker {
    pub(super) fn new(
        app: App,
        asking: HistoryAsking,
        span: fn(Range) -> i64,
        take: Box<dyn Fn(AnsweredRows)>,
    ) -> Rc<Self> {
        Rc::new(Self {
            app,
            asking: RefCell::new(asking),
            span,
            take,
            waiting: WakeTimer::default(),
        })
    }

    /// Sets the systems that are shown, the most important first, replacing the previous ones.
    pub(super) fn want(self: &Rc<Self>, systems: Vec<SystemRef>) {
        self.dispatch(AskEvent::Wanted(systems));
    }

    /// Like [`Self::want`], where others ask as well: each system comes with the time of its kept answer.
    pub(super) fn want_beside(self: &Rc<Self>, systems: Vec<(SystemRef, Option<Millis>)>) {
        self.dispatch(AskEvent::WantedBeside(systems));
    }

    /// Reports that the rows of these systems were evicted.
    pub(super) fn forget(self: &Rc<Self>, systems: Vec<SystemRef>) {
        if !systems.is_empty() {
            self.dispatch(AskEvent::Dropped(systems));
        }
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
                        if let Some(asker) = weak.upgrade() {
                            asker.dispatch(AskEvent::Time);
                        }
                    });
                }
            }
        }
    }

    fn ask(self: &Rc<Self>, hub: HubId, systems: Vec<SystemId>, range: Range) {
        let now = self.app.inner().live.hub_now(&hub);
        let since = now.plus(-(self.span)(range));
        let weak = Rc::downgrade(self);
        let (of, asked) = (hub.clone(), systems.clone());
        let answered = move |rows: Option<ManyRows>| {
            let Some(asker) = weak.upgrade() else {
                return;
            };
            let is_good = rows.is_some();
            if let Some(rows) = rows {
                (asker.take)(AnsweredRows {
                    hub: of.clone(),
                    systems: asked,
                    range,
                    rows,
                });
            }
            asker.dispatch(AskEvent::Answered { hub: of, is_good });
        };
        self.app
            .load_rows(&hub, systems, range, since, Box::new(answered));
    }
}
