//! Lenses: the value of its system by which a device is colored, and what the device then shows.

pub mod asking;
pub mod coverage;
pub mod history;
pub mod reading;
pub mod scale;
pub mod tally;

use std::sync::Arc;

use super::health::{Evidence, Health};
use super::layout::Device;

pub use history::Spark;
pub use reading::read;
pub use scale::{Band, LensScale};

/// What colors the racks.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Lens {
    /// The health of each device, as without a lens.
    #[default]
    Status,
    Cpu,
    Memory,
    /// The fullest of all file systems.
    Disk,
    Temperature,
    Network,
    Load,
    Gpu,
    /// How many alerts are triggered.
    Alerts,
    Battery,
    /// Latency of the device's monitor.
    Latency,
    /// Which alerts are set.
    Coverage,
}

impl Lens {
    /// The lenses whose values are in the hub's rows of a system. Latency is kept too, but with the monitors.
    pub fn over_time() -> impl Iterator<Item = Self> {
        Self::ALL.into_iter().filter(|lens| lens.has_rows())
    }

    /// Whether the hub's rows of a system have its values.
    pub const fn has_rows(self) -> bool {
        !matches!(
            self,
            Self::Status | Self::Alerts | Self::Latency | Self::Coverage
        )
    }

    /// In the order of the lens bar: those with a keyboard shortcut first.
    pub const ALL: [Self; 12] = [
        Self::Status,
        Self::Cpu,
        Self::Memory,
        Self::Disk,
        Self::Temperature,
        Self::Network,
        Self::Load,
        Self::Gpu,
        Self::Alerts,
        Self::Battery,
        Self::Latency,
        Self::Coverage,
    ];

    /// Its name in the address and in `data-lens`.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Status => "status",
            Self::Cpu => "cpu",
            Self::Memory => "memory",
            Self::Disk => "disk",
            Self::Temperature => "temperature",
            Self::Network => "network",
            Self::Load => "load",
            Self::Gpu => "gpu",
            Self::Alerts => "alerts",
            Self::Battery => "battery",
            Self::Latency => "latency",
            Self::Coverage => "coverage",
        }
    }

    /// The lens of that name, if there is one.
    pub fn named(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|lens| lens.as_str() == name)
    }

    /// Its name on screen.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Status => "Status",
            Self::Cpu => "CPU",
            Self::Memory => "Memory",
            Self::Disk => "Disk",
            Self::Temperature => "Temperature",
            Self::Network => "Network",
            Self::Load => "Load",
            Self::Gpu => "GPU",
            Self::Alerts => "Alerts",
            Self::Battery => "Battery",
            Self::Latency => "Latency",
            Self::Coverage => "Coverage",
        }
    }

    /// The label of its button.
    pub const fn short_name(self) -> &'static str {
        match self {
            Self::Temperature => "Temp",
            other => other.name(),
        }
    }

    /// The digit key that selects it; the last ones have none.
    pub const fn key(self) -> Option<&'static str> {
        Some(match self {
            Self::Status => "1",
            Self::Cpu => "2",
            Self::Memory => "3",
            Self::Disk => "4",
            Self::Temperature => "5",
            Self::Network => "6",
            Self::Load => "7",
            Self::Gpu => "8",
            Self::Alerts => "9",
            Self::Battery | Self::Latency | Self::Coverage => return None,
        })
    }

    /// Whether it is drawn as a map of whole racks, in which space without a device is unknown.
    pub const fn maps_racks(self) -> bool {
        matches!(self, Self::Temperature)
    }

    /// Description for the legend.
    pub const fn describes(self) -> &'static str {
        match self {
            Self::Status => "health of each device",
            Self::Cpu => "share of all cores",
            Self::Memory => "share in use",
            Self::Disk => "fullest file system of each device",
            Self::Temperature => "hottest sensor of each device, hatched: unknown",
            Self::Network => "sent and received together",
            Self::Load => "highest average by threads",
            Self::Gpu => "busiest GPU of each device",
            Self::Alerts => "triggered now",
            Self::Battery => "charge left",
            Self::Latency => "time to answer the last check",
            Self::Coverage => "alerts that you have set",
        }
    }
}

/// A value, quantized to what can be told apart on screen, in tenths of the lens's unit: percent, degrees Celsius, kilobytes per second,
/// milliseconds, alerts.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct Amount(pub i64);

impl Amount {
    /// In the lens's unit.
    pub fn value(self) -> f64 {
        self.0 as f64 / 10.0
    }
}

/// What a device shows under a lens. Two that are equal look the same.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct LensMark {
    /// The value and its band. `None` if unknown or not verified.
    pub shown: Option<(Band, Amount)>,
    /// `63 °C`; `–` for a system that is up and does not report it; empty where the state takes its place.
    pub value: String,
    /// One line: `fullest: media`, `last seen 44 °C`. May be empty.
    pub note: String,
    /// For the accessible name: `temperature 63 °C`. Empty if the name already contains it.
    pub spoken: String,
    /// The last hour, where it is known.
    pub spark: Option<Arc<Spark>>,
}

impl LensMark {
    pub fn band(&self) -> Option<Band> {
        self.shown.map(|(band, _)| band)
    }
}

/// Makes the mark of a device from what is known of its system and from its health.
pub type LensReader = dyn Fn(&Device, &Evidence, Health) -> Option<LensMark>;

#[cfg(test)]
mod tests;
