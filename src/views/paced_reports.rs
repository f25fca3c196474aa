//! Limits how often a page with all systems is recomputed: reports arrive at any time, faster than a person reads.

use std::time::Duration;

use leptos::prelude::*;

use crate::state::app::App;
use crate::views::ui::dynamic::effect;

/// Minimum time between two updates.
const APART: Duration = Duration::from_secs(1);

/// Changes at most once a second while systems report, and at once when systems come or go or a hub is connected or lost.
pub fn paced_reports() -> Memo<u32> {
    let app = App::expect();
    let looks = RwSignal::new(0_u32);
    let is_due = StoredValue::new(false);
    effect(move || {
        app.inner().live.track_flushes();
        is_due.set_value(true);
    });
    // A timer of the effect's own would end with its next run.
    if let Ok(timer) = set_interval(
        move || {
            // In a hidden tab the update waits until the tab is visible.
            if !document().hidden() && is_due.try_update_value(std::mem::take) == Some(true) {
                looks.update(|looks| *looks = looks.wrapping_add(1));
            }
        },
        APART,
    ) {
        on_cleanup(move || timer.clear());
    }
    let hub = app.inner().hub.clone();
    let events = StoredValue::new(0_u32);
    Memo::new(move |_| {
        app.inner().live.track_systems();
        hub.track();
        events.update_value(|events| *events = events.wrapping_add(1));
        // Every look and every event counts.
        looks.get().wrapping_add(events.get_value())
    })
}
