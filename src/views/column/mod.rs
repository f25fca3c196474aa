//! The column beside the racks: its contents, and the menu to choose them. A part of its own, loaded when a column is first shown or
//! chosen.

mod choices;
mod notes;

use std::sync::Arc;

use leptos::prelude::*;

use super::canvas::stage::Stage;
use super::ui::dynamic::{effect, optional};
use super::ui::lazy::{ViewMaker, lazy};
use super::ui::menu::{dropdown, expanded};
use crate::state::app::App;
use crate::state::part::lazy_part;

/// A view of the part.
#[derive(Clone, Copy)]
pub enum ColumnView {
    Choices,
    Notes(Stage),
}

lazy_part!(column: fn load_column() -> ViewMaker<ColumnView> = show);

fn show(view: ColumnView) -> AnyView {
    match view {
        ColumnView::Choices => choices::choices(),
        ColumnView::Notes(stage) => notes::notes(stage),
    }
}

/// The columns in the world, once there are any.
pub fn columns() -> AnyView {
    let app = App::expect();
    let stage: Stage = expect_context();
    let part = RwSignal::new(None::<ViewMaker<ColumnView>>);
    let has_column = app.inner().viewport.has_column.clone();
    let is_wanted = has_column.clone();
    effect(move || {
        if has_column.get() && part.get_untracked().is_none() {
            app.with_part(load_column(), move |_, loaded| part.set(Some(loaded)));
        }
    });
    optional(move || {
        let show = part.get().filter(|_| is_wanted.get())?;
        Some(show(ColumnView::Notes(stage)))
    })
}

/// Opens the menu of annotations.
pub fn column_menu() -> AnyView {
    let open = RwSignal::new(false);
    let button = view! {
        <button
            type="button"
            class="button icon"
            aria-label="Side column"
            title="Side column (N shows and hides it)"
            aria-expanded=expanded(open)
            on:click=move |_| open.update(|open| *open = !*open)
        >
            <svg viewBox="0 0 24 24" aria-hidden="true">
                <path d="M4 4h9v16H4zM16 7h4M16 12h4M16 17h4" />
            </svg>
        </button>
    };
    let items = || lazy("", load_column, ColumnView::Choices);
    dropdown("menu", open, button.into_any(), Arc::new(items))
}
