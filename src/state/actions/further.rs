//! What is known of systems besides their reports, for all who show it. Nothing is asked for here: rows come for what moves and for last
//! hours, seconds of what is followed, and counts of containers when something shows them.

use std::cell::RefCell;
use std::collections::HashMap;

use leptos::prelude::*;

use crate::domain::activity::Activity;
use crate::domain::containers::{ContainerCount, ContainerCounts};
use crate::domain::ids::SystemRef;
use crate::domain::inventory::loading::{Event, ListState};
use crate::domain::layout::Device;
use crate::domain::units::BytesPerSecond;
use crate::domain::view::Further;
use crate::state::app::App;
use crate::state::time;

/// A count that was asked for longer ago is not told. In milliseconds; it is asked for again within half of that.
const COUNTED_FOR: i64 = 11 * 60_000;
/// More systems are not kept; more than can be in view at once.
const MOST_KEPT: usize = 2_000;

thread_local! {
    /// By the newest row of each system that anybody has asked for.
    static ACTIVITIES: RefCell<HashMap<SystemRef, Activity>> = RefCell::default();
}

/// Takes in a row of a system.
pub(super) fn keep_activity(of: SystemRef, activity: Activity) {
    ACTIVITIES.with_borrow_mut(|known| {
        if known.len() >= MOST_KEPT && !known.contains_key(&of) {
            known.clear();
        }
        let before = known.get(&of);
        if before.is_none_or(|before| activity.is_newer_than(before)) {
            known.insert(of, activity);
        }
    });
}

impl App {
    /// What moves in a system, by its newest row or the last second of it.
    pub fn activity_of(&self, of: &SystemRef) -> Option<Activity> {
        let by_row = ACTIVITIES.with_borrow(|known| known.get(of).copied());
        Activity::newer(by_row, self.activity_by_second(of))
    }

    /// What is known of a system of which that is reported.
    pub fn further_of(&self, of: &SystemRef, reported: Option<BytesPerSecond>) -> Further {
        let flow = reported.and_then(|reported| {
            let activity = self.activity_of(of)?;
            activity.flow(reported, self.inner().live.hub_now(&of.hub))
        });
        Further {
            flow,
            containers: self
                .containers_counted(of)
                .map(|count| count.map_or(0, |count| count.all.get())),
        }
    }

    /// The same of the system that a device shows.
    pub fn further_of_device(&self, device: &Device) -> Further {
        let Some(of) = device.system() else {
            return Further::default();
        };
        let live = &self.inner().live;
        let reported = live.with_store(|store| store.system(of)?.metrics.network);
        self.further_of(of, reported)
    }

    /// How many containers a system runs; `None` until its hub has told, or where that is long ago.
    pub fn containers_counted(&self, of: &SystemRef) -> Option<Option<ContainerCount>> {
        let read = |state: &ListState<ContainerCounts>| {
            let (counts, _) = state.list.as_ref()?;
            state.recent(COUNTED_FOR, time::now())?;
            Some(counts.get(&of.system))
        };
        self.read_hub_list(&of.hub, read).flatten()
    }

    /// Asks the hubs how many containers run, where that is not known or a while ago.
    pub fn count_containers(&self) {
        self.tell_hub_lists::<ContainerCounts>(|| Event::Glanced);
    }

    /// Follows the counts, and hubs that come and go.
    pub fn track_container_counts(&self) {
        self.inner().hub.track();
        for (_, list) in self.hub_lists::<ContainerCounts>() {
            list.track();
        }
    }
}
