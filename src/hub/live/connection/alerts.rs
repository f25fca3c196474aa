//! The alerts that are triggered: listed once, kept up by the news of the stream.

use super::{HubReport, LiveConnection};
use crate::hub::client::MOST_RECORDS;
use crate::hub::realtime::Change;

/// After so long the alerts are asked for again where they did not come, then after twice as long each time.
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
        *self.alerts.borrow_mut() = alerts;
        for change in news {
            self.note_alert(change);
        }
        self.tell_alerts();
        true
    }

    /// Without its alerts a device may look better than it is: they are asked for until they come.
    pub(super) async fn read_alerts_again(&self) {
        let mut wait = ALERTS_AGAIN_MS;
        loop {
            self.ports.clock.sleep(wait).await;
            if self.read_alerts().await {
                return;
            }
            wait = (2 * wait).min(ALERTS_AGAIN_AT_MOST_MS);
        }
    }

    pub(super) fn note_alert(&self, change: Change) {
        let mut alerts = self.alerts.borrow_mut();
        match change {
            Change::AlertTriggered(alert) => {
                alerts.retain(|old| old.system != alert.system || old.name != alert.name);
                // As many as are listed at most: a hub can send events without end.
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

    pub(super) fn tell_alerts(&self) {
        let alerts = self.alerts.borrow().clone();
        self.tell(HubReport::Alerts(alerts));
    }
}
