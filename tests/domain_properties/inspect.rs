//! Fields edited in place: a change is one step or none, can be undone, and affects no other field.

use blinkenrack::domain::command::{Command, apply};
use blinkenrack::domain::ids::{HubId, MonitorId, MonitorRef};
use blinkenrack::domain::inspect::{
    DeviceChange, DeviceFields, FieldValue, RackChange, change_devices, change_rack, device_fields,
    position_of,
};
use blinkenrack::domain::layout::{Direction, Face, Layout, Link, RackHeight, RackWidth, Row};
use blinkenrack::domain::placement::Step;
use proptest::prelude::*;

use super::layouts::*;
use super::valid::*;
use super::wishes::*;

fn device_change() -> impl Strategy<Value = DeviceChange> {
    let face = prop_oneof![Just(Face::Front), Just(Face::Rear), Just(Face::Both)];
    let step = prop_oneof![
        Just(Step::Up),
        Just(Step::Down),
        Just(Step::Left),
        Just(Step::Right)
    ];
    let state = prop_oneof![Just("in-use"), Just("spare"), Just("retired"), Just("odd")];
    let color = prop_oneof![Just(""), Just("blue"), Just("gray"), Just("#336699")];
    let tag = prop_oneof![Just("prod"), Just("rack door"), Just("lab"), Just(" ")];
    let monitor =
        "[ab]".prop_map(|id| Link::from(MonitorRef::new(HubId::new("hub"), MonitorId::new(id))));
    prop_oneof![
        "[a-z#]{0,4}".prop_map(DeviceChange::Name),
        "[a-z. ]{0,4}".prop_map(DeviceChange::Address),
        face.prop_map(DeviceChange::Face),
        (0..30_u32).prop_map(DeviceChange::Unit),
        step.prop_map(DeviceChange::Step),
        state.prop_map(|word| DeviceChange::LifeCycle(word.to_owned().into())),
        color.prop_map(|word| DeviceChange::Color(word.to_owned().into())),
        (tag, any::<bool>()).prop_map(|(tag, comes)| {
            let tag = tag.to_owned();
            if comes {
                DeviceChange::AddTag(tag)
            } else {
                DeviceChange::RemoveTag(tag)
            }
        }),
        "[a-z\n]{0,4}".prop_map(DeviceChange::Notes),
        link().prop_map(DeviceChange::Link),
        monitor.prop_map(DeviceChange::Monitor),
        proptest::collection::vec(link(), 0..4).prop_map(DeviceChange::Links),
        proptest::collection::vec(link(), 0..4).prop_map(DeviceChange::Guests),
        Just(DeviceChange::Unlink),
    ]
}

fn rack_change() -> impl Strategy<Value = RackChange> {
    let widths = [
        RackWidth::Ten,
        RackWidth::Nineteen,
        RackWidth::TwentyOne,
        RackWidth::TwentyThree,
    ];
    let direction = prop_oneof![Just(Direction::Up), Just(Direction::Down)];
    prop_oneof![
        "[a-z ]{0,4}".prop_map(RackChange::Name),
        (1..30_u16).prop_map(|units| RackChange::Height(RackHeight::clamped(units))),
        proptest::sample::select(widths.to_vec()).prop_map(RackChange::Width),
        proptest::option::of(0..2_000_u32).prop_map(RackChange::Depth),
        direction.prop_map(RackChange::Direction),
        any::<u16>().prop_map(RackChange::FirstUnit),
        proptest::option::of((0..ROWS).prop_map(row_id)).prop_map(RackChange::Row),
        "[a-z ]{0,4}".prop_map(|name| RackChange::NewRow(Row::new(row_id(99), name))),
        "[a-z ]{0,4}".prop_map(RackChange::AddTag),
        "[a-z ]{0,4}".prop_map(RackChange::Notes),
    ]
}

/// Applies a change, undoes it and redoes it. It must change something.
fn assert_one_step(layout: &mut Layout, command: &Command) {
    let before = layout.clone();
    let back = apply(layout, command).expect("what is offered can be done");
    assert_ne!(*layout, before, "a step changes something");
    assert_valid(layout);
    let mut again = layout.clone();
    apply(&mut again, &back).expect("an inverse is never refused");
    assert_eq!(again, before);
}

/// Makes the fields that a change may affect equal.
fn without(mut fields: DeviceFields, change: &DeviceChange, of: &DeviceFields) -> DeviceFields {
    match change {
        DeviceChange::Name(_) => fields.name = of.name.clone(),
        DeviceChange::Address(_) => fields.address = of.address.clone(),
        DeviceChange::Face(_) | DeviceChange::Step(_) => fields.face = of.face.clone(),
        DeviceChange::LifeCycle(_) => fields.life_cycle = of.life_cycle.clone(),
        DeviceChange::Color(_) => fields.color = of.color.clone(),
        DeviceChange::AddTag(_) | DeviceChange::RemoveTag(_) => fields.tags = of.tags.clone(),
        DeviceChange::Notes(_) => fields.notes = of.notes.clone(),
        DeviceChange::Link(_)
        | DeviceChange::Monitor(_)
        | DeviceChange::Links(_)
        | DeviceChange::Guests(_)
        | DeviceChange::Unlink => {
            fields.has_links = of.has_links;
        }
        DeviceChange::Unit(_) | DeviceChange::UserLinks(_) => {}
    }
    fields
}

#[test]
fn a_field_of_devices_shows_what_was_set_and_the_others_stay() {
    check(
        (layouts(), chosen(), device_change()),
        10,
        &["changed"],
        |(mut layout, devices, change), offers| {
            let Some(before) = device_fields(&layout, &devices) else {
                assert!(change_devices(&layout, &devices, &change).is_err());
                return;
            };
            let Ok(Some(command)) = change_devices(&layout, &devices, &change) else {
                return;
            };
            offers.count("changed");
            assert_one_step(&mut layout, &command);
            let after = device_fields(&layout, &devices).expect("they are still there");
            assert_eq!(without(after.clone(), &change, &before), before);
            match &change {
                DeviceChange::Address(address) => {
                    assert_eq!(after.address, FieldValue::Same(address.trim().to_owned()));
                }
                DeviceChange::Notes(notes) => {
                    assert_eq!(after.notes, FieldValue::Same(notes.clone()))
                }
                DeviceChange::LifeCycle(state) => {
                    assert_eq!(after.life_cycle, FieldValue::Same(state.clone()));
                }
                DeviceChange::Color(color) => {
                    assert_eq!(after.color, FieldValue::Same(color.clone()))
                }
                DeviceChange::Unit(unit) => {
                    let first = devices.iter().find_map(|id| layout.devices.get(id));
                    let first = first.expect("it is still there");
                    assert_eq!(position_of(&layout, first).unit, Some(*unit));
                }
                DeviceChange::Unlink => assert!(!after.has_links),
                _ => {}
            }
            // Setting the same value again makes no further step.
            let is_settled = !matches!(
                change,
                DeviceChange::Step(_) | DeviceChange::Unit(_) | DeviceChange::Link(_)
            );
            if is_settled {
                assert_eq!(change_devices(&layout, &devices, &change), Ok(None));
            }
        },
    );
}

#[test]
fn a_field_of_a_rack_is_one_step_or_none() {
    check(
        (layouts(), 0..RACKS, rack_change()),
        10,
        &["changed"],
        |(mut layout, rack, change), offers| {
            let rack = rack_id(rack);
            if let Ok(Some(command)) = change_rack(&layout, rack, &change) {
                offers.count("changed");
                assert_one_step(&mut layout, &command);
                if !matches!(change, RackChange::NewRow(_)) {
                    assert_eq!(change_rack(&layout, rack, &change), Ok(None));
                }
            }
        },
    );
}
