//! How many systems are in each state.

use leptos::prelude::*;

use super::parts::{entries, show_systems, words_of};
use crate::domain::fleet::{FleetOverview, FleetSubset, StateCount, state_counts};
use crate::state::app::App;
use crate::views::fleet::strips::state_bar;
use crate::views::ui::dynamic::nothing;
use crate::views::ui::light::Light;

pub fn states(app: App, seen: Memo<FleetOverview>) -> AnyView {
    let counts = Memo::new(move |_| seen.with(|seen| state_counts(&seen.totals)));
    let key = |one: &StateCount| one.health.as_str().to_owned();
    let entry = move |item: Memo<Option<StateCount>>| {
        let Some(StateCount { health, .. }) = item.get_untracked() else {
            return nothing();
        };
        let word = FleetSubset::In(health).word();
        view! {
            <button type="button" class="state-count" on:click=move |_| show_systems(app, FleetSubset::In(health))>
                <span class="number">
                    <Light health=Signal::stored(health) />
                    <b>{words_of(item, |one| one.count.to_string())}</b>
                </span>
                <span>{word}</span>
            </button>
        }
        .into_any()
    };
    view! {
        <section class="states" aria-label="Systems by state">
            {state_bar(counts)} <div class="state-counts">{entries(counts, key, entry)}</div>
        </section>
    }
    .into_any()
}
