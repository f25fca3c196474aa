//! The services that have failed.

use std::sync::Arc;

use leptos::prelude::*;

use super::parts::{entries, open_tab, page_link, part, words_of};
use super::sources::{read_lists, sentence};
use crate::domain::fleet::lists::{FleetIndex, failed_services};
use crate::domain::fleet::{FailedService, FleetReach, FleetRow, NothingListed};
use crate::domain::inventory::lists::ServiceList;
use crate::domain::pages::AppPage;
use crate::state::app::App;
use crate::views::ui::dynamic::{optional, text};

/// Number of services listed; the rest are counted.
const SHOWN: usize = 6;

pub fn failed(app: App, systems: Memo<Vec<Arc<FleetRow>>>, reach: Memo<FleetReach>) -> AnyView {
    let found = read_lists::<ServiceList, _>(app, move |hub, list| {
        systems.with(|systems| failed_services(hub, &list.0, &FleetIndex::new(systems)))
    });
    let shown = Memo::new(move |_| {
        let mut all = found.with(|(_, found)| found.clone());
        all.sort();
        all.truncate(SHOWN);
        all
    });
    let count = Memo::new(move |_| found.with(|(_, found)| found.len()));
    let key =
        |one: &FailedService| format!("{} {} {}", one.system.hub, one.system.system, one.name);
    let entry = move |item: Memo<Option<FailedService>>| {
        let press = move |_| {
            if let Some(one) = item.get_untracked() {
                open_tab(app, AppPage::Overview, one.device, &one.system, "services");
            }
        };
        view! {
            <button type="button" class="entry plain" data-state="critical" on:click=press>
                <span class="what">
                    <b>{words_of(item, |one| one.name.clone())}</b>
                    <small>{words_of(item, |one| one.on.clone())}</small>
                </span>
                <span class="how-long"></span>
                <span class="reason">{words_of(item, |one| one.words.clone())}</span>
            </button>
        }
        .into_any()
    };
    let more = optional(move || {
        let more = count.get().saturating_sub(SHOWN);
        (more > 0).then(|| view! { <p class="hint">{format!("and {more} more")}</p> })
    });
    let content = view! {
        {sentence(app, found, "services", NothingListed::FailedServices, reach)}
        <div class="entries">{entries(shown, key, entry)}</div>
        {more}
    };
    part(
        "Failed services",
        text(move || {
            found.with(|(state, found)| {
                if state.is_known {
                    found.len().to_string()
                } else {
                    String::new()
                }
            })
        }),
        page_link(app, "All services", AppPage::Services),
        content.into_any(),
    )
}
