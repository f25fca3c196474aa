//! Prepares a hub for a simulation: the systems, their details and their history.

use std::collections::HashSet;

use blinkenrack::demo::Machine;
use blinkenrack::domain::series::Range;
use blinkenrack::domain::units::Millis;
use blinkenrack::hub::date;
use serde_json::Value;

use super::Simulation;
use super::alerts::WATCHED_SYSTEMS;
use super::fleet::{Fleet, MEMBERS, wall_clock};
use super::rows::{bare, save, timeless, write};
use crate::{ADMIN, Client, Result, USER};

/// Number of systems with a month of history, 0.4 MB each; the others get the last hour.
const WITH_HISTORY: usize = 100;

/// Creates the systems that the hub lacks. A hub that has some continues from the time of its first one.
pub fn settle(root: &Client, simulation: &Simulation) -> Result<Fleet> {
    let (known, first) = known_systems(root)?;
    let mut fleet = Fleet::new(simulation, first.unwrap_or_else(wall_clock));
    let machines = fleet.world.systems().iter();
    let new: Vec<_> = machines
        .filter(|machine| !known.contains(&machine.id))
        .collect();
    let now = fleet.now();
    let systems: Vec<_> = new
        .iter()
        .map(|machine| timeless(machine.record(now, &MEMBERS)))
        .collect();
    save(root, "systems", &systems)?;
    write(
        root,
        "system_details",
        new.iter().map(|machine| bare(machine.details_record())),
    )?;
    let disks: Vec<_> = new
        .iter()
        .flat_map(|machine| machine.smart_records(now, None))
        .map(timeless)
        .collect();
    save(root, "smart_devices", &disks)?;
    write_history(root, &new, now)?;
    set_alerts(root, &new, now)?;
    fleet.look(root)?;
    Ok(fleet)
}

/// Writes all stats rows that the hub would still have.
fn write_history(root: &Client, machines: &[&Machine], now: Millis) -> Result<()> {
    let times = |place: usize, machine: &Machine| {
        let ranges = Range::ALL
            .into_iter()
            .filter(move |range| place < WITH_HISTORY || *range == Range::Hour);
        let times = ranges.flat_map(|range| {
            machine
                .row_times(range, now)
                .into_iter()
                .map(move |at| (range, at))
        });
        times.collect::<Vec<_>>()
    };
    let stats = machines.iter().enumerate().flat_map(|(place, machine)| {
        let rows = times(place, machine).into_iter();
        rows.map(|(range, at)| with_stats(machine.stats_row(range, at), machine.stats(range, at)))
    });
    write(root, "system_stats", stats)?;
    let with_containers = machines
        .iter()
        .enumerate()
        .filter(|(_, machine)| machine.has_containers());
    let stats = with_containers.flat_map(|(place, machine)| {
        let rows = times(place, machine).into_iter();
        rows.map(|(range, at)| {
            with_stats(
                machine.container_stats_row(range, at),
                machine.container_stats(range, at),
            )
        })
    });
    write(root, "container_stats", stats)
}

fn with_stats(row: Value, stats: Value) -> Value {
    let mut row = bare(row);
    row["stats"] = stats;
    row
}

/// Sets the alerts of the watched systems, and their recent history.
fn set_alerts(root: &Client, machines: &[&Machine], now: Millis) -> Result<()> {
    let machines = machines.iter().take(WATCHED_SYSTEMS);
    for user in [USER.id, ADMIN.id] {
        let alerts = machines
            .clone()
            .flat_map(|machine| machine.alert_records(&machine.state_at(now), now, user));
        save(root, "alerts", &alerts.map(timeless).collect::<Vec<_>>())?;
        let history = machines
            .clone()
            .flat_map(|machine| machine.alert_history_records(now, user));
        write(root, "alerts_history", history.map(bare))?;
    }
    Ok(())
}

/// The ids of the hub's systems, and when the first was created.
fn known_systems(root: &Client) -> Result<(HashSet<String>, Option<Millis>)> {
    let mut ids = HashSet::new();
    let mut first = None;
    for page in 1.. {
        let path = format!(
            "/api/collections/systems/records?perPage=1000&page={page}&skipTotal=1&sort=created&fields=id,created"
        );
        let answer = root.ask("GET", &path, None)?;
        let items = answer["items"]
            .as_array()
            .map(Vec::as_slice)
            .unwrap_or_default();
        for item in items {
            first = first.or_else(|| date::parse(item["created"].as_str()?));
            ids.extend(item["id"].as_str().map(str::to_owned));
        }
        if items.len() < 1000 {
            break;
        }
    }
    Ok((ids, first))
}
