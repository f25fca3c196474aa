//! What can be vouched for. A device is green only while its values are known to be current; every other state says why.

mod alert;
mod findings;
mod monitor;
mod past_monitor;
mod past_system;
pub mod values;

use super::contact::Contact;
use super::format;
use super::preferences::Preferences;
use super::system::{Metrics, System, SystemStatus, TriggeredAlert};
use super::units::Millis;
use super::version::Version;
use values::ValueSubject;

pub use super::contact::STALE_AFTER_MS;
pub use super::thresholds::{Level, Thresholds};
pub use findings::{findings, worst_since};
pub use monitor::{LOSS_ALERT, MonitorEvidence, MonitorsKnown, judge_monitor};
pub use past_monitor::{PastCheck, PastMonitor, PastMonitors};
pub use past_system::{PastSystem, PastSystems, SeenSystem};

#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Health {
    Ok,
    Warn,
    Critical,
    Down,
    Paused,
    Pending,
    Stale,
    /// Linked, but the hub does not list the system: removed, or not visible to this account.
    Missing,
    Unlinked,
    /// The connection to the hub itself is lost.
    HubLost,
}

impl Health {
    pub const ALL: [Self; 10] = [
        Self::Ok,
        Self::Warn,
        Self::Critical,
        Self::Down,
        Self::Paused,
        Self::Pending,
        Self::Stale,
        Self::Missing,
        Self::Unlinked,
        Self::HubLost,
    ];

    /// The value of `data-health`.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Ok => "ok",
            Self::Warn => "warn",
            Self::Critical => "critical",
            Self::Down => "down",
            Self::Paused => "paused",
            Self::Pending => "pending",
            Self::Stale => "stale",
            Self::Missing => "missing",
            Self::Unlinked => "unlinked",
            Self::HubLost => "hub-lost",
        }
    }

    /// Whether it needs a look: not what is well, was paused on purpose, waits for its first report or is not linked.
    pub const fn needs_look(self) -> bool {
        matches!(
            self,
            Self::Warn | Self::Critical | Self::Down | Self::Stale | Self::Missing | Self::HubLost
        )
    }

    /// The word beside a count: short, and without "up" before what is wrong.
    pub const fn brief_word(self) -> &'static str {
        match self {
            Self::Ok => "OK",
            Self::Warn => "warning",
            Self::Critical => "critical",
            Self::Missing => "not visible",
            Self::HubLost => "unknown",
            other => other.word(),
        }
    }

    /// The same where that has no room.
    pub const fn shortest_word(self) -> &'static str {
        match self {
            Self::Warn => "warn",
            Self::Missing => "hidden",
            Self::HubLost => "unseen",
            other => other.brief_word(),
        }
    }

    /// On screen and in accessible names.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Ok => "up",
            Self::Warn => "up, warning",
            Self::Critical => "up, critical",
            Self::Down => "down",
            Self::Paused => "paused",
            Self::Pending => "pending",
            Self::Stale => "stale",
            Self::Missing => "not visible to this account",
            Self::Unlinked => "not linked",
            Self::HubLost => "hub connection lost",
        }
    }

    /// A whole sentence, shown above values that are not current.
    pub const fn sentence(self) -> &'static str {
        match self {
            Self::Ok => "The system is up.",
            Self::Warn => "The system is up, with a warning.",
            Self::Critical => "The system is up, but in a critical state.",
            Self::Down => "The system is down.",
            Self::Paused => "The system is paused.",
            Self::Pending => "The system is pending.",
            Self::Stale => "The system is stale.",
            Self::Missing => "The system is not visible to this account.",
            Self::Unlinked => "No system is linked.",
            Self::HubLost => "The connection to the hub is lost.",
        }
    }

    /// How urgently it needs a look; greater is worse.
    pub const fn severity(self) -> u8 {
        match self {
            Self::Ok => 0,
            Self::Unlinked => 1,
            Self::Paused => 2,
            Self::Pending => 3,
            Self::Warn => 4,
            Self::Missing => 5,
            Self::Stale => 6,
            Self::HubLost => 7,
            Self::Critical => 8,
            Self::Down => 9,
        }
    }

    /// Whether the system's values are current and may be shown as such.
    pub const fn is_verified(self) -> bool {
        matches!(self, Self::Ok | Self::Warn | Self::Critical)
    }
}

/// The state of the app's connection to the hub.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum HubConnection {
    Connecting,
    /// Its list has been read at most a minute ago; no events have come yet, or none get through.
    Listed,
    Live,
    Lost,
    /// The simulated hub: treated as live, but labeled as a demo.
    Demo,
}

/// All that the health of one device depends on.
#[derive(Clone, Copy, Debug)]
pub struct Evidence<'a> {
    /// Whether the device is linked to a system of the connected hub.
    pub linked: bool,
    pub connection: HubConnection,
    /// The linked system as last listed or reported; `None` when the hub's list does not have it.
    pub system: Option<&'a System>,
    /// What an earlier visit has stored of it, as long as its hub has reported nothing newer.
    pub last_seen: Option<SeenSystem<'a>>,
    pub contact: Contact,
    pub criteria: Criteria<'a>,
    /// The time by the hub's clock.
    pub hub_now: Millis,
}

/// What the values of a system are judged by.
#[derive(Clone, Copy, Debug, Default)]
pub struct Criteria<'a> {
    /// The triggered alerts of that system.
    pub alerts: &'a [TriggeredAlert],
    pub preferences: Preferences,
    /// `None` until it is known: agents are then not compared with it.
    pub hub_version: Option<Version>,
    /// The time by the hub's clock, where it is told how long alerts last.
    pub now: Option<Millis>,
}

/// The health of one device, and why it is not plainly up: one line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Verdict {
    pub health: Health,
    /// `None` only for [`Health::Ok`].
    pub reason: Option<String>,
    /// The parts of the reason in few words, each with what it is about: `Disk media 83 %`. The worst first.
    pub briefs: Vec<(ValueSubject, String)>,
    /// Whether the bars of a device show all of them by themselves.
    pub is_in_bars: bool,
}

impl Verdict {
    fn because(health: Health, reason: impl Into<String>) -> Self {
        Self {
            health,
            reason: Some(reason.into()),
            briefs: Vec::new(),
            is_in_bars: false,
        }
    }
}

/// Judges the health of a device. Nothing else decides on health.
pub fn judge(evidence: &Evidence) -> Verdict {
    if !evidence.linked {
        return Verdict::because(Health::Unlinked, "Not linked to a system");
    }
    match evidence.connection {
        HubConnection::Lost => {
            return evidence.unheard(Health::HubLost, "The connection to the hub is lost");
        }
        HubConnection::Connecting => {
            return evidence.unheard(Health::Pending, "Waiting for the hub");
        }
        HubConnection::Listed | HubConnection::Live | HubConnection::Demo => {}
    }
    let Some(system) = evidence.system else {
        return Verdict::because(
            Health::Missing,
            "The hub does not list this system: removed, or not shared with this account",
        );
    };
    match &system.status {
        SystemStatus::Down => Verdict::because(Health::Down, down_reason(evidence)),
        SystemStatus::Paused => Verdict::because(Health::Paused, "Monitoring is paused on the hub"),
        SystemStatus::Pending => Verdict::because(
            Health::Pending,
            "The hub waits for the agent's first report",
        ),
        SystemStatus::Other(word) => Verdict::because(
            Health::Stale,
            format!("The hub calls it “{word}”, which this version does not know"),
        ),
        SystemStatus::Up => match staleness(evidence, &system.metrics) {
            Some(reason) => Verdict::because(Health::Stale, reason),
            None => {
                let criteria = Criteria {
                    now: Some(evidence.hub_now),
                    ..evidence.criteria
                };
                findings::judge(&system.metrics, &criteria)
            }
        },
    }
}

fn down_reason(evidence: &Evidence) -> String {
    match evidence.down_since() {
        Some(since) => format!(
            "The hub has not reached it for {}",
            format::duration(evidence.hub_now.since(since))
        ),
        None => "The hub does not reach it, since when is not known".to_owned(),
    }
}

impl Evidence<'_> {
    /// While the hub is not connected, an earlier visit is all there is to show. It makes nothing current.
    fn unheard(&self, health: Health, reason: &str) -> Verdict {
        match self.last_seen {
            Some(past) => Verdict::because(health, past.words(self.hub_now)),
            None => Verdict::because(health, reason),
        }
    }

    /// Since when a down system has been down, if known.
    pub fn down_since(&self) -> Option<Millis> {
        down_since(self.contact, self.criteria.alerts)
    }
}

/// When it was seen to go down, else by the alert that the hub triggered after it had been down for some minutes.
pub fn down_since(contact: Contact, alerts: &[TriggeredAlert]) -> Option<Millis> {
    contact.down_since.or_else(|| {
        let status = alerts.iter().find(|alert| alert.is_of_status())?;
        Some(status.since?.plus(-60_000 * i64::from(status.minutes)))
    })
}

/// Whether time alone may have changed the verdict on a system since it was judged as `before`: how long it is down or stale, or that it is
/// stale. `before` is `None` if it has changed since it was judged.
pub fn may_have_aged(evidence: &Evidence, before: Option<Health>) -> bool {
    let is_heard = match evidence.connection {
        HubConnection::Lost | HubConnection::Connecting => false,
        HubConnection::Listed | HubConnection::Live | HubConnection::Demo => evidence.linked,
    };
    let Some(system) = evidence.system.filter(|_| is_heard) else {
        return false;
    };
    match system.status {
        SystemStatus::Down => true,
        SystemStatus::Up => {
            let was_current = before.is_some_and(Health::is_verified);
            !was_current
                || evidence
                    .contact
                    .heard
                    .is_some_and(|heard| is_overdue(heard, evidence.hub_now))
        }
        SystemStatus::Paused | SystemStatus::Pending | SystemStatus::Other(_) => false,
    }
}

fn is_overdue(heard: Millis, hub_now: Millis) -> bool {
    hub_now.since(heard) > STALE_AFTER_MS
}

fn staleness(evidence: &Evidence, metrics: &Metrics) -> Option<String> {
    match evidence.contact.heard {
        None => Some("The hub does not say when it last reported".to_owned()),
        Some(heard) if is_overdue(heard, evidence.hub_now) => Some(format!(
            "Last report {}",
            format::age(heard, evidence.hub_now)
        )),
        Some(_) if !metrics.has_shares() => {
            Some("The hub calls it up, but has no values of it".to_owned())
        }
        Some(_) => None,
    }
}

#[cfg(test)]
mod tests;
