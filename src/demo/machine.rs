//! One simulated machine with an agent, and its state at any moment.

use super::containers::RunningContainer;
use super::line::HubLine;
use super::models::Model;
use super::noise::{Seed, drift};
use super::outages::{self, Outage};
use super::rules::AlertRule;
use crate::domain::system::SystemStatus;
use crate::domain::units::Millis;

pub(super) const DAY: i64 = 86_400_000;

/// The hub's status of a machine, and since when.
#[derive(Clone, Debug, PartialEq)]
pub struct MachineState {
    pub status: SystemStatus,
    pub since: Millis,
}

impl MachineState {
    pub fn is_up(&self) -> bool {
        self.status == SystemStatus::Up
    }

    /// The hub's word for the status.
    pub fn word(&self) -> &str {
        match &self.status {
            SystemStatus::Up => "up",
            SystemStatus::Down => "down",
            SystemStatus::Paused => "paused",
            SystemStatus::Pending => "pending",
            SystemStatus::Other(word) => word,
        }
    }
}

/// The simulated machine behind one system.
#[derive(Clone, Debug)]
pub struct Machine {
    /// The system's record id.
    pub id: String,
    pub name: String,
    pub host: String,
    pub(super) model: &'static Model,
    pub(super) seed: Seed,
    /// Added to the CPU usage in percent, so that machines of one model differ.
    pub(super) bias: f64,
    pub(super) containers: Vec<RunningContainer>,
    pub(super) rules: Vec<AlertRule>,
    place: usize,
    machines: usize,
    pub(super) start: Millis,
    pub(super) line: HubLine,
    outages: Vec<Outage>,
}

/// The highest usage of any volume, in percent.
const MOST_USED: f64 = 97.0;

impl Machine {
    pub(super) fn new(
        model: &'static Model,
        name: String,
        seed: Seed,
        place: usize,
        machines: usize,
        start: Millis,
    ) -> Self {
        let id = seed.named("id").record_id();
        let outages = outages::scripted(&name, start.0);
        let unique = name != model.name;
        Self {
            host: format!(
                "10.{}.{}.{}",
                20 + place / 62_500,
                place / 250 % 250,
                place % 250 + 10
            ),
            bias: if unique {
                seed.named("bias").between(-8.0, 14.0)
            } else {
                0.0
            },
            containers: RunningContainer::all_of(model, seed),
            rules: AlertRule::all_for(&name, model),
            id,
            name,
            model,
            seed,
            place,
            machines,
            start,
            line: HubLine::default(),
            outages,
        }
    }

    /// An offset within a period, different for every machine: agents do not report in step.
    pub fn phase(&self, period: i64) -> i64 {
        (self.seed.named("phase").unit() * period as f64) as i64
    }

    pub fn state_at(&self, at: Millis) -> MachineState {
        match outages::at(
            self.seed.named("outages"),
            &self.outages,
            self.machines,
            self.start.0,
            at.0,
        ) {
            Some(outage) => MachineState {
                status: outage.status,
                since: Millis(outage.from),
            },
            None => MachineState {
                status: SystemStatus::Up,
                since: at,
            },
        }
    }

    /// When the machine last booted.
    pub(super) fn booted(&self) -> i64 {
        self.start.0 - (self.seed.named("boot").between(0.4, 90.0) * DAY as f64) as i64
    }

    /// Usage of one processor core, in percent: cores differ, and their mean is about `cpu`.
    pub(super) fn core(&self, at: i64, core: u32, cpu: f64) -> f64 {
        let spread = cpu.min(100.0 - cpu) * 0.8;
        (cpu + spread * drift(self.seed.named("core").child(u64::from(core)), at, 3000))
            .clamp(0.0, 100.0)
    }

    pub(super) fn created(&self) -> Millis {
        self.start.plus(-120 * DAY + self.place as i64 * 97_531)
    }

    /// Usage of a volume, in percent.
    pub(super) fn volume_used(&self, place: usize, at: i64) -> f64 {
        let Some(volume) = self.model.volumes.get(place) else {
            return 0.0;
        };
        let grown = volume.fills * (at - self.start.0) as f64 / DAY as f64;
        let wavers = 0.4 * drift(self.seed.named("volume").child(place as u64), at, DAY);
        // It is never quite full.
        (volume.used + grown + wavers).clamp(1.0, MOST_USED)
    }
}
