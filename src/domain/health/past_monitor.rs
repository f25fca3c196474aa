//! The monitors of a hub as they were known at an earlier visit: shown with their age until the hub has listed its monitors.

use super::Health;
use crate::domain::format;
use crate::domain::ids::MonitorId;
use crate::domain::monitor::Latency;
use crate::domain::units::Millis;

/// What was last known of a monitor.
#[derive(Clone, Debug, PartialEq)]
pub struct PastMonitor {
    pub id: MonitorId,
    /// Its health at that time.
    pub health: Health,
    /// Latency of the last check, if it was answered.
    pub latency: Option<Latency>,
}

/// What was last known of all monitors of a hub, and when.
#[derive(Clone, Debug, PartialEq)]
pub struct PastMonitors {
    seen: Millis,
    /// Sorted by id.
    monitors: Vec<PastMonitor>,
}

impl PastMonitors {
    /// Keeps one of two with the same id.
    pub fn new(seen: Millis, mut monitors: Vec<PastMonitor>) -> Self {
        monitors.sort_by(|a, b| a.id.cmp(&b.id));
        monitors.dedup_by(|a, b| a.id == b.id);
        Self { seen, monitors }
    }

    /// By the browser's clock.
    pub const fn seen(&self) -> Millis {
        self.seen
    }

    /// In the order of their ids.
    pub fn monitors(&self) -> &[PastMonitor] {
        &self.monitors
    }

    /// The monitor with this id.
    pub fn get(&self, id: &MonitorId) -> Option<PastCheck<'_>> {
        let place = self.monitors.binary_search_by(|past| past.id.cmp(id));
        let past = self.monitors.get(place.ok()?)?;
        let seen = self.seen;
        Some(PastCheck { past, seen })
    }
}

/// A monitor as of an earlier visit, with the time of that visit.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct PastCheck<'a> {
    past: &'a PastMonitor,
    /// By the browser's clock.
    pub seen: Millis,
}

impl PastCheck<'_> {
    /// One line: `Last seen 3 h ago: up, latency 12 ms`.
    pub fn words(self, now: Millis) -> String {
        let health = self.past.health;
        let latency = self.past.latency.filter(|_| health.is_verified());
        let latency = latency.map(|latency| format!(", latency {}", latency.text()));
        format!(
            "Last seen {}: {}{}",
            format::age(self.seen, now),
            health.word(),
            latency.unwrap_or_default()
        )
    }

    /// For the right end of a device: `was up`.
    pub fn brief(self) -> String {
        was(self.past.health)
    }
}

/// `was up`, also if it needed a look.
fn was(health: Health) -> String {
    let state = if health.is_verified() {
        Health::Ok
    } else {
        health
    };
    format!("was {}", state.word())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn it_tells_what_was_and_how_long_ago() {
        let said = |health, microseconds| {
            let one = PastMonitor {
                id: MonitorId::new("m"),
                health,
                latency: Latency::measured(microseconds),
            };
            let all = PastMonitors::new(Millis(0), vec![one.clone(), one]);
            assert_eq!(all.monitors().len(), 1);
            assert_eq!(all.get(&MonitorId::new("other")), None);
            let past = all.get(&MonitorId::new("m")).expect("it is known");
            (past.words(Millis(3 * 3_600_000)), past.brief())
        };
        let pair = |words: &str, brief: &str| (words.to_owned(), brief.to_owned());
        assert_eq!(
            said(Health::Ok, 12_000.0),
            pair("Last seen 3 h ago: up, latency 12 ms", "was up")
        );
        assert_eq!(
            said(Health::Warn, 12_000.0),
            pair("Last seen 3 h ago: up, warning, latency 12 ms", "was up")
        );
        assert_eq!(
            said(Health::Down, f64::NAN),
            pair("Last seen 3 h ago: down", "was down")
        );
        // Its latency before it went silent is not part of its last state.
        assert_eq!(said(Health::Stale, 12_000.0).0, "Last seen 3 h ago: stale");
    }
}
