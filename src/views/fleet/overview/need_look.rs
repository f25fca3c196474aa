//! The systems that need attention, worst first, followed by monitored devices.

use std::sync::Arc;

use leptos::prelude::*;

use super::parts::{PageClock, entries, link, open, part, show_systems, words_of};
use crate::domain::fleet::{FleetOverview, FleetReach, FleetRow, FleetSubset, NothingListed};
use crate::domain::health::Health;
use crate::domain::trouble::{MonitorTroubles, Trouble};
use crate::state::app::App;
use crate::state::time;
use crate::views::paced_reports::paced_reports;
use crate::views::ui::dynamic::{optional, text};
use crate::views::ui::light::Light;

/// Maximum number of monitored devices; the list in the bar has all of them.
const MOST_CHECKED: usize = 8;

pub fn need_look(app: App, seen: Memo<FleetOverview>, clock: PageClock) -> AnyView {
    let worst = Memo::new(move |_| seen.with(|seen| seen.worst.clone()));
    let key = |row: &Arc<FleetRow>| row.key();
    let entry = move |item: Memo<Option<Arc<FleetRow>>>| {
        let health = Signal::derive(move || {
            item.with(|row| row.as_ref().map_or(Health::Ok, |row| row.health))
        });
        let place = |row: &Arc<FleetRow>| {
            let place = row.place.as_ref().map(|place| place.words.clone());
            place.unwrap_or_else(|| "not in a rack".to_owned())
        };
        let reason = |row: &Arc<FleetRow>| row.reason.clone().unwrap_or_default();
        let press = move |_| {
            if let Some(row) = item.get_untracked() {
                open(
                    app,
                    row.place.as_ref().map(|place| place.device),
                    &row.system,
                );
            }
        };
        let tone = Signal::derive(move || health.get().as_str());
        view! {
            <button type="button" class="entry" data-state=tone on:click=press>
                <Light health=health />
                <span class="what">
                    <b>{words_of(item, |row| row.name.clone())}</b>
                    <small>{words_of(item, place)}</small>
                </span>
                <span class="how-long">
                    {words_of(item, move |row| clock.since(app, &row.system.hub, row.since))}
                </span>
                <span class="reason">{words_of(item, reason)}</span>
                <small class="at">
                    {words_of(item, |row| row.since.map(time::local).unwrap_or_default())}
                </small>
            </button>
        }
        .into_any()
    };
    let checked = checked_troubles(app);
    let first = Memo::new(move |_| checked.with(|checked| checked.first.clone()));
    let key_of_trouble = |trouble: &Trouble| trouble.of.key();
    let count = text(move || {
        let systems = seen.with(|seen| seen.need_look);
        (systems + checked.with(|checked| checked.count)).to_string()
    });
    let has_systems = Memo::new(move |_| worst.with(|worst| !worst.is_empty()));
    let is_any = Memo::new(move |_| has_systems.get() || checked.with(|all| all.count > 0));
    let further = optional(move || {
        has_systems
            .get()
            .then(|| link("See all", move || show_systems(app, FleetSubset::NeedLook)))
    });
    let content = view! {
        {optional(move || (!is_any.get()).then(|| no_need(app, seen)))}
        <div class="entries">
            {entries(worst, key, entry)} {entries(first, key_of_trouble, move |item| checked_entry(app, item))}
        </div>
    };
    part("Need a look", count, further, content.into_any())
}

/// Devices without an agent whose monitors are not ok. Not listed with a filter, which applies only to systems.
fn checked_troubles(app: App) -> Memo<MonitorTroubles> {
    let typed = app.inner().filtering.text.clone();
    let reports = paced_reports();
    Memo::new(move |_| {
        reports.with(|_| ());
        if typed.with(|typed| !typed.trim().is_empty()) {
            return MonitorTroubles::default();
        }
        MonitorTroubles::of(untrack(|| app.inner().live.troubles()), MOST_CHECKED)
    })
}

fn checked_entry(app: App, item: Memo<Option<Trouble>>) -> AnyView {
    let health =
        Signal::derive(move || item.with(|item| item.as_ref().map_or(Health::Ok, |of| of.health)));
    let tone = Signal::derive(move || health.get().as_str());
    let press = move |_| {
        let place = item.with_untracked(|item| item.as_ref().and_then(|item| item.place.clone()));
        if let Some(place) = place {
            app.open_device(Some(place.device));
        }
    };
    let place = |trouble: &Trouble| {
        let place = trouble.place.as_ref();
        place.map_or_else(String::new, |place| place.words.clone())
    };
    view! {
        <button type="button" class="entry" data-state=tone on:click=press>
            <Light health=health />
            <span class="what">
                <b>{words_of(item, |trouble| trouble.name.clone())}</b>
                <small>{words_of(item, place)}</small>
            </span>
            <span class="reason">{words_of(item, |trouble| trouble.reason.clone())}</span>
        </button>
    }
    .into_any()
}

/// Explains why no system needs attention.
fn no_need(app: App, seen: Memo<FleetOverview>) -> AnyView {
    let typed = app.inner().filtering.text.clone();
    let is_narrowed = move || typed.with(|typed| !typed.trim().is_empty());
    let words = text(move || {
        let live = &app.inner().live;
        live.track_flushes();
        let words = app.inner().hub.with(|hub| {
            if !hub.is_known() {
                hub.unknown_words()
            } else if !live.has_systems() {
                "There are no systems yet. Add one in Beszel."
            } else if seen.with(|seen| seen.is_all_well) {
                "Every system is up, all values in order."
            } else {
                match seen.with(|seen| seen.reach) {
                    // With a filter, monitored devices are not listed.
                    FleetReach::All if is_narrowed() => {
                        NothingListed::NeedLook.words(FleetReach::Some)
                    }
                    reach => NothingListed::NeedLook.words(reach),
                }
            }
        });
        words.to_owned()
    });
    view! { <p class="hint" role="status">{words}</p> }.into_any()
}
