//! Commands on rows.

use super::Command;
use crate::domain::ids::RowId;
use crate::domain::layout::{Layout, Rack, Row};
use crate::domain::placement::Refusal;

/// Checks that the rack's row exists.
pub(super) fn check_row_of(layout: &Layout, rack: &Rack) -> Result<(), Refusal> {
    match rack.row {
        Some(row) if layout.row(row).is_none() => Err(Refusal::NoSuchRow),
        _ => Ok(()),
    }
}

pub(super) fn add(layout: &mut Layout, index: usize, row: &Row) -> Result<Command, Refusal> {
    if layout.row(row.id).is_some() {
        return Err(Refusal::AlreadyThere(row.name.clone()));
    }
    let rows = &mut *layout.rows;
    rows.insert(index.min(rows.len()), row.clone());
    Ok(Command::RemoveRow(row.id))
}

pub(super) fn remove(layout: &mut Layout, row: RowId) -> Result<Command, Refusal> {
    let index = position_of(layout, row)?;
    let again = Command::AddRow {
        index,
        row: Box::new(layout.rows.remove(index)),
    };
    let mut back = vec![again];
    for rack in layout.racks.iter_mut().filter(|rack| rack.row == Some(row)) {
        back.push(Command::EditRack(Box::new(rack.clone())));
        rack.row = None;
    }
    Ok(if back.len() == 1 {
        back.remove(0)
    } else {
        Command::Group(back)
    })
}

pub(super) fn edit(layout: &mut Layout, row: &Row) -> Result<Command, Refusal> {
    let index = position_of(layout, row.id)?;
    layout.rows.push(row.clone());
    let before = layout.rows.swap_remove(index);
    Ok(Command::EditRow(Box::new(before)))
}

pub(super) fn shift(layout: &mut Layout, row: RowId, index: usize) -> Result<Command, Refusal> {
    let from = position_of(layout, row)?;
    let rows = &mut *layout.rows;
    let moved = rows.remove(from);
    rows.insert(index.min(rows.len()), moved);
    Ok(Command::MoveRow { row, index: from })
}

fn position_of(layout: &Layout, row: RowId) -> Result<usize, Refusal> {
    layout
        .rows
        .iter()
        .position(|other| other.id == row)
        .ok_or(Refusal::NoSuchRow)
}
