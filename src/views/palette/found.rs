//! Search results among the layout's types and the generic ones, best first.

use std::sync::Arc;

use leptos::prelude::*;

use super::Wanted;
use super::entry::TypeEntry;
use super::found_others::{found_systems, found_templates};
use super::types::layout_types;
use crate::domain::catalog::generic;
use crate::domain::catalog::type_index::{FoundType, TypeIndex};
use crate::domain::layout::DeviceType;
use crate::domain::search::Query;
use crate::state::app::App;
use crate::state::dialog::Dialog;
use crate::state::part::lazy_part;
use crate::views::ui::button::Button;
use crate::views::ui::dynamic::{dynamic, effect, optional};
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
    let best = Memo::new_with_compare(
        move |_| {
            let query = wanted.typed.with(|typed| Query::new(typed));
            prepared.with(|prepared| Arc::new(prepared.find(&query)))
        },
        |_, _| true,
    );
    let count = Memo::new(move |_| best.with(|best| best.len()));
    // More are shown for one search only.
    let shown = RwSignal::new(AT_ONCE);
    effect(move || {
        wanted.typed.track();
        if shown.get_untracked() != AT_ONCE {
            shown.set(AT_ONCE);
        }
    });
    let is_empty = Memo::new(move |_| count.get() == 0);
    let rows = move || -> Vec<Arc<DeviceType>> {
        let first = |best: &Arc<Vec<FoundType>>| {
            let rows = best.iter().take(shown.get());
            rows.map(|(device_type, _)| device_type.clone()).collect()
        };
        best.with(first)
    };
    // Each row owns its type, so that the addresses are unique.
    let place = |device_type: &Arc<DeviceType>| Arc::as_ptr(device_type) as usize;
    view! {
        {optional(move || {
            is_empty.get().then(|| {
                let make = Callback::new(move |()| app.open_dialog(Dialog::DeviceType(None)));
                view! {
                    <p class="none">"No matching types"</p>
                    <Button class="button new-type" label="New type…" on_press=make />
                }
            })
        })}
        <ul>
            <For each=rows key=place let:device_type>
                {entry(best, device_type)}
            </For>
        </ul>
        {optional(move || {
            let rest = count.get().saturating_sub(shown.get());
            (rest > 0).then(|| {
                let label = Signal::stored(format!("Show {rest} more"));
                let show = Callback::new(move |()| shown.set(usize::MAX));
                view! { <Button class="button quiet" label=label on_press=show /> }
            })
        })}
        {found_systems(wanted)}
        {found_templates(wanted)}
    }
    .into_any()
}

/// A row keeps its node while its type is found; the marks in its name follow the typed text.
fn entry(best: Memo<Arc<Vec<FoundType>>>, device_type: Arc<DeviceType>) -> AnyView {
    let shown = device_type.clone();
    let name = dynamic(move || {
        best.with(|best| {
            let row = best.iter().find(|(other, _)| Arc::ptr_eq(other, &shown));
            marked(&shown.model, row.map_or(&[], |(_, marks)| marks))
        })
    });
    view! { <TypeEntry device_type=device_type name=name /> }.into_any()
}
