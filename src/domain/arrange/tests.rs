use super::*;
use crate::domain::command::apply;
use crate::domain::ids::{ConnectionId, HubId, LayoutId, RackId, SystemId, SystemRef, TypeSlug};
use crate::domain::layout::{
    Bay, Category, Connection, ConnectionEnd, Depth, DeviceType, Extra, Face, LifeCycle, Link,
    Mount, PinnedDisk, Port, Rack, RackHeight, Side, Tags, UrlTemplate, UserLink, Width,
};
use crate::domain::units::HalfU;
use uuid::Uuid;

fn rack_id(n: u128) -> RackId {
    RackId::new(Uuid::from_u128(n))
}

fn id(n: u128) -> DeviceId {
    DeviceId::new(Uuid::from_u128(n))
}

fn ids() -> impl FnMut() -> Uuid {
    let mut last = 1000;
    move || {
        last += 1;
        Uuid::from_u128(last)
    }
}

/// Rack A with 12 U and Rack B with 6 U, both empty.
fn layout() -> Layout {
    let mut layout = Layout::new(LayoutId::new(Uuid::nil()), "Home");
    for (n, name, units) in [(1, "Rack A", 12), (2, "Rack B", 6)] {
        let rack = Rack::new(rack_id(n), name, RackHeight::clamped(units));
        layout.racks.push(rack);
    }
    let base =
        |slug: &str, half_units| DeviceType::new(slug, slug, Category::Server, HalfU(half_units));
    let bay = |column| Bay {
        name: format!("bay {column}"),
        height: HalfU(2),
        row: 0,
        column,
        extra: Extra::new(),
    };
    layout.device_types = [
        base("one", 2),
        base("two", 4),
        base("half-u", 1),
        DeviceType {
            width: Width::Half,
            ..base("narrow", 2)
        },
        DeviceType {
            depth: Depth::Half,
            ..base("shallow", 2)
        },
        DeviceType {
            bays: vec![bay(0), bay(1), bay(2)],
            ..base("shelf", 2)
        },
        DeviceType {
            mount: Mount::Side,
            ..base("strip", 12)
        },
        DeviceType {
            mount: Mount::Bay,
            ..base("blade", 2)
        },
    ]
    .into_iter()
    .collect();
    layout
}

fn at(unit: u16) -> Place {
    in_rack(1, unit, 0)
}

/// `unit` counts from 1.
fn in_rack(rack: u128, unit: u16, column: u8) -> Place {
    Place::Rack {
        rack: rack_id(rack),
        bottom: HalfU::from_units(unit - 1),
        face: Face::Front,
        column,
    }
}

fn bay(parent: u128, bay: u16) -> Place {
    Place::Bay {
        parent: id(parent),
        bay,
    }
}

fn with(devices: &[(u128, &str, Place)]) -> Layout {
    let mut layout = layout();
    for (n, slug, place) in devices {
        let device = Device::new(id(*n), TypeSlug::new(*slug), format!("dev-{n}"), *place);
        apply(&mut layout, &Command::AddDevice(Box::new(device))).expect("it fits");
    }
    layout
}

fn chosen(numbers: &[u128]) -> Vec<DeviceId> {
    numbers.iter().map(|n| id(*n)).collect()
}

fn done(mut layout: Layout, command: Result<Command, Refusal>) -> (Layout, String) {
    let command = command.expect("it can be done");
    let words = command.describe(&layout);
    apply(&mut layout, &command).expect("and is not refused");
    (layout, words)
}

fn place_of(layout: &Layout, n: u128) -> Place {
    layout.devices.get(&id(n)).expect("it is there").place
}

/// The lowest units of these devices.
fn units(layout: &Layout, numbers: &[u128]) -> Vec<u16> {
    let unit = |n: &u128| match place_of(layout, *n) {
        Place::Rack { bottom, .. } => bottom.0 / 2 + 1,
        other => panic!("{other:?}"),
    };
    numbers.iter().map(unit).collect()
}

fn named<'a>(layout: &'a Layout, name: &str) -> &'a Device {
    let mut devices = layout.devices.iter();
    devices
        .find(|device| device.name == name)
        .expect("it is there")
}

#[test]
fn moved_to_another_rack_they_stand_as_before_if_there_is_room() {
    let layout = with(&[
        (1, "one", at(9)),
        (2, "two", at(11)),
        (3, "one", in_rack(2, 6, 0)),
    ]);
    let (moved, words) = done(
        layout.clone(),
        move_to_rack(&layout, &chosen(&[1, 2]), rack_id(2)),
    );
    assert_eq!(units(&moved, &[1, 2]), [2, 4]);
    assert_eq!(words, "Moved 2 devices to Rack B");
    let full = with(&[
        (1, "two", at(9)),
        (2, "two", at(11)),
        (3, "two", in_rack(2, 3, 0)),
    ]);
    let (moved, _) = done(
        full.clone(),
        move_to_rack(&full, &chosen(&[1, 2]), rack_id(2)),
    );
    assert_eq!(
        units(&moved, &[1, 2]),
        [1, 5],
        "one above, one below what is there"
    );
}

#[test]
fn a_copy_has_all_but_link_guests_and_address() {
    let mut layout = with(&[(1, "shelf", at(3)), (2, "blade", bay(1, 1))]);
    let link = Link::new(HubId::new("h"), SystemId::new("s"));
    for command in [
        Command::LinkDevice {
            device: id(2),
            link: Some(link.clone()),
        },
        Command::SetGuests {
            device: id(2),
            guests: vec![link],
        },
        Command::SetDeviceAddress {
            device: id(2),
            address: "10.0.0.2".to_owned(),
        },
        Command::SetDeviceNotes {
            device: id(2),
            notes: "mine".to_owned(),
        },
    ] {
        apply(&mut layout, &command).expect("done");
    }
    let (layout, words) = done(
        layout.clone(),
        duplicate(&layout, &chosen(&[2, 1]), &mut ids()),
    );
    assert_eq!(words, "Duplicated dev-1");
    assert_eq!(layout.devices.len(), 4);
    let shelf = named(&layout, "dev-1 copy");
    assert_eq!(shelf.place, at(2));
    let blade = named(&layout, "dev-2 copy");
    assert!(matches!(blade.place, Place::Bay { parent, bay: 1 } if parent == shelf.id));
    assert_eq!((blade.links.len(), blade.guests.len()), (0, 0));
    assert_eq!((blade.address.as_str(), blade.notes.as_str()), ("", "mine"));
    let mut more = ids();
    let mut later_ids = || Uuid::from_u128(more().as_u128() + 1000);
    let (layout, _) = done(
        layout.clone(),
        duplicate(&layout, &[shelf.id], &mut later_ids),
    );
    assert_eq!(named(&layout, "dev-1 copy 2").place, at(1));
}

#[test]
fn a_copy_of_what_is_in_a_bay_goes_into_another_bay() {
    let layout = with(&[(1, "shelf", at(3)), (2, "blade", bay(1, 0))]);
    let (layout, _) = done(
        layout.clone(),
        duplicate(&layout, &chosen(&[2]), &mut ids()),
    );
    assert_eq!(named(&layout, "dev-2 copy").place, bay(1, 1));
}

#[test]
fn a_rack_is_copied_with_all_that_is_in_it() {
    let strip = Place::Side {
        rack: rack_id(1),
        side: Side::Right,
        slot: 1,
    };
    let layout = with(&[
        (1, "shelf", at(3)),
        (2, "blade", bay(1, 0)),
        (3, "strip", strip),
        (4, "one", in_rack(2, 1, 0)),
    ]);
    let (layout, words) = done(
        layout.clone(),
        duplicate_rack(&layout, rack_id(1), &mut ids()),
    );
    assert_eq!(words, "Duplicated Rack A");
    let racks: Vec<&str> = layout.racks.iter().map(|rack| rack.name.as_str()).collect();
    assert_eq!(racks, ["Rack A", "Rack C", "Rack B"]);
    assert_eq!(layout.devices.len(), 7);
}

#[test]
fn a_copy_has_all_facts_and_the_cables_among_the_copies() {
    let mut layout = with(&[
        (1, "one", at(1)),
        (2, "two", at(3)),
        (3, "one", in_rack(2, 1, 0)),
    ]);
    layout.devices.update(&id(1), |device| {
        device.tags = Tags::of(["prod"]);
        device.life_cycle = LifeCycle::Spare;
        device.disks = vec![PinnedDisk::new(1, "WD-1")];
        device.notes = "note".to_owned();
        device.address = "10.0.0.1".to_owned();
        let system = SystemRef::new(HubId::new("hub"), SystemId::new("s1"));
        device.links = vec![Link::from(system)];
        let url = UrlTemplate::parse("https://{address}/").expect("a URL");
        device.user_links = vec![UserLink {
            name: "Web".to_owned(),
            url,
            extra: Extra::new(),
        }];
    });
    let end = |device, port: &str| ConnectionEnd {
        device: id(device),
        port: Port::Named {
            port: port.to_owned(),
        },
    };
    for (n, from, to) in [(1, 1, 2), (2, 2, 3)] {
        let connection = ConnectionId::new(Uuid::from_u128(n));
        let mut cable = Connection::new(connection, end(from, "eth0"), end(to, "eth1"));
        cable.kind = "cat6a".to_owned();
        layout.connections.insert(cable);
    }
    let original = layout.devices.get(&id(1)).expect("it is there").clone();
    let check = |layout: &Layout| {
        let copies: Vec<&Device> = layout
            .devices
            .iter()
            .filter(|device| device.name.ends_with(" copy"))
            .collect();
        let copy = copies
            .iter()
            .find(|copy| copy.notes == "note")
            .expect("a copy");
        let expected = Device {
            id: copy.id,
            name: copy.name.clone(),
            place: copy.place,
            address: String::new(),
            links: Vec::new(),
            ..original.clone()
        };
        assert_eq!(**copy, expected);
        // A cable that leaves the copied devices is not copied, since its other end has no copy.
        let new: Vec<&Connection> = layout
            .connections
            .iter()
            .filter(|cable| copies.iter().any(|copy| cable.is_at(copy.id)))
            .collect();
        let [cable] = new.as_slice() else {
            panic!("one cable among the copies: {new:?}");
        };
        assert_eq!(cable.kind, "cat6a");
        assert!(copies.iter().all(|copy| cable.is_at(copy.id)));
        assert_eq!(layout.connections.len(), 3);
    };
    let rack = duplicate_rack(&layout, rack_id(1), &mut ids());
    check(&done(layout.clone(), rack).0);
    let both = duplicate(&layout, &chosen(&[1, 2]), &mut ids());
    check(&done(layout.clone(), both).0);
}

#[test]
fn stacking_closes_gaps_and_passes_over_what_is_not_chosen() {
    let layout = with(&[
        (1, "one", at(12)),
        (2, "one", at(8)),
        (3, "two", at(2)),
        (4, "one", at(11)),
    ]);
    let three = chosen(&[3, 1, 2]);
    let (up, _) = done(layout.clone(), stack_up(&layout, &three));
    assert_eq!(units(&up, &[1, 2, 3, 4]), [12, 10, 8, 11]);
    let (down, _) = done(layout.clone(), stack_down(&layout, &three));
    assert_eq!(units(&down, &[1, 2, 3, 4]), [5, 4, 2, 11]);
    let (single, _) = done(layout.clone(), stack_down(&layout, &chosen(&[1])));
    assert_eq!(units(&single, &[1]), [1]);
    let refusal = stack_up(&up, &three).expect_err("nothing to do");
    assert_eq!(refusal.to_string(), "There are no gaps to close");
}

#[test]
fn the_gaps_become_equal() {
    let layout = with(&[(1, "one", at(1)), (2, "two", at(2)), (3, "one", at(10))]);
    let (layout, _) = done(layout.clone(), distribute(&layout, &chosen(&[2, 3, 1])));
    assert_eq!(units(&layout, &[1, 2, 3]), [1, 5, 10], "gaps of 3 and 3");
    assert!(distribute(&layout, &chosen(&[1, 2, 3])).is_err());
    assert!(distribute(&layout, &chosen(&[1, 2])).is_err());
}

#[test]
fn devices_of_several_racks_come_to_one_height() {
    let layout = with(&[
        (1, "one", at(5)),
        (2, "one", in_rack(2, 2, 0)),
        (3, "one", in_rack(2, 1, 0)),
    ]);
    let (aligned, _) = done(layout.clone(), align_across(&layout, &chosen(&[1, 2, 3])));
    assert_eq!(units(&aligned, &[1, 2, 3]), [5, 5, 4]);
    let high = with(&[(1, "one", at(9)), (2, "one", in_rack(2, 2, 0))]);
    assert!(align_across(&high, &chosen(&[1, 2])).is_err());
}

#[test]
fn faces_are_turned_and_set() {
    let layout = with(&[(1, "shallow", at(5)), (2, "shallow", at(6))]);
    let (flipped, words) = done(layout.clone(), flip(&layout, &chosen(&[1, 2])));
    assert_eq!(words, "Flipped 2 devices");
    let (_, words) = done(flipped.clone(), flip(&flipped, &chosen(&[1])));
    assert_eq!(words, "Flipped dev-1 to the front");
    assert!(set_face(&flipped, &chosen(&[1, 2]), Face::Rear).is_err());
}

#[test]
fn what_is_in_a_deleted_device_is_not_deleted_twice() {
    let layout = with(&[
        (1, "shelf", at(1)),
        (2, "blade", bay(1, 0)),
        (3, "one", at(3)),
    ]);
    let (empty, words) = done(layout.clone(), remove(&layout, &chosen(&[2, 1, 3, 3])));
    assert!(empty.devices.is_empty());
    assert_eq!(words, "Deleted 3 devices");
}

#[test]
fn a_new_device_brings_its_type_and_gets_a_name() {
    let server = DeviceType::new("generic-1u", "1U server", Category::Server, HalfU(2));
    let layout = layout();
    let (layout, words) = done(
        layout.clone(),
        place_new(&layout, &server, at(1), id(1), None),
    );
    assert_eq!(words, "Added 1U server");
    let (layout, words) = done(
        layout.clone(),
        place_new(&layout, &server, at(2), id(2), None),
    );
    assert_eq!(words, "Added 1U server 2");
    assert!(place_new(&layout, &server, at(2), id(3), None).is_err());
}
