//! The simulated world looks like a real hub's and is always the same.
#![allow(
    clippy::expect_used,
    clippy::panic,
    clippy::unwrap_used,
    reason = "a test may stop where it stands"
)]

use std::collections::BTreeSet;

use blinkenrack::demo::layout::layout;
use blinkenrack::demo::world::DEMO_SYSTEMS;
use blinkenrack::demo::{DemoWorld, Machine};
use blinkenrack::domain::contact::Contact;
use blinkenrack::domain::fleet::{DiskFill, Filling};
use blinkenrack::domain::flow::Flow;
use blinkenrack::domain::format::DataUnit;
use blinkenrack::domain::health::{Criteria, Evidence, HubConnection};
use blinkenrack::domain::layout::RackWidth;
use blinkenrack::domain::series::Range;
use blinkenrack::domain::units::{BytesPerSecond, Millis};
use blinkenrack::domain::view::{DeviceView, SystemExtras};
use blinkenrack::draw::device::DeviceFrame;
use blinkenrack::draw::scale::Scale;
use blinkenrack::draw::shape::Geometry;
use blinkenrack::hub::date;
use blinkenrack::hub::records::{Fields, systems};
use serde_json::Value;

const START: Millis = Millis(1_795_249_698_435);
const USER: &str = "apkto58ia2ttpx0";

fn world() -> DemoWorld {
    DemoWorld::new(1, DEMO_SYSTEMS, START)
}

fn machine<'a>(world: &'a DemoWorld, name: &str) -> &'a Machine {
    world
        .named(name)
        .unwrap_or_else(|| panic!("no machine {name}"))
}

fn fixture(name: &str) -> Vec<Value> {
    let path = format!(
        "{}/tests/fixtures/hub-0.18.8/{name}.list.json",
        env!("CARGO_MANIFEST_DIR")
    );
    let text = std::fs::read_to_string(path).expect("the fixture is there");
    let list: Value = serde_json::from_str(&text).expect("it is JSON");
    list["items"].as_array().expect("it is a list").clone()
}

/// All paths to values: `info.la`, `stats.g.n`. The names of sensors, disks and the like are left out.
fn paths(value: &Value, path: &str, open: &[&str], found: &mut BTreeSet<String>) {
    match value {
        Value::Object(fields) => {
            for (key, value) in fields {
                let below = if open.contains(&path) {
                    format!("{path}.*")
                } else {
                    format!("{path}.{key}")
                };
                paths(value, &below, open, found);
            }
        }
        Value::Array(items) if items.iter().any(Value::is_object) => {
            items.iter().for_each(|item| paths(item, path, open, found));
        }
        leaf => {
            let kind = match leaf {
                Value::Number(_) => "number",
                Value::String(_) => "text",
                Value::Bool(_) => "bool",
                Value::Null => "null",
                _ => "list",
            };
            found.insert(format!("{path} {kind}"));
        }
    }
}

const NAMED_BY_USERS: &[&str] = &[
    ".stats.t",
    ".stats.g",
    ".stats.ni",
    ".stats.f",
    ".stats.efs",
    ".stats.bats",
    ".info.efs",
    ".stats.g.*.e",
];

fn all_paths<'a>(records: impl IntoIterator<Item = &'a Value>) -> BTreeSet<String> {
    let mut found = BTreeSet::new();
    records
        .into_iter()
        .for_each(|record| paths(record, "", NAMED_BY_USERS, &mut found));
    found
}

/// Checks that our answers have everything the real hub's have, and nothing else except `beyond_fixtures`, which the recorded agents could
/// not show.
fn assert_same_shape(ours: &[Value], theirs: &[Value], beyond_fixtures: &[&str]) {
    let (ours, theirs) = (all_paths(ours), all_paths(theirs));
    let missing: Vec<_> = theirs.difference(&ours).collect();
    assert!(missing.is_empty(), "missing: {missing:?}");
    let extra: Vec<_> = ours
        .difference(&theirs)
        .filter(|path| !beyond_fixtures.iter().any(|known| path.starts_with(known)))
        .collect();
    assert!(extra.is_empty(), "not in the fixtures: {extra:?}");
}

fn with_stats(mut row: Value, stats: Value) -> Value {
    row["stats"] = stats;
    row
}

#[test]
fn disks_are_checked_once_an_hour_and_when_the_user_asks() {
    let world = world();
    let tank = machine(&world, "tank");
    let updated = |at: Millis, checked| {
        let record = tank.smart_records(at, checked).swap_remove(0);
        let text = record["updated"].as_str().expect("a text").to_owned();
        date::parse(&text).expect("a time")
    };
    for minutes in 0..120 {
        let now = START.plus(minutes * 60_000);
        let ago = now.since(updated(now, None));
        assert!((0..3_600_000).contains(&ago), "{ago} ms ago");
        // Exact to the millisecond, like a hub's.
        assert_eq!(updated(now, Some(now)), now);
        assert_eq!(updated(now, Some(now.plus(-7_200_000))), updated(now, None));
    }
}

#[test]
fn records_have_the_shapes_of_hub_0_18_8() {
    let world = world();
    let systems: Vec<_> = world
        .systems()
        .iter()
        .map(|system| system.record(START, &[USER]))
        .collect();
    assert_same_shape(
        &systems,
        &fixture("systems"),
        &[".info.efs", ".info.sv", ".info.bat"],
    );
    let details: Vec<_> = world
        .systems()
        .iter()
        .map(Machine::details_record)
        .collect();
    assert_same_shape(&details, &fixture("system_details"), &[]);
    let containers: Vec<_> = world
        .systems()
        .iter()
        .flat_map(|system| system.container_records(START))
        .collect();
    assert_same_shape(&containers, &fixture("containers"), &[]);
    let disks: Vec<_> = world
        .systems()
        .iter()
        .flat_map(|system| system.smart_records(START, None))
        .collect();
    assert_same_shape(&disks, &fixture("smart_devices"), &[]);
    let alerts: Vec<_> = world
        .systems()
        .iter()
        .flat_map(|system| system.alert_records(&system.state_at(START), START, USER))
        .collect();
    assert_same_shape(&alerts, &fixture("alerts"), &[]);
    let history: Vec<_> = world
        .systems()
        .iter()
        .flat_map(|system| system.alert_history_records(START, USER))
        .collect();
    assert_same_shape(&history, &fixture("alerts_history"), &[]);
}

#[test]
fn an_alert_that_is_triggered_began_when_its_history_says() {
    let world = world();
    let mut triggered = 0;
    for system in world.systems() {
        let history = system.alert_history_records(START, USER);
        for alert in system.alert_records(&system.state_at(START), START, USER) {
            if alert["triggered"] != true {
                continue;
            }
            triggered += 1;
            let open = history
                .iter()
                .find(|record| record["alert_id"] == alert["id"] && record["resolved"] == "");
            let open = open.unwrap_or_else(|| panic!("no history of {alert}"));
            assert_eq!(alert["updated"], open["created"], "{alert}");
        }
    }
    assert!(triggered > 1, "{triggered} triggered alerts");
}

#[test]
fn stats_have_the_shapes_of_hub_0_18_8() {
    let world = world();
    let rows = |range| -> Vec<_> {
        world
            .systems()
            .iter()
            .map(|system| with_stats(system.stats_row(range, START), system.stats(range, START)))
            .collect()
    };
    let parts = [
        ".stats.s ",
        ".stats.su ",
        ".stats.mz ",
        ".stats.f.",
        ".stats.bat",
        ".stats.efs.",
        ".stats.g.*.e.",
        ".stats.g.*.pp ",
    ];
    let also = |more: &[&'static str]| -> Vec<&'static str> {
        parts.iter().chain(more).copied().collect()
    };
    assert_same_shape(
        &rows(Range::Hour),
        &fixture("system_stats.1m"),
        &also(&[".stats.b "]),
    );
    assert_same_shape(
        &rows(Range::HalfDay),
        &fixture("system_stats.10m"),
        &also(&[]),
    );
    let rows: Vec<_> = world
        .systems()
        .iter()
        .map(|system| {
            with_stats(
                system.container_stats_row(Range::HalfDay, START),
                system.container_stats(Range::HalfDay, START),
            )
        })
        .filter(|row| row["stats"].as_array().is_some_and(|list| !list.is_empty()))
        .collect();
    assert_same_shape(&rows, &fixture("container_stats.10m"), &[]);
}

#[test]
fn the_demo_opens_with_every_state_on_show() {
    let world = world();
    let info = |name: &str| machine(&world, name).record(START, &[USER]);
    let count = |status: &str| {
        world
            .systems()
            .iter()
            .filter(|system| system.state_at(START).word() == status)
            .count()
    };
    assert_eq!(
        [
            count("up"),
            count("down"),
            count("paused"),
            count("pending")
        ],
        [DEMO_SYSTEMS - 3, 1, 1, 1]
    );
    assert_eq!(
        machine(&world, "backup-pbs").state_at(START).since,
        START.plus(-240_000)
    );
    assert_eq!(info("lab-scratch")["info"]["v"], "");
    assert!(info("ml-box")["info"]["cpu"].as_f64() > Some(90.0));
    assert!(info("ml-box")["info"]["dt"].as_f64() > Some(75.0));
    assert!(info("tank")["info"]["dp"].as_f64() > Some(90.0));
    assert!(
        machine(&world, "tank")
            .smart_records(START, None)
            .iter()
            .any(|disk| disk["state"] == "FAILED")
    );
    let triggered = |name: &str| {
        let system = machine(&world, name);
        system
            .alert_records(&system.state_at(START), START, USER)
            .iter()
            .filter(|alert| alert["triggered"] == true)
            .count()
    };
    assert!(triggered("ml-box") >= 2 && triggered("tank") >= 1 && triggered("backup-pbs") == 1);
}

#[test]
fn values_move_every_second_and_stay_in_range() {
    let world = world();
    let system = machine(&world, "k3s-01");
    let values: Vec<f64> = (0..600)
        .map(|second| {
            system.record(START.plus(second * 1000), &[USER])["info"]["cpu"]
                .as_f64()
                .expect("a number")
        })
        .collect();
    assert!(values.iter().all(|value| (0.0..=100.0).contains(value)));
    let still = values.windows(2).filter(|pair| pair[0] == pair[1]).count();
    assert!(still < 20, "{still} of 600 seconds without a change");
    let (low, high) = values
        .iter()
        .fold((100.0_f64, 0.0_f64), |(low, high), value| {
            (low.min(*value), high.max(*value))
        });
    assert!(high - low > 8.0, "only {low} to {high}");
}

#[test]
fn the_same_seed_is_the_same_world() {
    let at = START.plus(-86_400_000);
    let all = |world: &DemoWorld| -> Vec<Value> {
        world
            .systems()
            .iter()
            .flat_map(|system| {
                [
                    system.record(at, &[USER]),
                    system.stats(Range::Week, at),
                    system.live_payload(at),
                ]
            })
            .collect()
    };
    assert_eq!(all(&world()), all(&world()));
    assert_ne!(all(&world()), all(&DemoWorld::new(2, DEMO_SYSTEMS, START)));
}

#[test]
fn each_range_of_history_has_its_rows() {
    let world = world();
    let system = machine(&world, "media");
    for range in Range::ALL {
        let times = system.row_times(range, START);
        let expected = range.span() / range.step();
        assert!(
            times.len() as i64 <= expected && times.len() as i64 >= expected * 9 / 10,
            "{} of {expected}",
            times.len()
        );
        assert!(
            times
                .windows(2)
                .all(|pair| pair[1].since(pair[0]) % range.step() == 0 && pair[1] > pair[0])
        );
        assert!(
            times
                .last()
                .is_some_and(|last| *last <= START && START.since(*last) <= range.step() * 2)
        );
    }
}

#[test]
fn disks_fill_so_that_their_day_can_be_told() {
    let world = world();
    let filling = |name: &str, volume: &str| {
        let machine = machine(&world, name);
        let now = world.start().plus(7_200_000);
        let share = |at: Millis| {
            let stats = machine.stats(Range::Month, at);
            let of = |key: &str| stats["efs"][volume][key].as_f64().expect("a size");
            (at, of("du") * 100.0 / of("d"))
        };
        let times = machine.row_times(Range::Month, now).into_iter();
        let fill: DiskFill = times.map(share).collect();
        Filling::of(&fill, now).map(|filling| (filling.earliest, filling.latest))
    };
    let (earliest, latest) = filling("tank", "tank").expect("a day");
    assert!(10.0 < earliest && latest < 45.0, "{earliest} {latest}");
    let (earliest, latest) = filling("ml-box", "datasets").expect("a day");
    assert!(60.0 < earliest && latest < 365.0, "{earliest} {latest}");
    assert_eq!(filling("tank", "fast"), None, "it does not fill");
}

#[test]
fn systems_go_down_and_return() {
    let world = world();
    let system = machine(&world, "backup-pbs");
    assert!(!system.state_at(START.plus(60_000)).is_up());
    assert!(system.state_at(START.plus(700_000)).is_up());
    let downs = |from: i64, minutes: i64| {
        let up = |machine: &Machine, minute: i64| {
            machine.state_at(START.plus(from + minute * 60_000)).is_up()
        };
        world
            .systems()
            .iter()
            .map(|machine| {
                (1..minutes)
                    .filter(|minute| up(machine, minute - 1) && !up(machine, *minute))
                    .count()
            })
            .sum::<usize>()
    };
    let next_hour = downs(120_000, 60);
    assert!(
        (2..30).contains(&next_hour),
        "{next_hour} go down within an hour"
    );
    assert!(downs(-86_400_000, 1440) > 3, "the past had incidents too");
}

#[test]
fn an_alert_comes_and_goes() {
    let world = world();
    let system = machine(&world, "k3s-03");
    let triggered = |minute: i64| {
        let at = START.plus(minute * 20_000);
        system
            .alert_records(&system.state_at(at), at, USER)
            .iter()
            .any(|alert| alert["name"] == "CPU" && alert["triggered"] == true)
    };
    let changes = (1..90)
        .filter(|minute| triggered(*minute) != triggered(minute - 1))
        .count();
    assert!(changes >= 2, "{changes} changes in half an hour");
}

#[test]
fn a_thousand_systems_have_names_and_ids_of_their_own() {
    let world = DemoWorld::new(1, 1200, START);
    let names: BTreeSet<_> = world
        .systems()
        .iter()
        .map(|system| system.name.clone())
        .collect();
    let ids: BTreeSet<_> = world
        .systems()
        .iter()
        .map(|system| system.id.clone())
        .collect();
    assert_eq!((names.len(), ids.len()), (1200, 1200));
    let down = world
        .systems()
        .iter()
        .filter(|system| system.state_at(START.plus(600_000)).word() == "down")
        .count();
    assert!(down < 12, "{down} of 1,200 are down");
}

/// The small print of a device of the demo's layout, with how many containers it runs.
fn small_print(world: &DemoWorld, name: &str, now: Millis, scale: &Scale) -> Option<String> {
    let layout = layout(world);
    let device = layout.devices.iter().find(|device| device.name == name)?;
    let machine = world.named(name)?;
    let record = machine.record(now, &[USER]);
    let system = systems::system(Fields::of(&record))?;
    let evidence = Evidence {
        linked: true,
        connection: HubConnection::Demo,
        system: Some(&system),
        last_seen: None,
        contact: Contact::first(&system),
        criteria: Criteria::default(),
        hub_now: now,
    };
    let extras = SystemExtras {
        flow: system.metrics.network.map(|BytesPerSecond(sum)| Flow {
            sent: BytesPerSecond(sum * 0.4),
            received: BytesPerSecond(sum * 0.6),
        }),
        containers: Some(machine.container_records(now).len()),
    };
    let view = DeviceView::of(device, "", &evidence);
    let view = view.with_extras(&extras, system.metrics.network, DataUnit::Bytes);
    let width = scale.inner(RackWidth::default());
    let frame = DeviceFrame::new(layout.type_of(device)?, width, scale);
    match frame.context(&view)?.geometry {
        Geometry::Text { text, .. } | Geometry::Lines { text, .. } => Some(text),
        _ => None,
    }
}

#[test]
fn a_host_tells_how_many_containers_it_runs() {
    let world = world();
    let told = |minutes: i64| {
        let now = START.plus(minutes * 60_000);
        small_print(&world, "build-1", now, &Scale::WIDE).expect("small print")
    };
    assert!(told(0).ends_with("3 containers"), "{}", told(0));
    let lines: Vec<String> = (0..24 * 60).step_by(5).map(told).collect();
    // Now and then it is down, or hot with work.
    let others = lines.iter().filter(|line| !line.ends_with("3 containers"));
    let others: Vec<&String> = others.collect();
    assert!(others.len() < lines.len() / 20, "{others:?}");
}
