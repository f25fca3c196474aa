//! The systems of all hubs, as the pages follow them.

use std::collections::HashMap;
use std::sync::Arc;

use leptos::prelude::*;

use super::pace::paced_reports;
use crate::domain::filter::DeviceFilter;
use crate::domain::fleet::{Fleet, FleetRow};
use crate::domain::ids::SystemRef;
use crate::domain::inventory::SystemDetails;
use crate::state::app::App;
use crate::views::ui::dynamic::effect;

/// The systems that fit the filter, in no order.
pub fn fitting_rows(app: App) -> Memo<Vec<Arc<FleetRow>>> {
    let fleet = fleet(app);
    Memo::new(move |_| fleet.with(|fleet| fleet.fitting.clone()))
}

/// All systems; looked at anew once a second at most while reports come.
pub fn fleet(app: App) -> Memo<Fleet> {
    let inner = app.inner();
    let (snapshot, typed) = (inner.document.snapshot(), inner.filtering.text.clone());
    let filter = Memo::new(move |_| DeviceFilter::parse(&typed.get()));
    let details = RwSignal::new(HashMap::<SystemRef, SystemDetails>::new());
    let has_asked = StoredValue::new(false);
    effect(move || {
        if filter.with(DeviceFilter::needs_details) && !has_asked.get_value() {
            has_asked.set_value(true);
            app.read_details(move |hub, known| {
                // The page may be gone by now.
                let _ = details.try_update(|details| {
                    let known = known.into_iter();
                    details.extend(
                        known.map(|one| (SystemRef::new(hub.clone(), one.system.clone()), one)),
                    );
                });
            });
        }
    });
    let reports = paced_reports();
    Memo::new(move |_| {
        // Read and not only tracked: a memo that was never read follows nothing.
        reports.with(|_| ());
        snapshot.with(|snapshot| {
            filter.with(|filter| details.with(|details| app.fleet(snapshot, filter, details)))
        })
    })
}
