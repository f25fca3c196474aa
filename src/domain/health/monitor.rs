//! The health of a device that is judged by a monitor.

use super::{Health, HubConnection, PastCheck, STALE_AFTER_MS, Verdict};
use crate::domain::format;
use crate::domain::monitor::Monitor;
use crate::domain::system::TriggeredAlert;
use crate::domain::units::Millis;

/// The hub's name for the alert on checks without an answer.
pub const LOSS_ALERT: &str = "NetworkMonitorLoss";

/// Whether a hub's monitors are known.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum MonitorsKnown {
    /// Its list has not come yet.
    #[default]
    NotYet,
    /// The hub is too old to have monitors.
    Absent,
    Listed,
}

/// Everything that the health of a device judged by a monitor depends on.
#[derive(Clone, Copy, Debug)]
pub struct MonitorEvidence<'a> {
    /// `None` if the link is to a hub that is not open here.
    pub connection: Option<HubConnection>,
    pub known: MonitorsKnown,
    /// `None` when the hub's list does not have it.
    pub monitor: Option<&'a Monitor>,
    /// What is known of it from an earlier visit, as long as the hub has not listed its monitors.
    pub last_seen: Option<PastCheck<'a>>,
    /// Since when it has not answered, if that was seen.
    pub down_since: Option<Millis>,
    /// Name of the system that makes the check, and whether the hub calls it up; `None` if the hub does not list it.
    pub checker: Option<(&'a str, bool)>,
    /// The triggered alerts of that system.
    pub alerts: &'a [TriggeredAlert],
    /// The time by the hub's clock.
    pub hub_now: Millis,
}

impl MonitorEvidence<'_> {
    /// Without news from the hub, an earlier visit is all there is to show. It makes nothing current.
    fn unheard(&self, health: Health, reason: &str) -> Verdict {
        match self.last_seen {
            Some(past) => Verdict::because(health, past.words(self.hub_now)),
            None => Verdict::because(health, reason),
        }
    }
}

/// Judges a monitor as [`super::judge`] does a system.
pub fn judge_monitor(evidence: &MonitorEvidence) -> Verdict {
    match (evidence.connection, evidence.known) {
        (None, _) => {
            return Verdict::because(
                Health::Unlinked,
                "Linked to a monitor of a hub that is not open here",
            );
        }
        (Some(HubConnection::Lost), _) => {
            return evidence.unheard(Health::HubLost, "The connection to the hub is lost");
        }
        (Some(HubConnection::Connecting), _) => {
            return evidence.unheard(Health::Pending, "Waiting for the hub");
        }
        (Some(_), MonitorsKnown::NotYet) => {
            return evidence.unheard(Health::Pending, "Waiting for the hub's monitors");
        }
        (Some(_), MonitorsKnown::Absent) => {
            return Verdict::because(Health::Missing, "This hub has no network monitors");
        }
        (Some(_), MonitorsKnown::Listed) => {}
    }
    let Some(monitor) = evidence.monitor else {
        return Verdict::because(
            Health::Missing,
            "The hub does not list this monitor: removed, or not shared with this account",
        );
    };
    if !monitor.enabled {
        return Verdict::because(Health::Paused, "The monitor is switched off on the hub");
    }
    let Some(checked) = monitor.checked else {
        return Verdict::because(Health::Pending, "The hub waits for the first check");
    };
    if is_overdue(monitor, checked, evidence.hub_now) {
        return Verdict::because(Health::Stale, stale_reason(evidence, checked));
    }
    if monitor.is_silent() {
        return Verdict::because(Health::Down, silent_reason(evidence, monitor));
    }
    if monitor.latency().is_none() {
        return Verdict::because(Health::Stale, "The hub has no result of the last check");
    }
    match loss_reason(evidence, monitor) {
        Some(reason) => Verdict::because(Health::Warn, reason),
        None => Verdict {
            health: Health::Ok,
            reason: None,
            briefs: Vec::new(),
            is_in_bars: false,
        },
    }
}

/// The longer the interval of a check, the longer it is waited for.
fn is_overdue(monitor: &Monitor, checked: Millis, now: Millis) -> bool {
    let interval = monitor.interval.unwrap_or_default();
    now.since(checked) > STALE_AFTER_MS + 2 * interval
}

fn stale_reason(evidence: &MonitorEvidence, checked: Millis) -> String {
    let last = format!("Last check {}", format::age(checked, evidence.hub_now));
    match evidence.checker {
        Some((_, true)) => last,
        Some((name, false)) => format!("{last}: {name}, which checks it, is not up"),
        None => format!("{last}: the hub does not list the system that checks it"),
    }
}

fn silent_reason(evidence: &MonitorEvidence, monitor: &Monitor) -> String {
    let (target, kind) = (&monitor.target, monitor.kind());
    match evidence.down_since {
        Some(since) => {
            let span = format::duration(evidence.hub_now.since(since));
            format!("{target} has not answered ({kind}) for {span}")
        }
        None => format!("{target} does not answer ({kind})"),
    }
}

/// Only if the user has set an alert on the loss and it has triggered.
fn loss_reason(evidence: &MonitorEvidence, monitor: &Monitor) -> Option<String> {
    let loss = monitor.loss?;
    let mut alerts = evidence.alerts.iter().filter(|alert| !alert.acknowledged);
    let alert =
        alerts.find(|alert| alert.name == LOSS_ALERT && f64::from(loss.value()) >= alert.value)?;
    Some(format!(
        "Loss {}, alert from {} %",
        format::percent(loss),
        format::plain(alert.value)
    ))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::health::{PastMonitor, PastMonitors};
    use crate::domain::ids::{MonitorId, SystemId};
    use crate::domain::monitor::CheckResult;
    use crate::domain::monitor::tests::monitor;
    use crate::domain::units::Percent;

    const NOW: Millis = Millis(1_790_000_000_000);

    fn evidence(monitor: Option<&Monitor>) -> MonitorEvidence<'_> {
        MonitorEvidence {
            connection: Some(HubConnection::Live),
            known: MonitorsKnown::Listed,
            monitor,
            last_seen: None,
            down_since: None,
            checker: Some(("pve1", true)),
            alerts: &[],
            hub_now: NOW,
        }
    }

    fn said(evidence: &MonitorEvidence) -> (Health, String) {
        let verdict = judge_monitor(evidence);
        (verdict.health, verdict.reason.unwrap_or_default())
    }

    #[test]
    fn only_what_answered_a_short_while_ago_is_green() {
        let fresh = monitor(NOW.plus(-60_000));
        assert_eq!(said(&evidence(Some(&fresh))).0, Health::Ok);
        let old = monitor(NOW.plus(-STALE_AFTER_MS - 120_001));
        assert_eq!(
            said(&evidence(Some(&old))),
            (Health::Stale, "Last check 5 min ago".to_owned())
        );
        let seldom = Monitor {
            interval: Some(3_600_000),
            ..old.clone()
        };
        assert_eq!(said(&evidence(Some(&seldom))).0, Health::Ok);
        let abandoned = MonitorEvidence {
            checker: Some(("pve1", false)),
            ..evidence(Some(&old))
        };
        assert_eq!(
            said(&abandoned).1,
            "Last check 5 min ago: pve1, which checks it, is not up"
        );
        let unsaid = Monitor {
            result: None,
            ..fresh.clone()
        };
        assert_eq!(said(&evidence(Some(&unsaid))).0, Health::Stale);
        let new = Monitor {
            checked: None,
            ..fresh.clone()
        };
        assert_eq!(said(&evidence(Some(&new))).0, Health::Pending);
        let off = Monitor {
            enabled: false,
            ..old
        };
        assert_eq!(said(&evidence(Some(&off))).0, Health::Paused);
    }

    #[test]
    fn what_does_not_answer_is_down_since_that_was_seen() {
        let silent = Monitor {
            result: Some(CheckResult::Silent),
            ..monitor(NOW)
        };
        let words = "switch.lan does not answer (ping)";
        assert_eq!(
            said(&evidence(Some(&silent))),
            (Health::Down, words.to_owned())
        );
        let seen = MonitorEvidence {
            down_since: Some(NOW.plus(-240_000)),
            ..evidence(Some(&silent))
        };
        assert_eq!(
            said(&seen).1,
            "switch.lan has not answered (ping) for 4 min"
        );
    }

    #[test]
    fn loss_counts_only_against_an_alert_of_the_hub() {
        let lossy = Monitor {
            loss: Percent::new(12.0),
            ..monitor(NOW)
        };
        assert_eq!(said(&evidence(Some(&lossy))).0, Health::Ok);
        let alert = |value| TriggeredAlert {
            system: SystemId::new("s1"),
            name: LOSS_ALERT.to_owned(),
            value,
            minutes: 10,
            since: None,
            acknowledged: false,
        };
        for (limit, acknowledged, health) in [
            (5.0, false, Health::Warn),
            (5.0, true, Health::Ok),
            (20.0, false, Health::Ok),
        ] {
            let alerts = [TriggeredAlert {
                acknowledged,
                ..alert(limit)
            }];
            let told = MonitorEvidence {
                alerts: &alerts,
                ..evidence(Some(&lossy))
            };
            assert_eq!(said(&told).0, health, "{limit}");
        }
    }

    #[test]
    fn without_hub_or_list_nothing_is_vouched_for() {
        let fresh = monitor(NOW);
        let with = |connection, known| {
            let evidence = MonitorEvidence {
                connection,
                known,
                ..evidence(Some(&fresh))
            };
            said(&evidence).0
        };
        let listed = MonitorsKnown::Listed;
        assert_eq!(with(None, listed), Health::Unlinked);
        assert_eq!(with(Some(HubConnection::Lost), listed), Health::HubLost);
        assert_eq!(
            with(Some(HubConnection::Connecting), listed),
            Health::Pending
        );
        let live = Some(HubConnection::Live);
        assert_eq!(with(live, MonitorsKnown::NotYet), Health::Pending);
        assert_eq!(with(live, MonitorsKnown::Absent), Health::Missing);
        assert_eq!(said(&evidence(None)).0, Health::Missing);
    }

    #[test]
    fn the_last_visit_is_told_until_the_hub_lists_its_monitors_and_makes_nothing_green() {
        let one = PastMonitor {
            id: MonitorId::new("m"),
            health: Health::Ok,
            latency: None,
        };
        let past = PastMonitors::new(NOW.plus(-3 * 3_600_000), vec![one]);
        let words = "Last seen 3 h ago: up";
        for (connection, known, health, reason) in [
            (
                HubConnection::Connecting,
                MonitorsKnown::NotYet,
                Health::Pending,
                words,
            ),
            (
                HubConnection::Lost,
                MonitorsKnown::NotYet,
                Health::HubLost,
                words,
            ),
            (
                HubConnection::Live,
                MonitorsKnown::NotYet,
                Health::Pending,
                words,
            ),
            (
                HubConnection::Live,
                MonitorsKnown::Absent,
                Health::Missing,
                "This hub has no network monitors",
            ),
        ] {
            let told = said(&MonitorEvidence {
                connection: Some(connection),
                known,
                last_seen: past.get(&MonitorId::new("m")),
                ..evidence(None)
            });
            assert_eq!(told, (health, reason.to_owned()));
        }
    }
}
