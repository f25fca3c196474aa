//! The file systems of all systems: how full each is, and when it will be full if its recent growth continues.

use std::collections::HashMap;
use std::sync::Arc;

use super::{ListDraft, ListRow, Rank, TROUBLE, distinct_keys, number, plain};
use crate::domain::fleet::filling::Filling;
use crate::domain::fleet::line::FleetCell;
use crate::domain::fleet::row::{FleetRow, FleetValues, RankedValue};
use crate::domain::format;
use crate::domain::health::{Health, Level};
use crate::domain::ids::SystemRef;
use crate::domain::units::Percent;

/// The bit of the part of file systems in the list of disks.
pub(super) const FILE_SYSTEM: u8 = 4;

/// Estimates for the file systems of one system, by name, from its rows; `None` for one that does not fill steadily.
pub type FillTrends = Arc<Vec<(String, Option<Filling>)>>;

/// What is known of when a file system will be full.
#[derive(Clone, Copy, Debug, PartialEq)]
enum FillTrend {
    /// Its rows were not read.
    Unread,
    /// Its rows show no steady growth.
    Steady,
    Fills(Filling),
}

impl FillTrend {
    /// The trend of the file system with this name.
    fn of(trends: Option<&FillTrends>, name: &str) -> Self {
        let mut all = trends.into_iter().flat_map(|trends| trends.iter());
        match all.find(|(other, _)| other == name) {
            Some((_, Some(filling))) => Self::Fills(*filling),
            Some((_, None)) => Self::Steady,
            None => Self::Unread,
        }
    }
}

/// The estimates for a system; `None` before they are known.
pub type TrendsOf<'a> = &'a dyn Fn(&SystemRef) -> Option<FillTrends>;

/// The rows reduced to the usage of file systems. Changes too small to be shown do not change an outline.
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

/// Rounds as the screen does; shares near 0 and 100 are shown more exactly, so they stay as they are.
fn seen_of(used: RankedValue) -> RankedValue {
    let value = match used.value {
        value if (1.0..99.0).contains(&value) => (value * 10.0).round() / 10.0,
        value => value,
    };
    RankedValue { value, ..used }
}

/// The file systems of some systems. Those that are not verified are not listed.
#[derive(Clone, Debug, Default)]
pub struct FileSystemRows(Vec<SystemRows>);

/// The file systems of one system, with the input of their rows.
#[derive(Clone, Debug)]
struct SystemRows {
    of: Arc<FleetRow>,
    trends: Option<FillTrends>,
    rows: Vec<Arc<ListRow>>,
}

impl SystemRows {
    fn new(of: Arc<FleetRow>, trends: Option<FillTrends>) -> Self {
        let disks = of.values.as_ref().map(|values| values.disks.as_slice());
        let disks = disks.unwrap_or_default().iter();
        let rows = disks.map(|(name, used)| {
            let trend = FillTrend::of(trends.as_ref(), name);
            Arc::new(file_system_row(&of, name, *used, trend))
        });
        let mut rows: Vec<_> = rows.collect();
        distinct_keys(&mut rows);
        Self { of, trends, rows }
    }

    fn is_of(&self, of: &Arc<FleetRow>, trends: Option<&FillTrends>) -> bool {
        let has_same_trends = match (&self.trends, trends) {
            (Some(a), Some(b)) => Arc::ptr_eq(a, b) || a == b,
            (a, b) => a.is_none() && b.is_none(),
        };
        has_same_trends && (Arc::ptr_eq(&self.of, of) || self.of == *of)
    }
}

/// Compared by pointer: unchanged rows are reused.
impl PartialEq for FileSystemRows {
    fn eq(&self, other: &Self) -> bool {
        self.rows()
            .map(Arc::as_ptr)
            .eq(other.rows().map(Arc::as_ptr))
    }
}

impl FileSystemRows {
    /// Reuses the rows of systems that have not changed since `before`.
    pub fn new(before: Option<&Self>, systems: &[Arc<FleetRow>], trends_of: TrendsOf) -> Self {
        let before = before.map_or(&[][..], |before| &before.0).iter();
        let before: HashMap<_, _> = before.map(|rows| (&rows.of.system, rows)).collect();
        let of_systems = systems.iter().map(|of| {
            let trends = trends_of(&of.system);
            let same = before.get(&of.system);
            match same.filter(|rows| rows.is_of(of, trends.as_ref())) {
                Some(same) => SystemRows::clone(same),
                None => SystemRows::new(of.clone(), trends),
            }
        });
        Self(of_systems.collect())
    }

    /// The rows of all systems, with unique keys.
    pub fn rows(&self) -> impl Iterator<Item = &Arc<ListRow>> {
        self.0.iter().flat_map(|of_system| &of_system.rows)
    }
}

fn file_system_row(of: &FleetRow, name: &str, used: RankedValue, trend: FillTrend) -> ListRow {
    let share = Percent::new(used.value).map_or_else(|| "–".to_owned(), format::percent);
    let words = format!("{share} used");
    let (state, order) = match used.level {
        Level::Critical => (Health::Critical, 0.0),
        Level::Warn => (Health::Warn, 1.0),
        Level::Ok => (Health::Ok, 3.0),
    };
    // At the same level the fullest comes first.
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

/// Ranked with the soonest first.
fn trend_cell(trend: FillTrend) -> (FleetCell, Rank) {
    match trend {
        FillTrend::Unread => (FleetCell::Nothing, Rank::Unknown),
        FillTrend::Steady => number(None),
        FillTrend::Fills(filling) => number(Some((filling.at.0 as f64, filling.range_words()))),
    }
}

/// The systems whose rows are needed for the trends of these file systems, without duplicates, in an order independent of the rows'.
pub fn trends_wanted(rows: &[Arc<ListRow>]) -> Vec<SystemRef> {
    let of_file_systems = rows.iter().filter(|row| row.is_in(FILE_SYSTEM));
    let mut systems: Vec<_> = of_file_systems.map(|row| row.system.clone()).collect();
    systems.sort();
    systems.dedup();
    systems
}
