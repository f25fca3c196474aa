//! Indexes over a whole layout. The table of devices keeps them up to date, at a cost proportional to the change.

use uuid::Uuid;

use super::table::{Index, Keyed};
use super::{Device, Layout, Link, Place, Side, Table};
use crate::domain::ids::{DeviceId, HubId, RackId, SystemId, SystemRef};

/// Which devices are in which rack or device, and which of them show which system. Copies share unchanged parts.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct LayoutIndex {
    by_home: Table<DeviceGroup<Home>>,
    by_system: Table<DeviceGroup<SystemRef>>,
    by_guest: Table<DeviceGroup<SystemRef>>,
}

/// Something that holds devices.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Home {
    Rails(Uuid),
    Side(Uuid),
    Bays(Uuid),
}

/// Devices with the same key, by rank, then by id. Never empty.
#[derive(Clone, Debug, PartialEq)]
struct DeviceGroup<K> {
    key: K,
    devices: Vec<DeviceId>,
    /// The rank of each device.
    ranks: Vec<u32>,
}

impl<K: Ord + Clone> Keyed for DeviceGroup<K> {
    type Key = K;
    type Index = ();

    fn key(&self) -> &K {
        &self.key
    }
}

impl<K> DeviceGroup<K> {
    fn add(&mut self, rank: u32, device: DeviceId) {
        let mut known = self.ranks.iter().zip(&self.devices);
        let behind = known.position(|known| known > (&rank, &device));
        let place = behind.unwrap_or(self.devices.len());
        self.ranks.insert(place, rank);
        self.devices.insert(place, device);
    }
}

fn add<K: Ord + Clone>(groups: &mut Table<DeviceGroup<K>>, key: K, rank: u32, device: DeviceId) {
    let added = groups.update(&key, |group| group.add(rank, device));
    if added.is_none() {
        groups.insert(DeviceGroup {
            key,
            devices: vec![device],
            ranks: vec![rank],
        });
    }
}

fn remove<K: Ord + Clone>(groups: &mut Table<DeviceGroup<K>>, key: &K, device: DeviceId) {
    let left = groups.update(key, |group| {
        if let Some(place) = group.devices.iter().position(|other| *other == device) {
            group.devices.remove(place);
            group.ranks.remove(place);
        }
        group.devices.len()
    });
    if left == Some(0) {
        groups.remove(key);
    }
}

/// What holds a place, and the rank of the place within it.
fn home_of(place: Place) -> (Home, u32) {
    match place {
        Place::Rack {
            rack,
            bottom,
            column,
            ..
        } => {
            let from_the_top = u32::from(u16::MAX - bottom.0);
            let rank = from_the_top << 8 | u32::from(column);
            (Home::Rails(rack.uuid()), rank)
        }
        Place::Side { rack, side, slot } => {
            let rank = u32::from(side == Side::Right) << 8 | u32::from(slot);
            (Home::Side(rack.uuid()), rank)
        }
        Place::Bay { parent, bay } => (Home::Bays(parent.uuid()), u32::from(bay)),
    }
}

fn systems_of(links: &[Link]) -> impl Iterator<Item = &SystemRef> {
    links.iter().filter_map(Link::system)
}

/// The links of a device, and its guests.
fn links_of(device: Option<&Device>) -> (&[Link], &[Link]) {
    device.map_or((&[], &[]), |device| (&device.links, &device.guests))
}

/// Updates the groups for the changed links of one device.
fn follow_links(
    groups: &mut Table<DeviceGroup<SystemRef>>,
    device: DeviceId,
    before: &[Link],
    after: &[Link],
) {
    if systems_of(before).eq(systems_of(after)) {
        return;
    }
    for system in systems_of(before) {
        remove(groups, system, device);
    }
    for system in systems_of(after) {
        add(groups, system.clone(), 0, device);
    }
}

impl Index<Device> for LayoutIndex {
    fn follow(&mut self, before: Option<&Device>, after: Option<&Device>) {
        if before.map(|device| device.place) != after.map(|device| device.place) {
            if let Some(device) = before {
                remove(&mut self.by_home, &home_of(device.place).0, device.id);
            }
            if let Some(device) = after {
                let (home, rank) = home_of(device.place);
                add(&mut self.by_home, home, rank, device.id);
            }
        }
        let Some(device) = after.or(before).map(|device| device.id) else {
            return;
        };
        let (links_before, guests_before) = links_of(before);
        let (links, guests) = links_of(after);
        follow_links(&mut self.by_system, device, links_before, links);
        follow_links(&mut self.by_guest, device, guests_before, guests);
    }
}

impl Keyed for Device {
    type Key = DeviceId;
    type Index = LayoutIndex;

    fn key(&self) -> &DeviceId {
        &self.id
    }
}

impl LayoutIndex {
    /// The index of a layout.
    pub fn new(layout: &Layout) -> Self {
        layout.devices.index().clone()
    }

    /// The devices mounted between a rack's rails (not those in their bays), from the top, then from the left.
    pub fn devices_in(&self, rack: RackId) -> &[DeviceId] {
        self.devices_at(Home::Rails(rack.uuid()))
    }

    /// The devices beside a rack's rails: left, then right, each from the rail outwards.
    pub fn devices_beside(&self, rack: RackId) -> &[DeviceId] {
        self.devices_at(Home::Side(rack.uuid()))
    }

    fn devices_at(&self, home: Home) -> &[DeviceId] {
        let group = self.by_home.get(&home);
        group.map_or(&[], |group| &group.devices)
    }

    /// All devices of a rack: between the rails from the top, then beside them, each followed by the devices in its bays.
    pub fn all_of(&self, rack: RackId) -> Vec<DeviceId> {
        let mut all = Vec::new();
        for id in self
            .devices_in(rack)
            .iter()
            .chain(self.devices_beside(rack))
        {
            self.push_with_children(*id, &mut all);
        }
        all
    }

    /// The device, followed by all devices nested in it.
    pub fn with_children(&self, device: DeviceId) -> Vec<DeviceId> {
        let mut all = Vec::new();
        self.push_with_children(device, &mut all);
        all
    }

    fn push_with_children(&self, device: DeviceId, all: &mut Vec<DeviceId>) {
        all.push(device);
        for child in self.children_of(device) {
            self.push_with_children(*child, all);
        }
    }

    /// The devices in a device's bays, in bay order.
    pub fn children_of(&self, parent: DeviceId) -> &[DeviceId] {
        self.devices_at(Home::Bays(parent.uuid()))
    }

    /// The devices linked to a system (not as a guest), in the order of their ids.
    pub fn devices_of(&self, hub: &HubId, system: &SystemId) -> &[DeviceId] {
        devices_in_group(&self.by_system, hub, system)
    }

    /// The systems that several devices are linked to, with these devices.
    pub fn shared_systems(&self) -> impl Iterator<Item = (&SystemRef, &[DeviceId])> {
        let groups = self.by_system.iter();
        let shared = groups.filter(|group| group.devices.len() > 1);
        shared.map(|group| (&group.key, group.devices.as_slice()))
    }

    /// The devices that have a system among their guests, in the order of their ids.
    pub fn hosts_of(&self, hub: &HubId, system: &SystemId) -> &[DeviceId] {
        devices_in_group(&self.by_guest, hub, system)
    }

    /// Whether both have the same links and guests, compared by pointer. A change of links or guests always makes this `false`; no other
    /// change of a layout does.
    pub fn has_same_links(&self, other: &Self) -> bool {
        self.by_system.is_same(&other.by_system) && self.by_guest.is_same(&other.by_guest)
    }

    /// Whether any device is linked to a system.
    pub fn has_systems(&self) -> bool {
        !self.by_system.is_empty()
    }

    /// Whether any device has a system among its guests.
    pub fn has_guests(&self) -> bool {
        !self.by_guest.is_empty()
    }

    /// Whether any device shows a system, by a link or among its guests.
    pub fn is_shown(&self, hub: &HubId, system: &SystemId) -> bool {
        !self.devices_of(hub, system).is_empty() || !self.hosts_of(hub, system).is_empty()
    }
}

fn devices_in_group<'a>(
    groups: &'a Table<DeviceGroup<SystemRef>>,
    hub: &HubId,
    system: &SystemId,
) -> &'a [DeviceId] {
    let order = |other: &SystemRef| {
        let by_hub = other.hub.cmp(hub);
        by_hub.then_with(|| other.system.cmp(system))
    };
    groups.find(order).map_or(&[], |group| &group.devices)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::command::{Command, apply};
    use crate::domain::layout::counting::looked_at;
    use crate::domain::layout::hall::hall;

    #[test]
    fn a_system_that_several_devices_are_linked_to_is_found() {
        let mut layout = hall(1);
        let link = |id: &str| Some(Link::new(HubId::new("hub"), SystemId::new(id)));
        for (number, system) in [(0, "a"), (1, "b"), (2, "a")] {
            let device = DeviceId::new(Uuid::from_u128(number));
            let link = link(system);
            apply(&mut layout, &Command::LinkDevice { device, link }).unwrap();
        }
        let shared = |layout: &Layout| -> Vec<(String, usize)> {
            let index = layout.devices.index();
            let shared = index.shared_systems();
            shared
                .map(|(system, devices)| (system.system.as_str().to_owned(), devices.len()))
                .collect()
        };
        assert_eq!(shared(&layout), [("a".to_owned(), 2)]);
        let device = DeviceId::new(Uuid::from_u128(2));
        let link = None;
        apply(&mut layout, &Command::LinkDevice { device, link }).unwrap();
        assert_eq!(shared(&layout), []);
    }

    #[test]
    fn it_tells_of_links_and_guests_without_a_look_at_the_devices() {
        let mut layout = hall(20);
        let link = Link::new(HubId::new("hub"), SystemId::new("a"));
        let device = DeviceId::new(Uuid::from_u128(7));
        let facts = |layout: &Layout| {
            let index = layout.devices.index();
            let mut facts = (false, false);
            let cost = looked_at(|| facts = (index.has_systems(), index.has_guests()));
            (facts, cost)
        };
        assert_eq!(facts(&layout), ((false, false), 0));
        let guests = vec![link.clone()];
        apply(&mut layout, &Command::SetGuests { device, guests }).unwrap();
        assert_eq!(facts(&layout), ((false, true), 0));
        let linking = Command::LinkDevice {
            device,
            link: Some(link),
        };
        let back = apply(&mut layout, &linking).unwrap();
        assert_eq!(facts(&layout), ((true, true), 0));
        apply(&mut layout, &back).unwrap();
        assert_eq!(facts(&layout), ((false, true), 0));
    }
}
