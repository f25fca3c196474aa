//! What a system is made of and what runs on it: details, containers, services, disks, pools, monitors.

pub mod lists;
pub mod loading;
mod pool;

pub use self::pool::{Pool, PoolDataset, PoolMember, PoolScrub};

use super::ids::SystemId;
use super::plausible::Plausible;
use super::units::{Bytes, BytesPerSecond, Celsius, Millis, Percent};

/// What is known of a machine: from `system_details` (hub 0.18.0 and newer), before that from `systems.info`.
#[derive(Clone, Debug, PartialEq)]
pub struct SystemDetails {
    pub system: SystemId,
    /// Empty when unknown, as are the other texts.
    pub hostname: String,
    pub os: Option<Os>,
    /// The distribution's own name: `Debian GNU/Linux 12 (bookworm)`.
    pub os_name: String,
    pub kernel: String,
    pub cpu_model: String,
    pub architecture: String,
    pub cores: Option<u32>,
    pub threads: Option<u32>,
    pub memory: Option<Bytes>,
    /// Whether containers are run by Podman instead of Docker.
    pub podman: bool,
}

/// How an agent is connected to its hub. Hub 0.12.10 and newer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum AgentLink {
    /// The hub connects to the agent.
    Ssh,
    /// The agent keeps a connection open.
    WebSocket,
}

impl AgentLink {
    pub const fn word(self) -> &'static str {
        match self {
            Self::Ssh => "SSH",
            Self::WebSocket => "WebSocket",
        }
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Os {
    Linux,
    MacOs,
    Windows,
    FreeBsd,
    /// A number that this version does not know.
    Other(u8),
}

/// A container as it is now. Hub 0.14.0 and newer.
#[derive(Clone, Debug, PartialEq)]
pub struct Container {
    /// Twelve hexadecimal digits on real hubs; not checked.
    pub id: String,
    pub system: SystemId,
    pub name: String,
    /// The compose project, where the hub names it; else empty.
    pub project: String,
    pub image: String,
    /// The container engine's own words: `Up 3 days`.
    pub status: String,
    pub health: ContainerHealth,
    /// Share of the whole machine.
    pub cpu: Option<Percent>,
    pub memory: Option<Bytes>,
    /// Sent and received together.
    pub network: Option<BytesPerSecond>,
    /// Empty before hub 0.18.5.
    pub ports: String,
    /// Whether a newer image is available. Hub 0.20 and newer.
    pub updatable: Option<bool>,
    pub updated: Option<Millis>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ContainerHealth {
    /// The image has no health check.
    Unchecked,
    Starting,
    Healthy,
    Unhealthy,
    /// A number that this version does not know.
    Other(u8),
}

/// Drops containers that are gone: the hub deletes their rows up to 70 minutes late, so a row much older than the newest of the same system
/// is obsolete.
pub fn present(mut containers: Vec<Container>) -> Vec<Container> {
    const KEPT: i64 = 70_000;
    let mut newest = std::collections::BTreeMap::<SystemId, Millis>::new();
    for (system, updated) in containers
        .iter()
        .filter_map(|c| Some((&c.system, c.updated?)))
    {
        let known = newest.entry(system.clone()).or_insert(updated);
        *known = updated.max(*known);
    }
    containers.retain(
        |container| match (newest.get(&container.system), container.updated) {
            (Some(newest), Some(updated)) => newest.since(updated) <= KEPT,
            _ => true,
        },
    );
    containers
}

/// A systemd unit. Hub 0.16.0 and newer; refreshed about every ten minutes.
#[derive(Clone, Debug, PartialEq)]
pub struct Service {
    pub system: SystemId,
    pub name: String,
    pub state: ServiceState,
    pub sub_state: ServiceSubState,
    pub cpu: Option<Percent>,
    pub cpu_peak: Option<Percent>,
    pub memory: Option<Bytes>,
    pub memory_peak: Option<Bytes>,
    pub updated: Option<Millis>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ServiceState {
    Active,
    Inactive,
    Failed,
    Activating,
    Deactivating,
    Reloading,
    /// A number that this version does not know.
    Other(u8),
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ServiceSubState {
    Dead,
    Running,
    Exited,
    Failed,
    Unknown,
    /// A number that this version does not know.
    Other(u8),
}

/// A disk and its SMART health. Hub 0.17.0 and newer; refreshed about every hour.
#[derive(Clone, Debug, PartialEq)]
pub struct SmartDisk {
    pub system: SystemId,
    /// `/dev/sda`.
    pub name: String,
    pub model: String,
    pub serial: String,
    pub firmware: String,
    /// `sat`, `nvme`, `scsi`, `emmc`, `mdraid` and others.
    pub kind: String,
    pub state: SmartState,
    pub capacity: Option<Bytes>,
    pub temperature: Option<Celsius>,
    /// Total power-on time.
    pub hours: Option<u64>,
    /// Number of power cycles.
    pub cycles: Option<u64>,
    pub attributes: Vec<SmartAttribute>,
    pub updated: Option<Millis>,
    /// Growth of its errors since an earlier visit; hubs do not report it.
    pub growth: Option<ErrorGrowth>,
}

impl SmartDisk {
    /// Power-on hours, up to a hundred years.
    pub const HOURS: Plausible = Plausible::within(0.0, 876_600.0);
}

/// How many errors of a disk are new.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ErrorGrowth {
    pub by: u64,
    /// Number of days in which they occurred, at least 1.
    pub days: u32,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub enum SmartState {
    Passed,
    Warning,
    Failed,
    Unknown,
    /// A word that this version does not know.
    Other(String),
}

#[derive(Clone, Debug, PartialEq)]
pub struct SmartAttribute {
    /// Absent on NVMe disks.
    pub id: Option<u32>,
    pub name: String,
    /// Normalized: higher is better.
    pub value: Option<f64>,
    pub worst: Option<f64>,
    pub threshold: Option<f64>,
    pub raw: Option<f64>,
    /// The raw value as `smartctl` writes it; may be empty.
    pub raw_text: String,
    /// When it failed (`now`, `past`); empty when it did not.
    pub when_failed: String,
}

/// A time when the user wants no notifications. Hub 0.17.0 and newer. Alerts trigger all the same.
#[derive(Clone, Debug, PartialEq)]
pub struct QuietHours {
    pub id: String,
    /// `None` for all systems.
    pub system: Option<SystemId>,
    /// Whether it repeats every day.
    pub daily: bool,
    pub start: Option<Millis>,
    pub end: Option<Millis>,
}

/// An alert that has triggered at some time.
#[derive(Clone, Debug, PartialEq)]
pub struct PastAlert {
    pub system: SystemId,
    /// The hub's name for it, as in [`super::system::TriggeredAlert`].
    pub name: String,
    /// The threshold of its rule then, in the hub's unit for that name.
    pub value: Option<f64>,
    pub triggered: Option<Millis>,
    /// `None` while it lasts.
    pub resolved: Option<Millis>,
}

#[cfg(test)]
pub(in crate::domain) mod tests {
    use super::*;

    /// A container of which only the name is known.
    pub fn container(system: &str, name: &str) -> Container {
        Container {
            id: name.to_owned(),
            system: SystemId::new(system),
            name: name.to_owned(),
            project: String::new(),
            image: String::new(),
            status: String::new(),
            health: ContainerHealth::Unchecked,
            cpu: None,
            memory: None,
            network: None,
            ports: String::new(),
            updatable: None,
            updated: None,
        }
    }

    /// Details of a machine without any values.
    pub fn details(system: &str) -> SystemDetails {
        SystemDetails {
            system: SystemId::new(system),
            hostname: String::new(),
            os: None,
            os_name: String::new(),
            kernel: String::new(),
            cpu_model: String::new(),
            architecture: String::new(),
            cores: None,
            threads: None,
            memory: None,
            podman: false,
        }
    }

    #[test]
    fn a_row_far_older_than_its_systems_newest_is_gone() {
        let rows = [("a", 100_000), ("a", 29_999), ("a", 30_000), ("b", 0)];
        let row = |(system, updated): (&str, i64)| Container {
            updated: Some(Millis(updated)),
            ..container(system, &updated.to_string())
        };
        let rows: Vec<Container> = rows.map(row).into();
        let kept: Vec<String> = present(rows).into_iter().map(|c| c.id).collect();
        assert_eq!(kept, ["100000", "30000", "0"]);
    }
}
