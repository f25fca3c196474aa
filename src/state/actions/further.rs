//! What is known of systems besides their reports, for all who show it. Nothing is asked for here: rows come for what moves and for last
//! hours, seconds of what is followed, and counts of containers when something shows them.

use std::cell::{Cell, RefCell};
use std::rc::Rc;

use leptos::prelude::*;

use crate::domain::activity::{Activity, KnownActivities};
use crate::domain::containers::{ContainerCount, ContainerCounts, containers_listed};
use crate::domain::ids::{HubId, SystemRef};
use crate::domain::inventory::loading::{Event, ListState};
use crate::domain::layout::Device;
use crate::domain::system::Metrics;
use crate::domain::view::Further;
use crate::hub::live::HubReport;
use crate::state::app::App;
use crate::state::live::HubWord;
use crate::state::time;

/// A count that was asked for longer ago is not told. In milliseconds; it is asked for again within half of that.
const COUNTED_FOR: i64 = 11 * 60_000;

thread_local! {
    static ACTIVITIES: RefCell<KnownActivities> = RefCell::default();
    /// Whether hubs that are left are heard of.
    static IS_FOLLOWING: Cell<bool> = const { Cell::new(false) };
    /// Whether lists of systems are heard of.
    static IS_COUNTING: Cell<bool> = const { Cell::new(false) };
}

/// Takes in a row of a system.
pub(super) fn keep_activity(app: App, of: SystemRef, activity: Activity) {
    if !IS_FOLLOWING.replace(true) {
        app.inner().live.add_listener(Rc::new(forget_left));
    }
    ACTIVITIES.with_borrow_mut(|known| known.take_in(of, activity));
}

/// The systems whose rows are kept no more since this was asked last.
pub(super) fn dropped_activities() -> Vec<SystemRef> {
    ACTIVITIES.with_borrow_mut(KnownActivities::take_dropped)
}

/// Nothing is kept of a hub that nobody is signed in to.
fn forget_left(heard: HubWord) {
    ACTIVITIES.with_borrow_mut(|known| match heard {
        HubWord::Left(hub) => known.forget(|of| of.hub == *hub),
        HubWord::LeftAll => known.forget(|_| true),
        HubWord::Report(..) => {}
    });
}

impl App {
    /// What moves in a system, by its newest row or the last second of it.
    pub fn activity_of(&self, of: &SystemRef) -> Option<Activity> {
        let [by_row, by_second] = self.activities_of(of);
        Activity::newer(by_row, by_second)
    }

    fn activities_of(&self, of: &SystemRef) -> [Option<Activity>; 2] {
        let by_row = ACTIVITIES.with_borrow(|known| known.get(of));
        [by_row, self.activity_by_second(of)]
    }

    /// What is known of a system that reports those values.
    pub fn further_of(&self, of: &SystemRef, metrics: &Metrics) -> Further {
        let flow = metrics.network.and_then(|reported| {
            let hub_now = self.inner().live.hub_now(&of.hub);
            Activity::newest_flow(self.activities_of(of), reported, hub_now)
        });
        Further {
            flow,
            containers: self
                .containers_counted(of)
                .and_then(|listed| containers_listed(listed, &metrics.agent_version)),
        }
    }

    /// The same of the system that a device shows.
    pub fn further_of_device(&self, device: &Device) -> Further {
        let Some(of) = device.system() else {
            return Further::default();
        };
        let known = self.inner().live.system(of);
        known.map_or_else(Further::default, |known| {
            self.further_of(of, &known.metrics)
        })
    }

    /// How many containers are listed of a system; `None` until its hub has told, or where that is long ago.
    pub fn containers_counted(&self, of: &SystemRef) -> Option<Option<ContainerCount>> {
        let hub_now = self.inner().live.hub_now(&of.hub);
        let read = |state: &ListState<ContainerCounts>| {
            let (_, asked) = state.list.as_ref()?;
            let (asked, now) = (*asked, time::now());
            let counts = state.recent(COUNTED_FOR, now)?;
            counts.get(&of.system, hub_now.plus(asked.since(now)))
        };
        self.read_hub_list(&of.hub, read).flatten()
    }

    /// Asks the hubs how many containers run, where that is not known or a while ago. One that is lost is not asked: its connection decides
    /// when it is tried again.
    pub fn count_containers(&self) {
        if !IS_COUNTING.replace(true) {
            let app = *self;
            let hear = move |heard: HubWord| app.hear_of_lists(heard);
            self.inner().live.add_listener(Rc::new(hear));
        }
        self.tell_lists_of::<ContainerCounts>(&self.live_hubs(), || Event::Glanced);
    }

    /// The user may have been given the right to see more: then systems are listed that were not, or the containers can be.
    fn hear_of_lists(&self, heard: HubWord) {
        let HubWord::Report(hub, HubReport::Listed(systems)) = heard else {
            return;
        };
        let live = &self.inner().live;
        let has_new = live.with_store(|store| store.has_new(hub, systems));
        let event = || Event::Relisted { has_new };
        self.tell_lists_of::<ContainerCounts>(std::slice::from_ref(hub), event);
    }

    /// These hubs are back: each may be another version by now, or let the user see more.
    pub fn count_anew(&self, hubs: &[HubId]) {
        self.tell_lists_of::<ContainerCounts>(hubs, || Event::HubChanged);
    }

    /// What the hubs have told of containers; tracked.
    pub fn container_counts(&self) -> Vec<(HubId, Option<ContainerCounts>)> {
        self.inner().hub.track();
        let lists = self.hub_lists::<ContainerCounts>().into_iter();
        let counts = |state: &ListState<ContainerCounts>| {
            state.list.as_ref().map(|(counts, _)| counts.clone())
        };
        lists.map(|(hub, list)| (hub, list.with(counts))).collect()
    }

    /// Follows the counts, and hubs that come and go.
    pub fn track_container_counts(&self) {
        self.inner().hub.track();
        for (_, list) in self.hub_lists::<ContainerCounts>() {
            list.track();
        }
    }
}
