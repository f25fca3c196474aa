//! When a system was last heard from, and since when it has been down. The time of a record is no proof of contact: a person who renames a
//! system, or tries in vain to resume it, updates it too. So records are compared.

use super::system::{System, SystemStatus};
use super::units::Millis;

/// An agent reports once a minute (hub 0.12 to 0.20); after three missed reports its values are stale. In milliseconds.
pub const STALE_AFTER_MS: i64 = 180_000;

/// What the successive records of one system show of its contact with the hub. By the hub's clock.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Contact {
    /// The last report of the agent; `None` where none was seen.
    pub heard: Option<Millis>,
    /// `None` if it is not down or the moment is unknown.
    pub down_since: Option<Millis>,
}

/// How a record was received.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Seen {
    /// As an event, of just this change.
    Event,
    /// In a list, which may be read long after the previous one.
    List,
}

impl Contact {
    /// From the first record that is seen of a system.
    pub fn first(system: &System) -> Self {
        Self {
            heard: system.updated.filter(|_| system.status == SystemStatus::Up),
            down_since: None,
        }
    }

    /// Updated by the record that follows another one.
    pub fn followed_by(self, before: &System, after: &System, seen: Seen) -> Self {
        Self {
            heard: self.heard_after(before, after),
            down_since: self.down_after(before, after, seen),
        }
    }

    fn heard_after(self, before: &System, after: &System) -> Option<Millis> {
        if after.status != SystemStatus::Up || self.heard.is_some() && is_an_edit(before, after) {
            return self.heard;
        }
        after.updated.or(self.heard)
    }

    fn down_after(self, before: &System, after: &System, seen: Seen) -> Option<Millis> {
        match after.status {
            SystemStatus::Down if before.status == SystemStatus::Up => {
                // Between two lists it went down some time after it was heard last, and before the record was written.
                let is_exact = seen == Seen::Event
                    || self
                        .heard
                        .zip(after.updated)
                        .is_some_and(|(heard, written)| written.since(heard) <= STALE_AFTER_MS);
                after.updated.filter(|_| is_exact)
            }
            // An attempt to resume it is not contact.
            SystemStatus::Down | SystemStatus::Pending => self.down_since,
            SystemStatus::Up | SystemStatus::Paused | SystemStatus::Other(_) => None,
        }
    }
}

/// Whether a person changed the record: another name or address, with the same values as the last report.
fn is_an_edit(before: &System, after: &System) -> bool {
    before.status == after.status
        && before.metrics == after.metrics
        && (before.name != after.name || before.host != after.host)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::ids::SystemId;
    use crate::domain::system::Metrics;

    const START: Millis = Millis(1_000_000_000);

    fn system(status: SystemStatus, minutes: i64, uptime: u64) -> System {
        System {
            id: SystemId::new("s"),
            name: "pve".to_owned(),
            host: String::new(),
            status,
            metrics: Metrics {
                uptime: Some(uptime),
                ..Metrics::default()
            },
            updated: Some(START.plus(minutes * 60_000)),
        }
    }

    /// The contact after these records, one after another.
    fn after(records: &[System], seen: Seen) -> Contact {
        let mut contact = Contact::first(&records[0]);
        for pair in records.windows(2) {
            contact = contact.followed_by(&pair[0], &pair[1], seen);
        }
        contact
    }

    fn at(minutes: i64) -> Option<Millis> {
        Some(START.plus(minutes * 60_000))
    }

    #[test]
    fn what_is_first_seen_down_is_down_for_an_unknown_time() {
        let contact = Contact::first(&system(SystemStatus::Down, 5, 1));
        assert_eq!(contact, Contact::default());
    }

    #[test]
    fn a_fall_that_was_seen_has_its_time_and_keeps_it() {
        let renamed = System {
            name: "other".to_owned(),
            ..system(SystemStatus::Down, 90, 60)
        };
        let records = [
            system(SystemStatus::Up, 0, 60),
            system(SystemStatus::Down, 1, 60),
            renamed,
            // A vain attempt to resume it.
            system(SystemStatus::Pending, 100, 60),
            system(SystemStatus::Down, 101, 60),
        ];
        for count in 2..=records.len() {
            let contact = after(&records[..count], Seen::Event);
            assert_eq!((contact.heard, contact.down_since), (at(0), at(1)));
        }
    }

    #[test]
    fn contact_and_a_pause_end_it() {
        for status in [SystemStatus::Up, SystemStatus::Paused] {
            let records = [
                system(SystemStatus::Up, 0, 60),
                system(SystemStatus::Down, 1, 60),
                system(status, 9, 60),
                system(SystemStatus::Pending, 10, 60),
                system(SystemStatus::Down, 11, 60),
            ];
            assert_eq!(after(&records[..3], Seen::Event).down_since, None);
            assert_eq!(after(&records[2..], Seen::Event).down_since, None);
        }
    }

    #[test]
    fn between_two_lists_a_fall_has_a_time_only_where_they_are_near() {
        let fall = |minutes| {
            let up = system(SystemStatus::Up, 0, 60);
            let down = system(SystemStatus::Down, minutes, 60);
            after(&[up, down], Seen::List).down_since
        };
        assert_eq!((fall(2), fall(90)), (at(2), None));
    }

    #[test]
    fn a_new_name_is_no_report() {
        let renamed = |uptime| System {
            name: "other".to_owned(),
            ..system(SystemStatus::Up, 7, uptime)
        };
        let first = system(SystemStatus::Up, 0, 60);
        let edited = after(&[first.clone(), renamed(60)], Seen::Event);
        assert_eq!(edited.heard, at(0));
        let reported = after(&[first, renamed(480)], Seen::Event);
        assert_eq!(reported.heard, at(7));
    }
}
