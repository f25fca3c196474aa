//! What a stream event reports about systems, alerts, settings and monitors.

use std::collections::BTreeMap;

use crate::domain::ids::SystemId;
use crate::domain::preferences::Preferences;
use crate::domain::series::LiveSample;
use crate::domain::system::{System, TriggeredAlert};
use crate::domain::units::Millis;
use crate::hub::queries::rt_topic;
use crate::hub::read::parse;
use crate::hub::records::{Fields, stats, systems, users};
use crate::hub::sse::SseEvent;

/// One change reported by an event.
#[derive(Clone, Debug, PartialEq)]
pub enum Change {
    /// Created or updated, with its current values.
    SystemChanged(Box<System>),
    SystemRemoved(SystemId),
    AlertTriggered(TriggeredAlert),
    /// Resolved, or removed by the user.
    AlertCleared {
        system: SystemId,
        name: String,
    },
    /// The user has changed the settings.
    Preferences(Preferences),
    /// An unparsed event about a monitor; the receiver parses it.
    Monitor(String),
    /// A one-second sample of a system that is followed live.
    Live {
        system: SystemId,
        event: LiveEvent,
    },
}

/// An unparsed `rt_metrics` event; the receiver parses it.
#[derive(Clone, Debug, PartialEq)]
pub struct LiveEvent {
    data: String,
    arrived: Millis,
}

impl LiveEvent {
    /// `None` for one without values.
    pub fn read(&self) -> Option<LiveSample> {
        stats::live(Fields::of(&parse(&self.data)?), self.arrived)
    }
}

/// What a change is about; two changes with the same subject replace each other.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum ChangeSubject {
    System(SystemId),
    Alert(SystemId, String),
    Preferences,
}

impl Change {
    /// `None` for changes that the lists of systems and alerts do not cover.
    fn subject(&self) -> Option<ChangeSubject> {
        match self {
            Self::SystemChanged(system) => Some(ChangeSubject::System(system.id.clone())),
            Self::SystemRemoved(id) => Some(ChangeSubject::System(id.clone())),
            Self::AlertTriggered(alert) => Some(ChangeSubject::Alert(
                alert.system.clone(),
                alert.name.clone(),
            )),
            Self::AlertCleared { system, name } => {
                Some(ChangeSubject::Alert(system.clone(), name.clone()))
            }
            Self::Preferences(_) => Some(ChangeSubject::Preferences),
            Self::Live { .. } | Self::Monitor(_) => None,
        }
    }
}

/// Changes that came while a list was on its way. The list may be older than they are, so they are delivered again after it.
#[derive(Debug, Default)]
pub struct Held(BTreeMap<ChangeSubject, Change>);

impl Held {
    pub fn keep(&mut self, change: &Change) {
        if let Some(subject) = change.subject() {
            self.0.insert(subject, change.clone());
        }
    }

    pub fn take(&mut self) -> impl Iterator<Item = Change> + use<> {
        std::mem::take(&mut self.0).into_values()
    }
}

/// The result of reading an event.
#[derive(Clone, Debug, PartialEq)]
pub enum Read {
    Change(Change),
    /// It is about systems or alerts, but cannot be read: a change may have been missed.
    Unreadable,
    /// Irrelevant.
    Other,
}

pub const SYSTEMS: &str = "systems/*";
pub const ALERTS: &str = "alerts/*";
/// The user's own settings; the hub sends no others.
pub const SETTINGS: &str = "user_settings/*";

pub const MONITORS: &str = "network_monitors/*";

/// Reads an event; `live` are the systems followed second by second.
pub fn read(event: &SseEvent, live: &[SystemId], now: Millis) -> Read {
    let change = match event.name.as_str() {
        SYSTEMS => system_change(&event.data),
        ALERTS => alert_change(&event.data),
        MONITORS => return Read::Change(Change::Monitor(event.data.clone())),
        // Unreadable settings are no reason to list everything again.
        SETTINGS => return preferences(&event.data).map_or(Read::Other, Read::Change),
        topic => {
            return live_change(topic, &event.data, live, now).map_or(Read::Other, Read::Change);
        }
    };
    change.map_or(Read::Unreadable, Read::Change)
}

fn is_delete(event: Fields) -> bool {
    event.str("action") == Some("delete")
}

fn system_change(data: &str) -> Option<Change> {
    let event = parse(data)?;
    let event = Fields::of(&event);
    let system = systems::system(event.object("record"))?;
    Some(if is_delete(event) {
        Change::SystemRemoved(system.id)
    } else {
        Change::SystemChanged(Box::new(system))
    })
}

fn alert_change(data: &str) -> Option<Change> {
    let event = parse(data)?;
    let event = Fields::of(&event);
    let record = event.object("record");
    let mut alert = systems::alert(record)?;
    // Right if it has just triggered; a receiver that already has an earlier time keeps it.
    alert.since = record.time("updated");
    Some(if systems::is_triggered(record) && !is_delete(event) {
        Change::AlertTriggered(alert)
    } else {
        Change::AlertCleared {
            system: alert.system,
            name: alert.name,
        }
    })
}

fn preferences(data: &str) -> Option<Change> {
    let event = parse(data)?;
    let event = Fields::of(&event);
    Some(Change::Preferences(if is_delete(event) {
        Preferences::default()
    } else {
        users::preferences(event.object("record"))
    }))
}

fn live_change(topic: &str, data: &str, live: &[SystemId], now: Millis) -> Option<Change> {
    let system = live
        .iter()
        .find(|system| rt_topic(system) == topic)?
        .clone();
    let event = LiveEvent {
        data: data.to_owned(),
        arrived: now,
    };
    Some(Change::Live { system, event })
}
