//! Where commands may place a device.

use super::*;

#[test]
fn an_occupied_unit_says_who_holds_it() {
    let mut layout = layout();
    add(&mut layout, 1, "two", at(20, Face::Front, 0)).expect("free");
    assert_eq!(
        refusal(add(&mut layout, 2, "one", at(20, Face::Front, 0))),
        "U11 holds dev-1, front"
    );
    assert_eq!(
        refusal(add(&mut layout, 2, "two", at(20, Face::Front, 0))),
        "U11–12 holds dev-1, front"
    );
    assert_eq!(layout.devices.len(), 1);
}

#[test]
fn full_depth_takes_the_rear_and_half_depth_does_not() {
    let mut layout = layout();
    add(&mut layout, 1, "one", at(0, Face::Front, 0)).expect("free");
    assert_eq!(
        refusal(add(&mut layout, 2, "shallow", at(0, Face::Rear, 0))),
        "U1 holds dev-1, front"
    );
    add(&mut layout, 3, "shallow", at(2, Face::Front, 0)).expect("free");
    add(&mut layout, 4, "shallow", at(2, Face::Rear, 0)).expect("the rear is free");
    assert!(add(&mut layout, 5, "shallow", at(2, Face::Both, 0)).is_err());
}

#[test]
fn narrow_devices_stand_side_by_side() {
    let mut layout = layout();
    add(&mut layout, 1, "narrow", at(0, Face::Front, 0)).expect("free");
    add(&mut layout, 2, "narrow", at(0, Face::Front, 1)).expect("beside it");
    assert_eq!(
        refusal(add(&mut layout, 3, "narrow", at(2, Face::Front, 2))),
        "narrow does not fit in column 3"
    );
    for column in 0..3 {
        add(
            &mut layout,
            10 + u128::from(column),
            "third",
            at(2, Face::Front, column),
        )
        .expect("three fit");
    }
    assert!(
        add(&mut layout, 4, "narrow", at(2, Face::Rear, 0)).is_err(),
        "it is full-depth"
    );
}

#[test]
fn half_units_fit_between() {
    let mut layout = layout();
    add(&mut layout, 1, "half-u", at(0, Face::Front, 0)).expect("free");
    add(&mut layout, 2, "half-u", at(1, Face::Front, 0)).expect("the other half");
    assert_eq!(
        refusal(add(&mut layout, 3, "one", at(1, Face::Front, 0))),
        "U1 holds dev-2, front"
    );
}

#[test]
fn nothing_reaches_beyond_the_rack_or_into_one_of_another_width() {
    let mut layout = layout();
    assert_eq!(
        refusal(add(&mut layout, 1, "two", at(21, Face::Front, 0))),
        "Rack A is only 12U high"
    );
    assert!(add(&mut layout, 1, "two", at(u16::MAX, Face::Front, 0)).is_err());
    let words = "ten-inch is not made for Rack A, which is 19 inches wide";
    assert_eq!(
        refusal(add(&mut layout, 1, "ten-inch", at(0, Face::Front, 0))),
        words
    );
}

#[test]
fn bays_hold_one_device_each_that_is_not_too_high() {
    let mut layout = layout();
    add(&mut layout, 1, "shelf", at(0, Face::Front, 0)).expect("free");
    add(&mut layout, 2, "third", bay(1, 0)).expect("free");
    assert_eq!(
        refusal(add(&mut layout, 3, "third", bay(1, 0))),
        "left of dev-1 holds dev-2"
    );
    assert_eq!(
        refusal(add(&mut layout, 3, "two", bay(1, 1))),
        "two is too tall for right of dev-1"
    );
    assert_eq!(
        refusal(add(&mut layout, 3, "one", bay(1, 2))),
        "dev-1 has no such bay"
    );
    assert_eq!(
        refusal(add(&mut layout, 3, "one", bay(9, 0))),
        "There is no such device"
    );
}

#[test]
fn a_device_never_ends_up_inside_itself() {
    let mut layout = layout();
    add(&mut layout, 1, "shelf", at(0, Face::Front, 0)).expect("free");
    add(&mut layout, 2, "shelf", bay(1, 0)).expect("free");
    let before = layout.clone();
    for target in [bay(1, 1), bay(2, 0)] {
        let outcome = apply(&mut layout, &Command::move_device(device_id(1), target));
        assert_eq!(outcome, Err(Refusal::InsideItself));
    }
    let swap = [
        Move {
            device: device_id(1),
            to: bay(2, 0),
        },
        Move {
            device: device_id(2),
            to: bay(1, 0),
        },
    ];
    assert_eq!(
        apply(&mut layout, &Command::MoveDevices(swap.into())),
        Err(Refusal::InsideItself)
    );
    assert_eq!(layout, before);
}

#[test]
fn units_are_labeled_as_the_rack_counts_them() {
    let mut rack = Rack::new(rack_id(1), "Rack A", RackHeight::clamped(42));
    assert_eq!(rack.unit_label(HalfU(34), HalfU(4)), "U18–19");
    assert_eq!(rack.unit_label(HalfU(34), HalfU(1)), "U18");
    assert_eq!(rack.unit_label(HalfU(35), HalfU(2)), "U18–19");
    rack.numbering.direction = Direction::Down;
    rack.numbering.start = 10;
    assert_eq!(rack.unit_label(HalfU(82), HalfU(2)), "U10");
    assert_eq!(rack.unit_label(HalfU(0), HalfU(4)), "U50–51");
}

#[test]
fn a_drag_ends_at_the_nearest_place_within_the_rack() {
    let rack = Rack::new(rack_id(1), "Rack A", RackHeight::clamped(12));
    let cases = [
        (-7.0, 2, true, 0),
        (2.9, 2, true, 2),
        (3.1, 2, true, 4),
        (3.1, 1, false, 3),
        (99.0, 4, true, 20),
        (99.0, 3, true, 20),
        (99.0, 3, false, 21),
        (5.0, 60, true, 0),
        (f32::NAN, 2, true, 0),
    ];
    for (offset, height, whole, bottom) in cases {
        assert_eq!(
            snap_to_rack(&rack, offset, HalfU(height), whole),
            HalfU(bottom),
            "{offset} {height}"
        );
    }
}

#[test]
fn the_first_free_place_is_the_highest_of_the_first_rack() {
    let mut layout = layout();
    add(&mut layout, 1, "two", at(20, Face::Front, 0)).expect("free");
    let one = device_type("one", 2);
    assert_eq!(
        first_free(&layout, &one, Face::Front),
        Some(at(18, Face::Front, 0))
    );
    let narrow = DeviceType {
        width: Width::Half,
        ..one
    };
    add(&mut layout, 2, "narrow", at(18, Face::Front, 0)).expect("free");
    assert_eq!(
        first_free(&layout, &narrow, Face::Front),
        Some(at(18, Face::Front, 1))
    );
    let tower = device_type("tower", 60);
    assert_eq!(first_free(&layout, &tower, Face::Front), None);
    let candidate = Candidate {
        device: None,
        device_type: &tower,
        place: at(0, Face::Front, 0),
    };
    assert!(check(&layout, candidate).is_err());
}
