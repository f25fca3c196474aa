//! The fields that the inspector edits in place, for a device, several devices, a rack or a row: their current values, and the command that
//! changes one. A change is one command, and none if nothing would change.

mod devices;
mod draft;
mod position;
mod racks;
mod reading;
mod rows;

use thiserror::Error;

use super::command::{Command, apply};
use super::layout::{BadUrl, Layout, RackHeight, Tags};
use super::placement::Refusal;

pub use devices::{DeviceChange, DeviceFields, SharedTag, change_devices, device_fields};
pub use draft::TextDraft;
pub use position::{Position, position_of};
pub use racks::{RackChange, USUAL_DEPTHS, USUAL_HEIGHTS, change_rack};
pub use reading::{read_depth, read_first_unit, read_height, read_unit, read_user_link};
pub use rows::{RowChange, change_row};

/// The value of a field for one or several things.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum FieldValue<T> {
    /// All have this value.
    Same(T),
    /// They differ.
    Mixed,
}

impl<T> FieldValue<T> {
    /// The value, if there is just one.
    pub const fn value(&self) -> Option<&T> {
        match self {
            Self::Same(value) => Some(value),
            Self::Mixed => None,
        }
    }
}

impl<T: PartialEq> FieldValue<T> {
    /// The common value; `None` if there are no values.
    pub(super) fn of(mut values: impl Iterator<Item = T>) -> Option<Self> {
        let first = values.next()?;
        Some(if values.all(|value| value == first) {
            Self::Same(first)
        } else {
            Self::Mixed
        })
    }
}

/// Why a change is not made, in words displayed beside its field.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum EditProblem {
    #[error("It needs a name")]
    NoName,
    #[error("A whole number of units, 1 to {max}", max = RackHeight::MAX)]
    Height,
    #[error("A whole number of millimeters, or nothing")]
    Depth,
    #[error("A whole number, 0 to {max}", max = u16::MAX)]
    FirstUnit,
    #[error("The number of a unit, such as 12")]
    Unit,
    /// The possible range.
    #[error("In {rack} it can have units {low} to {high}")]
    NoSuchUnit { rack: String, low: u32, high: u32 },
    /// The direction: `above`.
    #[error("No free slot {0}")]
    NoSlot(&'static str),
    #[error("Give the link a name and an address")]
    LinkPart,
    #[error("Not possible: {0}")]
    Url(BadUrl),
    #[error("{0}")]
    Refused(Refusal),
}

/// The outcome of a change: its command, or `None` if nothing changes.
pub type EditOutcome = Result<Option<Command>, EditProblem>;

/// The command if the layout accepts it.
fn tried(layout: &Layout, command: Command) -> EditOutcome {
    match apply(&mut layout.clone(), &command) {
        Ok(_) => Ok(Some(command)),
        Err(Refusal::NothingToDo(_)) => Ok(None),
        Err(refusal) => Err(EditProblem::Refused(refusal)),
    }
}

/// A single command as it is, several as one step with these words; `None` for none.
fn titled(mut commands: Vec<Command>, words: impl FnOnce(usize) -> String) -> Option<Command> {
    match commands.len() {
        0 => None,
        1 => commands.pop(),
        count => Some(Command::Titled {
            words: words(count),
            commands,
        }),
    }
}

fn with_tag(tags: &Tags, tag: &str) -> Tags {
    Tags::of(tags.iter().chain([tag]))
}

fn without_tag(tags: &Tags, tag: &str) -> Tags {
    Tags::of(tags.iter().filter(|known| *known != tag))
}

/// All tags of the layout, sorted.
pub fn tags_of(layout: &Layout) -> Vec<String> {
    let of_devices = layout.devices.iter().flat_map(|device| device.tags.iter());
    let of_racks = layout.racks.iter().flat_map(|rack| rack.tags.iter());
    let mut tags: Vec<&str> = of_devices.chain(of_racks).collect();
    tags.sort_unstable();
    tags.dedup();
    tags.into_iter().map(str::to_owned).collect()
}

/// All tags of the layout, each with the number of devices and racks that have it.
pub fn tag_counts(layout: &Layout) -> Vec<(String, usize)> {
    let has = |tags: &Tags, tag: &str| tags.iter().any(|known| known == tag);
    let count = |tag: &str| {
        let devices = layout
            .devices
            .iter()
            .filter(|device| has(&device.tags, tag));
        let racks = layout.racks.iter().filter(|rack| has(&rack.tags, tag));
        devices.count() + racks.count()
    };
    let counted = |tag: String| (count(&tag), tag);
    let counted = tags_of(layout).into_iter().map(counted);
    counted.map(|(count, tag)| (tag, count)).collect()
}

#[cfg(test)]
mod tests;
