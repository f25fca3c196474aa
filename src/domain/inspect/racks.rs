//! The fields of a rack.

use super::{EditOutcome, EditProblem, tried, with_tag, without_tag};
use crate::domain::command::Command;
use crate::domain::direction::without_turns;
use crate::domain::ids::{RackId, RowId};
use crate::domain::layout::{Direction, Layout, Rack, RackHeight, RackWidth, Row};
use crate::domain::placement::Refusal;

/// In units.
pub const USUAL_HEIGHTS: [u16; 7] = [6, 9, 12, 18, 24, 42, 48];
/// In millimeters.
pub const USUAL_DEPTHS: [u32; 6] = [300, 450, 600, 800, 1000, 1200];

/// One change of a rack.
#[derive(Clone, Debug, PartialEq)]
pub enum RackChange {
    Name(String),
    Height(RackHeight),
    Width(RackWidth),
    /// In millimeters; `None` if unknown.
    Depth(Option<u32>),
    Direction(Direction),
    FirstUnit(u16),
    Row(Option<RowId>),
    /// To a new row.
    NewRow(Row),
    AddTag(String),
    RemoveTag(String),
    Notes(String),
}

/// The command of a change. Refusals say which device is in the way.
pub fn change_rack(layout: &Layout, rack: RackId, change: &RackChange) -> EditOutcome {
    let before = layout
        .rack(rack)
        .ok_or(EditProblem::Refused(Refusal::NoSuchRack))?;
    let after = changed(before, change)?;
    if after == *before {
        return Ok(None);
    }
    let name = before.name.clone();
    let edit = Command::EditRack(Box::new(after));
    let command = match change {
        RackChange::NewRow(row) => Command::Titled {
            words: format!("Moved {name} to {}", row.name),
            commands: vec![
                Command::AddRow {
                    index: layout.rows.len(),
                    row: Box::new(row.clone()),
                },
                edit,
            ],
        },
        RackChange::Width(_) => worded(edit, "width", &name),
        RackChange::Depth(_) => worded(edit, "depth", &name),
        RackChange::Direction(_) | RackChange::FirstUnit(_) => worded(edit, "numbering", &name),
        RackChange::AddTag(_) | RackChange::RemoveTag(_) => worded(edit, "tags", &name),
        RackChange::Notes(_) => worded(edit, "notes", &name),
        // These commands describe themselves.
        RackChange::Name(_) | RackChange::Height(_) | RackChange::Row(_) => edit,
    };
    tried(layout, command)
}

fn worded(edit: Command, what: &str, name: &str) -> Command {
    Command::Titled {
        words: format!("Changed the {what} of {name}"),
        commands: vec![edit],
    }
}

fn changed(before: &Rack, change: &RackChange) -> Result<Rack, EditProblem> {
    let mut rack = before.clone();
    match change {
        RackChange::Name(name) => {
            rack.name = named(name)?;
        }
        RackChange::Height(height) => rack.height = *height,
        RackChange::Width(width) => rack.width = *width,
        RackChange::Depth(depth) => rack.depth_mm = *depth,
        RackChange::Direction(direction) => rack.numbering.direction = *direction,
        RackChange::FirstUnit(start) => rack.numbering.start = *start,
        RackChange::Row(row) => rack.row = *row,
        RackChange::NewRow(row) => {
            named(&row.name)?;
            rack.row = Some(row.id);
        }
        RackChange::AddTag(tag) => rack.tags = with_tag(&rack.tags, tag),
        RackChange::RemoveTag(tag) => rack.tags = without_tag(&rack.tags, tag),
        RackChange::Notes(notes) => rack.notes.clone_from(notes),
    }
    Ok(rack)
}

/// Trims a name; an empty one is refused.
pub(super) fn named(name: &str) -> Result<String, EditProblem> {
    match name.trim() {
        "" => Err(EditProblem::NoName),
        name => Ok(without_turns(name.to_owned())),
    }
}
