//! Finds things of several kinds as the user types: actions, racks, systems, devices.

use std::collections::BTreeMap;

use super::catalog::kinds;
use super::ids::{DeviceId, TypeSlug};
use super::layout::{DeviceType, Snapshot};
use super::search::{Found, Plan, Query, SearchIndex, TypeFeatures};

/// Things to find, each with its target.
#[derive(Clone, Debug)]
pub struct Finder<T> {
    index: SearchIndex,
    /// In the order of the index's entries.
    goals: Vec<Goal<T>>,
    kinds: Vec<Kind>,
    kind_of: BTreeMap<TypeSlug, usize>,
}

#[derive(Clone, Debug)]
struct Goal<T> {
    group: u8,
    /// For a device, the index of its type in [`Finder::kinds`].
    kind: Option<usize>,
    leads_to: T,
}

/// What the devices of a type have in common.
#[derive(Clone, Debug)]
struct Kind {
    features: TypeFeatures,
    /// Its name and kind, for searching.
    words: String,
}

impl<T> Default for Finder<T> {
    fn default() -> Self {
        Self {
            index: SearchIndex::default(),
            goals: Vec::new(),
            kinds: Vec::new(),
            kind_of: BTreeMap::new(),
        }
    }
}

impl<T> Finder<T> {
    /// Adds a thing: its name, words for what it is, and other words that find it. Among equal matches, those of a lower group come first.
    pub fn add(&mut self, group: u8, leads_to: T, name: &str, kind: &[&str], also: &[&str]) {
        self.index.add(&[name], kind, also);
        self.goals.push(Goal {
            group,
            kind: None,
            leads_to,
        });
    }

    /// Adds the devices of the layout's rack at index `rack`, found also by place, type, address, tags, notes and the names of their links.
    /// Returns their number.
    pub fn add_devices_of(
        &mut self,
        group: u8,
        snapshot: &Snapshot,
        rack: usize,
        leads_to: impl Fn(DeviceId) -> T,
    ) -> usize {
        let layout = &snapshot.layout;
        let Some(rack) = layout.racks.get(rack) else {
            return 0;
        };
        let inside = snapshot.index.all_of(rack.id);
        let mut place = String::new();
        for device in inside.iter().filter_map(|id| layout.devices.get(id)) {
            place.clear();
            layout.push_spoken_place(device, rack, &mut place);
            let kind = layout.type_of(device).map(|known| self.kind(known));
            let words = kind.and_then(|kind| self.kinds.get(kind));
            let words = words.map_or("", |kind| kind.words.as_str());
            let mut also = vec![place.as_str(), words, &device.address, &device.notes];
            also.extend(device.tags.iter());
            also.extend(device.user_links.iter().map(|link| link.name.as_str()));
            self.index.add(&[&device.name], &["Device"], &also);
            self.goals.push(Goal {
                group,
                kind,
                leads_to: leads_to(device.id),
            });
        }
        inside.len()
    }

    fn kind(&mut self, device_type: &DeviceType) -> usize {
        if let Some(known) = self.kind_of.get(&device_type.slug) {
            return *known;
        }
        let features = TypeFeatures::of(device_type);
        let mut words = device_type.full_name();
        for word in kinds::words(&features) {
            words.push(' ');
            words.push_str(word);
        }
        let kind = self.kinds.len();
        self.kinds.push(Kind { features, words });
        self.kind_of.insert(device_type.slug.clone(), kind);
        kind
    }

    /// Looks up the words of a query.
    pub fn plan(&self, query: &Query) -> Plan {
        self.index.plan(query)
    }

    /// The best matches of a query, at most `limit`, each with its group and its cost ([`super::search::Score::cost`]).
    pub fn best(&self, plan: &Plan, limit: usize) -> Vec<(&T, u8, u16)> {
        let group = |entry: usize| self.goals.get(entry).map_or(u8::MAX, |goal| goal.group);
        let has = |entry: usize, feature| {
            let kind = self.goals.get(entry).and_then(|goal| goal.kind);
            let kind = kind.and_then(|kind| self.kinds.get(kind));
            kind.is_some_and(|kind| kind.features.has(feature))
        };
        let best = self.index.best(plan, limit, &group, &has).into_iter();
        let goal = |found: Found| {
            let goal = self.goals.get(found.entry)?;
            Some((&goal.leads_to, goal.group, found.score.cost()))
        };
        best.filter_map(goal).collect()
    }
}

#[cfg(test)]
mod tests {
    use uuid::Uuid;

    use super::*;
    use crate::domain::ids::{LayoutId, RackId};
    use crate::domain::layout::{
        Category, Device, DeviceType, Face, Layout, Place, Rack, RackHeight, Tags,
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
        let added: usize = (0..13)
            .map(|rack| finder.add_devices_of(1, &snapshot, rack, Some))
            .sum();
        assert_eq!(added, 300);
        finder.add(0, None, "Rack 1", &["Rack"], &["42U"]);
        let names = |typed: &str, limit: usize| -> Vec<String> {
            let found = finder
                .best(&finder.plan(&Query::new(typed)), limit)
                .into_iter();
            let devices = found.map(|(id, ..)| id.and_then(|id| snapshot.layout.devices.get(&id)));
            devices
                .map(|device| device.map_or("a rack".to_owned(), |device| device.name.clone()))
                .collect()
        };
        assert_eq!(names("ärger", 3), ["ÄRGER-0", "ÄRGER-1", "ÄRGER-2"]);
        assert_eq!(names("ärger-10", 2), ["ÄRGER-10", "ÄRGER-100"]);
        assert_eq!(names("rack 1 unit 3", 1), ["ÄRGER-27"]);
        assert_eq!(names("rack 1", 2), ["a rack", "ÄRGER-1"]);
        assert_eq!(names("ärger 1u server", 1), ["ÄRGER-0"]);
        assert_eq!(names("ärger 2u server", 1), [""; 0]);
        assert_eq!(names("servre ärger-275", 1), ["ÄRGER-275"]);
        assert_eq!(names("nothing", 2), [""; 0]);
    }

    #[test]
    fn devices_are_found_by_tags_notes_and_addresses() {
        let mut snapshot = hall(1);
        let id = DeviceId::new(Uuid::from_u128(7_u128 << 64));
        let mut layout = snapshot.layout.clone();
        let mut device = layout.devices.get(&id).unwrap().clone();
        device.tags = Tags::of(["backup"]);
        device.notes = "Bought used, one fan is loud".to_owned();
        device.address = "10.1.2.3".to_owned();
        layout.devices.insert(device);
        snapshot = Snapshot::new(layout);
        let mut finder = Finder::default();
        finder.add_devices_of(0, &snapshot, 0, |id| id);
        for typed in ["backup", "loud fan", "10.1.2", "bakcup", "ärger backup"] {
            let plan = finder.plan(&Query::new(typed));
            let found: Vec<DeviceId> = finder
                .best(&plan, 9)
                .into_iter()
                .map(|(id, ..)| *id)
                .collect();
            assert_eq!(found, [id], "{typed}");
        }
    }
}
