//! The events since the page was opened, newest first.

use leptos::prelude::*;

use crate::domain::session_events::SessionEntry;
use crate::state::app::App;
use crate::state::time;
use crate::views::ui::dynamic::dynamic;

/// Maximum number of events shown.
const SHOWN: usize = 50;

#[component]
pub fn EventList() -> impl IntoView {
    let app = App::expect();
    dynamic(move || {
        let inner = app.inner();
        let events = inner.events.get();
        let entries = events.map(|events| events.entries()).unwrap_or_default();
        if entries.is_empty() {
            return view! { <p>"No events yet."</p> }.into_any();
        }
        let more = entries.len().saturating_sub(SHOWN);
        let rows: Vec<_> = entries.iter().take(SHOWN).map(row).collect();
        view! {
            <ol class="events" aria-label="Events">
                {rows}
            </ol>
            {(more > 0).then(|| view! { <p>{format!("and {more} earlier ones")}</p> })}
        }
        .into_any()
    })
}

fn row(entry: &SessionEntry) -> AnyView {
    let words = format!("{} {}", entry.name, entry.what.of_one());
    view! {
        <li>
            <time>{time::local(entry.at)}</time>
            <span>{words}</span>
        </li>
    }
    .into_any()
}
