//! Search results among the layout's types and the generic ones, best first.

use std::sync::Arc;

use leptos::prelude::*;

use super::Wanted;
use super::entry::TypeEntry;
use super::types::layout_types;
use crate::domain::catalog::{generic, kinds};
use crate::domain::layout::DeviceType;
use crate::domain::search::{Facts, Query, SearchIndex};
use crate::state::app::App;
use crate::state::part::lazy_part;
use crate::views::ui::button::Button;
use crate::views::ui::dynamic::{dynamic, nothing};
use crate::views::ui::marked::marked;

lazy_part!(catalog: pub(super) fn load_found() -> fn(Wanted) -> AnyView = found);

/// The number of results shown at first: a single letter matches nearly everything, and more letters usually follow.
const AT_ONCE: usize = 8;

/// A type, and its name with the marks in it.
type FoundRow = (Arc<DeviceType>, Vec<std::ops::Range<usize>>);

fn found(wanted: Wanted) -> AnyView {
    let app = App::expect();
    let mine = layout_types(app, wanted);
    let prepared = Memo::new(move |_| {
        let filter = wanted.filter.get();
        let mine = mine.get();
        let generic = generic::types().iter().filter(|known| {
            filter.takes_type(known) && mine.iter().all(|other| other.slug != known.slug)
        });
        Arc::new(Prepared::new(mine.iter().chain(generic).cloned()))
    });
    dynamic(move || {
        let query = wanted.typed.with(|typed| Query::new(typed));
        let mut best = prepared.with(|prepared| prepared.find(&query));
        if best.is_empty() {
            return view! { <p class="none">"No matching types"</p> }.into_any();
        }
        let rest = best.split_off(best.len().min(AT_ONCE));
        (entries(best), on_demand(rest)).into_any()
    })
}

fn entries(rows: Vec<FoundRow>) -> AnyView {
    let row = |(device_type, marks): FoundRow| {
        let name = marked(&device_type.model, &marks);
        view! { <TypeEntry device_type=device_type name=name /> }
    };
    let rows: Vec<_> = rows.into_iter().map(row).collect();
    view! { <ul>{rows}</ul> }.into_any()
}

fn on_demand(rest: Vec<FoundRow>) -> AnyView {
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

/// Types prepared for searching. Equal only if they are the same.
struct Prepared {
    types: Vec<(Arc<DeviceType>, Facts)>,
    index: SearchIndex,
}

impl PartialEq for Prepared {
    fn eq(&self, other: &Self) -> bool {
        std::ptr::eq(self, other)
    }
}

impl Prepared {
    fn new(types: impl Iterator<Item = DeviceType>) -> Self {
        let mut index = SearchIndex::default();
        let prepare = |known: DeviceType| {
            let facts = Facts::of(&known);
            let name = [known.manufacturer.as_str(), known.model.as_str()];
            index.add(&name, &kinds::words(&facts), &[known.slug.as_str()]);
            (Arc::new(known), facts)
        };
        let types = types.map(prepare).collect();
        Self { types, index }
    }

    fn find(&self, query: &Query) -> Vec<FoundRow> {
        let plan = self.index.plan(query);
        let has = |entry: usize, fact| {
            self.types
                .get(entry)
                .is_some_and(|(_, facts)| facts.has(fact))
        };
        let found = self.index.ranked(&plan, &has).into_iter();
        let row = |entry: usize| {
            let (device_type, _) = self.types.get(entry)?;
            let marks = plan.marks(&device_type.model);
            Some((device_type.clone(), marks))
        };
        found.filter_map(|found| row(found.entry)).collect()
    }
}
