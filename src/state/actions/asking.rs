//! Asks several hubs for rows of many systems on behalf of who shows them. When which hub is asked is decided in
//! [`crate::domain::lens::asking`].

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

/// What a hub has answered.
pub(super) struct AnsweredRows {
    pub hub: HubId,
    /// All that were asked for; some may have no rows.
    pub systems: Vec<SystemId>,
    pub range: Range,
    pub rows: ManyRows,
}

/// One question at a time to each hub. Works while anyone has it: an answer that comes later is dropped, and so is what waits. A question
/// that ends with its session counts as not answered.
pub(super) struct RowAsker {
    app: App,
    asking: RefCell<HistoryAsking>,
    /// How far back rows of a type are asked for, in milliseconds.
    span: fn(Range) -> i64,
    take: Box<dyn Fn(AnsweredRows)>,
    /// Until a hub may be asked.
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

    /// From now on these are shown, the most important first, and no others.
    pub(super) fn want(self: &Rc<Self>, systems: Vec<SystemRef>) {
        self.dispatch(AskEvent::Wanted(systems));
    }

    /// The same where others ask as well: each with the time of what is kept of it.
    pub(super) fn want_beside(self: &Rc<Self>, systems: Vec<(SystemRef, Option<Millis>)>) {
        self.dispatch(AskEvent::WantedBeside(systems));
    }

    /// The rows of these are not kept any more.
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
