//! The alert rules that a user has set.

use super::models::Model;

/// The value that an alert watches.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Watched {
    Status,
    Cpu,
    Memory,
    Disk,
    Temperature,
    Bandwidth,
    Gpu,
    Battery,
    /// A load average: 0, 1 and 2 are those over 1, 5 and 15 minutes.
    Load(usize),
}

/// The hub's names of the values.
const WORDS: [(&str, Watched); 11] = [
    ("Status", Watched::Status),
    ("CPU", Watched::Cpu),
    ("Memory", Watched::Memory),
    ("Disk", Watched::Disk),
    ("Temperature", Watched::Temperature),
    ("Bandwidth", Watched::Bandwidth),
    ("GPU", Watched::Gpu),
    ("Battery", Watched::Battery),
    ("LoadAvg1", Watched::Load(0)),
    ("LoadAvg5", Watched::Load(1)),
    ("LoadAvg15", Watched::Load(2)),
];

/// The condition of an alert.
#[derive(Clone, Debug)]
pub struct AlertRule {
    pub(super) watched: Watched,
    pub(super) name: &'static str,
    pub(super) threshold: f64,
    pub(super) minutes: i64,
}

impl AlertRule {
    /// `None` for a name that these machines have no value for.
    pub fn new(name: &str, threshold: f64, minutes: i64) -> Option<Self> {
        let (name, watched) = *WORDS.iter().find(|(word, _)| *word == name)?;
        Some(Self {
            watched,
            name,
            threshold,
            minutes,
        })
    }

    /// The rules that the user of the home lab has set on a machine.
    pub(super) fn all_for(name: &str, model: &Model) -> Vec<AlertRule> {
        let mut rules = vec![("Status", 0.0, 2), ("Disk", 90.0, 10)];
        // The busiest node gets a low threshold, so that an alert comes and goes every few minutes.
        rules.push(if name == "k3s-03" {
            ("CPU", 66.0, 1)
        } else {
            ("CPU", 85.0, 10)
        });
        if model.habits.memory > 50.0 {
            rules.push(("Memory", 80.0, 10));
        }
        if !model.sensors.is_empty() {
            rules.push(("Temperature", 75.0, 5));
        }
        rules
            .into_iter()
            .filter_map(|(name, threshold, minutes)| AlertRule::new(name, threshold, minutes))
            .collect()
    }
}
