//! Arranging several devices: what is offered can be done, and leaves a valid layout.

use std::collections::HashSet;

use blinkenrack::domain::arrange::{self, Slot};
use blinkenrack::domain::command::{Command, apply};
use blinkenrack::domain::ids::{DeviceId, RackId};
use blinkenrack::domain::layout::{Device, Face, Layout, Place};
use blinkenrack::domain::merging::add_racks;
use blinkenrack::domain::occupancy::Occupancy;
use blinkenrack::domain::placement::first_free;
use blinkenrack::domain::units::HalfU;
use proptest::prelude::*;
use uuid::Uuid;

use super::layouts::*;
use super::valid::*;
use super::wishes::*;

#[test]
fn what_an_arrangement_offers_can_be_done() {
    let wishes = proptest::collection::vec((wish(), chosen()), 1..6);
    check(
        (layouts(), wishes),
        1,
        &Wish::OFTEN,
        |(mut layout, wishes), offers| {
            for (seed, (wish, devices)) in (0..).zip(wishes) {
                if let Ok(command) = wish.command(&layout, &devices, seed) {
                    offers.count(wish.kind());
                    assert_done_and_undone(&mut layout, &command);
                }
            }
            assert_indexed(&layout);
        },
    );
}

/// Devices of 1U in two racks, with gaps between them.
fn loosely_filled() -> impl Strategy<Value = Layout> {
    let units = |all: u16, some| proptest::sample::subsequence((0..all).collect::<Vec<_>>(), some);
    (units(12, 3..=5), units(6, 1..=2)).prop_map(|(first, second)| {
        let mut layout = start();
        let first = first.into_iter().map(|unit| (0, unit));
        let second = second.into_iter().map(|unit| (1, unit));
        for (number, (rack, unit)) in (0..).zip(first.chain(second)) {
            let place = Place::Rack {
                rack: rack_id(rack),
                bottom: HalfU(unit * 2),
                face: Face::Front,
                column: 0,
            };
            let device = Device::new(device_id(number), slug(0), "box", place);
            apply(&mut layout, &Command::AddDevice(Box::new(device))).expect("there is room");
        }
        layout
    })
}

#[test]
fn gaps_are_made_equal_and_devices_are_aligned() {
    let kinds = ["distribute", "align"];
    check(loosely_filled(), 10, &kinds, |mut layout, offers| {
        let all: Vec<DeviceId> = layout.devices.iter().map(|device| device.id).collect();
        let bottoms = |layout: &Layout, rack: u8| -> Vec<u16> {
            let order = order_in(layout, rack_id(rack), &all);
            let devices = order.iter().filter_map(|id| layout.devices.get(id));
            devices.filter_map(bottom_of).collect()
        };
        if let Ok(command) = arrange::distribute(&layout, &all) {
            offers.count("distribute");
            assert_done_and_undone(&mut layout, &command);
            let bottoms = bottoms(&layout, 0);
            let steps: Vec<u16> = bottoms.windows(2).map(|pair| pair[1] - pair[0]).collect();
            let uneven = steps.iter().max().zip(steps.iter().min());
            assert!(
                uneven.is_some_and(|(most, least)| most - least <= 2),
                "{bottoms:?}"
            );
        }
        if let Ok(command) = arrange::align_across(&layout, &all) {
            offers.count("align");
            assert_done_and_undone(&mut layout, &command);
        }
    });
}

fn bottom_of(device: &Device) -> Option<u16> {
    match device.place {
        Place::Rack { bottom, .. } => Some(bottom.0),
        Place::Side { .. } | Place::Bay { .. } => None,
    }
}

#[test]
fn racks_are_moved_and_resized_as_a_whole_or_not_at_all() {
    let changes = proptest::collection::vec(
        (
            0..RACKS,
            proptest::option::of(0..RACKS),
            proptest::option::of(0..ROWS),
            -2..110_i32,
            any::<bool>(),
        ),
        1..8,
    );
    let kinds = ["moved", "resized"];
    check(
        (layouts(), changes),
        20,
        &kinds,
        |(mut layout, changes), offers| {
            for (rack, before, row, units, moves) in changes {
                let rack = rack_id(rack);
                let slot = Slot {
                    row: row.map(row_id),
                    before: before.map(rack_id),
                };
                let offered = if moves {
                    arrange::move_rack(&layout, rack, slot)
                } else {
                    arrange::resize_rack(&layout, rack, units)
                };
                let Ok(command) = offered else { continue };
                if assert_whole_or_not_at_all(&mut layout, &command) {
                    offers.count(if moves { "moved" } else { "resized" });
                    apply(&mut layout, &command).expect("as before");
                }
            }
            assert_indexed(&layout);
        },
    );
}

#[test]
fn racks_of_another_layout_come_in_whole_and_go_again() {
    check(
        (layouts(), layouts()),
        20,
        &["with devices"],
        |(mut into, from), offers| {
            let command = add_racks(&into, &from, &mut ids_from(7));
            let counts = |layout: &Layout| (layout.racks.len(), layout.devices.len());
            let (ours, theirs) = (counts(&into), counts(&from));
            if theirs.1 > 0 {
                offers.count("with devices");
            }
            assert_done_and_undone(&mut into, &command);
            assert_eq!(counts(&into), (ours.0 + theirs.0, ours.1 + theirs.1));
            assert_indexed(&into);
        },
    );
}

#[test]
fn turning_is_done_or_refused_as_a_whole() {
    let face = prop_oneof![Just(Face::Front), Just(Face::Rear), Just(Face::Both)];
    let kinds = ["turned", "flipped"];
    check(
        (layouts(), chosen(), face),
        10,
        &kinds,
        |(mut layout, devices, face), offers| {
            for (kind, outcome) in [
                ("turned", arrange::set_face(&layout, &devices, face)),
                ("flipped", arrange::flip(&layout, &devices)),
            ] {
                if let Ok(command) = outcome
                    && assert_whole_or_not_at_all(&mut layout, &command)
                {
                    offers.count(kind);
                }
            }
        },
    );
}

#[test]
fn copies_show_no_system_and_originals_stay() {
    check(
        (layouts(), chosen()),
        10,
        &["copies"],
        |(mut layout, devices), offers| {
            let before = layout.clone();
            let Ok(command) = arrange::duplicate(&layout, &devices, &mut ids_from(1)) else {
                return;
            };
            offers.count("copies");
            apply(&mut layout, &command).expect("it is offered");
            let names: HashSet<&str> = before
                .devices
                .iter()
                .map(|device| device.name.as_str())
                .collect();
            for device in &layout.devices {
                match before.devices.get(&device.id) {
                    Some(original) => assert_eq!(device, original),
                    None => {
                        assert!(device.links.is_empty() && device.guests.is_empty());
                        assert!(device.address.is_empty());
                        assert!(!names.contains(device.name.as_str()));
                    }
                }
            }
            assert!(layout.devices.len() > before.devices.len());
        },
    );
}

#[test]
fn stacked_devices_keep_their_order() {
    let kinds = ["up", "down"];
    check(
        (
            prop_oneof![layouts(), loosely_filled()],
            chosen(),
            any::<bool>(),
        ),
        5,
        &kinds,
        |(mut layout, devices, up), offers| {
            let stack = if up {
                arrange::stack_up
            } else {
                arrange::stack_down
            };
            let order = |layout: &Layout| -> Vec<Vec<DeviceId>> {
                (0..RACKS)
                    .map(|rack| order_in(layout, rack_id(rack), &devices))
                    .collect()
            };
            let before = order(&layout);
            if let Ok(command) = stack(&layout, &devices) {
                apply(&mut layout, &command).expect("it is offered");
                assert_eq!(order(&layout), before);
                if before.iter().any(|devices| devices.len() > 1) {
                    offers.count(if up { "up" } else { "down" });
                }
            }
        },
    );
}

#[test]
fn a_new_device_goes_where_there_is_room() {
    let kinds = ["room", "no room"];
    check(
        (layouts(), 0..TYPES, place()),
        20,
        &kinds,
        |(mut layout, kind, place), offers| {
            let device_type = layout
                .device_types
                .get(&slug(kind))
                .cloned()
                .unwrap_or_else(|| device_type(kind));
            let id = DeviceId::new(Uuid::from_u128(77));
            let first = first_free(&layout, &device_type, Face::Front);
            for place in [Some(place), first].into_iter().flatten() {
                let offered = arrange::place_new(&layout, &device_type, place, id, None);
                let device = Device::new(id, device_type.slug.clone(), "plain", place);
                let mut plain = layout.clone();
                let _ = apply(&mut plain, &Command::AddType(Box::new(device_type.clone())));
                let plainly = apply(&mut plain, &Command::AddDevice(Box::new(device)));
                assert_eq!(offered.is_ok(), plainly.is_ok());
                offers.count(if offered.is_ok() { "room" } else { "no room" });
                if let Ok(command) = offered {
                    let before = layout.clone();
                    assert_done_and_undone(&mut layout, &command);
                    layout = before;
                }
            }
        },
    );
}

#[test]
fn gaps_are_where_nothing_is() {
    let kinds = ["taken in part", "free"];
    check(layouts(), 20, &kinds, |layout, offers| {
        for rack in &layout.racks {
            let occupancy = Occupancy::of(&layout, rack);
            let height = rack.height.half_units().0;
            for face in [Face::Front, Face::Rear, Face::Both] {
                let gaps = occupancy.gaps(face);
                let total: u16 = gaps.iter().map(|(from, to)| to.0 - from.0).sum();
                let is_free = |at: &u16| {
                    let mut devices = layout.devices.iter();
                    devices.all(|device| !covers(&layout, device, rack.id, *at, face))
                };
                let free = (0..height).filter(is_free).count();
                assert_eq!(usize::from(total), free);
                let is_taken = total < height;
                offers.count(if is_taken { "taken in part" } else { "free" });
            }
        }
    });
}

/// Whether a device occupies this half-unit on this face.
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
