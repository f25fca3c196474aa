//! Keeps the lights of drive bays up to date with the disks of the hubs.

use std::time::Duration;

use leptos::prelude::*;

use crate::domain::inventory::lists::DiskList;
use crate::domain::inventory::loading::Event;
use crate::state::app::App;
use crate::views::ui::dynamic::effect;

/// Agents look at their disks once an hour.
const AGAIN: Duration = Duration::from_secs(30 * 60);

/// Asks for the disks now and every half an hour, for as long as the current owner lives.
pub(super) fn follow_drives(app: App) {
    let glance = move || {
        if !document().hidden() {
            app.tell_hub_lists::<DiskList>(|| Event::Glanced);
        }
    };
    let hub = app.inner().hub.clone();
    let is_known = Memo::new(move |_| hub.with(|hub| hub.is_known()));
    effect(move || {
        if is_known.get() {
            untrack(glance);
        }
    });
    effect(move || {
        // Another hub has other lists.
        is_known.get();
        app.inner().live.track_systems();
        app.light_drives();
    });
    if let Ok(timer) = set_interval(glance, AGAIN) {
        on_cleanup(move || timer.clear());
    }
}
