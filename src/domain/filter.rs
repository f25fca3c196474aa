//! The filter box: a few words and conditions, and which devices and systems match them.
//!
//! `tag:prod temp>60 -rack:A` matches a device with the tag, above 60 °C, in another rack than A. All conditions must hold; a value may be
//! a list separated by commas, of which one must match. A leading minus negates a condition.

mod answers;
mod complete;
mod fading;
mod matching;
mod parse;
mod running;

pub use self::answers::{ContainerAnswers, hosts_words};
pub use self::complete::{Completion, FilterWords, complete, of_tag};
pub use self::fading::{Fading, FilterCount, FilterMark};
pub use self::matching::{FilterSubject, filter_subject};
pub use self::running::{FilterFacts, RunningContainers};

use super::format::BETWEEN;
use super::health::Health;

/// The parsed text of the box. An empty filter matches everything.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct DeviceFilter {
    conditions: Vec<Condition>,
    /// Incomplete conditions, such as `cpu>`. They are ignored.
    unfinished: Vec<String>,
    /// What looks like a condition and is none: `cpu>>60`. It is a word to look for.
    misread: Vec<String>,
}

#[derive(Clone, Debug, PartialEq)]
struct Condition {
    negated: bool,
    test: Test,
}

#[derive(Clone, Debug, PartialEq)]
enum Test {
    /// A word found anywhere, case-folded.
    Word(String),
    /// One of these words, case-folded, in that field.
    Field(Field, Vec<String>),
    /// One of these states.
    State(Vec<FilterState>),
    Value(FilterMetric, Comparison, f64),
}

/// What a condition with a colon tests.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Field {
    Name,
    Tag,
    Rack,
    /// Category of the device type.
    Kind,
    /// Maker and model.
    Model,
    /// Address of the device or the system.
    Host,
    System,
    Hub,
    Os,
    /// A part of the name, image or project of a container that runs on it, or on one of its guests; after `=` the whole name.
    Runs,
    Agent,
    Note,
}

/// Precedes a container's name that must match as a whole: `runs:=db` is not `mariadb`.
const EXACTLY: char = '=';

impl Field {
    const ALL: [Self; 12] = [
        Self::Tag,
        Self::Rack,
        Self::Kind,
        Self::Model,
        Self::Name,
        Self::Host,
        Self::System,
        Self::Hub,
        Self::Os,
        Self::Runs,
        Self::Agent,
        Self::Note,
    ];

    /// The keyword typed before the colon.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Name => "name",
            Self::Tag => "tag",
            Self::Rack => "rack",
            Self::Kind => "kind",
            Self::Model => "model",
            Self::Host => "host",
            Self::System => "system",
            Self::Hub => "hub",
            Self::Os => "os",
            Self::Runs => "runs",
            Self::Agent => "agent",
            Self::Note => "note",
        }
    }

    /// Description for the list of completions.
    const fn hint(self) -> &'static str {
        match self {
            Self::Name => "Name of the device",
            Self::Tag => "Tag of the device or its rack",
            Self::Rack => "Name of the rack",
            Self::Kind => "Server, storage, network…",
            Self::Model => "Maker and model",
            Self::Host => "Address",
            Self::System => "Name of the linked system",
            Self::Hub => "Address of the hub",
            Self::Os => "Operating system",
            Self::Runs => "Container or image on it",
            Self::Agent => "Version of the agent",
            Self::Note => "Text of the notes",
        }
    }

    fn of(word: &str) -> Option<Self> {
        let known = Self::ALL.into_iter().find(|field| field.word() == word);
        known.or(match word {
            "category" => Some(Self::Kind),
            "type" => Some(Self::Model),
            "address" | "ip" => Some(Self::Host),
            "notes" => Some(Self::Note),
            "container" | "image" => Some(Self::Runs),
            _ => None,
        })
    }
}

/// A state that can be tested by its word alone: `down`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FilterState {
    /// Any health whose values are verified.
    Up,
    Is(Health),
    Linked,
    /// Anything that needs a look: warning, critical, down, stale, not visible, hub lost.
    Problem,
    /// An alert of the hub is triggered.
    Alert,
    Planned,
    InUse,
    Spare,
    Retired,
}

impl FilterState {
    /// The word of each state and its description. A life-cycle word must follow `is:`, as it may well be part of a name.
    const WORDS: [(&'static str, Self, &'static str); 19] = [
        ("down", Self::Is(Health::Down), "Not reached by the hub"),
        ("critical", Self::Is(Health::Critical), "Above a red limit"),
        ("warning", Self::Is(Health::Warn), "Above an amber limit"),
        ("problem", Self::Problem, "Anything that needs a look"),
        ("alert", Self::Alert, "An alert is triggered"),
        ("stale", Self::Is(Health::Stale), "No recent report"),
        ("paused", Self::Is(Health::Paused), "Monitoring is paused"),
        ("pending", Self::Is(Health::Pending), "No report yet"),
        ("up", Self::Up, "Reports are current"),
        ("ok", Self::Is(Health::Ok), "Up, all values in order"),
        (
            "unlinked",
            Self::Is(Health::Unlinked),
            "Not linked to a system",
        ),
        ("linked", Self::Linked, "Linked to a system"),
        ("missing", Self::Is(Health::Missing), "Not on the hub"),
        (
            "hub-lost",
            Self::Is(Health::HubLost),
            "The hub cannot be reached",
        ),
        ("warn", Self::Is(Health::Warn), ""),
        ("planned", Self::Planned, "Not in place yet"),
        ("in-use", Self::InUse, "In use"),
        ("spare", Self::Spare, "Kept as a spare"),
        ("retired", Self::Retired, "Out of use"),
    ];

    fn of(word: &str) -> Option<Self> {
        let mut words = Self::WORDS.into_iter();
        words.find_map(|(known, state, _)| (known == word).then_some(state))
    }

    /// Whether any of the words starts with `start`.
    fn is_begun(start: &str) -> bool {
        let mut words = Self::WORDS.into_iter();
        words.any(|(known, ..)| known.starts_with(start))
    }

    const fn is_life_cycle(self) -> bool {
        matches!(
            self,
            Self::Planned | Self::InUse | Self::Spare | Self::Retired
        )
    }
}

/// A value that can be compared. Only verified values match a comparison.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FilterMetric {
    /// Percent.
    Cpu,
    Memory,
    /// The fullest of all file systems, in percent.
    Disk,
    /// Degrees Celsius.
    Temperature,
    /// Average over one minute.
    Load,
    /// Bytes per second.
    Network,
    Gpu,
    Battery,
    /// Seconds.
    Uptime,
}

impl FilterMetric {
    const ALL: [Self; 9] = [
        Self::Cpu,
        Self::Memory,
        Self::Disk,
        Self::Temperature,
        Self::Load,
        Self::Network,
        Self::Gpu,
        Self::Battery,
        Self::Uptime,
    ];

    pub const fn word(self) -> &'static str {
        match self {
            Self::Cpu => "cpu",
            Self::Memory => "memory",
            Self::Disk => "disk",
            Self::Temperature => "temp",
            Self::Load => "load",
            Self::Network => "net",
            Self::Gpu => "gpu",
            Self::Battery => "battery",
            Self::Uptime => "uptime",
        }
    }

    const fn hint(self) -> &'static str {
        match self {
            Self::Cpu => "CPU in percent: cpu>80",
            Self::Memory => "Memory in percent: memory>80",
            Self::Disk => "Fullest disk in percent: disk>80",
            Self::Temperature => "Temperature in °C: temp>60, in °F: temp>140f",
            Self::Load => "Load over one minute: load>4",
            Self::Network => "Network in MB/s: net>10",
            Self::Gpu => "GPU in percent: gpu>80",
            Self::Battery => "Battery in percent: battery<50",
            Self::Uptime => "Days since the start: uptime<1",
        }
    }

    fn of(word: &str) -> Option<Self> {
        let known = Self::ALL.into_iter().find(|metric| metric.word() == word);
        known.or(match word {
            "mem" | "ram" => Some(Self::Memory),
            "temperature" => Some(Self::Temperature),
            "network" => Some(Self::Network),
            "up" => Some(Self::Uptime),
            _ => None,
        })
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Comparison {
    Above,
    AtLeast,
    Below,
    AtMost,
    /// Rounded to the whole number that the screen shows.
    Equal,
}

impl Comparison {
    fn holds(self, value: f64, limit: f64) -> bool {
        match self {
            Self::Above => value > limit,
            Self::AtLeast => value >= limit,
            Self::Below => value < limit,
            Self::AtMost => value <= limit,
            Self::Equal => (value - limit).abs() < 0.5,
        }
    }
}

impl DeviceFilter {
    /// Maximum length of the text that is read, in characters.
    pub const LONGEST: usize = 500;

    pub fn is_empty(&self) -> bool {
        self.conditions.is_empty()
    }

    /// What is ignored because it is incomplete.
    pub fn unfinished(&self) -> &[String] {
        &self.unfinished
    }

    /// What was typed as a condition and is not read as one; `None` where all is.
    pub fn unread_words(&self) -> Option<String> {
        let named = |label: &str, tokens: &[String]| {
            (!tokens.is_empty()).then(|| format!("{label}: {}", tokens.join(" ")))
        };
        let parts = [
            named("Not complete", &self.unfinished),
            named("Not understood", &self.misread),
        ];
        let parts: Vec<String> = parts.into_iter().flatten().collect();
        (!parts.is_empty()).then(|| parts.join(BETWEEN))
    }

    /// Whether a condition tests something that only the details of a system contain.
    pub fn needs_details(&self) -> bool {
        let mut tests = self.conditions.iter().map(|condition| &condition.test);
        tests.any(|test| matches!(test, Test::Field(Field::Os, _)))
    }
}

#[cfg(test)]
mod tests;
