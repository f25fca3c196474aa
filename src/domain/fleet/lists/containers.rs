//! All containers, each with the place where it runs.

use super::{
    EmptyWords, FleetIndex, ListColumn, ListDraft, ListPart, ListRow, TROUBLE, number, plain,
};
use crate::domain::containers::{ContainerLevel, level};
use crate::domain::fleet::columns::FleetUnits;
use crate::domain::fleet::line::FleetCell;
use crate::domain::format;
use crate::domain::health::{Health, Level};
use crate::domain::ids::{DeviceId, HubId, SystemRef};
use crate::domain::inventory::Container;
use crate::domain::natural;
use crate::domain::units::{Bytes, Percent};

pub(super) const COLUMNS: &[ListColumn] = &[
    ListColumn::words("Container", 190, 9),
    ListColumn::text("System", 130, 8),
    ListColumn::text("Place", 148, 6),
    ListColumn::number("CPU %", 70, 5),
    ListColumn::number("Memory", 84, 4),
    ListColumn::number("Network", 92, 2),
    ListColumn::words("Status", 190, 7),
    ListColumn::words("Image", 190, 1),
];

const UPDATABLE: u8 = 2;

pub(super) const PARTS: &[ListPart] = &[
    ListPart::ALL,
    ListPart::NEED_LOOK,
    ListPart::of("Updatable", None, UPDATABLE),
];

pub(super) const EMPTY: EmptyWords = EmptyWords {
    in_parts: &[
        EmptyWords::NO_TROUBLE,
        (UPDATABLE, "No update is known for any of them."),
    ],
    at_all: "No system reports containers here.",
};

/// A container with its CPU usage.
#[derive(Clone, Debug, PartialEq)]
pub struct BusyContainer {
    pub system: SystemRef,
    pub device: Option<DeviceId>,
    pub id: String,
    pub name: String,
    /// The name of its system.
    pub on: String,
    /// Share of the whole machine.
    pub cpu: Percent,
    pub memory: Option<Bytes>,
}

impl BusyContainer {
    /// Sorts the busiest first.
    pub fn sort(all: &mut [Self]) {
        all.sort_by(|a, b| {
            let by_cpu = b.cpu.value().total_cmp(&a.cpu.value());
            by_cpu
                .then_with(|| natural::compare(&a.name, &b.name))
                .then_with(|| (&a.system, &a.id).cmp(&(&b.system, &b.id)))
        });
    }

    /// `12 % · 64 MB`.
    pub fn words(&self) -> String {
        let cpu = format::percent(self.cpu);
        match self.memory {
            Some(memory) => format!("{cpu} · {}", format::bytes(memory.0 as f64)),
            None => cpu,
        }
    }
}

/// The busiest containers of one hub, at most `most`. Only verified values count.
pub fn busiest_containers(
    hub: &HubId,
    containers: &[Container],
    systems: &FleetIndex,
    most: usize,
) -> Vec<BusyContainer> {
    let busy = containers.iter().filter_map(|container| {
        let of = systems.get(hub, &container.system)?;
        let cpu = container.cpu.filter(|_| of.health.is_verified())?;
        Some(BusyContainer {
            system: of.system.clone(),
            device: of.place.as_ref().map(|place| place.device),
            id: container.id.clone(),
            name: container.name.clone(),
            on: of.name.clone(),
            cpu,
            memory: container.memory,
        })
    });
    let mut busy: Vec<_> = busy.collect();
    BusyContainer::sort(&mut busy);
    busy.truncate(most);
    busy
}

/// The containers of one hub, of the systems in the index.
pub fn container_rows(
    hub: &HubId,
    containers: &[Container],
    systems: &FleetIndex,
    units: FleetUnits,
) -> Vec<ListRow> {
    let rows = containers.iter().filter_map(|container| {
        let of = systems.get(hub, &container.system)?;
        let level = level(container);
        let (state, tone) = match level {
            ContainerLevel::Bad => (Health::Critical, Level::Critical),
            ContainerLevel::Watch => (Health::Warn, Level::Warn),
            ContainerLevel::Good => (Health::Ok, Level::Ok),
            ContainerLevel::Idle => (Health::Paused, Level::Ok),
            ContainerLevel::Unknown => (Health::Unlinked, Level::Ok),
        };
        let is_updatable = container.updatable == Some(true);
        let is_current = of.health.is_verified();
        let cpu = container.cpu.filter(|_| is_current);
        let memory = container.memory.filter(|_| is_current);
        let network = container.network.filter(|_| is_current);
        let status = FleetCell::Text(container.status.clone(), tone);
        let rest = vec![
            number(cpu.map(|cpu| (f64::from(cpu.value()), cpu.rounded().to_string()))),
            number(memory.map(|memory| (memory.0 as f64, format::bytes(memory.0 as f64)))),
            number(network.map(|rate| (rate.0, format::rate(rate, units.network)))),
            (status.clone(), plain(&container.status).1),
            plain(&container.image),
        ];
        let draft = ListDraft {
            of,
            key: &container.id,
            name: &container.name,
            bay: None,
            state,
            said: &container.status,
            runs: true,
        };
        let mut parts = 0;
        if matches!(level, ContainerLevel::Bad | ContainerLevel::Watch) {
            parts |= TROUBLE;
        }
        if is_updatable {
            parts |= UPDATABLE;
        }
        let words = format!(
            "{} {} {} {}",
            container.image, container.project, container.status, container.ports
        );
        Some(draft.row(rest, status, parts, &words))
    });
    rows.collect()
}
