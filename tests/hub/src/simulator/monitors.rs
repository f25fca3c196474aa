//! Monitors of gear without an agent, on a hub that has them.

use blinkenrack::domain::series::Range;
use blinkenrack::domain::units::Millis;

use super::fleet::{Fleet, wall_clock};
use super::rows::{bare, save, write};
use crate::{Client, Result};

/// Simulated milliseconds between two checks.
const CHECK: f64 = 60_000.0;
/// Real milliseconds between two rows of a monitor, however fast time passes.
const ROWS: i64 = 10_000;

pub struct Monitors {
    /// By index in the world: until when each was checked, and when its last row was written.
    last: Vec<(Millis, Millis)>,
}

impl Monitors {
    /// Creates the monitors on the hub, with a month of rows if the hub has none of them.
    pub fn settle(root: &Client, fleet: &Fleet) -> Result<Self> {
        let monitors = fleet.world.monitors();
        let start = wall_clock();
        let mut last = Vec::new();
        let mut records = Vec::new();
        for monitor in monitors {
            let checked = monitor.checked(start, interval(fleet));
            records.push(bare(monitor.record(checked)));
            last.push((checked, start));
        }
        if records.is_empty() {
            return Ok(Self { last });
        }
        write(root, "network_monitors", records.into_iter())?;
        let rows = monitors.iter().flat_map(|monitor| {
            Range::ALL.into_iter().flat_map(move |range| {
                let times = monitor.row_times(range, start).into_iter();
                times.map(move |at| bare(monitor.stats_row(range, at)))
            })
        });
        write(root, "network_monitor_stats", rows)?;
        let pools = fleet.world.systems().iter();
        let pools = pools.flat_map(|machine| machine.pool_records(start).into_iter().map(bare));
        write(root, "zfs_pools", pools.collect::<Vec<_>>().into_iter())?;
        Ok(Self { last })
    }

    /// Saves what was checked since the last time, including the events, as the hub does while anyone is subscribed.
    pub fn check_when_due(&mut self, root: &Client, fleet: &Fleet) -> Result<()> {
        let now = wall_clock();
        let (mut records, mut rows) = (Vec::new(), Vec::new());
        for (monitor, (checked, row)) in fleet.world.monitors().iter().zip(&mut self.last) {
            let at = monitor.checked(now, interval(fleet));
            if at <= *checked {
                continue;
            }
            *checked = at;
            records.push(bare(monitor.record(at)));
            if now.since(*row) >= ROWS {
                *row = now;
                rows.push(bare(monitor.stats_row(Range::Hour, at)));
            }
        }
        save(root, "network_monitors", &records)?;
        save(root, "network_monitor_stats", &rows)
    }
}

/// Real milliseconds between two checks.
fn interval(fleet: &Fleet) -> i64 {
    ((CHECK / fleet.speed()) as i64).max(1)
}
