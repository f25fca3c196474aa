use super::*;
use crate::domain::ids::SystemId;
use crate::domain::system::Metrics;

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
    }
}

fn evidence(system: Option<&System>) -> Evidence<'_> {
    Evidence {
        linked: true,
        connection: HubConnection::Live,
        system,
        alerts: &[],
        thresholds: Thresholds::default(),
        hub_now: NOW,
    }
}

fn judged(system: &System) -> (Health, String) {
    judged_with(system, &[])
}

fn judged_with(system: &System, alerts: &[TriggeredAlert]) -> (Health, String) {
    let verdict = judge(&Evidence {
        alerts,
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
fn down_says_for_how_long() {
    let mut system = up(1.0, 1.0, 1.0);
    system.status = SystemStatus::Down;
    system.updated = Some(NOW.plus(-4 * 60_000));
    assert_eq!(judged(&system).1, "The hub has not reached it for 4 min");
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
fn thresholds_count_from_the_number_that_is_shown() {
    assert_eq!(judged(&up(64.4, 0.0, 0.0)).0, Health::Ok);
    assert_eq!(
        judged(&up(64.6, 0.0, 0.0)),
        (Health::Warn, "CPU 65 % (warning from 65 %)".to_owned())
    );
    assert_eq!(
        judged(&up(90.0, 0.0, 0.0)),
        (Health::Critical, "CPU 90 % (critical from 90 %)".to_owned())
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

#[test]
fn the_fullest_extra_disk_counts_too() {
    let mut system = up(1.0, 1.0, 1.0);
    system.metrics.fullest_extra_disk = Percent::new(91.0).map(|share| ("tank".to_owned(), share));
    assert_eq!(
        judged(&system),
        (
            Health::Critical,
            "Disk tank 91 % (critical from 90 %)".to_owned()
        )
    );
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
            alert("LoadAvg5", 2.5),
            "Load over 5 min is above your 2.5 for 10 min",
        ),
        (
            alert("Bandwidth", 100.0),
            "Bandwidth is above your 100 MB/s for 10 min",
        ),
        (
            alert("CPUIOWait", 5.0),
            "CPUIOWait is above your 5 for 10 min",
        ),
    ];
    for (alert, words) in cases {
        let (health, reason) = judged_with(&up(20.0, 82.0, 1.0), std::slice::from_ref(&alert));
        assert_eq!(health, Health::Warn);
        assert!(reason.split("; ").any(|part| part == words), "{reason}");
    }
}

#[test]
fn a_battery_alert_fires_below() {
    let mut system = up(1.0, 1.0, 1.0);
    system.metrics.battery = percent(12.0);
    let words = "Battery 12 % is below your 20 % for 10 min".to_owned();
    assert_eq!(
        judged_with(&system, &[alert("Battery", 20.0)]),
        (Health::Warn, words)
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
