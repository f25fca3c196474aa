//! Follows the connections' reports; records events and announces them.

use std::cell::{Cell, RefCell};
use std::rc::{Rc, Weak};
use std::time::Duration;

use leptos::prelude::*;

use super::live::{HubEvent, Live};
use super::messages::Messages;
use super::notifications::Notifications;
use super::timer::after;
use crate::domain::ids::HubId;
use crate::domain::session_events::{
    HubNews, MonitorState, SessionEffect, SessionEntry, SessionEvents,
};
use crate::domain::units::Millis;
use crate::hub::live::HubReport;
use crate::shell::clock;

/// Events since the page was opened, for those who show them. The implementation is in a part that is loaded later.
pub trait EventSource {
    /// The newest first; tracked.
    fn entries(&self) -> Vec<SessionEntry>;
    /// Milliseconds since a hub last reported on its systems; `None` before the first report.
    fn heard_ago(&self) -> Option<i64>;
    /// Takes in the states of some monitors of a hub.
    fn see_monitors(&self, hub: &HubId, states: &[MonitorState]);
}

pub(super) struct EventLog {
    /// Itself, for its timers.
    this: Weak<Self>,
    events: RefCell<SessionEvents>,
    messages: Messages,
    notifications: Rc<Notifications>,
    changed: ArcTrigger,
    heard: Cell<Option<Millis>>,
}

impl EventLog {
    /// Runs for as long as the returned value lives. The present state is the baseline and makes no events.
    pub(super) fn start(
        live: &Live,
        messages: Messages,
        notifications: Rc<Notifications>,
    ) -> Rc<Self> {
        let log = Rc::new_cyclic(|this| Self {
            this: this.clone(),
            events: RefCell::default(),
            messages,
            notifications,
            changed: ArcTrigger::new(),
            heard: Cell::new(None),
        });
        live.with_store(|store| {
            for hub in store.listed_hubs() {
                let systems: Vec<_> = store.systems_of(&hub).cloned().collect();
                log.dispatch(HubNews::Listed(&hub, &systems));
                if let Some(alerts) = store.alerts_of(&hub) {
                    log.dispatch(HubNews::Alerts(&hub, &alerts));
                }
                log.heard.set(Some(clock::now()));
            }
        });
        let weak = Rc::downgrade(&log);
        live.add_listener(Rc::new(move |event| {
            if let Some(log) = weak.upgrade() {
                log.on_hub_event(event);
            }
        }));
        log
    }

    fn on_hub_event(&self, event: HubEvent) {
        let news = match event {
            HubEvent::LeftAll => {
                self.heard.set(None);
                HubNews::LeftAll
            }
            HubEvent::Left(hub) => HubNews::Left(hub),
            HubEvent::Report(hub, report) => match report {
                HubReport::Listed(systems) => HubNews::Listed(hub, systems),
                HubReport::Changed(system) => HubNews::Changed(hub, system),
                HubReport::Removed(id) => HubNews::Removed(hub, id),
                HubReport::Alerts(alerts) => HubNews::Alerts(hub, alerts),
                _ => return,
            },
        };
        if matches!(news, HubNews::Listed(..) | HubNews::Changed(..)) {
            self.heard.set(Some(clock::now()));
        }
        self.dispatch(news);
    }

    fn dispatch(&self, news: HubNews) {
        let now = clock::now();
        let effects = self.events.borrow_mut().step(news, now);
        for effect in effects {
            match effect {
                SessionEffect::EntriesChanged => self.changed.notify(),
                SessionEffect::Say(words) => self.messages.say(words),
                SessionEffect::Notify(notice) => self.notifications.show(&notice),
                SessionEffect::WakeAt(at) => self.wake(at.since(now)),
            }
        }
    }

    fn wake(&self, milliseconds: i64) {
        let weak = self.this.clone();
        let wake = move || {
            if let Some(log) = weak.upgrade() {
                log.dispatch(HubNews::Time);
            }
        };
        let wait = Duration::from_millis(u64::try_from(milliseconds).unwrap_or_default());
        after(wait, wake);
    }
}

impl EventSource for EventLog {
    fn entries(&self) -> Vec<SessionEntry> {
        self.changed.track();
        self.events.borrow().entries().cloned().collect()
    }

    fn heard_ago(&self) -> Option<i64> {
        let heard = self.heard.get()?;
        Some(clock::now().since(heard).max(0))
    }
    fn see_monitors(&self, hub: &HubId, states: &[MonitorState]) {
        self.dispatch(HubNews::Monitors(hub, states));
    }
}
