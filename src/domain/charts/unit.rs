//! The units of charts, as the user wants them.

use super::ticks::{ValueAxis, percent_axis, plain_tick, value_axis};
use crate::domain::decimal::decimal;
use crate::domain::format::{self, DataUnit};
use crate::domain::preferences::Preferences;
use crate::domain::units::{BytesPerSecond, Celsius, Percent};

/// Unit of the values of a chart.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ChartUnit {
    Percent,
    Bytes,
    /// Bytes per second through the network.
    Network,
    /// Bytes per second to and from disks.
    Disk,
    /// Degrees Celsius.
    Temperature,
    Plain,
    Watts,
    /// Revolutions per minute.
    Revolutions,
    Milliseconds,
}

impl ChartUnit {
    /// The unit of the plain numbers, as the hub reports them; empty where they have none.
    pub const fn symbol(self) -> &'static str {
        match self {
            Self::Percent => "%",
            Self::Bytes => "B",
            Self::Network | Self::Disk => "B/s",
            Self::Temperature => "°C",
            Self::Plain => "",
            Self::Watts => "W",
            Self::Revolutions => "rpm",
            Self::Milliseconds => "ms",
        }
    }

    /// A value with its unit: `71 %`, `41.0 MB/s`.
    pub fn words(self, value: f64, preferences: &Preferences) -> String {
        match self {
            Self::Percent => format::percent(Percent::new(value).unwrap_or_default()),
            Self::Bytes => format::bytes(value),
            Self::Network => format::rate(BytesPerSecond(value), preferences.network),
            Self::Disk => format::rate(BytesPerSecond(value), preferences.disk),
            Self::Temperature => {
                format::temperature(Celsius(value as f32), preferences.temperature)
            }
            Self::Plain => decimal(value, if value < 10.0 { 2 } else { 1 }),
            Self::Watts => format!("{} W", decimal(value, if value < 10.0 { 1 } else { 0 })),
            Self::Revolutions => format!("{} rpm", decimal(value, 0)),
            Self::Milliseconds => {
                format!("{} ms", decimal(value, if value < 10.0 { 2 } else { 0 }))
            }
        }
    }

    /// A limit with its unit, as the user has set it: `95.5 %`.
    pub fn limit(self, value: f64, preferences: &Preferences) -> String {
        match self {
            Self::Percent => format!("{} %", format::plain(value)),
            Self::Temperature => format::temperature_limit(value, preferences.temperature),
            _ => self.words(value, preferences),
        }
    }

    /// A value without its unit if all values of a chart share it; else with it.
    pub fn number(self, value: f64, preferences: &Preferences) -> String {
        let words = self.words(value, preferences);
        match self {
            Self::Bytes | Self::Network | Self::Disk => words,
            _ => match words.split_once(' ') {
                Some((number, _)) => number.to_owned(),
                None => words,
            },
        }
    }

    /// The axis that holds these values.
    pub fn axis(self, least: f64, greatest: f64, preferences: &Preferences) -> ValueAxis {
        match self {
            Self::Percent => percent_axis(greatest),
            Self::Temperature => {
                let shown = |value| preferences.temperature.of(value);
                let axis = value_axis(shown(least), shown(greatest), 10.0, false);
                // Lines are at round numbers in the displayed unit, positions in degrees Celsius.
                let scale = shown(1.0) - shown(0.0);
                let back = |value: f64| (value - shown(0.0)) / scale;
                ValueAxis {
                    bottom: back(axis.bottom),
                    top: back(axis.top),
                    ticks: axis.ticks.into_iter().map(back).collect(),
                }
            }
            Self::Bytes => value_axis(least, greatest, 1024.0, true),
            Self::Network | Self::Disk => match self.data_unit(preferences) {
                DataUnit::Bytes => value_axis(least, greatest, 1024.0, true),
                DataUnit::Bits => {
                    let axis = value_axis(least * 8.0, greatest * 8.0, 10.0, true);
                    ValueAxis {
                        bottom: axis.bottom / 8.0,
                        top: axis.top / 8.0,
                        ticks: axis.ticks.into_iter().map(|tick| tick / 8.0).collect(),
                    }
                }
            },
            Self::Plain | Self::Watts | Self::Milliseconds | Self::Revolutions => {
                value_axis(least, greatest, 10.0, true)
            }
        }
    }

    /// The short label of a line of the axis: `50`, `20 M`.
    pub fn tick(self, value: f64, axis: &ValueAxis, preferences: &Preferences) -> String {
        let step = match axis.ticks[..] {
            [first, second, ..] => second - first,
            _ => 1.0,
        };
        match self {
            Self::Bytes => data_tick(value, step, 1024.0),
            Self::Network | Self::Disk => match self.data_unit(preferences) {
                DataUnit::Bytes => data_tick(value, step, 1024.0),
                DataUnit::Bits => data_tick(value * 8.0, step * 8.0, 1000.0),
            },
            Self::Temperature => plain_tick(preferences.temperature.of(value), step),
            _ => plain_tick(value, step),
        }
    }

    /// The unit shown after the title, as the lines of the axis do not show it.
    pub const fn title(self, preferences: &Preferences) -> &'static str {
        match self {
            Self::Percent => "%",
            Self::Bytes => "B",
            Self::Network | Self::Disk => match self.data_unit(preferences) {
                DataUnit::Bytes => "B/s",
                DataUnit::Bits => "bit/s",
            },
            Self::Temperature => preferences.temperature.symbol(),
            Self::Plain => "",
            Self::Watts => "W",
            Self::Revolutions => "rpm",
            Self::Milliseconds => "ms",
        }
    }

    const fn data_unit(self, preferences: &Preferences) -> DataUnit {
        match self {
            Self::Disk => preferences.disk,
            _ => preferences.network,
        }
    }
}

/// `0`, `512`, `20 M`, `1.5 G`.
fn data_tick(value: f64, step: f64, base: f64) -> String {
    let mut scale = 1.0;
    for letter in ["", "K", "M", "G", "T", "P"] {
        if value.abs() < base * scale * 0.999 || letter == "P" {
            let number = plain_tick(value / scale, (step / scale).max(0.01));
            return if letter.is_empty() || value == 0.0 {
                number
            } else {
                format!("{number} {letter}")
            };
        }
        scale *= base;
    }
    String::new()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::format::TemperatureUnit;

    fn ticks(unit: ChartUnit, greatest: f64, preferences: &Preferences) -> Vec<String> {
        let axis = unit.axis(0.0, greatest, preferences);
        let ticks = axis.ticks.iter();
        ticks
            .map(|tick| unit.tick(*tick, &axis, preferences))
            .collect()
    }

    #[test]
    fn lines_are_round_in_the_users_units() {
        let usual = Preferences::default();
        let megabyte = 1024.0 * 1024.0;
        assert_eq!(
            ticks(ChartUnit::Network, 81.0 * megabyte, &usual),
            ["0", "50 M", "100 M"]
        );
        assert_eq!(ticks(ChartUnit::Percent, 3.0, &usual), ["0", "2.5", "5"]);
        assert_eq!(ticks(ChartUnit::Percent, 60.0, &usual), ["0", "50", "100"]);
        let bits = Preferences {
            network: DataUnit::Bits,
            temperature: TemperatureUnit::Fahrenheit,
            ..usual
        };
        assert_eq!(ticks(ChartUnit::Network, 1e6, &bits), ["0", "5 M", "10 M"]);
        let axis = ChartUnit::Temperature.axis(30.0, 60.0, &bits);
        let shown: Vec<String> = axis
            .ticks
            .iter()
            .map(|tick| ChartUnit::Temperature.tick(*tick, &axis, &bits))
            .collect();
        assert_eq!(shown, ["80", "100", "120", "140"]);
    }

    #[test]
    fn words_have_a_unit_and_numbers_none() {
        let usual = Preferences::default();
        assert_eq!(ChartUnit::Percent.words(71.2, &usual), "71 %");
        assert_eq!(ChartUnit::Percent.number(71.2, &usual), "71");
        assert_eq!(ChartUnit::Temperature.number(47.0, &usual), "47");
        assert_eq!(ChartUnit::Milliseconds.words(1.5, &usual), "1.5 ms");
        assert_eq!(ChartUnit::Percent.limit(95.5, &usual), "95.5 %");
        assert_eq!(ChartUnit::Percent.limit(80.0, &usual), "80 %");
        assert_eq!(ChartUnit::Temperature.limit(75.5, &usual), "75.5 °C");
    }
}
