//! Texts of the tab of a system's alerts: its rules, what has triggered, and when it is quiet.

use super::alert_rules::{KINDS, label, words};
use super::format;
use super::inventory::lists::AlertList;
use super::inventory::{PastAlert, QuietHours};
use super::preferences::Preferences;
use super::quiet_hours::daily_today;
use super::units::Millis;

/// Formats a time as the page shows it.
type Say<'a> = &'a dyn Fn(Millis) -> String;

/// Text of the row of a rule.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RuleLine {
    /// `CPU above 80 % for 10 min`.
    pub words: String,
    pub is_triggered: bool,
    /// Empty while the rule is not triggered, which does not mean that the system is well.
    pub state: String,
    /// Since when it is triggered, where that is known.
    pub since: Option<Millis>,
}

impl RuleLine {
    /// The lines of all rules, each with its index in the list: triggered ones first, then in the order of the kinds.
    pub fn all(list: &AlertList, preferences: &Preferences, say: Say<'_>) -> Vec<(usize, Self)> {
        let kind = |name: &str| {
            let place = KINDS.iter().position(|kind| kind.name == name);
            place.unwrap_or(usize::MAX)
        };
        let mut rules: Vec<_> = list.rules.iter().enumerate().collect();
        rules.sort_by_key(|(_, rule)| (!rule.triggered, kind(&rule.name), &rule.name));
        let lines = rules.into_iter().map(|(place, rule)| {
            let since = list.triggered_since(rule).filter(|_| rule.triggered);
            let line = Self {
                words: words(&rule.name, rule.value, rule.minutes, preferences),
                is_triggered: rule.triggered,
                state: match (rule.triggered, since) {
                    (true, Some(at)) => format!("triggered since {}", say(at)),
                    (true, None) => "triggered".to_owned(),
                    (false, _) => String::new(),
                },
                since,
            };
            (place, line)
        });
        lines.collect()
    }
}

/// Text of a row of the history.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PastLine {
    pub words: String,
    pub triggered: String,
    pub lasted: String,
    /// Whether the alert still lasts.
    pub is_open: bool,
}

impl PastLine {
    pub fn of(past: &PastAlert, preferences: &Preferences, say: Say<'_>) -> Self {
        Self {
            words: match past.value {
                Some(value) => words(&past.name, value, 0, preferences),
                None => label(&past.name).to_owned(),
            },
            triggered: past.triggered.map(say).unwrap_or_default(),
            lasted: match (past.triggered, past.resolved) {
                (Some(from), Some(until)) => format::duration(until.since(from)),
                (_, None) => "Active".to_owned(),
                (None, Some(_)) => String::new(),
            },
            is_open: past.resolved.is_none(),
        }
    }
}

/// `Every day from 22:00 to 06:00, all systems`. Daily hours are shown as times of day.
pub fn quiet_words(quiet: &QuietHours, now: Millis, say: Say<'_>, say_time: Say<'_>) -> String {
    let at = |time: Option<Millis>| match time {
        Some(at) if quiet.daily => say_time(daily_today(at, now)),
        Some(at) => say(at),
        None => "?".to_owned(),
    };
    let when = if quiet.daily { "Every day" } else { "Once" };
    let whose = match quiet.system {
        Some(_) => "",
        None => ", all systems",
    };
    let (from, to) = (at(quiet.start), at(quiet.end));
    format!("{when} from {from} to {to}{whose}")
}
