//! The systems of all hubs, as the pages follow them.

use std::sync::Arc;

use leptos::prelude::*;

use crate::domain::filter::{DeviceFilter, FilterFacts};
use crate::domain::fleet::{Fleet, FleetRow};
use crate::domain::ids::SystemRef;
use crate::state::app::App;
use crate::views::paced_reports::paced_reports;
use crate::views::ui::dynamic::effect;

/// The systems that fit the filter, in no order.
pub fn fitting_rows(app: App) -> Memo<Vec<Arc<FleetRow>>> {
    let fleet = fleet(app);
    Memo::new(move |_| fleet.with(|fleet| fleet.fitting.clone()))
}

/// All systems; recomputed at most once a second while reports arrive.
pub fn fleet(app: App) -> Memo<Fleet> {
    let inner = app.inner();
    let (snapshot, typed) = (inner.document.snapshot(), inner.filtering.text.clone());
    let filter = Memo::new(move |_| DeviceFilter::parse(&typed.get()));
    let asked = RwSignal::new(FilterFacts::default());
    let has_asked = StoredValue::new(false);
    effect(move || {
        if filter.with(DeviceFilter::needs_details) && !has_asked.get_value() {
            has_asked.set_value(true);
            app.read_details(move |hub, known| {
                // The page may be gone by now.
                let _ = asked.try_update(|asked| {
                    let known = known.into_iter();
                    asked.details.extend(
                        known.map(|one| (SystemRef::new(hub.clone(), one.system.clone()), one)),
                    );
                });
            });
        }
    });
    // While there is such a filter, its own part keeps the lists open.
    let running = Memo::new(move |_| {
        let is_asked = filter.with(DeviceFilter::needs_containers);
        is_asked.then(|| app.running_containers().0)
    });
    effect(move || {
        let running = running.get().unwrap_or_default();
        if asked.with_untracked(|asked| asked.running != running) {
            asked.update(|asked| asked.running = running);
        }
    });
    let reports = paced_reports();
    Memo::new(move |_| {
        // Read and not only tracked: a memo that was never read follows nothing.
        reports.with(|_| ());
        snapshot.with(|snapshot| {
            filter.with(|filter| asked.with(|asked| app.fleet(snapshot, filter, asked)))
        })
    })
}
