//! Search results among the layout's types and the generic ones, best first.

use std::sync::Arc;

use leptos::prelude::*;

use super::Wanted;
use super::entry::TypeEntry;
use super::types::layout_types;
use crate::domain::catalog::generic;
use crate::domain::catalog::type_index::{FoundType, TypeIndex};
use crate::domain::search::Query;
use crate::state::app::App;
use crate::state::dialog::Dialog;
use crate::state::part::lazy_part;
use crate::views::ui::button::Button;
use crate::views::ui::dynamic::{dynamic, nothing};
use crate::views::ui::marked::marked;

lazy_part!(catalog: pub(super) fn load_found() -> fn(Wanted) -> AnyView = found);

/// The number of results shown at first: a single letter matches nearly everything, and more letters usually follow.
const AT_ONCE: usize = 8;

fn found(wanted: Wanted) -> AnyView {
    let app = App::expect();
    let mine = layout_types(app, wanted);
    let prepared = Memo::new(move |_| {
        let filter = wanted.filter.get();
        let mine = mine.get();
        let generic = generic::types().iter().filter(|known| {
            filter.takes_type(known) && mine.iter().all(|other| other.slug != known.slug)
        });
        Arc::new(TypeIndex::new(mine.iter().chain(generic).cloned()))
    });
    dynamic(move || {
        let query = wanted.typed.with(|typed| Query::new(typed));
        let mut best = prepared.with(|prepared| prepared.find(&query));
        if best.is_empty() {
            let make = Callback::new(move |()| app.open_dialog(Dialog::DeviceType(None)));
            return view! {
                <p class="none">"No matching types"</p>
                <Button class="button new-type" label="New type…" on_press=make />
            }
            .into_any();
        }
        let rest = best.split_off(best.len().min(AT_ONCE));
        (entries(best), on_demand(rest)).into_any()
    })
}

fn entries(rows: Vec<FoundType>) -> AnyView {
    let row = |(device_type, marks): FoundType| {
        let name = marked(&device_type.model, &marks);
        view! { <TypeEntry device_type=device_type name=name /> }
    };
    let rows: Vec<_> = rows.into_iter().map(row).collect();
    view! { <ul>{rows}</ul> }.into_any()
}

fn on_demand(rest: Vec<FoundType>) -> AnyView {
    if rest.is_empty() {
        return nothing();
    }
    let shown = RwSignal::new(false);
    let label = Signal::stored(format!("Show {} more", rest.len()));
    dynamic(move || {
        if shown.get() {
            return entries(rest.clone());
        }
        let show = Callback::new(move |()| shown.set(true));
        view! { <Button class="button quiet" label=label on_press=show /> }.into_any()
    })
}
