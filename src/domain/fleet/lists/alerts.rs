//! All alerts: active ones, past ones, and systems without the recommended rules.

use std::collections::HashMap;
use std::sync::Arc;

use super::{FleetIndex, ListColumn, ListDraft, ListPart, ListRow, Rank, number};
use crate::domain::alert_rules::{self, AlertSetting};
use crate::domain::fleet::line::FleetCell;
use crate::domain::fleet::row::FleetRow;
use crate::domain::format;
use crate::domain::health::{Health, Level};
use crate::domain::ids::{HubId, SystemId};
use crate::domain::inventory::PastAlert;
use crate::domain::inventory::lists::AlertList;
use crate::domain::units::Millis;

pub(super) const COLUMNS: &[ListColumn] = &[
    ListColumn::words("Alert", 280, 9),
    ListColumn::text("System", 150, 8),
    ListColumn::text("Place", 160, 5),
    ListColumn::number("Since", 150, 7),
    ListColumn::number("Lasted", 100, 6),
    ListColumn::text("Kind", 130, 4),
];

const ACTIVE: u8 = 1;
const HISTORY: u8 = 2;
const COVERAGE: u8 = 4;

pub(super) const PARTS: &[ListPart] = &[
    ListPart::of("Active", Some(Health::Warn), ACTIVE),
    ListPart::of("History", None, HISTORY),
    ListPart::of("Not covered", None, COVERAGE),
];

/// The text for a part without rows. `has_history` is whether every hub returned its alert history.
pub(super) const fn empty_words(part: u8, has_history: bool) -> &'static str {
    match part {
        ACTIVE => "No alert is triggered.",
        HISTORY if has_history => "No alert has been triggered.",
        HISTORY => "The hub does not give the history of alerts.",
        _ => "Every system has the recommended rules.",
    }
}

/// Formats a time as the page shows it.
pub type SayTime<'a> = &'a dyn Fn(Millis) -> String;

/// The text about the acknowledgement of an alert, by system and name.
pub type Acknowledged<'a> = &'a dyn Fn(&SystemId, &str) -> Option<String>;

/// The alerts of one hub, of the systems in the index. `now` is by the hub's clock.
pub fn alert_rows(
    hub: &HubId,
    list: &AlertList,
    systems: &FleetIndex,
    now: Millis,
    say: SayTime,
    acknowledged: Acknowledged,
) -> Vec<ListRow> {
    let active = list.rules.iter().filter(|rule| rule.triggered);
    let active = active.filter_map(|rule| {
        let since = list.triggered_since(rule);
        let known = acknowledged(&rule.system, &rule.name);
        active_row(hub, rule, since, systems, now, say, known)
    });
    // Those that still last are among the active ones.
    let past = list.history.iter().flatten();
    let past = past.filter(|past| past.resolved.is_some());
    let past = past.filter_map(|past| past_row(hub, past, systems, say));
    active.chain(past).collect()
}

fn active_row(
    hub: &HubId,
    rule: &AlertSetting,
    since: Option<Millis>,
    systems: &FleetIndex,
    now: Millis,
    say: SayTime,
    acknowledged: Option<String>,
) -> Option<ListRow> {
    let of = systems.get(hub, &rule.system)?;
    let mut words = alert_rules::words(&rule.name, rule.value, rule.minutes, &of.preferences);
    if let Some(acknowledged) = acknowledged {
        words.push_str(format::BETWEEN);
        words.push_str(&acknowledged);
    }
    let (state, level) = if rule.name == "Status" {
        (Health::Down, Level::Critical)
    } else {
        (Health::Warn, Level::Warn)
    };
    let lasts = since.map(|since| now.since(since));
    let brief = match lasts {
        Some(lasts) => format!("for {}", format::duration(lasts)),
        None => "triggered".to_owned(),
    };
    let kind = alert_rules::label(&rule.name);
    let rest = vec![
        number(since.map(|since| (since.0 as f64, say(since)))),
        number(lasts.map(|lasts| (lasts as f64, format::duration(lasts)))),
        (
            FleetCell::Text(kind.to_owned(), level),
            Rank::Text(kind.to_owned()),
        ),
    ];
    let key = format!("active {}", rule.name);
    let draft = ListDraft {
        of,
        key: &key,
        name: &words,
        bay: None,
        state,
        said: "triggered",
        runs: false,
    };
    let mut row = draft.row(rest, FleetCell::Text(brief, level), ACTIVE, kind);
    // It is triggered according to the hub, whether or not the system reports.
    row.state = state;
    if let Some(FleetCell::Name { health, said, .. }) = row.cells.first_mut() {
        *health = state;
        *said = "triggered".to_owned();
    }
    Some(row)
}

fn past_row(hub: &HubId, past: &PastAlert, systems: &FleetIndex, say: SayTime) -> Option<ListRow> {
    let of = systems.get(hub, &past.system)?;
    let kind = alert_rules::label(&past.name);
    let words = match past.value {
        Some(value) => alert_rules::words(&past.name, value, 0, &of.preferences),
        None => kind.to_owned(),
    };
    let lasted = past
        .triggered
        .zip(past.resolved)
        .map(|(from, to)| to.since(from));
    let began = past.triggered.map(|began| (began.0 as f64, say(began)));
    let brief = began.as_ref().map(|(_, text)| text.clone());
    let rest = vec![
        number(began),
        number(lasted.map(|lasted| (lasted as f64, format::duration(lasted)))),
        (
            FleetCell::Text(kind.to_owned(), Level::Ok),
            Rank::Text(kind.to_owned()),
        ),
    ];
    let key = format!(
        "past {} {}",
        past.name,
        past.triggered.map_or(0, |began| began.0)
    );
    let draft = ListDraft {
        of,
        key: &key,
        name: &words,
        bay: None,
        state: Health::Unlinked,
        said: "over",
        runs: false,
    };
    let brief = FleetCell::Text(brief.unwrap_or_default(), Level::Ok);
    Some(draft.row(rest, brief, HISTORY, kind))
}

/// The systems of one hub that lack a recommended rule.
pub fn coverage_rows(hub: &HubId, list: &AlertList, systems: &[Arc<FleetRow>]) -> Vec<ListRow> {
    let mut of_systems: HashMap<&SystemId, Vec<AlertSetting>> = HashMap::new();
    for rule in &list.rules {
        let of_system = of_systems.entry(&rule.system).or_default();
        of_system.push(rule.clone());
    }
    let of_hub = systems.iter().filter(|row| row.system.hub == *hub);
    let rows = of_hub.filter_map(|of| {
        let rules = of_systems.get(&of.system.system);
        let rules = rules.map(Vec::as_slice).unwrap_or_default();
        let missing: Vec<&str> = alert_rules::missing(rules)
            .into_iter()
            .map(|(name, _)| alert_rules::label(name))
            .collect();
        if missing.is_empty() {
            return None;
        }
        let (words, level) = if rules.is_empty() {
            ("No rule at all".to_owned(), Level::Warn)
        } else {
            (format!("No rule for: {}", missing.join(", ")), Level::Ok)
        };
        let rest = vec![
            number(None),
            number(None),
            (
                FleetCell::Text("coverage".to_owned(), Level::Ok),
                Rank::Unknown,
            ),
        ];
        let draft = ListDraft {
            of,
            key: "coverage",
            name: &words,
            bay: None,
            state: if rules.is_empty() {
                Health::Warn
            } else {
                Health::Unlinked
            },
            said: "not covered",
            runs: false,
        };
        let brief = match rules.len() {
            1 => "1 rule".to_owned(),
            count => format!("{count} rules"),
        };
        let brief = FleetCell::Text(brief, level);
        Some(draft.row(rest, brief, COVERAGE, ""))
    });
    rows.collect()
}
