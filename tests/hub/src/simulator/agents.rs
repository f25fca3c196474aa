//! What agents report to the hub, and what the hub writes for it.

use blinkenrack::demo::{Machine, MachineState};
use blinkenrack::domain::series::Range;
use blinkenrack::domain::units::Millis;
use serde_json::{Value, json};

use super::Simulation;
use super::alerts::Alerts;
use super::fleet::{Fleet, wall_clock};
use super::monitors::Monitors;
use super::rows::{container_rows, save, service_rows, stats_record, write};
use super::settling;
use crate::{Client, Result};

/// Simulated milliseconds between two reports of an agent.
const REPORT: f64 = 60_000.0;
const SECOND: i64 = 1000;
/// Real milliseconds between two stats rows of a system, and between two lists of its services, however fast time passes.
const ROWS: i64 = 10 * SECOND;
const SERVICES: i64 = 600 * SECOND;
/// The hub makes these from the minute's rows, at fixed times.
const ROLLUPS: [Range; 4] = [Range::HalfDay, Range::Day, Range::Week, Range::Month];

pub struct Agents {
    root: Client,
    fleet: Fleet,
    alerts: Alerts,
    monitors: Monitors,
    /// By index in the world.
    last: Vec<Last>,
    /// When live values were last sent, and the simulated time up to which rollups are made.
    live: Millis,
    rolled_up: Millis,
}

/// What was last reported about a system, and when in real time.
#[derive(Clone, Default)]
struct Last {
    status: String,
    /// The number of the report, counted from 1970.
    report: i64,
    rows: Millis,
    services: Millis,
}

impl Agents {
    /// Creates the systems on the hub, with their history if the hub has none of them.
    pub fn settle(root: Client, simulation: &Simulation) -> Result<Self> {
        let fleet = settling::settle(&root, simulation)?;
        let mut agents = Self {
            alerts: Alerts::of_hub(&root)?,
            monitors: Monitors::settle(&root, &fleet)?,
            last: vec![Last::default(); fleet.world.systems().len()],
            live: wall_clock(),
            rolled_up: fleet.now(),
            root,
            fleet,
        };
        agents.report()?;
        agents.alerts.judge(&agents.root, &agents.fleet)?;
        Ok(agents)
    }

    /// Does whatever is due.
    pub fn tick(&mut self) -> Result<()> {
        self.fleet.look(&self.root)?;
        self.report()?;
        self.send_live()?;
        self.roll_up()?;
        self.monitors.check_when_due(&self.root, &self.fleet)?;
        self.alerts.judge_when_due(&self.root, &self.fleet)
    }

    /// Reports changes of status, and the reports that are due.
    fn report(&mut self) -> Result<()> {
        let interval = ((REPORT / self.fleet.speed()) as i64).max(1);
        let now = wall_clock();
        let mut systems = Vec::new();
        let mut with_rows = Vec::new();
        let mut with_services = Vec::new();
        for (machine, last) in self.fleet.world.systems().iter().zip(&mut self.last) {
            let state = self.fleet.state(machine);
            let changed = must_tell_status(&state, last, self.fleet.hub_word(machine));
            state.word().clone_into(&mut last.status);
            let report = (now.0 - machine.phase(interval)).div_euclid(interval);
            let can_report = state.is_up() && (changed || self.fleet.hub_word(machine) == "up");
            let reports = can_report && (changed || report > last.report);
            if changed || reports {
                systems.push(system_update(&self.fleet, machine, &state, changed));
            }
            if !reports {
                continue;
            }
            last.report = report;
            if now.since(last.rows) >= ROWS {
                last.rows = now;
                with_rows.push(machine);
            }
            if now.since(last.services) >= SERVICES {
                last.services = now;
                with_services.push(machine);
            }
        }
        save(&self.root, "systems", &systems)?;
        self.write_rows_of(&with_rows)?;
        write(
            &self.root,
            "systemd_services",
            with_services
                .iter()
                .flat_map(|machine| service_rows(machine, self.fleet.now())),
        )
    }

    fn write_rows_of(&self, machines: &[&Machine]) -> Result<()> {
        let now = self.fleet.now();
        let stats = machines.iter().map(|machine| {
            stats_record(
                machine.stats_row(Range::Hour, now),
                machine.stats(Range::Hour, now),
            )
        });
        save(&self.root, "system_stats", &stats.collect::<Vec<_>>())?;
        let with_containers = machines.iter().filter(|machine| machine.has_containers());
        let stats = with_containers.map(|machine| {
            stats_record(
                machine.container_stats_row(Range::Hour, now),
                machine.container_stats(Range::Hour, now),
            )
        });
        save(&self.root, "container_stats", &stats.collect::<Vec<_>>())?;
        write(
            &self.root,
            "containers",
            machines
                .iter()
                .flat_map(|machine| container_rows(machine, now)),
        )
    }

    /// Sends this second's values of subscribed systems.
    fn send_live(&mut self) -> Result<()> {
        let now = wall_clock();
        if now.0.div_euclid(SECOND) == self.live.0.div_euclid(SECOND) {
            return Ok(());
        }
        self.live = now;
        for id in self.root.followed_systems()? {
            let machine = self.fleet.world.find(&id);
            if let Some(machine) = machine.filter(|machine| self.fleet.state(machine).is_up()) {
                self.root
                    .push_live(&id, &machine.live_payload(self.fleet.now()))?;
            }
        }
        Ok(())
    }

    /// Writes the averages that are due for systems that are up.
    fn roll_up(&mut self) -> Result<()> {
        let (before, now) = (self.rolled_up, self.fleet.now());
        self.rolled_up = now;
        for range in ROLLUPS {
            let at = Millis(now.0.div_euclid(range.step()) * range.step());
            if at <= before {
                continue;
            }
            let up: Vec<_> = self
                .fleet
                .world
                .systems()
                .iter()
                .filter(|machine| self.fleet.state(machine).is_up())
                .collect();
            let stats = up.iter().map(|machine| {
                stats_record(machine.stats_row(range, at), machine.stats(range, at))
            });
            save(&self.root, "system_stats", &stats.collect::<Vec<_>>())?;
            let with_containers = up.iter().filter(|machine| machine.has_containers());
            let stats = with_containers.map(|machine| {
                stats_record(
                    machine.container_stats_row(range, at),
                    machine.container_stats(range, at),
                )
            });
            save(&self.root, "container_stats", &stats.collect::<Vec<_>>())?;
        }
        Ok(())
    }
}

fn system_update(fleet: &Fleet, machine: &Machine, state: &MachineState, changed: bool) -> Value {
    let mut update = json!({"id": machine.id});
    if changed {
        update["status"] = state.word().into();
    }
    // A system that went down keeps its last values.
    if state.is_up() {
        update["info"] = machine.info_in(state, fleet.now());
    }
    update
}

/// Whether a status must be reported: if the simulated one changed, or if a user asked for the system. Other changes to a system are left
/// alone.
fn must_tell_status(state: &MachineState, last: &Last, hub_word: &str) -> bool {
    let asked_for = hub_word == "pending" && state.is_up();
    asked_for || (state.word() != last.status && state.word() != hub_word)
}
