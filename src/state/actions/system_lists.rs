//! The lists of single systems: what runs on them and what hardware they have. Requested while they are in view, and kept for the next
//! view. [`crate::domain::inventory::loading`] decides when to ask; this module carries it out.

use std::cell::RefCell;
use std::rc::{Rc, Weak};

use leptos::prelude::ArcReadSignal;

use super::list_cell::{ListCell, ListOwner, ListValue, Question, step};
use super::many_rows::Waiting;
use super::seen_disks::with_growth;
use crate::domain::alert_rules::MINUTES;
use crate::domain::ids::{HubId, SystemId, SystemRef};
use crate::domain::inventory::lists::{AlertList, ContainerList, DiskList, ServiceList};
use crate::domain::inventory::loading::{Event, Fault, ListState, Pace};
use crate::domain::problem::Problem;
use crate::domain::quiet_hours::QuietTimes;
use crate::domain::recommended_alerts::{LackedAlert, RecommendedAnswer};
use crate::domain::tree::Tree;
use crate::hub::live::LiveConnection;
use crate::hub::transport::LocalFuture;
use crate::state::app::App;

/// Number of systems whose lists are kept.
const MOST_SYSTEMS: usize = 24;

/// A list that a hub has of a system.
pub trait SystemList: ListValue + Sized {
    const PACE: Pace;

    fn cell(lists: &SystemLists) -> &ListCell<Self>;

    fn ask(
        connection: Rc<LiveConnection>,
        system: SystemId,
    ) -> LocalFuture<'static, Result<Self, Fault>>;
}

/// The lists of one system.
pub struct SystemLists {
    system: SystemRef,
    /// The session they belong to; lists of another session must not be shown.
    connection: Weak<LiveConnection>,
    containers: ListCell<ContainerList>,
    disks: ListCell<DiskList>,
    services: ListCell<ServiceList>,
    alerts: ListCell<AlertList>,
}

impl SystemLists {
    /// Whether any of them is in view; a replacement would not be seen by its viewers.
    fn is_in_use(&self) -> bool {
        HELD.with_borrow(|held| held.as_ref() == Some(&self.system))
            || self.containers.is_open()
            || self.disks.is_open()
            || self.services.is_open()
            || self.alerts.is_open()
    }
}

impl<T: SystemList> ListOwner<T> for SystemLists {
    fn cell(&self) -> &ListCell<T> {
        T::cell(self)
    }

    fn ask(&self) -> Option<Question<T>> {
        let connection = self.connection.upgrade()?;
        let system = self.system.system.clone();
        Some((connection.clone(), T::ask(connection, system)))
    }
}

/// Agents report once a minute.
const OFTEN: Pace = Pace {
    least: 10_000,
    most: 60_000,
};
/// Services come every ten minutes, disks every hour.
const SELDOM: Pace = Pace {
    least: 60_000,
    most: 300_000,
};

macro_rules! listed {
    ($list:ty, $field:ident, $pace:expr, $ask:ident $(, $then:ident)?) => {
        impl SystemList for $list {
            const PACE: Pace = $pace;

            fn cell(lists: &SystemLists) -> &ListCell<Self> {
                &lists.$field
            }

            fn ask(
                connection: Rc<LiveConnection>,
                system: SystemId,
            ) -> LocalFuture<'static, Result<Self, Fault>> {
                Box::pin(async move { connection.$ask(&system).await $(.map($then))? })
            }
        }
    };
}

listed!(ContainerList, containers, OFTEN, containers_of);
listed!(DiskList, disks, SELDOM, disks_of, with_growth);
listed!(ServiceList, services, SELDOM, services_of);
listed!(AlertList, alerts, OFTEN, alerts_of);

thread_local! {
    static KEPT: RefCell<Vec<Rc<SystemLists>>> = const { RefCell::new(Vec::new()) };
    /// The system whose counts the panel shows: it follows its lists without opening them.
    static HELD: RefCell<Option<SystemRef>> = const { RefCell::new(None) };
}

impl App {
    /// The state of a system's list. `None` if nobody is signed in to its hub.
    pub fn list<T: SystemList>(&self, system: &SystemRef) -> Option<ArcReadSignal<ListState<T>>> {
        let lists = self.lists_of(system)?;
        Some(T::cell(&lists).shown())
    }

    /// Sends an event to a list of a system.
    pub fn step_list<T: SystemList>(&self, system: &SystemRef, event: Event<T>) {
        if let Some(lists) = self.lists_of(system) {
            step(&lists, event);
        }
    }

    /// Protects the lists of a system from eviction, replacing the one before.
    pub fn hold_lists(&self, system: Option<SystemRef>) {
        HELD.set(system);
    }

    fn lists_of(&self, system: &SystemRef) -> Option<Rc<SystemLists>> {
        let connection = self.inner().sessions.connections.get(&system.hub)?;
        KEPT.with_borrow_mut(|kept| {
            kept.retain(|lists| {
                let of = lists.connection.upgrade();
                of.is_some_and(|of| !of.has_stopped())
            });
            let known = kept.iter().position(|lists| lists.system == *system);
            let lists = match known {
                Some(place) => kept.remove(place),
                None => Rc::new(SystemLists {
                    system: system.clone(),
                    connection: Rc::downgrade(&connection),
                    containers: ListCell::new(ContainerList::PACE),
                    disks: ListCell::new(DiskList::PACE),
                    services: ListCell::new(ServiceList::PACE),
                    alerts: ListCell::new(AlertList::PACE),
                }),
            };
            // The one that was used last is at the end.
            kept.push(lists.clone());
            if kept.len() > MOST_SYSTEMS
                && let Some(oldest) = kept.iter().position(|lists| !lists.is_in_use())
            {
                kept.remove(oldest);
            }
            Some(lists)
        })
    }

    /// Reads the last lines of a container's log.
    pub fn read_container_logs(
        &self,
        system: &SystemRef,
        container: String,
        then: impl FnOnce(Result<String, Fault>) + 'static,
    ) {
        self.on_behalf(system, then, move |asked, system| {
            Box::pin(async move { asked.container_logs(&system, &container).await })
        });
    }

    /// Reads the container engine's details of a container.
    pub fn read_container_info(
        &self,
        system: &SystemRef,
        container: String,
        then: impl FnOnce(Result<Tree, Fault>) + 'static,
    ) {
        self.on_behalf(system, then, move |asked, system| {
            Box::pin(async move { asked.container_info(&system, &container).await })
        });
    }

    /// Reads the service manager's details of a service.
    pub fn read_service_info(
        &self,
        system: &SystemRef,
        service: String,
        then: impl FnOnce(Result<Tree, Fault>) + 'static,
    ) {
        self.on_behalf(system, then, move |asked, system| {
            Box::pin(async move { asked.service_info(&system, &service).await })
        });
    }

    /// Makes the agent read its disks now.
    pub fn refresh_disks(
        &self,
        system: &SystemRef,
        then: impl FnOnce(Result<(), Fault>) + 'static,
    ) {
        self.on_behalf(system, then, move |asked, system| {
            Box::pin(async move { asked.refresh_disks(&system).await })
        });
    }

    /// Pauses the monitoring of a system, or resumes it.
    pub fn set_system_monitored(
        &self,
        system: &SystemRef,
        is_monitored: bool,
        then: impl FnOnce(Result<(), Fault>) + 'static,
    ) {
        self.on_behalf(system, then, move |asked, system| {
            Box::pin(async move { asked.set_monitored(&system, is_monitored).await })
        });
    }

    /// Sets alerts on a system, each by name, threshold and minutes; stops at the first that fails.
    pub fn set_alerts(
        &self,
        system: &SystemRef,
        alerts: Vec<(String, f64, u32)>,
        then: impl FnOnce(Result<(), Fault>) + 'static,
    ) {
        self.on_behalf(system, then, move |asked, system| {
            Box::pin(async move {
                let systems = [system];
                for (name, value, minutes) in alerts {
                    let alert = (name.as_str(), value, minutes);
                    asked.set_alert(&systems, alert, true).await?;
                }
                Ok(())
            })
        });
    }

    /// Sets the recommended alerts on those of these systems of one hub that lack them. Stops at the first that fails.
    pub(super) fn add_recommended(
        &self,
        hub: &HubId,
        systems: Vec<SystemId>,
        then: impl FnOnce(RecommendedAnswer) + 'static,
    ) {
        let answer = RecommendedAnswer {
            hub: hub.clone(),
            systems: systems.len(),
            added: Vec::new(),
            fault: None,
        };
        let Some(first) = systems.first() else {
            return then(answer);
        };
        let of = SystemRef::new(hub.clone(), first.clone());
        let then = move |result: Result<(Vec<LackedAlert>, Option<Fault>), Fault>| {
            let (added, fault) = result.unwrap_or_else(|fault| (Vec::new(), Some(fault)));
            then(RecommendedAnswer {
                added,
                fault,
                ..answer
            });
        };
        self.on_behalf(&of, then, move |asked, _| {
            Box::pin(async move {
                let known = match &systems[..] {
                    [only] => asked.alerts_of(only).await?,
                    _ => asked.all_alerts().await?,
                };
                let mut added = Vec::new();
                for lacked in LackedAlert::all(&systems, &known.rules) {
                    let alert = (lacked.name, lacked.value, MINUTES.2);
                    // One that was set meanwhile stays.
                    match asked.set_alert(&lacked.systems, alert, false).await {
                        Ok(()) => added.push(lacked),
                        Err(fault) => return Ok((added, Some(fault))),
                    }
                }
                Ok((added, None))
            })
        });
    }

    /// Removes alerts that were set on systems of one hub; stops at the first that fails.
    pub(super) fn remove_added(
        &self,
        hub: &HubId,
        added: Vec<LackedAlert>,
        then: impl FnOnce(Result<(), Fault>) + 'static,
    ) {
        let first = added.iter().find_map(|alert| alert.systems.first());
        let Some(first) = first.cloned() else {
            return then(Ok(()));
        };
        let of = SystemRef::new(hub.clone(), first);
        self.on_behalf(&of, then, move |asked, _| {
            Box::pin(async move {
                for LackedAlert { name, systems, .. } in added {
                    asked.remove_alert(&systems, name).await?;
                }
                Ok(())
            })
        });
    }

    /// Reads the kept lists of the alerts of a hub's systems again, and those of all systems.
    pub(super) fn read_alerts_of_hub_again(&self, hub: &HubId) {
        let kept: Vec<_> = KEPT.with_borrow(|kept| {
            let of_hub = kept.iter().filter(|lists| lists.system.hub == *hub);
            of_hub.cloned().collect()
        });
        for lists in kept {
            step::<AlertList, _>(&lists, Event::Refresh);
        }
        // Lists of all systems' alerts are refreshed even if a request is pending.
        self.step_hub_lists::<AlertList>(|| Event::HubChanged);
    }

    pub(super) fn remove_alert(
        &self,
        system: &SystemRef,
        name: String,
        then: impl FnOnce(Result<(), Fault>) + 'static,
    ) {
        self.on_behalf(system, then, move |asked, system| {
            Box::pin(async move { asked.remove_alert(&[system], &name).await })
        });
    }

    /// Saves quiet hours to the hub of a system.
    pub fn save_quiet_hours(
        &self,
        system: &SystemRef,
        quiet: QuietTimes,
        then: impl FnOnce(Result<(), Fault>) + 'static,
    ) {
        self.on_behalf(system, then, move |asked, _| {
            Box::pin(async move { asked.save_quiet_hours(&quiet).await })
        });
    }

    pub(super) fn remove_quiet_hours(
        &self,
        system: &SystemRef,
        id: String,
        then: impl FnOnce(Result<(), Fault>) + 'static,
    ) {
        self.on_behalf(system, then, move |asked, _| {
            Box::pin(async move { asked.remove_quiet_hours(&id).await })
        });
    }

    /// Whether the account's role lets it change systems.
    pub fn may_change_systems(&self, system: &SystemRef) -> bool {
        let connection = self.inner().sessions.connections.get(&system.hub);
        connection.is_some_and(|connection| connection.may_change_systems())
    }

    /// Sends a request to the hub of a system. If the hub is not connected, or the session ends meanwhile, the result is [`Fault::Lost`].
    fn on_behalf<T: 'static>(
        &self,
        system: &SystemRef,
        then: impl FnOnce(Result<T, Fault>) + 'static,
        ask: impl FnOnce(Rc<LiveConnection>, SystemId) -> LocalFuture<'static, Result<T, Fault>>,
    ) {
        let mut waiting = Waiting::new(move |answer: Option<Result<T, Fault>>| {
            then(answer.unwrap_or_else(|| {
                Err(Fault::Lost(Problem::new(
                    "The hub is not connected.",
                    "Wait until it is, and try again.",
                )))
            }));
        });
        if let Some(connection) = self.inner().sessions.connections.get(&system.hub) {
            let answer = ask(connection.clone(), system.system.clone());
            connection.spawn(async move { waiting.end(Some(answer.await)) });
        }
    }
}
