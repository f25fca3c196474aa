//! The lists of whole hubs: what all their systems have of one kind, in one question for each collection. Asked for while a page with
//! them is looked at, and kept for a minute. [`crate::domain::inventory::loading`] decides when to ask; this carries it out.

use std::cell::RefCell;
use std::rc::{Rc, Weak};

use leptos::prelude::*;

use crate::domain::ids::HubId;
use crate::domain::inventory::lists::{AlertList, ContainerList, DiskList, ServiceList};
use crate::domain::inventory::loading::{Effect, Event, Fault, ListLoading, ListState, Pace};
use crate::hub::live::LiveConnection;
use crate::hub::transport::LocalFuture;
use crate::shell::clock;
use crate::state::app::App;

/// A list is asked for again while it is looked at.
const PACE: Pace = Pace {
    least: 60_000,
    most: 60_000,
};

/// A list that a hub has of all its systems.
pub trait HubList: Clone + PartialEq + Send + Sync + Sized + 'static {
    fn cell(lists: &HubLists) -> &HubListCell<Self>;

    fn ask(connection: Rc<LiveConnection>) -> LocalFuture<'static, Result<Self, Fault>>;
}

/// One list: the machine that loads it, and what it shows.
pub struct HubListCell<T> {
    machine: RefCell<ListLoading<T>>,
    shown: ArcRwSignal<ListState<T>>,
}

impl<T: HubList> HubListCell<T> {
    fn new() -> Self {
        let machine = ListLoading::new(PACE);
        Self {
            shown: ArcRwSignal::new(machine.shown()),
            machine: RefCell::new(machine),
        }
    }
}

/// The lists of one hub.
pub struct HubLists {
    hub: HubId,
    /// The session they belong to: another one's may not be shown.
    connection: Weak<LiveConnection>,
    containers: HubListCell<ContainerList>,
    disks: HubListCell<DiskList>,
    services: HubListCell<ServiceList>,
    alerts: HubListCell<AlertList>,
}

macro_rules! listed {
    ($list:ty, $field:ident, $ask:ident) => {
        impl HubList for $list {
            fn cell(lists: &HubLists) -> &HubListCell<Self> {
                &lists.$field
            }

            fn ask(connection: Rc<LiveConnection>) -> LocalFuture<'static, Result<Self, Fault>> {
                Box::pin(async move { connection.$ask().await })
            }
        }
    };
}

listed!(ContainerList, containers, all_containers);
listed!(DiskList, disks, all_disks);
listed!(ServiceList, services, all_services);
listed!(AlertList, alerts, all_alerts);

thread_local! {
    static KEPT: RefCell<Vec<Rc<HubLists>>> = const { RefCell::new(Vec::new()) };
}

/// A hub's list as it is known.
pub type HubListSignal<T> = (HubId, ArcReadSignal<ListState<T>>);

impl App {
    /// The lists of all connected hubs as they are known, followed by whoever asks.
    pub fn hub_lists<T: HubList>(&self) -> Vec<HubListSignal<T>> {
        let lists = self.lists_of_hubs().into_iter();
        lists
            .map(|lists| (lists.hub.clone(), T::cell(&lists).shown.read_only()))
            .collect()
    }

    /// Tells that list of every connected hub what has happened.
    pub fn tell_hub_lists<T: HubList>(&self, event: impl Fn() -> Event<T>) {
        for lists in self.lists_of_hubs() {
            step(&lists, event());
        }
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
                        containers: HubListCell::new(),
                        disks: HubListCell::new(),
                        services: HubListCell::new(),
                        alerts: HubListCell::new(),
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

fn step<T: HubList>(lists: &Rc<HubLists>, event: Event<T>) {
    let cell = T::cell(lists);
    let effects = cell.machine.borrow_mut().step(event, clock::now());
    for effect in effects {
        match effect {
            Effect::Show => {
                let shown = cell.machine.borrow().shown();
                cell.shown.set(shown);
            }
            Effect::Ask(request) => {
                let Some(connection) = lists.connection.upgrade() else {
                    continue;
                };
                let answer = T::ask(connection.clone());
                let lists = lists.clone();
                connection.spawn(async move {
                    let result = answer.await;
                    step(&lists, Event::Answered { request, result });
                });
            }
        }
    }
}
