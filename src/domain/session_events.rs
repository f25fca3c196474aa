//! What has happened on the hubs since the page was opened: systems that went down or came back, new and removed ones, alerts, and monitors
//! that stopped answering. Pure: lists and reports go in, entries and toasts come out.
//!
//! The first list of a hub is the initial state and produces no event. Every later list or report is compared with the known state, so that
//! after a reconnect, what changed meanwhile is announced once.

mod monitors;

use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet, VecDeque};

use self::monitors::KnownMonitors;
pub use self::monitors::MonitorState;
use super::alert_rules;
use super::format::BETWEEN;
use super::ids::{HubId, SystemId, SystemRef};
use super::system::{System, SystemStatus, TriggeredAlert};
use super::trouble::TroubleSubject;
use super::units::Millis;

/// Events within this time are announced in one toast, in milliseconds.
const GATHER: i64 = 1_500;
/// Maximum number of systems that a notice names.
const MOST_NAMES: usize = 6;
/// Maximum number of entries; older ones are dropped.
const MOST_ENTRIES: usize = 300;
/// Maximum number of systems known of a hub, and of monitors: a hub can send events without end.
const MOST_SYSTEMS: usize = 50_000;

#[derive(Clone, Debug, PartialEq)]
pub enum HubNews<'a> {
    /// All systems of a hub.
    Listed(&'a HubId, &'a [System]),
    Changed(&'a HubId, &'a System),
    Removed(&'a HubId, &'a SystemId),
    /// All alerts of a hub that are triggered.
    Alerts(&'a HubId, &'a [TriggeredAlert]),
    /// The current state of some monitors of a hub.
    Monitors(&'a HubId, &'a [MonitorState]),
    /// The user has signed out of this hub.
    Left(&'a HubId),
    LeftAll,
    Time,
}

#[derive(Clone, Debug, PartialEq)]
pub enum SessionEffect {
    /// Entries were added or dropped.
    EntriesChanged,
    Say(String),
    Notify(SessionNotice),
    /// Asks for [`HubNews::Time`] at that time.
    WakeAt(Millis),
}

/// What went down or is up again, for a notification while the page is not in view.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SessionNotice {
    /// `2 systems went down`, or `nas is down`.
    pub title: String,
    /// Their names if there are several, else empty.
    pub names: String,
    /// Whether they went down.
    pub is_bad: bool,
}

/// Sorted from the worst, which is announced first.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum SessionEvent {
    WentDown,
    /// A monitor stopped answering.
    Silent,
    AlertOn(String),
    Gone,
    Paused,
    Recovered,
    Answers,
    Resumed,
    AlertOff(String),
    New,
}

impl SessionEvent {
    /// The words after the name of one: `is down`.
    pub fn of_one(&self) -> String {
        match self {
            Self::WentDown => "is down".to_owned(),
            Self::Silent => "does not answer".to_owned(),
            Self::AlertOn(name) => format!("triggers the alert {name}"),
            Self::Gone => "is no longer on the hub".to_owned(),
            Self::Paused => "is paused".to_owned(),
            Self::Recovered => "is up again".to_owned(),
            Self::Answers => "answers again".to_owned(),
            Self::Resumed => "is monitored again".to_owned(),
            Self::AlertOff(name) => format!("no longer triggers the alert {name}"),
            Self::New => "is new".to_owned(),
        }
    }

    fn of_several(&self, count: usize) -> String {
        match self {
            Self::WentDown => format!("{count} systems went down"),
            Self::Silent => format!("{count} monitors get no answer"),
            Self::AlertOn(name) => format!("{count} systems trigger the alert {name}"),
            Self::Gone => format!("{count} systems are no longer on the hub"),
            Self::Paused => format!("{count} systems are paused"),
            Self::Recovered => format!("{count} systems are up again"),
            Self::Answers => format!("{count} monitors get answers again"),
            Self::Resumed => format!("{count} systems are monitored again"),
            Self::AlertOff(name) => format!("{count} systems no longer trigger the alert {name}"),
            Self::New => format!("{count} new systems"),
        }
    }
}

/// One thing that happened.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SessionEntry {
    /// When it was seen, by the browser's clock.
    pub at: Millis,
    pub of: TroubleSubject,
    pub name: String,
    pub what: SessionEvent,
}

#[derive(Clone, Debug, PartialEq)]
struct KnownSystem {
    name: String,
    status: SystemStatus,
}

#[derive(Debug, Default)]
pub struct SessionEvents {
    known: HashMap<HubId, HashMap<SystemId, KnownSystem>>,
    alerts: HashMap<HubId, BTreeSet<(SystemId, String)>>,
    monitors: KnownMonitors,
    /// The newest first.
    entries: VecDeque<SessionEntry>,
    /// The events to be announced, and since when they wait.
    gathered: Option<(Millis, Vec<SessionEntry>)>,
}

impl SessionEvents {
    pub fn step(&mut self, news: HubNews, now: Millis) -> Vec<SessionEffect> {
        let is_time = matches!(news, HubNews::Time);
        let has_left = matches!(news, HubNews::Left(_) | HubNews::LeftAll);
        let mut found = Vec::new();
        match news {
            HubNews::Listed(hub, systems) => self.list(hub, systems, &mut found),
            HubNews::Changed(hub, system) => {
                if let Some(known) = self.known.get_mut(hub) {
                    found.extend(change(known, hub, system));
                }
            }
            HubNews::Removed(hub, id) => {
                let known = self.known.get_mut(hub);
                if let Some(gone) = known.and_then(|known| known.remove(id)) {
                    found.push((subject(hub, id), gone.name, SessionEvent::Gone));
                }
            }
            HubNews::Alerts(hub, alerts) => self.set_alerts(hub, alerts, &mut found),
            HubNews::Monitors(hub, states) => self.monitors.see(hub, states, &mut found),
            HubNews::Left(hub) => {
                self.known.remove(hub);
                self.alerts.remove(hub);
                self.monitors.forget(hub);
                self.forget(|of| of.hub() == hub);
            }
            HubNews::LeftAll => {
                self.known.clear();
                self.alerts.clear();
                self.monitors.clear();
                self.forget(|_| true);
            }
            HubNews::Time => {}
        }
        let mut effects = Vec::new();
        if has_left {
            effects.push(SessionEffect::EntriesChanged);
        }
        if !found.is_empty() {
            effects.push(SessionEffect::EntriesChanged);
            // A wake-up is pending already.
            if self.gathered.is_none() {
                effects.push(SessionEffect::WakeAt(now.plus(GATHER)));
            }
        }
        for (of, name, what) in found {
            let entry = SessionEntry {
                at: now,
                of,
                name,
                what,
            };
            self.entries.push_front(entry.clone());
            let (_, gathered) = self.gathered.get_or_insert_with(|| (now, Vec::new()));
            gathered.push(entry);
        }
        self.entries.truncate(MOST_ENTRIES);
        if is_time {
            effects.extend(self.say(now));
        }
        effects
    }

    /// The entries, the newest first.
    pub fn entries(&self) -> impl Iterator<Item = &SessionEntry> {
        self.entries.iter()
    }

    /// Drops the entries of those that `is_left` selects: the next account may not be allowed to see these systems.
    fn forget(&mut self, is_left: impl Fn(&TroubleSubject) -> bool) {
        self.entries.retain(|entry| !is_left(&entry.of));
        if let Some((_, gathered)) = &mut self.gathered {
            gathered.retain(|entry| !is_left(&entry.of));
        }
    }

    fn list(&mut self, hub: &HubId, systems: &[System], found: &mut Vec<Happened>) {
        let Some(known) = self.known.get_mut(hub) else {
            let first = systems
                .iter()
                .map(|system| (system.id.clone(), known_of(system)));
            self.known.insert(hub.clone(), first.collect());
            return;
        };
        let listed: HashSet<&SystemId> = systems.iter().map(|system| &system.id).collect();
        let mut gone: Vec<Happened> = Vec::new();
        known.retain(|id, known| {
            let stays = listed.contains(id);
            if !stays {
                let name = std::mem::take(&mut known.name);
                gone.push((subject(hub, id), name, SessionEvent::Gone));
            }
            stays
        });
        gone.sort_by(|one, other| one.0.cmp(&other.0));
        found.extend(gone);
        for system in systems {
            found.extend(change(known, hub, system));
        }
    }

    fn set_alerts(&mut self, hub: &HubId, alerts: &[TriggeredAlert], found: &mut Vec<Happened>) {
        // A down system is announced as such.
        let now: BTreeSet<(SystemId, String)> = alerts
            .iter()
            .filter(|alert| !alert.is_of_status())
            .map(|alert| (alert.system.clone(), alert.name.clone()))
            .collect();
        let Some(before) = self.alerts.insert(hub.clone(), now.clone()) else {
            return;
        };
        let on = now.difference(&before).map(|alert| (alert, true));
        let off = before.difference(&now).map(|alert| (alert, false));
        for ((system, alert), is_on) in on.chain(off) {
            // Alerts of removed systems ended with them.
            let Some(known) = self.known.get(hub).and_then(|known| known.get(system)) else {
                continue;
            };
            let label = alert_rules::label(alert).to_owned();
            let what = if is_on {
                SessionEvent::AlertOn(label)
            } else {
                SessionEvent::AlertOff(label)
            };
            found.push((subject(hub, system), known.name.clone(), what));
        }
    }

    /// Announces what has gathered for long enough, in one sentence.
    fn say(&mut self, now: Millis) -> Vec<SessionEffect> {
        let Some((since, _)) = &self.gathered else {
            return Vec::new();
        };
        let due = since.plus(GATHER);
        // A clock that was set back does not make it wait for long.
        if now < due && now >= *since {
            return vec![SessionEffect::WakeAt(due)];
        }
        let (_, gathered) = self.gathered.take().unwrap_or_default();
        if gathered.is_empty() {
            return Vec::new();
        }
        let mut groups: BTreeMap<SessionEvent, Vec<SessionEntry>> = BTreeMap::new();
        for entry in gathered {
            groups.entry(entry.what.clone()).or_default().push(entry);
        }
        let said: Vec<_> = groups
            .iter()
            .map(|(what, entries)| sentence(what, entries))
            .collect();
        let mut effects = vec![SessionEffect::Say(said.join(BETWEEN))];
        for (what, entries) in &groups {
            let is_bad = match what {
                SessionEvent::WentDown | SessionEvent::Silent => true,
                SessionEvent::Recovered | SessionEvent::Answers => false,
                _ => continue,
            };
            effects.push(SessionEffect::Notify(SessionNotice {
                title: sentence(what, entries),
                names: names(entries),
                is_bad,
            }));
        }
        effects
    }
}

/// What happened to one or to several.
fn sentence(what: &SessionEvent, entries: &[SessionEntry]) -> String {
    let subjects: HashSet<&TroubleSubject> = entries.iter().map(|entry| &entry.of).collect();
    match (entries.first(), subjects.len()) {
        (Some(entry), 1) => format!("{} {}", entry.name, what.of_one()),
        (_, count) => what.of_several(count),
    }
}

/// The names of several: `nas, pve1 and 7 more`. Empty for one.
fn names(entries: &[SessionEntry]) -> String {
    let mut names: Vec<&str> = Vec::new();
    for entry in entries {
        if !names.contains(&entry.name.as_str()) {
            names.push(&entry.name);
        }
    }
    if names.len() < 2 {
        return String::new();
    }
    let more = names.len().saturating_sub(MOST_NAMES);
    names.truncate(MOST_NAMES);
    match more {
        0 => names.join(", "),
        more => format!("{} and {more} more", names.join(", ")),
    }
}

type Happened = (TroubleSubject, String, SessionEvent);

fn subject(hub: &HubId, system: &SystemId) -> TroubleSubject {
    TroubleSubject::System(SystemRef::new(hub.clone(), system.clone()))
}

fn known_of(system: &System) -> KnownSystem {
    KnownSystem {
        name: system.name.clone(),
        status: system.status.clone(),
    }
}

/// Updates the known state of a system. Returns what has happened to it.
fn change(
    known: &mut HashMap<SystemId, KnownSystem>,
    hub: &HubId,
    system: &System,
) -> Option<Happened> {
    let is_full = known.len() >= MOST_SYSTEMS;
    let what = match known.get_mut(&system.id) {
        None if is_full => return None,
        None => {
            known.insert(system.id.clone(), known_of(system));
            SessionEvent::New
        }
        Some(before) => {
            if before.name != system.name {
                before.name.clone_from(&system.name);
            }
            // A system that was down stays so until it is reached.
            let is_tried =
                before.status == SystemStatus::Down && system.status == SystemStatus::Pending;
            if before.status == system.status || is_tried {
                return None;
            }
            let was = std::mem::replace(&mut before.status, system.status.clone());
            transition(&was, &system.status)?
        }
    };
    Some((subject(hub, &system.id), system.name.clone(), what))
}

fn transition(before: &SystemStatus, now: &SystemStatus) -> Option<SessionEvent> {
    use SystemStatus::{Down, Paused, Pending, Up};
    match (before, now) {
        (_, Down) => Some(SessionEvent::WentDown),
        (_, Paused) => Some(SessionEvent::Paused),
        (Down, Up) => Some(SessionEvent::Recovered),
        (Paused, Up | Pending) => Some(SessionEvent::Resumed),
        _ => None,
    }
}

#[cfg(test)]
mod tests;
