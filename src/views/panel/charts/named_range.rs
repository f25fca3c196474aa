//! Keeps the range that is chosen in the address.

use leptos::prelude::*;

use super::model::ChartsState;
use crate::domain::charts::view::ChartEvent;
use crate::state::app::App;
use crate::views::ui::dynamic::effect;

/// Shows what the address names, now and whenever another one is opened, and names in it what is chosen later. Without `has_live`, the
/// last minutes cannot be followed second by second.
pub fn keep_range(state: ChartsState, has_live: bool) {
    let named = App::expect().inner().range.clone();
    let usual = move || state.preferences.with(|preferences| preferences.range);
    let asked_for = move |name: &str| {
        let event = ChartEvent::named(name);
        event.filter(|event| has_live || *event != ChartEvent::Live)
    };
    let told = named.clone();
    let tell = move || {
        let time = state.time.get_untracked();
        let is_told = told.with_untracked(|name| asked_for(name) == Some(time.chosen()));
        let name = time.name(untrack(usual));
        if !is_told && told.with_untracked(|told| told != name) {
            told.set(name.to_owned());
        }
    };
    // What was asked about is a part of time of its own.
    let is_asked = state
        .asked
        .is_some_and(|asked| asked.with_untracked(Option::is_some));
    if let Some(event) = named.with_untracked(|name| asked_for(name))
        && !is_asked
    {
        state.step(event);
    }
    tell();
    let chosen = Memo::new(move |_| state.time.with(|time| time.chosen()));
    effect(move || {
        let _ = chosen.get();
        tell();
    });
    effect(move || {
        let wanted = named.with(|name| asked_for(name));
        let wanted = wanted.unwrap_or_else(|| ChartEvent::Range(untrack(usual)));
        if state.time.with_untracked(|time| time.chosen()) != wanted {
            state.step(wanted);
        }
    });
}
