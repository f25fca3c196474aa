//! The file systems of all systems: how full each is, and when it will be full if it fills on as it has lately.

use std::sync::Arc;

use super::{ListDraft, ListRow, Rank, TROUBLE, number, plain};
use crate::domain::fleet::filling::Filling;
use crate::domain::fleet::line::FleetCell;
use crate::domain::fleet::row::{FleetRow, FleetValues, RankedValue};
use crate::domain::format;
use crate::domain::health::{Health, Level};
use crate::domain::ids::SystemRef;
use crate::domain::units::Percent;

/// The part of file systems in the list of disks.
pub(super) const FILE_SYSTEM: u8 = 4;

/// What is known of when a file system will be full.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum FillTrend {
    /// Its rows were not read.
    Unread,
    /// Its rows show no steady growth.
    Steady,
    Fills(Filling),
}

/// What is known of a file system of a system, by its name.
pub type TrendOf<'a> = &'a dyn Fn(&SystemRef, &str) -> FillTrend;

/// The systems with what is known of their file systems, and no other values. Changes that nobody could see make no other outlines.
pub fn file_system_outlines(rows: &[Arc<FleetRow>]) -> Vec<Arc<FleetRow>> {
    let outlines = rows.iter().map(|row| {
        let values = row.values.as_ref().map(|values| FleetValues {
            disks: values
                .disks
                .iter()
                .map(|(name, used)| (name.clone(), seen_of(*used)))
                .collect(),
            ..FleetValues::default()
        });
        let outline = row.outline();
        Arc::new(FleetRow { values, ..outline })
    });
    outlines.collect()
}

/// As exact as it is shown: nearly nothing and nearly full are more than rounded.
fn seen_of(used: RankedValue) -> RankedValue {
    let value = match used.value {
        value if (1.0..99.0).contains(&value) => (value * 10.0).round() / 10.0,
        value => value,
    };
    RankedValue { value, ..used }
}

/// The file systems of these systems. What nobody vouches for is not listed.
pub fn file_system_rows(systems: &[Arc<FleetRow>], trend_of: TrendOf) -> Vec<ListRow> {
    let of_system = |of: &Arc<FleetRow>| {
        let of = of.clone();
        let disks = of.values.as_ref().map(|values| values.disks.clone());
        let rows = disks.unwrap_or_default().into_iter();
        rows.map(move |(name, used)| file_system_row(&of, &name, used, trend_of))
    };
    systems.iter().flat_map(of_system).collect()
}

fn file_system_row(of: &FleetRow, name: &str, used: RankedValue, trend_of: TrendOf) -> ListRow {
    let trend = trend_of(&of.system, name);
    let share = Percent::new(used.value).map_or_else(|| "–".to_owned(), format::percent);
    let words = format!("{share} used");
    let (state, order) = match used.level {
        Level::Critical => (Health::Critical, 0.0),
        Level::Warn => (Health::Warn, 1.0),
        Level::Ok => (Health::Ok, 3.0),
    };
    // Among those as bad the fullest comes first.
    let order = order + (1.0 - used.value / 100.0).clamp(0.0, 1.0) / 2.0;
    let unknown = || number(None);
    let rest = vec![
        (
            FleetCell::Text(words.clone(), used.level),
            Rank::Number(order),
        ),
        trend_cell(trend),
        unknown(),
        unknown(),
        unknown(),
        plain("file system"),
        plain(""),
    ];
    let brief = match trend {
        FillTrend::Fills(filling) => format!("{share}, full {}", filling.range_words()),
        FillTrend::Unread | FillTrend::Steady => words.clone(),
    };
    let key = format!("file system {name}");
    let draft = ListDraft {
        of,
        key: &key,
        name,
        bay: None,
        state,
        said: &words,
        runs: false,
    };
    let trouble = if used.level > Level::Ok { TROUBLE } else { 0 };
    let brief = FleetCell::Text(brief, used.level);
    draft.row(rest, brief, FILE_SYSTEM | trouble, "file system")
}

/// Soonest first.
fn trend_cell(trend: FillTrend) -> (FleetCell, Rank) {
    match trend {
        FillTrend::Unread => (FleetCell::Nothing, Rank::Unknown),
        FillTrend::Steady => number(None),
        FillTrend::Fills(filling) => number(Some((filling.at.0 as f64, filling.range_words()))),
    }
}

/// The systems whose rows tell when the file systems among these rows will be full, each once, in an order that does not depend on
/// the rows'.
pub fn trends_wanted(rows: &[Arc<ListRow>]) -> Vec<SystemRef> {
    let of_file_systems = rows.iter().filter(|row| row.is_in(FILE_SYSTEM));
    let mut systems: Vec<_> = of_file_systems.map(|row| row.system.clone()).collect();
    systems.sort();
    systems.dedup();
    systems
}
