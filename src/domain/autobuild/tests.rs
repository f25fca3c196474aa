use super::*;
use crate::domain::command::apply;
use crate::domain::hub_system::{HubSystem, of_hub};
use crate::domain::ids::SystemId;
use crate::domain::layout::LayoutIndex;
use crate::domain::placement::check_device;
use crate::domain::system::{Metrics, SystemStatus};

pub(super) fn ids() -> impl FnMut() -> Uuid {
    let mut last = 0;
    move || {
        last += 1;
        Uuid::from_u128(last)
    }
}

pub(super) fn system(id: usize, name: &str) -> System {
    System {
        id: SystemId::new(format!("s{id}")),
        name: name.to_owned(),
        host: String::new(),
        status: SystemStatus::Up,
        metrics: Metrics::default(),
        updated: None,
    }
}

pub(super) fn systems(names: &[&str]) -> Vec<System> {
    names
        .iter()
        .enumerate()
        .map(|(id, name)| system(id, name))
        .collect()
}

pub(super) fn hub() -> HubId {
    HubId::new("https://hub.lan")
}

pub(super) fn assert_valid(layout: &Layout) {
    for device in &layout.devices {
        assert_eq!(check_device(layout, device), Ok(()), "{device:?}");
    }
}

#[test]
fn no_systems_make_one_empty_rack() {
    let layout = build_layout(&hub(), "Home", &[], &mut ids());
    assert_eq!(layout.racks.len(), 1);
    assert!(layout.devices.is_empty());
    assert_eq!(layout.name, "Home");
}

#[test]
fn one_system_is_named_linked_and_on_top() {
    let layout = build_layout(&hub(), "Home", &systems(&["pve-1"]), &mut ids());
    let device = layout.devices.iter().next().expect("a device");
    assert_eq!(device.name, "pve-1");
    assert_eq!(device.links, [Link::new(hub(), SystemId::new("s0"))]);
    assert_eq!(layout.unit_label(device).as_deref(), Some("U11–12"));
    assert_eq!(
        layout.spoken_place(device).as_deref(),
        Some("Rack A unit 11")
    );
}

#[test]
fn devices_stand_in_natural_order_from_the_top() {
    let names = ["web-10", "web-2", "db", "web-1"];
    let layout = build_layout(&hub(), "Home", &systems(&names), &mut ids());
    let index = LayoutIndex::new(&layout);
    let order: Vec<&str> = index
        .devices_in(layout.racks[0].id)
        .iter()
        .filter_map(|id| layout.devices.get(id))
        .map(|device| device.name.as_str())
        .collect();
    assert_eq!(order, ["db", "web-1", "web-2", "web-10"]);
}

#[test]
fn names_and_size_hint_at_the_kind() {
    let cases = [
        ("truenas01", MachineKind::Storage),
        ("pve-node2", MachineKind::LargeServer),
        ("OPNsense", MachineKind::Firewall),
        ("core-sw", MachineKind::Switch),
        ("nuc-garage", MachineKind::MiniPc),
        ("rpi4", MachineKind::MiniPc),
        ("pixel", MachineKind::Server),
        ("", MachineKind::Server),
    ];
    for (name, kind) in cases {
        assert_eq!(MachineKind::guess(&system(0, name)), kind, "{name}");
    }
    let mut large = system(0, "ml-box");
    large.metrics.threads = Some(64);
    assert_eq!(MachineKind::guess(&large), MachineKind::LargeServer);
}

#[test]
fn twenty_four_systems_fit_one_rack() {
    let names: Vec<String> = (1..=24).map(|n| format!("node-{n}")).collect();
    let names: Vec<&str> = names.iter().map(String::as_str).collect();
    let layout = build_layout(&hub(), "Home", &systems(&names), &mut ids());
    assert_eq!(
        layout
            .racks
            .iter()
            .map(|rack| rack.height.units())
            .collect::<Vec<_>>(),
        [24]
    );
    assert_eq!(layout.devices.len(), 24);
    assert_valid(&layout);
}

#[test]
fn a_thousand_systems_take_many_racks() {
    let kinds = ["pve", "nas", "web", "fw", "nuc"];
    let systems: Vec<System> = (0..1_000)
        .map(|n| system(n, &format!("{}-{n}", kinds[n % kinds.len()])))
        .collect();
    let layout = build_layout(&hub(), "All", &systems, &mut ids());
    assert_eq!(layout.devices.len(), 1_000);
    assert!(layout.racks.len() > 26);
    assert_eq!(layout.racks[26].name, "Rack AA");
    assert_valid(&layout);
    assert!(missing_systems(&layout, &of_hub(&hub(), &systems)).is_empty());
    assert_eq!(
        missing_systems(&layout, &of_hub(&HubId::new("other"), &systems)).len(),
        1_000
    );
}

#[test]
fn rack_names_go_on_after_z() {
    let names = [
        (0, "Rack A"),
        (25, "Rack Z"),
        (26, "Rack AA"),
        (51, "Rack AZ"),
        (52, "Rack BA"),
        (702, "Rack AAA"),
    ];
    for (index, name) in names {
        assert_eq!(rack_name(index), name);
    }
}

#[test]
fn new_systems_take_free_places_and_then_new_racks() {
    let mut new_id = ids();
    let first = systems(&["pve-1", "web-1"]);
    let mut layout = build_layout(&hub(), "Home", &first, &mut new_id);
    let before = layout.clone();
    let all: Vec<System> = (0..30).map(|n| system(n, &format!("pve-{n}"))).collect();
    let hub = hub();
    let missing = missing_systems(&layout, &of_hub(&hub, &all));
    assert_eq!(missing.len(), 28);
    let command = place_systems(&layout, &missing, &mut new_id).expect("a command");
    assert_eq!(command.describe(&layout), "Added 28 devices");
    let inverse = apply(&mut layout, &command).expect("they fit");
    assert_valid(&layout);
    assert_eq!(layout.devices.len(), 30);
    assert_eq!(layout.racks.len(), 3);
    assert_eq!(layout.racks[1].name, "Rack B");
    assert!(place_systems(&layout, &[], &mut new_id).is_none());
    apply(&mut layout, &inverse).expect("it can be taken back");
    assert_eq!(layout, before);
}

#[test]
fn a_type_that_the_user_changed_still_gets_a_rack_it_fits() {
    let mut layout = Layout::new(LayoutId::new(Uuid::nil()), "Home");
    let mut own = MachineKind::Server.device_type();
    own.rack_widths = vec![crate::domain::layout::RackWidth::Ten];
    own.height = HalfU::from_units(60);
    layout.device_types.insert(own);
    let systems = systems(&["a", "b"]);
    let command = place_systems(&layout, &of_hub(&hub(), &systems), &mut ids()).expect("a command");
    apply(&mut layout, &command).expect("they fit");
    assert_valid(&layout);
    assert_eq!(layout.racks.len(), 2);
}

#[test]
fn a_type_that_the_user_made_for_bays_does_not_stop_the_others() {
    use crate::domain::layout::Mount;
    for mount in [Mount::Bay, Mount::Side] {
        let mut new_id = ids();
        let mut layout = Layout::new(LayoutId::new(Uuid::nil()), "Home");
        let own = DeviceType {
            mount,
            ..MachineKind::Server.device_type()
        };
        layout.device_types.insert(own.clone());
        let systems = systems(&["a", "b"]);
        let hub = hub();
        let listed = of_hub(&hub, &systems);
        let command = link_or_place(&layout, &listed, &listed, &mut new_id).expect("a command");
        apply(&mut layout, &command).expect("they fit");
        assert_valid(&layout);
        assert_eq!(layout.devices.len(), 2);
        // The user's type stays as it is; the devices have the generic one beside it.
        assert_eq!(layout.device_types.get(&own.slug), Some(&own));
        assert_eq!(layout.device_types.len(), 2);
        let again = place_systems(&layout, &listed, &mut new_id).expect("a command");
        apply(&mut layout, &again).expect("they fit");
        assert_eq!(layout.device_types.len(), 2, "it is used again");
    }
}

#[test]
fn systems_of_several_hubs_are_placed_each_with_a_link_to_its_own() {
    let mut new_id = ids();
    let (one, two) = (hub(), HubId::new("other"));
    let first = systems(&["pve-1", "web-1"]);
    let mut layout = build_layout(&one, "Home", &first, &mut new_id);
    // The same ids on both hubs; only those of the first hub are shown.
    let second = systems(&["db-1", "WEB-1"]);
    let listed = [of_hub(&one, &first), of_hub(&two, &second)].concat();
    let missing = missing_systems(&layout, &listed);
    assert_eq!(missing, of_hub(&two, &second));
    let command = link_or_place(&layout, &missing, &listed, &mut new_id).expect("a command");
    apply(&mut layout, &command).expect("they fit");
    assert_valid(&layout);
    let mut linked: Vec<(&str, &HubId)> = layout
        .devices
        .iter()
        .filter_map(|device| Some((device.name.as_str(), &device.system()?.hub)))
        .collect();
    linked.sort_by_key(|(name, _)| *name);
    let expected = [
        ("WEB-1", &two),
        ("db-1", &two),
        ("pve-1", &one),
        ("web-1", &one),
    ];
    assert_eq!(linked, expected);
    assert!(missing_systems(&layout, &listed).is_empty());
}

#[test]
fn a_system_added_again_is_linked_where_its_open_device_is_put() {
    let mut new_id = ids();
    let hub = hub();
    let first = systems(&["pve-1", "web-1"]);
    let layout = build_layout(&hub, "Home", &first, &mut new_id);
    let again = system(10, "pve-1");
    let listed = [first[1].clone(), again.clone()];
    let listed = of_hub(&hub, &listed);
    let of = HubSystem {
        hub: &hub,
        system: &again,
    };
    let open = layout.devices.iter().find(|device| device.name == "pve-1");
    let open = open.expect("it is there").clone();
    let at = |unit| match open.place {
        Place::Rack {
            rack, face, column, ..
        } => Place::Rack {
            rack,
            bottom: HalfU::from_units(unit),
            face,
            column,
        },
        other => other,
    };
    let (device, command) = link_or_place_at(&layout, of, &listed, at(0), &mut new_id);
    assert_eq!(device, open.id);
    let mut after = layout.clone();
    apply(&mut after, &command).expect("it fits");
    assert_eq!(after.devices.len(), layout.devices.len());
    let moved = after.devices.get(&open.id).expect("it is there");
    assert_eq!(
        (moved.place, moved.system()),
        (at(0), Some(&of.reference()))
    );
    // Where it does not fit, it is linked without being moved.
    let taken = layout.devices.iter().find(|device| device.name == "web-1");
    let taken = taken.expect("it is there").place;
    let (_, command) = link_or_place_at(&layout, of, &listed, taken, &mut new_id);
    let mut after = layout.clone();
    apply(&mut after, &command).expect("it can be linked");
    let linked = after.devices.get(&open.id).expect("it is there");
    assert_eq!(
        (linked.place, linked.system()),
        (open.place, Some(&of.reference()))
    );
    // A system without a matching open device gets a new device.
    let new = system(11, "db-1");
    let of = HubSystem {
        hub: &hub,
        system: &new,
    };
    let (device, command) = link_or_place_at(&layout, of, &listed, at(0), &mut new_id);
    let mut after = layout.clone();
    apply(&mut after, &command).expect("it fits");
    let placed = after.devices.get(&device).expect("it is new");
    assert_eq!((placed.name.as_str(), placed.place), ("db-1", at(0)));
}

#[test]
fn a_system_that_was_removed_and_added_again_gets_its_device_back() {
    let mut new_id = ids();
    let first = systems(&["pve-1", "web-1"]);
    let mut layout = build_layout(&hub(), "Home", &first, &mut new_id);
    let (again, new) = (system(10, "PVE-1"), system(11, "db-1"));
    let hub = hub();
    let listed = [first[1].clone(), again.clone()];
    let listed = of_hub(&hub, &listed);
    let missing = missing_systems(&layout, &listed);
    assert_eq!(missing, of_hub(&hub, std::slice::from_ref(&again)));
    let command = link_or_place(&layout, &missing, &listed, &mut new_id).expect("a command");
    assert_eq!(command.describe(&layout), "Linked pve-1");

    let listed = [first[1].clone(), again.clone(), new];
    let listed = of_hub(&hub, &listed);
    let missing = missing_systems(&layout, &listed);
    let command = link_or_place(&layout, &missing, &listed, &mut new_id).expect("a command");
    assert_eq!(
        command.describe(&layout),
        "Linked 1 device by name or address, added 1 device"
    );
    let before = layout.clone();
    let inverse = apply(&mut layout, &command).expect("they fit");
    assert_eq!(layout.devices.len(), 3);
    assert!(missing_systems(&layout, &listed).is_empty());
    assert_valid(&layout);
    apply(&mut layout, &inverse).expect("it can be taken back");
    assert_eq!(layout, before);
}
