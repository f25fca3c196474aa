//! The form of a new or existing row.

use leptos::prelude::*;

use crate::domain::command::Command;
use crate::domain::ids::RowId;
use crate::domain::layout::Row;
use crate::interaction::selection::Selection;
use crate::state::app::App;
use crate::state::ids::new_uuid;
use crate::views::ui::button::Button;
use crate::views::ui::dynamic::flag;
use crate::views::ui::field::Field;

/// `None` makes a new row, below the others.
#[component]
pub fn RowForm(id: Option<RowId>) -> impl IntoView {
    let app = App::expect();
    let snapshot = app.inner().document.snapshot().get_untracked();
    let layout = &snapshot.layout;
    let found = id.and_then(|id| layout.row(id)).cloned();
    let is_new = found.is_none();
    let row = found.unwrap_or_else(|| Row::new(RowId::new(new_uuid()), ""));
    let name = RwSignal::new(row.name.clone());
    let (index, row) = (layout.rows.len(), StoredValue::new(row));
    let done = move || {
        let mut row = row.get_value();
        name.with_untracked(|name| name.trim().clone_into(&mut row.name));
        if row.name.is_empty() {
            return;
        }
        let id = row.id;
        let row = Box::new(row);
        let command = if is_new {
            Command::AddRow { index, row }
        } else {
            Command::EditRow(row)
        };
        // `run` has announced a refusal already.
        if app.run(&command).is_ok() {
            app.close_dialog();
            app.select(Selection::Row(id));
        }
    };
    view! {
        <h2>{if is_new { "New row" } else { "Row" }}</h2>
        <form
            class="form"
            on:submit=move |event| {
                event.prevent_default();
                done();
            }
        >
            <div class="wide">
                <Field id="row-name" label="Name" placeholder="Office, Garage …" value=name />
            </div>
            <div class="actions wide">
                <Button label=Signal::stored("Cancel".to_owned()) on_press=Callback::new(move |()| app.close_dialog()) />
                <button
                    type="submit"
                    class="button primary"
                    disabled=flag(move || name.with(|name| name.trim().is_empty()))
                >
                    {if is_new { "Add row" } else { "Save" }}
                </button>
            </div>
        </form>
    }
}
