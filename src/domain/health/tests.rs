use super::*;
use crate::domain::ids::SystemId;
use crate::domain::system::{Battery, BatteryState, Services};
use crate::domain::units::{Celsius, Percent};

mod aging;
mod alerts;

const NOW: Millis = Millis(1_000_000_000);

#[test]
fn a_sentence_is_about_the_system_or_about_its_hub() {
    assert_eq!(Health::Down.sentence(), "The system is down.");
    let lost = "The connection to the hub is lost.";
    assert_eq!(Health::HubLost.sentence(), lost);
    for health in Health::ALL {
        let words = health.sentence();
        let ways = ["The system is ", "The connection ", "No system is "];
        assert!(ways.iter().any(|way| words.starts_with(way)), "{words}");
    }
}

fn percent(value: f64) -> Option<Percent> {
    Percent::new(value)
}

fn up(cpu: f64, memory: f64, disk: f64) -> System {
    System {
        id: SystemId::new("s"),
        name: "pve".to_owned(),
        host: String::new(),
        status: SystemStatus::Up,
        metrics: Metrics {
            cpu: percent(cpu),
            memory: percent(memory),
            disk: percent(disk),
            ..Metrics::default()
        },
        updated: Some(NOW.plus(-20_000)),
    }
}

fn alert(name: &str, value: f64) -> TriggeredAlert {
    TriggeredAlert {
        system: SystemId::new("s"),
        name: name.to_owned(),
        value,
        minutes: 10,
        since: None,
        acknowledged: false,
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

fn judged(system: &System) -> (Health, String) {
    judged_with(system, &[])
}

fn judged_with(system: &System, alerts: &[TriggeredAlert]) -> (Health, String) {
    let criteria = Criteria {
        alerts,
        ..Criteria::default()
    };
    judged_by(system, criteria)
}

fn judged_by(system: &System, criteria: Criteria) -> (Health, String) {
    let verdict = judge(&Evidence {
        criteria,
        ..evidence(Some(system))
    });
    (verdict.health, verdict.reason.unwrap_or_default())
}

#[test]
fn up_and_recent_is_green_without_a_reason() {
    assert_eq!(judged(&up(12.0, 40.0, 64.0)), (Health::Ok, String::new()));
}

#[test]
fn nothing_is_green_without_a_live_hub() {
    let system = up(1.0, 1.0, 1.0);
    for (connection, health) in [
        (HubConnection::Lost, Health::HubLost),
        (HubConnection::Connecting, Health::Pending),
        (HubConnection::Demo, Health::Ok),
        (HubConnection::Listed, Health::Ok),
    ] {
        for system in [Some(&system), None] {
            let verdict = judge(&Evidence {
                connection,
                ..evidence(system)
            });
            if system.is_some() || health != Health::Ok {
                assert_eq!(verdict.health, health);
            }
        }
    }
}

#[test]
fn an_unlinked_device_is_unlinked_whatever_the_hub_does() {
    let verdict = judge(&Evidence {
        linked: false,
        connection: HubConnection::Lost,
        ..evidence(None)
    });
    assert_eq!(verdict.health, Health::Unlinked);
}

#[test]
fn a_system_that_is_not_listed_is_missing() {
    assert_eq!(judge(&evidence(None)).health, Health::Missing);
}

#[test]
fn the_hubs_word_decides_and_old_values_never_count() {
    for (status, health) in [
        (SystemStatus::Down, Health::Down),
        (SystemStatus::Paused, Health::Paused),
        (SystemStatus::Pending, Health::Pending),
        (SystemStatus::Other("asleep".to_owned()), Health::Stale),
    ] {
        let mut system = up(99.0, 99.0, 99.0);
        system.status = status;
        let (judged, reason) = judged_with(&system, &[alert("CPU", 80.0)]);
        assert_eq!(judged, health);
        assert!(!reason.is_empty());
    }
}

#[test]
fn limits_are_compared_with_the_value_and_not_with_the_number_that_is_shown() {
    assert_eq!(judged(&up(64.5, 0.0, 0.0)), (Health::Ok, String::new()));
    assert_eq!(
        judged(&up(65.0, 0.0, 0.0)),
        (Health::Warn, "CPU 65 % (warning from 65 %)".to_owned())
    );
    assert_eq!(
        judged(&up(89.96, 0.0, 0.0)),
        (Health::Warn, "CPU 89.96 % (warning from 65 %)".to_owned())
    );
    assert_eq!(
        judged(&up(90.0, 0.0, 0.0)),
        (Health::Critical, "CPU 90 % (critical from 90 %)".to_owned())
    );
    let mut preferences = Preferences::default();
    preferences.thresholds.warn = Percent::new(65.5).expect("a share");
    let criteria = Criteria {
        preferences,
        ..Criteria::default()
    };
    assert_eq!(judged_by(&up(65.3, 0.0, 0.0), criteria).0, Health::Ok);
    let words = "CPU 66 % (warning from 65.5 %)".to_owned();
    assert_eq!(
        judged_by(&up(65.7, 0.0, 0.0), criteria),
        (Health::Warn, words)
    );
}

#[test]
fn the_most_severe_reason_comes_first() {
    let (health, reason) = judged(&up(71.0, 82.0, 95.0));
    assert_eq!(health, Health::Critical);
    assert_eq!(
        reason,
        "Disk 95 % (critical from 90 %); Memory 82 % (warning from 65 %); CPU 71 % (warning from 65 %)"
    );
}

fn share(value: f64) -> Percent {
    percent(value).expect("a share")
}

#[test]
fn every_extra_disk_counts_and_is_named() {
    let mut system = up(1.0, 1.0, 1.0);
    system.metrics.extra_disks = vec![("small".into(), share(11.0)), ("tank".into(), share(91.0))];
    assert_eq!(
        judged(&system),
        (
            Health::Critical,
            "Disk tank 91 % (critical from 90 %)".to_owned()
        )
    );
    // The hub's disk alert is about the fullest disk; the others are still judged by the thresholds.
    system.metrics.disk = percent(70.0);
    assert_eq!(
        judged_with(&system, &[alert("Disk", 80.0)]).1,
        "Disk tank 91 % is above your 80 %; Disk 70 % (warning from 65 %)"
    );
}

#[test]
fn nothing_that_is_known_to_be_bad_is_green() {
    let change = |change: fn(&mut Metrics)| {
        let mut system = up(1.0, 1.0, 1.0);
        change(&mut system.metrics);
        judged(&system)
    };
    let battery = |charge: f64, state| {
        let mut system = up(1.0, 1.0, 1.0);
        system.metrics.battery = percent(charge).map(|charge| Battery { charge, state });
        judged(&system)
    };
    let cases = [
        (
            change(|m| {
                m.services = Some(Services {
                    total: 120,
                    failed: 3,
                })
            }),
            Health::Warn,
            "3 of 120 services failed",
        ),
        (
            change(|m| (m.load, m.threads) = (Some([1.0, 5.6, 2.0]), Some(8))),
            Health::Warn,
            "Load 5.60 over 5 min is 70 % of 8 threads (warning from 65 %)",
        ),
        (
            change(|m| (m.load, m.threads) = (Some([9.2, 3.0, 1.0]), Some(8))),
            Health::Critical,
            "Load 9.20 over 1 min is 115 % of 8 threads (critical from 90 %)",
        ),
        (
            change(|m| m.gpu = percent(95.0)),
            Health::Critical,
            "GPU 95 % (critical from 90 %)",
        ),
        (
            battery(5.0, BatteryState::Discharging),
            Health::Critical,
            "Battery 5 %, discharging (critical below 11 %)",
        ),
        (
            battery(24.6, BatteryState::Unknown),
            Health::Warn,
            "Battery 24.6 % (warning below 25 %)",
        ),
        (
            change(|m| m.cpu = None),
            Health::Warn,
            "CPU is not reported",
        ),
        (
            change(|m| *m = Metrics::default()),
            Health::Stale,
            "The hub calls it up, but has no values of it",
        ),
    ];
    for (judged, health, reason) in cases {
        assert_eq!(judged, (health, reason.to_owned()));
    }
}

#[test]
fn what_is_as_it_should_be_stays_green() {
    let mut system = up(1.0, 1.0, 1.0);
    system.metrics = Metrics {
        services: Some(Services {
            total: 120,
            failed: 0,
        }),
        load: Some([5.1, 0.0, 0.0]),
        threads: Some(8),
        gpu: percent(64.9),
        battery: Some(Battery {
            charge: share(5.0),
            state: BatteryState::Charging,
        }),
        ..system.metrics
    };
    assert_eq!(judged(&system), (Health::Ok, String::new()));
    // A load without threads says nothing.
    (system.metrics.load, system.metrics.threads) = (Some([99.0; 3]), None);
    assert_eq!(judged(&system).0, Health::Ok);
}

#[test]
fn an_agent_of_another_version_than_the_hub_says_so() {
    let cases = [
        ("0.18.8", None),
        ("v0.18.8-beta.2", None),
        ("0.18.4", Some("Agent 0.18.4 is older than the hub 0.18.8")),
        ("0.19.0", Some("Agent 0.19.0 is newer than the hub 0.18.8")),
        ("", None),
        ("next", None),
    ];
    for (agent, words) in cases {
        let mut system = up(1.0, 1.0, 1.0);
        system.metrics.agent_version = agent.to_owned();
        let criteria = Criteria {
            hub_version: Some(Version::new(0, 18, 8)),
            ..Criteria::default()
        };
        let health = words.map_or(Health::Ok, |_| Health::Warn);
        let expected = (health, words.unwrap_or_default().to_owned());
        assert_eq!(judged_by(&system, criteria), expected);
        assert_eq!(judged(&system).0, Health::Ok, "the hub's is not known");
    }
}

#[test]
fn every_health_has_its_own_words_and_severity() {
    let unique = |words: Vec<String>| {
        words.iter().collect::<std::collections::HashSet<_>>().len() == Health::ALL.len()
    };
    assert!(unique(
        Health::ALL.map(|health| health.as_str().to_owned()).into()
    ));
    assert!(unique(
        Health::ALL.map(|health| health.word().to_owned()).into()
    ));
    assert!(unique(
        Health::ALL
            .map(|health| health.severity().to_string())
            .into()
    ));
}
