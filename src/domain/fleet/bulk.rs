//! Actions on several systems at once, and the progress of pausing or resuming them.

use std::collections::VecDeque;

use super::row::FleetRow;
use crate::domain::health::Health;
use crate::domain::ids::{HubId, SystemRef};
use crate::domain::inventory::loading::Fault;

/// The selected systems, by the actions that are possible on them.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct BulkOffer {
    /// Systems that no device shows.
    pub unlinked: Vec<SystemRef>,
    /// Systems that a device shows, or that are its guests.
    pub linked: Vec<SystemRef>,
    /// Systems whose monitoring can be paused, as far as the account's role is known.
    pub monitored: Vec<SystemRef>,
    /// Systems whose monitoring can be resumed.
    pub paused: Vec<SystemRef>,
    /// Systems on which alerts can be set; alerts are the user's own, so any role may.
    pub watched: Vec<SystemRef>,
}

impl BulkOffer {
    /// `may_change` tells whether the account may change the systems of a hub.
    pub fn of<'a>(
        rows: impl Iterator<Item = &'a FleetRow>,
        may_change: impl Fn(&SystemRef) -> bool,
    ) -> Self {
        let mut offer = Self::default();
        for row in rows {
            let by_place = match row.place {
                None => &mut offer.unlinked,
                Some(_) => &mut offer.linked,
            };
            by_place.push(row.system.clone());
            let by_state = match row.health {
                Health::HubLost | Health::Missing => continue,
                Health::Paused => &mut offer.paused,
                _ => &mut offer.monitored,
            };
            if may_change(&row.system) {
                by_state.push(row.system.clone());
            }
            offer.watched.push(row.system.clone());
        }
        offer
    }
}

/// Pauses or resumes systems one after the other. After a failure it skips the other systems of that hub.
#[derive(Clone, Debug)]
pub struct MonitoringBatch {
    is_monitored: bool,
    waiting: VecDeque<SystemRef>,
    count: usize,
    done: usize,
    failed: Vec<(HubId, Fault)>,
}

impl MonitoringBatch {
    pub fn new(systems: Vec<SystemRef>, is_monitored: bool) -> Self {
        Self {
            is_monitored,
            count: systems.len(),
            waiting: systems.into(),
            done: 0,
            failed: Vec::new(),
        }
    }

    /// Whether the systems are resumed.
    pub const fn is_monitored(&self) -> bool {
        self.is_monitored
    }

    /// The next system to pause or resume.
    pub fn take_next(&mut self) -> Option<SystemRef> {
        loop {
            let system = self.waiting.pop_front()?;
            if !self.failed.iter().any(|(hub, _)| *hub == system.hub) {
                return Some(system);
            }
        }
    }

    /// Records the result of the last one.
    pub fn answer(&mut self, of: &SystemRef, result: Result<(), Fault>) {
        match result {
            Ok(()) => self.done += 1,
            Err(fault) => self.failed.push((of.hub.clone(), fault)),
        }
    }

    /// `Paused 3 systems`; `Paused 1 of 3 systems. Your account …`.
    pub fn words(&self) -> String {
        let verb = if self.is_monitored {
            "Resumed"
        } else {
            "Paused"
        };
        let systems = match self.count {
            1 => "system",
            _ => "systems",
        };
        let Some((_, fault)) = self.failed.first() else {
            return format!("{verb} {} {systems}", self.done);
        };
        let why = fault.words("to pause and resume systems");
        format!("{verb} {} of {} {systems}. {why}", self.done, self.count)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::fleet::FleetPlaces;
    use crate::domain::fleet::tests::{racks, reference, row_of};
    use crate::domain::ids::SystemId;
    use crate::domain::system::SystemStatus;

    #[test]
    fn what_is_offered_fits_the_systems() {
        let snapshot = racks();
        let places = FleetPlaces::new(&snapshot);
        let row = |name, status| {
            let place = places.place_of(&reference(name));
            row_of(name, status, 5.0, place)
        };
        let rows = [
            row("guest", SystemStatus::Up),
            row("nowhere", SystemStatus::Paused),
            row("elsewhere", SystemStatus::Down),
        ];
        let names = |systems: &[SystemRef]| -> Vec<String> {
            let names = systems.iter().map(|of| of.system.to_string());
            names.collect()
        };
        let rows = || rows.iter().map(|row| &**row);
        let all = BulkOffer::of(rows(), |_| true);
        assert_eq!(names(&all.linked), ["guest"]);
        assert_eq!(names(&all.unlinked), ["nowhere", "elsewhere"]);
        assert_eq!(names(&all.monitored), ["guest", "elsewhere"]);
        assert_eq!(names(&all.paused), ["nowhere"]);
        assert_eq!(names(&all.watched), ["guest", "nowhere", "elsewhere"]);
        let read_only = BulkOffer::of(rows(), |_| false);
        assert!(read_only.monitored.is_empty() && read_only.paused.is_empty());
        assert_eq!(read_only.linked, all.linked);
    }

    #[test]
    fn a_hub_that_refuses_is_asked_no_more_and_the_others_are() {
        let other = SystemRef::new(HubId::new("other"), SystemId::new("c"));
        let systems = vec![reference("a"), reference("b"), other];
        let mut batch = MonitoringBatch::new(systems, false);
        let mut asked = Vec::new();
        while let Some(of) = batch.take_next() {
            let result = match asked.len() {
                0 => Err(Fault::NotAllowed),
                _ => Ok(()),
            };
            asked.push(of.system.to_string());
            batch.answer(&of, result);
        }
        assert_eq!(asked, ["a", "c"]);
        assert!(
            batch.words().starts_with("Paused 1 of 3 systems. "),
            "{}",
            batch.words()
        );
    }

    #[test]
    fn what_was_done_is_said() {
        let mut batch = MonitoringBatch::new(vec![reference("a")], true);
        let of = batch.take_next().expect("one");
        batch.answer(&of, Ok(()));
        assert_eq!(
            (batch.take_next(), batch.words().as_str()),
            (None, "Resumed 1 system")
        );
    }
}
