use super::*;
use crate::domain::ids::{HubId, LayoutId, SystemId};
use crate::domain::layout::{
    Bay, Category, Depth, Direction, Extra, Face, RackHeight, RackWidth, Width,
};
use crate::domain::placement::{Candidate, check, first_free, snap_to_rack};
use crate::domain::undo::UndoHistory;
use crate::domain::units::HalfU;
use uuid::Uuid;

mod places;

fn rack_id(n: u128) -> RackId {
    RackId::new(Uuid::from_u128(n))
}

fn device_id(n: u128) -> DeviceId {
    DeviceId::new(Uuid::from_u128(n))
}

fn device_type(slug: &str, half_units: u16) -> DeviceType {
    DeviceType::new(slug, slug, Category::Server, HalfU(half_units))
}

/// A rack of 12 U named Rack A, an empty one of 4 U named Rack B, and types for every rule.
fn layout() -> Layout {
    let mut layout = Layout::new(LayoutId::new(Uuid::nil()), "Home");
    for (id, name, units) in [(1, "Rack A", 12), (2, "Rack B", 4)] {
        layout
            .racks
            .push(Rack::new(rack_id(id), name, RackHeight::clamped(units)));
    }
    let bay = |name: &str, height| Bay {
        name: name.to_owned(),
        height: HalfU(height),
        row: 0,
        column: 0,
        extra: Extra::new(),
    };
    let types = [
        device_type("one", 2),
        device_type("two", 4),
        device_type("half-u", 1),
        DeviceType {
            depth: Depth::Half,
            ..device_type("shallow", 2)
        },
        DeviceType {
            width: Width::Half,
            ..device_type("narrow", 2)
        },
        DeviceType {
            width: Width::Third,
            depth: Depth::Half,
            ..device_type("third", 2)
        },
        DeviceType {
            rack_widths: vec![RackWidth::Ten],
            ..device_type("ten-inch", 2)
        },
        DeviceType {
            bays: vec![bay("left", 2), bay("right", 2)],
            ..device_type("shelf", 2)
        },
    ];
    layout.device_types = types.into_iter().collect();
    layout
}

fn at(bottom: u16, face: Face, column: u8) -> Place {
    Place::Rack {
        rack: rack_id(1),
        bottom: HalfU(bottom),
        face,
        column,
    }
}

fn bay(parent: u128, bay: u16) -> Place {
    Place::Bay {
        parent: device_id(parent),
        bay,
    }
}

fn add(layout: &mut Layout, id: u128, slug: &str, place: Place) -> Result<Command, Refusal> {
    let device = Device::new(
        device_id(id),
        TypeSlug::new(slug),
        format!("dev-{id}"),
        place,
    );
    apply(layout, &Command::AddDevice(Box::new(device)))
}

fn refusal(outcome: Result<Command, Refusal>) -> String {
    outcome.expect_err("a refusal").to_string()
}

#[test]
fn two_devices_can_change_places() {
    let mut layout = layout();
    add(&mut layout, 1, "one", at(0, Face::Front, 0)).expect("free");
    add(&mut layout, 2, "one", at(2, Face::Front, 0)).expect("free");
    let before = layout.clone();
    let swap = Command::MoveDevices(vec![
        Move {
            device: device_id(1),
            to: at(2, Face::Front, 0),
        },
        Move {
            device: device_id(2),
            to: at(0, Face::Front, 0),
        },
    ]);
    let inverse = apply(&mut layout, &swap).expect("they change places");
    assert_eq!(
        layout.devices.get(&device_id(1)).map(|device| device.place),
        Some(at(2, Face::Front, 0))
    );
    apply(&mut layout, &inverse).expect("and back");
    assert_eq!(layout, before);
}

#[test]
fn removing_takes_what_is_inside_along_and_brings_it_back() {
    let mut layout = layout();
    add(&mut layout, 5, "shelf", at(0, Face::Front, 0)).expect("free");
    add(&mut layout, 2, "shelf", bay(5, 0)).expect("free");
    add(&mut layout, 3, "third", bay(2, 1)).expect("free");
    let before = layout.clone();
    for command in [
        Command::RemoveDevice(device_id(5)),
        Command::RemoveRack(rack_id(1)),
    ] {
        let inverse = apply(&mut layout, &command).expect("removed");
        assert!(layout.devices.is_empty());
        apply(&mut layout, &inverse).expect("back again");
        assert_eq!(layout, before);
    }
}

#[test]
fn a_group_is_done_wholly_or_not_at_all() {
    let mut layout = layout();
    add(&mut layout, 1, "one", at(0, Face::Front, 0)).expect("free");
    let before = layout.clone();
    let group = Command::Group(vec![
        Command::RenameDevice {
            device: device_id(1),
            name: "other".to_owned(),
        },
        Command::RemoveRack(rack_id(2)),
        Command::move_device(device_id(1), at(23, Face::Front, 0)),
    ]);
    assert!(apply(&mut layout, &group).is_err());
    assert_eq!(layout, before);
}

#[test]
fn a_rack_cannot_shrink_below_what_is_in_it() {
    let mut layout = layout();
    add(&mut layout, 1, "one", at(20, Face::Front, 0)).expect("free");
    let shrunk = |units| {
        Command::EditRack(Box::new(Rack::new(
            rack_id(1),
            "Rack A",
            RackHeight::clamped(units),
        )))
    };
    let before = layout.clone();
    let mut check = |units| match shrunk(units) {
        Command::EditRack(rack) => check_rack_edit(&mut layout, &rack),
        _ => Ok(()),
    };
    assert!(check(10).is_err());
    assert_eq!(check(11), Ok(()));
    assert_eq!(layout, before, "a question changes nothing");
    assert_eq!(
        refusal(apply(&mut layout, &shrunk(10))),
        "U11 of Rack A holds dev-1"
    );
    assert_eq!(layout.racks[0].height.units(), 12);
    apply(&mut layout, &shrunk(11)).expect("it still fits");
    assert_eq!(layout.racks[0].height.units(), 11);
}

#[test]
fn a_used_type_stays() {
    let mut layout = layout();
    add(&mut layout, 1, "one", at(0, Face::Front, 0)).expect("free");
    assert_eq!(
        refusal(apply(
            &mut layout,
            &Command::RemoveType(TypeSlug::new("one"))
        )),
        "“one” is used by dev-1"
    );
    let inverse =
        apply(&mut layout, &Command::RemoveType(TypeSlug::new("two"))).expect("nobody has it");
    apply(&mut layout, &inverse).expect("back again");
    let high = Command::AddType(Box::new(device_type("tower", 201)));
    assert!(apply(&mut layout, &high).is_err());
}

#[test]
fn commands_tell_what_they_do() {
    let mut layout = layout();
    add(&mut layout, 1, "two", at(0, Face::Front, 0)).expect("free");
    add(&mut layout, 2, "shelf", at(4, Face::Front, 0)).expect("free");
    add(&mut layout, 3, "shelf", bay(2, 1)).expect("free");
    add(&mut layout, 4, "third", bay(3, 1)).expect("free");
    add(&mut layout, 6, "narrow", at(14, Face::Front, 1)).expect("free");
    let spoken = layout.devices.get(&device_id(6));
    assert_eq!(
        spoken
            .and_then(|device| layout.spoken_place(device))
            .as_deref(),
        Some("Rack A unit 8 right")
    );
    let to_b = Place::Rack {
        rack: rack_id(2),
        bottom: HalfU(2),
        face: Face::Front,
        column: 0,
    };
    let link = Some(Link::new(HubId::new("h"), SystemId::new("s")));
    let cases = [
        (
            Command::move_device(device_id(1), at(8, Face::Front, 0)),
            "Moved dev-1 to units 5–6",
        ),
        (
            Command::move_device(device_id(1), to_b),
            "Moved dev-1 to Rack B units 2–3",
        ),
        (
            Command::move_device(device_id(1), bay(2, 0)),
            "Moved dev-1 to dev-2",
        ),
        (
            Command::move_device(device_id(6), at(16, Face::Front, 0)),
            "Moved dev-6 to unit 9 left",
        ),
        (
            Command::RenameDevice {
                device: device_id(1),
                name: "nas".to_owned(),
            },
            "Renamed dev-1 to nas",
        ),
        (
            Command::LinkDevice {
                device: device_id(1),
                link,
            },
            "Linked dev-1",
        ),
        (
            Command::LinkDevice {
                device: device_id(1),
                link: None,
            },
            "Unlinked dev-1",
        ),
        (Command::RemoveRack(rack_id(2)), "Deleted Rack B"),
        (
            Command::Group(vec![Command::RemoveDevice(device_id(1))]),
            "Deleted dev-1",
        ),
        (
            Command::RemoveDevice(device_id(2)),
            "Deleted dev-2 and the 2 devices in it",
        ),
        (
            Command::RemoveDevice(device_id(3)),
            "Deleted dev-3 and the device in it",
        ),
        (
            Command::Group(vec![
                Command::RemoveDevice(device_id(1)),
                Command::RemoveDevice(device_id(2)),
            ]),
            "Deleted 4 devices",
        ),
    ];
    for (command, words) in cases {
        assert_eq!(command.describe(&layout), words);
    }
}

#[test]
fn changes_of_racks_and_rows_say_what_was_done() {
    let layout = layout();
    let rack = |change: &dyn Fn(&mut Rack)| {
        let mut rack = layout.rack(rack_id(1)).expect("there").clone();
        change(&mut rack);
        Box::new(rack)
    };
    let garage = Row::new(RowId::new(Uuid::from_u128(70)), "Garage");
    let mut new = rack(&|rack| rack.name = "R2".to_owned());
    new.id = rack_id(9);
    new.row = Some(garage.id);
    let add_row = Command::AddRow {
        index: 0,
        row: Box::new(garage.clone()),
    };
    let add_rack = Command::AddRack {
        index: 0,
        rack: new,
    };
    let resized = rack(&|rack| rack.height = RackHeight::clamped(21));
    let renamed = rack(&|rack| rack.name = "Lab".to_owned());
    let cases = [
        (Command::EditRack(resized.clone()), "Resized Rack A to 21U"),
        (Command::EditRack(renamed), "Renamed Rack A to Lab"),
        (add_rack.clone(), "Added R2"),
        (add_row.clone(), "Added the row Garage"),
        (
            Command::Group(vec![add_row.clone(), add_rack]),
            "Added R2 in Garage",
        ),
        (
            Command::Group(vec![
                Command::EditRack(resized),
                Command::RemoveRack(rack_id(2)),
            ]),
            "Changed the layout",
        ),
        (Command::Group(vec![]), "Changed nothing"),
    ];
    for (command, words) in cases {
        assert_eq!(command.describe(&layout), words);
    }
}

#[test]
fn history_goes_back_and_forth() {
    let mut layout = layout();
    let mut history = UndoHistory::default();
    let empty = layout.clone();
    let device = Device::new(
        device_id(1),
        TypeSlug::new("one"),
        "nas",
        at(0, Face::Front, 0),
    );
    history
        .run(&mut layout, &Command::AddDevice(Box::new(device)))
        .expect("added");
    let words = history.run(
        &mut layout,
        &Command::move_device(device_id(1), at(4, Face::Front, 0)),
    );
    assert_eq!(words.as_deref(), Ok("Moved nas to unit 3"));
    let full = layout.clone();
    assert_eq!(history.next_undo(), Some("Moved nas to unit 3"));
    assert_eq!(
        history.undo(&mut layout),
        Some(Ok("Moved nas to unit 3".to_owned()))
    );
    assert_eq!(history.undo(&mut layout), Some(Ok("Added nas".to_owned())));
    assert_eq!((history.undo(&mut layout), &layout), (None, &empty));
    history.redo(&mut layout);
    history.redo(&mut layout);
    assert_eq!((history.redo(&mut layout), &layout), (None, &full));
    history.undo(&mut layout);
    history
        .run(&mut layout, &Command::RenameLayout("Lab".to_owned()))
        .expect("renamed");
    assert_eq!(
        history.next_redo(),
        None,
        "what was undone is gone after something new"
    );
}
