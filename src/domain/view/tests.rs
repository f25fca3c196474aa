mod small_print;

use super::*;
use crate::domain::contact::Contact;
use crate::domain::drive_lights::DriveLights;
use crate::domain::health::{Criteria, HubConnection};
use crate::domain::ids::{DeviceId, HubId, RackId, SystemId, TypeSlug};
use crate::domain::layout::{Face, Link, Place};
use crate::domain::system::{
    Battery, BatteryState, Services, System, SystemStatus, TriggeredAlert,
};
use crate::domain::units::{Celsius, HalfU, Millis};
use proptest::prelude::*;
use uuid::Uuid;

const NOW: Millis = Millis(1_000_000_000);

fn device() -> Device {
    let place = Place::Rack {
        rack: RackId::new(Uuid::nil()),
        bottom: HalfU(0),
        face: Face::Front,
        column: 0,
    };
    Device::new(
        DeviceId::new(Uuid::nil()),
        TypeSlug::new("server-2u"),
        "pve-node2",
        place,
    )
}

fn system() -> System {
    System {
        id: SystemId::new("s"),
        name: "pve-node2".to_owned(),
        host: String::new(),
        status: SystemStatus::Up,
        metrics: Metrics {
            cpu: Percent::new(71.2),
            memory: Percent::new(82.4),
            disk: Percent::new(45.0),
            uptime: Some(14 * 86_400 + 3_600),
            temperature: Some(Celsius(47.2)),
            ..Metrics::default()
        },
        updated: Some(NOW.plus(-6 * 60_000)),
    }
}

fn evidence(system: Option<&System>) -> Evidence<'_> {
    Evidence {
        linked: true,
        connection: HubConnection::Live,
        last_seen: None,
        system,
        contact: system.map(Contact::first).unwrap_or_default(),
        criteria: Criteria::default(),
        hub_now: NOW,
    }
}

fn view(evidence: &Evidence) -> DeviceView {
    DeviceView::of(&device(), "Rack A unit 18", evidence)
}

#[test]
fn a_live_system_shows_its_values() {
    let system = System {
        updated: Some(NOW),
        ..system()
    };
    let view = view(&evidence(Some(&system)));
    assert_eq!(view.health, Health::Warn);
    let bars = view.bars.expect("bars");
    assert_eq!(
        bars.cpu,
        Some(Bar {
            percent: 71.into(),
            level: Level::Warn
        })
    );
    assert_eq!(
        bars.disk,
        Some(Bar {
            percent: 45.into(),
            level: Level::Ok
        })
    );
    assert_eq!(view.value, "71%");
    assert_eq!(&*view.context, "up 14 d · 47 °C");
    assert_eq!(
        view.accessible_name,
        "pve-node2, Rack A unit 18, up, warning, CPU 71 percent, memory 82 percent, disk 45 percent"
    );
}

#[test]
fn little_is_not_nothing_and_nearly_full_is_not_full() {
    let mut system = System {
        updated: Some(NOW),
        ..system()
    };
    system.metrics = Metrics {
        cpu: Percent::new(0.4),
        memory: Percent::new(7.0),
        disk: Percent::new(99.6),
        ..Metrics::default()
    };
    let view = view(&evidence(Some(&system)));
    assert_eq!(
        view.accessible_name,
        "pve-node2, Rack A unit 18, up, critical, CPU 0.4 percent, memory 7 percent, disk 99.6 percent"
    );
    assert_eq!((view.value.as_str(), &*view.context), ("0.4%", ""));
}

#[test]
fn values_that_nobody_vouches_for_are_not_shown() {
    let states = [
        (SystemStatus::Down, "DOWN", "down"),
        (SystemStatus::Paused, "paused", "paused"),
        (SystemStatus::Pending, "pending", "pending"),
        (SystemStatus::Up, "stale · 6 min", "stale"),
    ];
    for (status, value, word) in states {
        let system = System { status, ..system() };
        let view = view(&evidence(Some(&system)));
        assert_eq!(view.value, value);
        assert_eq!((view.bars, &*view.context), (None, ""));
        assert_eq!(
            view.accessible_name,
            format!("pve-node2, Rack A unit 18, {word}")
        );
        assert!(view.reason.is_some());
    }
}

#[test]
fn without_system_or_hub_there_are_words_instead() {
    assert_eq!(view(&evidence(None)).value, "no access");
    assert_eq!(
        view(&Evidence {
            linked: false,
            ..evidence(None)
        })
        .value,
        "not linked"
    );
    let unlinked = evidence(None);
    let unlinked = Evidence {
        linked: false,
        ..unlinked
    };
    let mut elsewhere = device();
    elsewhere.links = vec![Link::new(
        HubId::new("https://two.example"),
        SystemId::new("a"),
    )];
    let elsewhere = DeviceView::of(&elsewhere, "Rack A, unit 1", &unlinked);
    assert_eq!(elsewhere.value, "not on this hub");
    assert_eq!(elsewhere.word(), "not on this hub");
    assert!(elsewhere.accessible_name.ends_with(", not on this hub"));
    let fresh = System {
        updated: Some(NOW),
        ..system()
    };
    let lost = view(&Evidence {
        connection: HubConnection::Lost,
        ..evidence(Some(&fresh))
    });
    assert_eq!((lost.value.as_str(), lost.bars), ("hub lost", None));
}

#[test]
fn a_change_that_nobody_could_see_makes_an_equal_view() {
    let before = System {
        updated: Some(NOW),
        ..system()
    };
    let mut after = System {
        updated: Some(NOW.plus(900)),
        ..before.clone()
    };
    after.metrics.cpu = Percent::new(71.4);
    after.metrics.uptime = after.metrics.uptime.map(|seconds| seconds + 60);
    assert_eq!(
        view(&evidence(Some(&before))),
        view(&evidence(Some(&after)))
    );
}

#[test]
fn lights_tell_of_each_disk_and_of_the_network() {
    let percent = |value| Percent::new(value).expect("percent");
    let mut system = System {
        updated: Some(NOW),
        ..system()
    };
    system.metrics.disk = Some(percent(40.0));
    system.metrics.extra_disks = vec![("a".into(), percent(70.0)), ("b".into(), percent(95.0))];
    system.metrics.network = Some(BytesPerSecond(3e6));
    let lights = view(&evidence(Some(&system))).lights;
    assert_eq!(
        lights.disks,
        [Level::Ok, Level::Warn, Level::Critical].map(Some)
    );
    assert_eq!(lights.traffic.map(Traffic::step), Some(6));
    // Only what is verified is shown.
    system.status = SystemStatus::Down;
    assert_eq!(
        view(&evidence(Some(&system))).lights,
        FrontLights::default()
    );
}

#[test]
fn traffic_counts_in_steps_of_four() {
    let steps = [0.0, 1023.0, 1024.0, 4095.0, 4096.0, 1e6, 3e8, 1e15]
        .map(|rate| Traffic::of(BytesPerSecond(rate)).step());
    assert_eq!(steps, [0, 0, 1, 1, 2, 5, 10, 10]);
}
