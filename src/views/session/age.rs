//! How old the last update of the hubs is, told once a second.

use std::time::Duration;

use leptos::prelude::*;

use super::following::load_following;
use crate::domain::format;
use crate::state::app::App;
use crate::state::time;
use crate::views::ui::dynamic::{effect, text};
use crate::views::ui::lazy::loaded_later;

const TOLD_EVERY: Duration = Duration::from_secs(1);

/// Loads what follows the hubs, and tells the age in words: ` · 2 s ago`, or of what an earlier visit knew ` · last seen 3 h ago`. While
/// a hub is not heard it tells when it is tried again.
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
        let last_visit = app.inner().live.last_visit();
        let age = match (heard, last_visit) {
            (_, Some(at)) => format!(" · last seen {}", format::age(at, time::now())),
            (Some(ago), None) => format!(" · {} ago", format::duration(ago)),
            (None, None) => String::new(),
        };
        let now = match app.next_try_in() {
            // Of what is due within a second nobody reads the time.
            Some(wait) if wait >= 1_000 => {
                format!(" · next try in {}{age}", format::duration(wait))
            }
            _ => age,
        };
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
