//! The nodes of a row besides its racks: its name above them, and the button that adds a rack.

use leptos::html;
use leptos::prelude::*;

use super::place::follow_place;
use super::stage::Stage;
use crate::domain::ids::RowId;
use crate::draw::world::CanvasItem;
use crate::interaction::selection::Selection;
use crate::state::app::App;
use crate::state::dialog::Dialog;
use crate::views::actions::open_menu_below;
use crate::views::inspector::wanted::{WantedField, want};
use crate::views::ui::button::IconButton;
use crate::views::ui::dynamic::{sometimes, text};
use crate::views::ui::icon::Icon;

#[component]
pub fn RowHeading(id: RowId) -> impl IntoView {
    let app = App::expect();
    let header = NodeRef::<html::Header>::new();
    follow_place(app, CanvasItem::Heading(id), header);
    let rows = expect_context::<Stage>().changes().of_rows();
    let name = text(move || row_name(app, &rows, Some(id)));
    let selection = app.inner().selection.clone();
    view! {
        <header
            class="row-heading"
            data-row-id=id.to_string()
            data-selected=sometimes(move || {
                selection.with(|selection| selection.row() == Some(id)).then_some("")
            })
            node_ref=header
        >
            <button
                type="button"
                class="rack-name"
                on:click=move |_| app.select(Selection::Row(id))
                on:dblclick=move |_| want(WantedField::Name)
            >
                <h2>{name}</h2>
            </button>
            <IconButton
                class="rack-menu"
                icon=Icon::More
                label=text(move || format!("Menu of {}", name.get()))
                on_press=Callback::new(move |()| open_menu_below(header.get_untracked()))
            />
        </header>
    }
}

/// Adds a rack at the end of the row.
#[component]
pub fn RackAddition(row: Option<RowId>) -> impl IntoView {
    let app = App::expect();
    let button = NodeRef::<html::Button>::new();
    follow_place(app, CanvasItem::Addition(row), button);
    let rows = expect_context::<Stage>().changes().of_rows();
    let label = text(move || match row {
        Some(_) => format!("Add a rack to {}", row_name(app, &rows, row)),
        None => "Add a rack".to_owned(),
    });
    view! {
        <button
            type="button"
            class="rack-addition"
            data-addition=""
            aria-label=label
            title=label
            node_ref=button
            on:click=move |_| app.open_dialog(Dialog::NewRack(row))
        >
            "+"
        </button>
    }
}

fn row_name(app: App, rows: &ArcTrigger, row: Option<RowId>) -> String {
    rows.track();
    app.inner().document.snapshot().with_untracked(|snapshot| {
        let row = row.and_then(|row| snapshot.layout.row(row));
        row.map(|row| row.name.clone()).unwrap_or_default()
    })
}
