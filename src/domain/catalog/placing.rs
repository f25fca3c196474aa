//! A new device of a type, as a command.

use crate::domain::command::Command;
use crate::domain::ids::{DeviceId, RackId};
use crate::domain::layout::{Device, DeviceType, Face, Layout, Place};
use crate::domain::placement::{self, Candidate};

/// Adds a device at that place, and its type where the layout has none of that name: the layout's own counts.
pub fn new_device(
    layout: &Layout,
    device_type: &DeviceType,
    place: Place,
    id: DeviceId,
) -> Command {
    let slug = &device_type.slug;
    let mut commands = Vec::new();
    let known = match layout.device_types.get(slug) {
        Some(known) => known,
        None => {
            commands.push(Command::AddType(Box::new(device_type.clone())));
            device_type
        }
    };
    let device = Device::new(id, slug.clone(), free_name(layout, &known.model), place);
    commands.push(Command::AddDevice(Box::new(device)));
    Command::Group(commands)
}

/// The first place for a new device: in the bays of the device given, else in the rack given, else anywhere.
pub fn first_place(
    layout: &Layout,
    device_type: &DeviceType,
    device: Option<&Device>,
    rack: Option<RackId>,
) -> Option<Place> {
    let device_type = layout
        .device_types
        .get(&device_type.slug)
        .unwrap_or(device_type);
    let in_bay = device.and_then(|device| free_bay(layout, device_type, device));
    if in_bay.is_some() {
        return in_bay;
    }
    let rack = match rack {
        Some(rack) => layout.rack(rack),
        None => device.and_then(|device| layout.rack_of(device)),
    };
    match rack {
        Some(rack) => placement::highest_free(layout, rack, device_type, Face::Front),
        None => placement::first_free(layout, device_type, Face::Front),
    }
}

fn free_bay(layout: &Layout, device_type: &DeviceType, parent: &Device) -> Option<Place> {
    let parent_type = layout.type_of(parent)?;
    (0..)
        .zip(&parent_type.bays)
        .filter(|(_, bay)| placement::suits_bay(device_type, parent_type, bay))
        .map(|(bay, _)| Place::Bay {
            parent: parent.id,
            bay,
        })
        .find(|place| {
            let candidate = Candidate {
                device: None,
                device_type,
                place: *place,
            };
            placement::check(layout, candidate).is_ok()
        })
}

/// The name, with a number behind it where others have it already.
fn free_name(layout: &Layout, name: &str) -> String {
    let is_free = |wanted: &str| layout.devices.iter().all(|device| device.name != wanted);
    if is_free(name) {
        return name.to_owned();
    }
    (2..=layout.devices.len() + 2)
        .map(|number| format!("{name} {number}"))
        .find(|wanted| is_free(wanted))
        .unwrap_or_else(|| name.to_owned())
}

#[cfg(test)]
mod tests {
    use uuid::Uuid;

    use super::*;
    use crate::domain::catalog::generic;
    use crate::domain::command;
    use crate::domain::ids::LayoutId;
    use crate::domain::layout::{Rack, RackHeight};
    use crate::domain::units::HalfU;

    fn place_one(layout: &mut Layout, slug: &str, beside: Option<u128>) -> Option<Place> {
        let device_type = generic::find(slug).unwrap();
        let selected = beside.map(|id| DeviceId::new(Uuid::from_u128(id)));
        let device = selected.and_then(|id| layout.devices.get(&id));
        let place = first_place(layout, device_type, device, None)?;
        let id = DeviceId::new(Uuid::from_u128(100 + layout.devices.len() as u128));
        let command = new_device(layout, device_type, place, id);
        command::apply(layout, &command).unwrap();
        Some(place)
    }

    #[test]
    fn new_devices_go_to_the_selection_and_have_names_of_their_own() {
        let mut layout = Layout::new(LayoutId::new(Uuid::from_u128(1)), "Lab");
        let rack = RackId::new(Uuid::from_u128(2));
        layout
            .racks
            .push(Rack::new(rack, "A", RackHeight::clamped(4)));
        let in_rack = |unit| {
            Some(Place::Rack {
                rack,
                bottom: HalfU::from_units(unit),
                face: Face::Front,
                column: 0,
            })
        };
        let mut add = |slug, beside| place_one(&mut layout, slug, beside);
        assert_eq!(add("generic-server-2u", None), in_rack(2));
        assert_eq!(add("generic-server-2u", None), in_rack(0));
        assert_eq!(add("generic-server-1u", None), None);
        let names: Vec<&str> = layout.devices.iter().map(|d| d.name.as_str()).collect();
        assert_eq!(names, ["2U server", "2U server 2"]);
        assert_eq!(layout.device_types.len(), 1);
    }

    #[test]
    fn what_suits_a_bay_of_the_selected_device_goes_there() {
        let mut layout = Layout::new(LayoutId::new(Uuid::from_u128(1)), "Lab");
        let rack = RackId::new(Uuid::from_u128(2));
        layout
            .racks
            .push(Rack::new(rack, "A", RackHeight::clamped(12)));
        place_one(&mut layout, "generic-pi-holder-5", None).unwrap();
        let parent = layout.devices.iter().next().unwrap().id;
        for bay in 0..5 {
            let place = place_one(&mut layout, "generic-raspberry-pi", Some(100)).unwrap();
            assert_eq!(place, Place::Bay { parent, bay });
        }
        assert_eq!(
            place_one(&mut layout, "generic-raspberry-pi", Some(100)),
            None
        );
    }
}
