//! A rack: its size, the numbering of its units, and its row.

use serde::{Deserialize, Serialize};
use thiserror::Error;

use super::{Extra, Tags};
use crate::domain::ids::{RackId, RowId};
use crate::domain::units::HalfU;

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(try_from = "serde_json::Value")]
pub struct Rack {
    pub id: RackId,
    pub name: String,
    /// In whole units.
    pub height: RackHeight,
    /// In inches.
    pub width: RackWidth,
    #[serde(flatten)]
    pub numbering: Numbering,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub depth_mm: Option<u32>,
    /// One of the layout's rows.
    #[serde(rename = "row_id", skip_serializing_if = "Option::is_none")]
    pub row: Option<RowId>,
    #[serde(skip_serializing_if = "Tags::is_empty")]
    pub tags: Tags,
    #[serde(skip_serializing_if = "String::is_empty")]
    pub notes: String,
    #[serde(flatten)]
    pub extra: Extra,
}

impl Rack {
    /// A 19-inch rack numbered upwards from 1.
    pub fn new(id: RackId, name: impl Into<String>, height: RackHeight) -> Self {
        Self {
            id,
            name: name.into(),
            height,
            width: RackWidth::default(),
            numbering: Numbering::default(),
            depth_mm: None,
            row: None,
            tags: Tags::default(),
            notes: String::new(),
            extra: Extra::new(),
        }
    }

    /// The number of the unit that is `from_floor` units above the lowest.
    pub fn unit_number(&self, from_floor: u16) -> u32 {
        let first = u32::from(self.numbering.start);
        first
            + match self.numbering.direction {
                Direction::Up => u32::from(from_floor),
                Direction::Down => u32::from(self.height.units().saturating_sub(from_floor + 1)),
            }
    }

    /// The units that a device of this height takes, for display: `U18`, `U18–19`.
    pub fn unit_label(&self, bottom: HalfU, height: HalfU) -> String {
        match self.unit_span(bottom, height) {
            (low, high) if low == high => format!("U{low}"),
            (low, high) => format!("U{low}–{high}"),
        }
    }

    /// The same for screen readers: `unit 18`, `units 18–19`.
    pub fn unit_words(&self, bottom: HalfU, height: HalfU) -> String {
        match self.unit_span(bottom, height) {
            (low, high) if low == high => format!("unit {low}"),
            (low, high) => format!("units {low}–{high}"),
        }
    }

    /// The smallest and the greatest unit number that a device of this height takes.
    pub fn unit_span(&self, bottom: HalfU, height: HalfU) -> (u32, u32) {
        let lowest = bottom.0 / 2;
        let highest = (bottom.0.saturating_add(height.0).saturating_sub(1) / 2).max(lowest);
        let (a, b) = (self.unit_number(lowest), self.unit_number(highest));
        (a.min(b), a.max(b))
    }
}

/// A named group of racks, such as a room or a wall. Each rack refers to its row.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(try_from = "serde_json::Value")]
pub struct Row {
    pub id: RowId,
    pub name: String,
    #[serde(flatten)]
    pub extra: Extra,
}

impl Row {
    pub fn new(id: RowId, name: impl Into<String>) -> Self {
        Self {
            id,
            name: name.into(),
            extra: Extra::new(),
        }
    }
}

/// 1 to 100 whole units.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(try_from = "u16", into = "u16")]
pub struct RackHeight(u16);

impl RackHeight {
    pub const MAX: u16 = 100;

    /// `None` outside of 1 to 100.
    pub const fn new(units: u16) -> Option<Self> {
        if units >= 1 && units <= Self::MAX {
            Some(Self(units))
        } else {
            None
        }
    }

    /// The nearest valid height.
    pub const fn clamped(units: u16) -> Self {
        match units {
            0 => Self(1),
            1..=Self::MAX => Self(units),
            _ => Self(Self::MAX),
        }
    }

    pub const fn units(self) -> u16 {
        self.0
    }

    pub const fn half_units(self) -> HalfU {
        HalfU::from_units(self.0)
    }
}

/// An invalid size of a rack.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
pub enum NoSuchRackSize {
    /// In units.
    #[error("a rack of {0}U: 1 to {max} are possible", max = RackHeight::MAX)]
    Height(u16),
    /// In inches.
    #[error("a rack of {0} inches: 10, 19, 21 and 23 are possible")]
    Width(u8),
}

impl TryFrom<u16> for RackHeight {
    type Error = NoSuchRackSize;

    fn try_from(units: u16) -> Result<Self, NoSuchRackSize> {
        Self::new(units).ok_or(NoSuchRackSize::Height(units))
    }
}

impl From<RackHeight> for u16 {
    fn from(height: RackHeight) -> u16 {
        height.0
    }
}

/// The distance of the rails' outer edges.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(try_from = "u8", into = "u8")]
pub enum RackWidth {
    Ten,
    #[default]
    Nineteen,
    TwentyOne,
    TwentyThree,
}

impl RackWidth {
    pub const fn inches(self) -> u8 {
        match self {
            Self::Ten => 10,
            Self::Nineteen => 19,
            Self::TwentyOne => 21,
            Self::TwentyThree => 23,
        }
    }

    /// The racks that a device of this width fits: adapters bridge wider rails, except that 10-inch devices fit 10-inch racks only.
    pub const fn racks(self) -> &'static [Self] {
        match self {
            Self::Ten => &[Self::Ten],
            Self::Nineteen => &[Self::Nineteen, Self::TwentyOne, Self::TwentyThree],
            Self::TwentyOne => &[Self::TwentyOne, Self::TwentyThree],
            Self::TwentyThree => &[Self::TwentyThree],
        }
    }
}

impl TryFrom<u8> for RackWidth {
    type Error = NoSuchRackSize;

    fn try_from(inches: u8) -> Result<Self, NoSuchRackSize> {
        match inches {
            10 => Ok(Self::Ten),
            19 => Ok(Self::Nineteen),
            21 => Ok(Self::TwentyOne),
            23 => Ok(Self::TwentyThree),
            other => Err(NoSuchRackSize::Width(other)),
        }
    }
}

impl From<RackWidth> for u8 {
    fn from(width: RackWidth) -> u8 {
        width.inches()
    }
}

/// How the units are numbered.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct Numbering {
    #[serde(rename = "unit_direction")]
    pub direction: Direction,
    /// The number of the first unit.
    #[serde(rename = "first_unit")]
    pub start: u16,
}

impl Default for Numbering {
    fn default() -> Self {
        Self {
            direction: Direction::Up,
            start: 1,
        }
    }
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
pub enum Direction {
    /// From the floor upwards.
    #[default]
    Up,
    /// From the top downwards.
    Down,
}
