//! The overview page: a summary of all systems and racks.

mod reach;
mod strips;

pub use self::reach::{FleetReach, NothingListed};
pub use self::strips::{RackStrip, StripDevice};

use std::cmp::Reverse;
use std::collections::HashMap;
use std::sync::Arc;

use super::Fleet;
use super::row::{FleetRow, RankedValue};
use super::subset::FleetSubset;
use crate::domain::alert_rules;
use crate::domain::health::Health;
use crate::domain::ids::{DeviceId, RackId, SystemRef};
use crate::domain::layout::Snapshot;
use crate::domain::natural;
use crate::domain::preferences::Preferences;
use crate::domain::summary::{Totals, worst_first};
use crate::domain::system::TriggeredAlert;
use crate::domain::units::Millis;
use strips::strips;

/// Maximum number of entries of each list.
pub const MOST_WORST: usize = 8;
pub const MOST_DISKS: usize = 6;
pub const MOST_ALERTS: usize = 8;

#[derive(Clone, Debug, Default, PartialEq)]
pub struct FleetOverview {
    /// What the filter leaves of the systems. Racks are always whole.
    pub reach: FleetReach,
    pub totals: Totals,
    /// Number of systems that need a look; `worst` has the first of them.
    pub need_look: usize,
    pub worst: Vec<Arc<FleetRow>>,
    pub racks: Vec<RackStrip>,
    /// Triggered alerts, the newest first; `alert_count` is the number of all.
    pub alerts: Vec<ActiveAlert>,
    pub alert_count: usize,
    /// The fullest disks of all systems, those beyond a limit first.
    pub disks: Vec<DiskUse>,
    pub hottest: Option<HotRack>,
    /// The systems whose agent has another version than the hub.
    pub lagging: Vec<Arc<FleetRow>>,
    /// Number of agents of verified systems that could be compared with their hub.
    pub compared: usize,
    /// Whether there are systems and all are known to be well. Never while a filter hides some.
    pub is_all_well: bool,
}

/// An alert that is triggered.
#[derive(Clone, Debug, PartialEq)]
pub struct ActiveAlert {
    pub system: SystemRef,
    pub name: String,
    pub device: Option<DeviceId>,
    /// `CPU above 80 % for 10 min`.
    pub words: String,
    /// By the hub's clock.
    pub since: Option<Millis>,
}

/// How full a disk is.
#[derive(Clone, Debug, PartialEq)]
pub struct DiskUse {
    pub system: SystemRef,
    pub device: Option<DeviceId>,
    pub name: String,
    /// `root`, or the name of another file system.
    pub disk: String,
    pub used: RankedValue,
}

/// The rack with the hottest machine.
#[derive(Clone, Debug, PartialEq)]
pub struct HotRack {
    pub rack: RackId,
    pub name: String,
    /// Degrees Celsius, of the hottest machine and on average.
    pub hottest: f64,
    pub average: f64,
    /// Name of the hottest machine.
    pub machine: String,
}

impl FleetOverview {
    /// Overview of the systems that match the filter. Racks are shown whole, with the others faded.
    pub fn of(fleet: &Fleet, snapshot: &Snapshot) -> Self {
        let rows = &fleet.fitting;
        let mut worst: Vec<_> = rows
            .iter()
            .filter(|row| FleetSubset::NeedLook.has(row))
            .cloned()
            .collect();
        super::sort(&mut worst, super::WORST_FIRST);
        let need_look = worst.len();
        worst.truncate(MOST_WORST);
        let mut lagging: Vec<_> = rows
            .iter()
            .filter(|row| FleetSubset::AgentLags.has(row))
            .cloned()
            .collect();
        lagging.sort_by(|a, b| natural::compare(&a.name, &b.name));
        let mut alerts = alerts_of(rows);
        let alert_count = alerts.len();
        alerts.truncate(MOST_ALERTS);
        Self {
            reach: FleetReach::of(fleet),
            totals: rows.iter().map(|row| row.health).collect(),
            need_look,
            worst,
            racks: strips(fleet, snapshot),
            alerts,
            alert_count,
            disks: fullest(rows),
            hottest: hottest(rows, snapshot),
            lagging,
            compared: rows
                .iter()
                .filter(|row| row.health.is_verified() && row.agent_lags.is_some())
                .count(),
            is_all_well: !fleet.is_filtered()
                && !rows.is_empty()
                && rows.iter().all(|row| row.health == Health::Ok),
        }
    }
}

fn words_of_alert(alert: &TriggeredAlert, preferences: &Preferences) -> String {
    let words = alert_rules::words(&alert.name, alert.value, alert.minutes, preferences);
    if alert.acknowledged {
        format!("{words} · acknowledged")
    } else {
        words
    }
}

fn alerts_of(rows: &[Arc<FleetRow>]) -> Vec<ActiveAlert> {
    let of_row = |row: &Arc<FleetRow>| {
        let row = row.clone();
        let alerts = row.alerts.clone().into_iter();
        alerts.map(move |alert| ActiveAlert {
            system: row.system.clone(),
            name: row.name.clone(),
            device: row.place.as_ref().map(|place| place.device),
            words: words_of_alert(&alert, &row.preferences),
            since: alert.since,
        })
    };
    let mut alerts: Vec<_> = rows.iter().flat_map(of_row).collect();
    alerts.sort_by(|a, b| {
        (Reverse(a.since), a.words.as_str())
            .cmp(&(Reverse(b.since), b.words.as_str()))
            .then_with(|| natural::compare(&a.name, &b.name))
    });
    alerts
}

/// The fullest disks of these systems, those beyond a limit first.
pub fn fullest(rows: &[Arc<FleetRow>]) -> Vec<DiskUse> {
    let of_row = |row: &Arc<FleetRow>| {
        let row = row.clone();
        let disks = row.values.as_ref().map(|values| values.disks.clone());
        disks
            .unwrap_or_default()
            .into_iter()
            .map(move |(disk, used)| DiskUse {
                system: row.system.clone(),
                device: row.place.as_ref().map(|place| place.device),
                name: row.name.clone(),
                disk,
                used,
            })
    };
    let mut disks: Vec<_> = rows.iter().flat_map(of_row).collect();
    disks.sort_by(|a, b| {
        let by_level = b.used.level.cmp(&a.used.level);
        by_level
            .then(b.used.value.total_cmp(&a.used.value))
            .then_with(|| natural::compare(&a.name, &b.name))
    });
    disks.truncate(MOST_DISKS);
    disks
}

/// The rows of devices that show a system themselves, not as a guest.
fn by_device(rows: &[Arc<FleetRow>]) -> HashMap<DeviceId, &FleetRow> {
    let own = rows.iter().filter_map(|row| {
        let place = row.place.as_ref().filter(|place| !place.is_guest)?;
        Some((place.device, &**row))
    });
    own.collect()
}

fn hottest(rows: &[Arc<FleetRow>], snapshot: &Snapshot) -> Option<HotRack> {
    let (layout, rows) = (&snapshot.layout, by_device(rows));
    let mut of_racks: HashMap<RackId, Vec<(f64, &FleetRow)>> = HashMap::new();
    for (device, row) in rows {
        let degrees = row.values.as_ref().and_then(|values| values.temperature);
        let rack = layout
            .devices
            .get(&device)
            .and_then(|device| layout.rack_of(device));
        if let (Some(degrees), Some(rack)) = (degrees, rack) {
            of_racks
                .entry(rack.id)
                .or_default()
                .push((degrees.value, row));
        }
    }
    let racks = layout.racks.iter().filter_map(|rack| {
        let machines = of_racks.get(&rack.id)?;
        let (hottest, machine) = machines.iter().max_by(|a, b| {
            let by_degrees = a.0.total_cmp(&b.0);
            by_degrees.then_with(|| natural::compare(&b.1.name, &a.1.name))
        })?;
        let sum: f64 = machines.iter().map(|(degrees, _)| degrees).sum();
        Some(HotRack {
            rack: rack.id,
            name: rack.name.clone(),
            hottest: *hottest,
            average: sum / machines.len() as f64,
            machine: machine.name.clone(),
        })
    });
    racks.max_by(|a, b| a.hottest.total_cmp(&b.hottest))
}

/// How many systems are in a state.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct StateCount {
    pub health: Health,
    pub count: usize,
}

/// The counts by state, worst first. Usual states are always there, others while a system is in them.
pub fn state_counts(totals: &Totals) -> Vec<StateCount> {
    let is_usual = |health: Health| {
        matches!(
            health,
            Health::Down
                | Health::Critical
                | Health::Warn
                | Health::Stale
                | Health::Paused
                | Health::Ok
        )
    };
    let counts = worst_first().map(|health| StateCount {
        health,
        count: totals.of(health),
    });
    counts
        .filter(|one| one.count > 0 || is_usual(one.health))
        .collect()
}

/// A segment of the bar of states: start and length, in percent of the bar.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct BarShare {
    pub health: Health,
    pub from: f64,
    pub length: f64,
}

/// The segments of the bar of states. Every state with systems is visible, however few they are.
pub fn bar_shares(counts: &[StateCount]) -> Vec<BarShare> {
    const LEAST: f64 = 2.0;
    let there: Vec<_> = counts.iter().filter(|one| one.count > 0).collect();
    let all: usize = there.iter().map(|one| one.count).sum();
    if all == 0 {
        return Vec::new();
    }
    let share = |one: &StateCount| (one.count as f64 * 100.0 / all as f64).max(LEAST);
    let sum: f64 = there.iter().map(|one| share(one)).sum();
    let mut from = 0.0;
    there
        .into_iter()
        .map(|one| {
            let length = share(one) * 100.0 / sum;
            let begins = from;
            from += length;
            BarShare {
                health: one.health,
                from: begins,
                length,
            }
        })
        .collect()
}

#[cfg(test)]
mod tests;
