//! What was chosen on the fleet pages: for as long as this page of the browser lives, and the columns on this device.

use leptos::prelude::*;

use crate::domain::fleet::{FleetColumn, FleetSubset, WORST_FIRST};
use crate::domain::sorting::Sorting;
use crate::shell::storage::{self, Keep};

const COLUMNS: &str = "fleet.columns";

/// Clones share the choices.
#[derive(Clone)]
pub struct FleetChoices {
    pub subset: ArcRwSignal<FleetSubset>,
    pub sorting: ArcRwSignal<Sorting<FleetColumn>>,
    pub columns: ArcRwSignal<Vec<FleetColumn>>,
}

thread_local! {
    static CHOICES: FleetChoices = FleetChoices {
        subset: ArcRwSignal::default(),
        sorting: ArcRwSignal::new(WORST_FIRST),
        columns: ArcRwSignal::new(kept_columns()),
    };
}

impl FleetChoices {
    pub fn shared() -> Self {
        CHOICES.with(Self::clone)
    }

    /// Shows a column, or hides it, also on the next visit. Where nothing can be kept, that has the usual ones.
    pub fn toggle(&self, column: FleetColumn) {
        let chosen = self.columns.get_untracked();
        let is_meant = |other: &FleetColumn| chosen.contains(other) != (*other == column);
        let columns: Vec<FleetColumn> = FleetColumn::CHOICES.into_iter().filter(is_meant).collect();
        let names: Vec<&str> = columns.iter().map(|column| column.as_str()).collect();
        let _kept = storage::write(Keep::Device, COLUMNS, &names.join(" "));
        self.columns.set(columns);
    }
}

fn kept_columns() -> Vec<FleetColumn> {
    match storage::read(Keep::Device, COLUMNS) {
        Some(kept) => FleetColumn::chosen(kept.split_whitespace()),
        None => FleetColumn::usual(),
    }
}
