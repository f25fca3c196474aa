//! The columns of the table of systems.

use crate::domain::format::{DataUnit, TemperatureUnit};
use crate::domain::preferences::Preferences;

/// A column or sort order.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum FleetColumn {
    /// Has no cells of its own: the light is beside the name. Sorts the worst first.
    Status,
    Name,
    Place,
    Cpu,
    Memory,
    Disk,
    Temperature,
    Load,
    Network,
    Uptime,
    Gpu,
    Battery,
    Services,
    Agent,
    Reason,
    /// A sparkline of the chosen value. Cannot be sorted by.
    LastHour,
}

/// The units that the user prefers, as the headers show them.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct FleetUnits {
    pub temperature: TemperatureUnit,
    pub network: DataUnit,
}

impl From<Preferences> for FleetUnits {
    fn from(preferences: Preferences) -> Self {
        Self {
            temperature: preferences.temperature,
            network: preferences.network,
        }
    }
}

impl FleetColumn {
    /// All columns, in display order.
    const ALL: [Self; 16] = [
        Self::Status,
        Self::Name,
        Self::Place,
        Self::Cpu,
        Self::Memory,
        Self::Disk,
        Self::Temperature,
        Self::Load,
        Self::Network,
        Self::Uptime,
        Self::Gpu,
        Self::Battery,
        Self::Services,
        Self::Agent,
        Self::Reason,
        Self::LastHour,
    ];

    /// The columns that the table can be sorted by: all but the sparkline.
    pub const ORDERS: [Self; 15] = {
        let [orders @ .., _] = Self::ALL;
        orders
    };

    /// The columns that can be chosen: all but the light and the name, which are always present.
    pub const CHOICES: [Self; 14] = {
        let [_, _, choices @ ..] = Self::ALL;
        choices
    };

    /// The columns whose cells are words or numbers, for a file.
    pub fn in_words() -> impl Iterator<Item = Self> {
        let choices = Self::CHOICES.into_iter();
        choices.filter(|column| *column != Self::LastHour)
    }

    /// Its stored name, and its CSS class.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Status => "status",
            Self::Name => "name",
            Self::Place => "place",
            Self::Cpu => "cpu",
            Self::Memory => "memory",
            Self::Disk => "disk",
            Self::Temperature => "temperature",
            Self::Load => "load",
            Self::Network => "network",
            Self::Uptime => "uptime",
            Self::Gpu => "gpu",
            Self::Battery => "battery",
            Self::Services => "services",
            Self::Agent => "agent",
            Self::Reason => "reason",
            Self::LastHour => "last-hour",
        }
    }

    /// Its name on screen, where the unit does not matter.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Status => "Worst first",
            Self::Name => "System",
            Self::Place => "Place",
            Self::Cpu => "CPU",
            Self::Memory => "Memory",
            Self::Disk => "Fullest disk",
            Self::Temperature => "Temperature",
            Self::Load => "Load",
            Self::Network => "Network",
            Self::Uptime => "Uptime",
            Self::Gpu => "GPU",
            Self::Battery => "Battery",
            Self::Services => "Failed services",
            Self::Agent => "Agent",
            Self::Reason => "Reason",
            Self::LastHour => "Last hour",
        }
    }

    /// Its header, with the unit of its numbers.
    pub const fn header(self, units: FleetUnits) -> &'static str {
        match (self, units.temperature, units.network) {
            (Self::Cpu, ..) => "CPU %",
            (Self::Memory, ..) => "Memory %",
            (Self::Disk, ..) => "Disk %",
            (Self::Temperature, TemperatureUnit::Celsius, _) => "Temp °C",
            (Self::Temperature, TemperatureUnit::Fahrenheit, _) => "Temp °F",
            (Self::Network, _, DataUnit::Bytes) => "Net MB/s",
            (Self::Network, _, DataUnit::Bits) => "Net Mbps",
            (Self::Uptime, ..) => "Up",
            (Self::Gpu, ..) => "GPU %",
            (Self::Battery, ..) => "Battery %",
            (Self::Services, ..) => "Failed",
            _ => self.word(),
        }
    }

    /// Whether its cells are values of the last report.
    pub const fn is_value(self) -> bool {
        !matches!(
            self,
            Self::Status | Self::Name | Self::Place | Self::Agent | Self::Reason | Self::LastHour
        )
    }

    /// Whether its cells have a bar before the number.
    pub const fn has_bar(self) -> bool {
        matches!(self, Self::Cpu | Self::Memory | Self::Disk)
    }

    /// Whether the table is sorted by it in descending order at first.
    pub const fn is_usually_descending(self) -> bool {
        matches!(self, Self::Status) || (self.is_value() && !matches!(self, Self::Battery))
    }

    const fn is_usual(self) -> bool {
        !matches!(self, Self::Gpu | Self::Battery | Self::Services)
    }

    /// The default columns.
    pub fn usual() -> Vec<Self> {
        let choices = Self::CHOICES.into_iter();
        choices.filter(|column| column.is_usual()).collect()
    }

    /// Reads stored names of columns. Unknown ones are ignored.
    pub fn chosen<'a>(kept: impl Iterator<Item = &'a str>) -> Vec<Self> {
        let kept: Vec<&str> = kept.collect();
        let choices = Self::CHOICES.into_iter();
        choices
            .filter(|column| kept.contains(&column.as_str()))
            .collect()
    }

    /// Width in CSS pixels; the name and the reason also take the remaining room.
    pub const fn width(self) -> u16 {
        match self {
            Self::Status => 0,
            Self::Name => 168,
            Self::Place => 148,
            Self::Cpu | Self::Memory | Self::Disk => 98,
            Self::Temperature | Self::Network => 74,
            Self::Load | Self::Uptime | Self::Gpu | Self::Services => 66,
            Self::Battery | Self::Agent => 78,
            Self::LastHour => 110,
            Self::Reason => 220,
        }
    }

    /// Priority: where there is too little room, the lowest is dropped first.
    const fn need(self) -> u8 {
        match self {
            Self::Agent => 0,
            Self::Uptime => 1,
            Self::Services => 2,
            Self::Battery => 3,
            Self::Gpu => 4,
            Self::Network => 5,
            Self::Load => 6,
            Self::LastHour => 7,
            Self::Reason => 8,
            Self::Temperature => 9,
            Self::Disk => 10,
            Self::Memory => 11,
            Self::Place => 12,
            Self::Cpu | Self::Name | Self::Status => 13,
        }
    }

    /// The least width of a table with the name and these columns, in CSS pixels.
    pub fn least_width(columns: &[Self]) -> f64 {
        let widths = columns.iter().map(|column| f64::from(column.width()));
        f64::from(Self::Name.width()) + widths.sum::<f64>()
    }

    /// The columns that fit beside the name into `room`, in CSS pixels.
    pub fn fitting(columns: &[Self], room: f64) -> Vec<Self> {
        let mut fitting = columns.to_vec();
        while Self::least_width(&fitting) > room
            && let Some(least) = fitting.iter().copied().min_by_key(|column| column.need())
        {
            fitting.retain(|column| *column != least);
        }
        fitting
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_are_kept_by_name_and_give_way_where_there_is_no_room() {
        let usual = FleetColumn::usual();
        let names: Vec<&str> = usual.iter().map(|column| column.as_str()).collect();
        assert_eq!(FleetColumn::chosen(names.into_iter()), usual);
        let odd = ["cpu", "attic", "place", "cpu"];
        assert_eq!(
            FleetColumn::chosen(odd.into_iter()),
            [FleetColumn::Place, FleetColumn::Cpu]
        );
        assert_eq!(FleetColumn::fitting(&usual, 5_000.0), usual);
        let few = FleetColumn::fitting(&usual, 648.0);
        assert!(few.contains(&FleetColumn::Cpu) && few.contains(&FleetColumn::Place));
        assert!(!few.contains(&FleetColumn::Agent), "{few:?}");
        assert!(FleetColumn::fitting(&usual, 0.0).is_empty());
        assert!(FleetColumn::least_width(&few) <= 648.0);
        assert!(
            FleetColumn::least_width(&usual) > 648.0,
            "it scrolls sideways"
        );
    }
}
