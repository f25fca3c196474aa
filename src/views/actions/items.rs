//! Actions as menu items.

use leptos::prelude::*;

use super::icons::icon_path;
use super::{Action, key_words};
use crate::state::app::App;

/// One item: the action's name and key; disabled while it is not possible.
#[component]
pub fn ActionItem(action: &'static Action) -> impl IntoView {
    let app = App::expect();
    let key = action.keys.first().map(|key| {
        let words = key_words(key);
        view! { <kbd aria-hidden="true">{words}</kbd> }
    });
    view! {
        <button
            type="button"
            class="button item"
            role="menuitem"
            disabled=!(action.is_possible)(app)
            on:click=move |_| (action.run)(app)
        >
            <svg viewBox="0 0 24 24" aria-hidden="true"><path d=icon_path(action.id) /></svg>
            <span>{action.name}</span>
            {key}
        </button>
    }
}

/// Items for the actions with these ids.
pub fn items(ids: &[&str]) -> Vec<AnyView> {
    ids.iter()
        .filter_map(|id| super::by_id(id))
        .map(|action| view! { <ActionItem action=action /> }.into_any())
        .collect()
}
