//! All services, the failed ones first.

use super::{EmptyWords, FleetIndex, ListColumn, ListDraft, ListPart, ListRow, Rank, number};
use crate::domain::fleet::line::FleetCell;
use crate::domain::format;
use crate::domain::health::{Health, Level};
use crate::domain::ids::{DeviceId, HubId, SystemRef};
use crate::domain::inventory::{Service, ServiceState};
use crate::domain::services::{state_words, urgency};

pub(super) const COLUMNS: &[ListColumn] = &[
    ListColumn::words("Service", 200, 9),
    ListColumn::text("System", 150, 8),
    ListColumn::text("Place", 160, 6),
    ListColumn::text("State", 170, 7),
    ListColumn::number("CPU %", 80, 5),
    ListColumn::number("Memory", 100, 4),
];

const FAILED: u8 = 1;

pub(super) const PARTS: &[ListPart] = &[
    ListPart::ALL,
    ListPart::of("Failed", Some(Health::Critical), FAILED),
];

pub(super) const EMPTY: EmptyWords = EmptyWords {
    in_parts: &[(FAILED, "No service has failed.")],
    at_all: "No system reports services here.",
};

/// A service that has failed.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct FailedService {
    pub name: String,
    pub system: SystemRef,
    pub device: Option<DeviceId>,
    /// The name of its system.
    pub on: String,
    /// The state in words, and whether it is from when the system last reported.
    pub words: String,
}

/// The failed services of one hub, sorted by name.
pub fn failed_services(
    hub: &HubId,
    services: &[Service],
    systems: &FleetIndex,
) -> Vec<FailedService> {
    let failed = services
        .iter()
        .filter(|service| service.state == ServiceState::Failed);
    let failed = failed.filter_map(|service| {
        let of = systems.get(hub, &service.system)?;
        let words = state_words(service);
        Some(FailedService {
            name: service.name.clone(),
            system: of.system.clone(),
            device: of.place.as_ref().map(|place| place.device),
            on: of.name.clone(),
            words: if of.health.is_verified() {
                words
            } else {
                format!("{words} at the last report")
            },
        })
    });
    let mut failed: Vec<_> = failed.collect();
    failed.sort();
    failed
}

/// The services of one hub, of the systems in the index.
pub fn service_rows(hub: &HubId, services: &[Service], systems: &FleetIndex) -> Vec<ListRow> {
    let rows = services.iter().filter_map(|service| {
        let of = systems.get(hub, &service.system)?;
        let (state, tone) = match service.state {
            ServiceState::Failed => (Health::Critical, Level::Critical),
            ServiceState::Activating | ServiceState::Deactivating | ServiceState::Reloading => {
                (Health::Pending, Level::Ok)
            }
            ServiceState::Active => (Health::Ok, Level::Ok),
            ServiceState::Inactive => (Health::Paused, Level::Ok),
            ServiceState::Other(_) => (Health::Unlinked, Level::Ok),
        };
        let words = state_words(service);
        let is_current = of.health.is_verified();
        let cpu = service.cpu.filter(|_| is_current);
        let memory = service.memory.filter(|_| is_current);
        let said = FleetCell::Text(words.clone(), tone);
        let rest = vec![
            (said.clone(), Rank::Number(f64::from(urgency(service)))),
            number(cpu.map(|cpu| (f64::from(cpu.value()), cpu.rounded().to_string()))),
            number(memory.map(|memory| (memory.0 as f64, format::bytes(memory.0 as f64)))),
        ];
        let draft = ListDraft {
            of,
            key: &service.name,
            name: &service.name,
            bay: None,
            state,
            said: &words,
            runs: false,
        };
        let parts = if service.state == ServiceState::Failed {
            FAILED
        } else {
            0
        };
        Some(draft.row(rest, said, parts, &words))
    });
    rows.collect()
}
