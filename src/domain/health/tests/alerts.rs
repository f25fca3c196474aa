//! Findings from triggered alerts, and their start.

use super::*;
use crate::domain::units::BytesPerSecond;

#[test]
fn a_triggered_alert_is_at_least_a_warning_and_names_its_threshold() {
    let cases = [
        (alert("Memory", 80.0), "Memory 82 % is above your 80 %"),
        (alert("CPU", 30.0), "CPU was above your 30 %, now 20 %"),
        (
            alert("Memory", 82.2),
            "Memory was above your 82.2 %, now 82 %",
        ),
        (alert("Memory", 81.9), "Memory 82 % is above your 81.9 %"),
        (
            alert("LoadAvg5", 2.5),
            "Load over 5 min 2.51 is above your 2.5",
        ),
        (
            alert("LoadAvg15", 2.5),
            "Load over 15 min was above your 2.5, now 2.496",
        ),
        (
            alert("Bandwidth", 2.0),
            "Bandwidth 3.00 MB/s is above your 2 MB/s",
        ),
        (
            alert("Temperature", 80.0),
            "Temperature was above your 80 °C, now 79.6 °C",
        ),
        (alert("GPU", 30.0), "GPU is above your 30 %"),
        (alert("CPUIOWait", 5.0), "CPUIOWait is above your 5"),
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
fn how_long_an_alert_has_lasted_is_told_if_the_hub_tells_it() {
    let reason = |ago: Option<i64>| {
        let alerts = [TriggeredAlert {
            since: ago.map(|ago| NOW.plus(-ago * 60_000)),
            ..alert("Memory", 80.0)
        }];
        judged_with(&up(20.0, 82.0, 1.0), &alerts).1
    };
    // The minutes of the rule are not how long it has lasted.
    assert_eq!(reason(None), "Memory 82 % is above your 80 %");
    assert_eq!(reason(Some(0)), "Memory 82 % is above your 80 %");
    assert_eq!(
        reason(Some(18)),
        "Memory 82 % is above your 80 % for 18 min"
    );
    assert_eq!(reason(Some(960)), "Memory 82 % is above your 80 % for 16 h");
}

#[test]
fn a_system_is_not_worse_because_what_it_checks_loses_packets() {
    let system = up(20.0, 30.0, 1.0);
    let loss = alert(LOSS_ALERT, 10.0);
    assert_eq!(judged_with(&system, &[loss]).0, Health::Ok);
}

#[test]
fn a_battery_alert_fires_below() {
    let mut system = up(1.0, 1.0, 1.0);
    system.metrics.battery = percent(12.0).map(|charge| Battery {
        charge,
        state: BatteryState::Charging,
    });
    let words = "Battery 12 %, charging is below your 20 %".to_owned();
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
        "Temperature 178 °F is above your 176 °F; \
         Bandwidth 10.5 Mbps is above your 8.39 Mbps"
    );
}

#[test]
fn an_alert_on_a_critical_value_is_critical_and_told_once() {
    let (health, reason) = judged_with(&up(96.0, 1.0, 1.0), &[alert("CPU", 80.0)]);
    assert_eq!(
        (health, reason.as_str()),
        (Health::Critical, "CPU 96 % is above your 80 %")
    );
}

#[test]
fn what_is_worst_lasts_since_its_own_alert() {
    let at = |name: &str, since: i64| TriggeredAlert {
        since: Some(Millis(since)),
        acknowledged: false,
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
