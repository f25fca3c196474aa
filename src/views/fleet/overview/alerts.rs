//! The alerts that are triggered, the newest first.

use leptos::prelude::*;

use super::parts::{PageClock, entries, open, page_link, part, words_of};
use crate::domain::fleet::{ActiveAlert, FleetOverview, NothingListed};
use crate::domain::pages::AppPage;
use crate::state::app::App;
use crate::state::time;
use crate::views::ui::dynamic::{optional, text};

pub fn alerts(app: App, seen: Memo<FleetOverview>, clock: PageClock) -> AnyView {
    let active = Memo::new(move |_| seen.with(|seen| seen.alerts.clone()));
    let key = |alert: &ActiveAlert| {
        format!(
            "{} {} {}",
            alert.system.hub, alert.system.system, alert.words
        )
    };
    let entry = move |item: Memo<Option<ActiveAlert>>| {
        let press = move |_| {
            if let Some(alert) = item.get_untracked() {
                open(app, alert.device, &alert.system);
            }
        };
        view! {
            <button type="button" class="entry plain" on:click=press>
                <span class="what">
                    <b>{words_of(item, |alert| alert.name.clone())}</b>
                </span>
                <span class="how-long">
                    {words_of(item, move |alert| clock.since(app, &alert.system.hub, alert.since))}
                </span>
                <span class="reason">{words_of(item, |alert| alert.words.clone())}</span>
                <small class="at">
                    {words_of(item, |alert| alert.since.map(time::local).unwrap_or_default())}
                </small>
            </button>
        }
        .into_any()
    };
    let count = text(move || seen.with(|seen| seen.alert_count.to_string()));
    let is_none = Memo::new(move |_| active.with(Vec::is_empty));
    let hint = move || {
        let words = text(move || {
            let words = app.inner().hub.with(|hub| {
                if hub.is_known() {
                    NothingListed::Alerts.words(seen.with(|seen| seen.reach))
                } else {
                    hub.unknown_words()
                }
            });
            words.to_owned()
        });
        view! { <p class="hint">{words}</p> }
    };
    let content = view! {
        {optional(move || is_none.get().then(hint))}
        <div class="entries">{entries(active, key, entry)}</div>
    };
    part(
        "Active alerts",
        count,
        page_link(app, "All alerts", AppPage::Alerts),
        content.into_any(),
    )
}
