use uuid::Uuid;

use super::*;
use crate::domain::ids::{
    DeviceId, HubId, LayoutId, MonitorId, MonitorRef, RackId, RowId, SystemId,
};
use crate::domain::layout::{
    Category, Depth, Device, DeviceType, Direction, Face, LifeCycle, Link, Place, Rack, RackWidth,
    Row,
};
use crate::domain::placement::Step;
use crate::domain::units::HalfU;

fn rack_id() -> RackId {
    RackId::new(Uuid::from_u128(1))
}

fn id(number: u128) -> DeviceId {
    DeviceId::new(Uuid::from_u128(number))
}

fn at(unit: u16) -> Place {
    Place::Rack {
        rack: rack_id(),
        bottom: HalfU::from_units(unit - 1),
        face: Face::Front,
        column: 0,
    }
}

/// Rack A of 12 units with three devices: `web-1` of 2 units at U3, `web-2` and `nas` of 1 unit at U6 and U7.
fn layout() -> Layout {
    let mut layout = Layout::new(LayoutId::new(Uuid::nil()), "Home");
    layout
        .racks
        .push(Rack::new(rack_id(), "Rack A", RackHeight::clamped(12)));
    let large = DeviceType::new("large", "Large", Category::Server, HalfU(4));
    let small = DeviceType {
        depth: Depth::Half,
        ..DeviceType::new("small", "Small", Category::Server, HalfU(2))
    };
    let (large_slug, small_slug) = (large.slug.clone(), small.slug.clone());
    let mut commands = vec![
        Command::AddType(Box::new(large)),
        Command::AddType(Box::new(small)),
    ];
    for (number, slug, name, unit) in [
        (1, large_slug, "web-1", 3),
        (2, small_slug.clone(), "web-2", 6),
        (3, small_slug, "nas", 7),
    ] {
        let device = Device::new(id(number), slug, name, at(unit));
        commands.push(Command::AddDevice(Box::new(device)));
    }
    for command in commands {
        apply(&mut layout, &command).unwrap();
    }
    layout
}

/// Applies the change, checks that it can be undone, and returns the fields after it with the description.
fn done(
    layout: &mut Layout,
    devices: &[u128],
    change: DeviceChange,
) -> Result<(DeviceFields, String), EditProblem> {
    let devices: Vec<DeviceId> = devices.iter().map(|number| id(*number)).collect();
    let before = layout.clone();
    let command = change_devices(layout, &devices, &change)?.expect("it changes something");
    let words = command.describe(layout);
    let back = apply(layout, &command).unwrap();
    let mut again = layout.clone();
    apply(&mut again, &back).unwrap();
    assert_eq!(again, before);
    Ok((device_fields(layout, &devices).unwrap(), words))
}

fn same(text: &str) -> FieldValue<String> {
    FieldValue::Same(text.to_owned())
}

#[test]
fn a_change_of_several_leaves_what_is_mixed_otherwise() {
    let mut layout = layout();
    let all = [1, 2, 3];
    let fields = device_fields(&layout, &all.map(id)).unwrap();
    assert_eq!(fields.name, FieldValue::Mixed);
    assert_eq!(fields.model, FieldValue::Mixed);
    assert_eq!(fields.notes, same(""));
    let notes = DeviceChange::Notes("spare".to_owned());
    let (fields, words) = done(&mut layout, &all, notes).unwrap();
    assert_eq!(words, "Changed the notes of 3 devices");
    assert_eq!(fields.notes, same("spare"));
    assert_eq!(fields.name, FieldValue::Mixed);
    let (_, words) = done(&mut layout, &[2], DeviceChange::LifeCycle(LifeCycle::Spare)).unwrap();
    assert_eq!(words, "Changed the state of web-2");
    let fields = device_fields(&layout, &all.map(id)).unwrap();
    assert_eq!(fields.life_cycle, FieldValue::Mixed);
}

#[test]
fn several_are_numbered_in_the_order_of_selection() {
    let mut layout = layout();
    done(&mut layout, &[3, 1], DeviceChange::Name("db-#".to_owned())).unwrap();
    let name = |number| layout.devices.get(&id(number)).unwrap().name.clone();
    assert_eq!((name(3), name(1)), ("db-1".to_owned(), "db-2".to_owned()));
    let empty = DeviceChange::Name("  ".to_owned());
    let refused = change_devices(&layout, &[id(1)], &empty);
    assert_eq!(refused, Err(EditProblem::NoName));
}

#[test]
fn a_tag_comes_to_those_without_it_and_goes_from_all() {
    let mut layout = layout();
    done(&mut layout, &[1], DeviceChange::AddTag("Prod".to_owned())).unwrap();
    let shared = |layout: &Layout| device_fields(layout, &[id(1), id(2)]).unwrap().tags;
    let tag = |in_all| SharedTag {
        word: "prod".to_owned(),
        in_all,
    };
    assert_eq!(shared(&layout), [tag(false)]);
    let (fields, _) = done(
        &mut layout,
        &[1, 2],
        DeviceChange::AddTag("prod".to_owned()),
    )
    .unwrap();
    assert_eq!(fields.tags, [tag(true)]);
    assert_eq!(tags_of(&layout), ["prod"]);
    let counts = tag_counts(&layout);
    assert_eq!(counts.len(), 1, "{counts:?}");
    assert_eq!(counts[0].0, "prod");
    let tagged = layout
        .devices
        .iter()
        .filter(|device| !device.tags.is_empty());
    assert_eq!(counts[0].1, tagged.count());
    let removal = DeviceChange::RemoveTag("prod".to_owned());
    let (fields, _) = done(&mut layout, &[1, 2], removal).unwrap();
    assert_eq!(fields.tags, []);
}

#[test]
fn nothing_new_is_no_step() {
    let layout = layout();
    let device = layout.devices.get(&id(1)).unwrap();
    for change in [
        DeviceChange::Name(" web-1 ".to_owned()),
        DeviceChange::Address(String::new()),
        DeviceChange::Face(Face::Front),
        DeviceChange::Unit(3),
        DeviceChange::LifeCycle(LifeCycle::InUse),
        DeviceChange::AddTag(" ".to_owned()),
        DeviceChange::RemoveTag("prod".to_owned()),
        DeviceChange::Notes(String::new()),
        DeviceChange::Links(Vec::new()),
        DeviceChange::Guests(Vec::new()),
        DeviceChange::UserLinks(device.user_links.clone()),
        DeviceChange::Unlink,
    ] {
        assert_eq!(
            change_devices(&layout, &[id(1)], &change),
            Ok(None),
            "{change:?}"
        );
    }
    for change in [
        RackChange::Name("Rack A".to_owned()),
        RackChange::Height(RackHeight::clamped(12)),
        RackChange::Depth(None),
        RackChange::Row(None),
    ] {
        assert_eq!(
            change_rack(&layout, rack_id(), &change),
            Ok(None),
            "{change:?}"
        );
    }
}

#[test]
fn a_unit_is_read_as_the_rack_counts() {
    let mut layout = layout();
    let unit = |layout: &Layout| position_of(layout, layout.devices.get(&id(1)).unwrap()).unit;
    assert_eq!(unit(&layout), Some(3));
    done(&mut layout, &[1], DeviceChange::Unit(9)).unwrap();
    assert_eq!(unit(&layout), Some(9));
    let taken = change_devices(&layout, &[id(1)], &DeviceChange::Unit(6)).unwrap_err();
    assert_eq!(taken.to_string(), "U7 holds nas, front");
    let beyond = change_devices(&layout, &[id(1)], &DeviceChange::Unit(13)).unwrap_err();
    assert_eq!(beyond.to_string(), "In Rack A it can have units 1 to 11");
    // Numbered downwards, its upper unit has the smaller number.
    let down = RackChange::Direction(Direction::Down);
    let command = change_rack(&layout, rack_id(), &down).unwrap().unwrap();
    apply(&mut layout, &command).unwrap();
    assert_eq!(unit(&layout), Some(3));
    done(&mut layout, &[1], DeviceChange::Unit(1)).unwrap();
    assert_eq!(unit(&layout), Some(1));
    let low = change_devices(&layout, &[id(1)], &DeviceChange::Unit(12));
    assert!(matches!(low, Err(EditProblem::NoSuchUnit { .. })));
}

#[test]
fn arrows_move_as_the_keys_do_and_say_when_there_is_no_room() {
    let mut layout = layout();
    done(&mut layout, &[1], DeviceChange::Step(Step::Down)).unwrap();
    done(&mut layout, &[1], DeviceChange::Step(Step::Down)).unwrap();
    let down = change_devices(&layout, &[id(1)], &DeviceChange::Step(Step::Down));
    assert_eq!(down.unwrap_err().to_string(), "No free slot below");
}

#[test]
fn a_rack_says_what_is_in_the_way() {
    let mut layout = layout();
    let lower = RackChange::Height(RackHeight::clamped(6));
    let refused = change_rack(&layout, rack_id(), &lower).unwrap_err();
    assert_eq!(refused.to_string(), "U7 of Rack A holds nas");
    let row = Row::new(RowId::new(Uuid::from_u128(7)), "Garage");
    for (change, words) in [
        (
            RackChange::Height(RackHeight::clamped(24)),
            "Resized Rack A to 24U",
        ),
        (
            RackChange::Width(RackWidth::TwentyOne),
            "Changed the width of Rack A",
        ),
        (RackChange::Depth(Some(800)), "Changed the depth of Rack A"),
        (RackChange::NewRow(row), "Moved Rack A to Garage"),
        (RackChange::Row(None), "Removed Rack A from its row"),
        (
            RackChange::AddTag("lab".to_owned()),
            "Changed the tags of Rack A",
        ),
    ] {
        let command = change_rack(&layout, rack_id(), &change).unwrap().unwrap();
        assert_eq!(command.describe(&layout), words);
        let before = layout.clone();
        let back = apply(&mut layout, &command).unwrap();
        let mut again = layout.clone();
        apply(&mut again, &back).unwrap();
        assert_eq!(again, before);
    }
}

#[test]
fn the_link_and_the_guests_are_set_apart() {
    let mut layout = layout();
    let link = |name: &str| Link::new(HubId::new("hub".to_owned()), SystemId::new(name.to_owned()));
    done(&mut layout, &[1], DeviceChange::Link(link("a"))).unwrap();
    let guests = vec![link("b"), link("b"), link("c")];
    let (fields, _) = done(&mut layout, &[1], DeviceChange::Guests(guests)).unwrap();
    assert!(fields.has_links);
    assert_eq!(layout.devices.get(&id(1)).unwrap().guests.len(), 2);
    let (fields, words) = done(&mut layout, &[1], DeviceChange::Unlink).unwrap();
    assert!(!fields.has_links);
    assert_eq!(words, "Changed the links of 2 devices");
}

#[test]
fn a_system_of_another_name_is_told_and_the_one_whose_place_it_takes() {
    let mut layout = layout();
    let link = |id: &str| Link::new(HubId::new("hub".to_owned()), SystemId::new(id.to_owned()));
    let name = layout.devices.get(&id(3)).unwrap().name.clone();
    let mut said = |link: Link| done(&mut layout, &[3], DeviceChange::Link(link)).unwrap().1;
    assert_eq!(
        said(link("a").seen_named("web-01")),
        format!("Linked {name} to web-01")
    );
    let words = said(link("b").seen_named("NAS"));
    assert_eq!(
        words,
        format!("Linked {name} to NAS; it was linked to web-01")
    );
}

#[test]
fn a_monitor_takes_the_place_of_the_one_before_and_never_that_of_a_system() {
    let mut layout = layout();
    let hub = || HubId::new("hub".to_owned());
    let monitor = |id: &str| Link::from(MonitorRef::new(hub(), MonitorId::new(id)));
    let judged = |layout: &Layout| {
        let device = layout.devices.get(&id(3)).unwrap();
        let monitor = device.monitor().map(|of| of.monitor.to_string());
        (monitor, device.links.len())
    };
    for name in ["m1", "m2"] {
        done(&mut layout, &[3], DeviceChange::Monitor(monitor(name))).unwrap();
        assert_eq!(judged(&layout), (Some(name.to_owned()), 1));
    }
    let system = Link::new(hub(), SystemId::new("s".to_owned()));
    done(&mut layout, &[3], DeviceChange::Link(system)).unwrap();
    assert_eq!(judged(&layout), (None, 2), "it shows the system");
    done(&mut layout, &[3], DeviceChange::Monitor(monitor("m3"))).unwrap();
    assert_eq!(judged(&layout), (None, 3));
    let again = DeviceChange::Monitor(monitor("m3"));
    assert_eq!(change_devices(&layout, &[id(3)], &again), Ok(None));
}

#[test]
fn the_monitor_or_system_that_a_device_is_judged_by_is_its_first_link() {
    let hub = || HubId::new("hub".to_owned());
    let monitor = |id: &str| Link::from(MonitorRef::new(hub(), MonitorId::new(id)));
    let system = |id: &str| Link::new(hub(), SystemId::new(id.to_owned()));
    let after = |before: &[Link], change: DeviceChange| {
        let mut layout = layout();
        let links = DeviceChange::Links(before.to_vec());
        done(&mut layout, &[3], links).unwrap();
        if let Some(command) = change_devices(&layout, &[id(3)], &change).unwrap() {
            apply(&mut layout, &command).unwrap();
        }
        layout.devices.get(&id(3)).unwrap().links.clone()
    };
    let (m1, m2, m3) = (monitor("m1"), monitor("m2"), monitor("m3"));
    let (s1, s2) = (system("s1"), system("s2"));
    let two = [m1.clone(), m2.clone()];
    let choose = |link: &Link| DeviceChange::Monitor(link.clone());
    let show = |link: &Link| DeviceChange::Link(link.clone());
    // Already chosen: nothing changes.
    assert_eq!(after(&two, choose(&m1)), two);
    assert_eq!(after(&two, choose(&m2)), std::slice::from_ref(&m2));
    assert_eq!(after(&two, choose(&m3)), [m3.clone(), m2.clone()]);
    // A chosen system is shown even if a monitor was first.
    let mixed = [m1.clone(), s1.clone()];
    assert_eq!(after(&mixed, show(&s2)), [s2.clone(), m1.clone()]);
    assert_eq!(after(&mixed, show(&s1)), mixed);
    assert_eq!(after(&two, show(&s1)), [s1.clone(), m1.clone(), m2.clone()]);
    let shown = [s1.clone(), m1.clone(), m2.clone()];
    assert_eq!(
        after(&shown, show(&s2)),
        [s2.clone(), m1.clone(), m2.clone()]
    );
    // Beside a system, the order of monitors does not matter.
    assert_eq!(after(&shown, choose(&m1)), shown);
    assert_eq!(after(&shown[..2], choose(&m2)), shown);
}

#[test]
fn texts_are_read_as_people_write_them() {
    assert_eq!(read_height(" 24 U "), Ok(RackHeight::clamped(24)));
    assert_eq!(read_height("101"), Err(EditProblem::Height));
    assert_eq!(read_depth(""), Ok(None));
    assert_eq!(read_depth("800 mm"), Ok(Some(800)));
    assert_eq!(read_depth("deep"), Err(EditProblem::Depth));
    assert_eq!(read_unit("U18–19"), Ok(18));
    assert_eq!(read_unit("top"), Err(EditProblem::Unit));
    assert_eq!(read_first_unit("70000"), Err(EditProblem::FirstUnit));
    let bad = read_user_link("Web", "javascript:alert(1)", None).unwrap_err();
    assert_eq!(
        bad.to_string(),
        "Not possible: a link begins with http://, https:// or ssh://"
    );
    assert_eq!(
        read_user_link("", "https://a", None),
        Err(EditProblem::LinkPart)
    );
    assert!(read_user_link("Web", "https://{address}:8006/", None).is_ok());
}

#[test]
fn a_field_shows_what_another_tab_set_unless_it_is_typed_in() {
    let mut draft = TextDraft::default();
    assert_eq!(draft.text(&same("nas")), "nas");
    assert_eq!(draft.text(&same("tank")), "tank");
    draft.type_in("na".to_owned());
    assert_eq!(draft.text(&same("vault")), "na");
    assert!(draft.revert());
    assert!(!draft.revert());
    assert_eq!(draft.text(&same("vault")), "vault");
}

#[test]
fn a_field_sets_what_is_new_and_keeps_what_was_refused() {
    let mut draft = TextDraft::default();
    assert_eq!(draft.leave(&same("nas")), None);
    draft.type_in(" nas ".to_owned());
    assert_eq!(draft.leave(&same("nas")), None);
    assert_eq!(draft.text(&same("nas")), "nas");
    draft.type_in(String::new());
    assert_eq!(draft.leave(&FieldValue::Mixed), None);
    draft.type_in(String::new());
    assert_eq!(draft.leave(&same("nas")), Some(String::new()));
    draft.settle(Err(EditProblem::NoName));
    assert_eq!(draft.text(&same("nas")), "");
    assert_eq!(draft.problem(), Some(&EditProblem::NoName));
    draft.type_in("tank".to_owned());
    assert_eq!(draft.problem(), None);
    assert_eq!(draft.leave(&same("nas")), Some("tank".to_owned()));
    draft.settle(Ok(()));
    assert_eq!(draft.text(&same("tank")), "tank");
}
