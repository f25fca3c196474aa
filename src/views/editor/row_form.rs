//! The form of a new row.

use leptos::prelude::*;

use crate::domain::command::Command;
use crate::domain::direction::without_turns;
use crate::domain::ids::RowId;
use crate::domain::layout::Row;
use crate::interaction::selection::Selection;
use crate::state::app::App;
use crate::state::ids::new_uuid;
use crate::views::ui::button::Button;
use crate::views::ui::dynamic::flag;
use crate::views::ui::field::Field;

/// The form; the row is added below the others.
#[component]
pub fn RowForm() -> impl IntoView {
    let app = App::expect();
    let name = RwSignal::new(String::new());
    let done = move || {
        let name = name.get_untracked();
        if name.trim().is_empty() {
            return;
        }
        let id = RowId::new(new_uuid());
        let snapshot = app.inner().document.snapshot().get_untracked();
        let command = Command::AddRow {
            index: snapshot.layout.rows.len(),
            row: Box::new(Row::new(id, without_turns(name.trim().to_owned()))),
        };
        // `run` has announced a refusal already.
        if app.run(&command).is_ok() {
            app.close_dialog();
            app.select(Selection::Row(id));
        }
    };
    view! {
        <h2>"New row"</h2>
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
                    "Add row"
                </button>
            </div>
        </form>
    }
}
