//! Choices on the fleet pages: kept while this page lives, and the columns, metric and rack order on this device.

use leptos::prelude::*;

use crate::domain::fleet::{FIRST_SPAN, FleetColumn, FleetSubset, SystemChoices, WORST_FIRST};
use crate::domain::lens::Lens;
use crate::domain::sorting::Sorting;
use crate::shell::storage::{self, Keep};

const COLUMNS: &str = "fleet.columns";
const METRIC: &str = "fleet.metric";
const RACK_ORDER: &str = "fleet.rack-order";

/// Clones share the choices.
#[derive(Clone)]
pub struct FleetChoices {
    pub subset: ArcRwSignal<FleetSubset>,
    pub sorting: ArcRwSignal<Sorting<FleetColumn>>,
    pub columns: ArcRwSignal<Vec<FleetColumn>>,
    /// Whether the user has chosen them: then all are shown, however little room there is.
    pub are_columns_chosen: ArcRwSignal<bool>,
    /// The metric whose last hour is shown.
    pub metric: ArcRwSignal<Lens>,
    /// Index of the range that the charts in rack order show.
    pub track_range: ArcRwSignal<usize>,
    /// Whether those charts are shown; `None` if the user has not chosen: then it depends on the available space.
    pub in_rack_order: ArcRwSignal<Option<bool>>,
}

thread_local! {
    static CHOICES: FleetChoices = FleetChoices {
        subset: ArcRwSignal::default(),
        sorting: ArcRwSignal::new(WORST_FIRST),
        columns: ArcRwSignal::new(kept_columns()),
        are_columns_chosen: ArcRwSignal::new(storage::read(Keep::Device, COLUMNS).is_some()),
        metric: ArcRwSignal::new(kept_metric()),
        track_range: ArcRwSignal::new(FIRST_SPAN),
        in_rack_order: ArcRwSignal::new(kept_order()),
    };
}

impl FleetChoices {
    pub fn shared() -> Self {
        CHOICES.with(Self::clone)
    }

    /// What is chosen, followed, as the address names it.
    pub fn named(&self) -> SystemChoices {
        SystemChoices {
            subset: self.subset.get(),
            sorting: self.sorting.get(),
            in_rack_order: self.in_rack_order.get(),
            metric: Some(self.metric.get()),
            span: self.track_range.get(),
        }
    }

    /// Shows what an address names. What it leaves open stays as this browser shows it.
    pub fn take(&self, named: SystemChoices) {
        self.subset.set(named.subset);
        self.sorting.set(named.sorting);
        self.track_range.set(named.span);
        if named.in_rack_order.is_some() {
            self.in_rack_order.set(named.in_rack_order);
        }
        if let Some(metric) = named.metric {
            self.metric.set(metric);
        }
    }

    /// Shows the last hour of this value, also on the next visit.
    pub fn show_metric(&self, metric: Lens) {
        let _kept = storage::write(Keep::Device, METRIC, metric.as_str());
        self.metric.set(metric);
    }

    /// Shows the charts in rack order, or hides them, also on the next visit.
    pub fn show_in_rack_order(&self, is_shown: bool) {
        let _kept = storage::write(Keep::Device, RACK_ORDER, if is_shown { "1" } else { "0" });
        self.in_rack_order.set(Some(is_shown));
    }

    /// Shows or hides a column, also on the next visit. If the choice cannot be kept, the next visit has the default columns.
    pub fn toggle(&self, column: FleetColumn) {
        let chosen = self.columns.get_untracked();
        let is_meant = |other: &FleetColumn| chosen.contains(other) != (*other == column);
        let columns: Vec<FleetColumn> = FleetColumn::CHOICES.into_iter().filter(is_meant).collect();
        let names: Vec<&str> = columns.iter().map(|column| column.as_str()).collect();
        let _kept = storage::write(Keep::Device, COLUMNS, &names.join(" "));
        self.are_columns_chosen.set(true);
        self.columns.set(columns);
    }
}

fn kept_order() -> Option<bool> {
    let kept = storage::read(Keep::Device, RACK_ORDER)?;
    Some(kept == "1")
}

fn kept_metric() -> Lens {
    let kept = storage::read(Keep::Device, METRIC);
    let kept = kept.and_then(|kept| Lens::over_time().find(|lens| lens.as_str() == kept));
    kept.unwrap_or(Lens::Cpu)
}

fn kept_columns() -> Vec<FleetColumn> {
    match storage::read(Keep::Device, COLUMNS) {
        Some(kept) => FleetColumn::chosen(kept.split_whitespace()),
        None => FleetColumn::usual(),
    }
}
