//! Building blocks of the overview: headings, lists of entries, and links.

use std::time::Duration;

use leptos::prelude::*;

use crate::domain::fleet::FleetSubset;
use crate::domain::fleet::lists::distinct_names;
use crate::domain::format;
use crate::domain::ids::{DeviceId, HubId, SystemRef};
use crate::domain::pages::AppPage;
use crate::domain::units::Millis;
use crate::state::app::App;
use crate::state::fleet::FleetChoices;
use crate::views::ui::dynamic::text;

/// A section of the page, with its heading and a link.
pub fn part(
    heading: &'static str,
    count: Signal<String>,
    further: AnyView,
    content: AnyView,
) -> AnyView {
    view! {
        <section aria-label=heading>
            <header>
                <h2>{heading}</h2>
                <span class="count">{count}</span>
                {further}
            </header>
            {content}
        </section>
    }
    .into_any()
}

/// A button that looks like a link.
pub fn link(label: &'static str, run: impl Fn() + Clone + Send + 'static) -> AnyView {
    view! {
        <button type="button" class="link" on:click=move |_| run()>
            {label}
        </button>
    }
    .into_any()
}

/// A button that opens a page.
pub fn page_link(app: App, label: &'static str, page: AppPage) -> AnyView {
    link(label, move || app.open_page(page))
}

/// Opens the page of systems with those of the subset.
pub fn show_systems(app: App, subset: FleetSubset) {
    FleetChoices::shared().subset.set(subset);
    app.open_page(AppPage::Systems);
}

/// Opens the panel of a device; for a system without one, starts picking a place.
pub fn open(app: App, device: Option<DeviceId>, system: &SystemRef) {
    match device {
        Some(device) => app.open_device(Some(device)),
        None => app.pick_place_for_system(system),
    }
}

/// Like [`open`], with a tab of the panel, beside the page.
pub fn open_tab(app: App, page: AppPage, device: Option<DeviceId>, system: &SystemRef, tab: &str) {
    let Some(device) = device else {
        return app.pick_place_for_system(system);
    };
    app.show_page(page);
    app.open_tab(device, tab);
}

/// A list whose entries keep their nodes while they change. Entries are identified by key; equal keys are made distinct.
pub fn entries<T>(
    items: Memo<Vec<T>>,
    key: fn(&T) -> String,
    view: impl Fn(Memo<Option<T>>) -> AnyView + Clone + Send + 'static,
) -> AnyView
where
    T: Clone + PartialEq + Send + Sync + 'static,
{
    let keyed = Memo::new(move |_| {
        items.with(|items| {
            let keys = distinct_names(items.iter().map(key));
            keys.into_iter()
                .zip(items.iter().cloned())
                .collect::<Vec<_>>()
        })
    });
    let keys: Memo<Vec<String>> =
        Memo::new(move |_| keyed.with(|keyed| keyed.iter().map(|(key, _)| key.clone()).collect()));
    view! {
        <For
            each=move || keys.get()
            key=String::clone
            children=move |wanted: String| {
                let item = Memo::new(move |_| {
                    keyed.with(|keyed| {
                        let found = keyed.iter().find(|(key, _)| *key == wanted);
                        found.map(|(_, item)| item.clone())
                    })
                });
                view(item)
            }
        />
    }
    .into_any()
}

/// The text of an entry; empty once its item is gone.
pub fn words_of<T: Clone + PartialEq + Send + Sync + 'static>(
    item: Memo<Option<T>>,
    read: impl Fn(&T) -> String + Send + Sync + 'static,
) -> Signal<String> {
    text(move || item.with(|item| item.as_ref().map(&read).unwrap_or_default()))
}

/// How often the page updates ages while nothing is reported.
const TOLD_EVERY: Duration = Duration::from_secs(5);

/// A clock for the ages on the page, which grow by themselves.
#[derive(Clone, Copy)]
pub struct PageClock(RwSignal<u32>);

impl PageClock {
    /// Runs for as long as the current owner lives.
    pub fn start() -> Self {
        let clock = Self(RwSignal::new(0));
        let tick = move || clock.0.update(|ticks| *ticks = ticks.wrapping_add(1));
        if let Ok(timer) = set_interval(tick, TOLD_EVERY) {
            on_cleanup(move || timer.clear());
        }
        clock
    }

    pub fn track(self) {
        self.0.track();
    }

    /// The time elapsed since then, by the hub's clock.
    pub fn since(self, app: App, hub: &HubId, since: Option<Millis>) -> String {
        self.track();
        let now = app.inner().live.hub_now(hub);
        since.map_or_else(String::new, |since| format::duration(now.since(since)))
    }
}
