//! The containers with the highest processor usage.

use std::sync::Arc;

use leptos::prelude::*;

use super::parts::{entries, open_tab, page_link, part, words_of};
use super::sources::{read_lists, sentence};
use crate::domain::fleet::lists::{FleetIndex, busiest_containers};
use crate::domain::fleet::{BusyContainer, FleetReach, FleetRow, NothingListed};
use crate::domain::inventory::lists::ContainerList;
use crate::domain::pages::AppPage;
use crate::state::app::App;

/// Number of containers listed.
const SHOWN: usize = 5;

pub fn busiest(app: App, systems: Memo<Vec<Arc<FleetRow>>>, reach: Memo<FleetReach>) -> AnyView {
    let found = read_lists::<ContainerList, _>(app, move |hub, list| {
        systems.with(|systems| busiest_containers(hub, &list.0, &FleetIndex::new(systems), SHOWN))
    });
    let busiest = Memo::new(move |_| {
        let mut all = found.with(|(_, found)| found.clone());
        BusyContainer::sort(&mut all);
        all.truncate(SHOWN);
        all
    });
    let key = |one: &BusyContainer| format!("{} {} {}", one.system.hub, one.system.system, one.id);
    let entry = move |item: Memo<Option<BusyContainer>>| {
        let press = move |_| {
            if let Some(one) = item.get_untracked() {
                open_tab(
                    app,
                    AppPage::Overview,
                    one.device,
                    &one.system,
                    "containers",
                );
            }
        };
        view! {
            <button type="button" class="entry plain" on:click=press>
                <span class="what">
                    <b>{words_of(item, |one| one.name.clone())}</b>
                    <small>{words_of(item, |one| one.on.clone())}</small>
                </span>
                <span class="how-long">{words_of(item, BusyContainer::words)}</span>
            </button>
        }
        .into_any()
    };
    let content = view! {
        {sentence(app, found, "containers", NothingListed::Containers, reach)}
        <div class="entries">{entries(busiest, key, entry)}</div>
    };
    part(
        "Busiest containers",
        Signal::stored(String::new()),
        page_link(app, "All containers", AppPage::Containers),
        content.into_any(),
    )
}
