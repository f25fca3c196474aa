//! The monitors of all hubs as last reported. Pure: its owner passes in answers and events.

use std::collections::HashMap;

use crate::domain::health::{MonitorsKnown, PastCheck, PastMonitors};
use crate::domain::ids::{HubId, MonitorId, MonitorRef};
use crate::domain::monitor::Monitor;
use crate::domain::units::Millis;
use crate::hub::read::parse;
use crate::hub::records::Fields;
use crate::hub::records::inventory::monitor;

/// The most monitors accepted from one hub: a hub can send events without end.
pub const MOST_MONITORS: usize = 5_000;

/// What an event reports about a monitor.
#[derive(Clone, Debug, PartialEq)]
pub enum MonitorNews {
    /// New, or changed.
    Changed(Box<Monitor>),
    Removed(MonitorId),
}

impl MonitorNews {
    /// Reads the data of an event; `None` for one that cannot be read.
    pub fn read(data: &str) -> Option<Self> {
        let event = parse(data)?;
        let event = Fields::of(&event);
        let monitor = monitor(event.object("record"))?;
        Some(if event.str("action") == Some("delete") {
            Self::Removed(monitor.id)
        } else {
            Self::Changed(Box::new(monitor))
        })
    }

    fn id(&self) -> &MonitorId {
        match self {
            Self::Changed(monitor) => &monitor.id,
            Self::Removed(id) => id,
        }
    }
}

/// A monitor, and since when it has been silent.
#[derive(Clone, Debug, PartialEq)]
pub struct SeenMonitor {
    pub monitor: Monitor,
    /// `None` if it was silent when first reported: the start is unknown then.
    pub down_since: Option<Millis>,
}

#[derive(Debug, Default)]
struct HubMonitors {
    known: MonitorsKnown,
    monitors: HashMap<MonitorId, SeenMonitor>,
    /// News received while a list, which may be older, was on its way.
    news: Option<Vec<MonitorNews>>,
    /// What an earlier visit knew, until the hub has said whether it has monitors.
    past: Option<PastMonitors>,
}

impl HubMonitors {
    fn take(&mut self, news: MonitorNews) {
        match news {
            MonitorNews::Removed(id) => {
                self.monitors.remove(&id);
            }
            MonitorNews::Changed(monitor) => self.put(*monitor),
        }
    }

    fn put(&mut self, monitor: Monitor) {
        let before = self.monitors.get(&monitor.id);
        if before.is_none() && self.monitors.len() >= MOST_MONITORS {
            return;
        }
        let seen = SeenMonitor {
            down_since: down_since(before, &monitor),
            monitor,
        };
        self.monitors.insert(seen.monitor.id.clone(), seen);
    }
}

/// Known only where it was seen to fall silent.
fn down_since(before: Option<&SeenMonitor>, monitor: &Monitor) -> Option<Millis> {
    let before = before.filter(|_| monitor.is_silent())?;
    if before.monitor.is_silent() {
        return before.down_since;
    }
    monitor.checked
}

#[derive(Debug, Default)]
pub struct MonitorStore {
    hubs: HashMap<HubId, HubMonitors>,
}

impl MonitorStore {
    /// Takes in what an earlier visit knew of a hub's monitors. Ignored once the hub has listed them.
    pub fn recall(&mut self, hub: &HubId, past: PastMonitors) {
        let hub = self.hubs.entry(hub.clone()).or_default();
        if hub.known == MonitorsKnown::NotYet {
            hub.past = Some(past);
        }
    }

    /// What is known of a monitor only from an earlier visit.
    pub fn last_seen(&self, of: &MonitorRef) -> Option<PastCheck<'_>> {
        self.hubs.get(&of.hub)?.past.as_ref()?.get(&of.monitor)
    }

    /// Like [`Self::last_seen`], for all monitors of a hub.
    pub fn past(&self, hub: &HubId) -> Option<&PastMonitors> {
        self.hubs.get(hub)?.past.as_ref()
    }

    /// Notes that a list was requested: events from here on are newer than it.
    pub fn asked(&mut self, hub: &HubId) {
        let hub = self.hubs.entry(hub.clone()).or_default();
        hub.news.get_or_insert_default();
    }

    /// Notes that the request for the list failed.
    pub fn failed(&mut self, hub: &HubId) {
        if let Some(hub) = self.hubs.get_mut(hub) {
            hub.news = None;
        }
    }

    /// Replaces all monitors of a hub; `None` if the hub does not have the feature.
    pub fn list(&mut self, hub: &HubId, monitors: Option<Vec<Monitor>>) {
        let hub = self.hubs.entry(hub.clone()).or_default();
        let news = hub.news.take().unwrap_or_default();
        hub.past = None;
        hub.known = match monitors {
            Some(_) => MonitorsKnown::Listed,
            None => MonitorsKnown::Absent,
        };
        let before = std::mem::take(&mut hub.monitors);
        for monitor in monitors.into_iter().flatten().take(MOST_MONITORS) {
            let seen = SeenMonitor {
                down_since: down_since(before.get(&monitor.id), &monitor),
                monitor,
            };
            hub.monitors.insert(seen.monitor.id.clone(), seen);
        }
        for one in news {
            hub.take(one);
        }
    }

    /// Takes in an event. Events before the first list was requested are dropped.
    pub fn take(&mut self, hub: &HubId, news: MonitorNews) {
        let Some(hub) = self.hubs.get_mut(hub) else {
            return;
        };
        if let Some(kept) = hub.news.as_mut() {
            // The last one of a monitor wins.
            kept.retain(|other| other.id() != news.id());
            if kept.len() < MOST_MONITORS {
                kept.push(news.clone());
            }
        }
        if hub.known == MonitorsKnown::Listed {
            hub.take(news);
        }
    }

    pub fn forget(&mut self, hub: &HubId) {
        self.hubs.remove(hub);
    }

    pub fn clear(&mut self) {
        self.hubs.clear();
    }

    pub fn known(&self, hub: &HubId) -> MonitorsKnown {
        self.hubs.get(hub).map(|hub| hub.known).unwrap_or_default()
    }

    pub fn get(&self, of: &MonitorRef) -> Option<&SeenMonitor> {
        self.hubs.get(&of.hub)?.monitors.get(&of.monitor)
    }

    /// All monitors of all hubs, in no particular order.
    pub fn all(&self) -> impl Iterator<Item = (&HubId, &SeenMonitor)> {
        let hubs = self.hubs.iter();
        hubs.flat_map(|(hub, of)| of.monitors.values().map(move |seen| (hub, seen)))
    }

    pub fn is_empty(&self) -> bool {
        self.all().next().is_none()
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use serde_json::{Value, json};

    use super::*;

    fn hub() -> HubId {
        HubId::new("http://hub/")
    }

    fn reference(id: &str) -> MonitorRef {
        MonitorRef::new(hub(), MonitorId::new(id))
    }

    fn record(id: &str, response: i64, second: i64) -> Value {
        let checked = format!("2026-11-21 09:00:{second:02}.000Z");
        json!({
            "id": id, "system": "s", "target": "t", "protocol": "icmp", "enabled": true, "res": response, "updated": checked,
        })
    }

    fn event(id: &str, response: i64, second: i64, action: &str) -> MonitorNews {
        let record = record(id, response, second);
        let data = json!({"action": action, "record": record}).to_string();
        MonitorNews::read(&data).expect("news")
    }

    fn of(id: &str, response: i64, second: i64) -> Monitor {
        monitor(Fields::of(&record(id, response, second))).expect("a monitor")
    }

    fn listed(monitors: Vec<Monitor>) -> MonitorStore {
        let mut store = MonitorStore::default();
        store.asked(&hub());
        store.list(&hub(), Some(monitors));
        store
    }

    #[test]
    fn since_when_it_is_silent_is_known_where_it_was_seen_to_fall_silent() {
        let mut store = listed(vec![of("a", 0, 1), of("b", 9, 1)]);
        store.take(&hub(), event("a", 0, 5, "update"));
        store.take(&hub(), event("b", 0, 5, "update"));
        store.take(&hub(), event("b", 0, 9, "update"));
        let since = |store: &MonitorStore, id| {
            let seen = store.get(&reference(id)).expect("it is listed");
            (seen.monitor.is_silent(), seen.down_since)
        };
        assert_eq!(since(&store, "a"), (true, None));
        let fell = of("b", 0, 5).checked;
        assert_eq!(since(&store, "b"), (true, fell));
        store.asked(&hub());
        store.list(&hub(), Some(vec![of("b", 0, 20)]));
        assert_eq!(since(&store, "b"), (true, fell));
        assert_eq!(store.get(&reference("a")), None);
        store.take(&hub(), event("b", 7, 25, "update"));
        assert_eq!(since(&store, "b"), (false, None));
    }

    #[test]
    fn a_hub_without_monitors_has_none_whatever_it_sends() {
        let mut store = MonitorStore::default();
        assert_eq!(store.known(&hub()), MonitorsKnown::NotYet);
        store.take(&hub(), event("a", 1, 1, "create"));
        store.asked(&hub());
        store.list(&hub(), None);
        store.take(&hub(), event("a", 1, 1, "create"));
        assert_eq!(store.known(&hub()), MonitorsKnown::Absent);
        assert!(store.is_empty());
    }

    #[test]
    fn it_takes_no_more_than_it_can_hold() {
        let many = (0..MOST_MONITORS + 5).map(|number| of(&number.to_string(), 1, 1));
        let mut store = listed(many.collect());
        store.take(&hub(), event("one more", 1, 1, "create"));
        assert_eq!(store.all().count(), MOST_MONITORS);
        store.take(&hub(), event("0", 0, 2, "update"));
        assert!(
            store
                .get(&reference("0"))
                .is_some_and(|seen| seen.monitor.is_silent())
        );
    }

    #[test]
    fn what_cannot_be_read_is_no_news() {
        for data in [
            "",
            "{}",
            r#"{"action":"update","record":{"id":"a"}}"#,
            "[1]",
        ] {
            assert_eq!(MonitorNews::read(data), None, "{data}");
        }
    }

    proptest! {
        /// A list on its way may be older than the events that come meanwhile: the last word wins.
        #[test]
        fn the_last_word_on_a_monitor_wins(turns in prop::collection::vec((0..4_u8, 0..3_u8, 1..50_i64), 1..40)) {
            let mut store = listed(Vec::new());
            let mut truth: HashMap<String, i64> = HashMap::new();
            let mut on_its_way: Option<HashMap<String, i64>> = None;
            for (kind, id, response) in turns {
                let id = id.to_string();
                match kind {
                    0 => {
                        truth.insert(id.clone(), response);
                        store.take(&hub(), event(&id, response, 1, "update"));
                    }
                    1 => {
                        truth.remove(&id);
                        store.take(&hub(), event(&id, response, 1, "delete"));
                    }
                    2 => {
                        if on_its_way.is_none() {
                            store.asked(&hub());
                            on_its_way = Some(truth.clone());
                        }
                    }
                    _ => {
                        if let Some(list) = on_its_way.take() {
                            let list = list.iter().map(|(id, response)| of(id, *response, 1));
                            store.list(&hub(), Some(list.collect()));
                        }
                    }
                }
                let mut known: Vec<(String, f64)> = store
                    .all()
                    .map(|(_, seen)| {
                        let latency = seen.monitor.latency().map_or(0.0, |latency| latency.milliseconds());
                        (seen.monitor.id.to_string(), (latency * 1000.0).round())
                    })
                    .collect();
                known.sort_by(|a, b| a.0.cmp(&b.0));
                let mut wanted: Vec<(String, f64)> =
                    truth.iter().map(|(id, response)| (id.clone(), *response as f64)).collect();
                wanted.sort_by(|a, b| a.0.cmp(&b.0));
                prop_assert_eq!(known, wanted);
            }
        }
    }
}
