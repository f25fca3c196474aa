//! Keys that step from event to event: the crosshair goes there, and an open card follows.

use std::sync::Arc;

use leptos::prelude::*;
use web_sys::KeyboardEvent;

use super::model::{ChartsModel, ChartsState};
use crate::domain::cause::AskedMoment;
use crate::domain::charts::events::{ChartEvents, step_to};
use crate::domain::charts::ticks::moment;
use crate::domain::charts::view::ChartEvent;
use crate::state::time;

/// Handles `[` and `]`, wherever a keyboard has them. Returns whether it was one of them.
pub fn step_by_key(
    event: &KeyboardEvent,
    state: ChartsState,
    model: Memo<Arc<ChartsModel>>,
) -> bool {
    let is_later = match event.key().as_str() {
        "[" => false,
        "]" => true,
        _ => return false,
    };
    // On many keyboards they need AltGr, which may count as Ctrl and Alt.
    let is_shortcut = event.ctrl_key() && !event.get_modifier_state("AltGraph");
    if is_shortcut || event.meta_key() {
        return false;
    }
    event.prevent_default();
    event.stop_propagation();
    step_event(state, model, is_later);
    true
}

fn step_event(state: ChartsState, model: Memo<Arc<ChartsModel>>, is_later: bool) {
    let preferences = state.preferences.get_untracked();
    let from = state.crosshair.get_untracked();
    let found = model.with_untracked(|model| {
        let events = ChartEvents {
            alerts: &model.alerts,
            system: &model.system,
            reboot: model.reboot,
            gaps: &model.gaps,
            window: model.window,
        };
        step_to(&events.moments(&preferences), from, is_later).cloned()
    });
    let Some(found) = found else {
        let which = if is_later { "later" } else { "earlier" };
        let words = format!("No {which} event in the time that is shown");
        return state.spoken.set(words);
    };
    state.step(ChartEvent::Show(found.at));
    let now = state.time.get_untracked().now();
    let at = moment(found.at, now, &time::offset, preferences.hours);
    state.spoken.set(format!("{}: {at}", found.words));
    if let Some(asked) = state.asked
        && asked.with_untracked(Option::is_some)
    {
        asked.set(Some(AskedMoment {
            at: found.at,
            alert: found.alert,
        }));
    }
}
