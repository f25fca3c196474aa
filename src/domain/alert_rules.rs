//! The alerts that a user sets on a system: what they watch, between which limits, and which are recommended.

use super::format::DataUnit;
use super::health::LOSS_ALERT;
use super::ids::SystemId;
use super::preferences::Preferences;
use super::units::{BytesPerSecond, Millis};

/// An alert as it is set. Its name is the hub's: `CPU`, `Memory`, `Status` and others.
#[derive(Clone, Debug, PartialEq)]
pub struct AlertSetting {
    pub system: SystemId,
    pub name: String,
    /// In the hub's unit for that name, whatever units the user likes.
    pub value: f64,
    /// For how long it must hold before it triggers.
    pub minutes: u32,
    pub triggered: bool,
    /// When it last changed.
    pub updated: Option<Millis>,
}

/// What an alert can watch.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct AlertKind {
    /// The hub's name for it.
    pub name: &'static str,
    pub label: &'static str,
    /// `None` for an alert without a threshold.
    pub limits: Option<Limits>,
    /// Whether it triggers below the threshold instead of above.
    pub below: bool,
}

/// The thresholds that the hub's own page allows.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Limits {
    pub unit: &'static str,
    pub least: f64,
    pub most: f64,
    pub step: f64,
    pub usual: f64,
}

const fn percent(usual: f64) -> Option<Limits> {
    limits("%", 1.0, 99.0, 1.0, usual)
}

const fn limits(
    unit: &'static str,
    least: f64,
    most: f64,
    step: f64,
    usual: f64,
) -> Option<Limits> {
    Some(Limits {
        unit,
        least,
        most,
        step,
        usual,
    })
}

const fn kind(name: &'static str, label: &'static str, limits: Option<Limits>) -> AlertKind {
    AlertKind {
        name,
        label,
        limits,
        below: false,
    }
}

/// The alert whose threshold the hub has in °C, whatever unit the user likes.
pub const TEMPERATURE_ALERT: &str = "Temperature";

const LOAD: Option<Limits> = limits("", 0.1, 100.0, 0.1, 10.0);

/// The kinds that hubs up to 0.18 know, which can be set on any hub. Newer hubs have more; most of those are shown by their names.
pub const KINDS: [AlertKind; 11] = [
    kind("Status", "System is down", None),
    kind("CPU", "CPU", percent(80.0)),
    kind("Memory", "Memory", percent(80.0)),
    kind("Disk", "Disk", percent(80.0)),
    kind(
        TEMPERATURE_ALERT,
        "Temperature",
        limits("°C", 1.0, 99.0, 1.0, 80.0),
    ),
    kind(
        "Bandwidth",
        "Network",
        limits("MB/s", 1.0, 250.0, 1.0, 80.0),
    ),
    kind("GPU", "GPU", percent(80.0)),
    kind("LoadAvg1", "Load over 1 min", LOAD),
    kind("LoadAvg5", "Load over 5 min", LOAD),
    kind("LoadAvg15", "Load over 15 min", LOAD),
    AlertKind {
        below: true,
        ..kind("Battery", "Battery", percent(20.0))
    },
];

/// Kinds that only newer hubs know: shown in words but not offered, as an older hub would refuse them.
const NEWER: [AlertKind; 1] = [kind(LOSS_ALERT, "Loss of a monitor", percent(10.0))];

/// Minutes for which an alert must hold: minimum, maximum and default.
pub const MINUTES: (u32, u32, u32) = (1, 60, 10);

/// What every machine should have: name and threshold.
pub const RECOMMENDED: [(&str, f64); 4] = [
    ("Status", 0.0),
    ("CPU", 80.0),
    ("Memory", 90.0),
    ("Disk", 85.0),
];

pub fn kind_of(name: &str) -> Option<&'static AlertKind> {
    KINDS.iter().chain(&NEWER).find(|kind| kind.name == name)
}

/// The label of an alert. One that only a newer hub knows keeps the hub's name.
pub fn label(name: &str) -> &str {
    kind_of(name).map_or(name, |kind| kind.label)
}

/// A threshold or a measured value, in the unit of that alert that the user prefers: `91 %`, `167 °F`.
pub fn value_words(name: &str, value: f64, preferences: &Preferences) -> String {
    match (name, preferences.network) {
        (TEMPERATURE_ALERT, _) => {
            return super::format::temperature_limit(value, preferences.temperature);
        }
        ("Bandwidth", DataUnit::Bits) => {
            let flow = BytesPerSecond(value * 1024.0 * 1024.0);
            return super::format::rate(flow, DataUnit::Bits);
        }
        _ => {}
    }
    let unit = kind_of(name).and_then(|kind| kind.limits);
    let unit = unit.map_or("", |limits| limits.unit);
    let space = if unit.is_empty() { "" } else { " " };
    format!("{}{space}{unit}", super::format::plain(value))
}

/// The recommended alerts that a system lacks. Existing ones stay as the user has set them.
pub fn missing(rules: &[AlertSetting]) -> Vec<(&'static str, f64)> {
    let is_missing = |name: &str| rules.iter().all(|rule| rule.name != name);
    RECOMMENDED
        .into_iter()
        .filter(|(name, _)| is_missing(name))
        .collect()
}

/// `CPU above 80 % for 10 min`.
pub fn words(name: &str, value: f64, minutes: u32, preferences: &Preferences) -> String {
    let lasting = match minutes {
        0 => String::new(),
        minutes => format!(" for {minutes} min"),
    };
    let Some(kind) = kind_of(name) else {
        return format!("{name}{lasting}");
    };
    if kind.limits.is_none() {
        return format!("{}{lasting}", kind.label);
    }
    let side = if kind.below { "below" } else { "above" };
    let value = value_words(name, value, preferences);
    format!("{} {side} {value}{lasting}", kind.label)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::format::TemperatureUnit;

    fn words(name: &str, value: f64, minutes: u32) -> String {
        super::words(name, value, minutes, &Preferences::default())
    }

    fn rule(name: &str) -> AlertSetting {
        AlertSetting {
            system: SystemId::new("s"),
            name: name.to_owned(),
            value: 50.0,
            minutes: 10,
            triggered: false,
            updated: None,
        }
    }

    #[test]
    fn limits_are_in_the_units_of_the_user() {
        let american = Preferences {
            temperature: TemperatureUnit::Fahrenheit,
            network: DataUnit::Bits,
            ..Preferences::default()
        };
        let said = |name, value| super::words(name, value, 0, &american);
        assert_eq!(said("Temperature", 75.0), "Temperature above 167 °F");
        assert_eq!(said("Bandwidth", 2.0), "Network above 16.8 Mbps");
        assert_eq!(words("Temperature", 75.0, 0), "Temperature above 75 °C");
        assert_eq!(words("Bandwidth", 2.0, 0), "Network above 2 MB/s");
    }

    #[test]
    fn rules_are_said_in_words() {
        assert_eq!(words("CPU", 80.0, 10), "CPU above 80 % for 10 min");
        assert_eq!(words("Battery", 20.0, 1), "Battery below 20 % for 1 min");
        assert_eq!(
            words("LoadAvg5", 2.5, 5),
            "Load over 5 min above 2.5 for 5 min"
        );
        assert_eq!(words("Status", 0.0, 2), "System is down for 2 min");
        assert_eq!(words("ContainerHealth", 3.0, 0), "ContainerHealth");
        assert_eq!(
            words(LOSS_ALERT, 10.0, 10),
            "Loss of a monitor above 10 % for 10 min"
        );
    }

    #[test]
    fn only_what_is_missing_is_recommended() {
        let have = [rule("CPU"), rule("Status")];
        assert_eq!(missing(&have), [("Memory", 90.0), ("Disk", 85.0)]);
        assert_eq!(missing(&[]).len(), 4);
    }
}
