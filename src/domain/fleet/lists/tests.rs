mod disks;

use super::*;
use crate::domain::alert_rules::AlertSetting;
use crate::domain::fleet::columns::FleetUnits;
use crate::domain::inventory::lists::AlertList;
use crate::domain::inventory::{
    Container, ContainerHealth, PastAlert, Service, ServiceState, ServiceSubState,
};
use crate::domain::preferences::Preferences;
use crate::domain::units::{Bytes, Millis, Percent};

fn hub() -> HubId {
    HubId::new("demo")
}

fn system(name: &str, health: Health) -> Arc<FleetRow> {
    Arc::new(FleetRow {
        system: SystemRef::new(hub(), SystemId::new(name)),
        name: name.to_owned(),
        health,
        reason: None,
        since: None,
        alerts: Vec::new(),
        place: None,
        values: None,
        agent: String::new(),
        agent_lags: None,
        preferences: Preferences::default(),
    })
}

fn container(id: &str, on: &str, status: &str, cpu: f64) -> Container {
    Container {
        id: id.to_owned(),
        system: SystemId::new(on),
        name: format!("c-{id}"),
        project: String::new(),
        image: "nginx:1".to_owned(),
        status: status.to_owned(),
        health: ContainerHealth::Unchecked,
        cpu: Percent::new(cpu),
        memory: Some(Bytes(64 << 20)),
        network: None,
        ports: String::new(),
        updatable: None,
        updated: None,
    }
}

/// The texts of a row, from the left.
fn told(row: &ListRow) -> Vec<String> {
    let text = |cell: &FleetCell| match cell {
        FleetCell::Name { name, said, .. } => format!("{name} ({said})"),
        FleetCell::Place(place) => place.clone().unwrap_or_else(|| "Place…".to_owned()),
        FleetCell::Number(text, _) => text.clone(),
        FleetCell::Text(text, level) => format!("{text} {}", level.as_str()),
        other => format!("{other:?}"),
    };
    row.cells.iter().map(text).collect()
}

fn shared(rows: Vec<ListRow>) -> Vec<Arc<ListRow>> {
    rows.into_iter().map(Arc::new).collect()
}

fn names(rows: &[Arc<ListRow>]) -> Vec<String> {
    rows.iter().map(|row| told(row)[0].clone()).collect()
}

#[test]
fn containers_say_where_they_run_and_only_current_values_are_shown() {
    let systems = [system("alive", Health::Ok), system("dead", Health::Down)];
    let containers = [
        container("1", "alive", "Up 3 days", 12.0),
        container("2", "dead", "Up 3 days", 12.0),
        container("3", "filtered", "Up 3 days", 12.0),
    ];
    let index = FleetIndex::new(&systems);
    let rows = container_rows(&hub(), &containers, &index, FleetUnits::default());
    assert_eq!(rows.len(), 2, "only of systems that fit");
    assert_eq!(
        told(&rows[0]),
        [
            "c-1 (Up 3 days)",
            "alive ok",
            "Place…",
            "12",
            "64.0 MB",
            "–",
            "Up 3 days ok",
            "nginx:1 ok"
        ]
    );
    assert_eq!(told(&rows[1])[0], "c-2 (Up 3 days at the last report)");
    assert_eq!(told(&rows[1])[3], "–");
    assert_eq!((rows[0].state, rows[1].state), (Health::Ok, Health::Stale));
    for row in &rows {
        assert_eq!(row.cells.len(), ListKind::Containers.columns().len());
        assert_eq!(row.ranks.len(), row.cells.len());
    }
}

#[test]
fn the_search_finds_by_name_image_and_system() {
    let systems = [system("alive", Health::Ok)];
    let containers = [
        container("1", "alive", "Up", 1.0),
        container("2", "alive", "Exited (1) 2 hours ago", 1.0),
    ];
    let index = FleetIndex::new(&systems);
    let rows = shared(container_rows(
        &hub(),
        &containers,
        &index,
        FleetUnits::default(),
    ));
    assert_eq!(find_rows(&rows, 0, "NGINX alive").len(), 2);
    assert_eq!(
        names(&find_rows(&rows, 0, "exited")),
        ["c-2 (Exited (1) 2 hours ago)"]
    );
    assert_eq!(find_rows(&rows, 1, "").len(), 1, "what needs a look");
    assert!(find_rows(&rows, 0, "redis").is_empty());
}

#[test]
fn failed_services_come_first() {
    let service = |name: &str, state| Service {
        system: SystemId::new("alive"),
        name: name.to_owned(),
        state,
        sub_state: ServiceSubState::Unknown,
        cpu: None,
        cpu_peak: None,
        memory: None,
        memory_peak: None,
        updated: None,
    };
    let services = [
        service("cron", ServiceState::Active),
        service("zfs", ServiceState::Failed),
        service("apt", ServiceState::Inactive),
    ];
    let systems = [system("alive", Health::Ok)];
    let mut rows = shared(service_rows(&hub(), &services, &FleetIndex::new(&systems)));
    sort_rows(&mut rows, ListKind::Services.first_order());
    assert_eq!(
        names(&rows),
        ["zfs (failed)", "cron (active)", "apt (inactive)"]
    );
}

#[test]
fn alerts_are_active_past_or_missing() {
    let rule = |of: &str, name: &str, triggered| AlertSetting {
        system: SystemId::new(of),
        name: name.to_owned(),
        value: 80.0,
        minutes: 10,
        triggered,
        // Its threshold was changed while it was triggered.
        updated: Some(Millis(170_000)),
    };
    let list = AlertList {
        rules: vec![
            rule("alive", "CPU", true),
            rule("alive", "Status", false),
            rule("alive", "Memory", false),
            rule("alive", "Disk", false),
        ],
        history: Some(vec![
            PastAlert {
                system: SystemId::new("alive"),
                name: "CPU".to_owned(),
                value: Some(91.5),
                triggered: Some(Millis(0)),
                resolved: Some(Millis(120_000)),
            },
            PastAlert {
                system: SystemId::new("alive"),
                name: "CPU".to_owned(),
                value: Some(93.0),
                triggered: Some(Millis(60_000)),
                resolved: None,
            },
        ]),
        ..AlertList::default()
    };
    let systems = [system("alive", Health::Warn), system("bare", Health::Ok)];
    let index = FleetIndex::new(&systems);
    let say = |at: Millis| format!("{} ms", at.0);
    let mut rows = alert_rows(&hub(), &list, &index, Millis(180_000), &say, &|_, _| None);
    let known = |system: &SystemId, name: &str| {
        let is_it = system.as_str() == "alive" && name == "CPU";
        is_it.then(|| "acknowledged: busy".to_owned())
    };
    let now = Millis(180_000);
    let acknowledged = alert_rows(&hub(), &list, &index, now, &say, &known);
    let told_first = acknowledged.first().map(told).unwrap_or_default();
    assert_eq!(
        told_first.first().map(String::as_str),
        Some("CPU above 80 % for 10 min · acknowledged: busy (triggered)")
    );
    rows.extend(coverage_rows(&hub(), &list, &systems));
    let rows = shared(rows);
    let of_part = |part| -> Vec<Vec<String>> {
        find_rows(&rows, part, "")
            .iter()
            .map(|row| told(row))
            .collect()
    };
    assert_eq!(
        of_part(1),
        [[
            "CPU above 80 % for 10 min (triggered)",
            "alive ok",
            "Place…",
            "60000 ms",
            "2 min",
            "CPU warn"
        ]]
    );
    assert_eq!(
        of_part(2),
        [[
            "CPU above 91.5 % (over)",
            "alive ok",
            "Place…",
            "0 ms",
            "2 min",
            "CPU ok"
        ]]
    );
    assert_eq!(of_part(4).len(), 1, "the other has every recommended rule");
    assert_eq!(of_part(4)[0][0], "No rule at all (not covered)");
}

#[test]
fn keys_are_made_distinct() {
    let systems = [system("alive", Health::Ok)];
    let twice = [
        container("1", "alive", "Up", 1.0),
        container("1", "alive", "Up", 2.0),
    ];
    let index = FleetIndex::new(&systems);
    let mut rows = shared(container_rows(
        &hub(),
        &twice,
        &index,
        FleetUnits::default(),
    ));
    distinct_keys(&mut rows);
    assert_ne!(rows[0].key, rows[1].key);
}

#[test]
fn what_is_not_known_comes_last_either_way() {
    let systems = [system("alive", Health::Ok), system("dead", Health::Down)];
    let containers = [
        container("1", "dead", "Up", 50.0),
        container("2", "alive", "Up", 10.0),
        container("3", "alive", "Up", 20.0),
    ];
    let index = FleetIndex::new(&systems);
    let mut rows = shared(container_rows(
        &hub(),
        &containers,
        &index,
        FleetUnits::default(),
    ));
    for (descending, order) in [(true, ["20", "10", "–"]), (false, ["10", "20", "–"])] {
        sort_rows(
            &mut rows,
            Sorting {
                column: 3,
                descending,
            },
        );
        let cpu: Vec<_> = rows.iter().map(|row| told(row)[3].clone()).collect();
        assert_eq!(cpu, order);
    }
}

#[test]
fn the_first_column_stays_however_little_room_there_is() {
    for kind in [
        ListKind::Containers,
        ListKind::Disks,
        ListKind::Services,
        ListKind::Alerts,
    ] {
        assert_eq!(columns_in(kind.columns(), 0.0), [0]);
        let all: Vec<usize> = (0..kind.columns().len()).collect();
        assert_eq!(columns_in(kind.columns(), 5_000.0), all);
        assert!(kind.first_order().column < kind.columns().len());
    }
}

#[test]
fn an_empty_part_says_what_is_not_there() {
    let words = |kind: ListKind, part: u8| kind.empty_words(part, true, true);
    for kind in [ListKind::Containers, ListKind::Disks] {
        assert_eq!(words(kind, 1), "None of them needs a look.");
        assert!(
            kind.empty_words(1, false, true)
                .starts_with("No system reports")
        );
    }
    assert_eq!(words(ListKind::Services, 1), "No service has failed.");
    assert_eq!(
        ListKind::Services.empty_words(1, false, true),
        "No system reports services here."
    );
    assert_eq!(words(ListKind::Alerts, 2), "No alert has been triggered.");
    assert_eq!(
        ListKind::Alerts.empty_words(2, true, false),
        "The hub does not give the history of alerts."
    );
}

#[test]
fn names_are_made_distinct_whatever_they_are() {
    let names = ["a", "a", "a #2", "b", "a"].map(str::to_owned);
    let distinct = distinct_names(names);
    assert_eq!(distinct, ["a", "a #2", "a #2 #2", "b", "a #3"]);
}
