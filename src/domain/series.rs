//! A system's values over time, as charts need them.

pub mod columns;
pub mod repeat_timer;
pub mod rows;
pub mod seconds;

use super::plausible::Plausible;
use super::system::Metrics;
use super::units::{Bytes, BytesPerSecond, Celsius, Millis, Percent};

const MINUTE: i64 = 60_000;
const HOUR: i64 = 60 * MINUTE;

/// How far back a chart goes. The hub keeps one type of averaged rows for each.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Range {
    #[default]
    Hour,
    HalfDay,
    Day,
    Week,
    Month,
}

impl Range {
    pub const ALL: [Self; 5] = [
        Self::Hour,
        Self::HalfDay,
        Self::Day,
        Self::Week,
        Self::Month,
    ];

    /// The hub's name for the rows of this range, hub 0.12 to 0.20.
    pub const fn record_type(self) -> &'static str {
        match self {
            Self::Hour => "1m",
            Self::HalfDay => "10m",
            Self::Day => "20m",
            Self::Week => "120m",
            Self::Month => "480m",
        }
    }

    /// Milliseconds from one row to the next.
    pub const fn step(self) -> i64 {
        match self {
            Self::Hour => MINUTE,
            Self::HalfDay => 10 * MINUTE,
            Self::Day => 20 * MINUTE,
            Self::Week => 2 * HOUR,
            Self::Month => 8 * HOUR,
        }
    }

    /// Milliseconds from the oldest row to now.
    pub const fn span(self) -> i64 {
        match self {
            Self::Hour => HOUR,
            Self::HalfDay => 12 * HOUR,
            Self::Day => 24 * HOUR,
            Self::Week => 7 * 24 * HOUR,
            Self::Month => 30 * 24 * HOUR,
        }
    }

    /// In the address.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Hour => "1h",
            Self::HalfDay => "12h",
            Self::Day => "24h",
            Self::Week => "1w",
            Self::Month => "30d",
        }
    }

    /// Whether its rows are averages over a step; else each is the value of a moment.
    pub const fn is_averaged(self) -> bool {
        !matches!(self, Self::Hour)
    }

    /// Whether nothing is known between two neighboring rows: a line must not join them.
    pub const fn is_gap(self, earlier: Millis, later: Millis) -> bool {
        later.since(earlier) > self.step() + self.step() / 2
    }
}

/// One row: the values of a moment, or their averages over a step. A missing one was not reported.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Sample {
    /// The end of the step, by the hub's clock; of a live sample, when it arrived.
    pub at: Millis,
    pub cpu: Option<Percent>,
    /// The highest within the step; averaged rows only.
    pub cpu_peak: Option<Percent>,
    /// Percentages of user, system, iowait, steal and idle; newer hubs may add more. Hub 0.15.3 and newer.
    pub cpu_shares: Vec<f32>,
    /// Percentage of each core. Hub 0.15.3 and newer.
    pub cores: Vec<f32>,
    pub memory: Option<Percent>,
    /// The highest within the step; averaged rows only.
    pub memory_peak: Option<Percent>,
    pub memory_used: Option<Bytes>,
    pub memory_total: Option<Bytes>,
    /// Caches and buffers.
    pub memory_cached: Option<Bytes>,
    /// ZFS cache (ARC), which is not part of the used memory.
    pub memory_arc: Option<Bytes>,
    pub swap_used: Option<Bytes>,
    pub swap_total: Option<Bytes>,
    /// Usage of the root disk.
    pub disk: Option<Percent>,
    pub disk_used: Option<Bytes>,
    pub disk_total: Option<Bytes>,
    pub disk_read: Option<BytesPerSecond>,
    pub disk_write: Option<BytesPerSecond>,
    /// The highest within the step; averaged rows only. So are the other peaks.
    pub disk_read_peak: Option<BytesPerSecond>,
    pub disk_write_peak: Option<BytesPerSecond>,
    pub disk_load: Option<DiskLoad>,
    pub sent: Option<BytesPerSecond>,
    pub received: Option<BytesPerSecond>,
    pub sent_peak: Option<BytesPerSecond>,
    pub received_peak: Option<BytesPerSecond>,
    /// Network interfaces. Hub 0.12.8 and newer.
    pub interfaces: Vec<InterfaceSample>,
    /// Load averages over 1, 5 and 15 minutes.
    pub load: Option<[f32; 3]>,
    /// Temperature of the hottest sensor.
    pub temperature: Option<Celsius>,
    /// Every sensor by name.
    pub sensors: Vec<(String, Celsius)>,
    /// Every fan by name, in revolutions per minute. Hub 0.18.8 and newer.
    pub fans: Vec<(String, f32)>,
    pub gpus: Vec<GpuSample>,
    /// The disks besides the root disk.
    pub extra_disks: Vec<DiskSample>,
    /// Charge of the main battery; if none is named so, of the emptiest.
    pub battery: Option<Percent>,
    /// Every battery by name. Hub 0.18.8 and newer.
    pub batteries: Vec<(String, Percent)>,
}

/// How busy a disk is. Hub 0.18.7 and newer.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct DiskLoad {
    /// Share of the time with requests in progress, in percent.
    pub busy: f32,
    /// Mean time of a read, in milliseconds.
    pub read_wait: f32,
    /// Mean time of a write, in milliseconds.
    pub write_wait: f32,
    /// Mean number of requests queued or in progress.
    pub queue: f32,
}

impl DiskLoad {
    /// For milliseconds and numbers of requests.
    pub const PLAUSIBLE: Plausible = Plausible::within(0.0, 10_000_000.0);
}

/// One network interface at a moment.
#[derive(Clone, Debug, PartialEq)]
pub struct InterfaceSample {
    pub name: String,
    pub sent: BytesPerSecond,
    pub received: BytesPerSecond,
}

impl Sample {
    /// Revolutions of a fan per minute; an unreadable fan reports 65,535.
    pub const FAN: Plausible = Plausible::within(0.0, 60_000.0);
}

/// One graphics card at a moment.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct GpuSample {
    pub name: String,
    pub usage: Option<Percent>,
    pub memory_used: Option<Bytes>,
    pub memory_total: Option<Bytes>,
    /// Watts.
    pub power: Option<f32>,
    /// How busy each engine is. Hub 0.12.10 and newer.
    pub engines: Vec<(String, Percent)>,
}

impl GpuSample {
    /// Watts.
    pub const POWER: Plausible = Plausible::within(0.0, 100_000.0);
}

/// One disk besides the root disk at a moment.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct DiskSample {
    pub name: String,
    pub used: Option<Bytes>,
    pub total: Option<Bytes>,
    pub read: Option<BytesPerSecond>,
    pub write: Option<BytesPerSecond>,
    pub read_peak: Option<BytesPerSecond>,
    pub write_peak: Option<BytesPerSecond>,
    pub load: Option<DiskLoad>,
}

/// What the containers of a system used at a moment.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct ContainerSample {
    pub at: Millis,
    pub containers: Vec<ContainerUse>,
}

/// One container at a moment. Identified by name: the hub's rows have no id.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct ContainerUse {
    pub name: String,
    /// Share of the whole machine.
    pub cpu: Option<Percent>,
    pub memory: Option<Bytes>,
    pub sent: Option<BytesPerSecond>,
    pub received: Option<BytesPerSecond>,
}

/// One second of a system that is followed live. The hub sends no timestamp with it.
#[derive(Clone, Debug, PartialEq)]
pub struct LiveSample {
    pub metrics: Metrics,
    pub sample: Sample,
    pub containers: Vec<ContainerUse>,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_range_has_sixty_to_ninety_rows() {
        for range in Range::ALL {
            assert!(
                (60..=90).contains(&(range.span() / range.step())),
                "{range:?}"
            );
        }
    }

    #[test]
    fn a_missing_row_breaks_the_line() {
        assert!(
            !Range::Hour.is_gap(Millis(0), Millis(90_000))
                && Range::Hour.is_gap(Millis(0), Millis(90_001))
        );
    }
}
