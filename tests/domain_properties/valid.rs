//! Checks that a layout is valid, and that its index and differences are right.

use std::cmp::Reverse;
use std::collections::{BTreeSet, HashMap, HashSet};

use blinkenrack::domain::ids::{DeviceId, RackId, RowId};
use blinkenrack::domain::layout::{
    Depth, Device, DeviceType, Face, Layout, LayoutIndex, Mount, Place, Table, devices_that_differ,
    racks_that_differ,
};

use super::layouts::*;

/// Independent of the code it checks: every device marks its cells, and no cell may be marked twice or be outside.
pub fn assert_valid(layout: &Layout) {
    for cable in &layout.connections {
        assert!(layout.devices.contains(&cable.a.device), "{cable:?}");
        assert!(layout.devices.contains(&cable.b.device), "{cable:?}");
        assert_ne!(cable.a, cable.b);
    }
    let mut cells = HashMap::new();
    let mut bays = HashSet::new();
    let mut sides = HashSet::new();
    for device in &layout.devices {
        let device_type = layout.type_of(device).expect("every device has a type");
        match device.place {
            Place::Rack {
                rack,
                bottom,
                face,
                column,
            } => {
                assert_eq!(device_type.mount, Mount::Rails);
                let rack = layout.rack(rack).expect("every rack is there");
                assert!(
                    device_type.rack_widths.is_empty()
                        || device_type.rack_widths.contains(&rack.width)
                );
                let columns = device_type.width.columns();
                assert!(column < columns);
                let across = 6 / columns;
                for half_unit in bottom.0..bottom.0 + device_type.height.0 {
                    assert!(
                        half_unit < rack.height.units() * 2,
                        "{device:?} is outside of {rack:?}"
                    );
                    for side in [Face::Front, Face::Rear] {
                        if device_type.depth == Depth::Half && face != Face::Both && face != side {
                            continue;
                        }
                        for sixth in across * column..across * (column + 1) {
                            let other = cells.insert((rack.id, half_unit, side, sixth), device.id);
                            assert_eq!(other, None, "{device:?} overlaps");
                        }
                    }
                }
            }
            Place::Side { rack, side, slot } => {
                let rack = layout.rack(rack).expect("every rack is there");
                assert_eq!(device_type.mount, Mount::Side);
                assert!(slot < 2 && device_type.height.0 <= rack.height.units() * 2);
                assert!(
                    sides.insert((rack.id, side, slot)),
                    "{device:?} shares a place"
                );
            }
            Place::Bay { parent, bay } => {
                assert_ne!(device_type.mount, Mount::Side);
                let parent = layout.devices.get(&parent).expect("every parent is there");
                let parent_type = layout.type_of(parent).expect("it has a type");
                let slot = &parent_type.bays[usize::from(bay)];
                assert!(device_type.height <= slot.height);
                let row = parent_type
                    .bays
                    .iter()
                    .filter(|other| other.row == slot.row);
                let last = row.map(|other| u32::from(other.column)).max();
                let across = u32::from(parent_type.width.columns()) * (last.unwrap_or(0) + 1);
                assert!(
                    device_type.mount == Mount::Bay
                        || u32::from(device_type.width.columns()) >= across,
                    "{device:?} is wider than its bay"
                );
                assert!(bays.insert((parent.id, bay)), "{device:?} shares a bay");
            }
        }
        assert!(
            layout.rack_of(device).is_some(),
            "{device:?} stands in no rack"
        );
        assert!(layout.unit_label(device).is_some());
    }
    let ids: HashSet<RackId> = layout.racks.iter().map(|rack| rack.id).collect();
    assert_eq!(ids.len(), layout.racks.len(), "rack ids are unique");
    let rows: HashSet<RowId> = layout.rows.iter().map(|row| row.id).collect();
    assert_eq!(rows.len(), layout.rows.len(), "row ids are unique");
    let named = layout.racks.iter().filter_map(|rack| rack.row);
    assert!(named.into_iter().all(|row| rows.contains(&row)));
}

/// Compares the index with lists made from the devices alone.
pub fn assert_indexed(layout: &Layout) {
    let index = LayoutIndex::new(layout);
    for rack in &layout.racks {
        let on_rails = |device: &Device| match device.place {
            Place::Rack {
                rack: home,
                bottom,
                column,
                ..
            } => (home == rack.id).then_some((Reverse(bottom), u16::from(column))),
            _ => None,
        };
        assert_eq!(index.devices_in(rack.id), ids_by(layout, on_rails));
        let beside = |device: &Device| match device.place {
            Place::Side {
                rack: home,
                side,
                slot,
            } => (home == rack.id).then_some((side, slot)),
            _ => None,
        };
        assert_eq!(index.devices_beside(rack.id), ids_by(layout, beside));
    }
    for parent in (0..DEVICES).map(device_id) {
        let in_bays = |device: &Device| match device.place {
            Place::Bay { parent: home, bay } => (home == parent).then_some(bay),
            _ => None,
        };
        assert_eq!(index.children_of(parent), ids_by(layout, in_bays));
    }
    for (hub, system) in (0..2).flat_map(|hub| (0..4).map(move |system| (hub, system))) {
        let (hub, system) = (hub_id(hub), system_id(system));
        let shows = |device: &Device| {
            let mut links = device.links.iter();
            links
                .any(|link| link.points_to(&hub, &system))
                .then_some(())
        };
        assert_eq!(index.devices_of(&hub, &system), ids_by(layout, shows));
        let hosts = |device: &Device| {
            let mut guests = device.guests.iter();
            guests
                .any(|link| link.points_to(&hub, &system))
                .then_some(())
        };
        assert_eq!(index.hosts_of(&hub, &system), ids_by(layout, hosts));
    }
    let again: Table<Device> = layout.devices.iter().cloned().collect();
    let mut copy = layout.clone();
    copy.devices = again;
    assert_eq!(index, LayoutIndex::new(&copy), "as if made anew");
}

/// The devices with a rank, by rank, then by id.
fn ids_by<R: Ord>(layout: &Layout, rank: impl Fn(&Device) -> Option<R>) -> Vec<DeviceId> {
    let ranked = layout
        .devices
        .iter()
        .filter_map(|device| Some((rank(device)?, device.id)));
    let ranked: BTreeSet<(R, DeviceId)> = ranked.collect();
    ranked.into_iter().map(|(_, id)| id).collect()
}

/// Everything that is shown or said about a rack and its devices is unchanged unless a difference is reported.
pub fn assert_differences_are_found(before: &Layout, after: &Layout) {
    let racks = racks_that_differ(before, after);
    for rack in &after.racks {
        let is_same = before.rack(rack.id) == Some(rack)
            && contents_of(before, rack.id) == contents_of(after, rack.id);
        assert_eq!(racks.contains(&rack.id), !is_same, "{}", rack.name);
    }
    let devices = devices_that_differ(before, after);
    for device in &after.devices {
        let is_same = facts_of(before, device.id) == facts_of(after, device.id);
        assert!(is_same || devices.contains(&device.id), "{device:?}");
    }
    assert!(devices.iter().all(|id| after.devices.contains(id)));
}

type Facts<'a> = (&'a Device, Option<&'a DeviceType>, Option<String>);

fn contents_of(layout: &Layout, rack: RackId) -> Vec<Option<Facts<'_>>> {
    let devices = LayoutIndex::new(layout).all_of(rack);
    devices.iter().map(|id| facts_of(layout, *id)).collect()
}

fn facts_of(layout: &Layout, id: DeviceId) -> Option<Facts<'_>> {
    let device = layout.devices.get(&id)?;
    Some((device, layout.type_of(device), layout.spoken_place(device)))
}
