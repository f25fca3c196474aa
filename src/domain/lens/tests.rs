use std::collections::HashMap;

use proptest::prelude::*;
use uuid::Uuid;

use super::reading::reading_of;
use super::tally::{CountedGroup, LensTally, TallyChange};
use super::*;
use crate::domain::contact::Contact;
use crate::domain::format::{DataUnit, TemperatureUnit};
use crate::domain::health::{Criteria, HubConnection, Thresholds, judge};
use crate::domain::ids::{DeviceId, RackId, SystemId, TypeSlug};
use crate::domain::layout::{Face, Place};
use crate::domain::preferences::Preferences;
use crate::domain::system::{Battery, BatteryState, Metrics, System, SystemStatus, TriggeredAlert};
use crate::domain::thresholds::Level;
use crate::domain::units::{BytesPerSecond, Celsius, HalfU, Millis, Percent};
use crate::domain::view::DeviceView;

const NOW: Millis = Millis(1_000_000_000);

fn metrics() -> Metrics {
    Metrics {
        cpu: Percent::new(71.2),
        memory: Percent::new(82.4),
        disk: Percent::new(45.0),
        temperature: Some(Celsius(63.4)),
        load: Some([2.0, 5.42, 1.0]),
        threads: Some(8),
        network: Some(BytesPerSecond(9.2 * 1024.0 * 1024.0)),
        gpu: Percent::new(95.0),
        battery: Some(Battery {
            charge: Percent::of_100(86),
            state: BatteryState::Full,
        }),
        extra_disks: vec![
            ("media".to_owned(), Percent::of_100(83)),
            ("small".to_owned(), Percent::of_100(11)),
        ],
        ..Metrics::default()
    }
}

fn system(status: SystemStatus, metrics: Metrics) -> System {
    System {
        id: SystemId::new("s"),
        name: "pve-node2".to_owned(),
        host: String::new(),
        status,
        metrics,
        updated: Some(NOW),
    }
}

fn evidence<'a>(system: &'a System, alerts: &'a [TriggeredAlert]) -> Evidence<'a> {
    Evidence {
        linked: true,
        connection: HubConnection::Live,
        last_seen: None,
        system: Some(system),
        contact: Contact::first(system),
        criteria: Criteria {
            alerts,
            ..Criteria::default()
        },
        hub_now: NOW,
    }
}

fn mark(lens: Lens, system: &System) -> Option<LensMark> {
    let evidence = evidence(system, &[]);
    read(lens, &evidence, judge(&evidence).health)
}

fn device(number: u128) -> Device {
    let place = Place::Rack {
        rack: RackId::new(Uuid::nil()),
        bottom: HalfU(0),
        face: Face::Front,
        column: 0,
    };
    let id = DeviceId::new(Uuid::from_u128(number));
    Device::new(id, TypeSlug::new("server-1u"), "d", place)
}

fn view(lens: Lens, system: &System) -> DeviceView {
    let evidence = evidence(system, &[]);
    DeviceView::of(&device(1), "", &evidence).under(mark(lens, system))
}

#[test]
fn names_lead_back_to_their_lens() {
    for lens in Lens::ALL {
        assert_eq!(Lens::named(lens.as_str()), Some(lens));
    }
    assert_eq!(Lens::named("Heat"), None);
    let keys: Vec<_> = Lens::ALL.iter().filter_map(|lens| lens.key()).collect();
    assert_eq!(keys, ["1", "2", "3", "4", "5", "6", "7", "8", "9"]);
}

#[test]
fn each_lens_shows_its_value_in_the_units_of_the_user() {
    let preferences = Preferences {
        temperature: TemperatureUnit::Fahrenheit,
        network: DataUnit::Bits,
        ..Preferences::default()
    };
    let read = |lens| reading_of(lens, &metrics(), &[], &preferences).map(|it| (it.text, it.note));
    let cases = [
        (Lens::Cpu, "71 %", ""),
        (Lens::Memory, "82 %", ""),
        (Lens::Disk, "83 %", "fullest: media"),
        (Lens::Temperature, "146 °F", ""),
        (Lens::Network, "77.2 Mbps", ""),
        (Lens::Load, "68 %", "load 5.42 over 5 min"),
        (Lens::Gpu, "95 %", ""),
        (Lens::Battery, "86 %", "full"),
        (Lens::Alerts, "no alert", ""),
    ];
    for (lens, text, note) in cases {
        assert_eq!(
            read(lens),
            Some((text.to_owned(), note.to_owned())),
            "{lens:?}"
        );
    }
    assert_eq!(read(Lens::Status), None);
}

#[test]
fn a_value_next_to_a_limit_shows_its_side_of_it() {
    let full = Metrics {
        cpu: Percent::new(89.96),
        ..metrics()
    };
    let mark = mark(Lens::Cpu, &system(SystemStatus::Up, full)).expect("a mark");
    assert_eq!(mark.value, "89.96 %");
    assert_eq!(mark.band(), Some(Band::at(5)));
}

#[test]
fn what_is_not_reported_is_unknown_and_not_cool() {
    let bare = Metrics {
        cpu: Percent::new(1.0),
        memory: Percent::new(1.0),
        disk: Percent::new(1.0),
        ..Metrics::default()
    };
    let system = system(SystemStatus::Up, bare);
    for lens in [Lens::Temperature, Lens::Network, Lens::Gpu, Lens::Battery] {
        let mark = mark(lens, &system).expect("a mark");
        assert_eq!((mark.shown, mark.value.as_str()), (None, "–"), "{lens:?}");
    }
}

#[test]
fn what_is_down_or_stale_keeps_its_last_value_as_last_seen_only() {
    let down = system(SystemStatus::Down, metrics());
    let mark = mark(Lens::Temperature, &down).expect("a mark");
    assert_eq!((mark.shown, mark.value.as_str()), (None, ""));
    assert_eq!(mark.note, "last seen 63 °C");
    let paused = system(SystemStatus::Paused, metrics());
    assert_eq!(super::tests::mark(Lens::Temperature, &paused), None);
    assert_eq!(super::tests::mark(Lens::Alerts, &down), None);
}

#[test]
fn a_lens_tells_its_value_to_those_who_listen() {
    let up = system(SystemStatus::Up, metrics());
    let spoken = |lens| view(lens, &up).accessible_name;
    assert!(spoken(Lens::Temperature).ends_with(", temperature 63 °C"));
    assert_eq!(spoken(Lens::Cpu), spoken(Lens::Status));
}

#[test]
fn limits_of_the_scale_are_those_of_the_user() {
    let preferences = Preferences {
        thresholds: Thresholds {
            warn: Percent::of_100(70),
            critical: Percent::of_100(85),
        },
        ..Preferences::default()
    };
    let scale = LensScale::of(Lens::Cpu, &preferences).expect("a scale");
    let labels: Vec<_> = Band::all().filter_map(|band| scale.label(band)).collect();
    assert_eq!(labels, ["20", "35", "55", "70", "80", "85"]);
    let limits: Vec<_> = scale
        .limits()
        .iter()
        .map(|limit| (limit.bound, limit.word))
        .collect();
    assert_eq!(limits, [(3, "warning"), (5, "critical")]);
    assert!(LensScale::of(Lens::Status, &preferences).is_none());
}

#[test]
fn a_battery_is_worse_the_lower_it_is() {
    let scale = LensScale::of(Lens::Battery, &Preferences::default()).expect("a scale");
    let bands = [100.0, 50.0, 25.0, 24.0, 11.0, 10.0].map(|charge| scale.band(charge).index());
    assert_eq!(bands, [0, 3, 4, 5, 5, 6]);
    let labels: Vec<_> = Band::all().filter_map(|band| scale.label(band)).collect();
    assert_eq!(labels, ["95", "80", "60", "40", "25", "11"]);
    assert!(scale.place(Amount(950)) < scale.place(Amount(100)));
}

#[test]
fn only_what_rows_hold_is_shown_over_time() {
    let over_time: Vec<_> = Lens::over_time().collect();
    for lens in [Lens::Status, Lens::Alerts, Lens::Latency] {
        assert!(!over_time.contains(&lens), "{lens:?}");
    }
    assert_eq!(over_time.len(), Lens::ALL.len() - 4);
}

#[test]
fn a_value_is_told_in_the_unit_of_its_lens() {
    let words = |lens, value| {
        let scale = LensScale::of(lens, &Preferences::default());
        scale.map(|scale| scale.value_words(value))
    };
    for (lens, value, expected) in [
        (Lens::Latency, 12.3, "12 ms"),
        (Lens::Latency, 0.42, "0.4 ms"),
        (Lens::Latency, 1_300.0, "1.3 s"),
        (Lens::Cpu, 71.2, "71 %"),
        (Lens::Battery, 40.0, "40 %"),
        (Lens::Alerts, 2.0, "2"),
    ] {
        assert_eq!(words(lens, value).as_deref(), Some(expected), "{lens:?}");
    }
}

#[test]
fn alerts_have_the_bands_they_need() {
    let scale = LensScale::of(Lens::Alerts, &Preferences::default()).expect("a scale");
    let bands: Vec<_> = scale.bands().map(Band::index).collect();
    assert_eq!(bands, [0, 4, 5, 6]);
    let of = |count| scale.band(count).index();
    assert_eq!([of(0.0), of(1.0), of(2.0), of(9.0)], [0, 4, 5, 6]);
}

#[test]
fn a_tally_counts_bands_and_states_apart() {
    let mut tally = LensTally::default();
    let at = |degrees| {
        let metrics = Metrics {
            temperature: Some(Celsius(degrees)),
            ..metrics()
        };
        view(Lens::Temperature, &system(SystemStatus::Up, metrics))
    };
    let id = |number| DeviceId::new(Uuid::from_u128(number));
    let down = view(Lens::Temperature, &system(SystemStatus::Down, metrics()));
    let mut look = |device, view: &DeviceView| tally.look(device, None, view).counts;
    assert!(look(id(1), &at(29.0)));
    assert!(look(id(2), &at(84.0)));
    assert!(look(id(3), &down));
    assert!(!look(id(2), &at(84.2)));
    let counts = tally.counts();
    assert_eq!(counts.bands, [1, 0, 0, 0, 0, 0, 1]);
    assert_eq!(counts.healths.of(Health::Down), 1);
    assert_eq!(tally.devices_in(CountedGroup::Band(Band::at(6))), [id(2)]);
    assert_eq!(
        tally.devices_in(CountedGroup::Health(Health::Down)),
        [id(3)]
    );
    let spread = tally.spread([id(1), id(2), id(3), id(9)].into_iter());
    let ends = ("29 °C".to_owned(), "84 °C".to_owned());
    assert_eq!(spread.ends, Some(ends));
    assert_eq!(spread.amounts, [Amount(290), Amount(840)]);
    assert!(tally.forget(id(2)).counts && !tally.forget(id(2)).counts);
    assert_eq!(tally.counts().bands, [1, 0, 0, 0, 0, 0, 0]);
}

#[test]
fn the_worst_state_of_a_rack_changes_with_its_devices_alone() {
    let mut tally = LensTally::default();
    let shown = view(Lens::Cpu, &system(SystemStatus::Up, metrics()));
    let is = |health| DeviceView {
        health,
        ..shown.clone()
    };
    let [up, down, unlinked] = [Health::Ok, Health::Down, Health::Unlinked].map(is);
    let id = |number| DeviceId::new(Uuid::from_u128(number));
    let rack = |number| RackId::new(Uuid::from_u128(number));
    let change = |counts, worst| TallyChange { counts, worst };
    let (one, other) = (Some(rack(1)), Some(rack(2)));

    assert_eq!(tally.look(id(1), one, &up), change(true, true));
    assert_eq!(tally.look(id(2), one, &up), change(true, false));
    assert_eq!(tally.look(id(2), one, &up), change(false, false));
    assert_eq!(tally.look(id(2), one, &down), change(true, true));
    assert_eq!(tally.worst(), [(rack(1), Health::Down)].into());
    // A move changes the racks but no count over all devices.
    assert_eq!(tally.look(id(2), other, &down), change(false, true));
    let apart = [(rack(1), Health::Ok), (rack(2), Health::Down)];
    assert_eq!(tally.worst(), apart.into());
    assert_eq!(tally.forget(id(2)), change(true, true));
    assert_eq!(tally.worst(), [(rack(1), Health::Ok)].into());

    // A device without a system has no state that counts.
    assert_eq!(tally.look(id(3), other, &unlinked), change(true, false));
    assert_eq!(tally.worst(), [(rack(1), Health::Ok)].into());
}

fn any_thresholds() -> impl Strategy<Value = Thresholds> {
    let share = || prop_oneof![0.0..=100.0_f64, Just(0.0), Just(65.0), Just(100.0)];
    (share(), share()).prop_map(|(warn, critical)| Thresholds {
        warn: Percent::new(warn).unwrap_or_default(),
        critical: Percent::new(critical).unwrap_or_default(),
    })
}

fn any_lens() -> impl Strategy<Value = Lens> {
    prop::sample::select(Lens::ALL.to_vec())
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 1024, failure_persistence: None, ..ProptestConfig::default() })]

    /// The color agrees with the level by which health is judged.
    #[test]
    fn bands_of_shares_agree_with_the_level(thresholds in any_thresholds(), share in 0.0..=100.0_f64) {
        let preferences = Preferences { thresholds, ..Preferences::default() };
        let scale = LensScale::of(Lens::Cpu, &preferences).expect("a scale");
        let share = Percent::new(share).unwrap_or_default();
        let band = scale.band(f64::from(share.value())).index();
        match thresholds.level(share) {
            Level::Critical => prop_assert_eq!(band, 6),
            Level::Warn => prop_assert!(band == 4 || band == 5),
            Level::Ok => prop_assert!(band <= 3),
        }
    }

    #[test]
    fn greater_values_are_in_no_lower_band_and_no_lower_place(
        lens in any_lens(),
        thresholds in any_thresholds(),
        one in 0.0..300.0_f64,
        other in 0.0..300.0_f64,
    ) {
        let preferences = Preferences { thresholds, ..Preferences::default() };
        if let Some(scale) = LensScale::of(lens, &preferences) {
            let (low, high) = if one <= other { (one, other) } else { (other, one) };
            let (low, high) = if lens == Lens::Battery { (high, low) } else { (low, high) };
            prop_assert!(scale.band(low) <= scale.band(high));
            let place = |value: f64| scale.place(Amount((value * 10.0) as i64));
            prop_assert!(place(low) <= place(high));
            prop_assert!((0.0..=1.0).contains(&place(low)));
        }
    }

    /// After any changes, the counts are those of the existing devices.
    #[test]
    fn counts_follow_the_devices(steps in prop::collection::vec((0_u128..6, prop::option::of(0.0..100.0_f32)), 0..60)) {
        let mut tally = LensTally::default();
        let mut kept = HashMap::new();
        for (number, degrees) in steps {
            let id = DeviceId::new(Uuid::from_u128(number));
            match degrees {
                Some(degrees) => {
                    let metrics = Metrics { temperature: Celsius::measured(f64::from(degrees)), ..metrics() };
                    let view = view(Lens::Temperature, &system(SystemStatus::Up, metrics));
                    tally.look(id, None, &view);
                    kept.insert(id, view.lens.and_then(|mark| mark.band()));
                }
                None => {
                    tally.forget(id);
                    kept.remove(&id);
                }
            }
        }
        let counts = tally.counts();
        for band in Band::all() {
            let expected = kept.values().filter(|own| **own == Some(band)).count();
            prop_assert_eq!(counts.bands[band.index()], expected);
        }
        prop_assert_eq!(counts.unknown, kept.values().filter(|own| own.is_none()).count());
        prop_assert_eq!(counts.healths.all(), kept.len());
    }

    /// After any additions, moves, changes and removals, the worst health of each rack is that of its devices, and every change of it is
    /// reported.
    #[test]
    fn the_worst_states_follow_the_devices(steps in prop::collection::vec((0_u128..6, prop::option::of((0_u128..3, 0_usize..Health::ALL.len()))), 0..60)) {
        let mut tally = LensTally::default();
        let mut kept = HashMap::new();
        let shown = view(Lens::Cpu, &system(SystemStatus::Up, metrics()));
        for (number, place) in steps {
            let id = DeviceId::new(Uuid::from_u128(number));
            let before = tally.worst();
            let change = match place {
                Some((rack, health)) => {
                    let (rack, health) = (RackId::new(Uuid::from_u128(rack)), Health::ALL[health]);
                    kept.insert(id, (rack, health));
                    tally.look(id, Some(rack), &DeviceView { health, ..shown.clone() })
                }
                None => {
                    kept.remove(&id);
                    tally.forget(id)
                }
            };
            let mut expected: HashMap<RackId, Health> = HashMap::new();
            for (rack, health) in kept.values().filter(|(_, health)| *health != Health::Unlinked) {
                let worst = expected.entry(*rack).or_insert(*health);
                if health.severity() > worst.severity() {
                    *worst = *health;
                }
            }
            prop_assert_eq!(tally.worst(), expected);
            prop_assert_eq!(change.worst, tally.worst() != before);
        }
    }
}

#[test]
fn a_band_that_has_a_name_has_a_short_one() {
    for lens in Lens::ALL {
        let Some(scale) = LensScale::of(lens, &Preferences::default()) else {
            continue;
        };
        for band in scale.bands() {
            let (name, short) = (scale.band_name(band), scale.short_band_name(band));
            assert_eq!(name.is_some(), short.is_some(), "{lens:?}");
            let words = name.zip(short);
            assert!(words.is_none_or(|(name, short)| short.len() < name.len()));
        }
    }
}
