//! A hub's system as the rest of the app sees it: parsed once at the edge, the same for every hub version.

use super::ids::SystemId;
use super::plausible::Plausible;
use super::units::{BytesPerSecond, Celsius, Millis, Percent};

/// A record of the hub's `systems` collection: something with an agent.
#[derive(Clone, Debug, PartialEq)]
pub struct System {
    pub id: SystemId,
    pub name: String,
    /// Address of the agent, or the path of a socket. May be empty.
    pub host: String,
    pub status: SystemStatus,
    /// The last values the hub holds. For a system that is not up they are old or zeroed and must not be shown as current.
    pub metrics: Metrics,
    /// When the record was last written, by the hub's clock: by a report, a change of status, or an edit by a person.
    pub updated: Option<Millis>,
}

/// Status of a system according to the hub. Not its health, which is judged in [`crate::domain::health`].
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum SystemStatus {
    Up,
    Down,
    Paused,
    Pending,
    /// A status that this version does not know.
    Other(String),
}

/// The values of `systems.info`, hub 0.12 to 0.20. A missing one was not reported.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Metrics {
    pub cpu: Option<Percent>,
    pub memory: Option<Percent>,
    /// Usage of the root disk.
    pub disk: Option<Percent>,
    /// Seconds since the machine started; absent when unknown.
    pub uptime: Option<u64>,
    pub temperature: Option<Celsius>,
    /// Load averages over 1, 5 and 15 minutes.
    pub load: Option<[f32; 3]>,
    /// Hardware threads, to judge the load by.
    pub threads: Option<u32>,
    /// Sent and received together.
    pub network: Option<BytesPerSecond>,
    /// Usage of the busiest GPU.
    pub gpu: Option<Percent>,
    pub battery: Option<Battery>,
    /// The disks besides the root disk: name and usage, sorted by name.
    pub extra_disks: Vec<(String, Percent)>,
    pub services: Option<Services>,
    /// Empty when unknown.
    pub agent_version: String,
}

impl Metrics {
    /// Whether CPU, memory or the root disk was reported. Agents of all versions report all three.
    pub fn has_shares(&self) -> bool {
        self.cpu.or(self.memory).or(self.disk).is_some()
    }

    /// These values, with those of `before` where one was not reported.
    pub fn over(self, before: &Self) -> Self {
        Self {
            cpu: self.cpu.or(before.cpu),
            memory: self.memory.or(before.memory),
            disk: self.disk.or(before.disk),
            uptime: self.uptime.or(before.uptime),
            temperature: self.temperature.or(before.temperature),
            load: self.load.or(before.load),
            threads: self.threads.or(before.threads),
            network: self.network.or(before.network),
            gpu: self.gpu.or(before.gpu),
            battery: self.battery.or(before.battery),
            extra_disks: if self.extra_disks.is_empty() {
                before.extra_disks.clone()
            } else {
                self.extra_disks
            },
            services: self.services.or(before.services),
            agent_version: if self.agent_version.is_empty() {
                before.agent_version.clone()
            } else {
                self.agent_version
            },
        }
    }

    /// The greatest load average with its period in minutes, and its share of all hardware threads in percent. `None` if either is unknown.
    pub fn load_by_threads(&self) -> Option<LoadByThreads> {
        let threads = self.threads?;
        let [one, five, fifteen] = self.load?;
        let mut greatest = (one, 1);
        for other in [(five, 5), (fifteen, 15)] {
            if other.0 > greatest.0 {
                greatest = other;
            }
        }
        Some(LoadByThreads {
            average: greatest.0,
            minutes: greatest.1,
            threads,
            percent: f64::from(greatest.0) * 100.0 / f64::from(threads),
        })
    }

    /// Seconds, to a hundred years. The hub writes 0 for unknown.
    pub const UPTIME: Plausible = Plausible::within(1.0, 3_155_760_000.0);
    /// A load average: number of processes that run or wait.
    pub const LOAD: Plausible = Plausible::within(0.0, 1_000_000.0);
    /// Cores or hardware threads. The hub writes 0 for unknown.
    pub const THREADS: Plausible = Plausible::within(1.0, 65_536.0);
    /// Number of systemd units.
    pub const SERVICES: Plausible = Plausible::within(0.0, 1_000_000.0);
}

/// A load average relative to the hardware threads.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct LoadByThreads {
    pub average: f32,
    /// Minutes over which it is averaged.
    pub minutes: u32,
    pub threads: u32,
    /// Greater than 100 if processes wait.
    pub percent: f64,
}

/// The main battery of a machine.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Battery {
    pub charge: Percent,
    pub state: BatteryState,
}

/// State of a battery. The hub's numbers, 0 to 5.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum BatteryState {
    /// Not known, or a number that this version does not know.
    #[default]
    Unknown,
    Empty,
    Full,
    Charging,
    Discharging,
    Idle,
}

impl BatteryState {
    pub fn of_number(number: f64) -> Self {
        match number as u8 {
            1 => Self::Empty,
            2 => Self::Full,
            3 => Self::Charging,
            4 => Self::Discharging,
            5 => Self::Idle,
            _ => Self::Unknown,
        }
    }

    /// `None` if unknown.
    pub const fn word(self) -> Option<&'static str> {
        match self {
            Self::Unknown => None,
            Self::Empty => Some("empty"),
            Self::Full => Some("full"),
            Self::Charging => Some("charging"),
            Self::Discharging => Some("discharging"),
            Self::Idle => Some("idle"),
        }
    }
}

/// Number of systemd units, and how many of them have failed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Services {
    pub total: u32,
    pub failed: u32,
}

/// An alert the user set on a system, while it is triggered.
#[derive(Clone, Debug, PartialEq)]
pub struct TriggeredAlert {
    pub system: SystemId,
    /// The hub's name for it: `CPU`, `Memory`, `Disk`, `Temperature`, `Status` and others.
    pub name: String,
    /// The threshold, in the hub's unit for that name.
    pub value: f64,
    /// For how many minutes it must hold before it fires.
    pub minutes: u32,
    /// When it triggered, by the hub's clock, where that is known.
    pub since: Option<Millis>,
    /// A person has acknowledged it: it is shown, but does not worsen the health of its system ([`super::acknowledged`]).
    pub acknowledged: bool,
}

impl TriggeredAlert {
    /// Whether it is the alert that the system is down.
    pub fn is_of_status(&self) -> bool {
        self.name == "Status"
    }
}
