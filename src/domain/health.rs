//! What can be vouched for. A device is green only while its values are known to be current; every other state says why.

use super::format;
use super::system::{Metrics, System, SystemStatus, TriggeredAlert};
use super::units::{Millis, Percent};

/// An agent reports once a minute (hub 0.12 to 0.20); after three missed reports its values are no longer vouched for.
pub const STALE_AFTER_MS: i64 = 180_000;

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
    /// The hub itself cannot be heard.
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

    /// For people, on screen and spoken.
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

    /// How urgently it wants a look; greater is worse.
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

/// How the app stands with the hub.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum HubConnection {
    Connecting,
    Live,
    Lost,
    /// The simulated hub: as live, but said to be one.
    Demo,
}

impl HubConnection {
    /// The value of `data-hub`.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Connecting => "connecting",
            Self::Live => "live",
            Self::Lost => "lost",
            Self::Demo => "demo",
        }
    }
}

/// From where on a share of CPU, memory or disk is amber and red. The defaults are Beszel's.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Thresholds {
    pub warn: Percent,
    pub critical: Percent,
}

impl Default for Thresholds {
    fn default() -> Self {
        Self {
            warn: Percent::of_100(65),
            critical: Percent::of_100(90),
        }
    }
}

impl Thresholds {
    /// By the whole percents that the screen shows, so that color and number never disagree.
    pub fn level(&self, share: Percent) -> Level {
        if share.whole() >= self.critical.whole() {
            Level::Critical
        } else if share.whole() >= self.warn.whole() {
            Level::Warn
        } else {
            Level::Ok
        }
    }
}

/// Where a share stands against the thresholds.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Level {
    Ok,
    Warn,
    Critical,
}

impl Level {
    /// `ok`, `warn` or `critical`.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Ok => "ok",
            Self::Warn => "warn",
            Self::Critical => "critical",
        }
    }
}

/// All that the health of one device depends on.
#[derive(Clone, Copy, Debug)]
pub struct Evidence<'a> {
    /// Whether the device is linked to a system of the connected hub.
    pub linked: bool,
    pub connection: HubConnection,
    /// The linked system as last listed or reported; `None` when the hub's list does not have it.
    pub system: Option<&'a System>,
    /// The triggered alerts of that system.
    pub alerts: &'a [TriggeredAlert],
    pub thresholds: Thresholds,
    /// The time by the hub's clock.
    pub hub_now: Millis,
}

/// The health of one device, and why it is not plainly up: one line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Verdict {
    pub health: Health,
    /// `None` only for [`Health::Ok`].
    pub reason: Option<String>,
}

impl Verdict {
    fn because(health: Health, reason: impl Into<String>) -> Self {
        Self {
            health,
            reason: Some(reason.into()),
        }
    }
}

/// The one function that decides on health.
pub fn judge(evidence: &Evidence) -> Verdict {
    if !evidence.linked {
        return Verdict::because(Health::Unlinked, "Not linked to a system");
    }
    match evidence.connection {
        HubConnection::Lost => {
            return Verdict::because(Health::HubLost, "The connection to the hub is lost");
        }
        HubConnection::Connecting => {
            return Verdict::because(Health::Pending, "Waiting for the hub");
        }
        HubConnection::Live | HubConnection::Demo => {}
    }
    let Some(system) = evidence.system else {
        return Verdict::because(
            Health::Missing,
            "The hub does not list this system: removed, or not shared with this account",
        );
    };
    match &system.status {
        SystemStatus::Down => Verdict::because(Health::Down, down_reason(system, evidence.hub_now)),
        SystemStatus::Paused => Verdict::because(Health::Paused, "Monitoring is paused on the hub"),
        SystemStatus::Pending => Verdict::because(
            Health::Pending,
            "The hub waits for the agent's first report",
        ),
        SystemStatus::Other(word) => Verdict::because(
            Health::Stale,
            format!("The hub calls it “{word}”, which this version does not know"),
        ),
        SystemStatus::Up => match staleness(system, evidence.hub_now) {
            Some(reason) => Verdict::because(Health::Stale, reason),
            None => judge_values(&system.metrics, evidence.alerts, &evidence.thresholds),
        },
    }
}

fn down_reason(system: &System, hub_now: Millis) -> String {
    match system.updated {
        Some(since) => format!(
            "The hub has not reached it for {}",
            format::duration(hub_now.since(since))
        ),
        None => "The hub cannot reach it".to_owned(),
    }
}

fn staleness(system: &System, hub_now: Millis) -> Option<String> {
    match system.updated {
        None => Some("The hub does not say when it last reported".to_owned()),
        Some(updated) if hub_now.since(updated) > STALE_AFTER_MS => {
            Some(format!("Last report {}", format::age(updated, hub_now)))
        }
        Some(_) => None,
    }
}

/// One thing that is not as it should be.
struct Finding {
    level: Level,
    /// For order among findings of one level; greater first.
    weight: f64,
    text: String,
}

fn judge_values(metrics: &Metrics, alerts: &[TriggeredAlert], thresholds: &Thresholds) -> Verdict {
    let extra = metrics.fullest_extra_disk.as_ref();
    let shares = [
        ("CPU", "CPU".to_owned(), metrics.cpu),
        ("Memory", "Memory".to_owned(), metrics.memory),
        ("Disk", "Disk".to_owned(), metrics.disk),
        (
            "",
            extra.map_or_else(String::new, |(name, _)| format!("Disk {name}")),
            extra.map(|&(_, share)| share),
        ),
    ];
    let mut findings: Vec<Finding> = alerts
        .iter()
        .filter_map(|alert| alert_finding(alert, metrics, thresholds))
        .collect();
    for (alert_name, label, share) in shares {
        let Some(share) = share else { continue };
        let level = thresholds.level(share);
        // The alert's own words tell more than the threshold's.
        let told = alerts.iter().any(|alert| alert.name == alert_name);
        if level > Level::Ok && !told {
            let from = if level == Level::Critical {
                thresholds.critical
            } else {
                thresholds.warn
            };
            let word = level.as_str();
            let text = format!(
                "{label} {} ({word} from {})",
                format::percent(share),
                format::percent(from)
            );
            findings.push(Finding {
                level,
                weight: f64::from(share.value()),
                text,
            });
        }
    }
    findings.sort_by(|a, b| b.level.cmp(&a.level).then(b.weight.total_cmp(&a.weight)));
    let Some(worst) = findings.first() else {
        return Verdict {
            health: Health::Ok,
            reason: None,
        };
    };
    let health = if worst.level == Level::Critical {
        Health::Critical
    } else {
        Health::Warn
    };
    let texts: Vec<&str> = findings
        .iter()
        .map(|finding| finding.text.as_str())
        .collect();
    Verdict::because(health, texts.join("; "))
}

/// What an alert of the user's says. At least a warning; a critical one when the value itself is critical.
fn alert_finding(
    alert: &TriggeredAlert,
    metrics: &Metrics,
    thresholds: &Thresholds,
) -> Option<Finding> {
    let share = match alert.name.as_str() {
        "CPU" => metrics.cpu,
        "Memory" => metrics.memory,
        "Disk" => {
            let extra = metrics.fullest_extra_disk.as_ref().map(|&(_, share)| share);
            [metrics.disk, extra]
                .into_iter()
                .flatten()
                .max_by(|a, b| a.value().total_cmp(&b.value()))
        }
        "GPU" => metrics.gpu,
        "Battery" => metrics.battery,
        // It says what the status itself already says.
        "Status" => return None,
        _ => None,
    };
    let level = match alert.name.as_str() {
        "CPU" | "Memory" | "Disk" => share.map_or(Level::Warn, |share| {
            thresholds.level(share).max(Level::Warn)
        }),
        _ => Level::Warn,
    };
    Some(Finding {
        level,
        weight: share.map_or(0.0, |share| f64::from(share.value())),
        text: alert_text(alert, metrics, share),
    })
}

fn alert_text(alert: &TriggeredAlert, metrics: &Metrics, share: Option<Percent>) -> String {
    let below = alert.name == "Battery";
    let side = if below { "below" } else { "above" };
    let (label, unit) = match alert.name.as_str() {
        "CPU" | "Memory" | "Disk" | "GPU" | "Battery" => (alert.name.as_str(), " %"),
        "Temperature" => ("Temperature", " °C"),
        "Bandwidth" => ("Bandwidth", " MB/s"),
        "LoadAvg1" => ("Load over 1 min", ""),
        "LoadAvg5" => ("Load over 5 min", ""),
        "LoadAvg15" => ("Load over 15 min", ""),
        other => (other, ""),
    };
    let limit = format!(
        "your {}{unit} for {} min",
        format::plain(alert.value),
        alert.minutes
    );
    let temperature = metrics.temperature.filter(|_| alert.name == "Temperature");
    let now = share
        .map(|share| (f64::from(share.whole()), format::percent(share)))
        .or_else(|| {
            let degrees = temperature?;
            Some((
                f64::from(degrees.0),
                format::temperature(degrees, format::TemperatureUnit::Celsius),
            ))
        });
    match now {
        // An alert looks at an average: the value of the moment may already be on the other side.
        Some((value, text)) if (value < alert.value) != below => {
            format!("{label} was {side} {limit}, now {text}")
        }
        Some((_, text)) => format!("{label} {text} is {side} {limit}"),
        None => format!("{label} is {side} {limit}"),
    }
}

#[cfg(test)]
mod tests;
