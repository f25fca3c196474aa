//! The fields of a row: its name and its place among the rows.

use leptos::html;
use leptos::prelude::*;

use super::text::{TextField, TextKind, text_field};
use super::{adopt_styles, labelled, plain_name, row_setter, wanted};
use crate::domain::ids::RowId;
use crate::domain::inspect::{FieldValue, RowChange};
use crate::state::app::App;
use crate::views::ui::dynamic::{flag, nothing, text};

pub fn row_fields(id: RowId) -> AnyView {
    adopt_styles();
    let set = row_setter(id);
    let snapshot = App::expect().inner().document.snapshot();
    let names = snapshot.clone();
    let name = Signal::derive(move || {
        let name = names.with(|snapshot| snapshot.layout.row(id).map(|row| row.name.clone()));
        FieldValue::Same(name.unwrap_or_default())
    });
    let place = Memo::new(move |_| {
        snapshot.with(|snapshot| {
            let rows = &snapshot.layout.rows;
            let at = rows.iter().position(|row| row.id == id);
            (at.unwrap_or_default(), rows.len())
        })
    });
    let field = TextField {
        placeholder: "Office, Garage…",
        ..TextField::new(
            "name",
            "Name",
            TextKind::Line,
            name,
            Callback::new(move |name: String| set.run(RowChange::Name(name))),
        )
    };
    let shift = move |by: isize| {
        if let Some(to) = place.get_untracked().0.checked_add_signed(by) {
            // An existing row can always be moved.
            let _ = set.run(RowChange::Place(to));
        }
    };
    let order = view! {
        <div class="line">
            <span class="text grow">
                {text(move || {
                    let (at, count) = place.get();
                    format!("{} of {count}", at + 1)
                })}
            </span>
            <div class="arrows" role="group" aria-label="Move the row">
                <button
                    type="button"
                    class="button"
                    aria-label="Up"
                    title="Move row up"
                    disabled=flag(move || place.get().0 == 0)
                    on:click=move |_| shift(-1)
                >
                    "↑"
                </button>
                <button
                    type="button"
                    class="button"
                    aria-label="Down"
                    title="Move row down"
                    disabled=flag(move || {
                        let (at, count) = place.get();
                        at + 1 >= count
                    })
                    on:click=move |_| shift(1)
                >
                    "↓"
                </button>
            </div>
        </div>
    };
    let node = NodeRef::<html::Div>::new();
    wanted::focus_requested(node);
    view! {
        <div class="inspector" node_ref=node>
            {text_field(field, nothing())}
            {labelled("order", plain_name("order-name", "Order"), order.into_any())}
        </div>
    }
    .into_any()
}
