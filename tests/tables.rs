//! The tables of the pages for recorded hubs, compared cell by cell with files in `tests/fixtures/tables`. Run with `UPDATE_GOLDEN=1` to
//! rewrite these files, and review the difference.
#![allow(
    clippy::expect_used,
    clippy::panic,
    clippy::unwrap_used,
    reason = "a test may stop where it stands"
)]

#[path = "support/golden.rs"]
mod golden;
mod support;

use std::collections::BTreeSet;
use std::sync::Arc;

use blinkenrack::domain::contact::Contact;
use blinkenrack::domain::fleet::lists::{
    FileSystemRows, FillTrends, FleetIndex, ListKind, ListRow, alert_rows, container_rows,
    coverage_rows, disk_rows, distinct_keys, file_system_outlines, list_line, service_rows,
    sort_rows,
};
use blinkenrack::domain::fleet::{
    self, Filling, FleetCell, FleetColumn, FleetLine, FleetRow, FleetUnits, card, line,
};
use blinkenrack::domain::health::{Criteria, Evidence, HubConnection};
use blinkenrack::domain::ids::{HubId, SystemRef};
use blinkenrack::domain::system::System;
use blinkenrack::domain::units::Millis;
use blinkenrack::domain::version::Version;
use blinkenrack::hub::client::HubClient;
use support::{ScriptedHub, now, recorded, token};

/// The oldest, some in between, the newest, and the upcoming version.
const HUBS: [(&str, Version); 4] = [
    ("hub-0.12.12", Version::new(0, 12, 12)),
    ("hub-0.17.0", Version::new(0, 17, 0)),
    ("hub-0.18.8", Version::new(0, 18, 8)),
    ("hub-0.20-made", Version::new(0, 20, 0)),
];
/// Some time after all recordings.
const NOW: Millis = Millis(1_800_000_000_000);

fn hub() -> HubId {
    HubId::new("hub")
}

fn fleet_row(system: &System, version: Version) -> Arc<FleetRow> {
    let evidence = Evidence {
        linked: true,
        connection: HubConnection::Live,
        last_seen: None,
        system: Some(system),
        contact: Contact {
            heard: Some(NOW),
            down_since: Some(NOW.plus(-240_000)),
        },
        criteria: Criteria {
            hub_version: Some(version),
            ..Criteria::default()
        },
        hub_now: NOW,
    };
    let of = SystemRef::new(hub(), system.id.clone());
    Arc::new(FleetRow::of(of, None, &evidence))
}

/// The root disk of each system fills up, the others do not.
fn trends(systems: &[Arc<FleetRow>]) -> FillTrends {
    let filling = Filling {
        at: NOW.plus(12 * 86_400_000),
        earliest: 9.0,
        latest: 15.0,
    };
    let disks = systems.iter().flat_map(|row| row.values.iter());
    let names = disks.flat_map(|values| values.disks.iter().map(|(name, _)| name));
    let names: BTreeSet<_> = names.collect();
    let trends = names.into_iter().map(|name| {
        let fills = name == "root";
        (name.clone(), fills.then_some(filling))
    });
    Arc::new(trends.collect())
}

fn words(cell: &FleetCell) -> String {
    match cell {
        FleetCell::Name {
            health,
            said,
            name,
            note,
            ..
        } => {
            format!("({}, {said}) {name} [{note}]", health.as_str())
        }
        FleetCell::Place(place) => place.clone().unwrap_or_else(|| "Place…".to_owned()),
        FleetCell::Share(share) => format!("{} % {}", share.percent, share.level.as_str()),
        FleetCell::Shares(shares) => {
            let each = shares
                .iter()
                .map(|share| format!("{} {} %", share.label, share.percent));
            each.collect::<Vec<_>>().join(" ")
        }
        FleetCell::Number(text, level) | FleetCell::Text(text, level) => {
            format!("{text} {}", level.as_str())
        }
        FleetCell::Sentence(text, health) => format!("“{text}” {}", health.as_str()),
        FleetCell::LastHour(_) => "~".to_owned(),
        FleetCell::Nothing => String::new(),
    }
}

fn listing(lines: impl IntoIterator<Item = FleetLine>) -> String {
    let mut text = String::new();
    for line in lines {
        let cells = line.cells.iter().map(|wide| match wide.span {
            1 => words(&wide.cell),
            span => format!("{} ×{span}", words(&wide.cell)),
        });
        text.push_str(&cells.collect::<Vec<_>>().join(" | "));
        text.push('\n');
    }
    text
}

/// Returns the name of its file.
fn check_list(folder: &str, kind: ListKind, mut rows: Vec<Arc<ListRow>>) -> String {
    distinct_keys(&mut rows);
    sort_rows(&mut rows, kind.first_order());
    let all: Vec<usize> = (0..kind.columns().len()).collect();
    let heads: Vec<&str> = kind.columns().iter().map(|column| column.label).collect();
    let lines = listing(rows.iter().map(|row| list_line(row, &all)));
    let name = format!("{folder}-{}", kind.many());
    golden::check("tables", &name, &format!("{}\n{lines}", heads.join(" | ")));
    name
}

fn shared(rows: Vec<ListRow>) -> Vec<Arc<ListRow>> {
    rows.into_iter().map(Arc::new).collect()
}

#[test]
fn every_table_says_what_it_said() {
    let mut names = BTreeSet::new();
    for (folder, version) in HUBS {
        let client = HubClient::new(ScriptedHub::new(recorded(folder)));
        let systems = now(client.systems(&token())).expect("systems");
        let mut rows: Vec<_> = systems
            .iter()
            .map(|system| fleet_row(system, version))
            .collect();
        let units = FleetUnits::default();
        let by_name = blinkenrack::domain::sorting::Sorting {
            column: FleetColumn::Name,
            descending: false,
        };
        fleet::sort(&mut rows, by_name);
        let columns: Vec<FleetColumn> = FleetColumn::CHOICES.to_vec();
        let heads = [FleetColumn::Name].iter().chain(&columns);
        let heads: Vec<&str> = heads.map(|column| column.header(units)).collect();
        let lines = listing(rows.iter().map(|row| line(row, &columns, units)));
        let cards = listing(rows.iter().map(|row| card(row)));
        let name = format!("{folder}-systems");
        let text = format!("{}\n{lines}\non a phone\n{cards}", heads.join(" | "));
        golden::check("tables", &name, &text);
        names.insert(name);

        let index = FleetIndex::new(&rows);
        let version = Some(version);
        if let Some(list) = now(client.all_containers(&token(), version)).expect("an answer") {
            let rows = container_rows(&hub(), &list.0, &index, units);
            names.insert(check_list(folder, ListKind::Containers, shared(rows)));
        }
        if let Some(list) = now(client.all_disks(&token(), version)).expect("an answer") {
            let mut all = shared(disk_rows(&hub(), &list, &index, units, &|_, _| None));
            let outlines = file_system_outlines(&rows);
            let trends = trends(&outlines);
            let file_systems = FileSystemRows::new(None, &outlines, &|_| Some(trends.clone()));
            all.extend(file_systems.rows().cloned());
            names.insert(check_list(folder, ListKind::Disks, all));
        }
        if let Some(list) = now(client.all_services(&token(), version)).expect("an answer") {
            let rows = service_rows(&hub(), &list.0, &index);
            names.insert(check_list(folder, ListKind::Services, shared(rows)));
        }
        if let Some(list) = now(client.all_alerts(&token())).expect("an answer") {
            let say = |at: Millis| format!("{} s", at.0 / 1000);
            let none = |_: &_, _: &str| None;
            let mut all = alert_rows(&hub(), &list, &index, NOW, &say, &none);
            all.extend(coverage_rows(&hub(), &list, &rows));
            names.insert(check_list(folder, ListKind::Alerts, shared(all)));
        }
    }
    // A removed table would leave its file behind.
    golden::only("tables", &names);
}
