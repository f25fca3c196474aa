//! The tables of a device's panel for the systems of recorded hubs, compared cell by cell with files in `tests/fixtures/panel`. Run with
//! `UPDATE_GOLDEN=1` to rewrite these files, and review the difference.
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

use blinkenrack::domain::alert_lines::{PastLine, RuleLine, quiet_words};
use blinkenrack::domain::containers::{
    ContainerColumn, ContainerLine, GroupLine, arranged, container_facts,
};
use blinkenrack::domain::disks::{
    AttributeLine, DatasetLine, DiskLine, JudgedDisk, MemberLine, PoolLine, disk_facts,
};
use blinkenrack::domain::format::{DataUnit, TemperatureUnit};
use blinkenrack::domain::inventory::lists::{AlertList, ContainerList, DiskList, ServiceList};
use blinkenrack::domain::preferences::Preferences;
use blinkenrack::domain::services::{ServiceColumn, ServiceLine, arranged as arranged_services};
use blinkenrack::domain::sorting::Sorting;
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

fn say(at: Millis) -> String {
    format!("{} s", at.0 / 1_000)
}

fn say_time(at: Millis) -> String {
    format!("minute {} of the day", at.0.rem_euclid(86_400_000) / 60_000)
}

/// The tables of one system, as text.
#[derive(Default)]
struct Sheets(String);

impl Sheets {
    fn line(&mut self, depth: usize, cells: &[&str]) {
        self.0.push_str(&"  ".repeat(depth));
        self.0.push_str(&cells.join(" | "));
        self.0.push('\n');
    }

    fn facts(&mut self, facts: &[(&'static str, String)]) {
        for (name, words) in facts {
            self.line(3, &[name, words]);
        }
    }

    fn containers(&mut self, list: &ContainerList) {
        for column in [
            ContainerColumn::Cpu,
            ContainerColumn::Health,
            ContainerColumn::Image,
        ] {
            let sorting = Sorting {
                column,
                descending: column.is_usually_descending(),
            };
            self.line(1, &["Containers by", column.word()]);
            for group in arranged(&list.0, "", sorting, true) {
                let of_group = GroupLine::of(&group);
                let name = group.name.as_deref().unwrap_or("alone");
                self.line(
                    2,
                    &[
                        "group",
                        name,
                        &of_group.count,
                        &of_group.cpu,
                        &of_group.memory,
                    ],
                );
                for place in group.places {
                    let line = ContainerLine::of(&list.0[place], column, DataUnit::Bytes);
                    let level = line.level.as_str();
                    let update = if line.is_updatable { "update" } else { "" };
                    let numbers = [&line.cpu, &line.memory, &line.network];
                    let [cpu, memory, network] = numbers.map(String::as_str);
                    let cells = [level, &line.name, update, cpu, memory, network, &line.last];
                    self.line(2, &cells);
                }
            }
        }
        if let Some(first) = list.0.first() {
            self.facts(&container_facts(first, DataUnit::Bits));
        }
    }

    fn services(&mut self, list: &ServiceList) {
        self.line(1, &["Services"]);
        let sorting = Sorting {
            column: ServiceColumn::State,
            descending: false,
        };
        for place in arranged_services(&list.0, "", sorting) {
            let line = ServiceLine::of(&list.0[place]);
            let numbers = [&line.cpu, &line.memory, &line.peaks];
            let [cpu, memory, peaks] = numbers.map(String::as_str);
            self.line(2, &[line.tone, &line.name, &line.state, cpu, memory, peaks]);
        }
    }

    fn disks(&mut self, list: &DiskList) {
        self.line(1, &["Disks"]);
        for judged in JudgedDisk::all(&list.disks) {
            let line = DiskLine::of(&judged, TemperatureUnit::Fahrenheit);
            let (level, age) = (line.level.as_str(), &line.age);
            let cells = [
                level,
                &line.name,
                &line.model,
                line.verdict,
                &line.temperature,
                age,
            ];
            self.line(2, &cells);
            self.line(3, &[&line.size, &line.why]);
            self.facts(&disk_facts(&judged.disk, &say));
            if judged.verdict.level.is_trouble() {
                for value in AttributeLine::all(&judged.disk) {
                    let numbered = value.numbered.unwrap_or_default().join(" | ");
                    let failed = if value.has_failed { "failed" } else { "" };
                    self.line(4, &[&value.name, &numbered, &value.raw, failed]);
                }
            }
        }
        let Some(pools) = &list.pools else {
            return self.line(1, &["No pools known"]);
        };
        for pool in pools {
            let line = PoolLine::of(pool);
            self.line(1, &["Pool", line.level.as_str(), &line.name, &line.health]);
            self.line(2, &[&line.used, &line.free, &line.size, &line.why]);
            self.facts(&PoolLine::facts(pool));
            for member in MemberLine::all(pool) {
                let place = if member.is_in_group { "in a group" } else { "" };
                let bad = if member.has_errors { "errors" } else { "" };
                let errors = member.errors.join(" | ");
                self.line(4, &[&member.name, place, &member.state, &errors, bad]);
            }
            for part in pool.datasets.iter().map(DatasetLine::of) {
                self.line(4, &[&part.name, &part.used, &part.free, &part.mount]);
            }
        }
    }

    fn alerts(&mut self, list: &AlertList) {
        self.line(1, &["Rules"]);
        for (_, line) in RuleLine::all(list, &Preferences::default(), &say) {
            let state = if line.is_triggered {
                &line.state
            } else {
                "quiet"
            };
            self.line(2, &[&line.words, state]);
        }
        self.line(1, &["History"]);
        for past in list.history.iter().flatten() {
            let line = PastLine::of(past, &Preferences::default(), &say);
            let open = if line.is_open { "open" } else { "" };
            self.line(2, &[&line.words, &line.triggered, &line.lasted, open]);
        }
        self.line(1, &["Quiet hours"]);
        for quiet in list.quiet.iter().flatten() {
            self.line(2, &[&quiet_words(quiet, NOW, &say, &say_time)]);
        }
    }
}

/// The items of one system in these lists, as the hub returns them for that system alone.
fn of_system(of: &System, client: &HubClient, version: Version) -> Sheets {
    let mut sheets = Sheets::default();
    sheets.line(0, &[&of.name]);
    let version = Some(version);
    if let Some(mut list) = now(client.all_containers(&token(), version)).expect("an answer") {
        list.0.retain(|one| one.system == of.id);
        sheets.containers(&list);
    }
    if let Some(mut list) = now(client.all_services(&token(), version)).expect("an answer") {
        list.0.retain(|one| one.system == of.id);
        sheets.services(&list);
    }
    if let Some(mut list) = now(client.all_disks(&token(), version)).expect("an answer") {
        list.disks.retain(|one| one.system == of.id);
        let pools = list.pools.iter_mut();
        pools.for_each(|pools| pools.retain(|one| one.system == of.id));
        sheets.disks(&list);
    }
    if let Some(mut list) = now(client.alerts_of(&token(), &of.id)).expect("an answer") {
        list.rules.retain(|one| one.system == of.id);
        let history = list.history.iter_mut();
        history.for_each(|history| history.retain(|one| one.system == of.id));
        sheets.alerts(&list);
    }
    sheets
}

#[test]
fn every_table_of_the_panel_says_what_it_said() {
    let mut names = BTreeSet::new();
    for (folder, version) in HUBS {
        let client = HubClient::new(ScriptedHub::new(recorded(folder)));
        let mut systems = now(client.systems(&token())).expect("systems");
        systems.sort_by(|a, b| (&a.name, &a.id).cmp(&(&b.name, &b.id)));
        let sheets = systems.iter().map(|of| of_system(of, &client, version).0);
        golden::check("panel", folder, &sheets.collect::<Vec<_>>().join("\n"));
        names.insert(folder.to_owned());
    }
    golden::only("panel", &names);
}
