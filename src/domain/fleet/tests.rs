use proptest::prelude::*;
use uuid::Uuid;

use super::*;
use crate::domain::contact::Contact;
use crate::domain::health::{Criteria, Evidence, Health, HubConnection, Level};
use crate::domain::ids::{DeviceId, HubId, LayoutId, RackId, SystemId, SystemRef};
use crate::domain::layout::{
    Category, Device, DeviceType, Face, Layout, Link, Place, Rack, RackHeight, Snapshot,
};
use crate::domain::system::{Metrics, System, SystemStatus, TriggeredAlert};
use crate::domain::units::{BytesPerSecond, Celsius, HalfU, Millis, Percent};
use crate::domain::version::Version;

const NOW: Millis = Millis(1_700_000_000_000);

fn reference(name: &str) -> SystemRef {
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

fn row_of(name: &str, status: SystemStatus, cpu: f64, place: Option<FleetPlace>) -> Arc<FleetRow> {
    row_with(name, status, cpu, place, &[])
}

fn row_with(
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

fn names(rows: &[Arc<FleetRow>]) -> Vec<&str> {
    rows.iter().map(|row| row.name.as_str()).collect()
}

fn by(column: FleetColumn, descending: bool) -> Sorting<FleetColumn> {
    Sorting { column, descending }
}

/// Two racks: B first, with a device at its top and one at its bottom, then A with one that hosts a guest.
fn racks() -> Snapshot {
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
    // Their pool is at 93 %.
    sort(&mut rows, WORST_FIRST);
    assert_eq!(names(&rows), ["dead", "node2", "node10", "paused"]);
}

#[test]
fn a_row_lasts_since_the_alert_about_what_is_worst() {
    let alert = |name: &str, since: i64| TriggeredAlert {
        system: SystemId::new("node"),
        name: name.to_owned(),
        value: 40.0,
        minutes: 10,
        since: Some(NOW.plus(since)),
    };
    let since =
        |alerts: &[TriggeredAlert]| row_with("node", SystemStatus::Up, 50.0, None, alerts).since;
    // Its pool is at 93 %, which is worse than what the alert tells of.
    assert_eq!(since(&[alert("CPU", -90_000)]), None);
    let both = [alert("CPU", -90_000), alert("Disk", -30_000)];
    assert_eq!(since(&both), Some(NOW.plus(-30_000)));
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

fn told(line: &FleetLine) -> Vec<String> {
    let words = |wide: &WideCell| match &wide.cell {
        FleetCell::Name { name, note, .. } => format!("{name}/{note}"),
        FleetCell::Place(place) => place.clone().unwrap_or_else(|| "Place…".to_owned()),
        FleetCell::Share(mark) => format!("{} {}", mark.percent, mark.level.as_str()),
        FleetCell::Shares(marks) => {
            let marks = marks.iter();
            let marks: Vec<_> = marks
                .map(|mark| format!("{} {}", mark.label, mark.percent))
                .collect();
            marks.join(" ")
        }
        FleetCell::Number(text, level) | FleetCell::Text(text, level) => {
            format!("{text} {}", level.as_str())
        }
        FleetCell::Sentence(text, _) => format!("{text} ×{}", wide.span),
        FleetCell::Nothing => format!("×{}", wide.span),
    };
    line.cells.iter().map(words).collect()
}

#[test]
fn a_line_has_the_values_with_their_levels() {
    let row = row_of("tank", SystemStatus::Up, 12.0, None);
    let shown = line(&row, &FleetColumn::usual(), FleetUnits::default());
    assert_eq!(
        told(&shown),
        [
            "tank/",
            "Place…",
            "12 ok",
            "48 ok",
            // The fullest of its disks.
            "93 critical",
            "47 ok",
            "1.00 ok",
            "2.5 ok",
            "18 d ok",
            "0.18.4 ok",
            "Disk tank 93 % (critical from 90 %) critical",
        ]
    );
}

#[test]
fn values_that_nobody_vouches_for_give_way_to_one_sentence() {
    let row = row_of("dead", SystemStatus::Down, 12.0, None);
    let columns = FleetColumn::usual();
    let shown = line(&row, &columns, FleetUnits::default());
    assert_eq!(
        told(&shown),
        [
            "dead/",
            "Place…",
            "Down: the hub has not reached it for 4 min ×7",
            "0.18.4 ok",
            "×1",
        ]
    );
    let spans: usize = shown.cells.iter().map(|cell| cell.span).sum();
    assert_eq!(spans, columns.len() + 1);
    assert_eq!(
        told(&card(&row)),
        [
            "dead/not in a rack",
            "Down: the hub has not reached it for 4 min ×1"
        ]
    );
    let only_reason = line(&row, &[FleetColumn::Reason], FleetUnits::default());
    assert_eq!(
        told(&only_reason)[1],
        "Down: the hub has not reached it for 4 min ×1"
    );
}

#[test]
fn a_card_has_the_three_shares() {
    let row = row_of("tank", SystemStatus::Up, 12.0, None);
    assert_eq!(told(&card(&row))[1], "CPU 12 MEM 48 DSK 93");
}

#[test]
fn subsets_are_offered_while_they_have_systems() {
    let rows = [
        row_of("dead", SystemStatus::Down, 5.0, None),
        row_of("full", SystemStatus::Up, 5.0, None),
        row_of("paused", SystemStatus::Paused, 5.0, None),
    ];
    let offered = |chosen| -> Vec<_> {
        let all = offers(&rows, chosen).into_iter();
        all.map(|offer| (offer.subset.word(), offer.count))
            .collect()
    };
    assert_eq!(
        offered(FleetSubset::All),
        [
            ("All", 3),
            ("Need a look", 2),
            ("Down", 1),
            ("Critical", 1),
            ("Paused", 1),
            ("Not in a rack", 3)
        ]
    );
    assert!(offered(FleetSubset::In(Health::Stale)).contains(&("Stale", 0)));
    assert!(offered(FleetSubset::In(Health::Ok)).contains(&("OK", 0)));
}

#[test]
fn columns_are_kept_by_name_and_give_way_where_there_is_no_room() {
    let usual = FleetColumn::usual();
    let names: Vec<&str> = usual.iter().map(|column| column.as_str()).collect();
    assert_eq!(FleetColumn::chosen(names.into_iter()), usual);
    let odd = ["cpu", "attic", "place", "cpu"];
    assert_eq!(
        FleetColumn::chosen(odd.into_iter()),
        [FleetColumn::Place, FleetColumn::Cpu]
    );
    assert_eq!(FleetColumn::fitting(&usual, 5_000.0), usual);
    let few = FleetColumn::fitting(&usual, 648.0);
    assert!(few.contains(&FleetColumn::Cpu) && few.contains(&FleetColumn::Place));
    assert!(!few.contains(&FleetColumn::Agent), "{few:?}");
    assert!(FleetColumn::fitting(&usual, 0.0).is_empty());
}

#[test]
fn keys_go_from_row_to_row() {
    let go = |key: &str, current, count| RowStep::of(key)?.from(current, count, 10);
    assert_eq!(go("ArrowDown", None, 5), Some(0));
    assert_eq!(go("End", None, 5), Some(4));
    assert_eq!(go("ArrowDown", Some(4), 5), Some(4));
    assert_eq!(go("ArrowUp", Some(0), 5), Some(0));
    assert_eq!(go("PageDown", Some(3), 50), Some(13));
    assert_eq!(go("PageUp", Some(3), 50), Some(0));
    assert_eq!(go("Home", Some(30), 50), Some(0));
    assert_eq!(go("ArrowDown", Some(7), 0), None);
    assert_eq!(go("a", Some(1), 5), None);
}

proptest! {
    /// Whatever the scroll, all that is seen is drawn, and little more.
    #[test]
    fn the_rows_in_view_are_drawn(
        scrolled in -50.0_f64..60_000.0,
        height in 0.0_f64..2_000.0,
        count in 0_usize..2_000,
    ) {
        let window = RowWindow { scrolled, height, row: 31.0 };
        let rows = window.rows(count);
        prop_assert!(rows.start <= rows.end.max(rows.start) && rows.end <= count);
        prop_assert!(rows.len() <= (height / 31.0) as usize + 2 + 2 * 8 + 1);
        for row in 0..count {
            let (top, bottom) = (row as f64 * 31.0, (row + 1) as f64 * 31.0);
            if bottom > scrolled && top < scrolled + height {
                prop_assert!(rows.contains(&row), "{row} of {rows:?}");
            }
        }
    }

    /// After scrolling to it, a row is seen whole.
    #[test]
    fn scrolling_shows_the_row(row in 0_usize..1_000, scrolled in 0.0_f64..31_000.0) {
        let window = RowWindow { scrolled, height: 310.0, row: 31.0 };
        let after = scroll_to_show(row, &window).unwrap_or(scrolled);
        let top = row as f64 * 31.0;
        prop_assert!(top >= after && top + 31.0 <= after + 310.0 + 1e-6);
    }

    /// The order does not depend on the order before.
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

#[test]
fn an_agent_that_lags_is_told_by_its_level() {
    let mut row = (*row_of("old", SystemStatus::Up, 5.0, None)).clone();
    row.agent_lags = Some(true);
    let shown = line(&row, &[FleetColumn::Agent], FleetUnits::default());
    assert_eq!(
        shown.cells[1].cell,
        FleetCell::Text("0.18.4".to_owned(), Level::Warn)
    );
    assert!(FleetSubset::AgentLags.has(&row));
}

mod overview {
    use super::*;
    use crate::domain::summary::Totals;

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
            // A guest warms no rack.
            with_heat(placed("guest", SystemStatus::Up, 5.0), 99.0),
            placed("nowhere", SystemStatus::Paused, 5.0),
        ];
        let seen = FleetOverview::of(&rows, None, &racks());
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
            .map(|device| (device.bottom, device.height, device.health, device.cpu))
            .collect();
        assert_eq!(
            rack_b,
            [
                (0, 4, Some(Health::Critical), Some(5)),
                (16, 4, Some(Health::Down), None)
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

    /// What is said of the racks in which nothing needs a look.
    fn calm(seen: &FleetOverview) -> Vec<&'static str> {
        let calm = seen.racks.iter().filter(|strip| strip.worst.is_none());
        calm.map(RackStrip::calm_words).collect()
    }

    #[test]
    fn a_rack_is_well_only_while_all_of_it_is_known_to_be() {
        let all = ["low", "high", "host", "guest"].map(well);
        let seen = FleetOverview::of(&all, None, &racks());
        assert!(seen.is_all_well);
        assert_eq!(calm(&seen), ["all well"; 2]);
        let linked: Vec<_> = seen.racks.iter().map(|strip| strip.linked).collect();
        assert_eq!(linked, [2, 1]);
        for health in [Health::Paused, Health::Pending] {
            let mut rows = all.clone();
            rows[1] = with_health("high", health);
            let seen = FleetOverview::of(&rows, None, &racks());
            assert!(!seen.is_all_well);
            assert_eq!(calm(&seen), ["not all known", "all well"]);
        }
        // The hub does not list the guest.
        let seen = FleetOverview::of(&all[..3], None, &racks());
        assert_eq!(calm(&seen), ["all well", "not all known"]);
    }

    #[test]
    fn a_guest_that_is_down_is_told_of_its_rack() {
        let mut rows = ["low", "high", "host", "guest"].map(well);
        rows[3] = with_health("guest", Health::Down);
        let seen = FleetOverview::of(&rows, None, &racks());
        let worst = seen.racks.last().and_then(|strip| strip.worst.clone());
        assert_eq!(worst, Some((Health::Down, "guest".to_owned())));
    }

    #[test]
    fn a_rack_without_systems_is_not_called_well() {
        let mut layout = Layout::new(LayoutId::new(Uuid::from_u128(1)), "Lab");
        let rack = RackId::new(Uuid::from_u128(2));
        let rack = Rack::new(rack, "Rack", RackHeight::clamped(12));
        layout.racks.push(rack);
        let seen = FleetOverview::of(&[], None, &Snapshot::new(layout));
        assert_eq!(calm(&seen), ["no systems"]);
    }

    #[test]
    fn a_filter_hides_no_trouble_of_a_rack_and_makes_nothing_well() {
        let mut all = ["low", "high", "host", "guest"].map(well);
        all[1] = with_health("high", Health::Down);
        let seen = FleetOverview::of(&all[..1], Some(&all), &racks());
        assert!(!seen.is_all_well && seen.need_look == 0);
        let worst = seen.racks.first().and_then(|strip| strip.worst.clone());
        assert_eq!(worst, Some((Health::Down, "high".to_owned())));
        assert_eq!(calm(&seen), ["all well"]);
    }

    #[test]
    fn agents_count_as_compared_only_while_both_versions_are_known() {
        let mut unknown = (*well("low")).clone();
        unknown.agent_lags = None;
        let rows = [Arc::new(unknown), with_health("high", Health::HubLost)];
        assert_eq!(FleetOverview::of(&rows, None, &racks()).compared, 0);
        let rows = [well("low")];
        assert_eq!(FleetOverview::of(&rows, None, &racks()).compared, 1);
    }

    #[test]
    fn nothing_known_makes_an_empty_room() {
        let seen = FleetOverview::of(&[], None, &racks());
        assert_eq!(seen.totals, Totals::default());
        assert!(seen.hottest.is_none() && seen.worst.is_empty());
        assert!(!seen.is_all_well && seen.compared == 0);
        assert_eq!(calm(&seen), ["not all known"; 2]);
        assert!(bar_shares(&state_counts(&seen.totals)).is_empty());
        let usual = state_counts(&seen.totals);
        assert_eq!(usual.len(), 6);
    }

    proptest! {
        /// The bar is filled from end to end, and every state in it can be seen.
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
}
