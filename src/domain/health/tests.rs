use super::*;
use crate::domain::contact::Seen;
use crate::domain::ids::SystemId;
use crate::domain::system::{Battery, BatteryState, Services};
use crate::domain::units::{BytesPerSecond, Celsius, Percent};

const NOW: Millis = Millis(1_000_000_000);

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
    }
}

fn evidence(system: Option<&System>) -> Evidence<'_> {
    Evidence {
        linked: true,
        connection: HubConnection::Live,
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
fn down_says_for_how_long_where_that_is_known() {
    let mut system = up(1.0, 1.0, 1.0);
    system.status = SystemStatus::Down;
    // The record was written a moment ago, by a rename.
    system.updated = Some(NOW);
    let unknown = "Down, since when is not known";
    assert_eq!(judged(&system), (Health::Down, unknown.to_owned()));

    let contact = Contact {
        down_since: Some(NOW.plus(-4 * 60_000)),
        ..Contact::default()
    };
    let seen = judge(&Evidence {
        contact,
        ..evidence(Some(&system))
    });
    let words = "The hub has not reached it for 4 min";
    assert_eq!(seen.reason.as_deref(), Some(words));

    // The hub's own alert triggers after it was down for ten minutes.
    let status = TriggeredAlert {
        since: Some(NOW.plus(-5 * 60_000)),
        ..alert("Status", 0.0)
    };
    let words = "The hub has not reached it for 15 min";
    assert_eq!(judged_with(&system, &[status]).1, words);
}

#[test]
fn values_older_than_three_minutes_are_stale() {
    let mut system = up(99.0, 1.0, 1.0);
    system.updated = Some(NOW.plus(-STALE_AFTER_MS));
    assert_eq!(judged(&system).0, Health::Critical);
    system.updated = Some(NOW.plus(-STALE_AFTER_MS - 1));
    assert_eq!(
        judged(&system),
        (Health::Stale, "Last report 3 min ago".to_owned())
    );
    system.updated = None;
    assert_eq!(judged(&system).0, Health::Stale);
}

#[test]
fn a_report_from_the_future_is_current() {
    let mut system = up(1.0, 1.0, 1.0);
    system.updated = Some(NOW.plus(60_000));
    assert_eq!(judged(&system).0, Health::Ok);
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
    // The hub's disk alert is about the fullest; the others are still judged by the thresholds.
    system.metrics.disk = percent(70.0);
    assert_eq!(
        judged_with(&system, &[alert("Disk", 80.0)]).1,
        "Disk tank 91 % is above your 80 % for 10 min; Disk 70 % (warning from 65 %)"
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
fn a_new_name_makes_no_old_report_current() {
    let before = System {
        updated: Some(NOW.plus(-20 * 60_000)),
        ..up(1.0, 1.0, 1.0)
    };
    let renamed = System {
        name: "other".to_owned(),
        updated: Some(NOW),
        ..before.clone()
    };
    let contact = Contact::first(&before).followed_by(&before, &renamed, Seen::Event);
    let verdict = judge(&Evidence {
        contact,
        ..evidence(Some(&renamed))
    });
    assert_eq!(verdict.reason.as_deref(), Some("Last report 20 min ago"));
}

#[test]
fn a_triggered_alert_is_at_least_a_warning_and_names_its_threshold() {
    let cases = [
        (
            alert("Memory", 80.0),
            "Memory 82 % is above your 80 % for 10 min",
        ),
        (
            alert("CPU", 30.0),
            "CPU was above your 30 % for 10 min, now 20 %",
        ),
        (
            alert("Memory", 82.2),
            "Memory was above your 82.2 % for 10 min, now 82 %",
        ),
        (
            alert("Memory", 81.9),
            "Memory 82 % is above your 81.9 % for 10 min",
        ),
        (
            alert("LoadAvg5", 2.5),
            "Load over 5 min 2.51 is above your 2.5 for 10 min",
        ),
        (
            alert("LoadAvg15", 2.5),
            "Load over 15 min was above your 2.5 for 10 min, now 2.496",
        ),
        (
            alert("Bandwidth", 2.0),
            "Bandwidth 3.00 MB/s is above your 2 MB/s for 10 min",
        ),
        (
            alert("Temperature", 80.0),
            "Temperature was above your 80 °C for 10 min, now 79.6 °C",
        ),
        (alert("GPU", 30.0), "GPU is above your 30 % for 10 min"),
        (
            alert("CPUIOWait", 5.0),
            "CPUIOWait is above your 5 for 10 min",
        ),
    ];
    let mut system = up(20.0, 82.0, 1.0);
    system.metrics.load = Some([0.5, 2.51, 2.496]);
    system.metrics.network = Some(BytesPerSecond(3.0 * 1_048_576.0));
    system.metrics.temperature = Some(Celsius(79.6));
    for (alert, words) in cases {
        let (health, reason) = judged_with(&system, std::slice::from_ref(&alert));
        assert_eq!(health, Health::Warn);
        assert!(reason.split("; ").any(|part| part == words), "{reason}");
    }
}

#[test]
fn a_battery_alert_fires_below() {
    let mut system = up(1.0, 1.0, 1.0);
    system.metrics.battery = percent(12.0).map(|charge| Battery {
        charge,
        state: BatteryState::Charging,
    });
    let words = "Battery 12 %, charging is below your 20 % for 10 min".to_owned();
    assert_eq!(
        judged_with(&system, &[alert("Battery", 20.0)]),
        (Health::Warn, words)
    );
}

#[test]
fn alerts_are_told_in_the_users_units() {
    let mut system = up(1.0, 1.0, 1.0);
    system.metrics.temperature = Some(Celsius(81.0));
    system.metrics.network = Some(BytesPerSecond(1_310_720.0));
    let alerts = [alert("Temperature", 80.0), alert("Bandwidth", 1.0)];
    let criteria = Criteria {
        alerts: &alerts,
        preferences: Preferences {
            temperature: format::TemperatureUnit::Fahrenheit,
            network: format::DataUnit::Bits,
            ..Preferences::default()
        },
        ..Criteria::default()
    };
    assert_eq!(
        judged_by(&system, criteria).1,
        "Temperature 178 °F is above your 176 °F for 10 min; \
         Bandwidth 10.5 Mbps is above your 8.39 Mbps for 10 min"
    );
}

#[test]
fn an_alert_on_a_critical_value_is_critical_and_told_once() {
    let (health, reason) = judged_with(&up(96.0, 1.0, 1.0), &[alert("CPU", 80.0)]);
    assert_eq!(
        (health, reason.as_str()),
        (Health::Critical, "CPU 96 % is above your 80 % for 10 min")
    );
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

#[test]
fn what_has_not_aged_is_said_as_before() {
    let minutes = [0, 1, 2, 3, 4, 59, 60, 61, 300];
    let statuses = [
        SystemStatus::Up,
        SystemStatus::Down,
        SystemStatus::Paused,
        SystemStatus::Pending,
        SystemStatus::Other("new".to_owned()),
    ];
    let connections = [
        HubConnection::Connecting,
        HubConnection::Listed,
        HubConnection::Live,
        HubConnection::Lost,
        HubConnection::Demo,
    ];
    let (mut same, mut aged) = (0, 0);
    for status in statuses {
        for connection in connections {
            for has_values in [true, false] {
                for (first, second) in minutes.iter().flat_map(|a| minutes.map(|b| (*a, b))) {
                    let mut system = up(10.0, 10.0, 10.0);
                    system.status = status.clone();
                    if !has_values {
                        system.metrics = Metrics::default();
                    }
                    let at = |minutes: i64| Evidence {
                        connection,
                        contact: Contact {
                            heard: system.updated,
                            down_since: system.updated,
                        },
                        hub_now: NOW.plus(minutes * 60_000),
                        ..evidence(Some(&system))
                    };
                    let before = judge(&at(first));
                    if may_have_aged(&at(second), Some(before.health)) {
                        aged += 1;
                    } else {
                        same += 1;
                        assert_eq!(judge(&at(second)), before, "{status:?} {first} {second}");
                    }
                }
            }
        }
    }
    assert!(same > 500 && aged > 500, "{same} {aged}");
}

#[test]
fn what_is_worst_lasts_since_its_own_alert() {
    let at = |name: &str, since: i64| TriggeredAlert {
        since: Some(Millis(since)),
        ..alert(name, 40.0)
    };
    let system = up(50.0, 10.0, 97.0);
    let since = |alerts: &[TriggeredAlert]| {
        let criteria = Criteria {
            alerts,
            ..Criteria::default()
        };
        worst_since(&system.metrics, &criteria)
    };
    assert_eq!(since(&[]), None);
    assert_eq!(since(&[at("CPU", 1)]), None, "the full disk has no alert");
    let all = [
        at("CPU", 1),
        at("Disk", 9),
        at("Disk", 5),
        alert("Disk", 40.0),
    ];
    assert_eq!(since(&all), Some(Millis(5)));
    let calm = up(50.0, 10.0, 10.0);
    let criteria = Criteria {
        alerts: &all[..1],
        ..Criteria::default()
    };
    assert_eq!(worst_since(&calm.metrics, &criteria), Some(Millis(1)));
}
