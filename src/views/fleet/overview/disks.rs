//! The fullest disks.

use leptos::prelude::*;

use super::parts::{entries, open, page_link, part, words_of};
use crate::domain::decimal::decimal;
use crate::domain::fleet::{DiskUse, FleetOverview};
use crate::domain::format;
use crate::domain::pages::AppPage;
use crate::domain::units::Percent;
use crate::state::app::App;
use crate::views::ui::dynamic::{optional, text};

pub fn disks(app: App, seen: Memo<FleetOverview>) -> AnyView {
    let disks = Memo::new(move |_| seen.with(|seen| seen.disks.clone()));
    let key = |disk: &DiskUse| format!("{} {} {}", disk.system.hub, disk.system.system, disk.disk);
    let entry = move |item: Memo<Option<DiskUse>>| {
        let press = move |_| {
            if let Some(disk) = item.get_untracked() {
                open(app, disk.device, &disk.system);
            }
        };
        let level = Signal::derive(move || {
            item.with(|disk| disk.as_ref().map(|disk| disk.used.level.as_str()))
        });
        let bar = text(move || {
            let used = item.with(|disk| disk.as_ref().map_or(0.0, |disk| disk.used.value));
            format!("M2 3h{}", decimal(used * 1.96, 1))
        });
        let percent = |disk: &DiskUse| Percent::new(disk.used.value).map(format::percent);
        view! {
            <button type="button" class="entry disk" data-tone=move || level.get() on:click=press>
                <span class="what">
                    <b>{words_of(item, |disk| disk.name.clone())}</b>
                    <small>{words_of(item, |disk| disk.disk.clone())}</small>
                </span>
                <span class="how-long">
                    {words_of(item, move |disk| percent(disk).unwrap_or_default())}
                </span>
                <svg class="bar" viewBox="0 0 200 6" preserveAspectRatio="none" aria-hidden="true">
                    <path class="track" d="M2 3h196" />
                    <path class="fill" d=bar />
                </svg>
            </button>
        }
        .into_any()
    };
    let is_none = Memo::new(move |_| disks.with(Vec::is_empty));
    let content = view! {
        {optional(move || is_none.get().then(|| view! { <p class="hint">"No disk is known."</p> }))}
        <div class="entries">{entries(disks, key, entry)}</div>
    };
    let none = Signal::stored(String::new());
    part(
        "Fullest disks",
        none,
        page_link(app, "All disks", AppPage::Disks),
        content.into_any(),
    )
}
