//! What an event of the stream says about systems and alerts.

use std::collections::BTreeMap;

use serde::Deserialize;
use serde::de::DeserializeOwned;

use crate::domain::ids::SystemId;
use crate::domain::series::LiveSample;
use crate::domain::system::{System, TriggeredAlert};
use crate::domain::units::Millis;
use crate::hub::queries::rt_topic;
use crate::hub::records::Maybe;
use crate::hub::records::stats::LiveRecord;
use crate::hub::records::systems::{AlertRecord, SystemRecord};
use crate::hub::sse::SseEvent;

/// One piece of news.
#[derive(Clone, Debug, PartialEq)]
pub enum Change {
    /// New, or changed: this is what it is now.
    SystemChanged(Box<System>),
    SystemRemoved(SystemId),
    AlertTriggered(TriggeredAlert),
    /// Resolved, or removed by the user.
    AlertCleared {
        system: SystemId,
        name: String,
    },
    /// A second of a system that is followed live.
    Live {
        system: SystemId,
        live: Box<LiveSample>,
    },
}

/// What a change is about; two changes with the same subject replace each other.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Subject {
    System(SystemId),
    Alert(SystemId, String),
}

impl Change {
    /// `None` for live metrics: no list holds them.
    fn subject(&self) -> Option<Subject> {
        match self {
            Self::SystemChanged(system) => Some(Subject::System(system.id.clone())),
            Self::SystemRemoved(id) => Some(Subject::System(id.clone())),
            Self::AlertTriggered(alert) => {
                Some(Subject::Alert(alert.system.clone(), alert.name.clone()))
            }
            Self::AlertCleared { system, name } => {
                Some(Subject::Alert(system.clone(), name.clone()))
            }
            Self::Live { .. } => None,
        }
    }
}

/// Changes that came while a list was on its way. The list may be older than they are, so they are told once more after it.
#[derive(Debug, Default)]
pub struct Held(BTreeMap<Subject, Change>);

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

/// What came of reading an event.
#[derive(Clone, Debug, PartialEq)]
pub enum Read {
    Change(Change),
    /// It is about systems or alerts, but cannot be read: something may be missed.
    Unreadable,
    /// Of no concern.
    Other,
}

pub const SYSTEMS: &str = "systems/*";
pub const ALERTS: &str = "alerts/*";

/// Reads an event; `live` are the systems followed second by second.
pub fn read(event: &SseEvent, live: &[SystemId], now: Millis) -> Read {
    let change = match event.name.as_str() {
        SYSTEMS => system_change(&event.data),
        ALERTS => alert_change(&event.data),
        topic => {
            return live_change(topic, &event.data, live, now).map_or(Read::Other, Read::Change);
        }
    };
    change.map_or(Read::Unreadable, Read::Change)
}

#[derive(Deserialize)]
struct RecordEvent<R> {
    #[serde(default)]
    action: Maybe<String>,
    record: R,
}

fn record_event<R: DeserializeOwned>(data: &str) -> Option<(bool, R)> {
    let event: RecordEvent<R> = serde_json::from_str(data).ok()?;
    Some((event.action.is("delete"), event.record))
}

fn system_change(data: &str) -> Option<Change> {
    let (deleted, record) = record_event::<SystemRecord>(data)?;
    let system = record.into_system()?;
    Some(if deleted {
        Change::SystemRemoved(system.id)
    } else {
        Change::SystemChanged(Box::new(system))
    })
}

fn alert_change(data: &str) -> Option<Change> {
    let (deleted, record) = record_event::<AlertRecord>(data)?;
    let stands = record.is_triggered() && !deleted;
    let alert = record.into_alert()?;
    Some(match stands {
        true => Change::AlertTriggered(alert),
        false => Change::AlertCleared {
            system: alert.system,
            name: alert.name,
        },
    })
}

fn live_change(topic: &str, data: &str, live: &[SystemId], now: Millis) -> Option<Change> {
    let system = live
        .iter()
        .find(|system| rt_topic(system) == topic)?
        .clone();
    let record: LiveRecord = serde_json::from_str(data).ok()?;
    Some(Change::Live {
        system,
        live: Box::new(record.into_live(now)?),
    })
}
