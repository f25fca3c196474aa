//! Which racks have nothing in them nor beside them, kept up to date from one layout to the next.

use std::sync::Arc;

use super::ids::RackId;
use super::layout::{Snapshot, racks_that_differ};

/// By default those of an empty layout.
#[derive(Debug, Default)]
pub struct EmptyRacks {
    seen: Arc<Snapshot>,
    /// In the order of their ids.
    empty: Vec<RackId>,
}

impl EmptyRacks {
    /// The empty racks of the layout `now`, sorted by id. Checks only the racks that have changed since the last call.
    pub fn of(&mut self, now: &Arc<Snapshot>) -> &[RackId] {
        let before = std::mem::replace(&mut self.seen, now.clone());
        let (layout, index) = (&now.layout, &now.index);
        if !before.layout.racks.is_same(&layout.racks) {
            self.empty.retain(|rack| layout.rack(*rack).is_some());
        }
        for rack in racks_that_differ(&before.layout, layout) {
            let is_empty =
                index.devices_in(rack).is_empty() && index.devices_beside(rack).is_empty();
            match (self.empty.binary_search(&rack), is_empty) {
                (Err(place), true) => self.empty.insert(place, rack),
                (Ok(place), false) => drop(self.empty.remove(place)),
                _ => {}
            }
        }
        &self.empty
    }
}

#[cfg(test)]
mod tests {
    use uuid::Uuid;

    use super::*;
    use crate::domain::command::{Command, apply};
    use crate::domain::ids::DeviceId;
    use crate::domain::layout::counting::looked_at;
    use crate::domain::layout::hall::{PER_RACK, hall};
    use crate::domain::layout::{Layout, Rack, RackHeight};

    fn rack(number: u128) -> RackId {
        RackId::new(Uuid::from_u128(number))
    }

    fn changed(layout: &Layout, commands: impl IntoIterator<Item = Command>) -> Layout {
        let mut layout = layout.clone();
        for command in commands {
            apply(&mut layout, &command).expect("it is possible");
        }
        layout
    }

    #[test]
    fn a_rack_is_empty_from_its_last_device_until_its_next_one() {
        let full = hall(3);
        let devices = (0..PER_RACK).map(|number| DeviceId::new(Uuid::from_u128(PER_RACK + number)));
        let cleared = changed(&full, devices.map(Command::RemoveDevice));
        let new = Rack::new(rack(9), "new", RackHeight::clamped(10));
        let added = Command::AddRack {
            index: 0,
            rack: Box::new(new),
        };
        let with_new = changed(&cleared, [added]);
        let without = changed(&with_new, [Command::RemoveRack(rack(1))]);
        let mut racks = EmptyRacks::default();
        let mut of = |layout: &Layout| racks.of(&Arc::new(Snapshot::new(layout.clone()))).to_vec();
        assert_eq!(of(&full), []);
        assert_eq!(of(&cleared), [rack(1)]);
        assert_eq!(of(&with_new), [rack(1), rack(9)]);
        assert_eq!(of(&without), [rack(9)]);
        assert_eq!(of(&full), []);
        assert_eq!(of(&Layout::new(full.id, "none")), []);
    }

    #[test]
    fn a_command_has_no_more_looked_at_in_a_large_layout() {
        let cost = |racks| {
            let before = hall(racks);
            let device = DeviceId::new(Uuid::from_u128(0));
            let name = "other".to_owned();
            let after = changed(&before, [Command::RenameDevice { device, name }]);
            let [before, after] = [before, after].map(|layout| Arc::new(Snapshot::new(layout)));
            let mut empty = EmptyRacks::default();
            empty.of(&before);
            looked_at(|| drop(empty.of(&after).to_vec()))
        };
        let (small, large) = (cost(8), cost(200));
        assert!(large <= small + 100, "{small}, and {large} in a large one");
    }
}
