//! A carrier is removed with its last device, however that device left.

use blinkenrack::document::machine::event::Event;
use blinkenrack::domain::arrange::{place_new, place_new_at};
use blinkenrack::domain::catalog::generic;
use blinkenrack::domain::catalog::placing::{first_on_carrier, first_place};
use blinkenrack::domain::command::Command;
use blinkenrack::domain::ids::DeviceId;
use blinkenrack::domain::layout::Place;
use uuid::Uuid;

use crate::world::World;

const fn id(number: u128) -> DeviceId {
    DeviceId::new(Uuid::from_u128(number))
}

#[test]
fn a_move_out_of_a_carrier_by_keys_takes_the_carrier_along() {
    let mut world = World::opened();
    world.add_rack(0);
    let small = generic::find("generic-mini-pc").unwrap();
    let shelf = generic::find("generic-mini-pc-shelf").unwrap();
    let (device, carrier, empty_shelf) = (id(70), id(71), id(72));

    let layout = world.tabs[0].layout().clone();
    let target = first_on_carrier(&layout, small, None, None).unwrap();
    let command = place_new_at(&layout, small, &target, (device, carrier)).unwrap();
    world.dispatch(0, Event::Run(command));
    let layout = world.tabs[0].layout().clone();
    let place = first_place(&layout, shelf, None, None).unwrap();
    let command = place_new(&layout, shelf, place, empty_shelf, None).unwrap();
    world.dispatch(0, Event::Run(command));
    assert!(world.tabs[0].layout().devices.contains(&carrier));

    let bay = Place::Bay {
        parent: empty_shelf,
        bay: 0,
    };
    world.dispatch(0, Event::RunMerged(Command::move_device(device, bay)));
    let layout = world.tabs[0].layout();
    assert_eq!(
        layout.devices.get(&device).map(|device| device.place),
        Some(bay)
    );
    assert!(!layout.devices.contains(&carrier), "it is left empty");
    world.dispatch(0, Event::Undo);
    assert!(world.tabs[0].layout().devices.contains(&carrier));
}
