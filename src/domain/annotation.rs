//! What stands beside each device of a rack, in the column at the rack's side.

use super::direction::turns_writing;
use super::format;
use super::health::{Evidence, Health};
use super::layout::Device;
use super::lens::{Lens, read};

/// One kind of text for all devices.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Annotation {
    /// There is no column.
    #[default]
    Nothing,
    Name,
    /// Its address, else that of the agent it shows.
    Address,
    Notes,
    Tags,
    Cpu,
    Memory,
    /// The fullest of all file systems.
    Disk,
    Temperature,
    Uptime,
    Load,
    Network,
    Gpu,
    Battery,
}

impl Annotation {
    /// In the order of menus.
    pub const ALL: [Self; 14] = [
        Self::Nothing,
        Self::Name,
        Self::Address,
        Self::Notes,
        Self::Tags,
        Self::Cpu,
        Self::Memory,
        Self::Disk,
        Self::Temperature,
        Self::Uptime,
        Self::Load,
        Self::Network,
        Self::Gpu,
        Self::Battery,
    ];

    /// How many of [`Self::ALL`] stand at the top level of the menu, before the fold with the others.
    pub const AT_TOP: usize = 7;

    /// As it is shown and, in lower case, kept.
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
        }
    }

    /// The one of that name in any case.
    pub fn named(name: &str) -> Option<Self> {
        let is_named = |one: &Self| one.name().eq_ignore_ascii_case(name);
        Self::ALL.into_iter().find(is_named)
    }

    /// Whether it is a value of the system that the device shows, and so changes by itself.
    pub const fn is_live(self) -> bool {
        matches!(self, Self::Uptime) || self.lens().is_some()
    }

    /// What reads the value.
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
            | Self::Uptime => {
                return None;
            }
        })
    }

    /// The text of a device, on one line; empty where there is nothing to say. A number that is not vouched for is not shown: in its
    /// place stands the state.
    pub fn text(self, device: &Device, evidence: &Evidence, health: Health) -> String {
        match self {
            Self::Nothing => String::new(),
            Self::Name => one_line(&device.name),
            Self::Notes => one_line(&device.notes),
            Self::Tags => device.tags.iter().collect::<Vec<_>>().join(", "),
            Self::Address if device.address.trim().is_empty() => {
                let host = evidence.system.map(|system| system.host.as_str());
                // A path names a socket on the hub's own machine.
                let host = host.filter(|host| !host.starts_with('/'));
                one_line(host.unwrap_or_default())
            }
            Self::Address => one_line(&device.address),
            value => value.live_text(device, evidence, health),
        }
    }

    fn live_text(self, device: &Device, evidence: &Evidence, health: Health) -> String {
        if device.system().is_none() {
            return String::new();
        }
        if !health.is_verified() {
            return health.brief_word().to_owned();
        }
        let value = match self.lens() {
            Some(lens) => read(lens, evidence, health).map(|mark| mark.value),
            None => {
                let uptime = evidence.system.and_then(|system| system.metrics.uptime);
                uptime.map(format::uptime)
            }
        };
        value.unwrap_or_else(|| "–".to_owned())
    }
}

/// Without line breaks and without what turns the direction of the text around it.
fn one_line(text: &str) -> String {
    let is_gap = |c: char| c.is_whitespace() || c.is_control() || turns_writing(c);
    let words: Vec<&str> = text.split(is_gap).filter(|word| !word.is_empty()).collect();
    words.join(" ")
}

#[cfg(test)]
mod tests;
