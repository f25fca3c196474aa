//! Dissolves carriers that Rackula created automatically, because it mounts only full-width devices of whole units on rails. Our racks do
//! not need them: the children are mounted on the rails side by side.

use std::collections::{HashMap, HashSet};

use super::devices::{Draft, FilePlace};
use super::types::{CarrierSlot, ReadTypes};
use crate::domain::io::reason::Reason;
use crate::domain::io::report::Report;
use crate::domain::layout::Width;
use crate::domain::units::HalfU;

/// Removes these carriers from a rack and mounts their children on the rails.
pub(super) fn dissolve(drafts: Vec<Draft>, types: &ReadTypes, report: &mut Report) -> Vec<Draft> {
    let places = places(&drafts, types);
    let mut kept = Vec::with_capacity(drafts.len());
    for mut draft in drafts {
        if places.carriers.contains(&draft.id) && draft.auto_created {
            report.changed(draft.item(), Reason::CarrierDissolved);
            continue;
        }
        if let Some(place) = places.of_children.get(&draft.id) {
            draft.file_place = place.clone();
        }
        kept.push(draft);
    }
    kept
}

#[derive(Default)]
struct Places {
    carriers: HashSet<String>,
    of_children: HashMap<String, FilePlace>,
}

fn places(drafts: &[Draft], types: &ReadTypes) -> Places {
    let mut inside: HashMap<&str, Vec<&Draft>> = HashMap::new();
    for draft in drafts {
        if let FilePlace::Inside { parent, .. } = &draft.file_place {
            inside.entry(parent).or_default().push(draft);
        }
    }
    let mut places = Places::default();
    for carrier in drafts
        .iter()
        .filter(|draft| draft.auto_created && !draft.id.is_empty())
    {
        let FilePlace::Rails {
            units: Some(units), ..
        } = carrier.file_place
        else {
            continue;
        };
        let slots = types.slots_of(&carrier.slug);
        let children = inside
            .get(carrier.id.as_str())
            .map_or(&[][..], Vec::as_slice);
        let spots: Option<Vec<_>> = children
            .iter()
            .map(|child| Some((child.id.clone(), file_place(child, units, slots, types)?)))
            .collect();
        // A carrier is kept if any of its children needs it.
        if let Some(spots) = spots.filter(|_| !slots.is_empty()) {
            places.carriers.insert(carrier.id.clone());
            places.of_children.extend(spots);
        }
    }
    places
}

fn file_place(
    child: &Draft,
    carrier: f64,
    slots: &[CarrierSlot],
    types: &ReadTypes,
) -> Option<FilePlace> {
    let FilePlace::Inside { slot: Some(id), .. } = &child.file_place else {
        return None;
    };
    let slot = slots.iter().find(|slot| slot.id == *id)?;
    let device_type = types.table.get(&child.slug)?;
    if child.id.is_empty() || device_type.height > slot.height {
        return None;
    }
    let (above, column) = SlotId::parse(id).map_or_else(
        || (below(slot, slots), slot.column),
        |ours| (HalfU(ours.half_units), ours.column),
    );
    let wide_enough = match device_type.width {
        Width::Full => slot.fraction >= 0.99 && column == 0,
        Width::Half | Width::Third => column < device_type.width.columns(),
    };
    wide_enough.then(|| FilePlace::Rails {
        units: Some(carrier + f64::from(above.0) / 2.0),
        column: Some(column),
        exact: true,
    })
}

/// The height of the rows below a slot. A row is as high as its lowest slot.
fn below(slot: &CarrierSlot, slots: &[CarrierSlot]) -> HalfU {
    let height_of = |row: u8| {
        slots
            .iter()
            .filter(|slot| slot.row == row)
            .map(|slot| slot.height.0)
            .min()
    };
    let sum = (0..slot.row)
        .filter_map(height_of)
        .fold(0u16, u16::saturating_add);
    HalfU(sum)
}

/// A slot's position as encoded in its id by our export.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::domain::io) struct SlotId {
    /// Height above the carrier's lower edge.
    pub(in crate::domain::io) half_units: u16,
    pub(in crate::domain::io) column: u8,
    /// Number of columns.
    pub(in crate::domain::io) columns: u8,
}

impl SlotId {
    /// Parses `h3-c0-of-2`, with or without a suffix.
    fn parse(id: &str) -> Option<Self> {
        let (half_units, rest) = id.strip_prefix('h')?.split_once("-c")?;
        let (column, rest) = rest.split_once("-of-")?;
        let columns = rest.split('-').next()?;
        Some(Self {
            half_units: half_units.parse().ok()?,
            column: column.parse().ok()?,
            columns: columns.parse().ok()?,
        })
    }
}

impl std::fmt::Display for SlotId {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(
            f,
            "h{}-c{}-of-{}",
            self.half_units, self.column, self.columns
        )
    }
}
