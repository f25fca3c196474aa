//! Adds the racks of one layout to another.

use std::collections::HashMap;

use uuid::Uuid;

use super::command::Command;
use super::ids::{ConnectionId, DeviceId, RackId, RowId, TypeSlug};
use super::layout::{Device, DeviceType, Layout, Place, Table};

/// The command that adds all racks of `from` to the right of those in `into`, with their rows, devices and types. Everything gets a new id;
/// a row with the same name and an identical type are shared.
pub fn add_racks(into: &Layout, from: &Layout, new_id: &mut dyn FnMut() -> Uuid) -> Command {
    let mut commands = Vec::new();
    let rows = add_rows(into, from, new_id, &mut commands);
    let types = add_types(into, from, &mut commands);
    let mut racks = HashMap::new();
    for (offset, rack) in from.racks.iter().enumerate() {
        let mut copy = rack.clone();
        copy.id = RackId::new(new_id());
        copy.row = rack.row.and_then(|row| rows.get(&row).copied());
        racks.insert(rack.id, copy.id);
        commands.push(Command::AddRack {
            index: into.racks.len() + offset,
            rack: Box::new(copy),
        });
    }
    let ids: HashMap<DeviceId, DeviceId> = from
        .devices
        .iter()
        .map(|device| (device.id, DeviceId::new(new_id())))
        .collect();
    for device in parents_first(from) {
        let mut copy = device.clone();
        let moved = place_in(device.place, &racks, &ids);
        let (Some(id), Some(place)) = (ids.get(&device.id), moved) else {
            // A valid layout has every rack and parent that its devices name.
            continue;
        };
        copy.id = *id;
        copy.place = place;
        if let Some(slug) = types.get(&device.device_type) {
            copy.device_type = slug.clone();
        }
        commands.push(Command::AddDevice(Box::new(copy)));
    }
    for connection in &from.connections {
        let mut copy = connection.clone();
        let (Some(a), Some(b)) = (ids.get(&copy.a.device), ids.get(&copy.b.device)) else {
            continue;
        };
        copy.id = ConnectionId::new(new_id());
        (copy.a.device, copy.b.device) = (*a, *b);
        commands.push(Command::AddConnection(Box::new(copy)));
    }
    Command::Titled {
        words: format!("Added the racks of {}", from.name),
        commands,
    }
}

fn add_rows(
    into: &Layout,
    from: &Layout,
    new_id: &mut dyn FnMut() -> Uuid,
    commands: &mut Vec<Command>,
) -> HashMap<RowId, RowId> {
    let mut ids = HashMap::new();
    for row in &from.rows {
        let same = into.rows.iter().find(|other| other.name == row.name);
        let id = same.map_or_else(|| RowId::new(new_id()), |same| same.id);
        ids.insert(row.id, id);
        if same.is_none() {
            let mut copy = row.clone();
            copy.id = id;
            commands.push(Command::AddRow {
                index: into.rows.len() + commands.len(),
                row: Box::new(copy),
            });
        }
    }
    ids
}

/// The slug that each type of `from` has in the other layout afterwards.
fn add_types(
    into: &Layout,
    from: &Layout,
    commands: &mut Vec<Command>,
) -> HashMap<TypeSlug, TypeSlug> {
    let mut slugs = HashMap::new();
    for device_type in &from.device_types {
        let slug = free_slug(&into.device_types, &from.device_types, device_type);
        if !into.device_types.contains(&slug) {
            let mut copy = device_type.clone();
            copy.slug = slug.clone();
            commands.push(Command::AddType(Box::new(copy)));
        }
        slugs.insert(device_type.slug.clone(), slug);
    }
    slugs
}

/// The type's own slug if it is free or names the same type; else the first slug with a number for which that is true.
pub fn free_slug(
    into: &Table<DeviceType>,
    from: &Table<DeviceType>,
    device_type: &DeviceType,
) -> TypeSlug {
    let is_free = |slug: &TypeSlug| match into.get(slug) {
        None => *slug == device_type.slug || !from.contains(slug),
        Some(known) => {
            let as_known = DeviceType {
                slug: slug.clone(),
                ..device_type.clone()
            };
            *known == as_known
        }
    };
    let mut slug = device_type.slug.clone();
    let mut number = 2;
    while !is_free(&slug) {
        slug = TypeSlug::new(format!("{}-{number}", device_type.slug));
        number += 1;
    }
    slug
}

/// Every device after its parent.
fn parents_first(layout: &Layout) -> Vec<&Device> {
    let depth = |device: &Device| layout.with_parents(device).count();
    let mut ordered: Vec<&Device> = layout.devices.iter().collect();
    ordered.sort_by_key(|device| depth(device));
    ordered
}

/// The same place, with the new ids of racks and devices.
fn place_in(
    place: Place,
    racks: &HashMap<RackId, RackId>,
    devices: &HashMap<DeviceId, DeviceId>,
) -> Option<Place> {
    Some(match place {
        Place::Rack {
            rack,
            bottom,
            face,
            column,
        } => Place::Rack {
            rack: *racks.get(&rack)?,
            bottom,
            face,
            column,
        },
        Place::Side { rack, side, slot } => Place::Side {
            rack: *racks.get(&rack)?,
            side,
            slot,
        },
        Place::Bay { parent, bay } => Place::Bay {
            parent: *devices.get(&parent)?,
            bay,
        },
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::command::apply;
    use crate::domain::ids::{HubId, LayoutId, SystemId};
    use crate::domain::layout::{Bay, Category, Extra, Face, Link, Rack, RackHeight, Row};
    use crate::domain::units::HalfU;

    fn ids(start: u128) -> impl FnMut() -> Uuid {
        let mut next = start;
        move || {
            next += 1;
            Uuid::from_u128(next)
        }
    }

    /// A rack in a row, with a shelf that holds a box.
    fn layout(model: &str) -> Layout {
        let mut new_id = ids(0);
        let mut layout = Layout::new(LayoutId::new(new_id()), "Home");
        let row = Row {
            id: RowId::new(new_id()),
            name: "Office".to_owned(),
            extra: Extra::new(),
        };
        let mut rack = Rack::new(RackId::new(new_id()), "Rack A", RackHeight::clamped(12));
        rack.row = Some(row.id);
        let mut shelf = DeviceType::new("shelf", model, Category::Shelf, HalfU(2));
        shelf.bays.push(Bay {
            name: "left".to_owned(),
            height: HalfU(2),
            row: 0,
            column: 0,
            extra: Extra::new(),
        });
        let nuc = DeviceType::new("nuc", "NUC", Category::Server, HalfU(2));
        layout.device_types = [shelf, nuc].into_iter().collect();
        let place = Place::Rack {
            rack: rack.id,
            bottom: HalfU(4),
            face: Face::Front,
            column: 0,
        };
        // The higher id is the outer one: order by id is not order by depth.
        let shelf_id = DeviceId::new(Uuid::from_u128(99));
        let mut inner = Device::new(
            DeviceId::new(new_id()),
            TypeSlug::new("nuc"),
            "nuc-1",
            Place::Bay {
                parent: shelf_id,
                bay: 0,
            },
        );
        inner.links = vec![Link::new(HubId::new("hub"), SystemId::new("s1"))];
        layout.rows.push(row);
        layout.racks.push(rack);
        layout.devices.insert(Device::new(
            shelf_id,
            TypeSlug::new("shelf"),
            "shelf-1",
            place,
        ));
        layout.devices.insert(inner);
        layout
    }

    #[test]
    fn racks_come_with_all_that_is_in_them() {
        let from = layout("Shelf");
        let mut into = Layout::new(LayoutId::new(Uuid::from_u128(7)), "Other");
        let before = into.clone();
        let command = add_racks(&into, &from, &mut ids(1_000));
        let back = apply(&mut into, &command).expect("all of it fits");
        assert_eq!(
            (into.racks.len(), into.devices.len(), into.rows.len()),
            (1, 2, 1)
        );
        assert_eq!(into.racks[0].row, Some(into.rows[0].id));
        let places = |layout: &Layout| -> Vec<_> {
            let mut places: Vec<_> = layout
                .devices
                .iter()
                .map(|device| {
                    (
                        device.name.clone(),
                        layout.spoken_place(device),
                        device.links.clone(),
                    )
                })
                .collect();
            places.sort_by(|a, b| a.0.cmp(&b.0));
            places
        };
        assert_eq!(places(&into), places(&from));
        apply(&mut into, &back).expect("taken back");
        assert_eq!(into, before);
    }

    #[test]
    fn a_layout_can_take_in_its_own_racks_and_shares_their_types() {
        let from = layout("Shelf");
        let mut into = from.clone();
        let command = add_racks(&into, &from, &mut ids(1_000));
        apply(&mut into, &command).expect("all of it fits");
        assert_eq!((into.racks.len(), into.devices.len()), (2, 4));
        assert_eq!((into.rows.len(), into.device_types.len()), (1, 2));
    }

    #[test]
    fn types_that_differ_stay_two() {
        let from = layout("Deep shelf");
        let mut into = layout("Shelf");
        let command = add_racks(&into, &from, &mut ids(1_000));
        apply(&mut into, &command).expect("all of it fits");
        let models: Vec<&str> = into
            .device_types
            .iter()
            .map(|device_type| device_type.model.as_str())
            .collect();
        assert_eq!(models, ["NUC", "Shelf", "Deep shelf"]);
        let deep = TypeSlug::new("shelf-2");
        let shelves = into
            .devices
            .iter()
            .filter(|device| device.device_type == deep);
        assert_eq!(shelves.count(), 1);
    }
}
