//! The text beside each device, in the column at the side of a rack.

use std::ops::Range;

use super::direction::turns_writing;
use super::flow::in_words;
use super::format;
use super::health::{Evidence, Health};
use super::layout::Device;
use super::lens::{Lens, read};
use super::monitor::Latency;
use super::monitor_view::LastCheck;
use super::view::SystemExtras;

/// The kind of text in the column, for all devices.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Annotation {
    /// No column.
    #[default]
    Nothing,
    Name,
    /// Its address, otherwise that of the agent it shows.
    Address,
    Notes,
    Tags,
    Cpu,
    Memory,
    /// The fullest file system.
    Disk,
    Temperature,
    Uptime,
    Load,
    Network,
    Gpu,
    Battery,
    /// Number of its failed services.
    FailedServices,
    /// The response time of its linked monitor.
    Latency,
    /// The packet loss of its linked monitor.
    Loss,
    /// Number of running containers.
    Containers,
}

impl Annotation {
    /// In menu order.
    pub const ALL: [Self; 18] = [
        Self::Nothing,
        Self::Name,
        Self::Address,
        Self::Notes,
        Self::Tags,
        Self::Cpu,
        Self::Memory,
        Self::Disk,
        Self::Temperature,
        Self::Load,
        Self::Network,
        Self::Gpu,
        Self::Battery,
        Self::Uptime,
        Self::FailedServices,
        Self::Latency,
        Self::Loss,
        Self::Containers,
    ];

    /// The groups of [`Self::ALL`] in the menu: the top level, and the folds below it.
    pub const IN_MENU: [(Option<&'static str>, Range<usize>); 3] = [
        (None, 0..5),
        (Some("Values"), 5..13),
        (Some("State and checks"), 13..18),
    ];

    /// The display name; in lower case, also the stored form.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Nothing => "Nothing",
            Self::Name => "Name",
            Self::Address => "Address",
            Self::Notes => "Notes",
            Self::Tags => "Tags",
            Self::Cpu => "CPU",
            Self::Memory => "Memory",
            Self::Disk => "Disk",
            Self::Temperature => "Temperature",
            Self::Uptime => "Uptime",
            Self::Load => "Load",
            Self::Network => "Network",
            Self::Gpu => "GPU",
            Self::Battery => "Battery",
            Self::FailedServices => "Failed services",
            Self::Latency => "Latency",
            Self::Loss => "Loss",
            Self::Containers => "Containers",
        }
    }

    /// The annotation with this name, ignoring case.
    pub fn named(name: &str) -> Option<Self> {
        let is_named = |one: &Self| one.name().eq_ignore_ascii_case(name);
        Self::ALL.into_iter().find(is_named)
    }

    /// Whether it shows live data, which changes by itself.
    pub const fn is_live(self) -> bool {
        matches!(self, Self::Uptime | Self::FailedServices | Self::Containers)
            || self.is_checked()
            || self.lens().is_some()
    }

    /// Whether it comes from a monitor.
    pub const fn is_checked(self) -> bool {
        matches!(self, Self::Latency | Self::Loss)
    }

    /// The lens that reads the value.
    const fn lens(self) -> Option<Lens> {
        Some(match self {
            Self::Cpu => Lens::Cpu,
            Self::Memory => Lens::Memory,
            Self::Disk => Lens::Disk,
            Self::Temperature => Lens::Temperature,
            Self::Load => Lens::Load,
            Self::Network => Lens::Network,
            Self::Gpu => Lens::Gpu,
            Self::Battery => Lens::Battery,
            Self::Nothing
            | Self::Name
            | Self::Address
            | Self::Notes
            | Self::Tags
            | Self::Uptime
            | Self::FailedServices
            | Self::Latency
            | Self::Loss
            | Self::Containers => {
                return None;
            }
        })
    }

    /// The text for a device, on one line; empty if there is nothing to show. Unverified values are replaced by a word for the state:
    /// `health`, which is that of the system, whatever decides the device's health. `check` is the last result of its monitor, if it has
    /// one.
    pub fn text(
        self,
        device: &Device,
        (evidence, health): (&Evidence, Health),
        extras: &SystemExtras,
        check: Option<LastCheck>,
    ) -> String {
        match self {
            Self::Nothing => String::new(),
            Self::Name => one_line(&device.name),
            Self::Notes => one_line(&device.notes),
            Self::Tags => device.tags.iter().collect::<Vec<_>>().join(", "),
            Self::Address if device.address.trim().is_empty() => {
                let host = evidence.system.map(|system| system.host.as_str());
                // A path is a socket on the hub's own machine.
                let host = host.filter(|host| !host.starts_with('/'));
                one_line(host.unwrap_or_default())
            }
            Self::Address => one_line(&device.address),
            checked if checked.is_checked() => checked.checked_text(check),
            value => value.live_text(device, (evidence, health), extras),
        }
    }

    /// The text for screen readers. Texts written by users are left unchanged.
    pub fn spoken(self, texts: &str) -> String {
        match self {
            Self::Network => in_words(texts),
            _ => texts.to_owned(),
        }
    }

    fn checked_text(self, check: Option<LastCheck>) -> String {
        let Some(check) = check else {
            return String::new();
        };
        if !check.health.is_verified() {
            return check.health.brief_word().to_owned();
        }
        let value = match self {
            Self::Loss => check.loss.map(format::percent),
            _ => check.latency.map(Latency::text),
        };
        value.unwrap_or_else(|| NOT_KNOWN.to_owned())
    }

    fn live_text(
        self,
        device: &Device,
        (evidence, health): (&Evidence, Health),
        extras: &SystemExtras,
    ) -> String {
        if device.system().is_none() {
            return String::new();
        }
        if !health.is_verified() {
            return health.brief_word().to_owned();
        }
        let metrics = evidence.system.map(|system| &system.metrics);
        let unit = evidence.criteria.preferences.network;
        let value = match (self, self.lens()) {
            (Self::Containers, _) => extras.containers_text(),
            (_, Some(lens)) => {
                let flow = extras.flow.filter(|_| lens == Lens::Network);
                let both = flow.map(|flow| flow.text(unit));
                both.or_else(|| read(lens, evidence, health).map(|mark| mark.value))
            }
            (Self::FailedServices, _) => {
                let services = metrics.and_then(|metrics| metrics.services);
                services.map(|services| match services.failed {
                    0 => "none failed".to_owned(),
                    failed => format!("{failed} failed"),
                })
            }
            _ => {
                let uptime = metrics.and_then(|metrics| metrics.uptime);
                uptime.map(format::uptime)
            }
        };
        value.unwrap_or_else(|| NOT_KNOWN.to_owned())
    }
}

/// Placeholder for a value that was not reported.
pub(super) const NOT_KNOWN: &str = "–";

/// Replaces line breaks, and characters that change the direction of surrounding text.
fn one_line(text: &str) -> String {
    let is_gap = |c: char| c.is_whitespace() || c.is_control() || turns_writing(c);
    let words: Vec<&str> = text.split(is_gap).filter(|word| !word.is_empty()).collect();
    words.join(" ")
}

#[cfg(test)]
mod tests;
