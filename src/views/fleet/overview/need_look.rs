//! The systems that need a look, the worst first.

use std::sync::Arc;

use leptos::prelude::*;

use super::parts::{entries, link, open, part, show_systems, since, words_of};
use crate::domain::fleet::{FleetOverview, FleetRow, FleetSubset};
use crate::domain::health::Health;
use crate::state::app::App;
use crate::state::time;
use crate::views::ui::dynamic::{optional, text};
use crate::views::ui::light::Light;

pub fn need_look(app: App, seen: Memo<FleetOverview>) -> AnyView {
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
                    {words_of(item, move |row| since(app, &row.system, row.since))}
                </span>
                <span class="reason">{words_of(item, reason)}</span>
                <small class="at">
                    {words_of(item, |row| row.since.map(time::local).unwrap_or_default())}
                </small>
            </button>
        }
        .into_any()
    };
    let count = text(move || seen.with(|seen| seen.need_look.to_string()));
    let is_any = Memo::new(move |_| worst.with(|worst| !worst.is_empty()));
    let further = optional(move || {
        is_any
            .get()
            .then(|| link("See all", move || show_systems(app, FleetSubset::NeedLook)))
    });
    let content = view! {
        {optional(move || (!is_any.get()).then(|| no_need(app, seen)))}
        <div class="entries">{entries(worst, key, entry)}</div>
    };
    part("Need a look", count, further, content.into_any())
}

/// Why no system is listed as one that needs a look.
fn no_need(app: App, seen: Memo<FleetOverview>) -> AnyView {
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
                "Nothing here needs a look."
            }
        });
        words.to_owned()
    });
    view! { <p class="hint" role="status">{words}</p> }.into_any()
}
