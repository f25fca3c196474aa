//! How old the last update of the hubs is, told once a second.

use std::time::Duration;

use leptos::prelude::*;

use super::following::load_following;
use crate::domain::format;
use crate::state::app::App;
use crate::views::ui::dynamic::{effect, text};
use crate::views::ui::lazy::loaded_later;

const TOLD_EVERY: Duration = Duration::from_secs(1);

/// Loads what follows the hubs, and tells the age in words: ` · 2 s ago`.
pub fn update_age() -> AnyView {
    let app = App::expect();
    let following = loaded_later(load_following);
    effect(move || {
        if let Some(follow) = following.get() {
            follow(app);
        }
    });
    let words = RwSignal::new(String::new());
    let tell = move || {
        let heard = app
            .inner()
            .events
            .get()
            .and_then(|events| events.heard_ago());
        let now = heard.map_or_else(String::new, |ago| {
            format!(" · {} ago", format::duration(ago))
        });
        if words.with_untracked(|shown| *shown != now) {
            words.set(now);
        }
    };
    // Without a timer no age is told.
    if let Ok(timer) = set_interval(tell, TOLD_EVERY) {
        on_cleanup(move || timer.clear());
    }
    view! { <span class="age">{text(move || words.get())}</span> }.into_any()
}
