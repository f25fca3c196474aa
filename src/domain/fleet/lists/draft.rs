//! Builds the rows of all lists: their common cells, sort keys and search text.

use super::{ListRow, Rank};
use crate::domain::fleet::line::FleetCell;
use crate::domain::fleet::row::FleetRow;
use crate::domain::fold::fold;
use crate::domain::format::BETWEEN;
use crate::domain::health::{Health, Level};

/// A row that starts with its own name, followed by the system and its place.
pub(super) struct ListDraft<'a> {
    pub(super) of: &'a FleetRow,
    /// Distinguishes it from others of the system.
    pub(super) key: &'a str,
    pub(super) name: &'a str,
    /// The drive bay of the device that shows the system, from 0.
    pub(super) bay: Option<u16>,
    pub(super) state: Health,
    /// The state in words, for screen readers.
    pub(super) said: &'a str,
    /// Whether others of its name may run elsewhere.
    pub(super) runs: bool,
}

impl ListDraft<'_> {
    /// `rest` are the cells after name, system and place, each with its sort key. What is not verified is not shown as current.
    pub(super) fn row(
        self,
        rest: Vec<(FleetCell, Rank)>,
        brief: FleetCell,
        parts: u8,
        words: &str,
    ) -> ListRow {
        let of = self.of;
        let is_current = of.health.is_verified();
        let state = if is_current || self.state == Health::Unlinked {
            self.state
        } else {
            Health::Stale
        };
        let said = if is_current {
            self.said.to_owned()
        } else {
            format!("{} at the last report", self.said)
        };
        let place = of.place.as_ref().map(|place| match self.bay {
            Some(bay) => format!("{}{BETWEEN}bay {}", place.words, bay + 1),
            None => place.words.clone(),
        });
        let note = [Some(of.name.clone()), place.clone()];
        let name = FleetCell::Name {
            health: state,
            said,
            name: self.name.to_owned(),
            note: note.into_iter().flatten().collect::<Vec<_>>().join(BETWEEN),
            runs: self.runs,
        };
        let mut cells = vec![
            name,
            FleetCell::Text(of.name.clone(), Level::Ok),
            FleetCell::Place(place.clone()),
        ];
        let mut ranks = vec![
            Rank::Text(self.name.to_owned()),
            Rank::Text(of.name.clone()),
            place.clone().map_or(Rank::Unknown, Rank::Text),
        ];
        for (cell, rank) in rest {
            cells.push(cell);
            ranks.push(rank);
        }
        let place = place.unwrap_or_default();
        ListRow {
            key: format!("{} {} {}", of.system.hub, of.system.system, self.key),
            system: of.system.clone(),
            device: of.place.as_ref().map(|place| place.device),
            state,
            cells,
            ranks,
            brief,
            parts,
            words: fold(&format!("{} {} {place} {words}", self.name, of.name)),
        }
    }
}

/// The cell of an unknown value.
fn unknown() -> (FleetCell, Rank) {
    (FleetCell::Number("–".to_owned(), Level::Ok), Rank::Unknown)
}

/// A number that may be unknown.
pub(super) fn number(value: Option<(f64, String)>) -> (FleetCell, Rank) {
    value.map_or_else(unknown, |(value, text)| {
        (FleetCell::Number(text, Level::Ok), Rank::Number(value))
    })
}

/// A text; an empty one is not known.
pub(super) fn plain(text: &str) -> (FleetCell, Rank) {
    let rank = if text.is_empty() {
        Rank::Unknown
    } else {
        Rank::Text(text.to_owned())
    };
    (FleetCell::Text(text.to_owned(), Level::Ok), rank)
}
