//! The order of rows; also rows and racks for other tests.

use proptest::prelude::*;
use uuid::Uuid;

use super::*;
use crate::domain::contact::Contact;
use crate::domain::health::{Criteria, Evidence, HubConnection};
use crate::domain::ids::{DeviceId, HubId, LayoutId, RackId, SystemId, SystemRef};
use crate::domain::layout::{
    Category, Device, DeviceType, Face, Layout, Link, Place, Rack, RackHeight, Snapshot,
};
use crate::domain::system::{Metrics, System, SystemStatus, TriggeredAlert};
use crate::domain::units::{BytesPerSecond, Celsius, HalfU, Millis, Percent};
use crate::domain::version::Version;

pub(super) const NOW: Millis = Millis(1_700_000_000_000);

pub(super) fn reference(name: &str) -> SystemRef {
    SystemRef::new(HubId::new("demo"), SystemId::new(name))
}

fn link(name: &str) -> Link {
    let SystemRef { hub, system } = reference(name);
    Link::new(hub, system)
}

fn metrics(cpu: f64) -> Metrics {
    Metrics {
        cpu: Percent::new(cpu),
        memory: Percent::new(48.0),
        disk: Percent::new(41.0),
        extra_disks: Percent::new(93.0)
            .map(|share| ("tank".to_owned(), share))
            .into_iter()
            .collect(),
        temperature: Some(Celsius(47.4)),
        load: Some([1.0, 0.5, 0.25]),
        threads: Some(8),
        network: Some(BytesPerSecond(2.5 * 1_048_576.0)),
        uptime: Some(18 * 86_400),
        agent_version: "0.18.4".to_owned(),
        ..Metrics::default()
    }
}

pub(super) fn row_of(
    name: &str,
    status: SystemStatus,
    cpu: f64,
    place: Option<FleetPlace>,
) -> Arc<FleetRow> {
    row_with(name, status, cpu, place, &[])
}

pub(super) fn row_with(
    name: &str,
    status: SystemStatus,
    cpu: f64,
    place: Option<FleetPlace>,
    alerts: &[TriggeredAlert],
) -> Arc<FleetRow> {
    let system = System {
        id: SystemId::new(name),
        name: name.to_owned(),
        host: String::new(),
        status,
        metrics: metrics(cpu),
        updated: Some(NOW),
    };
    let evidence = Evidence {
        linked: true,
        connection: HubConnection::Live,
        last_seen: None,
        system: Some(&system),
        contact: Contact {
            heard: Some(NOW),
            down_since: Some(NOW.plus(-240_000)),
        },
        criteria: Criteria {
            alerts,
            hub_version: Some(Version::new(0, 18, 4)),
            ..Criteria::default()
        },
        hub_now: NOW,
    };
    Arc::new(FleetRow::of(reference(name), place, &evidence))
}

pub(super) fn names(rows: &[Arc<FleetRow>]) -> Vec<&str> {
    rows.iter().map(|row| row.name.as_str()).collect()
}

fn by(column: FleetColumn, descending: bool) -> Sorting<FleetColumn> {
    Sorting { column, descending }
}

/// Two racks: B first, with a device at its top and one at its bottom, then A with one that hosts a guest.
pub(super) fn racks() -> Snapshot {
    let mut layout = Layout::new(LayoutId::new(Uuid::from_u128(1)), "Lab");
    let (b, a) = (
        RackId::new(Uuid::from_u128(2)),
        RackId::new(Uuid::from_u128(3)),
    );
    layout
        .racks
        .push(Rack::new(b, "Rack B", RackHeight::clamped(12)));
    layout
        .racks
        .push(Rack::new(a, "Rack A", RackHeight::clamped(12)));
    let server = DeviceType::new("server", "Server", Category::Server, HalfU::from_units(2));
    let slug = server.slug.clone();
    layout.device_types.insert(server);
    for (id, rack, unit, system) in [(10, b, 0, "low"), (11, b, 8, "high"), (12, a, 4, "host")] {
        let place = Place::Rack {
            rack,
            bottom: HalfU::from_units(unit),
            face: Face::Front,
            column: 0,
        };
        let id = DeviceId::new(Uuid::from_u128(id));
        let mut device = Device::new(id, slug.clone(), system, place);
        device.links.push(link(system));
        if system == "host" {
            device.guests.push(link("guest"));
        }
        layout.devices.insert(device);
    }
    Snapshot::new(layout)
}

#[test]
fn what_is_worst_comes_first_and_those_alike_by_name() {
    let mut rows = vec![
        row_of("node10", SystemStatus::Up, 5.0, None),
        row_of("paused", SystemStatus::Paused, 5.0, None),
        row_of("node2", SystemStatus::Up, 5.0, None),
        row_of("dead", SystemStatus::Down, 5.0, None),
    ];
    // The extra disk of node2 and node10 is at 93 %.
    sort(&mut rows, WORST_FIRST);
    assert_eq!(names(&rows), ["dead", "node2", "node10", "paused"]);
}

#[test]
fn an_empty_table_says_why() {
    // With systems known from an earlier visit only, the filter is still the reason.
    for is_hub_known in [true, false] {
        let why = EmptyFleet::of(true, true, is_hub_known);
        assert_eq!(why, EmptyFleet::NothingFits);
    }
    for is_narrowed in [true, false] {
        assert_eq!(
            EmptyFleet::of(false, is_narrowed, true),
            EmptyFleet::NoneYet
        );
        assert_eq!(
            EmptyFleet::of(false, is_narrowed, false),
            EmptyFleet::NotKnown
        );
    }
}

#[test]
fn what_has_no_value_comes_last_either_way() {
    let mut rows = vec![
        row_of("dead", SystemStatus::Down, 99.0, None),
        row_of("hot", SystemStatus::Up, 80.0, None),
        row_of("cool", SystemStatus::Up, 3.0, None),
    ];
    sort(&mut rows, by(FleetColumn::Cpu, true));
    assert_eq!(names(&rows), ["hot", "cool", "dead"]);
    sort(&mut rows, by(FleetColumn::Cpu, false));
    assert_eq!(names(&rows), ["cool", "hot", "dead"]);
}

#[test]
fn places_are_in_the_order_in_which_a_person_goes_through_the_racks() {
    let snapshot = racks();
    let places = FleetPlaces::new(&snapshot);
    let placed = |name: &str| {
        row_of(
            name,
            SystemStatus::Up,
            5.0,
            places.place_of(&reference(name)),
        )
    };
    let mut rows = vec![
        placed("host"),
        placed("nowhere"),
        placed("low"),
        placed("guest"),
        placed("high"),
    ];
    sort(&mut rows, by(FleetColumn::Place, false));
    assert_eq!(names(&rows), ["high", "low", "guest", "host", "nowhere"]);
    let words: Vec<_> = rows
        .iter()
        .map(|row| row.place.as_ref().map(|place| place.words.as_str()))
        .collect();
    assert_eq!(
        words,
        [
            Some("Rack B · U9–10"),
            Some("Rack B · U1–2"),
            Some("on host · Rack A · U5–6"),
            Some("Rack A · U5–6"),
            None
        ]
    );
    sort(&mut rows, by(FleetColumn::Place, true));
    assert_eq!(names(&rows).last(), Some(&"nowhere"));
}

proptest! {
    /// The order does not depend on the input order.
    #[test]
    fn sorting_is_the_same_from_any_order(seed in any::<u64>(), column in 0_usize..15) {
        let mut rows: Vec<_> = (0..12_u64)
            .map(|number| {
                let cpu = ((number.wrapping_mul(seed | 1)) % 4 * 30) as f64;
                row_of(&format!("n{number}"), SystemStatus::Up, cpu, None)
            })
            .collect();
        let sorting = by(FleetColumn::ORDERS[column], seed % 2 == 0);
        let mut turned = rows.clone();
        turned.reverse();
        sort(&mut rows, sorting);
        sort(&mut turned, sorting);
        prop_assert_eq!(names(&rows), names(&turned));
    }
}
