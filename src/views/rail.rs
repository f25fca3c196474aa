//! The rail at the left of a desktop screen: the pages as icons with labels, and a button to add devices. Phones have the bar at the
//! bottom instead.

use leptos::prelude::*;

use super::alert_badge::alert_badge;
use super::ui::dynamic::{nothing, sometimes};
use super::ui::icon::Icon;
use crate::domain::pages::AppPage;
use crate::state::app::App;

/// The icon of a page.
pub const fn page_icon(page: AppPage) -> Icon {
    match page {
        AppPage::Racks => Icon::Racks,
        AppPage::Overview => Icon::Overview,
        AppPage::Systems => Icon::Systems,
        AppPage::Containers => Icon::Containers,
        AppPage::Disks => Icon::Disks,
        AppPage::Services => Icon::Services,
        AppPage::Alerts => Icon::Alerts,
    }
}

/// The value of `aria-current` of a link to a page.
pub fn is_current(page: AppPage) -> Signal<Option<&'static str>> {
    let shown = App::expect().inner().page.clone();
    sometimes(move || (shown.get() == page).then_some("page"))
}

pub fn rail() -> AnyView {
    let app = App::expect();
    let palette = app.inner().palette.open.clone();
    let is_open = sometimes(move || Some(if palette.get() { "true" } else { "false" }));
    let none = || Signal::stored(None);
    let pages: Vec<_> = AppPage::ALL
        .into_iter()
        .map(|page| {
            let open = Callback::new(move |()| app.open_page(page));
            let (id, icon, word) = (page.as_str(), page_icon(page), page.word());
            let badge = badge_of(app, page);
            entry(id, icon, word, is_current(page), none(), open, badge)
        })
        .collect();
    let add = Callback::new(move |()| app.add_to_racks());
    view! {
        <nav class="rail" aria-label="Pages">
            {pages} <span class="gap"></span> {entry("add", Icon::Add, "Add", none(), is_open, add, nothing())}
        </nav>
    }
    .into_any()
}

/// The badge on a page's icon.
pub fn badge_of(app: App, page: AppPage) -> AnyView {
    match page {
        AppPage::Alerts => alert_badge(app),
        _ => nothing(),
    }
}

fn entry(
    id: &'static str,
    icon: Icon,
    word: &'static str,
    current: Signal<Option<&'static str>>,
    expanded: Signal<Option<&'static str>>,
    run: Callback<()>,
    badge: AnyView,
) -> AnyView {
    view! {
        <button
            type="button"
            data-entry=id
            aria-current=current
            aria-expanded=expanded
            on:click=move |_| run.run(())
        >
            <svg viewBox="0 0 24 24" aria-hidden="true"><path d=icon.path() /></svg>
            <span>{word}</span>
            {badge}
        </button>
    }
    .into_any()
}
