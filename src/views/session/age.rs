//! The age of the hubs' last update, and the next attempt to reach a lost one; updated every second.

use std::time::Duration;

use leptos::prelude::*;

use crate::domain::format::{self, BETWEEN};
use crate::domain::hub_state::HubState;
use crate::state::app::App;
use crate::state::time;
use crate::views::ui::dynamic::{optional, text};

const UPDATED_EVERY: Duration = Duration::from_secs(1);
/// An attempt due sooner than this is not counted down, in milliseconds.
const SOON_MS: i64 = 1_000;

/// The next attempt to reach a lost hub, and the age of the last update, in words.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct AgeParts {
    /// `next try in 3 s`
    pub next_try: Option<String>,
    /// `2 s ago`, or for an earlier visit `last seen 3 h ago`.
    pub age: Option<String>,
}

impl AgeParts {
    fn line(&self) -> String {
        let parts = self.next_try.iter().chain(&self.age);
        parts.cloned().collect::<Vec<_>>().join(BETWEEN)
    }
}

/// Updated for as long as the current owner lives.
pub(super) fn age_parts(app: App) -> RwSignal<AgeParts> {
    live_parts(app, "")
}

/// The same in the list of what needs attention, because the bar may have no room for all of it: `Not live: next try in 3 s · last update
/// 20 s ago`; nothing while all hubs are connected.
pub fn unheard_note() -> AnyView {
    let app = App::expect();
    let live_parts = live_parts(app, "last update ");
    let is_heard = Memo::new(move |_| app.inner().hub.with(HubState::is_known));
    let is_shown = Memo::new(move |_| {
        !is_heard.get() && live_parts.with(|live_parts| *live_parts != AgeParts::default())
    });
    let words =
        text(move || live_parts.with(|live_parts| format!("Not live: {}", live_parts.line())));
    optional(move || is_shown.get().then(|| view! { <p>{words}</p> }))
}

/// The parts of the text, updated for as long as the current owner lives; `update` is the label of the last update.
fn live_parts(app: App, update: &'static str) -> RwSignal<AgeParts> {
    let words = RwSignal::new(parts(app, update));
    let update_parts = move || {
        let now = parts(app, update);
        if words.with_untracked(|shown| *shown != now) {
            words.set(now);
        }
    };
    // Without a timer it is not updated.
    if let Ok(timer) = set_interval(update_parts, UPDATED_EVERY) {
        on_cleanup(move || timer.clear());
    }
    words
}

fn parts(app: App, update: &str) -> AgeParts {
    let inner = app.inner();
    let wait = app.next_try_in().filter(|wait| *wait >= SOON_MS);
    let next_try = wait.map(|wait| format!("next try in {}", format::duration(wait)));
    let heard = inner.events.get().and_then(|events| events.heard_ago());
    let age = match (heard, inner.live.last_visit()) {
        (_, Some(at)) => Some(format!("last seen {}", format::age(at, time::now()))),
        (Some(ago), None) => Some(format!("{update}{} ago", format::duration(ago))),
        (None, None) => None,
    };
    AgeParts { next_try, age }
}
