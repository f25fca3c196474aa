//! The alerts that are triggered: listed once, kept current by the stream.

use super::{HubReport, LiveConnection};
use crate::domain::ids::SystemId;
use crate::domain::system::TriggeredAlert;
use crate::domain::units::Millis;
use crate::hub::client::MOST_RECORDS;
use crate::hub::realtime::Change;

/// Wait before the alerts are requested again after a failure; doubles each time.
const ALERTS_AGAIN_MS: u32 = 5_000;
const ALERTS_AGAIN_AT_MOST_MS: u32 = 120_000;

impl LiveConnection {
    /// Lists the alerts; `false` where the hub did not answer.
    pub(super) async fn read_alerts(&self) -> bool {
        *self.alert_news.borrow_mut() = Some(Vec::new());
        let alerts = self.client.triggered_alerts(&self.signed_in.token()).await;
        let news = self.alert_news.take().unwrap_or_default();
        let Ok(alerts) = alerts else {
            return false;
        };
        let before = self.alerts.replace(alerts);
        for known in before {
            self.date_alert(&known.system, &known.name, known.since);
        }
        for change in news {
            self.note_alert(change);
        }
        self.report_alerts();
        true
    }

    /// Retries until the alerts arrive: without them a device may look better than it is.
    pub(super) async fn read_alerts_again(&self) {
        let mut wait = ALERTS_AGAIN_MS;
        loop {
            self.ports.clock.sleep(wait).await;
            if self.read_alerts().await {
                return self.date_alerts().await;
            }
            wait = (2 * wait).min(ALERTS_AGAIN_AT_MOST_MS);
        }
    }

    pub(super) fn note_alert(&self, change: Change) {
        let mut alerts = self.alerts.borrow_mut();
        match change {
            Change::AlertTriggered(mut alert) => {
                // An event for an alert that is triggered already is an edit of its limits.
                let known = alerts.iter();
                let known = known.filter(|old| is_of(old, &alert.system, &alert.name));
                alert.since = known.map(|old| old.since).next().unwrap_or(alert.since);
                alerts.retain(|old| old.system != alert.system || old.name != alert.name);
                // No more than are listed: a hub can send events without end.
                if alerts.len() < MOST_RECORDS {
                    alerts.push(alert);
                }
            }
            Change::AlertCleared { system, name } => {
                alerts.retain(|old| old.system != system || old.name != name)
            }
            _ => {}
        }
    }

    /// Reads from the history since when alerts are triggered, where that is not known.
    pub(super) async fn date_alerts(&self) {
        let is_known = self
            .alerts
            .borrow()
            .iter()
            .all(|alert| alert.since.is_some());
        if is_known {
            return;
        }
        // On failure the times stay unknown: nothing else depends on them.
        let Ok(lasting) = self.client.lasting_alerts(&self.signed_in.token()).await else {
            return;
        };
        for entry in lasting {
            if entry.resolved.is_none() {
                self.date_alert(&entry.system, &entry.name, entry.triggered);
            }
        }
        self.report_alerts();
    }

    fn date_alert(&self, system: &SystemId, name: &str, since: Option<Millis>) {
        let mut alerts = self.alerts.borrow_mut();
        let dated = alerts.iter_mut().find(|alert| is_of(alert, system, name));
        if let Some(alert) = dated {
            alert.since = alert.since.max(since);
        }
    }

    pub(super) fn report_alerts(&self) {
        let alerts = self.alerts.borrow().clone();
        self.notify(HubReport::Alerts(alerts));
    }
}

fn is_of(alert: &TriggeredAlert, system: &SystemId, name: &str) -> bool {
    alert.system == *system && alert.name == name
}
