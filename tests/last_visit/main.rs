//! What an earlier visit knew: shown with its age until the hub has listed its systems, never as current, and removed with the sign-in.
#![allow(
    clippy::expect_used,
    clippy::panic,
    clippy::unwrap_used,
    reason = "a test may stop where it stands"
)]

mod monitors;
#[path = "../support/sessions.rs"]
mod sessions;
mod tabs;

use blinkenrack::domain::filter::{DeviceFilter, FilterFacts};
use blinkenrack::domain::fleet::FleetOverview;
use blinkenrack::domain::health::{Health, PastSystems};
use blinkenrack::domain::hub_state::HubState;
use blinkenrack::domain::ids::{DeviceId, HubId, LayoutId, RackId, SystemId, SystemRef};
use blinkenrack::domain::layout::{
    Category, Device, DeviceType, Face, Layout, Link, Place, Rack, RackHeight, Snapshot,
};
use blinkenrack::domain::problem::Problem;
use blinkenrack::domain::session_events::{HubNews, SessionEvents};
use blinkenrack::domain::system::{Metrics, System, SystemStatus};
use blinkenrack::domain::units::{Celsius, HalfU, Millis, Percent};
use blinkenrack::hub::live::last_visit::{MOST_BYTES, MOST_KEPT};
use blinkenrack::hub::live::{HubReport, LastVisit, LiveStore};
use proptest::prelude::*;
use uuid::Uuid;

use sessions::address;

const START: Millis = Millis(1_795_249_698_435);
const HOUR: i64 = 3_600_000;

fn hub() -> HubId {
    address().hub_id()
}

fn of(id: &str) -> SystemRef {
    SystemRef::new(hub(), SystemId::new(id))
}

fn system(id: &str, status: SystemStatus, cpu: f64, updated: Millis) -> System {
    System {
        id: SystemId::new(id),
        name: format!("node {id}"),
        host: format!("{id}.lan"),
        status,
        metrics: Metrics {
            cpu: Percent::new(cpu),
            memory: Percent::new(33.3),
            disk: Percent::new(20.0),
            temperature: Some(Celsius(41.5)),
            ..Metrics::default()
        },
        updated: Some(updated),
    }
}

fn lost() -> HubState {
    HubState::Lost(Problem::new("No answer.", "Wait."))
}

/// A tab that has just been opened.
fn opened() -> LiveStore {
    let mut store = LiveStore::default();
    store.add_hub(hub());
    store.take_in(&hub(), HubReport::State(HubState::Connecting), START);
    store
}

/// A tab that has been live.
fn live(systems: Vec<System>, now: Millis) -> LiveStore {
    let mut store = opened();
    store.take_in(&hub(), HubReport::Listed(systems), now);
    store.take_in(&hub(), HubReport::State(HubState::Live), now);
    store
}

fn text_of(systems: Vec<System>, now: Millis) -> String {
    LastVisit::text_now(&live(systems, now), None, &hub(), "a", now).expect("it is live, and short")
}

fn past_of(systems: Vec<System>, now: Millis) -> PastSystems {
    let visit = LastVisit::parse(&text_of(systems, now));
    visit.expect("what was just written").into_past()
}

/// A rack with a device for each of these systems.
fn layout_of(systems: &[SystemRef]) -> Layout {
    let mut layout = Layout::new(LayoutId::new(Uuid::from_u128(1)), "Lab");
    let rack = RackId::new(Uuid::from_u128(2));
    let height = RackHeight::clamped(42);
    layout.racks.push(Rack::new(rack, "A", height));
    let server = DeviceType::new("server", "Server", Category::Server, HalfU::from_units(1));
    for (number, system) in (0_u16..).zip(systems) {
        let place = Place::Rack {
            rack,
            bottom: HalfU::from_units(number),
            face: Face::Front,
            column: 0,
        };
        let id = DeviceId::new(Uuid::from_u128(10 + u128::from(number)));
        let mut device = Device::new(id, server.slug.clone(), "device", place);
        device.links = vec![Link::from(system.clone())];
        layout.devices.insert(device);
    }
    layout.device_types.insert(server);
    layout
}

/// The overview of all systems; the bar's totals must be equal.
fn counted(store: &mut LiveStore, now: Millis) -> FleetOverview {
    let (snapshot, filter) = (Snapshot::default(), DeviceFilter::default());
    // Systems judged before a change, or long ago, are judged again.
    store.take_in(&hub(), HubReport::Aged, now);
    store.flush(&snapshot, now);
    let fleet = store.fleet(&snapshot, &filter, &FilterFacts::default(), now);
    let seen = FleetOverview::of(&fleet, &snapshot);
    assert_eq!(seen.totals, store.totals(now), "the bar and the overview");
    seen
}

#[test]
fn what_was_known_is_told_with_its_age_until_the_hub_lists_its_systems() {
    let past = START.plus(-3 * HOUR);
    let visit = past_of(
        vec![
            system("up", SystemStatus::Up, 12.0, past),
            system("full", SystemStatus::Up, 97.0, past),
            system("down", SystemStatus::Down, 12.0, past),
            system("paused", SystemStatus::Paused, 0.0, past),
        ],
        past,
    );
    let mut store = opened();
    store.recall(&hub(), visit);
    let said = |store: &LiveStore, id: &str, now: Millis| {
        let verdict = store.verdict_of_link(&of(id), now);
        (verdict.health, verdict.reason.unwrap_or_default())
    };
    let pending = |words: &str| (Health::Pending, words.to_owned());
    for (id, words) in [
        ("up", "Last seen 3 h ago: up, CPU 12 %"),
        ("full", "Last seen 3 h ago: up, critical, CPU 97 %"),
        ("down", "Last seen 3 h ago: down"),
        ("paused", "Last seen 3 h ago: paused"),
        ("other", "Waiting for the hub"),
    ] {
        assert_eq!(said(&store, id, START), pending(words));
    }
    assert_eq!(store.last_visit(), Some(past));
    assert_eq!(counted(&mut store, START).totals.to_string(), "4 pending");
    store.take_in(&hub(), HubReport::State(lost()), START);
    let later = START.plus(HOUR);
    let words = "Last seen 4 h ago: up, CPU 12 %".to_owned();
    assert_eq!(said(&store, "up", later), (Health::HubLost, words));

    // Listed, and counted as unknown, like those of a hub that is lost while the page is open.
    let seen = counted(&mut store, later);
    assert_eq!(seen.totals.to_string(), "4 unknown");
    assert_eq!((seen.need_look, seen.is_all_well), (4, false));
    let mut live = live(vec![system("up", SystemStatus::Up, 12.0, START)], START);
    live.take_in(&hub(), HubReport::State(lost()), START);
    assert_eq!(counted(&mut live, START).totals.to_string(), "1 unknown");
    assert!(!store.has_systems() && store.systems_of(&hub()).next().is_none());
    let (snapshot, filter) = (Snapshot::default(), DeviceFilter::default());
    let fleet = store.fleet(&snapshot, &filter, &FilterFacts::default(), later);
    assert_eq!(fleet.all.len(), 4);
    assert!(fleet.all.iter().all(|row| row.values.is_none()));
    assert_eq!(store.troubles(&snapshot, later).len(), 4);

    let list = vec![system("up", SystemStatus::Up, 30.0, later)];
    let first = SessionEvents::default().step(HubNews::Listed(&hub(), &list), later);
    assert_eq!(first, [], "how things stand is no event");
    store.take_in(&hub(), HubReport::Listed(list), later);
    store.take_in(&hub(), HubReport::State(HubState::Live), later);
    assert_eq!(said(&store, "up", later).0, Health::Ok);
    assert_eq!(said(&store, "down", later).0, Health::Missing);
    assert_eq!((store.last_visit(), store.totals(later).all()), (None, 1));
}

#[test]
fn nothing_is_kept_of_a_hub_that_says_nothing_current() {
    let mut store = opened();
    store.recall(&hub(), past_of(Vec::new(), START));
    for state in [HubState::Connecting, HubState::Reconnecting, lost()] {
        store.take_in(&hub(), HubReport::State(state), START);
        let kept = LastVisit::text_now(&store, None, &hub(), "a", START);
        assert_eq!(kept, None);
    }
}

#[test]
fn what_a_hub_reports_or_removes_before_its_list_is_told_of_the_last_visit_no_longer() {
    let devices: Vec<_> = ["a", "b", "c"].map(of).to_vec();
    let snapshot = Snapshot::new(layout_of(&devices));
    let past = || {
        let systems = ["a", "b", "c"].map(|id| system(id, SystemStatus::Up, 12.0, START));
        past_of(systems.to_vec(), START)
    };
    let mut store = opened();
    store.recall(&hub(), past());
    assert_eq!(store.flush(&snapshot, START).devices.len(), 3);
    // As time passes, devices whose systems have no newer data show another age.
    store.take_in(
        &hub(),
        HubReport::Changed(Box::new(system("a", SystemStatus::Up, 30.0, START))),
        START,
    );
    assert_eq!(store.flush(&snapshot, START).devices.len(), 1);
    store.rejudge_past();
    let again = store.flush(&snapshot, START).devices;
    let [b, c] = ["b", "c"].map(|id| snapshot.index.devices_of(&hub(), &SystemId::new(id)));
    assert_eq!(again.len(), 2);
    assert!(b.iter().chain(c).all(|device| again.contains(device)));

    for (removed, told) in [("a", 1), ("b", 1), ("other", 0)] {
        let removed = HubReport::Removed(SystemId::new(removed));
        store.take_in(&hub(), removed, START);
        assert_eq!(store.flush(&snapshot, START).devices.len(), told);
    }
    // It is recalled again with the next connection, as stored.
    for again in [false, true] {
        if again {
            store.recall(&hub(), past());
        }
        let known = devices.iter().map(|of| store.last_seen(of).is_some());
        assert_eq!(known.collect::<Vec<_>>(), [false, false, true]);
        store.flush(&snapshot, START);
        store.rejudge_past();
        assert_eq!(store.flush(&snapshot, START).devices, c);
    }
    store.take_in(&hub(), HubReport::Removed(SystemId::new("c")), START);
    assert_eq!(store.last_visit(), None);
}

#[test]
fn a_hub_that_removes_without_end_is_not_remembered_without_end() {
    let mut store = opened();
    let systems = vec![system("a", SystemStatus::Up, 12.0, START)];
    store.recall(&hub(), past_of(systems.clone(), START));
    for number in 0..5_000 {
        let removed = HubReport::Removed(SystemId::new(number.to_string()));
        store.take_in(&hub(), removed, START);
    }
    assert!(store.last_seen(&of("a")).is_some());
    store.take_in(&hub(), HubReport::Removed(SystemId::new("a")), START);
    store.recall(&hub(), past_of(systems, START));
    assert_eq!(store.last_seen(&of("a")), None);
}

#[test]
fn a_visit_is_bounded_and_damage_is_none() {
    let many = (0..MOST_KEPT + 50).map(|number| {
        let id = format!("system{number:09}");
        system(&id, SystemStatus::Up, 12.345, START)
    });
    let text = text_of(many.collect(), START);
    assert!(text.len() < 320_000, "{} bytes", text.len());
    let visit = LastVisit::parse(&text).expect("what was just written");
    let past = visit.into_past();
    // Always the same ones.
    let last = past.systems().last().expect("many").id();
    let expected = format!("system{:09}", MOST_KEPT - 1);
    assert_eq!(
        (past.systems().len(), last.as_str()),
        (MOST_KEPT, &*expected)
    );

    let long = "x".repeat(MOST_BYTES + 1);
    for text in [long.as_str(), "", "{", "[]", r#"{"at":"x"}"#, "{\"at\":1}"] {
        assert_eq!(LastVisit::parse(text), None);
    }
    let odd = r#"{"user":"a","at":5,"systems":[7,{"id":"x"},{"id":"","health":"ok"},{"id":"y","health":"??"},
        {"id":"z","health":"ok","info":{"cpu":"no","mp":400}}]}"#;
    let past = LastVisit::parse(odd).expect("a visit").into_past();
    let [system] = past.systems() else {
        panic!("one of them can be read");
    };
    assert_eq!(system.system().metrics, Metrics::default());
}

proptest! {
    #[test]
    fn no_text_breaks_the_reader(text in any::<String>()) {
        _ = LastVisit::parse(&text);
        _ = LastVisit::parse(&format!(r#"{{"user":"a","at":1,"systems":[{text}]}}"#));
    }
}
