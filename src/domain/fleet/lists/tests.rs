use super::*;
use crate::domain::alert_rules::AlertSetting;
use crate::domain::fleet::columns::FleetUnits;
use crate::domain::fleet::{Filling, FleetPlaces, FleetValues, RankedValue};
use crate::domain::health::Level;
use crate::domain::ids::{LayoutId, RackId};
use crate::domain::inventory::lists::{AlertList, DiskList};
use crate::domain::inventory::{
    Container, ContainerHealth, PastAlert, Pool, Service, ServiceState, ServiceSubState, SmartDisk,
    SmartState,
};
use crate::domain::layout::{
    Category, Device, DeviceType, Face, Layout, Link, Place, Rack, RackHeight, Snapshot,
};
use crate::domain::units::{Bytes, HalfU, Millis, Percent};
use uuid::Uuid;

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
    assert_eq!(told(&rows[1])[0], "c-2 (Up 3 days when last heard of)");
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

fn disk(name: &str, state: SmartState) -> SmartDisk {
    SmartDisk {
        system: SystemId::new("alive"),
        name: name.to_owned(),
        model: "WD".to_owned(),
        serial: name.to_owned(),
        firmware: String::new(),
        kind: "sat".to_owned(),
        state,
        capacity: Some(Bytes(4 << 40)),
        temperature: None,
        hours: Some(30_000),
        cycles: None,
        attributes: Vec::new(),
        updated: None,
        growth: None,
    }
}

#[test]
fn the_worst_disks_come_first_and_pools_are_among_them() {
    let list = DiskList {
        disks: vec![
            disk("sda", SmartState::Passed),
            disk("sdb", SmartState::Failed),
        ],
        pools: Some(vec![Pool {
            system: SystemId::new("alive"),
            name: "tank".to_owned(),
            health: "DEGRADED".to_owned(),
            size: None,
            allocated: None,
            free: None,
            is_raw: false,
            scrub: None,
            members: Vec::new(),
            datasets: Vec::new(),
        }]),
    };
    let systems = [system("alive", Health::Ok)];
    let index = FleetIndex::new(&systems);
    let rows = disk_rows(&hub(), &list, &index, FleetUnits::default(), &|_, _| None);
    let mut rows = shared(rows);
    sort_rows(&mut rows, ListKind::Disks.first_order());
    let first: Vec<_> = rows.iter().map(|row| row.state).collect();
    assert_eq!(first, [Health::Critical, Health::Warn, Health::Ok]);
    for row in &rows {
        assert_eq!(row.cells.len(), ListKind::Disks.columns().len());
    }
}

#[test]
fn file_systems_stand_among_the_disks_with_when_they_are_full() {
    let disks = [("root", 40.01, Level::Ok), ("media", 95.0, Level::Critical)];
    let disks = disks.map(|(name, value, level)| (name.to_owned(), RankedValue { value, level }));
    let row = FleetRow {
        values: Some(FleetValues {
            disks: disks.to_vec(),
            ..FleetValues::default()
        }),
        ..FleetRow::clone(&system("alive", Health::Ok))
    };
    let systems = file_system_outlines(&[Arc::new(row), system("down", Health::Down)]);
    let filling = Filling {
        at: Millis(0),
        earliest: 9.0,
        latest: 13.0,
    };
    let trends: FillTrends = Arc::new(vec![("media".to_owned(), Some(filling))]);
    let all = FileSystemRows::new(None, &systems, &|_| Some(trends.clone()));
    let mut rows: Vec<_> = all.rows().cloned().collect();
    sort_rows(&mut rows, ListKind::Disks.first_order());
    let full: Vec<String> = rows
        .iter()
        .map(|row| told(row)[FULL_BY_TREND].clone())
        .collect();
    assert_eq!(full, ["in 9–13 days", "Nothing"]);
    assert_eq!(told(&rows[0])[3], "95 % used critical");
    let used = systems[0]
        .values
        .as_ref()
        .map(|values| values.disks[0].1.value);
    assert_eq!(used, Some(40.0), "no new rows for what nobody sees");
    assert_eq!(
        rows[0].brief,
        FleetCell::Text("95 %, full in 9–13 days".to_owned(), Level::Critical)
    );
    for row in &rows {
        assert_eq!(row.cells.len(), ListKind::Disks.columns().len());
    }
    // Only what is in view is asked for, each system once.
    assert_eq!(
        trends_wanted(&rows),
        [SystemRef::new(hub(), SystemId::new("alive"))]
    );
    assert_eq!(trends_wanted(&rows[2..]), []);
    assert_eq!(find_rows(&rows, 1, "").len(), 1);
}

#[test]
fn only_the_file_systems_of_what_was_answered_are_made_anew() {
    let with_disk = |name: &str, value: f64| {
        let used = RankedValue {
            value,
            level: Level::Ok,
        };
        let values = FleetValues {
            disks: vec![("root".to_owned(), used)],
            ..FleetValues::default()
        };
        Arc::new(FleetRow {
            values: Some(values),
            ..FleetRow::clone(&system(name, Health::Ok))
        })
    };
    let is_taken_over = |before: &FileSystemRows, after: &FileSystemRows| -> Vec<bool> {
        let rows = before.rows().zip(after.rows());
        rows.map(|(a, b)| Arc::ptr_eq(a, b)).collect()
    };
    let systems = ["a", "b", "c"].map(|name| with_disk(name, 40.0));
    let unread = FileSystemRows::new(None, &systems, &|_| None);
    let steady: FillTrends = Arc::new(vec![("root".to_owned(), None)]);
    let trends_of = |of: &SystemRef| (of.system.as_str() == "b").then(|| steady.clone());
    // Others are outlines made anew that say the same.
    let systems = ["a", "b", "c"].map(|name| with_disk(name, 40.0));
    let answered = FileSystemRows::new(Some(&unread), &systems, &trends_of);
    assert_eq!(is_taken_over(&unread, &answered), [true, false, true]);
    assert_ne!(unread, answered);
    let systems = [("a", 40.0), ("b", 40.0), ("c", 41.0)];
    let systems = systems.map(|(name, value)| with_disk(name, value));
    let filled = FileSystemRows::new(Some(&answered), &systems, &trends_of);
    assert_eq!(is_taken_over(&answered, &filled), [true, true, false]);
    let same = FileSystemRows::new(Some(&filled), &systems, &trends_of);
    assert_eq!(filled, same);
    let fewer = FileSystemRows::new(Some(&filled), &systems[1..], &trends_of);
    assert_eq!(fewer.rows().count(), 2);
    let full = fewer.rows().map(|row| told(row)[FULL_BY_TREND].clone());
    assert_eq!(full.collect::<Vec<_>>(), ["–", "Nothing"]);
}

#[test]
fn a_disk_tells_its_bay_unless_its_system_is_a_guest() {
    let list = DiskList {
        disks: vec![disk("sda", SmartState::Passed)],
        pools: None,
    };
    let place_of = |as_guest| {
        let (snapshot, system) = one_device(as_guest);
        let row = FleetRow {
            place: FleetPlaces::new(&snapshot).place_of(&system),
            ..FleetRow::clone(&self::system("alive", Health::Ok))
        };
        let systems = [Arc::new(row)];
        let index = FleetIndex::new(&systems);
        let bay_of = |_: DeviceId, serial: &str| (serial == "sda").then_some(6);
        let rows = disk_rows(&hub(), &list, &index, FleetUnits::default(), &bay_of);
        let rows = shared(rows);
        let place = told(&rows[0])[2].clone();
        assert_eq!(rows[0].ranks[2], Rank::Text(place.clone()));
        let FleetCell::Name { note, .. } = &rows[0].cells[0] else {
            panic!("a row begins with its name");
        };
        assert!(note.ends_with(&place), "{note}");
        let is_found = !find_rows(&rows, 0, "bay 7").is_empty();
        (place, is_found)
    };
    assert_eq!(place_of(false), ("Rack · U1 · bay 7".to_owned(), true));
    assert_eq!(place_of(true), ("on box · Rack · U1".to_owned(), false));
}

/// A device in a rack that shows the system `alive`, or has it as a guest.
fn one_device(as_guest: bool) -> (Snapshot, SystemRef) {
    let mut layout = Layout::new(LayoutId::new(Uuid::nil()), "Home");
    let device_type = DeviceType::new("box", "Box", Category::Server, HalfU::from_units(1));
    let slug = device_type.slug.clone();
    layout.device_types.insert(device_type);
    let rack = RackId::new(Uuid::from_u128(1));
    layout.racks = vec![Rack::new(rack, "Rack", RackHeight::clamped(4))].into();
    let place = Place::Rack {
        rack,
        bottom: HalfU(0),
        face: Face::Front,
        column: 0,
    };
    let mut device = Device::new(DeviceId::new(Uuid::from_u128(2)), slug, "box", place);
    let link = Link::new(hub(), SystemId::new("alive"));
    if as_guest {
        device.guests = vec![link];
    } else {
        device.links = vec![link];
    }
    layout.devices.insert(device);
    let system = SystemRef::new(hub(), SystemId::new("alive"));
    (Snapshot::new(layout), system)
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
            "CPU at 91.5 (over)",
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
