//! The systems of all hubs as rows of a table: what each shows, their order, which of them are in view, and keyboard navigation.

mod address;
mod alert_lanes;
mod bulk;
mod columns;
mod filling;
mod keyed;
mod line;
pub mod lists;
mod overview;
mod rack_availability;
mod recent;
mod row;
mod selection;
mod sheet;
mod subset;
mod tracks;
mod window;

pub use self::address::{FIRST_SPAN, ListChoices, SystemChoices};
pub use self::alert_lanes::{AlertLane, AlertSpan, MOST_LANES, alert_lanes, find_lanes};
pub use self::bulk::{BulkOffer, MonitoringBatch};
pub use self::columns::{FleetColumn, FleetUnits};
pub use self::filling::{DiskFill, Filling, fill_of, is_still_valid};
pub use self::keyed::KeyedRows;
pub use self::line::{
    FleetCell, FleetLine, GridRow, LastHour, ShareMark, WideCell, card, line, line_with_hour,
};
pub use self::lists::{BusyContainer, FailedService};
pub use self::overview::{
    ActiveAlert, BarShare, DiskUse, FleetOverview, FleetReach, HotRack, NothingListed, RackStrip,
    StateCount, StripDevice, bar_shares, fullest, state_counts,
};
pub use self::rack_availability::{RACK_DAYS, RackAvailability, RowTimes};
pub use self::recent::{RecentEvent, events_of_alerts, events_of_session, newest};
pub use self::row::{FleetPlace, FleetPlaces, FleetRow, FleetValues, RankedValue};
pub use self::selection::{RowSelection, SelectedShare, SelectionStep};
pub use self::sheet::sheet;
pub use self::subset::{EmptyFleet, FleetSubset, SubsetCount, offers};
pub use self::tracks::{
    TRACK_RANGES, TrackAxis, TrackItem, TrackPoints, in_rack_order, move_moment, track_points,
};
pub use self::window::{RowStep, RowWindow, scroll_to_show};

use std::cmp::Ordering;
use std::sync::Arc;

use super::natural;
use super::sorting::{Sorting, by_number};

/// The systems of all connected hubs, in no particular order.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Fleet {
    pub all: Vec<Arc<FleetRow>>,
    /// Those that match the filter; all if there is no filter.
    pub fitting: Vec<Arc<FleetRow>>,
}

impl Fleet {
    pub fn unfiltered(all: impl Into<Vec<Arc<FleetRow>>>) -> Self {
        let all = all.into();
        Self {
            fitting: all.clone(),
            all,
        }
    }

    /// Whether the filter hides some.
    pub const fn is_filtered(&self) -> bool {
        self.all.len() != self.fitting.len()
    }
}

/// The default order: the worst comes first.
pub const WORST_FIRST: Sorting<FleetColumn> = Sorting {
    column: FleetColumn::Status,
    descending: true,
};

/// Sorts rows. Unknown values come last in either direction; equal rows are sorted by name.
pub fn sort(rows: &mut [Arc<FleetRow>], sorting: Sorting<FleetColumn>) {
    rows.sort_by(|a, b| {
        by_column(a, b, sorting)
            .then_with(|| natural::compare(&a.name, &b.name))
            .then_with(|| a.system.cmp(&b.system))
    });
}

fn by_column(a: &FleetRow, b: &FleetRow, sorting: Sorting<FleetColumn>) -> Ordering {
    let number = |of: fn(&FleetValues) -> Option<RankedValue>| {
        let value = |row: &FleetRow| Some(of(row.values.as_ref()?)?.value);
        by_number(value(a), value(b), sorting.descending)
    };
    let text = |a: Option<&str>, b: Option<&str>| match (a, b) {
        (Some(a), Some(b)) => sorting.turned(natural::compare(a, b)),
        (a, b) => b.is_some().cmp(&a.is_some()),
    };
    match sorting.column {
        FleetColumn::Status => sorting.turned(a.health.severity().cmp(&b.health.severity())),
        FleetColumn::Name => sorting.turned(natural::compare(&a.name, &b.name)),
        FleetColumn::Place => match (&a.place, &b.place) {
            (Some(a), Some(b)) => sorting.turned(a.order.cmp(&b.order)),
            (a, b) => b.is_some().cmp(&a.is_some()),
        },
        FleetColumn::Cpu => number(|values| values.cpu),
        FleetColumn::Memory => number(|values| values.memory),
        FleetColumn::Disk => number(|values| values.disk),
        FleetColumn::Temperature => number(|values| values.temperature),
        FleetColumn::Load => number(|values| values.load),
        FleetColumn::Network => number(|values| values.network),
        FleetColumn::Uptime => number(|values| values.uptime),
        FleetColumn::Gpu => number(|values| values.gpu),
        FleetColumn::Battery => number(|values| values.battery),
        FleetColumn::Services => number(|values| values.failed_services),
        FleetColumn::Agent => {
            let agent = |row: &'_ FleetRow| (!row.agent.is_empty()).then_some(());
            text(
                agent(a).map(|()| a.agent.as_str()),
                agent(b).map(|()| b.agent.as_str()),
            )
        }
        FleetColumn::Reason => text(a.reason.as_deref(), b.reason.as_deref()),
        FleetColumn::LastHour => Ordering::Equal,
    }
}

#[cfg(test)]
mod tests;
