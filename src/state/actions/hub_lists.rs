//! Lists that cover a whole hub: what all its systems have of one kind, in one request per collection. Requested while a page that shows
//! them is in view, and kept for a minute. [`crate::domain::inventory::loading`] decides when to ask; this module carries it out.

use std::cell::RefCell;
use std::rc::{Rc, Weak};

use leptos::prelude::*;

use super::list_cell::{ListCell, ListOwner, ListValue, Question, step};
use super::seen_disks::with_growth;
use crate::domain::containers::ContainerCounts;
use crate::domain::filter::{ContainerAnswers, RunningContainers};
use crate::domain::ids::HubId;
use crate::domain::inventory::lists::{AlertList, ContainerList, DiskList, ServiceList};
use crate::domain::inventory::loading::{Event, Fault, ListState, Pace};
use crate::hub::live::LiveConnection;
use crate::hub::transport::LocalFuture;
use crate::state::app::App;

/// For lists that are refreshed while they are in view.
const SELDOM: Pace = Pace {
    least: 60_000,
    most: 60_000,
};
/// For the number of running containers, which seldom changes.
const HARDLY_EVER: Pace = Pace {
    least: 300_000,
    most: 300_000,
};
/// For alerts: hubs report at once when one is triggered.
const WITH_NEWS: Pace = Pace {
    least: 5_000,
    most: 60_000,
};

/// A list that a hub has of all its systems.
pub trait HubList: ListValue + Sized {
    const PACE: Pace;

    fn cell(lists: &HubLists) -> &ListCell<Self>;

    fn ask(connection: Rc<LiveConnection>) -> LocalFuture<'static, Result<Self, Fault>>;
}

/// The lists of one hub.
pub struct HubLists {
    hub: HubId,
    /// The session they belong to; lists of another session must not be shown.
    connection: Weak<LiveConnection>,
    containers: ListCell<ContainerList>,
    counts: ListCell<ContainerCounts>,
    disks: ListCell<DiskList>,
    services: ListCell<ServiceList>,
    alerts: ListCell<AlertList>,
}

impl<T: HubList> ListOwner<T> for HubLists {
    fn cell(&self) -> &ListCell<T> {
        T::cell(self)
    }

    fn ask(&self) -> Option<Question<T>> {
        let connection = self.connection.upgrade()?;
        Some((connection.clone(), T::ask(connection)))
    }
}

macro_rules! listed {
    ($list:ty, $field:ident, $pace:expr, $ask:ident $(, $then:ident)?) => {
        impl HubList for $list {
            const PACE: Pace = $pace;

            fn cell(lists: &HubLists) -> &ListCell<Self> {
                &lists.$field
            }

            fn ask(connection: Rc<LiveConnection>) -> LocalFuture<'static, Result<Self, Fault>> {
                Box::pin(async move { connection.$ask().await $(.map($then))? })
            }
        }
    };
}

listed!(ContainerList, containers, SELDOM, all_containers);
listed!(ContainerCounts, counts, HARDLY_EVER, container_counts);
listed!(DiskList, disks, SELDOM, all_disks, with_growth);
listed!(ServiceList, services, SELDOM, all_services);
listed!(AlertList, alerts, WITH_NEWS, all_alerts);

thread_local! {
    static KEPT: RefCell<Vec<Rc<HubLists>>> = const { RefCell::new(Vec::new()) };
}

/// A hub and the state of its list.
pub type HubListSignal<T> = (HubId, ArcReadSignal<ListState<T>>);

impl App {
    /// The lists of all connected hubs as they are loaded.
    pub fn hub_lists<T: HubList>(&self) -> Vec<HubListSignal<T>> {
        let lists = self.lists_of_hubs().into_iter();
        lists
            .map(|lists| (lists.hub.clone(), T::cell(&lists).shown()))
            .collect()
    }

    /// Which containers run where, from the loaded lists, and which hubs have answered; tracked.
    pub fn running_containers(&self) -> (RunningContainers, ContainerAnswers) {
        self.inner().hub.track();
        let lists = self.hub_lists::<ContainerList>().into_iter();
        let lists: Vec<_> = lists.map(|(hub, list)| (hub, list.get())).collect();
        ContainerAnswers::of(&lists)
    }

    /// Sends an event to that list of every connected hub.
    pub fn step_hub_lists<T: HubList>(&self, event: impl Fn() -> Event<T>) {
        for lists in self.lists_of_hubs() {
            step(&lists, event());
        }
    }

    /// The connected hubs whose current contents are known.
    pub fn live_hubs(&self) -> Vec<HubId> {
        let all = self.inner().sessions.connections.all().into_iter();
        let all = all.map(|connection| connection.hub().clone());
        self.inner()
            .live
            .with_store(|store| all.filter(|hub| store.state_of(hub).is_known()).collect())
    }

    /// Sends an event to that list of these hubs.
    pub fn step_lists_of<T: HubList>(&self, hubs: &[HubId], event: impl Fn() -> Event<T>) {
        for lists in self.lists_of_hubs() {
            if hubs.contains(&lists.hub) {
                step(&lists, event());
            }
        }
    }

    /// Reads that list of one hub, untracked; `None` if it has not been requested in this session.
    pub fn read_hub_list<T: HubList, R>(
        &self,
        hub: &HubId,
        read: impl FnOnce(&ListState<T>) -> R,
    ) -> Option<R> {
        KEPT.with_borrow(|kept| {
            let lists = kept.iter().find(|lists| lists.hub == *hub)?;
            let session = lists.connection.upgrade()?;
            if session.has_stopped() {
                return None;
            }
            let shown = T::cell(lists).shown();
            Some(shown.with_untracked(read))
        })
    }

    fn lists_of_hubs(&self) -> Vec<Rc<HubLists>> {
        let connections = self.inner().sessions.connections.all();
        KEPT.with_borrow_mut(|kept| {
            kept.retain(|lists| {
                let of = lists.connection.upgrade();
                of.is_some_and(|of| !of.has_stopped())
            });
            let mut all = Vec::new();
            for connection in connections {
                let known = kept.iter().find(|lists| lists.hub == *connection.hub());
                let lists = known.cloned().unwrap_or_else(|| {
                    Rc::new(HubLists {
                        hub: connection.hub().clone(),
                        connection: Rc::downgrade(&connection),
                        containers: ListCell::new(ContainerList::PACE),
                        counts: ListCell::new(ContainerCounts::PACE),
                        disks: ListCell::new(DiskList::PACE),
                        services: ListCell::new(ServiceList::PACE),
                        alerts: ListCell::new(AlertList::PACE),
                    })
                });
                if !kept.iter().any(|other| Rc::ptr_eq(other, &lists)) {
                    kept.push(lists.clone());
                }
                all.push(lists);
            }
            all
        })
    }
}
