use proptest::prelude::*;

use super::*;
use crate::domain::command::apply;
use crate::domain::health::Health;
use crate::domain::hub_system::of_hub;
use crate::domain::ids::SystemId;
use crate::domain::samples::{device_id, hub, layout, system};
use crate::domain::system::System;

fn link(layout: &mut Layout, device: u128, system: &str) {
    let link = Some(Link::new(hub(), SystemId::new(system)));
    let device = device_id(device);
    apply(layout, &Command::LinkDevice { device, link }).unwrap();
}

fn told(proposals: &[Proposal]) -> Vec<(u128, &str, u8, String)> {
    let told = proposals.iter();
    told.map(|proposal| {
        (
            proposal.device.uuid().as_u128(),
            proposal.system.system.as_str(),
            proposal.confidence.percent(),
            proposal.reason(),
        )
    })
    .collect()
}

#[test]
fn each_proposal_says_why_and_how_sure_it_is() {
    let layout = layout(&[
        ("PVE-1", "10.0.0.1"),
        ("the box", "http://10.0.0.2:80/"),
        ("media", ""),
        ("NAS_01", ""),
        ("patch panel", ""),
    ]);
    let systems = [
        system("a", "pve-1", "10.0.0.1"),
        system("b", "db", "10.0.0.2"),
        system("c", "plex", "10.0.0.3"),
        system("d", "nas-1", "10.0.0.4"),
        system("e", "printer", "10.0.0.5"),
    ];
    let hostnames = [(
        SystemRef::new(hub(), SystemId::new("c")),
        "media".to_owned(),
    )];
    let found = propose(&layout, &of_hub(&hub(), &systems), &hostnames.into());
    let expected = [
        (0, "a", 99, "Same name and same address"),
        (1, "b", 95, "Same address"),
        (2, "c", 90, "Same host name"),
        (3, "d", 88, "Almost the same name"),
    ];
    let expected =
        expected.map(|(device, system, sure, why)| (device, system, sure, why.to_owned()));
    assert_eq!(told(&found), expected);
}

#[test]
fn similar_names_are_not_sure() {
    let layout = layout(&[("postgress-1", ""), ("the old nas", "")]);
    let systems = [system("a", "postgres-1", ""), system("b", "nas", "")];
    let found = propose(&layout, &of_hub(&hub(), &systems), &HashMap::new());
    assert_eq!(found.len(), 2);
    assert!(found.iter().all(|proposal| !proposal.is_sure()));
}

#[test]
fn of_twins_each_is_proposed_once_and_never_as_sure() {
    let layout = layout(&[("twin", ""), ("twin", ""), ("solo", "")]);
    let systems = [
        system("a", "twin", ""),
        system("b", "Twin", ""),
        system("s", "solo", ""),
    ];
    let found = propose(&layout, &of_hub(&hub(), &systems), &HashMap::new());
    let sure: Vec<bool> = found.iter().map(Proposal::is_sure).collect();
    assert_eq!(found.len(), 3);
    assert_eq!(sure.iter().filter(|sure| **sure).count(), 1);
    let twin = found.iter().find(|one| one.device == device_id(0)).unwrap();
    assert_eq!(twin.reason(), "Same name; 2 others fit as well");
}

#[test]
fn the_surer_of_two_takes_it_and_is_no_tie() {
    let layout = layout(&[("web", "10.0.0.9"), ("web", "")]);
    let systems = [system("a", "web", "10.0.0.9")];
    let found = propose(&layout, &of_hub(&hub(), &systems), &HashMap::new());
    assert_eq!(
        told(&found),
        [(0, "a", 99, "Same name and same address".to_owned())]
    );
    assert!(found.iter().all(Proposal::is_sure));
}

#[test]
fn a_device_whose_system_is_gone_says_so() {
    let mut layout = layout(&[("nas", "")]);
    link(&mut layout, 0, "gone");
    let systems = [system("new", "nas", "")];
    let found = propose(&layout, &of_hub(&hub(), &systems), &HashMap::new());
    let why = "Same name; its system is no longer on the hub";
    assert_eq!(told(&found), [(0, "new", 95, why.to_owned())]);
    let command = link_command(found.iter().map(Proposal::accept)).unwrap();
    apply(&mut layout, &command).unwrap();
    assert_eq!(
        propose(&layout, &of_hub(&hub(), &systems), &HashMap::new()),
        []
    );
}

fn word() -> impl Strategy<Value = String> {
    prop::sample::select(vec![
        "", "nas", "NAS", "nas-01", "nas-1", "web-1", "web-2", "webs-1", "db", "the db",
        "10.0.0.1", "10.0.0.2",
    ])
    .prop_map(str::to_owned)
}

type NamedSystems = Vec<(String, String, String)>;

fn scene() -> impl Strategy<Value = (Vec<(String, String)>, NamedSystems, Vec<Option<u8>>)> {
    (
        prop::collection::vec((word(), word()), 0..8),
        prop::collection::vec((word(), word(), word()), 0..8),
        prop::collection::vec(prop::option::of(0..10_u8), 8),
    )
}

proptest! {
    #[test]
    fn what_is_linked_stays_and_nothing_is_proposed_twice(
        (devices, named, links) in scene(),
        turn in 0..8_usize,
    ) {
        let names: Vec<(&str, &str)> =
            devices.iter().map(|(name, address)| (name.as_str(), address.as_str())).collect();
        let mut layout = layout(&names);
        for (device, system) in (0..devices.len() as u128).zip(links) {
            if let Some(system) = system {
                link(&mut layout, device, &system.to_string());
            }
        }
        let systems: Vec<System> = named
            .iter()
            .enumerate()
            .map(|(id, (name, host, _))| system(&id.to_string(), name, host))
            .collect();
        let hostnames: HashMap<SystemRef, String> = named
            .iter()
            .enumerate()
            .map(|(id, (_, _, own))| (SystemRef::new(hub(), SystemId::new(id.to_string())), own.clone()))
            .collect();
        let found = propose(&layout, &of_hub(&hub(), &systems), &hostnames);

        let shown: HashSet<&SystemRef> = layout.devices.iter().flat_map(Device::systems).collect();
        let is_listed = |of: &SystemRef| systems.iter().any(|system| system.id == of.system);
        for proposal in &found {
            let device = layout.devices.get(&proposal.device).unwrap();
            prop_assert!(!device.system().is_some_and(is_listed), "a good link is left alone");
            prop_assert!(!shown.contains(&proposal.system));
            prop_assert!(!proposal.reasons.is_empty());
            prop_assert!((60..=99).contains(&proposal.confidence.percent()));
        }
        let devices: HashSet<DeviceId> = found.iter().map(|one| one.device).collect();
        let taken: HashSet<&SystemRef> = found.iter().map(|one| &one.system).collect();
        prop_assert_eq!(devices.len(), found.len());
        prop_assert_eq!(taken.len(), found.len());

        let mut turned = systems.clone();
        turned.rotate_left(turn.min(systems.len().saturating_sub(1)));
        prop_assert_eq!(&propose(&layout, &of_hub(&hub(), &turned), &hostnames), &found);

        if let Some(command) = link_command(found.iter().map(Proposal::accept)) {
            let before = layout.clone();
            let back = apply(&mut layout, &command).unwrap();
            let again = propose(&layout, &of_hub(&hub(), &systems), &hostnames);
            prop_assert!(again.iter().all(|one| !devices.contains(&one.device)));
            apply(&mut layout, &back).unwrap();
            prop_assert_eq!(layout, before);
        }
    }
}

#[test]
fn a_system_is_chosen_by_its_whole_name() {
    let linkable = |id: &str, name: &str, host: &str| Linkable {
        system: SystemRef::new(hub(), SystemId::new(id)),
        name: name.to_owned(),
        host: host.to_owned(),
        health: Health::Ok,
    };
    let systems = [
        linkable("a", "nas", "10.0.0.5"),
        linkable("b", "nas", "10.0.0.6"),
        linkable("c", "Web", ""),
    ];
    let device = device_id(1);
    let chosen = |typed: &str| {
        let chosen = ChosenLink::named(device, typed, &systems)?;
        chosen.link.system().map(|system| system.system.to_string())
    };
    assert_eq!(chosen(" web "), Some("c".to_owned()));
    assert_eq!(chosen("NAS (10.0.0.6)"), Some("b".to_owned()));
    assert_eq!(chosen("nas"), None, "two have that name");
    assert_eq!(chosen("we"), None);
    assert_eq!(chosen(""), None);
}
