//! Arrangements of several devices: what is offered can be done, and leaves a valid layout.

use std::collections::HashSet;

use blinkenrack::domain::arrange::{self, Edit, Slot};
use blinkenrack::domain::command::{Command, apply};
use blinkenrack::domain::ids::{DeviceId, RackId};
use blinkenrack::domain::layout::{Device, Face, Layout, Place};
use blinkenrack::domain::merging::add_racks;
use blinkenrack::domain::occupancy::Occupancy;
use blinkenrack::domain::placement::{Refusal, first_free};
use proptest::prelude::*;
use uuid::Uuid;

use super::layouts::*;

#[derive(Clone, Debug)]
enum Wish {
    ToRack(u8),
    Duplicate,
    DuplicateRack(u8),
    StackUp,
    StackDown,
    Distribute,
    AlignAcross,
    Remove,
    Unlink,
}

impl Wish {
    fn command(
        &self,
        layout: &Layout,
        devices: &[DeviceId],
        seed: u128,
    ) -> Result<Command, Refusal> {
        let mut new_id = ids_from(seed);
        match self {
            Self::ToRack(rack) => arrange::move_to_rack(layout, devices, rack_id(*rack)),
            Self::Duplicate => arrange::duplicate(layout, devices, &mut new_id),
            Self::DuplicateRack(rack) => {
                arrange::duplicate_rack(layout, rack_id(*rack), &mut new_id)
            }
            Self::StackUp => arrange::stack_up(layout, devices),
            Self::StackDown => arrange::stack_down(layout, devices),
            Self::Distribute => arrange::distribute(layout, devices),
            Self::AlignAcross => arrange::align_across(layout, devices),
            Self::Remove => arrange::remove(layout, devices),
            Self::Unlink => arrange::unlink(layout, devices),
        }
    }
}

fn ids_from(seed: u128) -> impl FnMut() -> Uuid {
    let mut count = 0;
    move || {
        count += 1;
        Uuid::from_u128((seed + 1) * 10_000 + count)
    }
}

fn wish() -> impl Strategy<Value = Wish> {
    prop_oneof![
        (0..RACKS).prop_map(Wish::ToRack),
        Just(Wish::Duplicate),
        (0..RACKS).prop_map(Wish::DuplicateRack),
        Just(Wish::StackUp),
        Just(Wish::StackDown),
        Just(Wish::Distribute),
        Just(Wish::AlignAcross),
        Just(Wish::Remove),
        Just(Wish::Unlink),
    ]
}

/// Numbers of devices, some of which may not be there, and some twice.
fn chosen() -> impl Strategy<Value = Vec<DeviceId>> {
    proptest::collection::vec((0..DEVICES).prop_map(device_id), 0..8)
}

fn built_by(commands: &[Command]) -> Layout {
    let mut layout = start();
    for command in commands {
        let _ = apply(&mut layout, command);
    }
    layout
}

/// Does it, and takes it back.
fn assert_done_and_undone(layout: &mut Layout, command: &Command) {
    let before = layout.clone();
    let _ = command.describe(layout);
    let back = apply(layout, command).expect("what is offered is not refused");
    assert_valid(layout);
    let after = layout.clone();
    apply(layout, &back).expect("an inverse is never refused");
    assert_eq!(*layout, before);
    *layout = after;
}

/// Those of the devices that stand at the left of the front, from the floor.
fn order_in(layout: &Layout, rack: RackId, devices: &[DeviceId]) -> Vec<DeviceId> {
    let mut found: Vec<(u16, DeviceId)> = Vec::new();
    for device in layout
        .devices
        .iter()
        .filter(|device| devices.contains(&device.id))
    {
        if let Place::Rack {
            rack: home,
            bottom,
            column: 0,
            face: Face::Front,
        } = device.place
            && home == rack
        {
            found.push((bottom.0, device.id));
        }
    }
    found.sort_unstable();
    found.into_iter().map(|(_, id)| id).collect()
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 128, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn what_an_arrangement_offers_can_be_done(
        commands in proptest::collection::vec(command(), 1..30),
        wishes in proptest::collection::vec((wish(), chosen()), 1..6),
    ) {
        let mut layout = built_by(&commands);
        for (seed, (wish, devices)) in (0..).zip(wishes) {
            if let Ok(command) = wish.command(&layout, &devices, seed) {
                assert_done_and_undone(&mut layout, &command);
            }
        }
        assert_indexed(&layout);
    }

    #[test]
    fn racks_are_moved_and_resized_as_a_whole_or_not_at_all(
        commands in proptest::collection::vec(command(), 1..30),
        hands in proptest::collection::vec(
            (0..RACKS, proptest::option::of(0..RACKS), proptest::option::of(0..ROWS), -2..110_i32, any::<bool>()),
            1..8,
        ),
    ) {
        let mut layout = built_by(&commands);
        for (rack, before, row, units, moves) in hands {
            let rack = rack_id(rack);
            let slot = Slot { row: row.map(row_id), before: before.map(rack_id) };
            let offered = if moves {
                arrange::move_rack(&layout, rack, slot)
            } else {
                arrange::resize_rack(&layout, rack, units)
            };
            let Ok(command) = offered else { continue };
            let before = layout.clone();
            match apply(&mut layout, &command) {
                Err(_) => prop_assert_eq!(&layout, &before),
                Ok(back) => {
                    assert_valid(&layout);
                    let mut again = layout.clone();
                    apply(&mut again, &back).expect("an inverse is never refused");
                    prop_assert_eq!(&again, &before);
                }
            }
        }
        assert_indexed(&layout);
    }

    #[test]
    fn racks_of_another_layout_come_in_whole_and_go_again(
        here in proptest::collection::vec(command(), 1..30),
        there in proptest::collection::vec(command(), 1..30),
    ) {
        let (mut into, from) = (built_by(&here), built_by(&there));
        let command = add_racks(&into, &from, &mut ids_from(7));
        let counts = |layout: &Layout| (layout.racks.len(), layout.devices.len());
        let (ours, theirs) = (counts(&into), counts(&from));
        assert_done_and_undone(&mut into, &command);
        prop_assert_eq!(counts(&into), (ours.0 + theirs.0, ours.1 + theirs.1));
        assert_indexed(&into);
    }

    #[test]
    fn turning_and_editing_is_done_or_refused_as_a_whole(
        commands in proptest::collection::vec(command(), 1..30),
        devices in chosen(),
        face in proptest::option::of(prop_oneof![Just(Face::Front), Just(Face::Rear), Just(Face::Both)]),
        kind in proptest::option::of(0..TYPES),
        name in proptest::option::of(".{0,6}"),
        unlink in any::<bool>(),
    ) {
        let mut layout = built_by(&commands);
        let edit = Edit {
            name,
            face,
            device_type: kind.map(|kind| Box::new(device_type(kind))),
            notes: None,
            unlink,
        };
        for outcome in [
            arrange::edit_many(&layout, &devices, &edit),
            arrange::flip(&layout, &devices),
        ] {
            let Ok(command) = outcome else { continue };
            let before = layout.clone();
            match apply(&mut layout, &command) {
                Ok(back) => {
                    assert_valid(&layout);
                    apply(&mut layout, &back).expect("an inverse is never refused");
                    prop_assert_eq!(&layout, &before);
                }
                Err(_) => prop_assert_eq!(&layout, &before),
            }
        }
    }

    #[test]
    fn copies_show_no_system_and_originals_stay(
        commands in proptest::collection::vec(command(), 1..30),
        devices in chosen(),
    ) {
        let mut layout = built_by(&commands);
        let before = layout.clone();
        if let Ok(command) = arrange::duplicate(&layout, &devices, &mut ids_from(1)) {
            apply(&mut layout, &command).expect("it is offered");
            for device in &layout.devices {
                match before.devices.get(&device.id) {
                    Some(original) => prop_assert_eq!(device, original),
                    None => prop_assert!(
                        device.links.is_empty() && device.guests.is_empty() && device.address.is_empty()
                    ),
                }
            }
            let names: HashSet<&str> = before.devices.iter().map(|device| device.name.as_str()).collect();
            let copies = layout.devices.iter().filter(|device| !before.devices.contains(&device.id));
            prop_assert!(copies.into_iter().all(|copy| !names.contains(copy.name.as_str())));
        }
    }

    #[test]
    fn stacked_devices_keep_their_order(
        commands in proptest::collection::vec(command(), 1..30),
        devices in chosen(),
        up in any::<bool>(),
    ) {
        let mut layout = built_by(&commands);
        let stack = if up { arrange::stack_up } else { arrange::stack_down };
        let order = |layout: &Layout| -> Vec<Vec<DeviceId>> {
            (0..RACKS).map(|rack| order_in(layout, rack_id(rack), &devices)).collect()
        };
        let before = order(&layout);
        if let Ok(command) = stack(&layout, &devices) {
            apply(&mut layout, &command).expect("it is offered");
            prop_assert_eq!(order(&layout), before);
        }
    }

    #[test]
    fn a_new_device_goes_where_there_is_room(
        commands in proptest::collection::vec(command(), 1..30),
        kind in 0..TYPES,
        place in place(),
    ) {
        let mut layout = built_by(&commands);
        let device_type = layout
            .device_types
            .get(&slug(kind))
            .cloned()
            .unwrap_or_else(|| device_type(kind));
        let id = DeviceId::new(Uuid::from_u128(77));
        for place in [Some(place), first_free(&layout, &device_type, Face::Front)].into_iter().flatten() {
            let offered = arrange::place_new(&layout, &device_type, place, id, None);
            let device = Device::new(id, device_type.slug.clone(), "plain", place);
            let mut plain = layout.clone();
            let _ = apply(&mut plain, &Command::AddType(Box::new(device_type.clone())));
            prop_assert_eq!(offered.is_ok(), apply(&mut plain, &Command::AddDevice(Box::new(device))).is_ok());
            if let Ok(command) = offered {
                let before = layout.clone();
                assert_done_and_undone(&mut layout, &command);
                layout = before;
            }
        }
    }

    #[test]
    fn gaps_are_where_nothing_is(commands in proptest::collection::vec(command(), 1..30)) {
        let layout = built_by(&commands);
        for rack in &layout.racks {
            let occupancy = Occupancy::of(&layout, rack);
            for face in [Face::Front, Face::Rear, Face::Both] {
                let total: u16 = occupancy.gaps(face).iter().map(|(from, to)| to.0 - from.0).sum();
                let free = (0..rack.height.half_units().0)
                    .filter(|at| {
                        layout.devices.iter().all(|device| !covers(&layout, device, rack.id, *at, face))
                    })
                    .count();
                prop_assert_eq!(usize::from(total), free);
            }
        }
    }
}

/// Whether a device takes any of that half-unit on that face.
fn covers(layout: &Layout, device: &Device, rack: RackId, at: u16, face: Face) -> bool {
    use blinkenrack::domain::layout::Depth;
    let Place::Rack {
        rack: home,
        bottom,
        face: own,
        ..
    } = device.place
    else {
        return false;
    };
    let device_type = layout.type_of(device).expect("every device has a type");
    let both = device_type.depth == Depth::Full || own == Face::Both || face == Face::Both;
    home == rack
        && (both || own == face)
        && (bottom.0..bottom.0 + device_type.height.0).contains(&at)
}
