//! The cost of a command, and of updating the screen after it, does not depend on the size of the layout.

use uuid::Uuid;

use super::{Command, apply};
use crate::domain::catalog::gap::{Gap, Spot};
use crate::domain::health::Health;
use crate::domain::ids::{DeviceId, HubId, RackId, SystemId, SystemRef};
use crate::domain::layout::counting::looked_at;
use crate::domain::layout::hall::{PER_RACK, hall};
use crate::domain::layout::{
    Face, Layout, LayoutIndex, Link, Place, Snapshot, devices_that_differ, racks_that_differ,
};
use crate::domain::summary::RackFacts;
use crate::domain::units::HalfU;

const SMALL: u128 = 8;
const LARGE: u128 = 200;

/// The topmost device of the rack in the middle.
fn highest_in_the_middle(racks: u128) -> (RackId, DeviceId) {
    let rack = racks / 2;
    let device = rack * PER_RACK + PER_RACK - 1;
    (
        RackId::new(Uuid::from_u128(rack)),
        DeviceId::new(Uuid::from_u128(device)),
    )
}

/// Number of items visited by a command and by everything that updates the screen after it.
fn cost(racks: u128, command: impl Fn(RackId, DeviceId) -> Command) -> usize {
    let before = hall(racks);
    let (rack, device) = highest_in_the_middle(racks);
    let command = command(rack, device);
    looked_at(|| {
        let mut layout = before.clone();
        let back = apply(&mut layout, &command).expect("it is possible");
        show(&before, &layout);
        apply(&mut layout, &back).expect("it was so before");
    })
}

fn show(before: &Layout, after: &Layout) {
    let snapshot = Snapshot::new(after.clone());
    let Snapshot { layout, index } = &snapshot;
    for rack in racks_that_differ(before, layout) {
        RackFacts::of(layout, index, rack, |_| Health::Ok).expect("it is there");
        let rack = layout.rack(rack).expect("it is there");
        Gap::of_rack(layout, rack);
        Spot::in_largest(layout, rack, Face::Front);
    }
    for device in devices_that_differ(before, layout) {
        let device = layout.devices.get(&device).expect("it is there");
        layout.spoken_place(device);
        Gap::of_device(layout, device);
    }
}

fn hardly_grows(command: impl Fn(RackId, DeviceId) -> Command) {
    let (small, large) = (cost(SMALL, &command), cost(LARGE, &command));
    // The fill of table chunks varies a little.
    assert!(
        large <= small + 150,
        "{small} in a small layout, {large} in a large one"
    );
}

#[test]
fn a_rename_costs_the_same_in_any_layout() {
    hardly_grows(|_, device| Command::RenameDevice {
        device,
        name: "other".to_owned(),
    });
}

#[test]
fn a_move_costs_the_same_in_any_layout() {
    hardly_grows(|rack, device| {
        let to = Place::Rack {
            rack,
            bottom: HalfU(60),
            face: Face::Front,
            column: 0,
        };
        Command::move_device(device, to)
    });
}

#[test]
fn removing_a_device_costs_the_same_in_any_layout() {
    hardly_grows(|_, device| Command::RemoveDevice(device));
}

#[test]
fn only_links_and_guests_change_which_systems_are_shown() {
    let layout = hall(LARGE);
    let (rack, device) = highest_in_the_middle(LARGE);
    let link = || Link::from(SystemRef::new(HubId::new("hub"), SystemId::new("system")));
    let is_same_after = |command: Command| {
        let mut changed = layout.clone();
        apply(&mut changed, &command).expect("it is possible");
        let (before, after) = (LayoutIndex::new(&layout), LayoutIndex::new(&changed));
        let mut is_same = false;
        let looked_at = looked_at(|| is_same = after.has_same_links(&before));
        assert_eq!(looked_at, 0);
        is_same
    };
    let to = Place::Rack {
        rack,
        bottom: HalfU(60),
        face: Face::Front,
        column: 0,
    };
    let name = "other".to_owned();
    assert!(is_same_after(Command::RenameDevice { device, name }));
    assert!(is_same_after(Command::move_device(device, to)));
    assert!(is_same_after(Command::RemoveDevice(device)));
    assert!(!is_same_after(Command::LinkDevice {
        device,
        link: Some(link()),
    }));
    assert!(!is_same_after(Command::SetGuests {
        device,
        guests: vec![link()],
    }));
}

#[test]
fn a_copy_of_a_layout_looks_at_nothing() {
    let layout = hall(LARGE);
    let looked_at = looked_at(|| {
        let copy = layout.clone();
        let _index = LayoutIndex::new(&copy);
        assert!(copy.racks.is_same(&layout.racks) && copy == layout);
    });
    assert_eq!(looked_at, 0);
}
