//! Keeps what is known of the hubs for the next visit, and shows what was known at the last one until a hub lists its systems.

use std::cell::RefCell;
use std::collections::HashMap;
use std::rc::Rc;

use super::account::{StoredRecord, VISIT_KEY, visit_key};
use super::live::{HubEvent, Live};
use super::sessions::Sessions;
use crate::domain::health::PastMonitors;
use crate::domain::hub_state::HubState;
use crate::domain::ids::HubId;
use crate::hub::auth::Claims;
use crate::hub::live::{
    HubReport, KeptSessions, LiveStore, ReadMonitors, SessionStore, VisitKeeper, VisitSchedule,
};
use crate::shell::clock;
use crate::shell::page::{self, PageEvent};
use crate::shell::storage::{self, Keep};

/// The record of what was known of a hub.
struct StoredVisit<'a>(Keep, &'a HubId);

impl SessionStore for StoredVisit<'_> {
    fn read(&self) -> Option<String> {
        storage::read(self.0, &visit_key(self.1))
    }

    fn write(&self, record: &str) -> bool {
        storage::write(self.0, &visit_key(self.1), record)
    }

    fn remove(&self) {
        storage::remove(self.0, &visit_key(self.1));
    }
}

pub(super) struct LastVisits {
    live: Rc<Live>,
    sessions: Rc<Sessions>,
    schedule: RefCell<VisitSchedule>,
    /// Read here while no part follows the monitors.
    read: RefCell<HashMap<HubId, ReadMonitors>>,
}

impl LastVisits {
    /// Runs for as long as the page lives.
    pub fn start(live: &Rc<Live>, sessions: &Rc<Sessions>) -> Rc<Self> {
        forget_those_signed_out();
        let this = Rc::new(Self {
            live: live.clone(),
            sessions: sessions.clone(),
            schedule: RefCell::new(VisitSchedule::new(clock::now())),
            read: RefCell::default(),
        });
        for connection in sessions.connections.all() {
            this.recall(connection.hub());
        }
        let listener = this.clone();
        live.add_listener(Rc::new(move |event| listener.on_hub_event(event)));
        let keeps = this.clone();
        page::on_page_event(move |event| {
            if matches!(event, PageEvent::Hidden | PageEvent::Leaving) {
                for connection in keeps.sessions.connections.all() {
                    keeps.keep(connection.hub());
                }
            }
        });
        this
    }

    /// Called before the live store takes the report in.
    fn on_hub_event(&self, event: HubEvent) {
        match event {
            HubEvent::Report(hub, HubReport::State(HubState::Connecting)) => self.recall(hub),
            // From here on nothing is current.
            HubEvent::Report(hub, HubReport::State(state)) if !state.is_known() => self.keep(hub),
            HubEvent::Report(hub, HubReport::Aged) => {
                let (now, visit) = (clock::now(), self.live.last_visit());
                let is_due = self.schedule.borrow().is_due(hub, now);
                if is_due {
                    self.keep(hub);
                }
                let is_age_due = self.schedule.borrow_mut().is_age_due(visit, now);
                if is_age_due {
                    self.live.rejudge_past();
                }
            }
            HubEvent::Report(..) => {}
            HubEvent::Left(hub) => {
                self.schedule.borrow_mut().forget(hub);
                self.read.borrow_mut().remove(hub);
            }
            HubEvent::LeftAll => {
                self.schedule.borrow_mut().forget_all();
                self.read.borrow_mut().clear();
            }
        }
    }

    fn keep(&self, hub: &HubId) {
        let is_current = |store: &LiveStore| store.state_of(hub).is_known();
        if !self.live.with_store(is_current) {
            return;
        }
        let now = clock::now();
        self.schedule.borrow_mut().note_try(hub, now);
        let health_source = self.live.health_source();
        with_keepers(&self.sessions, hub, |keeper| {
            let is_kept = self.live.with_store(|store| match &health_source {
                Some(health_source) => {
                    keeper.keep(store, health_source.to_keep(store, hub).as_ref(), now)
                }
                None => {
                    let mut read = self.read.borrow_mut();
                    keeper.keep_beside(store, read.entry(hub.clone()).or_default(), now)
                }
            });
            is_kept.then_some(())
        });
    }

    fn recall(&self, hub: &HubId) {
        let visit = with_keepers(&self.sessions, hub, |keeper| keeper.recall(clock::now()));
        if let Some(visit) = visit {
            self.live.recall(hub, visit.into_past());
        }
    }
}

/// What was known of a hub's monitors at the last visit.
pub(super) fn past_monitors(sessions: &Sessions, hub: &HubId) -> Option<PastMonitors> {
    let visit = with_keepers(sessions, hub, |keeper| keeper.recall(clock::now()));
    visit?.into_monitors()
}

/// Returns the first answer; this tab's record comes before that on the device. Nothing of the demo is kept.
fn with_keepers<T>(
    sessions: &Sessions,
    hub: &HubId,
    ask: impl Fn(&VisitKeeper) -> Option<T>,
) -> Option<T> {
    let connection = sessions.connections.get(hub)?;
    let user = Claims::of(&connection.signed_in().token())?.user;
    [Keep::Tab, Keep::Device].into_iter().find_map(|keep| {
        ask(&VisitKeeper {
            hub,
            user: &user,
            sessions: &StoredRecord(keep),
            visits: &StoredVisit(keep, hub),
        })
    })
}

/// Removes the visits of hubs whose sign-in is not kept.
fn forget_those_signed_out() {
    for keep in [Keep::Tab, Keep::Device] {
        for name in storage::names(keep) {
            let hub = name.strip_prefix(VISIT_KEY).map(HubId::new);
            let is_over = |hub: &HubId| KeptSessions::user_of(&StoredRecord(keep), hub).is_none();
            if hub.is_some_and(|hub| is_over(&hub)) {
                storage::remove(keep, &name);
            }
        }
    }
}
