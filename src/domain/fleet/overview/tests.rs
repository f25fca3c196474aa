use proptest::prelude::*;
use uuid::Uuid;

use super::*;
use crate::domain::fleet::FleetPlaces;
use crate::domain::fleet::tests::{names, racks, reference, row_of};
use crate::domain::health::Level;
use crate::domain::ids::LayoutId;
use crate::domain::layout::{
    Bay, Category, Device, DeviceType, Extra, Face, Layout, Link, Place, Rack, RackHeight,
};
use crate::domain::placement::FrontArea;
use crate::domain::system::SystemStatus;
use crate::domain::units::HalfU;

fn placed(name: &str, status: SystemStatus, cpu: f64) -> Arc<FleetRow> {
    let snapshot = racks();
    let place = FleetPlaces::new(&snapshot).place_of(&reference(name));
    row_of(name, status, cpu, place)
}

fn with_heat(row: Arc<FleetRow>, degrees: f64) -> Arc<FleetRow> {
    let mut row = (*row).clone();
    if let Some(values) = &mut row.values {
        values.temperature = Some(RankedValue {
            value: degrees,
            level: Level::Ok,
        });
    }
    Arc::new(row)
}

#[test]
fn the_room_at_a_glance() {
    let rows = [
        with_heat(placed("low", SystemStatus::Up, 5.0), 40.0),
        placed("high", SystemStatus::Down, 5.0),
        with_heat(placed("host", SystemStatus::Up, 60.0), 62.0),
        // A guest does not warm the rack.
        with_heat(placed("guest", SystemStatus::Up, 5.0), 99.0),
        placed("nowhere", SystemStatus::Paused, 5.0),
    ];
    let seen = FleetOverview::of(&Fleet::unfiltered(rows.clone()), &racks());
    assert_eq!(seen.totals.to_string(), "1 down · 3 critical · 1 paused");
    assert_eq!(seen.need_look, 4);
    assert_eq!(names(&seen.worst), ["high", "guest", "host", "low"]);
    let hottest = seen.hottest.expect("a rack");
    assert_eq!((hottest.name.as_str(), hottest.hottest), ("Rack A", 62.0));
    assert_eq!(hottest.machine, "host");
    let disks: Vec<_> = seen
        .disks
        .iter()
        .map(|disk| (disk.name.as_str(), disk.disk.as_str()))
        .collect();
    assert_eq!(
        disks[..4],
        [
            ("guest", "tank"),
            ("host", "tank"),
            ("low", "tank"),
            ("guest", "root")
        ]
    );
    assert_eq!(fullest(&rows), seen.disks);
    let worst: Vec<_> = seen.racks.iter().map(|strip| strip.worst.clone()).collect();
    assert_eq!(
        worst,
        [
            Some((Health::Down, "high".to_owned())),
            Some((Health::Critical, "host".to_owned()))
        ]
    );
    let rack_b: Vec<_> = seen.racks[0]
        .devices
        .iter()
        .map(|device| {
            (
                device.area.bottom,
                device.area.height,
                device.health,
                device.cpu,
            )
        })
        .collect();
    assert_eq!(
        rack_b,
        [
            (0.0, 4.0, Some(Health::Critical), Some(5)),
            (16.0, 4.0, Some(Health::Down), None)
        ]
    );
}

fn well(name: &str) -> Arc<FleetRow> {
    with_health(name, Health::Ok)
}

fn with_health(name: &str, health: Health) -> Arc<FleetRow> {
    let mut row = (*placed(name, SystemStatus::Up, 5.0)).clone();
    row.health = health;
    Arc::new(row)
}

/// The texts of the racks in which nothing needs a look.
fn calm(seen: &FleetOverview) -> Vec<&'static str> {
    let calm = seen.racks.iter().filter(|strip| strip.worst.is_none());
    calm.map(RackStrip::calm_words).collect()
}

#[test]
fn a_rack_is_well_only_while_all_of_it_is_known_to_be() {
    let all = ["low", "high", "host", "guest"].map(well);
    let seen = FleetOverview::of(&Fleet::unfiltered(all.clone()), &racks());
    assert!(seen.is_all_well);
    assert_eq!(calm(&seen), ["all well"; 2]);
    let linked: Vec<_> = seen.racks.iter().map(|strip| strip.linked).collect();
    assert_eq!(linked, [2, 1]);
    for health in [Health::Paused, Health::Pending] {
        let mut rows = all.clone();
        rows[1] = with_health("high", health);
        let seen = FleetOverview::of(&Fleet::unfiltered(rows), &racks());
        assert!(!seen.is_all_well);
        assert_eq!(calm(&seen), ["not all known", "all well"]);
    }
    // The hub does not list the guest.
    let seen = FleetOverview::of(&Fleet::unfiltered(all[..3].to_vec()), &racks());
    assert_eq!(calm(&seen), ["all well", "not all known"]);
}

#[test]
fn a_guest_that_is_down_is_told_of_its_rack() {
    let mut rows = ["low", "high", "host", "guest"].map(well);
    rows[3] = with_health("guest", Health::Down);
    let seen = FleetOverview::of(&Fleet::unfiltered(rows), &racks());
    let worst = seen.racks.last().and_then(|strip| strip.worst.clone());
    assert_eq!(worst, Some((Health::Down, "guest".to_owned())));
}

#[test]
fn a_rack_without_systems_is_not_called_well() {
    let mut layout = Layout::new(LayoutId::new(Uuid::from_u128(1)), "Lab");
    let rack = RackId::new(Uuid::from_u128(2));
    let rack = Rack::new(rack, "Rack", RackHeight::clamped(12));
    layout.racks.push(rack);
    let seen = FleetOverview::of(&Fleet::default(), &Snapshot::new(layout));
    assert_eq!(calm(&seen), ["no systems"]);
}

#[test]
fn a_filter_hides_no_trouble_of_a_rack_and_makes_nothing_well() {
    let mut all = ["low", "high", "host", "guest"].map(well);
    all[1] = with_health("high", Health::Down);
    let seen = FleetOverview::of(
        &Fleet {
            fitting: all[..1].to_vec(),
            all: all.to_vec(),
        },
        &racks(),
    );
    assert!(!seen.is_all_well && seen.need_look == 0);
    let worst = seen.racks.first().and_then(|strip| strip.worst.clone());
    assert_eq!(worst, Some((Health::Down, "high".to_owned())));
    assert_eq!(calm(&seen), ["all well"]);
    assert_eq!(seen.reach, FleetReach::Some);
    // As in the racks, what does not match is faded unless it is down.
    let faded = |seen: &FleetOverview| -> Vec<Vec<bool>> {
        let racks = seen.racks.iter();
        racks
            .map(|strip| strip.devices.iter().map(|device| device.is_faded).collect())
            .collect()
    };
    assert_eq!(faded(&seen), [vec![false, false], vec![true]]);
    let nothing = Fleet {
        fitting: Vec::new(),
        all: all.to_vec(),
    };
    let seen = FleetOverview::of(&nothing, &racks());
    assert_eq!(seen.reach, FleetReach::Nothing);
    assert_eq!(faded(&seen), [vec![true, false], vec![true]]);
    let whole = FleetOverview::of(&Fleet::unfiltered(all), &racks());
    assert_eq!(faded(&whole), [vec![false, false], vec![false]]);
}

#[test]
fn what_stands_in_a_shelf_is_in_the_picture_of_its_rack() {
    let mut layout = racks().layout.clone();
    let mut shelf = DeviceType::new("shelf", "Shelf", Category::Shelf, HalfU::from_units(2));
    shelf.bays = [0, 1]
        .map(|column| Bay {
            name: format!("Bay {}", column + 1),
            height: HalfU::from_units(2),
            row: 0,
            column,
            extra: Extra::default(),
        })
        .into();
    let server = layout.device_types.iter().next().expect("one").slug.clone();
    let slug = shelf.slug.clone();
    layout.device_types.insert(shelf);
    let parent = DeviceId::new(Uuid::from_u128(20));
    let rack = layout.racks.iter().next().expect("one").id;
    let place = Place::Rack {
        rack,
        bottom: HalfU::from_units(5),
        face: Face::Front,
        column: 0,
    };
    layout
        .devices
        .insert(Device::new(parent, slug, "shelf", place));
    let place = Place::Bay { parent, bay: 1 };
    let mut bench = Device::new(DeviceId::new(Uuid::from_u128(21)), server, "bench", place);
    let SystemRef { hub, system } = reference("bench");
    bench.links.push(Link::new(hub, system));
    layout.devices.insert(bench);
    let rows = [row_of("bench", SystemStatus::Down, 5.0, None)];
    let seen = FleetOverview::of(&Fleet::unfiltered(rows), &Snapshot::new(layout));
    let last = seen.racks[0].devices.last().expect("the inner one");
    let area = FrontArea {
        left: 0.5,
        width: 0.5,
        bottom: 10.0,
        height: 4.0,
    };
    assert_eq!((last.area, last.health), (area, Some(Health::Down)));
    assert_eq!(seen.racks[0].devices.len(), 4);
}

#[test]
fn agents_count_as_compared_only_while_both_versions_are_known() {
    let mut unknown = (*well("low")).clone();
    unknown.agent_lags = None;
    let rows = [Arc::new(unknown), with_health("high", Health::HubLost)];
    assert_eq!(
        FleetOverview::of(&Fleet::unfiltered(rows), &racks()).compared,
        0
    );
    let rows = [well("low")];
    assert_eq!(
        FleetOverview::of(&Fleet::unfiltered(rows), &racks()).compared,
        1
    );
}

#[test]
fn nothing_known_makes_an_empty_room() {
    let seen = FleetOverview::of(&Fleet::default(), &racks());
    assert_eq!(seen.totals, Totals::default());
    assert!(seen.hottest.is_none() && seen.worst.is_empty());
    assert!(!seen.is_all_well && seen.compared == 0);
    assert_eq!(calm(&seen), ["not all known"; 2]);
    assert!(bar_shares(&state_counts(&seen.totals)).is_empty());
    let usual = state_counts(&seen.totals);
    assert_eq!(usual.len(), 6);
}

proptest! {
    /// The segments fill the bar, and every state in it is visible.
    #[test]
    fn the_bar_is_full(counts in proptest::collection::vec(0_usize..2_000, 6)) {
        let mut healths = Vec::new();
        for (health, count) in Health::ALL.into_iter().zip(&counts) {
            healths.extend(std::iter::repeat_n(health, *count));
        }
        let totals: Totals = healths.into_iter().collect();
        let shares = bar_shares(&state_counts(&totals));
        let mut end = 0.0;
        for share in &shares {
            prop_assert!((share.from - end).abs() < 1e-6 && share.length > 1.7);
            end = share.from + share.length;
        }
        prop_assert!(shares.is_empty() || (end - 100.0).abs() < 1e-6);
    }
}
