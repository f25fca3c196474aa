//! A system's values over time, for the charts of its panel.

use leptos::prelude::*;

use crate::domain::ids::SystemRef;
use crate::domain::problem::Problem;
use crate::domain::series::{Range, Sample};
use crate::domain::units::Millis;
use crate::state::app::App;

/// What a chart has to show.
#[derive(Clone, Debug, PartialEq)]
pub enum Series {
    Loading,
    Ready {
        samples: Vec<Sample>,
        /// The time by the hub's clock when it was read: the right end of the chart.
        until: Millis,
    },
    Failed(Problem),
}

impl App {
    /// Reads when a system was last heard of into the signal, where the hub knows it.
    pub fn load_last_row(&self, of: SystemRef, into: RwSignal<Option<(SystemRef, Millis)>>) {
        let Some(connection) = self.inner().sessions.connections.get(&of.hub) else {
            return;
        };
        let asked = connection.clone();
        connection.spawn(async move {
            if let Some(at) = asked.last_row(&of.system).await {
                // The panel may be closed by now.
                let _ = into.try_set(Some((of, at)));
            }
        });
    }

    /// Reads a system's values over a range into the signal; an answer that comes after another was asked for is dropped.
    pub fn load_history(
        &self,
        system: SystemRef,
        range: Range,
        into: ArcRwSignal<(SystemRef, Range, Series)>,
    ) {
        let inner = self.inner();
        let Some(connection) = inner.sessions.connections.get(&system.hub) else {
            return;
        };
        let is_same = into.with_untracked(|(old_system, old_range, series)| {
            *old_system == system && *old_range == range && matches!(series, Series::Ready { .. })
        });
        // A reload of what is shown keeps it on screen until the answer is there.
        if !is_same {
            into.set((system.clone(), range, Series::Loading));
        }
        let until = inner.live.hub_now(&system.hub);
        let asked = connection.clone();
        connection.spawn(async move {
            let series = match asked.series(&system.system, range, until).await {
                Ok(samples) => Series::Ready { samples, until },
                Err(problem) => Series::Failed(problem),
            };
            let still_wanted = into.with_untracked(|(wanted, wanted_range, _)| {
                *wanted == system && *wanted_range == range
            });
            if still_wanted {
                into.set((system, range, series));
            }
        });
    }
}
