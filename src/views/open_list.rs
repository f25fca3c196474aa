//! Keeps lists of the hubs up to date while they are shown.

use std::time::Duration;

use leptos::prelude::*;

use super::ui::dynamic::effect;
use crate::domain::inventory::loading::Event;
use crate::state::actions::hub_lists::HubList;
use crate::state::actions::list_cell::new_viewer;
use crate::state::app::App;

/// How often lists check their age.
const TICK: Duration = Duration::from_secs(5);

/// Keeps a list of all hubs open for as long as the current owner lives.
pub fn keep_open<T: HubList>(app: App) {
    let hub = app.inner().hub.clone();
    let is_known = Memo::new(move |_| hub.with(|hub| hub.is_known()));
    let was_known = StoredValue::new(None);
    let viewer = new_viewer();
    effect(move || {
        let is_known = is_known.get();
        untrack(|| {
            if is_known && was_known.get_value() == Some(false) {
                // Connected again: the hub may have another version.
                app.step_hub_lists::<T>(|| Event::HubChanged);
            }
            // Also for hubs that are not known: a lost hub reports that, and the others answer.
            app.step_hub_lists::<T>(|| Event::Opened(viewer));
        });
        was_known.set_value(Some(is_known));
    });
    on_cleanup(move || app.step_hub_lists::<T>(|| Event::Closed(viewer)));
    if let Ok(timer) = set_interval(
        move || {
            if !document().hidden() {
                app.step_hub_lists::<T>(|| Event::Tick);
            }
        },
        TICK,
    ) {
        on_cleanup(move || timer.clear());
    }
}
