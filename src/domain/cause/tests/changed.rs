//! The devices that are marked on the racks.

use uuid::Uuid;

use super::*;
use crate::domain::format::TemperatureUnit;

fn on_device(number: u128, name: &str, then: f64) -> NeighborRows {
    NeighborRows {
        device: Some(DeviceId::new(Uuid::from_u128(number))),
        ..neighbor(name, Relation::SameRack, then)
    }
}

#[test]
fn what_changed_with_it_is_marked_where_a_device_shows_it() {
    let evidence = CauseEvidence {
        neighbors: Loadable::Known(vec![
            on_device(1, "calm", 12.0),
            on_device(2, "nas", 60.0),
            neighbor("vm", Relation::Guest, 95.0),
        ]),
        ..nothing()
    };
    let cause = cause_of(&evidence, &Preferences::default());
    let marked = ChangedDevice {
        device: DeviceId::new(Uuid::from_u128(2)),
        change: "↑ CPU 60 %".to_owned(),
    };
    assert_eq!(cause.changed, [marked]);
    // Each of them is in the card as well.
    assert_eq!(told(&cause).len(), 2);
}

#[test]
fn no_more_are_marked_than_are_named() {
    let many = (0..9).map(|number| on_device(number, &format!("box-{number}"), 60.0));
    let evidence = CauseEvidence {
        neighbors: Loadable::Known(many.collect()),
        ..nothing()
    };
    let cause = cause_of(&evidence, &Preferences::default());
    assert_eq!(cause.changed.len(), MOST_NEIGHBORS);
    assert_eq!(cause.findings.len(), MOST_NEIGHBORS);
}

#[test]
fn a_change_is_said_in_a_few_letters() {
    let american = Preferences {
        temperature: TemperatureUnit::Fahrenheit,
        ..Preferences::default()
    };
    let usual = Preferences::default();
    let cases = [
        (ReadMetric::Temperature, 40.0, 51.0, &usual, "+11 °C"),
        (ReadMetric::Temperature, 40.0, 50.0, &american, "+18 °F"),
        (ReadMetric::Temperature, 60.0, 50.0, &usual, "−10 °C"),
        (ReadMetric::Cpu, 12.0, 97.0, &usual, "↑ CPU 97 %"),
        (ReadMetric::Memory, 90.0, 40.0, &usual, "↓ memory 40 %"),
        (ReadMetric::Network, 1e6, 2e8, &usual, "↑ 190.7 MB/s"),
        (ReadMetric::Disk, 2e8, 1e6, &usual, "↓ disk 976.6 KB/s"),
    ];
    for (metric, before, then, preferences, words) in cases {
        let change = MetricChange {
            metric,
            before,
            then,
        };
        assert_eq!(change.brief(preferences), words);
    }
}
