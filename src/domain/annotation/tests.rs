use uuid::Uuid;

use super::*;
use crate::domain::contact::Contact;
use crate::domain::flow::Flow;
use crate::domain::health::{Criteria, Health, HubConnection, judge};
use crate::domain::ids::{DeviceId, HubId, MonitorId, MonitorRef, RackId, SystemId, TypeSlug};
use crate::domain::layout::{Face, Link, Place, Tags};
use crate::domain::system::{Metrics, Services, System, SystemStatus};
use crate::domain::units::{BytesPerSecond, Celsius, HalfU, Millis, Percent};

const NOW: Millis = Millis(1_000_000_000);

fn system(status: SystemStatus) -> System {
    System {
        id: SystemId::new("s"),
        name: "pve-node2".to_owned(),
        host: "10.0.0.7".to_owned(),
        status,
        metrics: Metrics {
            cpu: Percent::new(71.2),
            memory: Percent::new(20.0),
            disk: Percent::new(45.0),
            temperature: Some(Celsius(47.0)),
            uptime: Some(14 * 86_400),
            ..Metrics::default()
        },
        updated: Some(NOW),
    }
}

fn device() -> Device {
    let place = Place::Rack {
        rack: RackId::new(Uuid::nil()),
        bottom: HalfU(0),
        face: Face::Front,
        column: 0,
    };
    let id = DeviceId::new(Uuid::from_u128(1));
    Device::new(id, TypeSlug::new("server-1u"), "pve-node2", place)
}

fn linked() -> Device {
    let hub = HubId::new("http://hub");
    let mut device = device();
    device.links.push(Link::new(hub, SystemId::new("s")));
    device
}

fn text_with(
    annotation: Annotation,
    device: &Device,
    system: Option<&System>,
    extras: &SystemExtras,
) -> String {
    let evidence = Evidence {
        linked: device.system().is_some(),
        connection: HubConnection::Live,
        last_seen: None,
        system,
        contact: system.map(Contact::first).unwrap_or_default(),
        criteria: Criteria::default(),
        hub_now: NOW,
    };
    annotation.text(device, (&evidence, judge(&evidence).health), extras, None)
}

fn text(annotation: Annotation, device: &Device, system: Option<&System>) -> String {
    text_with(annotation, device, system, &SystemExtras::default())
}

#[test]
fn what_reports_do_not_say_is_told_where_it_is_known() {
    let up = system(SystemStatus::Up);
    let mut extras = SystemExtras::default();
    let of =
        |annotation, extras: &SystemExtras| text_with(annotation, &linked(), Some(&up), extras);
    assert_eq!(of(Annotation::Containers, &extras), "–");
    assert_eq!(of(Annotation::Network, &extras), "–", "not reported");
    extras = SystemExtras {
        flow: Some(Flow {
            sent: BytesPerSecond(2_048.0),
            received: BytesPerSecond(4_096.0),
        }),
        containers: Some(0),
    };
    assert_eq!(of(Annotation::Containers, &extras), "none listed");
    assert_eq!(of(Annotation::Network, &extras), "↑ 2.0 ↓ 4.0 KB/s");
    extras.containers = Some(12);
    assert_eq!(of(Annotation::Containers, &extras), "12 containers");
    let down = system(SystemStatus::Down);
    let of = |annotation| text_with(annotation, &linked(), Some(&down), &extras);
    assert_eq!(of(Annotation::Containers), "down");
    assert_eq!(of(Annotation::Network), "down");
    // A monitor that decides the device's health does not verify the system's values.
    let mut judged = linked();
    let monitor = MonitorRef::new(HubId::new("http://hub"), MonitorId::new("m"));
    judged.links.insert(0, Link::from(monitor));
    assert!(judged.monitor().is_some() && judged.system().is_some());
    for annotation in [Annotation::Containers, Annotation::Network, Annotation::Cpu] {
        let told = text_with(annotation, &judged, Some(&down), &extras);
        assert_eq!(told, "down", "{annotation:?}");
    }
}

#[test]
fn arrows_are_spoken_where_they_are_directions() {
    let both = "↑ 2.0 ↓ 4.0 KB/s, down";
    assert_eq!(
        Annotation::Network.spoken(both),
        "sent 2.0, received 4.0 KB/s, down"
    );
    assert_eq!(Annotation::Notes.spoken("backup ↑ cloud"), "backup ↑ cloud");
}

#[test]
fn names_lead_back_to_their_annotation() {
    for one in Annotation::ALL {
        assert_eq!(Annotation::named(&one.name().to_lowercase()), Some(one));
    }
    assert_eq!(Annotation::named("colour"), None);
    assert_eq!(Annotation::default(), Annotation::ALL[0]);
}

#[test]
fn a_device_says_what_it_is() {
    let mut device = device();
    device.notes = "Left\nPSU \u{202e}replaced".to_owned();
    device.tags = Tags::of(["prod", "db"]);
    let of = |annotation| text(annotation, &device, None);
    assert_eq!(of(Annotation::Name), "pve-node2");
    assert_eq!(of(Annotation::Notes), "Left PSU replaced");
    assert_eq!(of(Annotation::Tags), "prod, db");
    assert_eq!(of(Annotation::Nothing), "");
    for live in Annotation::ALL.into_iter().filter(|one| one.is_live()) {
        assert_eq!(of(live), "", "{live:?} of what is linked to nothing");
    }
}

#[test]
fn an_address_is_that_of_the_device_or_else_of_its_agent() {
    let up = system(SystemStatus::Up);
    let mut device = linked();
    assert_eq!(text(Annotation::Address, &device, Some(&up)), "10.0.0.7");
    device.address = "nas.lan".to_owned();
    assert_eq!(text(Annotation::Address, &device, Some(&up)), "nas.lan");
    let local = System {
        host: "/beszel_socket/beszel.sock".to_owned(),
        ..up
    };
    assert_eq!(text(Annotation::Address, &linked(), Some(&local)), "");
}

#[test]
fn values_are_those_of_the_system_in_the_usual_words() {
    let up = system(SystemStatus::Up);
    let of = |annotation| text(annotation, &linked(), Some(&up));
    assert_eq!(of(Annotation::Cpu), "71 %");
    assert_eq!(of(Annotation::Temperature), "47 °C");
    assert_eq!(of(Annotation::Uptime), "14 d");
    assert_eq!(of(Annotation::Battery), "–", "not reported");
    assert_eq!(of(Annotation::FailedServices), "–", "not reported");
    let services = |failed| {
        let mut up = system(SystemStatus::Up);
        up.metrics.services = Some(Services { total: 90, failed });
        text(Annotation::FailedServices, &linked(), Some(&up))
    };
    assert_eq!(
        (services(0), services(3)),
        ("none failed".to_owned(), "3 failed".to_owned())
    );
}

#[test]
fn latency_and_loss_are_those_of_the_linked_monitor_whatever_judges_the_device() {
    let evidence = Evidence {
        linked: true,
        connection: HubConnection::Live,
        system: None,
        last_seen: None,
        contact: Contact::default(),
        criteria: Criteria::default(),
        hub_now: NOW,
    };
    let of = |annotation: Annotation, check| {
        annotation.text(
            &linked(),
            (&evidence, Health::Critical),
            &SystemExtras::default(),
            check,
        )
    };
    let check = LastCheck {
        health: Health::Ok,
        latency: Latency::measured(12_000.0),
        loss: Percent::new(4.0),
    };
    let (latency, loss) = (Annotation::Latency, Annotation::Loss);
    assert_eq!(of(latency, Some(check)), "12 ms");
    assert_eq!(of(loss, Some(check)), "4 %");
    assert_eq!(
        (of(latency, None), of(loss, None)),
        (String::new(), String::new())
    );
    let silent = LastCheck {
        health: Health::Down,
        ..check
    };
    assert_eq!(of(latency, Some(silent)), "down");
    let unknown = LastCheck {
        latency: None,
        loss: None,
        ..check
    };
    assert_eq!(of(latency, Some(unknown)), "–");
    assert_eq!(of(loss, Some(unknown)), "–");
}

#[test]
fn a_number_that_is_not_vouched_for_is_not_shown() {
    for (status, word) in [
        (SystemStatus::Down, "down"),
        (SystemStatus::Paused, "paused"),
        (SystemStatus::Other("new".to_owned()), "stale"),
    ] {
        let system = system(status);
        // Values that only monitors report are not the system's.
        let of_system = |one: &Annotation| one.is_live() && !one.is_checked();
        for live in Annotation::ALL.into_iter().filter(of_system) {
            assert_eq!(text(live, &linked(), Some(&system)), word, "{live:?}");
        }
    }
    let missing = text(Annotation::Cpu, &linked(), None);
    assert_eq!(missing, "not visible");
}

#[test]
fn the_menu_has_eight_entries_at_most_at_each_level() {
    let groups = Annotation::IN_MENU.map(|(word, places)| (word, &Annotation::ALL[places]));
    let (top, folds): (Vec<_>, Vec<_>) = groups.iter().partition(|(word, _)| word.is_none());
    let at_top: usize = top.iter().map(|(_, group)| group.len()).sum();
    assert!(at_top + folds.len() <= 8);
    assert!(folds.iter().all(|(_, group)| group.len() <= 8));
    // Texts that do not come from a hub are at the top level.
    let mut below = folds.iter().flat_map(|(_, group)| group.iter());
    assert!(below.all(|annotation| annotation.is_live()));
    let all: Vec<_> = groups
        .iter()
        .flat_map(|(_, group)| group.to_vec())
        .collect();
    assert_eq!(all, Annotation::ALL);
}
