//! Monitors and guests, stored and described like systems.

use blinkenrack::domain::health::{
    HubConnection, MonitorEvidence, MonitorsKnown, PastMonitor, PastMonitors,
};
use blinkenrack::domain::ids::{MonitorId, MonitorRef};
use blinkenrack::domain::monitor::{CheckResult, Latency, Monitor};
use blinkenrack::domain::monitor_view::monitor_view;
use blinkenrack::hub::live::monitors::MonitorStore;
use proptest::collection::vec;

use super::*;

fn check(id: &str) -> MonitorRef {
    MonitorRef::new(hub(), MonitorId::new(id))
}

fn past(id: &str, health: Health, microseconds: f64) -> PastMonitor {
    PastMonitor {
        id: MonitorId::new(id),
        health,
        latency: Latency::measured(microseconds),
    }
}

fn monitor(id: &str, checked: Millis) -> Monitor {
    Monitor {
        id: MonitorId::new(id),
        system: SystemId::new("s"),
        name: String::new(),
        target: "switch.lan".to_owned(),
        protocol: "icmp".to_owned(),
        port: None,
        interval: Some(60_000),
        enabled: true,
        result: Latency::measured(12_000.0).map(CheckResult::Answered),
        mean: None,
        fastest: None,
        slowest: None,
        loss: None,
        checked: Some(checked),
    }
}

fn kept(monitors: &PastMonitors, now: Millis) -> Option<PastMonitors> {
    let systems = vec![system("s", SystemStatus::Up, 12.0, now)];
    let text = LastVisit::text_now(&live(systems, now), Some(monitors), &hub(), "a", now)?;
    LastVisit::parse(&text)?.into_monitors()
}

#[test]
fn monitors_come_back_as_they_were_with_a_time_of_their_own() {
    let all = vec![
        past("b", Health::Down, f64::NAN),
        past("a", Health::Ok, 12_000.0),
    ];
    let before = PastMonitors::new(START.plus(-HOUR), all);
    assert_eq!(kept(&before, START), Some(before));
    // A record from before monitors were stored has none, and a damaged one has those that can be read.
    let text = text_of(Vec::new(), START);
    assert_eq!(
        LastVisit::parse(&text).and_then(LastVisit::into_monitors),
        None
    );
    let odd = r#"{"user":"a","at":5,"systems":[],"monitors":{"at":4,"list":[7,{"id":"x"},{"id":"","health":"ok"},
        {"id":"y","health":"ok","res":"no"},{"id":"z","health":"down","res":-4}]}}"#;
    let read = LastVisit::parse(odd).and_then(LastVisit::into_monitors);
    let expected = [
        past("y", Health::Ok, f64::NAN),
        past("z", Health::Down, f64::NAN),
    ];
    assert_eq!(read, Some(PastMonitors::new(Millis(4), expected.to_vec())));
}

#[test]
fn monitors_are_bounded_and_give_way_to_systems() {
    let many = (0..MOST_KEPT + 50).map(|number| past(&format!("{number:06}"), Health::Ok, 1_000.0));
    let read = kept(&PastMonitors::new(START, many.collect()), START).expect("they fit");
    assert_eq!(read.monitors().len(), MOST_KEPT);
    let long = (0..MOST_KEPT).map(|number| past(&format!("{number:0300}"), Health::Ok, 1_000.0));
    let long = PastMonitors::new(START, long.collect());
    let systems = vec![system("s", SystemStatus::Up, 12.0, START)];
    let text = LastVisit::text_now(&live(systems, START), Some(&long), &hub(), "a", START);
    let visit = LastVisit::parse(&text.expect("the systems fit")).expect("a visit");
    assert_eq!(visit.clone().into_monitors(), None);
    assert_eq!(visit.into_past().systems().len(), 1);
}

#[test]
fn guests_are_told_as_what_was_until_the_hub_lists_its_systems() {
    let before = START.plus(-3 * HOUR);
    let visit = past_of(
        vec![
            system("host", SystemStatus::Up, 12.0, before),
            system("vm1", SystemStatus::Up, 12.0, before),
            system("vm2", SystemStatus::Down, 12.0, before),
        ],
        before,
    );
    let mut layout = layout_of(&[of("host")]);
    let id = layout.devices.iter().next().expect("a device").id;
    let mut device = layout.devices.get(&id).expect("a device").clone();
    device.guests = ["vm1", "vm2"].map(|guest| Link::from(of(guest))).to_vec();
    layout.devices.insert(device.clone());
    let mut store = opened();
    store.recall(&hub(), visit);
    let told = |store: &LiveStore| {
        let view = store.view(&device, &layout, None, START);
        store.add_guests(view, &device, START)
    };
    let view = told(&store);
    assert!(
        view.context.ends_with(" · 3 h ago 1 guest was up, 1 down"),
        "{view:?}"
    );
    assert!(
        view.accessible_name
            .ends_with("3 h ago 1 guest was up, 1 down")
    );
    assert_eq!(
        view.guests.of(Health::Pending),
        2,
        "none of them is green, or red"
    );
    assert_eq!(store.known_guests_of(&device, START).all(), 0);
    let list = ["host", "vm1", "vm2"].map(|id| system(id, SystemStatus::Up, 12.0, START));
    store.take_in(&hub(), HubReport::Listed(list.to_vec()), START);
    store.take_in(&hub(), HubReport::State(HubState::Live), START);
    let view = told(&store);
    assert!(view.context.ends_with("2 guests"), "{view:?}");
    assert_eq!(view.guests.of(Health::Ok), 2);
}

#[derive(Clone, Debug)]
enum MonitorStep {
    Recall(u8),
    List(u8),
    NoMonitors,
    Forget,
}

proptest! {
    #[test]
    fn in_any_order_no_past_monitor_is_current_and_what_is_listed_is_told_alone(
        steps in vec(prop_oneof![
            (0..8_u8).prop_map(MonitorStep::Recall),
            (0..8_u8).prop_map(MonitorStep::List),
            Just(MonitorStep::NoMonitors),
            Just(MonitorStep::Forget),
        ], 0..12),
        connection in prop_oneof![
            Just(HubConnection::Connecting), Just(HubConnection::Lost), Just(HubConnection::Live),
        ],
        was in prop_oneof![Just(Health::Ok), Just(Health::Warn), Just(Health::Down), Just(Health::Stale)],
    ) {
        let before = START.plus(-HOUR);
        let among = |which: u8| (0..3).filter(move |number| which & (1 << number) != 0);
        let layout = layout_of(&[of("s")]);
        let device = layout.devices.iter().next().expect("a device");
        let mut store = MonitorStore::default();
        let mut recalled: Option<u8> = None;
        let mut known = MonitorsKnown::NotYet;
        for step in steps {
            match step {
                MonitorStep::Recall(which) => {
                    let all = among(which).map(|number| past(&number.to_string(), was, 12_000.0));
                    store.recall(&hub(), PastMonitors::new(before, all.collect()));
                    if known == MonitorsKnown::NotYet {
                        recalled = Some(which);
                    }
                }
                MonitorStep::List(which) => {
                    let all = among(which).map(|number| monitor(&number.to_string(), START));
                    store.list(&hub(), Some(all.collect()));
                    (known, recalled) = (MonitorsKnown::Listed, None);
                }
                MonitorStep::NoMonitors => {
                    store.list(&hub(), None);
                    (known, recalled) = (MonitorsKnown::Absent, None);
                }
                MonitorStep::Forget => {
                    store.forget(&hub());
                    (known, recalled) = (MonitorsKnown::NotYet, None);
                }
            }
            prop_assert_eq!(store.known(&hub()), known);
            for number in 0..3_u8 {
                let one = check(&number.to_string());
                let is_told = recalled.is_some_and(|which| which & (1 << number) != 0);
                prop_assert_eq!(store.last_seen(&one).is_some(), is_told);
                let evidence = MonitorEvidence {
                    connection: Some(connection),
                    known,
                    monitor: store.get(&one).map(|seen| &seen.monitor),
                    last_seen: store.last_seen(&one),
                    down_since: None,
                    checker: None,
                    alerts: &[],
                    hub_now: START,
                };
                let view = monitor_view(device, "Rack A unit 1", &evidence);
                if is_told {
                    prop_assert!(matches!(view.health, Health::Pending | Health::HubLost));
                    prop_assert!(view.context.starts_with("Last seen "), "{}", &*view.context);
                    prop_assert!(view.accessible_name.contains("Last seen "));
                    prop_assert!(view.value.starts_with("was "));
                }
                prop_assert!(!view.health.is_verified() || known == MonitorsKnown::Listed);
            }
        }
    }
}
