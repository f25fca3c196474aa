//! The alerts that are on: listed once, kept up by the news of the stream.

use super::Connection;
use crate::hub::realtime::Change;

/// After so long the alerts are asked for again where they did not come, then after twice as long each time.
const ALERTS_AGAIN_MS: u32 = 5_000;
const ALERTS_AGAIN_AT_MOST_MS: u32 = 120_000;

impl Connection {
    /// Lists the alerts; whether that is done, by this reading or a newer one.
    pub(super) async fn read_alerts(&self, reading: u64) -> bool {
        *self.alert_news.borrow_mut() = Some(Vec::new());
        let alerts = self.client.triggered_alerts(&self.signed_in.token()).await;
        if !self.is_reading(reading) {
            return true;
        }
        let news = self.alert_news.borrow_mut().take().unwrap_or_default();
        let Ok(alerts) = alerts else {
            return false;
        };
        *self.alerts.borrow_mut() = alerts;
        for change in news {
            self.note_alert(change);
        }
        self.show_alerts();
        true
    }

    /// Without its alerts a device may look better than it is: they are asked for until they come.
    pub(super) async fn read_alerts_again(&self, reading: u64) {
        let mut wait = ALERTS_AGAIN_MS;
        loop {
            self.clock.sleep(wait).await;
            if !self.is_reading(reading) || self.read_alerts(reading).await {
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
                alerts.push(alert);
            }
            Change::AlertCleared { system, name } => {
                alerts.retain(|old| old.system != system || old.name != name)
            }
            _ => {}
        }
    }

    pub(super) fn show_alerts(&self) {
        if !self.stopped.get() {
            self.app
                .inner()
                .board
                .set_alerts(self.alerts.borrow().clone());
        }
    }
}
