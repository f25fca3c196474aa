//! The availability of each rack's systems in the last week.

use std::collections::{BTreeMap, HashMap, HashSet};
use std::sync::Arc;
use std::time::Duration;

use leptos::prelude::*;

use super::parts::{PageClock, entries, part, words_of};
use crate::domain::decimal::decimal;
use crate::domain::fleet::{
    FleetReach, FleetRow, NothingListed, RACK_DAYS, RackAvailability, RowTimes,
};
use crate::domain::health::Health;
use crate::domain::ids::{HubId, SystemId, SystemRef};
use crate::domain::inventory::lists::AlertList;
use crate::domain::lens::asking::MOST_AT_ONCE;
use crate::domain::units::Millis;
use crate::state::app::App;
use crate::views::ui::dynamic::{effect, nothing, optional};

/// How long until everything is requested again, because the page may stay open for days; and how long after a failure.
const AGAIN: Duration = Duration::from_secs(30 * 60);
const AFTER_FAILURE: Duration = Duration::from_secs(60);
const WEEK: i64 = RACK_DAYS as i64 * 86_400_000;

/// The times read from the hubs' rows.
#[derive(Clone, PartialEq)]
struct ReadTimes {
    times: RowTimes,
    asked: HashSet<SystemRef>,
    /// The number of pending requests.
    waiting: usize,
    has_failed: bool,
}

pub fn availability(
    app: App,
    systems: Memo<Vec<Arc<FleetRow>>>,
    reach: Memo<FleetReach>,
    clock: PageClock,
) -> AnyView {
    let read = read_times(app, systems);
    let snapshot = app.inner().document.snapshot();
    let racks = Memo::new(move |_| {
        let past: HashMap<HubId, _> = app
            .hub_lists::<AlertList>()
            .into_iter()
            .filter_map(|(hub, list)| {
                let known = list.with(|state| Some(state.list.as_ref()?.0.clone()))?;
                known.history.is_some().then_some((hub, known))
            })
            .collect();
        // Only the history contains the outages; systems without it are left out.
        let mut known = systems.get();
        // An ongoing outage grows.
        if known.iter().any(|row| row.health == Health::Down) {
            clock.track();
        }
        known.retain(|row| past.contains_key(&row.system.hub));
        let now = app.inner().live.first_hub_now();
        snapshot.with(|snapshot| {
            read.with(|read| RackAvailability::of_racks(&known, snapshot, &read.times, &past, now))
        })
    });
    let key = |rack: &RackAvailability| rack.rack.to_string();
    let entry = move |item: Memo<Option<RackAvailability>>| {
        let press = move |_| {
            if let Some(rack) = item.get_untracked() {
                app.go_to_rack(rack.rack);
            }
        };
        let unknown = |rack: &RackAvailability| {
            let share = rack.unknown_share();
            share.map_or_else(String::new, |share| {
                format!("{} % not known", decimal(share, 0))
            })
        };
        view! {
            <button type="button" class="entry plain" on:click=press>
                <span class="what">
                    <b>{words_of(item, |rack| rack.name.clone())}</b>
                </span>
                <span class="how-long">{words_of(item, RackAvailability::share_words)}</span>
                <span class="reason">{words_of(item, RackAvailability::outage_words)}</span>
                <small class="at">{words_of(item, unknown)}</small>
            </button>
        }
        .into_any()
    };
    let words = Memo::new(move |_| {
        let (waits, has_failed) = read.with(|read| (read.waiting > 0, read.has_failed));
        let faults = app.hub_lists::<AlertList>().into_iter();
        let fault = faults
            .filter_map(|(_, list)| list.with(|state| state.fault.clone()))
            .next();
        if let Some(fault) = fault {
            return Some(fault.words("the history of alerts"));
        }
        if has_failed {
            return Some("A hub did not say when its systems reported.".to_owned());
        }
        if racks.with(|racks| !racks.is_empty()) {
            return None;
        }
        let words = if !app.inner().hub.with(|hub| hub.is_known()) {
            app.inner().hub.with(|hub| hub.unknown_words())
        } else if waits {
            "Loading…"
        } else {
            NothingListed::Outages.words(reach.get())
        };
        Some(words.to_owned())
    });
    let content = view! {
        {optional(move || words.get().map(|words| view! { <p class="hint">{words}</p> }))}
        <div class="entries">{entries(racks, key, entry)}</div>
    };
    part(
        "Availability, 7 days",
        Signal::stored(String::new()),
        nothing(),
        content.into_any(),
    )
}

/// Asks each hub when the systems in the racks have reported, and again periodically; many systems are split into a few consecutive
/// requests.
fn read_times(app: App, systems: Memo<Vec<Arc<FleetRow>>>) -> RwSignal<ReadTimes> {
    let placed = Memo::new(move |_| {
        let mut of_hubs: BTreeMap<HubId, Vec<SystemId>> = BTreeMap::new();
        systems.with(|systems| {
            for row in systems.iter().filter(|row| row.place.is_some()) {
                let of_hub = of_hubs.entry(row.system.hub.clone()).or_default();
                of_hub.push(row.system.system.clone());
            }
        });
        of_hubs
    });
    let read = RwSignal::new(ReadTimes {
        times: RowTimes {
            range: RowTimes::range_for(0),
            of: HashMap::new(),
        },
        asked: HashSet::new(),
        waiting: 0,
        has_failed: false,
    });
    let turn = RwSignal::new(0_u32);
    let next_turn = move || turn.update(|turn| *turn += 1);
    if let Ok(timer) = set_interval(next_turn, AGAIN) {
        on_cleanup(move || timer.clear());
    }
    let mut last_turn = 0;
    effect(move || {
        let placed = placed.get();
        let now_turn = turn.get();
        if std::mem::replace(&mut last_turn, now_turn) != now_turn {
            let _ = read.try_update_untracked(|read| {
                read.asked.clear();
                read.has_failed = false;
            });
        }
        let known = app.inner().hub.with(|hub| hub.is_known());
        if !known {
            return;
        }
        let count = placed.values().map(Vec::len).sum();
        let _ = read.try_update_untracked(|read| {
            if read.asked.is_empty() {
                read.times.range = RowTimes::range_for(count);
            }
        });
        for (hub, systems) in placed {
            let is_new = |system: &SystemId| {
                let of = SystemRef::new(hub.clone(), system.clone());
                read.try_update_untracked(|read| read.asked.insert(of)) == Some(true)
            };
            let new: Vec<SystemId> = systems.into_iter().filter(is_new).collect();
            if !new.is_empty() {
                ask_in_turn(app, hub.clone(), new, (read, turn));
            }
        }
    });
    read
}

fn ask_in_turn(
    app: App,
    hub: HubId,
    mut systems: Vec<SystemId>,
    (read, turn): (RwSignal<ReadTimes>, RwSignal<u32>),
) {
    let rest = systems.split_off(systems.len().min(MOST_AT_ONCE));
    // The page may be gone by now.
    let begun = read.try_update(|read| {
        read.waiting += 1;
        read.times.range
    });
    let Some(range) = begun else {
        return;
    };
    let since = app.inner().live.hub_now(&hub).plus(-WEEK);
    let (of, asked) = (hub.clone(), systems.clone());
    let take = move |times: Option<Vec<(SystemId, Millis)>>| {
        let is_good = times.is_some();
        let taken = read.try_update(|read| {
            read.waiting = read.waiting.saturating_sub(1);
            if !is_good {
                read.has_failed = true;
                return;
            }
            for system in asked {
                let system = SystemRef::new(of.clone(), system);
                read.times.of.insert(system, Vec::new());
            }
            for (system, at) in times.into_iter().flatten() {
                let system = SystemRef::new(of.clone(), system);
                read.times.of.entry(system).or_default().push(at);
            }
        });
        if taken.is_some() && is_good && !rest.is_empty() {
            ask_in_turn(app, of, rest, (read, turn));
        }
        if !is_good {
            // If no timer can be set, the next full round asks again.
            let _ = set_timeout(
                move || {
                    let _ = turn.try_update(|turn| *turn += 1);
                },
                AFTER_FAILURE,
            );
        }
    };
    app.load_row_times(&hub, systems, range, since, Box::new(take));
}
