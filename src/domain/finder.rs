//! Finds things of several kinds by typing: actions, racks, systems, devices.

use super::ids::DeviceId;
use super::layout::Snapshot;
use super::search::{Query, SearchIndex};

/// Things to find, each with what it leads to.
#[derive(Clone, Debug)]
pub struct Finder<T> {
    index: SearchIndex,
    /// In the order of the index's entries: the group of each, and what it leads to.
    goals: Vec<(u8, T)>,
}

impl<T> Default for Finder<T> {
    fn default() -> Self {
        Self {
            index: SearchIndex::default(),
            goals: Vec::new(),
        }
    }
}

impl<T> Finder<T> {
    /// Adds a thing: its name, and what else it is found by. Of things that fit alike, those of a lower group come first.
    pub fn add(&mut self, group: u8, goal: T, name: &str, also: &[&str]) {
        self.index.add(&[name], also);
        self.goals.push((group, goal));
    }

    /// Adds all devices of a layout, found by their names and places too.
    pub fn add_devices(&mut self, group: u8, snapshot: &Snapshot, goal: impl Fn(DeviceId) -> T) {
        let layout = &snapshot.layout;
        let mut place = String::new();
        for rack in &layout.racks {
            let inside = snapshot.index.all_of(rack.id);
            for device in inside.iter().filter_map(|id| layout.devices.get(id)) {
                place.clear();
                layout.push_spoken_place(device, rack, &mut place);
                self.add(group, goal(device.id), &device.name, &[&place, "Device"]);
            }
        }
    }

    /// The best answers to a query, at most that many.
    pub fn best(&self, query: &Query, limit: usize) -> Vec<&T> {
        let group = |entry: usize| self.goals.get(entry).map_or(u8::MAX, |(group, _)| *group);
        let best = self.index.best(query, limit, &group);
        let goals = best.into_iter().filter_map(|entry| self.goals.get(entry));
        goals.map(|(_, goal)| goal).collect()
    }
}

#[cfg(test)]
mod tests {
    use uuid::Uuid;

    use super::*;
    use crate::domain::ids::{LayoutId, RackId};
    use crate::domain::layout::{
        Category, Device, DeviceType, Face, Layout, Place, Rack, RackHeight,
    };
    use crate::domain::units::HalfU;

    /// Racks of 25 devices each, named after their number.
    fn hall(racks: u16) -> Snapshot {
        let mut layout = Layout::new(LayoutId::new(Uuid::nil()), "Hall");
        let server = DeviceType::new("server", "Server", Category::Server, HalfU(2));
        let slug = server.slug.clone();
        layout.device_types.insert(server);
        for number in 0..racks {
            let id = RackId::new(Uuid::from_u128(u128::from(number)));
            let name = format!("Rack {number}");
            layout
                .racks
                .push(Rack::new(id, name, RackHeight::clamped(42)));
            for unit in 0..25 {
                let name = format!("ÄRGER-{}", number * 25 + unit);
                let device = DeviceId::new(Uuid::from_u128(u128::from(number * 25 + unit) << 64));
                let place = Place::Rack {
                    rack: id,
                    bottom: HalfU(unit * 2),
                    face: Face::Front,
                    column: 0,
                };
                let device = Device::new(device, slug.clone(), name, place);
                layout.devices.insert(device);
            }
        }
        Snapshot::new(layout)
    }

    #[test]
    fn devices_are_found_by_name_and_place_in_the_natural_order() {
        let snapshot = hall(12);
        let mut finder = Finder::default();
        finder.add_devices(1, &snapshot, Some);
        finder.add(0, None, "Rack 1", &["42 U"]);
        let names = |typed: &str, limit: usize| -> Vec<String> {
            let found = finder.best(&Query::new(typed), limit).into_iter();
            let devices = found.map(|id| id.and_then(|id| snapshot.layout.devices.get(&id)));
            devices
                .map(|device| device.map_or("a rack".to_owned(), |device| device.name.clone()))
                .collect()
        };
        assert_eq!(names("ärger", 3), ["ÄRGER-0", "ÄRGER-1", "ÄRGER-2"]);
        assert_eq!(names("ärger-10", 2), ["ÄRGER-10", "ÄRGER-100"]);
        assert_eq!(names("rack 1 unit 3", 1), ["ÄRGER-27"]);
        assert_eq!(names("rack 1", 2), ["a rack", "ÄRGER-0"]);
        assert_eq!(names("nothing", 2), [""; 0]);
    }
}
