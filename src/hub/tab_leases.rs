//! The leases of one tab on the streams of its hubs ([`super::stream_leases`]). Pure: its driver stores the records and notifies
//! the connections.

use super::stream_leases::{StreamLeases, TabSight, holder, origin_of};
use crate::domain::ids::HubId;
use crate::domain::units::Millis;

/// Storage of the record of each host, shared by all tabs; any of the host's hubs identifies it.
pub trait LeaseRecords {
    fn read(&self, hub: &HubId) -> StreamLeases;
    fn write(&self, hub: &HubId, leases: &StreamLeases);
}

/// A tab, and the records it shares with others.
pub struct TabLeases<'a> {
    /// The tab's id in the records.
    pub tab: &'a str,
    pub sight: TabSight,
    pub records: &'a dyn LeaseRecords,
}

impl TabLeases<'_> {
    /// Renews the lease on the stream of a hub, or takes a free or yielding one; returns whether there is one afterwards.
    pub fn claim(&self, hub: &HubId, now: Millis) -> bool {
        let before = self.records.read(hub);
        let mut leases = before.clone();
        let has_lease = leases.claim(&holder(self.tab, hub), self.sight, now);
        if leases != before {
            self.records.write(hub, &leases);
        }
        has_lease
    }

    /// Gives up the lease of a hub; returns whether there was one.
    pub fn free(&self, hub: &HubId, now: Millis) -> bool {
        let (mut leases, holder) = (self.records.read(hub), holder(self.tab, hub));
        let had_lease = leases.has(&holder, now);
        if had_lease {
            leases.free(&holder);
            self.records.write(hub, &leases);
        }
        had_lease
    }

    /// Like [`Self::free`], for a hub that is left. Returns which of the hubs that stay may take its place: a tab is not notified
    /// of its own writes.
    pub fn leave(&self, hub: &HubId, mut stay: Vec<HubId>, now: Millis) -> Vec<HubId> {
        let is_freed = self.free(hub, now);
        stay.retain(|other| is_freed && other != hub && origin_of(other) == origin_of(hub));
        stay
    }
}

#[cfg(test)]
mod tests {
    use std::cell::RefCell;
    use std::collections::HashMap;

    use super::*;

    const START: Millis = Millis(1_795_000_000_000);

    #[derive(Default)]
    struct Memory(RefCell<HashMap<String, String>>);

    impl LeaseRecords for Memory {
        fn read(&self, hub: &HubId) -> StreamLeases {
            let records = self.0.borrow();
            let text = records.get(origin_of(hub)).map(String::as_str);
            StreamLeases::parse(text.unwrap_or_default())
        }

        fn write(&self, hub: &HubId, leases: &StreamLeases) {
            let origin = origin_of(hub).to_owned();
            self.0.borrow_mut().insert(origin, leases.to_text());
        }
    }

    #[test]
    fn a_tab_that_comes_into_view_takes_none_of_its_own_leases() {
        let [a, b, c] = ["a", "b", "c"].map(|path| HubId::new(format!("http://nas:81/{path}")));
        let records = Memory::default();
        let tab = |tab, sight| TabLeases {
            tab,
            sight,
            records: &records,
        };
        let (hidden, shown) = (TabSight::LongHidden, TabSight::Shown);
        for (name, hub) in [("x", &a), ("x", &b), ("y", &a), ("z", &a)] {
            assert!(tab(name, hidden).claim(hub, START));
        }
        assert!(tab("y", shown).claim(&a, START) && tab("z", shown).claim(&a, START));
        let got = || [&c, &a, &b].map(|hub| tab("x", shown).claim(hub, START));
        assert_eq!(got(), [false, true, true]);
        // It does take the lease of another tab that is hidden again.
        assert!(tab("z", hidden).claim(&a, START));
        assert_eq!(got(), [true; 3]);
    }

    #[test]
    fn a_hub_that_is_left_makes_room_for_another_one_of_its_host_in_the_same_tab() {
        let hubs =
            ["a", "b", "c", "d", "e"].map(|path| HubId::new(format!("http://nas:81/{path}")));
        let elsewhere = HubId::new("http://other:81/a");
        let records = Memory::default();
        let tab = TabLeases {
            tab: "x",
            sight: TabSight::Shown,
            records: &records,
        };
        assert!(tab.claim(&elsewhere, START));
        let got = hubs.each_ref().map(|hub| tab.claim(hub, START));
        assert_eq!(got, [true, true, true, true, false]);

        let [a, rest @ ..] = &hubs;
        let stay: Vec<HubId> = rest.iter().chain([&elsewhere]).cloned().collect();
        let waiting = tab.leave(a, stay.clone(), START);
        assert_eq!(waiting, rest);
        assert!(waiting.iter().all(|hub| tab.claim(hub, START)));
        // A hub without a lease leaves none behind.
        assert_eq!(tab.leave(a, stay, START), []);
        assert!(!tab.claim(a, START));
    }
}
