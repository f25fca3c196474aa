//! What a row of the table of systems shows in each column.

use std::sync::Arc;

use super::columns::{FleetColumn, FleetUnits};
use super::row::{FleetRow, FleetValues, RankedValue};
use crate::domain::decimal::{decimal, fixed};
use crate::domain::format::{self, DataUnit};
use crate::domain::health::{Health, Level};
use crate::domain::ids::{DeviceId, SystemRef};
use crate::domain::lens::Spark;
use crate::domain::units::{Percent, RoundedPercent};

/// A row as it is drawn. Two that are equal look the same.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FleetLine {
    pub key: String,
    pub health: Health,
    pub cells: Vec<WideCell>,
}

impl FleetLine {
    /// Name of the system.
    pub fn name(&self) -> String {
        let names = self.cells.iter().find_map(|wide| match &wide.cell {
            FleetCell::Name { name, .. } => Some(name.clone()),
            _ => None,
        });
        names.unwrap_or_default()
    }
}

/// A row of a table: it belongs to a system and is identified by its key.
pub trait GridRow: PartialEq {
    /// Unique among the rows of a table.
    fn key(&self) -> String;
    fn system(&self) -> &SystemRef;
    /// The device that shows its system, or hosts it.
    fn device(&self) -> Option<DeviceId>;
    /// The row as it is drawn on a narrow page.
    fn card(&self) -> FleetLine;
}

impl GridRow for FleetRow {
    fn key(&self) -> String {
        Self::key(self)
    }

    fn system(&self) -> &SystemRef {
        &self.system
    }

    fn device(&self) -> Option<DeviceId> {
        self.place.as_ref().map(|place| place.device)
    }

    fn card(&self) -> FleetLine {
        card(self)
    }
}

/// A cell over one column or several.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct WideCell {
    pub cell: FleetCell,
    pub span: usize,
}

/// A share with its label: `CPU`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ShareMark {
    pub label: &'static str,
    pub percent: RoundedPercent,
    pub level: Level,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub enum FleetCell {
    /// The light, the name, and a note below it if there is room for two lines.
    Name {
        health: Health,
        /// Its state in words, for screen readers.
        said: String,
        name: String,
        note: String,
        /// Whether it offers to show where it runs.
        runs: bool,
    },
    /// `None` offers to place it.
    Place(Option<String>),
    Share(ShareMark),
    /// Small bars side by side.
    Shares(Vec<ShareMark>),
    Number(String, Level),
    Text(String, Level),
    /// Replaces values that are not verified.
    Sentence(String, Health),
    /// A sparkline, if there are values.
    LastHour(Option<LastHour>),
    Nothing,
}

/// What a row shows of its last hour.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LastHour {
    pub spark: Arc<Spark>,
    /// Its minimum and maximum in words.
    pub said: String,
}

impl From<FleetCell> for WideCell {
    fn from(cell: FleetCell) -> Self {
        Self { cell, span: 1 }
    }
}

/// A row of a table with these columns after the name. One sentence replaces values that are not verified.
pub fn line(row: &FleetRow, columns: &[FleetColumn], units: FleetUnits) -> FleetLine {
    line_with_hour(row, columns, units, None)
}

/// Like [`line()`], with the last hour.
pub fn line_with_hour(
    row: &FleetRow,
    columns: &[FleetColumn],
    units: FleetUnits,
    hour: Option<LastHour>,
) -> FleetLine {
    let mut hour = hour;
    let name = FleetCell::Name {
        health: row.health,
        said: row.health.word().to_owned(),
        name: row.name.clone(),
        note: String::new(),
        runs: false,
    };
    let mut cells: Vec<WideCell> = vec![name.into()];
    let mut is_said = false;
    let mut columns = columns.iter().copied().peekable();
    while let Some(column) = columns.next() {
        let cell = match &row.values {
            None if column.is_value() => {
                let mut span = 1;
                while columns.next_if(|next| next.is_value()).is_some() {
                    span += 1;
                }
                let cell = if is_said {
                    FleetCell::Nothing
                } else {
                    sentence(row)
                };
                is_said = true;
                WideCell { cell, span }
            }
            None if column == FleetColumn::Reason => if is_said {
                FleetCell::Nothing
            } else {
                sentence(row)
            }
            .into(),
            _ if column == FleetColumn::LastHour => FleetCell::LastHour(hour.take()).into(),
            values => cell(row, values.as_ref(), column, units).into(),
        };
        cells.push(cell);
    }
    FleetLine {
        key: row.key(),
        health: row.health,
        cells,
    }
}

/// A row on a narrow screen: two cells of two lines each.
pub fn card(row: &FleetRow) -> FleetLine {
    let place = row.place.as_ref().map(|place| place.words.clone());
    let name = FleetCell::Name {
        health: row.health,
        said: row.health.word().to_owned(),
        name: row.name.clone(),
        note: place.unwrap_or_else(|| "not in a rack".to_owned()),
        runs: false,
    };
    let values = match &row.values {
        None => sentence(row),
        Some(values) => {
            let marks = [
                ("CPU", values.cpu),
                ("MEM", values.memory),
                ("DSK", values.disk),
            ];
            let marks = marks.into_iter();
            FleetCell::Shares(
                marks
                    .filter_map(|(label, value)| share(label, value?))
                    .collect(),
            )
        }
    };
    FleetLine {
        key: row.key(),
        health: row.health,
        cells: vec![name.into(), values.into()],
    }
}

fn share(label: &'static str, value: RankedValue) -> Option<ShareMark> {
    Some(ShareMark {
        label,
        percent: Percent::new(value.value)?.rounded(),
        level: value.level,
    })
}

/// `Stale: last report 12 min ago`.
fn sentence(row: &FleetRow) -> FleetCell {
    let reason = row.reason.as_deref().unwrap_or_default();
    let mut words = upper_first(row.health.word());
    if !reason.is_empty() {
        words.push_str(": ");
        words.push_str(&lower_first(reason));
    }
    FleetCell::Sentence(words, row.health)
}

fn upper_first(text: &str) -> String {
    let mut letters = text.chars();
    let first = letters.next().map(|first| first.to_uppercase().to_string());
    first.unwrap_or_default() + letters.as_str()
}

fn lower_first(text: &str) -> String {
    let mut letters = text.chars();
    let first = letters.next().map(|first| first.to_lowercase().to_string());
    first.unwrap_or_default() + letters.as_str()
}

/// A rate in the unit of the header: `2.5`; a small one has more decimals, so that it is not shown as none.
fn traffic(rate: f64) -> String {
    match rate {
        rate if rate >= 0.05 => fixed(rate, 1),
        rate if rate >= 0.005 => fixed(rate, 2),
        rate if rate > 0.0 => "<0.01".to_owned(),
        _ => "0".to_owned(),
    }
}

fn cell(
    row: &FleetRow,
    values: Option<&FleetValues>,
    column: FleetColumn,
    units: FleetUnits,
) -> FleetCell {
    let number =
        |of: fn(&FleetValues) -> Option<RankedValue>, words: &dyn Fn(f64) -> String| match values
            .and_then(of)
        {
            Some(found) => FleetCell::Number(words(found.value), found.level),
            None => FleetCell::Number("–".to_owned(), Level::Ok),
        };
    let bar = |of: fn(&FleetValues) -> Option<RankedValue>| {
        let mark = values.and_then(of).and_then(|value| share("", value));
        mark.map_or(
            FleetCell::Number("–".to_owned(), Level::Ok),
            FleetCell::Share,
        )
    };
    let whole = |value: f64| decimal(value, 0);
    match column {
        FleetColumn::Status | FleetColumn::Name | FleetColumn::LastHour => FleetCell::Nothing,
        FleetColumn::Place => FleetCell::Place(row.place.as_ref().map(|place| place.words.clone())),
        FleetColumn::Cpu => bar(|values| values.cpu),
        FleetColumn::Memory => bar(|values| values.memory),
        FleetColumn::Disk => bar(|values| values.disk),
        FleetColumn::Temperature => number(|values| values.temperature, &|celsius| {
            whole(units.temperature.of(celsius))
        }),
        FleetColumn::Load => number(|values| values.load, &|load| format::load(load as f32)),
        FleetColumn::Network => number(|values| values.network, &|bytes| {
            traffic(match units.network {
                DataUnit::Bytes => bytes / 1_048_576.0,
                DataUnit::Bits => bytes * 8.0 / 1_000_000.0,
            })
        }),
        FleetColumn::Uptime => number(|values| values.uptime, &|seconds| {
            format::uptime(seconds as u64)
        }),
        FleetColumn::Gpu => number(|values| values.gpu, &whole),
        FleetColumn::Battery => number(|values| values.battery, &whole),
        FleetColumn::Services => number(|values| values.failed_services, &whole),
        FleetColumn::Agent => {
            let level = if row.agent_lags == Some(true) {
                Level::Warn
            } else {
                Level::Ok
            };
            FleetCell::Text(row.agent.clone(), level)
        }
        FleetColumn::Reason => {
            let level = match row.health {
                Health::Critical => Level::Critical,
                Health::Warn => Level::Warn,
                _ => Level::Ok,
            };
            FleetCell::Text(row.reason.clone().unwrap_or_default(), level)
        }
    }
}

#[cfg(test)]
mod tests;
