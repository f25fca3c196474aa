//! Refreshes the list of alerts when the hubs report changed alerts: the racks get these at once, but the list may be a minute old.

use std::collections::BTreeSet;

use leptos::prelude::*;

use super::rows::fleet;
use crate::domain::inventory::lists::AlertList;
use crate::domain::inventory::loading::Event;
use crate::state::app::App;
use crate::views::ui::dynamic::effect;

/// Runs for as long as the current owner lives.
pub fn follow_alerts(app: App) {
    let fleet = fleet(app);
    let triggered = Memo::new(move |_| {
        fleet.with(|fleet| {
            let alerts = fleet.all.iter().flat_map(|row| {
                let names = row.alerts.iter().map(|alert| alert.name.clone());
                names.map(|name| (row.system.clone(), name))
            });
            alerts.collect::<BTreeSet<_>>()
        })
    });
    let mut is_first = true;
    effect(move || {
        triggered.with(|_| ());
        // The page requested the list when it opened.
        if !std::mem::take(&mut is_first) {
            untrack(|| app.step_hub_lists::<AlertList>(|| Event::News));
        }
    });
}
