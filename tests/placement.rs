//! Dragging devices over the racks: whatever is shown as possible is done on release.
#![allow(
    clippy::expect_used,
    clippy::panic,
    clippy::unwrap_used,
    reason = "a test may stop where it stands"
)]

use blinkenrack::domain::arrange::{
    change_model, move_to_target, moves_to, place_new_at, without_empty_carriers,
};
use blinkenrack::domain::command::{Command, apply};
use blinkenrack::domain::ids::{DeviceId, LayoutId, RackId};
use blinkenrack::domain::layout::{
    Bay, Category, Depth, Device, DeviceType, Extra, Face, Layout, LayoutIndex, Mount, Place, Rack,
    RackHeight, Side, Width,
};
use blinkenrack::domain::placement::{Aim, DropTarget, Payload, PlacementContext, Refusal, Step};
use blinkenrack::domain::units::HalfU;
use proptest::prelude::*;
use uuid::Uuid;

const RACKS: u8 = 3;
const TYPES: u8 = 9;

fn rack_id(n: u8) -> RackId {
    RackId::new(Uuid::from_u128(0x100 + u128::from(n)))
}

fn device_id(n: u8) -> DeviceId {
    DeviceId::new(Uuid::from_u128(0x200 + u128::from(n)))
}

fn bay(row: u8, column: u8, height: u16) -> Bay {
    Bay {
        name: format!("Bay {}", 2 * row + column + 1),
        height: HalfU(height),
        row,
        column,
        extra: Extra::new(),
    }
}

fn device_type(n: u8) -> DeviceType {
    let base = |half_units| {
        DeviceType::new(
            &format!("type-{n}"),
            format!("Model {n}"),
            Category::Server,
            HalfU(half_units),
        )
    };
    match n {
        0 => base(2),
        1 => base(1),
        2 => DeviceType {
            depth: Depth::Half,
            ..base(4)
        },
        3 => DeviceType {
            width: Width::Half,
            ..base(2)
        },
        4 => DeviceType {
            width: Width::Third,
            depth: Depth::Half,
            ..base(2)
        },
        SHELF => DeviceType {
            bays: vec![bay(0, 0, 2), bay(0, 1, 2), bay(1, 0, 4), bay(1, 1, 4)],
            ..base(6)
        },
        POWER_STRIP => DeviceType {
            mount: Mount::Side,
            ..base(8)
        },
        SMALL_BOX => DeviceType {
            mount: Mount::Bay,
            ..base(2)
        },
        _ => DeviceType {
            mount: Mount::Bay,
            ..base(4)
        },
    }
}

const SHELF: u8 = 5;
const POWER_STRIP: u8 = 6;
const SMALL_BOX: u8 = 7;
const LARGE_BOX: u8 = 8;

/// Three racks of different heights, with all types.
fn empty_racks() -> Layout {
    let mut layout = Layout::new(LayoutId::new(Uuid::from_u128(1)), "Start");
    layout.device_types = (0..TYPES).map(device_type).collect();
    for (n, units) in [(0, 12), (1, 8), (2, 12)] {
        layout.racks.push(Rack::new(
            rack_id(n),
            format!("Rack {n}"),
            RackHeight::clamped(units),
        ));
    }
    layout
}

fn on_rails(rack: u8, bottom: u16) -> Place {
    Place::Rack {
        rack: rack_id(rack),
        bottom: HalfU(bottom),
        face: Face::Front,
        column: 0,
    }
}

fn in_bay(parent: u8, bay: u16) -> Place {
    Place::Bay {
        parent: device_id(parent),
        bay,
    }
}

/// Adds a device; its id is `n`.
fn add(layout: &mut Layout, n: u8, kind: u8, place: Place) {
    let slug = device_type(kind).slug;
    let device = Device::new(device_id(n), slug, format!("box-{n}"), place);
    apply(layout, &Command::AddDevice(Box::new(device))).expect("there is room");
}

/// The aim when a one-unit, full-width device is held in its middle.
fn aim(rack: u8, across: f32, above: f32) -> Aim {
    Aim {
        rack: rack_id(rack),
        face: Face::Front,
        across,
        above,
        offset_across: across,
        offset_above: 1.0,
    }
}

fn find(layout: &Layout, payload: &Payload, aim: &Aim) -> DropTarget {
    let index = LayoutIndex::new(layout);
    PlacementContext::new(layout, &index, payload)
        .target(aim)
        .expect("the rack is there")
}

fn step(layout: &Layout, payload: &Payload, step: Step) -> Option<DropTarget> {
    PlacementContext::new(layout, &LayoutIndex::new(layout), payload).step(step)
}

fn hold(layout: &Layout, held: u8, others: &[u8]) -> Payload {
    let others: Vec<DeviceId> = others.iter().map(|n| device_id(*n)).collect();
    Payload::of_devices(layout, device_id(held), &others, Face::Front).expect("it is there")
}

fn places(target: &DropTarget) -> Vec<Place> {
    target.slots.iter().map(|landed| landed.place).collect()
}

#[test]
fn a_device_snaps_to_whole_units_and_one_of_half_a_unit_to_halves() {
    let mut layout = empty_racks();
    add(&mut layout, 0, 0, on_rails(0, 0));
    add(&mut layout, 1, 1, on_rails(0, 2));
    let whole = find(&layout, &hold(&layout, 0, &[]), &aim(0, 0.5, 9.4));
    assert_eq!(whole.place(), Some(on_rails(0, 8)));
    let half = find(&layout, &hold(&layout, 1, &[]), &aim(0, 0.5, 9.4 + 1.0));
    assert_eq!(half.place(), Some(on_rails(0, 9)));
    assert_eq!(half.refusal, None);
}

#[test]
fn a_blocked_place_names_who_is_there() {
    let mut layout = empty_racks();
    add(&mut layout, 0, 0, on_rails(0, 0));
    add(&mut layout, 1, 0, on_rails(0, 10));
    let target = find(&layout, &hold(&layout, 0, &[]), &aim(0, 0.5, 11.0));
    assert!(!target.slots[0].fits);
    assert_eq!(
        target.refusal.expect("it is taken").to_string(),
        "U6 holds box-1, front"
    );
}

#[test]
fn a_box_goes_into_the_nearest_free_bay_and_nowhere_else() {
    let mut layout = empty_racks();
    add(&mut layout, 0, SHELF, on_rails(0, 0));
    add(&mut layout, 1, SMALL_BOX, in_bay(0, 0));
    let new = Payload::of_type(&layout, device_type(SMALL_BOX));
    assert_eq!(
        find(&layout, &new, &aim(0, 0.9, 0.5)).place(),
        Some(in_bay(0, 1))
    );
    // The bay under the pointer is taken, so the one beside it is used.
    assert_eq!(
        find(&layout, &new, &aim(0, 0.1, 0.5)).place(),
        Some(in_bay(0, 2))
    );
}

#[test]
fn a_box_dropped_between_the_rails_brings_its_own_carrier() {
    let mut layout = empty_racks();
    add(&mut layout, 0, SHELF, on_rails(0, 0));
    let new = Payload::of_type(&layout, device_type(SMALL_BOX));
    let target = find(&layout, &new, &aim(0, 0.8, 15.0));
    assert_eq!(target.refusal, None);
    assert_eq!(target.place(), Some(on_rails(0, 14)));
    assert_eq!(target.carrier.as_ref().map(|carrier| carrier.bay), Some(1));
    let ids = (device_id(50), device_id(51));
    let before = layout.clone();
    let command = place_new_at(&layout, &device_type(SMALL_BOX), &target, ids).unwrap();
    let back = apply(&mut layout, &command).unwrap();
    assert_eq!(
        layout.devices.get(&ids.0).map(|device| device.place),
        Some(Place::Bay {
            parent: ids.1,
            bay: 1
        })
    );
    // The carrier is removed with its last device.
    let full = layout.clone();
    for leaving in [
        Command::RemoveDevice(ids.0),
        Command::move_device(ids.0, in_bay(0, 0)),
    ] {
        let mut layout = full.clone();
        let whole = without_empty_carriers(&layout, &leaving).expect("it is empty then");
        assert_eq!(whole.describe(&layout), leaving.describe(&layout));
        let back = apply(&mut layout, &whole).unwrap();
        assert!(!layout.devices.contains(&ids.1));
        apply(&mut layout, &back).unwrap();
        assert_eq!(layout, full);
    }
    // It stays if the device moves within the carrier, or if another device is in it.
    let within = Command::move_device(
        ids.0,
        Place::Bay {
            parent: ids.1,
            bay: 0,
        },
    );
    assert_eq!(without_empty_carriers(&layout, &within), None);
    apply(&mut layout, &back).unwrap();
    assert_eq!(layout.devices, before.devices);
}

#[test]
fn a_child_that_leaves_a_shelf_for_the_rails_gets_a_carrier() {
    let mut layout = empty_racks();
    add(&mut layout, 0, SHELF, on_rails(0, 0));
    add(&mut layout, 1, SMALL_BOX, in_bay(0, 0));
    let target = find(&layout, &hold(&layout, 1, &[]), &aim(0, 0.2, 15.0));
    assert_eq!(target.refusal, None);
    let command = move_to_target(&layout, &target, device_id(50)).unwrap();
    apply(&mut layout, &command).unwrap();
    let place = layout.devices.get(&device_id(1)).map(|device| device.place);
    assert_eq!(
        place,
        Some(Place::Bay {
            parent: device_id(50),
            bay: 0
        })
    );
    // A user's own shelf stays when it is empty.
    assert!(layout.devices.contains(&device_id(0)));
}

/// The aim at a point of the rack with a new device held in its middle.
fn aim_with(device_type: &DeviceType, face: Face, across: f32, above: f32) -> Aim {
    Aim {
        face,
        offset_across: 0.5 / f32::from(device_type.width.columns()),
        offset_above: f32::from(device_type.height.0) / 2.0,
        ..aim(0, across, above)
    }
}

#[test]
fn narrow_and_low_devices_stand_on_the_rails_side_by_side_and_at_every_half_unit() {
    for (width, height, depth) in [
        (Width::Half, 2, Depth::Half),
        (Width::Half, 1, Depth::Full),
        (Width::Third, 2, Depth::Half),
        (Width::Third, 3, Depth::Half),
        (Width::Full, 1, Depth::Half),
        (Width::Full, 3, Depth::Full),
    ] {
        let narrow = DeviceType {
            width,
            depth,
            ..DeviceType::new("narrow", "Narrow", Category::Server, HalfU(height))
        };
        let faces: &[Face] = match depth {
            Depth::Full => &[Face::Front],
            Depth::Half => &[Face::Front, Face::Rear],
        };
        let mut layout = empty_racks();
        let mut number = 0;
        // The whole rack is filled without a gap, each device dropped by its middle.
        let columns = width.columns();
        for bottom in (0..24 / height).map(|row| row * height) {
            for (column, face) in
                (0..columns).flat_map(|column| faces.iter().map(move |face| (column, *face)))
            {
                let payload = Payload::of_type(&layout, narrow.clone());
                let across = (f32::from(column) + 0.5) / f32::from(columns);
                let above = f32::from(bottom) + f32::from(height) / 2.0;
                let target = find(&layout, &payload, &aim_with(&narrow, face, across, above));
                assert_eq!((&target.refusal, &target.carrier), (&None, &None));
                let place = Place::Rack {
                    rack: rack_id(0),
                    bottom: HalfU(bottom),
                    face,
                    column,
                };
                assert_eq!(target.place(), Some(place));
                let ids = (device_id(number), device_id(250));
                let command = place_new_at(&layout, &narrow, &target, ids).unwrap();
                apply(&mut layout, &command).unwrap();
                number += 1;
            }
        }
    }
}

#[test]
fn what_is_dropped_on_a_taken_half_goes_beside_it() {
    let mut layout = empty_racks();
    let half = device_type(3);
    add(&mut layout, 0, 3, on_rails(0, 4));
    let drop = |layout: &Layout, of: &DeviceType, across, above| {
        let payload = Payload::of_type(layout, of.clone());
        let target = find(layout, &payload, &aim_with(of, Face::Front, across, above));
        let Some(Place::Rack { bottom, column, .. }) = target.place() else {
            panic!("on the rails");
        };
        (bottom.0, column, target.refusal.is_none())
    };
    assert_eq!(drop(&layout, &half, 0.2, 5.0), (4, 1, true));
    // A third is as wide as what is left beside a half.
    let third = device_type(4);
    assert_eq!(drop(&layout, &third, 0.1, 5.0), (4, 2, true));
    add(
        &mut layout,
        1,
        3,
        Place::Rack {
            rack: rack_id(0),
            bottom: HalfU(4),
            face: Face::Front,
            column: 1,
        },
    );
    assert_eq!(drop(&layout, &half, 0.2, 5.0), (4, 0, false));
    // Half a unit goes into the other half of the same unit, one and a half as close as they can.
    let low = device_type(1);
    add(&mut layout, 2, 1, on_rails(0, 8));
    assert_eq!(drop(&layout, &low, 0.5, 8.5), (9, 0, true));
    let middle = DeviceType::new("middle", "Middle", Category::Server, HalfU(3));
    assert_eq!(drop(&layout, &middle, 0.5, 10.0), (9, 0, true));
    add(&mut layout, 3, 1, on_rails(0, 9));
    assert_eq!(drop(&layout, &low, 0.5, 8.5), (8, 0, false));
    // The same for one that is there already.
    add(&mut layout, 4, 3, on_rails(0, 20));
    let moved = find(
        &layout,
        &hold(&layout, 4, &[]),
        &aim_with(&half, Face::Front, 0.25, 5.0),
    );
    assert!(moved.refusal.is_some());
    apply(&mut layout, &Command::RemoveDevice(device_id(1))).unwrap();
    let moved = find(
        &layout,
        &hold(&layout, 4, &[]),
        &aim_with(&half, Face::Front, 0.25, 5.0),
    );
    assert!(matches!(moved.place(), Some(Place::Rack { column: 1, .. })));
    assert_eq!(moved.refusal, None);
    // Its own place is no answer where it is held over its neighbor.
    add(&mut layout, 5, 3, on_rails(0, 16));
    let beside = Place::Rack {
        rack: rack_id(0),
        bottom: HalfU(16),
        face: Face::Front,
        column: 1,
    };
    add(&mut layout, 6, 3, beside);
    let aim = aim_with(&half, Face::Front, 0.75, 17.0);
    let moved = find(&layout, &hold(&layout, 5, &[]), &aim);
    assert_eq!(
        moved.refusal.expect("it is taken").to_string(),
        "U9 holds box-6, front"
    );
}

#[test]
fn several_boxes_dropped_between_the_rails_share_a_carrier() {
    let mut layout = empty_racks();
    add(&mut layout, 0, SHELF, on_rails(0, 0));
    add(&mut layout, 1, SMALL_BOX, in_bay(0, 0));
    add(&mut layout, 2, LARGE_BOX, in_bay(0, 2));
    let target = find(&layout, &hold(&layout, 2, &[1]), &aim(0, 0.9, 15.0));
    assert_eq!(target.refusal, None);
    let before = layout.clone();
    let command = move_to_target(&layout, &target, device_id(50)).unwrap();
    assert_eq!(
        command.describe(&layout),
        "Moved 2 devices to a new carrier"
    );
    let back = apply(&mut layout, &command).unwrap();
    let place = |n| layout.devices.get(&device_id(n)).map(|device| device.place);
    // The held one is where it was aimed at.
    assert_eq!(
        (place(2), place(1)),
        (Some(in_bay(50, 1)), Some(in_bay(50, 0)))
    );
    let carrier = layout.devices.get(&device_id(50)).unwrap();
    assert_eq!(layout.type_of(carrier).unwrap().height, HalfU(4));
    // Both leave it in one step, and the carrier with them.
    let leaving = Command::Group(vec![
        Command::RemoveDevice(device_id(1)),
        Command::RemoveDevice(device_id(2)),
    ]);
    assert!(without_empty_carriers(&layout, &leaving).is_some());
    apply(&mut layout, &back).unwrap();
    assert_eq!(layout.devices, before.devices);
}

#[test]
fn what_does_not_fit_into_a_bay_is_told_why() {
    let mut layout = empty_racks();
    add(&mut layout, 0, SHELF, on_rails(0, 4));
    let refusal = |layout: &Layout, kind: u8, across, above| {
        let new = Payload::of_type(layout, device_type(kind));
        let target = find(layout, &new, &aim(0, across, above));
        target.refusal.map(|refusal| refusal.to_string())
    };
    let too_wide = "Model 0 is too wide for Bay 1 of box-0";
    assert_eq!(refusal(&layout, 0, 0.1, 5.0).as_deref(), Some(too_wide));
    // It is higher than all bays, and wider.
    add(&mut layout, 1, SMALL_BOX, in_bay(0, 0));
    let tall = DeviceType::new("tall", "Tall", Category::Server, HalfU(6));
    let new = Payload::of_type(&layout, tall);
    let target = find(&layout, &new, &aim(0, 0.1, 5.0));
    let words = target.refusal.map(|refusal| refusal.to_string());
    assert_eq!(
        words.as_deref(),
        Some("Tall is too tall for Bay 1 of box-0")
    );
    // Another shelf is not meant for a bay.
    let holder = "U3–5 holds box-0, front";
    assert_eq!(refusal(&layout, SHELF, 0.1, 5.0).as_deref(), Some(holder));
    // A shelf at the other side of the rack does not show there.
    let mut layout = empty_racks();
    let shallow = DeviceType {
        depth: Depth::Half,
        ..device_type(SHELF)
    };
    apply(&mut layout, &Command::EditType(Box::new(shallow))).unwrap();
    let behind = Place::Rack {
        rack: rack_id(0),
        bottom: HalfU(4),
        face: Face::Rear,
        column: 0,
    };
    add(&mut layout, 0, SHELF, behind);
    let words = refusal(&layout, 0, 0.1, 5.0).unwrap();
    assert!(words.contains("holds box-0, rear"), "{words}");
}

#[test]
fn a_device_changes_its_model_where_it_is_or_close_by() {
    let mut layout = empty_racks();
    add(&mut layout, 0, 0, on_rails(0, 4));
    add(&mut layout, 1, 0, on_rails(0, 6));
    let high = DeviceType::new("high", "High", Category::Server, HalfU(4));
    let command = change_model(&layout, device_id(0), &high).unwrap();
    assert_eq!(command.describe(&layout), "Changed box-0 to High");
    let before = layout.clone();
    apply(&mut layout, &command).unwrap();
    let changed = layout.devices.get(&device_id(0)).unwrap();
    // It grows downwards, as the unit above is taken.
    assert_eq!(changed.place, on_rails(0, 2));
    assert_eq!(changed.name, "box-0");
    assert!(matches!(
        change_model(&layout, device_id(0), &high),
        Err(Refusal::NothingToDo(_))
    ));
    // When it shrinks again, it keeps its lower edge.
    let small = change_model(&layout, device_id(0), &device_type(0)).unwrap();
    apply(&mut layout, &small).unwrap();
    let place = layout.devices.get(&device_id(0)).map(|device| device.place);
    assert_eq!(place, Some(on_rails(0, 2)));
    let mut layout = before;
    add(&mut layout, 2, 0, on_rails(0, 2));
    let refusal = change_model(&layout, device_id(0), &high).unwrap_err();
    assert_eq!(refusal.to_string(), "U4 holds box-1, front");
}

#[test]
fn a_child_leaves_its_bay_for_another_one() {
    let mut layout = empty_racks();
    add(&mut layout, 0, SHELF, on_rails(0, 0));
    add(&mut layout, 1, SHELF, on_rails(1, 4));
    add(&mut layout, 2, SMALL_BOX, in_bay(0, 0));
    let payload = hold(&layout, 2, &[]);
    let target = find(&layout, &payload, &aim(1, 0.8, 8.0));
    assert_eq!(target.place(), Some(in_bay(1, 3)));
    assert!(target.refusal.is_none());
}

#[test]
fn what_stands_on_a_carried_shelf_goes_with_it() {
    let mut layout = empty_racks();
    add(&mut layout, 0, SHELF, on_rails(0, 0));
    add(&mut layout, 1, SMALL_BOX, in_bay(0, 0));
    let payload = hold(&layout, 1, &[0, 1]);
    let target = find(&layout, &payload, &aim(0, 0.5, 9.0));
    assert_eq!(places(&target), [on_rails(0, 8)]);
    assert!(target.refusal.is_none());
}

#[test]
fn several_keep_their_distances_across_racks_too() {
    let mut layout = empty_racks();
    add(&mut layout, 0, 0, on_rails(0, 4));
    add(&mut layout, 1, 0, on_rails(0, 8));
    add(&mut layout, 2, 0, on_rails(1, 6));
    let payload = hold(&layout, 0, &[1, 2]);
    let up = find(&layout, &payload, &aim(0, 0.5, 7.0));
    assert_eq!(
        places(&up),
        [on_rails(0, 6), on_rails(0, 10), on_rails(1, 8)]
    );
    // The second rack is the lower one: there the three end at its top.
    let top = find(&layout, &payload, &aim(0, 0.5, 23.0));
    assert_eq!(
        places(&top),
        [on_rails(0, 12), on_rails(0, 16), on_rails(1, 14)]
    );
    let right = find(&layout, &payload, &aim(1, 0.5, 5.0));
    assert_eq!(
        places(&right),
        [on_rails(1, 4), on_rails(1, 8), on_rails(2, 6)]
    );
    assert!(right.refusal.is_none());
    let too_far = find(&layout, &payload, &aim(2, 0.5, 5.0));
    assert_eq!(too_far.refusal, Some(Refusal::NoSuchRack));
    assert_eq!(
        too_far
            .slots
            .iter()
            .map(|landed| landed.fits)
            .collect::<Vec<_>>(),
        [true, true, false]
    );
}

#[test]
fn a_half_wide_pair_stays_a_pair() {
    let mut layout = empty_racks();
    add(&mut layout, 0, 3, on_rails(0, 4));
    let right = Place::Rack {
        rack: rack_id(0),
        bottom: HalfU(4),
        face: Face::Front,
        column: 1,
    };
    add(&mut layout, 1, 3, right);
    let mut aim = aim(0, 0.75, 9.0);
    aim.offset_across = 0.25;
    let alone = find(&layout, &hold(&layout, 0, &[]), &aim);
    assert!(matches!(alone.place(), Some(Place::Rack { column: 1, .. })));
    let pair = find(&layout, &hold(&layout, 0, &[1]), &aim);
    assert_eq!(pair.place(), Some(on_rails(0, 8)));
    assert!(pair.refusal.is_none());
}

#[test]
fn let_go_on_the_other_side_a_device_changes_its_face() {
    let mut layout = empty_racks();
    add(&mut layout, 0, 2, on_rails(0, 4));
    add(&mut layout, 1, 2, on_rails(0, 8));
    let behind = Aim {
        face: Face::Rear,
        ..aim(0, 0.5, 9.0)
    };
    let target = find(&layout, &hold(&layout, 0, &[]), &behind);
    assert!(matches!(
        target.place(),
        Some(Place::Rack {
            face: Face::Rear,
            bottom: HalfU(8),
            ..
        })
    ));
    assert!(target.refusal.is_none());
}

#[test]
fn a_power_strip_hangs_at_the_nearer_side_in_the_first_free_slot() {
    let mut layout = empty_racks();
    let left = |slot| Place::Side {
        rack: rack_id(0),
        side: Side::Left,
        slot,
    };
    add(&mut layout, 0, POWER_STRIP, left(0));
    let new = Payload::of_type(&layout, device_type(POWER_STRIP));
    assert_eq!(
        find(&layout, &new, &aim(0, 0.2, 3.0)).place(),
        Some(left(1))
    );
    add(&mut layout, 1, POWER_STRIP, left(1));
    let full = find(&layout, &new, &aim(0, 0.2, 3.0));
    assert!(matches!(full.refusal, Some(Refusal::SideOccupied { .. })));
}

#[test]
fn keys_leap_over_what_is_in_the_way() {
    let mut layout = empty_racks();
    add(&mut layout, 0, 0, on_rails(0, 0));
    add(&mut layout, 1, 0, on_rails(0, 2));
    add(&mut layout, 2, 0, on_rails(0, 4));
    let payload = hold(&layout, 0, &[]);
    let up = step(&layout, &payload, Step::Up).expect("there is room above");
    assert_eq!(up.place(), Some(on_rails(0, 6)));
    assert_eq!(step(&layout, &payload, Step::Down), None);
    assert_eq!(step(&layout, &payload, Step::Left), None);
    let right = step(&layout, &payload, Step::Right).expect("there is a rack");
    assert_eq!(right.place(), Some(on_rails(1, 0)));
    let both = step(&layout, &hold(&layout, 0, &[1]), Step::Up).expect("there is room above");
    assert_eq!(places(&both), [on_rails(0, 6), on_rails(0, 8)]);
}

#[test]
fn keys_go_from_bay_to_bay() {
    let mut layout = empty_racks();
    add(&mut layout, 0, SHELF, on_rails(0, 0));
    add(&mut layout, 1, SHELF, on_rails(1, 0));
    add(&mut layout, 2, SMALL_BOX, in_bay(0, 0));
    let payload = hold(&layout, 2, &[]);
    let go = |payload: &Payload, way| {
        step(&layout, payload, way)
            .and_then(|target| Some((target.dropped(payload), target.place()?)))
    };
    let (there, right) = go(&payload, Step::Right).expect("a bay");
    assert_eq!(right, in_bay(0, 1));
    let (_, above) = go(&there, Step::Up).expect("a bay");
    assert_eq!(above, in_bay(0, 3));
    let (_, next_rack) = go(&there, Step::Right).expect("a bay in the next rack");
    assert!(matches!(next_rack, Place::Bay { parent, .. } if parent == device_id(1)));
}

#[test]
fn keys_take_a_device_into_the_bays_that_it_passes() {
    let mut layout = empty_racks();
    add(&mut layout, 0, SHELF, on_rails(0, 4));
    add(&mut layout, 1, 3, on_rails(0, 12));
    let payload = hold(&layout, 1, &[]);
    let above_shelf = step(&layout, &payload, Step::Down).expect("there is room below");
    assert_eq!(above_shelf.place(), Some(on_rails(0, 10)));
    let payload = above_shelf.dropped(&payload);
    let in_shelf = step(&layout, &payload, Step::Down).expect("a bay");
    assert_eq!(in_shelf.place(), Some(in_bay(0, 2)));
}

#[test]
fn a_new_device_is_first_shown_where_it_fits() {
    let mut layout = empty_racks();
    add(&mut layout, 0, 0, on_rails(0, 22));
    let first = |kind| {
        let payload = Payload::of_type(&layout, device_type(kind));
        PlacementContext::new(&layout, &LayoutIndex::new(&layout), &payload).first()
    };
    assert_eq!(
        first(0).and_then(|target| target.place()),
        Some(on_rails(0, 20))
    );
    // Without a free bay, on a carrier.
    let on_carrier = first(SMALL_BOX).expect("there is room");
    assert_eq!(on_carrier.place(), Some(on_rails(0, 20)));
    assert!(on_carrier.carrier.is_some());
    assert!(first(POWER_STRIP).is_some());
}

fn any_place() -> impl Strategy<Value = Place> {
    let faces = prop_oneof![Just(Face::Front), Just(Face::Rear), Just(Face::Both)];
    prop_oneof![
        6 => (0..RACKS, 0..24_u16, faces, 0..3_u8).prop_map(|(rack, bottom, face, column)| {
            Place::Rack { rack: rack_id(rack), bottom: HalfU(bottom), face, column }
        }),
        3 => (0..24_u8, 0..4_u16).prop_map(|(parent, bay)| in_bay(parent, bay)),
        1 => (0..RACKS, any::<bool>(), 0..2_u8).prop_map(|(rack, left, slot)| Place::Side {
            rack: rack_id(rack),
            side: if left { Side::Left } else { Side::Right },
            slot,
        }),
    ]
}

/// Whatever fits of a random set of devices.
fn any_layout() -> impl Strategy<Value = Layout> {
    proptest::collection::vec((0..TYPES, any_place()), 1..40).prop_map(|wishes| {
        let mut layout = empty_racks();
        for (n, (kind, place)) in (0..).zip(wishes) {
            let slug = device_type(kind).slug;
            let device = Device::new(device_id(n), slug, format!("box-{n}"), place);
            // Devices that do not fit are left out.
            let _ = apply(&mut layout, &Command::AddDevice(Box::new(device)));
        }
        layout
    })
}

fn any_aim() -> impl Strategy<Value = Aim> {
    (
        0..RACKS,
        any::<bool>(),
        -0.3_f32..1.3,
        -3.0_f32..28.0,
        0.0_f32..1.0,
        0.0_f32..6.0,
    )
        .prop_map(
            |(rack, rear, across, above, offset_across, offset_above)| Aim {
                rack: rack_id(rack),
                face: if rear { Face::Rear } else { Face::Front },
                across,
                above,
                offset_across,
                offset_above,
            },
        )
}

const STEPS: [Step; 4] = [Step::Up, Step::Down, Step::Left, Step::Right];

/// Some devices of the layout, by numbers that wrap around.
fn pick(layout: &Layout, numbers: &[usize]) -> Vec<DeviceId> {
    let all: Vec<DeviceId> = layout.devices.iter().map(|device| device.id).collect();
    numbers
        .iter()
        .filter_map(|n| all.get(n.checked_rem(all.len())?).copied())
        .collect()
}

proptest! {
    #[test]
    fn what_is_shown_as_possible_is_done(
        layout in any_layout(), aim in any_aim(), numbers in proptest::collection::vec(0..40_usize, 1..6)
    ) {
        let devices = pick(&layout, &numbers);
        let Some(payload) = devices
            .first()
            .and_then(|held| Payload::of_devices(&layout, *held, &devices, Face::Front))
        else {
            return Ok(());
        };
        let target = find(&layout, &payload, &aim);
        prop_assert_eq!(target.slots.len(), payload.items().count());
        prop_assert_eq!(target.refusal.is_none(), target.slots.iter().all(|landed| landed.fits));
        let outcome = match move_to_target(&layout, &target, device_id(250)) {
            Some(command) => apply(&mut layout.clone(), &command),
            None => apply(&mut layout.clone(), &Command::MoveDevices(moves_to(&target))),
        };
        if target.refusal.is_none() {
            prop_assert!(outcome.is_ok(), "{:?}", outcome);
        } else if target.slots.len() == 1 {
            // If several are in the way, another one may be named.
            prop_assert!(outcome.is_err());
        }
    }

    #[test]
    fn a_new_device_shown_as_possible_is_added(layout in any_layout(), aim in any_aim(), kind in 0..TYPES) {
        let payload = Payload::of_type(&layout, device_type(kind));
        let target = find(&layout, &payload, &aim);
        let ids = (device_id(98), device_id(99));
        let outcome = place_new_at(&layout, &device_type(kind), &target, ids)
            .and_then(|command| apply(&mut layout.clone(), &command));
        prop_assert_eq!(outcome.is_err(), target.refusal.is_some());
    }

    #[test]
    fn a_model_that_can_be_changed_is_changed_and_back(
        layout in any_layout(), number in 0..40_usize, kind in 0..TYPES
    ) {
        let Some(device) = pick(&layout, &[number]).first().copied() else {
            return Ok(());
        };
        if let Ok(command) = change_model(&layout, device, &device_type(kind)) {
            let mut changed = layout.clone();
            let back = apply(&mut changed, &command).expect("what is offered is possible");
            let now = changed.devices.get(&device).expect("it is still there");
            prop_assert_eq!(&now.device_type, &device_type(kind).slug);
            apply(&mut changed, &back).expect("it leads back");
            prop_assert_eq!(changed, layout);
        }
    }

    #[test]
    fn every_step_by_key_is_possible(
        layout in any_layout(),
        numbers in proptest::collection::vec(0..40_usize, 1..4),
        ways in proptest::collection::vec(0..4_usize, 1..8)
    ) {
        let devices = pick(&layout, &numbers);
        let Some(mut payload) = devices
            .first()
            .and_then(|held| Payload::of_devices(&layout, *held, &devices, Face::Front))
        else {
            return Ok(());
        };
        for way in ways {
            let Some(target) = step(&layout, &payload, STEPS[way]) else {
                continue;
            };
            let outcome = apply(&mut layout.clone(), &Command::MoveDevices(moves_to(&target)));
            prop_assert!(outcome.is_ok(), "{:?}", outcome);
            payload = target.dropped(&payload);
        }
    }
}
