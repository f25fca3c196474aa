//! Keeps the lights of drive bays up to date with the disks of the hubs.

use std::time::Duration;

use leptos::prelude::*;

use crate::domain::inventory::lists::DiskList;
use crate::domain::inventory::loading::Event;
use crate::state::app::App;
use crate::views::ui::dynamic::effect;

/// How often to check whether a hub should be asked.
const LOOK: Duration = Duration::from_secs(60);
/// Agents read their disks once an hour: hubs are asked once in this many checks, or at every check until they have answered.
const LOOKS: u32 = 30;

/// Asks for the disks now and every half an hour, for as long as the current owner lives.
pub(super) fn follow_drives(app: App) {
    let hub = app.inner().hub.clone();
    let is_unanswered = move || {
        let lists = app.hub_lists::<DiskList>().into_iter();
        let mut waiting = lists.map(|(_, list)| list.with_untracked(|state| state.list.is_none()));
        waiting.any(|is_waiting| is_waiting)
    };
    let glance = move |is_due: bool| {
        if !document().hidden() && (is_due || is_unanswered()) {
            app.step_hub_lists::<DiskList>(|| Event::Glanced);
        }
    };
    effect(move || {
        // Another hub is connected, or one is back.
        hub.track();
        app.inner().live.track_systems();
        untrack(|| glance(false));
        app.light_drives();
    });
    let looks = StoredValue::new(0_u32);
    let look = move || {
        looks.update_value(|looks| *looks = (*looks + 1) % LOOKS);
        glance(looks.get_value() == 0);
    };
    if let Ok(timer) = set_interval(look, LOOK) {
        on_cleanup(move || timer.clear());
    }
}
