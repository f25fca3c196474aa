//! Follows systems second by second: the one whose panel is open, and those that are pinned in this browser.

use std::cell::{Cell, RefCell};
use std::collections::HashMap;
use std::rc::{Rc, Weak};
use std::sync::Arc;
use std::time::Duration;

use leptos::prelude::*;

use super::live::{HubEvent, Live};
use super::sessions::Sessions;
use super::timer::after;
use crate::domain::activity::Activity;
use crate::domain::following::{FollowedSystems, TooManyPinned};
use crate::domain::ids::SystemRef;
use crate::domain::series::seconds::Seconds;
use crate::domain::system::SystemStatus;
use crate::hub::realtime::LiveEvent;
use crate::shell::storage::{self, Keep};

const KEY: &str = "followed";
/// How long a panel must be open before its system is followed; leafing through panels causes no requests.
const SETTLES: Duration = Duration::from_millis(600);

/// Which systems are followed, and their last minutes.
pub struct Following {
    live: Rc<Live>,
    sessions: Rc<Sessions>,
    followed: ArcRwSignal<Arc<FollowedSystems>>,
    seconds: RefCell<HashMap<SystemRef, Seconds>>,
    /// Counts the openings of panels.
    opening: Cell<u32>,
}

impl Following {
    /// Runs for as long as the returned value lives.
    pub(super) fn start(live: &Rc<Live>, sessions: &Rc<Sessions>) -> Rc<Self> {
        let kept = storage::read(Keep::Device, KEY).unwrap_or_default();
        let this = Rc::new(Self {
            live: live.clone(),
            sessions: sessions.clone(),
            followed: ArcRwSignal::new(Arc::new(FollowedSystems::read(&kept))),
            seconds: RefCell::default(),
            opening: Cell::new(0),
        });
        let weak: Weak<Self> = Rc::downgrade(&this);
        let on_second = {
            let weak = weak.clone();
            move |of: SystemRef, event: &LiveEvent| {
                if let Some(this) = weak.upgrade() {
                    this.take(of, event);
                }
            }
        };
        live.on_second(Rc::new(on_second));
        storage::on_changed_elsewhere(KEY, {
            let weak = weak.clone();
            move |text| {
                if let Some(this) = weak.upgrade() {
                    this.follow_kept(text.unwrap_or_default());
                }
            }
        });
        live.add_listener(Rc::new({
            let weak = weak.clone();
            move |event| {
                if let Some(this) = weak.upgrade() {
                    this.forget(event);
                }
            }
        }));
        // Systems that go down are dropped, and those that come back are followed again.
        live.on_tick(Rc::new(move || {
            if let Some(this) = weak.upgrade() {
                this.let_go_of_unlisted();
                this.ask();
            }
        }));
        this.ask();
        this
    }

    /// Whether something was pinned in an earlier visit.
    pub(super) fn is_any_kept() -> bool {
        storage::read(Keep::Device, KEY).is_some_and(|kept| !kept.is_empty())
    }

    /// Tracked.
    pub fn is_pinned(&self, system: &SystemRef) -> bool {
        self.followed.with(|followed| followed.is_pinned(system))
    }

    pub fn pin(&self, system: &SystemRef) -> Result<(), TooManyPinned> {
        self.change(|followed| followed.pin(system))
    }

    pub fn unpin(&self, system: &SystemRef) {
        self.change(|followed| followed.unpin(system));
    }

    /// Sets the system whose panel is open, once it has been open for a moment.
    pub fn open(self: &Rc<Self>, system: Option<SystemRef>) {
        let opening = self.opening.get().wrapping_add(1);
        self.opening.set(opening);
        let weak = Rc::downgrade(self);
        let settle = move || {
            let this = weak.upgrade();
            if let Some(this) = this.filter(|this| this.opening.get() == opening) {
                this.change(|followed| followed.open(system));
            }
        };
        after(SETTLES, settle);
    }

    /// The last minutes of a system; empty if none have arrived.
    pub fn seconds(&self, system: &SystemRef) -> Seconds {
        let seconds = self.seconds.borrow();
        seconds.get(system).cloned().unwrap_or_default()
    }

    /// Drops the seconds of sessions that have ended.
    fn forget(&self, event: HubEvent) {
        let mut seconds = self.seconds.borrow_mut();
        match event {
            HubEvent::Left(hub) => seconds.retain(|of, _| of.hub != *hub),
            HubEvent::LeftAll => seconds.clear(),
            HubEvent::Report(..) => {}
        }
    }

    /// A system's activity in its last second; `None` if none has arrived.
    pub fn activity(&self, system: &SystemRef) -> Option<Activity> {
        let seconds = self.seconds.borrow();
        seconds.get(system)?.newest().map(Activity::of_second)
    }

    /// Takes over the pins that another tab has changed.
    fn follow_kept(&self, text: &str) {
        let mut followed = FollowedSystems::clone(&self.followed.get_untracked());
        followed.take_pins(text);
        self.followed.set(Arc::new(followed));
        self.ask();
    }

    /// Unpins systems that their hub does not list.
    fn let_go_of_unlisted(&self) {
        let live = &self.live;
        let is_gone = |of: &SystemRef| {
            let is_listed = live.with_store(|store| store.listed_hubs().any(|hub| hub == of.hub));
            is_listed && live.system(of).is_none()
        };
        let mut followed = FollowedSystems::clone(&self.followed.get_untracked());
        if followed.drop_unlisted(is_gone) {
            let _kept = storage::write(Keep::Device, KEY, &followed.text());
            self.followed.set(Arc::new(followed));
        }
    }

    fn change<T>(&self, change: impl FnOnce(&mut FollowedSystems) -> T) -> T {
        let before = self.followed.get_untracked();
        let mut followed = FollowedSystems::clone(&before);
        let result = change(&mut followed);
        if followed.text() != before.text() {
            // If they cannot be stored, the pins last for this visit.
            let _kept = storage::write(Keep::Device, KEY, &followed.text());
        }
        if followed != *before {
            self.followed.set(Arc::new(followed));
        }
        self.ask();
        result
    }

    /// Tells the connections which systems to follow; repeating it has no effect.
    fn ask(&self) {
        let followed = self.followed.get_untracked();
        self.seconds
            .borrow_mut()
            .retain(|system, _| followed.has(system));
        let is_up = |of: &SystemRef| {
            let system = self.live.system(of);
            system.is_some_and(|system| system.status == SystemStatus::Up)
        };
        for connection in self.sessions.connections.all() {
            connection.follow_live(followed.wanted(connection.hub(), &is_up));
        }
    }

    fn take(&self, of: SystemRef, event: &LiveEvent) {
        if !self.followed.with_untracked(|followed| followed.has(&of)) {
            return;
        }
        let Some(second) = event.read() else { return };
        let at = self.live.hub_now(&of.hub);
        self.live.take_second(&of, second.metrics.clone());
        let mut seconds = self.seconds.borrow_mut();
        seconds.entry(of).or_default().push(second, at);
    }
}
