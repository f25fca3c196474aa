//! The collections of a simulated hub as lists of records.

use serde_json::{Value, json};

use super::account::USER;
use super::filter::{FilterRule, compare};
use super::line::HubLine;
use super::machine::Machine;
use super::monitors::DemoMonitor;
use super::query::RequestPath;
use super::running::RunningHub;
use crate::domain::series::Range;
use crate::domain::system::SystemStatus;
use crate::domain::units::Millis;
use crate::hub::queries::{Collection, PAGE_SIZE};

/// The collections of hub 0.18.8.
const KNOWN: [Collection; 11] = [
    Collection::Systems,
    Collection::SystemDetails,
    Collection::SystemStats,
    Collection::ContainerStats,
    Collection::Containers,
    Collection::SystemdServices,
    Collection::SmartDevices,
    Collection::Alerts,
    Collection::AlertsHistory,
    Collection::UserSettings,
    Collection::QuietHours,
];

/// The collections that hub 0.20 adds.
const NEWER: [Collection; 3] = [
    Collection::ZfsPools,
    Collection::NetworkMonitors,
    Collection::NetworkMonitorStats,
];

/// The collection of that name; `None` if the hub does not have it.
pub fn named(name: &str, line: HubLine) -> Option<Collection> {
    let newer = NEWER.into_iter().filter(|_| line == HubLine::V020);
    KNOWN
        .into_iter()
        .chain(newer)
        .find(|collection| collection.name() == name)
}

fn holds_stats(collection: Collection) -> bool {
    matches!(
        collection,
        Collection::SystemStats | Collection::ContainerStats
    )
}

/// One page of a collection; `None` for a filter that the hub would refuse.
pub fn page(hub: &RunningHub, collection: Collection, target: &RequestPath) -> Option<Value> {
    let filter = FilterRule::parse(target.get("filter").unwrap_or_default())?;
    let mut rows: Vec<CollectionRow> = rows(hub, collection, &filter)
        .filter(|row| filter.matches(&row.record))
        .collect();
    sort(&mut rows, target.get("sort").unwrap_or_default());
    let per_page = target.number("perPage", 30).clamp(1, PAGE_SIZE);
    let page = target.number("page", 1).max(1);
    let total = rows.len();
    let counted = !matches!(target.get("skipTotal"), Some("1" | "true"));
    let totals = |count: usize| if counted { json!(count) } else { json!(-1) };
    let items: Vec<Value> = rows
        .into_iter()
        .skip((page - 1).saturating_mul(per_page))
        .take(per_page)
        .map(CollectionRow::complete)
        .collect();
    Some(json!({
        "items": items,
        "page": page,
        "perPage": per_page,
        "totalItems": totals(total),
        "totalPages": totals(total.div_ceil(per_page)),
    }))
}

/// A record, and what its `stats` are computed from: they are computed only for rows that are sent.
struct CollectionRow<'a> {
    record: Value,
    stats: Option<(&'a Machine, Collection, Range, Millis)>,
}

impl CollectionRow<'_> {
    fn complete(mut self) -> Value {
        if let Some((machine, collection, range, at)) = self.stats {
            self.record["stats"] = match collection {
                Collection::ContainerStats => machine.container_stats(range, at),
                _ => machine.stats(range, at),
            };
        }
        self.record
    }
}

fn sort(rows: &mut [CollectionRow], keys: &str) {
    // Starts with the last key, as the sort is stable.
    for key in keys.split(',').rev().filter(|key| !key.is_empty()) {
        let (key, descending) = match key.strip_prefix('-') {
            Some(key) => (key, true),
            None => (key.trim_start_matches('+'), false),
        };
        rows.sort_by(|a, b| {
            let order =
                compare(&a.record[key], &b.record[key]).unwrap_or(std::cmp::Ordering::Equal);
            if descending { order.reverse() } else { order }
        });
    }
}

fn rows<'a>(
    hub: &'a RunningHub,
    collection: Collection,
    filter: &'a FilterRule,
) -> Box<dyn Iterator<Item = CollectionRow<'a>> + 'a> {
    if holds_stats(collection) {
        return Box::new(stats_rows(hub, collection, filter));
    }
    if collection == Collection::NetworkMonitorStats {
        return Box::new(monitor_rows(hub, filter));
    }
    let of_user = match collection {
        Collection::NetworkMonitors => hub.monitor_records(),
        Collection::UserSettings => vec![hub.settings()],
        Collection::QuietHours => hub.quiet_hours(),
        _ => Vec::new(),
    };
    let of_machines = machines(hub, collection, filter)
        .flat_map(move |machine| records(hub, collection, machine));
    Box::new(
        of_user
            .into_iter()
            .chain(of_machines)
            .map(|record| CollectionRow {
                record,
                stats: None,
            }),
    )
}

/// The machines that can match a filter.
fn machines<'a>(
    hub: &'a RunningHub,
    collection: Collection,
    filter: &'a FilterRule,
) -> impl Iterator<Item = &'a Machine> {
    let key = if collection == Collection::Systems {
        "id"
    } else {
        "system"
    };
    let wanted = filter.demands(key);
    hub.world
        .systems()
        .iter()
        .filter(move |machine| wanted.is_none_or(|wanted| machine.id == wanted))
}

fn records(hub: &RunningHub, collection: Collection, machine: &Machine) -> Vec<Value> {
    let state = hub.state(machine);
    let seen = hub.last_report(machine, &state);
    let reachable = matches!(state.status, SystemStatus::Up | SystemStatus::Down);
    match collection {
        Collection::Systems => vec![hub.system_record(machine)],
        Collection::SystemDetails => vec![machine.details_record()],
        Collection::Containers if reachable => machine.container_records(seen),
        Collection::SystemdServices if reachable => machine.service_records(seen),
        Collection::SmartDevices => machine.smart_records(seen, hub.checked(machine)),
        Collection::ZfsPools => machine.pool_records(seen),
        Collection::Alerts => hub.alert_records(machine),
        Collection::AlertsHistory => machine.alert_history_records(hub.now(), USER),
        _ => Vec::new(),
    }
}

fn monitor_rows<'a>(
    hub: &'a RunningHub,
    filter: &'a FilterRule,
) -> impl Iterator<Item = CollectionRow<'a>> {
    let now = hub.now();
    let (wanted, monitor) = (filter.demands("type"), filter.demands("monitor"));
    let ranges = Range::ALL
        .into_iter()
        .filter(move |range| wanted.is_none_or(|wanted| range.record_type() == wanted));
    let monitors = hub.world.monitors().iter();
    let monitors = monitors.filter(move |one| monitor.is_none_or(|wanted| one.id == wanted));
    let rows = move |monitor: &'a DemoMonitor, range: Range| {
        let times = monitor.row_times(range, now).into_iter();
        times.map(move |at| CollectionRow {
            record: monitor.stats_row(range, at),
            stats: None,
        })
    };
    monitors.flat_map(move |monitor| ranges.clone().flat_map(move |range| rows(monitor, range)))
}

fn stats_rows<'a>(
    hub: &'a RunningHub,
    collection: Collection,
    filter: &'a FilterRule,
) -> impl Iterator<Item = CollectionRow<'a>> {
    let now = hub.now();
    let wanted = filter.demands("type");
    let ranges = Range::ALL
        .into_iter()
        .filter(move |range| wanted.is_none_or(|wanted| range.record_type() == wanted));
    let machines = machines(hub, collection, filter)
        .filter(move |machine| collection == Collection::SystemStats || machine.has_containers());
    machines.flat_map(move |machine| {
        ranges.clone().flat_map(move |range| {
            machine.row_times(range, now).into_iter().map(move |at| {
                let record = match collection {
                    Collection::ContainerStats => machine.container_stats_row(range, at),
                    _ => machine.stats_row(range, at),
                };
                CollectionRow {
                    record,
                    stats: Some((machine, collection, range, at)),
                }
            })
        })
    })
}
