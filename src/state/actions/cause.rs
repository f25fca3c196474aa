//! Collects what is known around a moment, so that [`crate::domain::cause`] can name the cause. Asks only for what is missing: rows of
//! the system and its containers, rows of its neighbors, and its services and disks if they are not loaded yet.

use std::cell::RefCell;
use std::collections::BTreeMap;

use leptos::prelude::*;

use crate::domain::cause::{
    AskedMoment, CauseEvidence, Loadable, NeighborRows, RelatedSystem, TroubledDisk,
    related_systems, rows_for, time_around,
};
use crate::domain::disks::{self, verdict};
use crate::domain::format::TemperatureUnit;
use crate::domain::health::Health;
use crate::domain::ids::{DeviceId, HubId, SystemId, SystemRef};
use crate::domain::inventory::ServiceState;
use crate::domain::inventory::lists::{DiskList, ServiceList};
use crate::domain::inventory::loading::{Event, ListState};
use crate::domain::layout::Snapshot;
use crate::domain::series::rows::{History, Timed, Window};
use crate::domain::series::{Range, Sample};
use crate::domain::units::Millis;
use crate::state::actions::many_rows::ManyRows;
use crate::state::app::App;

/// A request for the tab that is about to open, made from another tab.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Wish {
    /// "What was it?" at that moment.
    Cause(DeviceId, AskedMoment),
    /// The log of the container with that name.
    Log(DeviceId, String),
}

thread_local! {
    static WISH: RefCell<Option<Wish>> = const { RefCell::new(None) };
}

impl App {
    /// Opens the charts of a device with what happened at that moment.
    pub fn ask_what_it_was(&self, device: DeviceId, asked: AskedMoment) {
        WISH.set(Some(Wish::Cause(device, asked)));
        self.open_tab(device, "charts");
    }

    /// Takes the moment for which the charts of a device were opened; `None` on later calls.
    pub fn take_asked_moment(&self, device: DeviceId) -> Option<AskedMoment> {
        let wish = WISH.take();
        match wish {
            Some(Wish::Cause(of, asked)) if of == device => Some(asked),
            other => {
                WISH.set(other);
                None
            }
        }
    }

    /// Opens the log of a device's container.
    pub fn show_log(&self, device: DeviceId, container: String) {
        WISH.set(Some(Wish::Log(device, container)));
        self.open_tab(device, "containers");
    }

    /// Takes the container whose log was requested for the device; `None` on later calls.
    pub fn take_asked_log(&self, device: DeviceId) -> Option<String> {
        let wish = WISH.take();
        match wish {
            Some(Wish::Log(of, name)) if of == device => Some(name),
            other => {
                WISH.set(other);
                None
            }
        }
    }

    /// The evidence around that moment, updated as answers arrive, for as long as the current owner lives.
    pub fn evidence_around(&self, of: &SystemRef, asked: AskedMoment) -> Memo<CauseEvidence> {
        let (app, moment) = (*self, asked.at);
        let now = self.hub_now(of);
        let range = rows_for(moment, now);
        let time = time_around(moment, range);
        let data = StoredValue::new_local(self.chart_data(of));
        data.with_value(|data| {
            if let Some(data) = data {
                data.want(&[range], now);
                data.want_containers(&[range], now);
            }
        });
        self.step_list::<ServiceList>(of, Event::Glanced);
        self.step_list::<DiskList>(of, Event::Glanced);
        let neighbors = self.rows_beside(of, range, time);
        let of = of.clone();
        Memo::new(move |_| {
            let no_hub = || "The hub is not connected.".to_owned();
            let unit = app.inner().live.preferences_of(&of.hub).temperature;
            let (own, containers, alerts) = data.with_value(|data| match data {
                None => (
                    Loadable::Unknown(no_hub()),
                    Loadable::Unknown(no_hub()),
                    Loadable::Unknown(no_hub()),
                ),
                Some(data) => {
                    data.track();
                    (
                        data.samples(|rows| learned_rows(rows, range, time, "values")),
                        data.containers(|rows| {
                            learned_rows(rows, range, time, "values of containers")
                        }),
                        data.loadable_alerts(),
                    )
                }
            });
            CauseEvidence {
                asked: asked.clone(),
                range,
                own,
                containers,
                neighbors: neighbors.get(),
                failed_services: loadable_list(
                    app.list::<ServiceList>(&of).map(|list| list.get()),
                    "services",
                    failed_names,
                ),
                disks: loadable_list(
                    app.list::<DiskList>(&of).map(|list| list.get()),
                    "disks",
                    |list| troubled(list, unit),
                ),
                alerts,
                started: app.last_start(&of),
            }
        })
    }

    /// When the machine last booted; `None` if it is not up: the hub also writes to its record for other reasons.
    fn last_start(&self, of: &SystemRef) -> Option<Millis> {
        let live = &self.inner().live;
        if !live.health_of(of).is_some_and(Health::is_verified) {
            return None;
        }
        let uptime = live.system(of)?.metrics.uptime?;
        let passed = i64::try_from(uptime).ok()?.checked_mul(1_000)?;
        Some(live.contact(of).heard?.plus(-passed))
    }

    /// Asks for the rows of neighboring systems, in one request for each hub.
    fn rows_beside(
        &self,
        of: &SystemRef,
        range: Range,
        time: Window,
    ) -> RwSignal<Loadable<Vec<NeighborRows>>> {
        let snapshot = self.inner().document.snapshot().get_untracked();
        let related = related_systems(&snapshot, of);
        let mut by_hub: BTreeMap<HubId, Vec<SystemId>> = BTreeMap::new();
        for one in &related {
            let systems = by_hub.entry(one.system.hub.clone()).or_default();
            systems.push(one.system.system.clone());
        }
        let loadable = RwSignal::new(Loadable::Known(Vec::new()));
        if by_hub.is_empty() {
            return loadable;
        }
        loadable.set(Loadable::Loading);
        let left = StoredValue::new(by_hub.len());
        let found = StoredValue::new(HubAnswers::new());
        let related = StoredValue::new(self.named(related, &snapshot));
        for (hub, systems) in by_hub {
            let asked = hub.clone();
            let take = move |rows: Option<ManyRows>| {
                // The card may be closed by now.
                let Some(still) = left.try_update_value(|left| {
                    *left -= 1;
                    *left
                }) else {
                    return;
                };
                let rows = rows.map(|rows| {
                    let rows = rows.into_iter();
                    let of = |system| SystemRef::new(hub.clone(), system);
                    rows.map(|(system, row)| (of(system), row)).collect()
                });
                found.update_value(|found| {
                    found.insert(hub.clone(), rows);
                });
                if still == 0 {
                    let all = related.with_value(|related| {
                        found.with_value(|rows| neighbor_rows(related, rows))
                    });
                    loadable.set(Loadable::Known(all));
                }
            };
            self.load_rows_within(&asked, systems, range, time, Box::new(take));
        }
        loadable
    }

    /// Adds the systems' names as their hubs know them; for a hub that has never answered, the names of the devices that show them.
    fn named(
        &self,
        related: Vec<RelatedSystem>,
        snapshot: &Snapshot,
    ) -> Vec<(RelatedSystem, String)> {
        let live = &self.inner().live;
        let named = related.into_iter().filter_map(|one| {
            let device = || snapshot.layout.devices.get(&one.device?);
            let name = match live.system(&one.system) {
                Some(system) => system.name,
                None => device()?.name.clone(),
            };
            Some((one, name))
        });
        named.collect()
    }
}

/// The rows that each hub gave; `None` for one that did not answer.
type HubAnswers = BTreeMap<HubId, Option<Vec<(SystemRef, Sample)>>>;

fn neighbor_rows(related: &[(RelatedSystem, String)], answers: &HubAnswers) -> Vec<NeighborRows> {
    let of = |system: &SystemRef| -> Option<Vec<Sample>> {
        let rows = answers.get(&system.hub)?.as_ref()?;
        let own = rows.iter().filter(|(of, _)| of == system);
        Some(own.map(|(_, row)| row.clone()).collect())
    };
    let all = related.iter().map(|(related, name)| NeighborRows {
        name: name.clone(),
        relation: related.relation,
        device: related.device,
        rows: of(&related.system),
    });
    all.collect()
}

fn learned_rows<T: Timed + Clone>(
    rows: &History<T>,
    range: Range,
    time: Window,
    what: &str,
) -> Loadable<Vec<T>> {
    if rows.is_read(range) {
        let within = rows
            .rows(range)
            .iter()
            .filter(|row| time.contains(row.at()));
        Loadable::Known(within.cloned().collect())
    } else if rows.has_failed(range) {
        Loadable::Unknown(format!("The hub did not give its {what} of that time."))
    } else {
        Loadable::Loading
    }
}

fn loadable_list<T, U>(
    list: Option<ListState<T>>,
    what: &str,
    read: impl FnOnce(&T) -> U,
) -> Loadable<U> {
    let Some(state) = list else {
        return Loadable::Unknown("The hub is not connected.".to_owned());
    };
    match (&state.list, &state.fault) {
        (Some((list, _)), _) => Loadable::Known(read(list)),
        (None, Some(fault)) => Loadable::Unknown(fault.words(what)),
        (None, None) => Loadable::Loading,
    }
}

fn failed_names(list: &ServiceList) -> Vec<String> {
    let failed = list
        .0
        .iter()
        .filter(|service| service.state == ServiceState::Failed);
    failed.map(|service| service.name.clone()).collect()
}

fn troubled(list: &DiskList, unit: TemperatureUnit) -> Vec<TroubledDisk> {
    let of_disks = list.disks.iter().filter_map(|disk| {
        let verdict = verdict(disk);
        verdict.level.is_trouble().then(|| TroubledDisk {
            name: disk.name.clone(),
            reason: verdict.words(unit),
        })
    });
    let pools = list.pools.as_deref().unwrap_or_default();
    let of_pools = pools.iter().filter_map(|pool| {
        let verdict = disks::pool_verdict(pool);
        verdict.level.is_trouble().then(|| TroubledDisk {
            name: pool.name.clone(),
            reason: verdict.words,
        })
    });
    of_disks.chain(of_pools).collect()
}
