//! What is typed for an alert: shown and read in the user's units, and set in the hub's.

use super::alert_rules::{AlertKind, AlertSetting, Limits, MINUTES, TEMPERATURE_ALERT};
use super::format::{self, TemperatureUnit};

/// A threshold in degrees Fahrenheit is set in so many parts of a degree Celsius that it is shown as it was typed.
const PARTS_OF_A_DEGREE: f64 = 10_000.0;

impl AlertKind {
    /// The unit in which its threshold is shown and typed, where that is a temperature.
    fn degrees(&self, unit: TemperatureUnit) -> Option<TemperatureUnit> {
        (self.name == TEMPERATURE_ALERT).then_some(unit)
    }

    /// Its thresholds in the user's unit, in whole degrees.
    pub fn shown_limits(&self, unit: TemperatureUnit) -> Option<Limits> {
        let limits = self.limits?;
        let Some(unit) = self.degrees(unit) else {
            return Some(limits);
        };
        Some(Limits {
            unit: unit.symbol(),
            least: unit.of(limits.least).ceil(),
            most: unit.of(limits.most).floor(),
            usual: unit.of(limits.usual).round(),
            ..limits
        })
    }

    /// A threshold as it is shown in the form.
    pub fn shown_value(&self, value: f64, unit: TemperatureUnit) -> String {
        let unit = self.degrees(unit);
        format::plain(unit.map_or(value, |unit| unit.of(value)))
    }
}

/// Why an alert cannot be set as it was typed.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum DraftProblem {
    Threshold { least: f64, most: f64 },
    Minutes { least: u32, most: u32 },
}

impl DraftProblem {
    pub fn words(self) -> String {
        match self {
            Self::Threshold { least, most } => format!(
                "Give a threshold from {} to {}.",
                format::plain(least),
                format::plain(most)
            ),
            Self::Minutes { least, most } => format!("Give {least} to {most} minutes."),
        }
    }
}

/// Reads what was typed for an alert of a kind: its threshold, as the hub has it, and its minutes. A threshold that is as it was `set` stays
/// exactly so.
pub fn read_draft(
    kind: &AlertKind,
    unit: TemperatureUnit,
    set: Option<&AlertSetting>,
    value: &str,
    minutes: &str,
) -> Result<(f64, u32), DraftProblem> {
    let value = match kind.shown_limits(unit) {
        None => 0.0,
        Some(limits) => {
            let number = |text: &str| text.trim().replace(',', ".").parse::<f64>().ok();
            let typed = number(value);
            let unchanged = set.filter(|set| typed == number(&kind.shown_value(set.value, unit)));
            match unchanged {
                Some(set) => set.value,
                None => {
                    let allowed = limits.least..=limits.most;
                    let typed = typed.filter(|typed| allowed.contains(typed));
                    let typed = typed.ok_or(DraftProblem::Threshold {
                        least: limits.least,
                        most: limits.most,
                    })?;
                    of_hub(kind.degrees(unit), typed)
                }
            }
        }
    };
    let (least, most, _) = MINUTES;
    let typed = minutes.trim().parse::<u32>().ok();
    let minutes = typed
        .filter(|typed| (least..=most).contains(typed))
        .ok_or(DraftProblem::Minutes { least, most })?;
    Ok((value, minutes))
}

fn of_hub(unit: Option<TemperatureUnit>, typed: f64) -> f64 {
    let celsius = unit.map_or(typed, |unit| unit.to_celsius(typed));
    (celsius * PARTS_OF_A_DEGREE).round() / PARTS_OF_A_DEGREE
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::alert_rules::{kind_of, value_words};
    use crate::domain::charts::unit::ChartUnit;
    use crate::domain::ids::SystemId;
    use crate::domain::preferences::Preferences;

    const CELSIUS: TemperatureUnit = TemperatureUnit::Celsius;
    const FAHRENHEIT: TemperatureUnit = TemperatureUnit::Fahrenheit;

    fn read(name: &str, value: &str, minutes: &str) -> Result<(f64, u32), DraftProblem> {
        let kind = kind_of(name).expect("a kind");
        read_draft(kind, CELSIUS, None, value, minutes)
    }

    fn set(value: f64) -> AlertSetting {
        AlertSetting {
            system: SystemId::new("s"),
            name: TEMPERATURE_ALERT.to_owned(),
            value,
            minutes: 10,
            triggered: false,
            updated: None,
        }
    }

    #[test]
    fn drafts_are_held_to_the_limits() {
        assert_eq!(read("CPU", " 80 ", "10"), Ok((80.0, 10)));
        for typed in ["0", "100", "", "NaN", "inf", "-1", "x"] {
            let result = read("CPU", typed, "10");
            let is_refused = matches!(result, Err(DraftProblem::Threshold { .. }));
            assert!(is_refused, "{typed}");
        }
        for typed in ["0", "61", "", "1.5"] {
            let result = read("CPU", "80", typed);
            let is_refused = matches!(result, Err(DraftProblem::Minutes { .. }));
            assert!(is_refused, "{typed}");
        }
        assert_eq!(read("LoadAvg1", "2,5", "1"), Ok((2.5, 1)));
        assert_eq!(read("Status", "", "3"), Ok((0.0, 3)));
    }

    #[test]
    fn temperatures_are_typed_in_the_users_unit_and_set_in_celsius() {
        let kind = kind_of(TEMPERATURE_ALERT).expect("a kind");
        let read = |unit, typed| read_draft(kind, unit, None, typed, "10").map(|(value, _)| value);
        let limits = kind.shown_limits(FAHRENHEIT).expect("limits");
        let shown = (limits.unit, limits.least, limits.most, limits.usual);
        assert_eq!(shown, ("°F", 34.0, 210.0, 176.0));
        assert_eq!(kind.shown_value(75.0, FAHRENHEIT), "167");
        assert_eq!(read(FAHRENHEIT, "167"), Ok(75.0));
        assert_eq!(read(CELSIUS, "75"), Ok(75.0));
        let refused = DraftProblem::Threshold {
            least: 34.0,
            most: 210.0,
        };
        for typed in ["33", "211"] {
            assert_eq!(read(FAHRENHEIT, typed), Err(refused), "{typed}");
        }
        assert_eq!(refused.words(), "Give a threshold from 34 to 210.");
        // Other thresholds do not know that unit.
        let cpu = kind_of("CPU").expect("a kind");
        assert_eq!(cpu.shown_limits(FAHRENHEIT), cpu.limits);
        assert_eq!(cpu.shown_value(80.0, FAHRENHEIT), "80");
        assert_eq!(
            read_draft(cpu, FAHRENHEIT, None, "80", "10"),
            Ok((80.0, 10))
        );
    }

    #[test]
    fn every_degree_is_shown_everywhere_as_it_was_typed() {
        let kind = kind_of(TEMPERATURE_ALERT).expect("a kind");
        let american = Preferences {
            temperature: FAHRENHEIT,
            ..Preferences::default()
        };
        for typed in 34..=210 {
            let typed = typed.to_string();
            let read = read_draft(kind, FAHRENHEIT, None, &typed, "10");
            let (value, _) = read.expect("a threshold");
            assert_eq!(kind.shown_value(value, FAHRENHEIT), typed);
            let words = format!("{typed} °F");
            assert_eq!(value_words(TEMPERATURE_ALERT, value, &american), words);
            assert_eq!(ChartUnit::Temperature.limit(value, &american), words);
        }
    }

    #[test]
    fn a_threshold_that_is_not_touched_stays_as_the_hub_has_it() {
        let kind = kind_of(TEMPERATURE_ALERT).expect("a kind");
        for value in [78.0, 77.777, 99.0, 0.5] {
            let shown = kind.shown_value(value, FAHRENHEIT);
            let read = read_draft(kind, FAHRENHEIT, Some(&set(value)), &shown, "5");
            assert_eq!(read, Ok((value, 5)), "{shown}");
        }
        let changed = read_draft(kind, FAHRENHEIT, Some(&set(78.0)), "176", "5");
        assert_eq!(changed, Ok((80.0, 5)));
    }
}
