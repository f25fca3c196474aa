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
    /// When the hub last heard from the agent, by the hub's clock.
    pub updated: Option<Millis>,
}

/// What the hub says of a system. Not yet health: that is judged in [`crate::domain::health`].
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
    /// Of the root disk.
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
    pub gpu: Option<Percent>,
    pub battery: Option<Percent>,
    /// The fullest of the disks beside the root disk: its name and how full it is.
    pub fullest_extra_disk: Option<(String, Percent)>,
    /// How full the disks beside the root disk are, in the order of their names.
    pub extra_disks: Vec<Percent>,
    pub services_failed: Option<u32>,
    /// Empty when unknown.
    pub agent_version: String,
}

impl Metrics {
    /// Seconds, to a hundred years. The hub writes 0 for unknown.
    pub const UPTIME: Plausible = Plausible::within(1.0, 3_155_760_000.0);
    /// A load average: processes that run or wait.
    pub const LOAD: Plausible = Plausible::within(0.0, 1_000_000.0);
    /// Cores or hardware threads. The hub writes 0 for unknown.
    pub const THREADS: Plausible = Plausible::within(1.0, 65_536.0);
    /// Units of systemd.
    pub const SERVICES: Plausible = Plausible::within(0.0, 1_000_000.0);
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
}
