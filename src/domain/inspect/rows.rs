//! The fields of a row.

use super::racks::named;
use super::{EditOutcome, EditProblem, tried};
use crate::domain::command::Command;
use crate::domain::ids::RowId;
use crate::domain::layout::Layout;
use crate::domain::placement::Refusal;

/// One change of a row.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum RowChange {
    Name(String),
    /// Its position among the rows; 0 is the topmost.
    Place(usize),
}

pub fn change_row(layout: &Layout, row: RowId, change: &RowChange) -> EditOutcome {
    let mut rows = layout.rows.iter();
    let at = rows.position(|other| other.id == row);
    let (Some(at), Some(before)) = (at, layout.row(row)) else {
        return Err(EditProblem::Refused(Refusal::NoSuchRow));
    };
    let command = match change {
        RowChange::Name(name) => {
            let mut after = before.clone();
            after.name = named(name)?;
            (after != *before).then(|| Command::EditRow(Box::new(after)))
        }
        RowChange::Place(index) => {
            let index = (*index).min(layout.rows.len().saturating_sub(1));
            (index != at).then_some(Command::MoveRow { row, index })
        }
    };
    command.map_or(Ok(None), |command| tried(layout, command))
}
