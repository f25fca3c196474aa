//! The bottom bar on phones: the pages, and actions on the racks.

use leptos::prelude::*;

use crate::domain::pages::AppPage;
use crate::state::app::App;
use crate::views::actions::{self, MoreMenu};
use crate::views::rail::{badge_of, is_current, page_icon};
use crate::views::ui::icon::Icon;

/// Its buttons after the pages: the id of an action, its icon, a short label, and whether it is there on the racks only.
const BUTTONS: [(&str, Icon, &str, bool); 3] = [
    ("palette", Icon::Add, "Add", true),
    ("undo", Icon::Undo, "Undo", true),
    ("commands", Icon::Search, "Find", false),
];

/// The pages with buttons. The others are at the top of the menu.
const PAGES: [AppPage; 4] = [
    AppPage::Racks,
    AppPage::Overview,
    AppPage::Systems,
    AppPage::Alerts,
];

/// Hidden on wide screens by the style sheet.
#[component]
pub fn PhoneBar() -> impl IntoView {
    let pages: Vec<_> = PAGES.into_iter().map(page_button).collect();
    let buttons: Vec<_> = BUTTONS
        .into_iter()
        .filter_map(|(id, icon, short, on_racks)| {
            let action = actions::by_id(id)?;
            let class = if on_racks { "on-racks" } else { "" };
            Some(view! { <BarButton action=action icon=icon short=short class=class /> })
        })
        .collect();
    view! {
        <nav class="phone-bar" aria-label="Actions">
            {pages} {buttons} <MoreMenu on_phones=true />
        </nav>
    }
}

fn page_button(page: AppPage) -> AnyView {
    let app = App::expect();
    view! {
        <button type="button" aria-current=is_current(page) on:click=move |_| app.open_page(page)>
            <svg viewBox="0 0 24 24" aria-hidden="true"><path d=page_icon(page).path() /></svg>
            <span>{page.word()}</span>
            {badge_of(app, page)}
        </button>
    }
    .into_any()
}

#[component]
fn BarButton(
    action: &'static actions::Action,
    icon: Icon,
    short: &'static str,
    class: &'static str,
) -> impl IntoView {
    let app = App::expect();
    let snapshot = app.inner().document.snapshot();
    let impossible: Signal<bool> = Memo::new(move |_| {
        snapshot.track();
        !(action.is_possible)(app)
    })
    .into();
    view! {
        <button
            type="button"
            class=class
            title=action.name
            disabled=impossible
            on:click=move |_| (action.run)(app)
        >
            <svg viewBox="0 0 24 24" aria-hidden="true"><path d=icon.path() /></svg>
            <span>{short}</span>
        </button>
    }
}
