//! How many systems are in each state.

use leptos::prelude::*;

use super::parts::{entries, show_systems, words_of};
use crate::domain::fleet::{FleetOverview, FleetReach, FleetSubset, StateCount, state_counts};
use crate::state::app::App;
use crate::views::fleet::strips::state_bar;
use crate::views::ui::dynamic::{nothing, optional};
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
    // The app's bar counts systems and monitors together.
    let is_whole = Memo::new(move |_| seen.with(|seen| seen.reach == FleetReach::All));
    let counted = Memo::new(move |_| match app.inner().live.counted() {
        (_, 0) => None,
        (systems, 1) => Some(format!(
            "{systems} systems. The top bar also counts 1 monitor."
        )),
        (systems, monitors) => Some(format!(
            "{systems} systems. The top bar also counts {monitors} monitors."
        )),
    });
    view! {
        <section class="states" aria-label="Systems by state">
            {state_bar(counts)} <div class="state-counts">{entries(counts, key, entry)}</div>
            {optional(move || Some(view! { <p class="hint">{counted.get().filter(|_| is_whole.get())?}</p> }))}
        </section>
    }
    .into_any()
}
