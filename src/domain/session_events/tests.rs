use proptest::prelude::*;

use super::*;
use crate::domain::health::Health;
use crate::domain::ids::MonitorId;
use crate::domain::system::Metrics;

fn hub() -> HubId {
    HubId::new("http://hub/")
}

fn system(number: u8, status: SystemStatus) -> System {
    System {
        id: SystemId::new(format!("s{number}")),
        name: format!("node{number}"),
        host: String::new(),
        status,
        metrics: Metrics::default(),
        updated: None,
    }
}

fn alert(number: u8, name: &str) -> TriggeredAlert {
    TriggeredAlert {
        system: SystemId::new(format!("s{number}")),
        name: name.to_owned(),
        value: 80.0,
        minutes: 5,
        since: None,
        acknowledged: false,
    }
}

fn all(status: &SystemStatus) -> Vec<System> {
    (0..5)
        .map(|number| system(number, status.clone()))
        .collect()
}

fn said(effects: &[SessionEffect]) -> Vec<&str> {
    let said = effects.iter().filter_map(|effect| match effect {
        SessionEffect::Say(words) => Some(words.as_str()),
        SessionEffect::Notify(_) | SessionEffect::WakeAt(_) | SessionEffect::EntriesChanged => None,
    });
    said.collect()
}

fn notices(effects: &[SessionEffect]) -> Vec<&SessionNotice> {
    let notices = effects.iter().filter_map(|effect| match effect {
        SessionEffect::Notify(notice) => Some(notice),
        _ => None,
    });
    notices.collect()
}

#[test]
fn a_system_that_is_tried_again_is_down_until_it_is_up() {
    let hub = hub();
    let up = system(0, SystemStatus::Up);
    let turns = [
        (SystemStatus::Down, vec![SessionEvent::WentDown]),
        (SystemStatus::Pending, vec![]),
        (SystemStatus::Down, vec![]),
        (SystemStatus::Pending, vec![]),
        (SystemStatus::Up, vec![SessionEvent::Recovered]),
    ];
    let mut known = HashMap::from([(up.id.clone(), known_of(&up))]);
    for (status, wanted) in turns {
        let happened = change(&mut known, &hub, &system(0, status));
        let what: Vec<_> = happened.into_iter().map(|(_, _, what)| what).collect();
        assert_eq!(what, wanted);
    }
}

#[test]
fn only_systems_that_go_down_or_come_back_make_a_notice() {
    let mut events = SessionEvents::default();
    let hub = hub();
    events.step(HubNews::Listed(&hub, &all(&SystemStatus::Up)), Millis(0));
    events.step(HubNews::Alerts(&hub, &[]), Millis(0));
    events.step(HubNews::Alerts(&hub, &[alert(1, "CPU")]), Millis(1));
    let paused = system(4, SystemStatus::Paused);
    events.step(HubNews::Changed(&hub, &paused), Millis(1));
    let effects = events.step(HubNews::Time, Millis(1 + GATHER));
    assert_eq!(said(&effects).len(), 1);
    assert_eq!(notices(&effects), Vec::<&SessionNotice>::new());

    for number in 0..3 {
        let down = system(number, SystemStatus::Down);
        events.step(HubNews::Changed(&hub, &down), Millis(10_000));
    }
    let effects = events.step(HubNews::Time, Millis(10_000 + GATHER));
    let notice = SessionNotice {
        title: "3 systems went down".to_owned(),
        names: "node0, node1, node2".to_owned(),
        is_bad: true,
    };
    assert_eq!(notices(&effects), [&notice]);

    let up = system(0, SystemStatus::Up);
    events.step(HubNews::Changed(&hub, &up), Millis(20_000));
    let effects = events.step(HubNews::Time, Millis(20_000 + GATHER));
    let notice = SessionNotice {
        title: "node0 is up again".to_owned(),
        names: String::new(),
        is_bad: false,
    };
    assert_eq!(notices(&effects), [&notice]);
}

#[test]
fn what_happens_together_is_one_toast() {
    let mut events = SessionEvents::default();
    let hub = hub();
    let first = events.step(HubNews::Listed(&hub, &all(&SystemStatus::Up)), Millis(0));
    assert_eq!(first, []);
    for number in 0..5 {
        let down = system(number, SystemStatus::Down);
        let effects = events.step(HubNews::Changed(&hub, &down), Millis(10));
        let wakes = effects.contains(&SessionEffect::WakeAt(Millis(10 + GATHER)));
        assert_eq!(wakes, number == 0, "{effects:?}");
    }
    let up = system(0, SystemStatus::Up);
    events.step(HubNews::Changed(&hub, &up), Millis(20));
    let early = events.step(HubNews::Time, Millis(20));
    assert_eq!(early, [SessionEffect::WakeAt(Millis(10 + GATHER))]);
    let effects = events.step(HubNews::Time, Millis(10 + GATHER));
    assert_eq!(said(&effects), ["5 systems went down · node0 is up again"]);
    assert_eq!(events.entries().count(), 6);
}

#[test]
fn a_reconnect_says_only_what_is_new() {
    let mut events = SessionEvents::default();
    let hub = hub();
    events.step(HubNews::Listed(&hub, &all(&SystemStatus::Down)), Millis(0));
    events.step(
        HubNews::Alerts(&hub, &[alert(1, "CPU"), alert(2, "Status")]),
        Millis(0),
    );
    for now in [1_000, 2_000, 3_000] {
        let again = events.step(
            HubNews::Listed(&hub, &all(&SystemStatus::Down)),
            Millis(now),
        );
        assert_eq!(again, []);
        let alerts = [alert(1, "CPU"), alert(3, "Status")];
        assert_eq!(events.step(HubNews::Alerts(&hub, &alerts), Millis(now)), []);
    }
    // What changed meanwhile is announced.
    let mut later = all(&SystemStatus::Down);
    later.pop();
    later[0].status = SystemStatus::Up;
    events.step(HubNews::Listed(&hub, &later), Millis(4_000));
    events.step(HubNews::Alerts(&hub, &[]), Millis(4_000));
    let effects = events.step(HubNews::Time, Millis(9_000));
    let words = "node4 is no longer on the hub · node0 is up again · node1 no longer triggers the alert CPU";
    assert_eq!(said(&effects), [words]);
}

#[test]
fn who_signs_in_again_is_told_nothing_of_what_stands() {
    for left in [HubNews::Left(&hub()), HubNews::LeftAll] {
        let mut events = SessionEvents::default();
        let hub = hub();
        events.step(HubNews::Listed(&hub, &all(&SystemStatus::Up)), Millis(0));
        events.step(left, Millis(10));
        let down = all(&SystemStatus::Down);
        assert_eq!(
            events.step(HubNews::Changed(&hub, &down[0]), Millis(15)),
            []
        );
        assert_eq!(events.step(HubNews::Listed(&hub, &down), Millis(20)), []);
    }
}

#[test]
fn the_next_account_sees_nothing_of_what_happened() {
    for left in [HubNews::Left(&hub()), HubNews::LeftAll] {
        let mut events = SessionEvents::default();
        let hub = hub();
        events.step(HubNews::Listed(&hub, &all(&SystemStatus::Up)), Millis(0));
        let down = system(1, SystemStatus::Down);
        events.step(HubNews::Changed(&hub, &down), Millis(10));
        let effects = events.step(left, Millis(20));
        assert_eq!(effects, [SessionEffect::EntriesChanged]);
        assert_eq!(events.entries().count(), 0);
        assert_eq!(events.step(HubNews::Time, Millis(10 + GATHER)), []);
    }
}

#[test]
fn what_keeps_happening_is_bounded() {
    let mut events = SessionEvents::default();
    let hub = hub();
    events.step(HubNews::Listed(&hub, &[]), Millis(0));
    for round in 0..MOST_ENTRIES as i64 {
        let status = if round % 2 == 0 {
            SystemStatus::Down
        } else {
            SystemStatus::Up
        };
        for number in 0..3 {
            let changed = system(number, status.clone());
            events.step(HubNews::Changed(&hub, &changed), Millis(round));
        }
    }
    assert_eq!(events.entries().count(), MOST_ENTRIES);
}

fn monitor(number: u8, health: Health) -> MonitorState {
    MonitorState {
        monitor: MonitorId::new(format!("m{number}")),
        name: format!("switch{number}"),
        health,
    }
}

#[test]
fn monitors_that_fall_silent_and_answer_again_are_told_with_the_systems() {
    let mut events = SessionEvents::default();
    let hub = hub();
    let first = [monitor(0, Health::Ok), monitor(1, Health::Down)];
    assert_eq!(events.step(HubNews::Monitors(&hub, &first), Millis(0)), []);
    // An overdue check and a lost hub both leave open whether it answers.
    let unsure = [monitor(0, Health::Stale), monitor(1, Health::HubLost)];
    assert_eq!(events.step(HubNews::Monitors(&hub, &unsure), Millis(5)), []);
    let now = [monitor(0, Health::Down), monitor(1, Health::Warn)];
    events.step(HubNews::Monitors(&hub, &now), Millis(10));
    events.step(HubNews::Monitors(&hub, &now), Millis(11));
    let effects = events.step(HubNews::Time, Millis(10 + GATHER));
    assert_eq!(
        said(&effects),
        ["switch0 does not answer · switch1 answers again"]
    );
    let notices: Vec<_> = notices(&effects)
        .into_iter()
        .map(|notice| (notice.title.as_str(), notice.is_bad))
        .collect();
    assert_eq!(
        notices,
        [
            ("switch0 does not answer", true),
            ("switch1 answers again", false)
        ]
    );
    let both = [monitor(0, Health::Ok), monitor(2, Health::Ok)];
    events.step(HubNews::Monitors(&hub, &both), Millis(5_000));
    let silent = [monitor(0, Health::Down), monitor(2, Health::Down)];
    events.step(HubNews::Monitors(&hub, &silent), Millis(5_001));
    let effects = events.step(HubNews::Time, Millis(5_000 + GATHER));
    assert_eq!(
        said(&effects),
        ["2 monitors get no answer · switch0 answers again"]
    );
    events.step(HubNews::Left(&hub), Millis(9_000));
    assert_eq!(events.entries().count(), 0);
    assert_eq!(
        events.step(HubNews::Monitors(&hub, &silent), Millis(9_001)),
        []
    );
}

fn any_status() -> impl Strategy<Value = SystemStatus> {
    prop_oneof![
        Just(SystemStatus::Up),
        Just(SystemStatus::Down),
        Just(SystemStatus::Paused),
        Just(SystemStatus::Pending),
        Just(SystemStatus::Other("odd".to_owned())),
    ]
}

fn any_systems() -> impl Strategy<Value = Vec<System>> {
    prop::collection::btree_map(0_u8..6, any_status(), 0..6).prop_map(|systems| {
        systems
            .into_iter()
            .map(|(number, status)| system(number, status))
            .collect()
    })
}

#[derive(Clone, Debug)]
enum Step {
    List(Vec<System>),
    Change(Box<System>),
    Remove(u8),
    Alerts(Vec<u8>),
    Monitors(Vec<(u8, Health)>),
    Time,
}

fn any_health() -> impl Strategy<Value = Health> {
    prop_oneof![
        Just(Health::Ok),
        Just(Health::Warn),
        Just(Health::Down),
        Just(Health::Stale),
        Just(Health::Paused),
    ]
}

fn any_step() -> impl Strategy<Value = Step> {
    prop_oneof![
        any_systems().prop_map(Step::List),
        (0_u8..6, any_status())
            .prop_map(|(number, status)| Step::Change(Box::new(system(number, status)))),
        (0_u8..6).prop_map(Step::Remove),
        prop::collection::vec(0_u8..6, 0..6).prop_map(Step::Alerts),
        prop::collection::btree_map(0_u8..6, any_health(), 0..6)
            .prop_map(|states| Step::Monitors(states.into_iter().collect())),
        Just(Step::Time),
    ]
}

proptest! {
    /// In any state, repeated news announces and adds nothing.
    #[test]
    fn nothing_is_announced_twice(steps in prop::collection::vec((any_step(), 0_i64..4_000), 0..50)) {
        let hub = hub();
        let mut events = SessionEvents::default();
        let mut now = Millis(0);
        for (step, passed) in steps {
            now = now.plus(passed);
            let alerts: Vec<TriggeredAlert>;
            let states: Vec<MonitorState>;
            let id: SystemId;
            let event = match &step {
                Step::List(systems) => HubNews::Listed(&hub, systems),
                Step::Change(system) => HubNews::Changed(&hub, system),
                Step::Remove(number) => {
                    id = SystemId::new(format!("s{number}"));
                    HubNews::Removed(&hub, &id)
                }
                Step::Alerts(numbers) => {
                    alerts = numbers.iter().map(|number| alert(*number, "CPU")).collect();
                    HubNews::Alerts(&hub, &alerts)
                }
                Step::Monitors(all) => {
                    let state = |(number, health): &(u8, Health)| monitor(*number, *health);
                    states = all.iter().map(state).collect();
                    HubNews::Monitors(&hub, &states)
                }
                Step::Time => HubNews::Time,
            };
            events.step(event.clone(), now);
            let count = events.entries().count();
            events.step(event, now);
            prop_assert_eq!(events.entries().count(), count);
        }
        // Everything that has gathered is announced, and then it is quiet.
        let effects = events.step(HubNews::Time, now.plus(GATHER));
        prop_assert!(said(&effects).len() <= 1);
        prop_assert_eq!(events.step(HubNews::Time, now.plus(2 * GATHER)), []);
    }
}
