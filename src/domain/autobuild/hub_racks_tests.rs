use proptest::prelude::*;

use super::hub_racks::{HubRacks, build_racks};
use super::tests::{assert_valid, hub, ids, system, systems};
use super::*;
use crate::domain::command::{Command, apply};
use crate::domain::hub_system::of_hub;
use crate::domain::ids::{SystemId, SystemRef};
use crate::domain::inventory::{self, Container, Os, SystemDetails};

fn empty() -> Layout {
    Layout::new(LayoutId::new(Uuid::nil()), "Home")
}

fn build(layout: &Layout, systems: &[System]) -> Option<HubRacks> {
    let hub = hub();
    let listed = of_hub(&hub, systems);
    build_racks(
        layout,
        &listed,
        &listed,
        &KnownMachines::default(),
        &mut more_ids(),
    )
}

fn more_ids() -> impl FnMut() -> Uuid {
    let mut last = 1_000_000;
    move || {
        last += 1;
        Uuid::from_u128(last)
    }
}

/// The racks with their devices from the top.
fn stands(layout: &Layout) -> Vec<(String, Vec<String>)> {
    let racks = layout.racks.iter().map(|rack| {
        let devices = layout.devices.index().devices_in(rack.id).iter();
        let devices = devices.filter_map(|id| layout.devices.get(id));
        (
            rack.name.clone(),
            devices.map(|device| device.name.clone()).collect(),
        )
    });
    racks.collect()
}

#[test]
fn names_say_which_rack_and_what_is_left_gets_racks_of_its_own() {
    let mut layout = empty();
    let systems = systems(&[
        "rack1-web-1",
        "gar-nas",
        "rack1-db",
        "pve-1",
        "pve-2",
        "rack2-fw",
    ]);
    let built = build(&layout, &systems).unwrap();
    assert_eq!(built.words(), "4 racks, 6 devices");
    let before = layout.clone();
    let back = apply(&mut layout, &built.command).unwrap();
    assert_valid(&layout);
    let racks = stands(&layout);
    let expected = [
        ("Gar", vec!["gar-nas"]),
        ("Rack 1", vec!["rack1-db", "rack1-web-1"]),
        ("Rack 2", vec!["rack2-fw"]),
        ("Rack A", vec!["pve-1", "pve-2"]),
    ];
    for ((name, devices), (wanted, those)) in racks.iter().zip(&expected) {
        assert_eq!((name.as_str(), devices.len()), (*wanted, those.len()));
        assert_eq!(devices, those);
    }
    apply(&mut layout, &back).unwrap();
    assert_eq!(layout, before, "one step takes it back");
}

#[test]
fn a_rack_may_be_numbered_from_nothing() {
    let built = build(&empty(), &systems(&["rack0-web", "rack00-db"])).unwrap();
    let names: Vec<_> = built.racks.iter().map(|rack| rack.name.as_str()).collect();
    assert_eq!(names, ["Rack 0"]);
}

#[test]
fn a_host_moves_whatever_the_name_of_its_guest_is() {
    for guest in ["db", "zz"] {
        let names = systems(&["pve-1", guest]);
        let mut layout = empty();
        let built = build(&layout, &names[..1]).unwrap();
        apply(&mut layout, &built.command).unwrap();
        let host = layout.devices.iter().next().unwrap().id;
        let guests = vec![Link::from(of_hub(&hub(), &names[1..])[0].reference())];
        let hosting = Command::SetGuests {
            device: host,
            guests,
        };
        apply(&mut layout, &hosting).unwrap();
        let built = build(&layout, &names).unwrap();
        assert_eq!((built.moved, built.new, built.stay), (1, 0, 1), "{guest}");
    }
}

#[test]
fn what_has_a_place_is_moved_only_when_that_is_wanted() {
    let hub = hub();
    let mut new_id = ids();
    let first = systems(&["pve-1", "rack1-web"]);
    let layout = build_layout(&hub, "Home", &first, &mut new_id);
    let all = [first, vec![system(7, "rack1-db")]].concat();
    let listed = of_hub(&hub, &all);
    let missing = missing_systems(&layout, &listed);
    let built = build_racks(
        &layout,
        &missing,
        &listed,
        &KnownMachines::default(),
        &mut new_id,
    )
    .unwrap();
    assert_eq!(
        (built.words().as_str(), built.moved),
        ("1 rack, 1 device", 0)
    );
    let mut only_new = layout.clone();
    apply(&mut only_new, &built.command).unwrap();
    assert_valid(&only_new);

    let built = build_racks(
        &layout,
        &listed,
        &listed,
        &KnownMachines::default(),
        &mut new_id,
    )
    .unwrap();
    assert_eq!((built.new, built.moved, built.racks.len()), (1, 2, 2));
    let mut moved = layout.clone();
    apply(&mut moved, &built.command).unwrap();
    assert_valid(&moved);
    assert_eq!(moved.devices.len(), 3, "nothing is there twice");
}

#[test]
fn nothing_to_build_is_no_command() {
    assert_eq!(build(&empty(), &[]), None);
}

#[test]
fn a_type_that_the_user_changed_keeps_its_height_and_one_that_fits_no_rack_is_left_alone() {
    let mut layout = empty();
    let mut own = MachineKind::Server.device_type();
    own.height = HalfU::from_units(60);
    layout.device_types.insert(own);
    let mut odd = MachineKind::Storage.device_type();
    odd.width = crate::domain::layout::Width::Half;
    layout.device_types.insert(odd);
    let built = build(&layout, &systems(&["a", "b", "nas"])).unwrap();
    apply(&mut layout, &built.command).unwrap();
    assert_valid(&layout);
    assert_eq!(layout.devices.len(), 3);
    assert!(layout.device_types.contains(&TypeSlug::new("storage-2u-2")));
}

fn details(os_name: &str, cpu: &str, threads: Option<u32>) -> SystemDetails {
    SystemDetails {
        os: Some(Os::Linux),
        os_name: os_name.to_owned(),
        cpu_model: cpu.to_owned(),
        threads,
        ..inventory::tests::details("s0")
    }
}

#[test]
fn details_say_what_kind_it_is_where_the_name_does_not() {
    let cases = [
        (
            "one",
            details("TrueNAS SCALE 24.10", "", None),
            MachineKind::Storage,
        ),
        (
            "one",
            details("OPNsense 25.1", "", None),
            MachineKind::Firewall,
        ),
        (
            "one",
            details("", "Intel(R) N100", Some(4)),
            MachineKind::MiniPc,
        ),
        (
            "one",
            details("", "AMD EPYC 7302P", Some(16)),
            MachineKind::LargeServer,
        ),
        (
            "one",
            details("Debian", "AMD Ryzen 5", Some(12)),
            MachineKind::Server,
        ),
        (
            "nas",
            details("", "AMD EPYC 7302P", Some(64)),
            MachineKind::Storage,
        ),
    ];
    for (name, details, kind) in cases {
        let system = system(0, name);
        let known = MachineKind::known(&system, Some(&details), None);
        assert_eq!(known, kind, "{details:?}");
    }
    let mut laptop = system(0, "one");
    laptop.metrics.battery = Some(crate::domain::system::Battery {
        charge: crate::domain::units::Percent::measured(50.0).unwrap(),
        state: crate::domain::system::BatteryState::Full,
    });
    assert_eq!(MachineKind::known(&laptop, None, None), MachineKind::MiniPc);
}

proptest! {
    #[test]
    fn whatever_stands_where_nothing_overlaps_and_each_system_is_shown_once(
        names in prop::collection::vec(prop::sample::select(vec![
            "rack1-web", "rack1-nas", "gar-fw", "pve-1", "pve-2", "acme-a", "acme-b", "acme-c", "x", "",
        ]), 0..90),
        first in 0..90_usize,
        is_all in any::<bool>(),
    ) {
        let hub = hub();
        let mut new_id = ids();
        let systems = systems(&names);
        let mut layout = build_layout(&hub, "Home", &systems[..first.min(systems.len())], &mut new_id);
        let listed = of_hub(&hub, &systems);
        let wanted = if is_all { listed.clone() } else { missing_systems(&layout, &listed) };
        let before = layout.clone();
        if let Some(built) = build_racks(&layout, &wanted, &listed, &KnownMachines::default(), &mut new_id) {
            let in_racks: usize = built.racks.iter().map(|rack| rack.devices).sum();
            prop_assert_eq!(in_racks, built.new + built.moved);
            let back = apply(&mut layout, &built.command).unwrap();
            assert_valid(&layout);
            let mut shown: Vec<&SystemRef> = layout.devices.iter().filter_map(Device::system).collect();
            let count = shown.len();
            shown.sort();
            shown.dedup();
            prop_assert_eq!((shown.len(), count), (systems.len(), systems.len()));
            let is_titled = matches!(built.command, Command::Titled { .. });
            prop_assert!(is_titled);
            apply(&mut layout, &back).unwrap();
            prop_assert_eq!(layout, before);
        }
    }
}

#[test]
fn containers_say_what_kind_it_is_where_nothing_surer_does() {
    let suggested = Some(MachineKind::Storage);
    let of = |name: &str, details: Option<&SystemDetails>| {
        MachineKind::known(&system(0, name), details, suggested)
    };
    assert_eq!(of("alpha", None), MachineKind::Storage);
    assert_eq!(of("pve-1", None), MachineKind::LargeServer);
    let small = details("", "Intel(R) N100", Some(4));
    assert_eq!(of("alpha", Some(&small)), MachineKind::MiniPc);
    let large = details("", "AMD EPYC 7302P", Some(32));
    assert_eq!(of("alpha", Some(&large)), MachineKind::Storage);
}

#[test]
fn a_machine_is_known_by_what_its_containers_run() {
    let container = Container {
        image: "minio/minio:1".to_owned(),
        ..inventory::tests::container("s0", "c")
    };
    let known = KnownMachines::default().with_containers(&hub(), &[container]);
    let suggested = |id: &str| known.suggested(&SystemRef::new(hub(), SystemId::new(id)));
    assert_eq!(suggested("s0"), Some(MachineKind::Storage));
    assert_eq!(suggested("s1"), None);
}
