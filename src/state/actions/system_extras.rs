//! What is known of systems besides their reports, shared by all that show it. Apart from container counts, nothing is requested here: rows
//! come from activities and last hours, seconds from followed systems.

use std::cell::{Cell, RefCell};
use std::rc::Rc;

use leptos::prelude::*;

use crate::domain::activity::{Activity, KnownActivities};
use crate::domain::containers::{ContainerCount, ContainerCounts, containers_listed};
use crate::domain::ids::{HubId, SystemRef};
use crate::domain::inventory::loading::{Event, ListState};
use crate::domain::layout::Device;
use crate::domain::system::Metrics;
use crate::domain::view::SystemExtras;
use crate::hub::live::HubReport;
use crate::state::app::App;
use crate::state::live::HubEvent;
use crate::state::time;

/// Age beyond which a container count is not shown, in milliseconds; counts are refreshed within half of that.
const COUNTED_FOR: i64 = 11 * 60_000;

thread_local! {
    static ACTIVITIES: RefCell<KnownActivities> = RefCell::default();
    /// Whether this listens for hubs that are left.
    static IS_FOLLOWING: Cell<bool> = const { Cell::new(false) };
    /// Whether this listens for new lists of systems.
    static IS_COUNTING: Cell<bool> = const { Cell::new(false) };
}

/// Takes in a row of a system.
pub(super) fn keep_activity(app: App, of: SystemRef, activity: Activity) {
    if !IS_FOLLOWING.replace(true) {
        app.inner().live.add_listener(Rc::new(forget_left));
    }
    ACTIVITIES.with_borrow_mut(|known| known.take_in(of, activity));
}

/// The systems whose activities were evicted since the last call.
pub(super) fn dropped_activities() -> Vec<SystemRef> {
    ACTIVITIES.with_borrow_mut(KnownActivities::take_dropped)
}

/// Forgets the activities of hubs that nobody is signed in to.
fn forget_left(event: HubEvent) {
    ACTIVITIES.with_borrow_mut(|known| match event {
        HubEvent::Left(hub) => known.forget(|of| of.hub == *hub),
        HubEvent::LeftAll => known.forget(|_| true),
        HubEvent::Report(..) => {}
    });
}

impl App {
    /// A system's activity, by its newest row or its last second.
    pub fn activity_of(&self, of: &SystemRef) -> Option<Activity> {
        let [by_row, by_second] = self.activities_of(of);
        Activity::newer(by_row, by_second)
    }

    fn activities_of(&self, of: &SystemRef) -> [Option<Activity>; 2] {
        let by_row = ACTIVITIES.with_borrow(|known| known.get(of));
        [by_row, self.activity_by_second(of)]
    }

    /// What is known besides the report of a system with these metrics.
    pub fn system_extras(&self, of: &SystemRef, metrics: &Metrics) -> SystemExtras {
        let flow = metrics.network.and_then(|reported| {
            let hub_now = self.inner().live.hub_now(&of.hub);
            Activity::newest_flow(self.activities_of(of), reported, hub_now)
        });
        SystemExtras {
            flow,
            containers: self
                .containers_counted(of)
                .and_then(|listed| containers_listed(listed, &metrics.agent_version)),
        }
    }

    /// Like [`Self::system_extras`], for the system that a device shows.
    pub fn device_extras(&self, device: &Device) -> SystemExtras {
        let Some(of) = device.system() else {
            return SystemExtras::default();
        };
        let known = self.inner().live.system(of);
        known.map_or_else(SystemExtras::default, |known| {
            self.system_extras(of, &known.metrics)
        })
    }

    /// The number of containers listed for a system; `None` if its hub has not answered, or not recently.
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

    /// Asks the hubs how many containers run, where that is unknown or stale. A lost hub is not asked: its connection decides when to retry.
    pub fn count_containers(&self) {
        if !IS_COUNTING.replace(true) {
            let app = *self;
            let listener = move |event: HubEvent| app.on_hub_list(event);
            self.inner().live.add_listener(Rc::new(listener));
        }
        self.step_lists_of::<ContainerCounts>(&self.live_hubs(), || Event::Glanced);
    }

    /// Asks again when the user may have been granted more access, to systems or to containers.
    fn on_hub_list(&self, event: HubEvent) {
        let HubEvent::Report(hub, HubReport::Listed(systems)) = event else {
            return;
        };
        let live = &self.inner().live;
        let has_new = live.with_store(|store| store.has_new(hub, systems));
        let event = || Event::Relisted { has_new };
        self.step_lists_of::<ContainerCounts>(std::slice::from_ref(hub), event);
    }

    /// Asks hubs that are back again: the version or the user's access may have changed.
    pub fn count_anew(&self, hubs: &[HubId]) {
        self.step_lists_of::<ContainerCounts>(hubs, || Event::HubChanged);
    }

    /// The container counts of the hubs; tracked.
    pub fn container_counts(&self) -> Vec<(HubId, Option<ContainerCounts>)> {
        self.inner().hub.track();
        let lists = self.hub_lists::<ContainerCounts>().into_iter();
        let counts = |state: &ListState<ContainerCounts>| {
            state.list.as_ref().map(|(counts, _)| counts.clone())
        };
        lists.map(|(hub, list)| (hub, list.with(counts))).collect()
    }

    /// Tracks the counts, and hubs that come and go.
    pub fn track_container_counts(&self) {
        self.inner().hub.track();
        for (_, list) in self.hub_lists::<ContainerCounts>() {
            list.track();
        }
    }
}
