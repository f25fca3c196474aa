//! The name of the open layout in the top bar, with a menu of the other layouts.

use std::sync::Arc;

use leptos::prelude::*;

use crate::domain::problem::Problem;
use crate::state::actions::layouts::LayoutCard;
use crate::state::app::App;
use crate::state::part::lazy_part;
use crate::state::spawn;
use crate::views::actions;
use crate::views::ui::dynamic::{dynamic, text};
use crate::views::ui::lazy::lazy;
use crate::views::ui::menu::{dropdown, expanded};
use crate::views::ui::notice::{Notice, Tone};

/// A list once it is loaded.
pub type ListSignal<T> = RwSignal<Option<Result<Vec<T>, Problem>>>;

#[component]
pub fn LayoutsMenu() -> impl IntoView {
    let snapshot = App::expect().inner().document.snapshot();
    let name = text(move || snapshot.with(|snapshot| snapshot.layout.name.clone()));
    let open = RwSignal::new(false);
    let button = view! {
        <button
            type="button"
            class="button layout-name"
            title="Layouts"
            aria-expanded=expanded(open)
            on:click=move |_| open.update(|open| *open = !*open)
        >
            <span class="name">{name}</span>
            <span aria-hidden="true">"▾"</span>
        </button>
    };
    let items = || lazy("", load_items, ());
    dropdown("menu layouts", open, button.into_any(), Arc::new(items))
}

lazy_part!(editor: fn load_items() -> fn(()) -> AnyView = items);

fn items((): ()) -> AnyView {
    let app = App::expect();
    let listed = read_layouts(app);
    view! {
        {dynamic(move || match listed.get() {
            None => view! { <p role="status">"Loading layouts…"</p> }.into_any(),
            Some(Err(problem)) => view! { <Notice tone=Tone::Warn problem=problem /> }.into_any(),
            Some(Ok(cards)) => {
                cards
                    .into_iter()
                    .filter(|card| !card.is_deleted)
                    .map(|card| view! { <Item card=card /> })
                    .collect::<Vec<_>>()
                    .into_any()
            }
        })}
        <hr />
        <div role="menu" aria-label="Layouts">{actions::items(&["layouts", "duplicate-layout", "versions"])}</div>
    }
    .into_any()
}

#[component]
fn Item(card: LayoutCard) -> impl IntoView {
    let app = App::expect();
    let LayoutCard {
        key,
        name,
        holds,
        is_open,
        ..
    } = card;
    view! {
        <button
            type="button"
            class="button item"
            aria-current=is_open.then_some("true")
            on:click=move |_| {
                if !is_open {
                    app.switch_layout(key.clone());
                }
            }
        >
            <span>{name}</span>
            <small>{holds}</small>
        </button>
    }
}

/// Reads the list of layouts into a signal.
pub fn read_layouts(app: App) -> ListSignal<LayoutCard> {
    let listed = RwSignal::new(None);
    refresh(app, listed);
    listed
}

/// Reads it again.
pub fn refresh(app: App, listed: ListSignal<LayoutCard>) {
    spawn(async move {
        let cards = app.layouts().await;
        // The caller may be gone.
        listed.try_set(Some(cards));
    });
}
