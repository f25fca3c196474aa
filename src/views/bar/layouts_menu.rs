//! The name of the open layout in the top bar, with a menu of the other layouts, and tabs if there is room.

use std::sync::Arc;

use leptos::ev;
use leptos::prelude::*;

use super::layout_tabs;
use crate::state::actions::layouts::LayoutCard;
use crate::state::app::App;
use crate::state::part::lazy_part;
use crate::views::actions;
use crate::views::ui::dynamic::{dynamic, optional, text};
use crate::views::ui::lazy::{ViewMaker, lazy};
use crate::views::ui::menu::{dropdown, expanded};
use crate::views::ui::notice::{Notice, Tone};

pub use super::layout_list::{ListSignal, read_layouts, refresh};

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
    let tabs = tabs();
    let button = view! { {tabs} {button} }.into_any();
    let items = || lazy("", load_layouts, LayoutsView::Items);
    dropdown("menu layouts", open, button, Arc::new(items))
}

/// Shows the tabs at once if the last visit had several layouts, otherwise after the first input: the part that reads their list is
/// loaded then anyway.
fn tabs() -> AnyView {
    let app = App::expect();
    let part = RwSignal::new(None::<ViewMaker<LayoutsView>>);
    let is_asked_for = StoredValue::new(false);
    let load = move || {
        if !is_asked_for.get_value() {
            is_asked_for.set_value(true);
            app.with_part(load_layouts(), move |_, loaded| {
                // The bar may be gone.
                part.try_set(Some(loaded));
            });
        }
    };
    if app.has_several_layouts() {
        load();
    }
    let moved = window_event_listener(ev::pointermove, move |_| load());
    let pressed = window_event_listener(ev::keydown, move |_| load());
    on_cleanup(move || {
        moved.remove();
        pressed.remove();
    });
    optional(move || part.get().map(|show| show(LayoutsView::Tabs)))
}

/// A view of the layouts of a hub.
#[derive(Clone, Copy)]
enum LayoutsView {
    Items,
    Tabs,
}

lazy_part!(editor: fn load_layouts() -> ViewMaker<LayoutsView> = show);

fn show(view: LayoutsView) -> AnyView {
    match view {
        LayoutsView::Items => items(),
        LayoutsView::Tabs => layout_tabs::tabs(),
    }
}

fn items() -> AnyView {
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
