//! The fullest disks, each with the day on which it will be full, if its rows allow an estimate.

use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};
use std::sync::Arc;
use std::time::Duration;

use leptos::prelude::*;

use super::parts::{entries, open, page_link, part, words_of};
use crate::domain::charts::ticks::day;
use crate::domain::decimal::decimal;
use crate::domain::fleet::lists::FillTrends;
use crate::domain::fleet::{
    self, DiskUse, Filling, FleetOverview, FleetReach, FleetRow, NothingListed,
};
use crate::domain::format;
use crate::domain::ids::{HubId, SystemId, SystemRef};
use crate::domain::pages::AppPage;
use crate::domain::units::Percent;
use crate::state::app::App;
use crate::state::time;
use crate::views::ui::dynamic::{effect, nothing, optional, text};

/// How long after a failure to ask again.
const AFTER_FAILURE: Duration = Duration::from_secs(60);

/// The estimates of each system, as far as they are known.
#[derive(Clone, Default)]
struct ReadFills {
    of: HashMap<SystemRef, FillTrends>,
    asked: HashSet<SystemRef>,
    has_failed: bool,
}

/// Requests estimates for the disks of these systems, one request per hub.
fn read_fills(app: App, disks: Memo<Vec<DiskUse>>) -> RwSignal<ReadFills> {
    let read = RwSignal::new(ReadFills::default());
    let systems = Memo::new(move |_| {
        disks.with(|disks| {
            let systems = disks.iter().map(|disk| disk.system.clone());
            systems.collect::<BTreeSet<_>>()
        })
    });
    // Counts the failures: after each it is asked again.
    let turn = RwSignal::new(0_u32);
    effect(move || {
        if turn.get() > 0 {
            let _ = read.try_update_untracked(|read| read.has_failed = false);
        }
        if !app.inner().hub.with(|hub| hub.is_known()) {
            return;
        }
        let mut of_hubs: BTreeMap<HubId, Vec<SystemId>> = BTreeMap::new();
        for of in systems.get() {
            if read.try_update_untracked(|read| read.asked.insert(of.clone())) == Some(true) {
                of_hubs.entry(of.hub).or_default().push(of.system);
            }
        }
        for (hub, systems) in of_hubs {
            let (of, asked) = (hub.clone(), systems.clone());
            app.read_disk_fills(&hub, systems, move |fills| {
                // The page may be gone by now.
                let _ = read.try_update(|read| {
                    match fills {
                        Some(fills) => read.of.extend(fills),
                        None => {
                            read.has_failed = true;
                            for system in asked {
                                read.asked.remove(&SystemRef::new(of.clone(), system));
                            }
                            // If no timer can be set, it is not requested again.
                            let _ = set_timeout(
                                move || {
                                    let _ = turn.try_update(|turn| *turn += 1);
                                },
                                AFTER_FAILURE,
                            );
                        }
                    }
                });
            });
        }
    });
    read
}

/// The estimate for that disk.
fn filling_of(read: &ReadFills, disk: &DiskUse) -> Option<Filling> {
    let trends = read.of.get(&disk.system)?;
    let (_, filling) = trends.iter().find(|(name, _)| *name == disk.disk)?;
    *filling
}

pub fn disks(app: App, seen: Memo<FleetOverview>) -> AnyView {
    let further = page_link(app, "All disks", AppPage::Disks);
    let disks = Memo::new(move |_| seen.with(|seen| seen.disks.clone()));
    let reach = Memo::new(move |_| seen.with(|seen| seen.reach));
    fullest(app, disks, Signal::from(reach), further)
}

/// The same list on the page of all disks.
pub fn fullest_disks(app: App, fitting: Memo<Vec<Arc<FleetRow>>>) -> AnyView {
    let disks = Memo::new(move |_| fitting.with(|fitting| fleet::fullest(fitting)));
    let typed = app.inner().filtering.text.clone();
    let reach = Signal::derive(move || {
        let is_filtered = typed.with(|typed| !typed.trim().is_empty());
        match (is_filtered, fitting.with(Vec::is_empty)) {
            (false, _) => FleetReach::All,
            (true, false) => FleetReach::Some,
            (true, true) => FleetReach::Nothing,
        }
    });
    view! { <div class="overview filling">{fullest(app, disks, reach, nothing())}</div> }.into_any()
}

fn fullest(
    app: App,
    disks: Memo<Vec<DiskUse>>,
    reach: Signal<FleetReach>,
    further: AnyView,
) -> AnyView {
    let read = read_fills(app, disks);
    let key = |disk: &DiskUse| format!("{} {} {}", disk.system.hub, disk.system.system, disk.disk);
    let entry = move |item: Memo<Option<DiskUse>>| {
        let press = move |_| {
            if let Some(disk) = item.get_untracked() {
                open(app, disk.device, &disk.system);
            }
        };
        let level = Signal::derive(move || {
            item.with(|disk| disk.as_ref().map(|disk| disk.used.level.as_str()))
        });
        let bar = text(move || {
            let used = item.with(|disk| disk.as_ref().map_or(0.0, |disk| disk.used.value));
            format!("M2 3h{}", decimal(used * 1.96, 1))
        });
        let filling = Memo::new(move |_| {
            let disk = item.get()?;
            read.with(|read| filling_of(read, &disk))
        });
        let day_of = text(move || {
            let filling = filling.get();
            filling.map_or_else(String::new, |filling| {
                let day = day(filling.at, time::now(), &time::offset);
                format!("full {day}")
            })
        });
        let range = text(move || {
            let filling = filling.get();
            filling.map_or_else(String::new, |filling| filling.range_words())
        });
        let percent = |disk: &DiskUse| Percent::new(disk.used.value).map(format::percent);
        view! {
            <button type="button" class="entry disk" data-tone=move || level.get() on:click=press>
                <span class="what">
                    <b>{words_of(item, |disk| disk.name.clone())}</b>
                    <small>{words_of(item, |disk| disk.disk.clone())}</small>
                </span>
                <b class="day">{day_of}</b>
                <svg class="bar" viewBox="0 0 200 6" preserveAspectRatio="none" aria-hidden="true">
                    <path class="track" d="M2 3h196" />
                    <path class="fill" d=bar />
                </svg>
                <span class="how-long">
                    {words_of(item, move |disk| percent(disk).unwrap_or_default())}
                </span>
                <small class="at">{range}</small>
            </button>
        }
        .into_any()
    };
    let is_none = Memo::new(move |_| disks.with(Vec::is_empty));
    let content = view! {
        {optional(move || is_none.get().then(|| view! { <p class="hint">{NothingListed::Disks.words(reach.get())}</p> }))}
        {optional(move || {
            read.with(|read| read.has_failed)
                .then(|| view! { <p class="hint">"A hub did not say how its disks have filled."</p> })
        })}
        <div class="entries">{entries(disks, key, entry)}</div>
    };
    let none = Signal::stored(String::new());
    part("Fullest disks", none, further, content.into_any())
}
