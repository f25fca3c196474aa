//! The bottom bar on phones, with actions of the top bar and the palette.

use leptos::prelude::*;

use crate::state::app::App;
use crate::views::actions::{self, MoreMenu};
use crate::views::ui::dynamic::flag;
use crate::views::ui::icon::Icon;

/// Its buttons: the id of an action, its icon, and a short label.
const BUTTONS: [(&str, Icon, &str); 4] = [
    ("palette", Icon::Add, "Add"),
    ("undo", Icon::Undo, "Undo"),
    ("redo", Icon::Redo, "Redo"),
    ("commands", Icon::Search, "Find"),
];

/// Hidden on wide screens by the style sheet.
#[component]
pub fn PhoneBar() -> impl IntoView {
    let buttons: Vec<_> = BUTTONS
        .into_iter()
        .filter_map(|(id, icon, short)| {
            let action = actions::by_id(id)?;
            Some(view! { <BarButton action=action icon=icon short=short /> })
        })
        .collect();
    view! {
        <nav class="phone-bar" aria-label="Actions">
            {buttons} <MoreMenu />
        </nav>
    }
}

#[component]
fn BarButton(action: &'static actions::Action, icon: Icon, short: &'static str) -> impl IntoView {
    let app = App::expect();
    let snapshot = app.inner().document.snapshot();
    let impossible = flag(move || {
        snapshot.track();
        !(action.is_possible)(app)
    });
    view! {
        <button
            type="button"
            title=action.name
            disabled=impossible
            on:click=move |_| (action.run)(app)
        >
            <svg viewBox="0 0 24 24" aria-hidden="true"><path d=icon.path() /></svg>
            <span>{short}</span>
        </button>
    }
}
