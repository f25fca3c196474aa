use proptest::prelude::*;
use uuid::Uuid;

use super::*;
use crate::domain::command::{Command, apply};
use crate::domain::hub_system::of_hub;
use crate::domain::placement::check_device;
use crate::domain::samples::{device_id, hub, linked_layout, reference, system};

fn ids() -> impl FnMut() -> Uuid {
    let mut last = 1_000;
    move || {
        last += 1;
        Uuid::from_u128(last)
    }
}

/// Calls `then` with a world where the hub is live and lists these systems.
fn with_world<T>(systems: &[System], then: impl FnOnce(HubWorld) -> T) -> T {
    let (hub, live) = (hub(), HashSet::from([hub()]));
    let listed = of_hub(&hub, systems);
    then(HubWorld {
        live: &live,
        listed: &listed,
        is_elsewhere: &|_| false,
    })
}

fn found(layout: &Layout, systems: &[System]) -> Vec<HubDifference> {
    with_world(systems, |world| differences(layout, world))
}

/// Repairs the only difference and undoes the repair; returns the repaired layout.
fn repaired(layout: &Layout, systems: &[System]) -> Layout {
    with_world(systems, |world| {
        let found = differences(layout, world);
        let [only] = found.as_slice() else {
            panic!("not one difference: {found:?}");
        };
        let command = repair(layout, world, only, &mut ids()).unwrap();
        let mut after = layout.clone();
        let back = apply(&mut after, &command).unwrap();
        assert_eq!(differences(&after, world), []);
        let mut before = after.clone();
        apply(&mut before, &back).unwrap();
        assert_eq!(before, *layout, "one step takes it back");
        after
    })
}

fn device(layout: &Layout, number: u128) -> &Device {
    layout.devices.get(&device_id(number)).unwrap()
}

#[test]
fn what_agrees_with_the_hub_is_no_difference() {
    let layout = linked_layout(&[
        ("NAS", "10.0.0.1/24", "a"),
        ("web", "web.lan", "b"),
        ("panel", "", ""),
    ]);
    let systems = [
        system("a", "nas", "10.0.0.1"),
        system("b", "web", "10.0.0.2"),
    ];
    assert_eq!(found(&layout, &systems), []);
}

#[test]
fn a_new_system_is_placed_or_linked_to_its_device() {
    let empty = linked_layout(&[("nas", "", "a")]);
    let systems = [system("a", "nas", ""), system("b", "web", "")];
    let new = |device| HubDifference::New {
        system: reference("b"),
        device,
    };
    assert_eq!(found(&empty, &systems), [new(None)]);
    assert_eq!(repaired(&empty, &systems).devices.len(), 2);

    let waiting = linked_layout(&[("nas", "", "a"), ("WEB", "", "")]);
    assert_eq!(found(&waiting, &systems), [new(Some(device_id(1)))]);
    let after = repaired(&waiting, &systems);
    assert_eq!(device(&after, 1).system(), Some(&reference("b")));
}

#[test]
fn what_stands_elsewhere_is_not_new() {
    let (hub, live) = (hub(), HashSet::from([hub()]));
    let systems = [system("b", "web", "")];
    let listed = of_hub(&hub, &systems);
    let world = HubWorld {
        live: &live,
        listed: &listed,
        is_elsewhere: &|of| of.system.as_str() == "b",
    };
    assert_eq!(differences(&linked_layout(&[]), world), []);
}

#[test]
fn a_hub_that_is_not_live_says_nothing() {
    let layout = linked_layout(&[("nas", "", "gone"), ("old", "", "b")]);
    let (hub, systems) = (hub(), [system("b", "web", ""), system("c", "new", "")]);
    let listed = of_hub(&hub, &systems);
    let world = HubWorld {
        live: &HashSet::new(),
        listed: &listed,
        is_elsewhere: &|_| false,
    };
    assert_eq!(differences(&layout, world), []);
    assert!(Repairs::of_all(&layout, world, &mut ids()).is_none());
}

#[test]
fn a_link_to_what_is_gone_is_removed_and_its_device_stays() {
    let mut layout = linked_layout(&[("nas", "", "gone")]);
    let after = repaired(&layout, &[]);
    assert_eq!(device(&after, 0).links, []);
    // Removing a guest that is gone keeps the others.
    let guests = vec![Link::from(reference("vm1")), Link::from(reference("vm2"))];
    let id = device_id(0);
    apply(
        &mut layout,
        &Command::SetLinks {
            device: id,
            links: vec![],
        },
    )
    .unwrap();
    apply(&mut layout, &Command::SetGuests { device: id, guests }).unwrap();
    let after = repaired(&layout, &[system("vm2", "vm2", "")]);
    assert_eq!(device(&after, 0).guests, [Link::from(reference("vm2"))]);
}

#[test]
fn a_system_that_was_added_again_is_linked_again() {
    let layout = linked_layout(&[("nas", "", "gone")]);
    let systems = [system("again", "NAS", "")];
    let after = repaired(&layout, &systems);
    assert_eq!(device(&after, 0).system(), Some(&reference("again")));
}

#[test]
fn a_new_name_or_address_is_taken() {
    let renamed = linked_layout(&[("nas", "10.0.0.1", "a")]);
    let after = repaired(&renamed, &[system("a", "nas-old", "10.0.0.1")]);
    assert_eq!(device(&after, 0).name, "nas-old");
    let after = repaired(&renamed, &[system("a", "nas", "10.0.0.9")]);
    assert_eq!(device(&after, 0).address, "10.0.0.9");
    // Addresses of different kinds do not contradict each other, and neither does a missing address.
    assert_eq!(found(&renamed, &[system("a", "nas", "nas.lan")]), []);
    let unknown = linked_layout(&[("nas", "", "a")]);
    assert_eq!(found(&unknown, &[system("a", "nas", "10.0.0.9")]), []);
}

#[test]
fn a_name_that_was_kept_is_told_again_only_after_the_next_change() {
    let mut layout = linked_layout(&[("the box", "10.0.0.1", "a")]);
    let systems = [system("a", "nas", "10.0.0.9")];
    with_world(&systems, |world| {
        let found = differences(&layout, world);
        assert_eq!(found.len(), 2);
        let command = keep(&layout, world, &found[0]).unwrap();
        assert_eq!(command.describe(&layout), "Kept the name of the box");
        apply(&mut layout, &command).unwrap();
        assert_eq!(
            differences(&layout, world),
            found[1..],
            "its address differs still"
        );
        let command = keep(&layout, world, &found[1]).unwrap();
        apply(&mut layout, &command).unwrap();
        assert_eq!(differences(&layout, world), []);
    });
    let systems = [system("a", "nas2", "10.0.0.9")];
    let after = repaired(&layout, &systems);
    assert_eq!(device(&after, 0).name, "nas2");
    assert_eq!(
        device(&after, 0).system_link().unwrap().seen_name(),
        Some("nas2")
    );
}

#[test]
fn what_is_taken_of_a_link_with_notes_is_all_that_differs() {
    let mut layout = linked_layout(&[("nas", "10.0.0.1", "a")]);
    let link = Some(Link::from(reference("a")).seen_as("nas", "10.0.0.1"));
    let linking = Command::LinkDevice {
        device: device_id(0),
        link,
    };
    apply(&mut layout, &linking).unwrap();
    let systems = [system("a", "nas2", "10.0.0.9")];
    let repairs = with_world(&systems, |world| {
        Repairs::of_all(&layout, world, &mut ids())
    });
    apply(&mut layout, &repairs.unwrap().command).unwrap();
    let device = device(&layout, 0);
    assert_eq!(
        (device.name.as_str(), device.address.as_str()),
        ("nas2", "10.0.0.9")
    );
}

#[test]
fn of_several_devices_the_one_with_its_name_stays_linked() {
    let layout = linked_layout(&[("x", "", "a"), ("NAS", "", "a"), ("y", "10.0.0.1", "a")]);
    let systems = [system("a", "nas", "10.0.0.1")];
    let twice = HubDifference::LinkedTwice {
        system: reference("a"),
        keep: device_id(1),
        others: vec![device_id(0), device_id(2)],
    };
    assert_eq!(found(&layout, &systems), [twice]);
    let after = repaired(&layout, &systems);
    let linked = after
        .devices
        .iter()
        .filter(|device| device.system().is_some());
    assert_eq!(
        linked.map(|device| device.id).collect::<Vec<_>>(),
        [device_id(1)]
    );
}

fn word() -> impl Strategy<Value = &'static str> {
    prop::sample::select(vec![
        "", "nas", "web", "NAS", "10.0.0.1", "10.0.0.2", "nas.lan",
    ])
}

fn id() -> impl Strategy<Value = &'static str> {
    prop::sample::select(vec!["", "a", "b", "c", "gone", "lost"])
}

proptest! {
    #[test]
    fn repairing_all_is_one_step_and_leaves_nothing_to_repair(
        devices in prop::collection::vec((word(), word(), id()), 0..8),
        guests in prop::collection::vec(prop::collection::vec(id(), 0..3), 8),
        named in prop::collection::vec((word(), word()), 0..4),
    ) {
        let mut layout = linked_layout(&devices);
        for (number, guests) in (0..devices.len() as u128).zip(guests) {
            let guests = guests.into_iter().filter(|id| !id.is_empty());
            let guests = guests.map(|id| Link::from(reference(id))).collect();
            let device = device_id(number);
            apply(&mut layout, &Command::SetGuests { device, guests }).unwrap();
        }
        let systems: Vec<System> = ["a", "b", "c", "d"]
            .into_iter()
            .zip(&named)
            .map(|(id, (name, host))| system(id, name, host))
            .collect();
        let before = layout.clone();
        with_world(&systems, |world| {
            let count = differences(&layout, world).len();
            let Some(repairs) = Repairs::of_all(&layout, world, &mut ids()) else {
                assert_eq!(count, 0);
                return;
            };
            assert_eq!(repairs.count, count);
            let back = apply(&mut layout, &repairs.command).unwrap();
            assert_eq!(differences(&layout, world), []);
            for device in &layout.devices {
                assert_eq!(check_device(&layout, device), Ok(()));
            }
            assert!(layout.devices.len() >= before.devices.len(), "no device is deleted");
            apply(&mut layout, &back).unwrap();
            assert_eq!(layout, before);
        });
    }
}
