//! All disks and pools with our verdict, the worst first; the list also shows file systems.

use super::file_systems::FILE_SYSTEM;
use super::{
    EmptyWords, FleetIndex, ListColumn, ListDraft, ListPart, ListRow, Rank, TROUBLE, number, plain,
};
use crate::domain::disks::{DiskKind, DiskLevel, PoolVerdict, pool_verdict, verdict};
use crate::domain::fleet::columns::FleetUnits;
use crate::domain::fleet::line::FleetCell;
use crate::domain::format;
use crate::domain::health::{Health, Level};
use crate::domain::ids::{DeviceId, HubId};
use crate::domain::inventory::lists::DiskList;

pub(super) const COLUMNS: &[ListColumn] = &[
    ListColumn::text("Disk", 150, 9),
    ListColumn::text("System", 130, 8),
    ListColumn::text("Place", 186, 5),
    ListColumn::words("Verdict", 300, 7),
    ListColumn {
        // The soonest comes first.
        descending: false,
        ..ListColumn::number("Full", 164, 6)
    },
    ListColumn::number("Temp", 66, 6),
    ListColumn::number("Age", 72, 3),
    ListColumn::number("Size", 84, 4),
    ListColumn::text("Model", 190, 2),
    ListColumn::text("Serial", 150, 1),
];

/// Index of the column that shows when a file system will be full.
pub const FULL_BY_TREND: usize = 4;

const POOL: u8 = 2;

pub(super) const PARTS: &[ListPart] = &[
    ListPart::ALL,
    ListPart::NEED_LOOK,
    ListPart::of("Pools", None, POOL),
    ListPart::of("File systems", None, FILE_SYSTEM),
];

pub(super) const EMPTY: EmptyWords = EmptyWords {
    in_parts: &[
        EmptyWords::NO_TROUBLE,
        (POOL, "No system reports pools here."),
        (FILE_SYSTEM, "No system reports file systems here."),
    ],
    at_all: "No system reports disks here: agents need smartctl, and the right to ask the drives.",
};

/// The light, the tone of the text, and the sort key of a level.
fn shown(level: DiskLevel) -> (Health, Level, f64) {
    match level {
        DiskLevel::Failing => (Health::Critical, Level::Critical, 0.0),
        DiskLevel::Watch => (Health::Warn, Level::Warn, 1.0),
        DiskLevel::Unknown => (Health::Unlinked, Level::Ok, 2.0),
        DiskLevel::Good => (Health::Ok, Level::Ok, 3.0),
    }
}

/// Only file systems have a fill trend.
const NO_TREND: (FleetCell, Rank) = (FleetCell::Nothing, Rank::Unknown);

/// The drive bay of a device that holds the disk with a serial number, from 0.
pub type BayOf<'a> = &'a dyn Fn(DeviceId, &str) -> Option<u16>;

/// The disks and pools of one hub, of the systems in the index.
pub fn disk_rows(
    hub: &HubId,
    list: &DiskList,
    systems: &FleetIndex,
    units: FleetUnits,
    bay_of: BayOf,
) -> Vec<ListRow> {
    let disks = list.disks.iter().filter_map(|disk| {
        let of = systems.get(hub, &disk.system)?;
        let verdict = verdict(disk);
        let (state, tone, order) = shown(verdict.level);
        let why = verdict.words(units.temperature);
        let words = if why.is_empty() {
            verdict.level.word().to_owned()
        } else {
            format!("{}: {why}", verdict.level.word())
        };
        let said = FleetCell::Text(words.clone(), tone);
        let temperature = disk.temperature.map(|degrees| {
            let text = format::temperature(degrees, units.temperature);
            (f64::from(degrees.0), text)
        });
        let hours = disk.hours.filter(|hours| *hours > 0);
        let rest = vec![
            (said.clone(), Rank::Number(order)),
            NO_TREND,
            number(temperature),
            number(hours.map(|hours| (hours as f64, format::uptime(hours.saturating_mul(3_600))))),
            number(
                disk.capacity
                    .map(|size| (size.0 as f64, format::bytes(size.0 as f64))),
            ),
            plain(&disk.model),
            plain(&disk.serial),
        ];
        let key = format!("disk {} {}", disk.name, disk.serial);
        // A guest's disks are not in the bays of its host.
        let place = of.place.as_ref().filter(|place| !place.is_guest);
        let draft = ListDraft {
            of,
            key: &key,
            name: &disk.name,
            bay: place.and_then(|place| bay_of(place.device, &disk.serial)),
            state,
            said: verdict.level.word(),
            runs: false,
        };
        let parts = if verdict.level.is_trouble() {
            TROUBLE
        } else {
            0
        };
        let words = format!(
            "{words} {} {} {}",
            disk.model,
            disk.serial,
            DiskKind::of(disk).word()
        );
        Some(draft.row(rest, said, parts, &words))
    });
    let pools = list.pools.iter().flatten().filter_map(|pool| {
        let of = systems.get(hub, &pool.system)?;
        let PoolVerdict { level, words: why } = pool_verdict(pool);
        let (state, tone, order) = shown(level);
        let words = if why.is_empty() {
            format!("Pool, {}", pool.health.to_lowercase())
        } else {
            format!("Pool, {}: {why}", level.word().to_lowercase())
        };
        let said = FleetCell::Text(words.clone(), tone);
        let unknown = || number(None);
        let rest = vec![
            (said.clone(), Rank::Number(order)),
            NO_TREND,
            unknown(),
            unknown(),
            number(
                pool.size
                    .map(|size| (size.0 as f64, format::bytes(size.0 as f64))),
            ),
            plain("pool"),
            plain(""),
        ];
        let key = format!("pool {}", pool.name);
        let draft = ListDraft {
            of,
            key: &key,
            name: &pool.name,
            bay: None,
            state,
            said: &pool.health.to_lowercase(),
            runs: false,
        };
        let trouble = if level.is_trouble() { TROUBLE } else { 0 };
        Some(draft.row(rest, said, POOL | trouble, &words))
    });
    disks.chain(pools).collect()
}
