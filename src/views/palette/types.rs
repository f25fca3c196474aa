//! Lists of device types: by heading, starred, recently used, in this layout, and search results.

use std::sync::Arc;

use leptos::prelude::*;

use super::TypeFilter;
use super::entry::TypeEntry;
use super::section::Section;
use crate::domain::catalog::gap::Gap;
use crate::domain::catalog::generic;
use crate::domain::catalog::heading::TypeHeading;
use crate::domain::layout::DeviceType;
use crate::domain::search::SearchIndex;
use crate::state::app::App;
use crate::state::dialog::Dialog;
use crate::state::palette::Types;
use crate::views::ui::button::Button;
use crate::views::ui::dynamic::{dynamic, nothing, optional};

/// The generic types, a section for each heading.
#[component]
pub(super) fn Headings(filter: TypeFilter) -> impl IntoView {
    TypeHeading::ALL
        .into_iter()
        .filter(|heading| of_heading(*heading).next().is_some())
        .map(|heading| {
            let unfolded = RwSignal::new(heading == TypeHeading::Servers);
            let fitting = move || {
                let gap = filter.gap.get();
                of_heading(heading).filter(move |known| fits(gap, known))
            };
            let count = Signal::derive(move || fitting().count().to_string());
            view! {
                <Section title=heading.title() count=count unfolded=unfolded is_shown=unfolded>
                    {dynamic(move || entries(fitting().cloned(), false))}
                </Section>
            }
        })
        .collect::<Vec<_>>()
}

fn of_heading(heading: TypeHeading) -> impl Iterator<Item = &'static DeviceType> {
    generic::types()
        .iter()
        .filter(move |known| TypeHeading::of(known.category) == heading)
}

fn fits(gap: Option<Gap>, device_type: &DeviceType) -> bool {
    gap.is_none_or(|gap| gap.fits(device_type))
}

fn entries(types: impl Iterator<Item = DeviceType>, editable: bool) -> AnyView {
    let rows: Vec<_> = types
        .map(|device_type| view! { <TypeEntry device_type=Arc::new(device_type) editable=editable /> })
        .collect();
    view! { <ul>{rows}</ul> }.into_any()
}

/// Starred and recently used types.
#[component]
pub(super) fn Remembered(filter: TypeFilter) -> impl IntoView {
    let palette = &App::expect().inner().palette;
    [
        ("Starred", palette.starred().clone()),
        ("Recently used", palette.recent().clone()),
    ]
    .map(|(title, types)| view! { <RememberedSection title=title types=types filter=filter /> })
}

#[component]
fn RememberedSection(
    title: &'static str,
    types: ArcRwSignal<Types>,
    filter: TypeFilter,
) -> impl IntoView {
    let unfolded = RwSignal::new(title == "Starred");
    let fitting = Memo::new(move |_| {
        let gap = filter.gap.get();
        let types = types.get();
        let fitting = types.iter().filter(|known| fits(gap, known)).cloned();
        Arc::new(fitting.collect::<Vec<_>>())
    });
    optional(move || {
        let count = fitting.with(|types| types.len());
        (count > 0).then(|| {
            view! {
                <Section title=title count=Signal::stored(count.to_string()) unfolded=unfolded is_shown=unfolded>
                    {entries(fitting.get().iter().cloned(), false)}
                </Section>
            }
        })
    })
}

/// The types in this layout, and a button that makes a new one.
#[component]
pub(super) fn Mine(filter: TypeFilter) -> impl IntoView {
    let app = App::expect();
    let unfolded = RwSignal::new(false);
    let fitting = layout_types(app, filter);
    let count = Signal::derive(move || fitting.with(|types| types.len().to_string()));
    view! {
        <Section title="In this layout" count=count unfolded=unfolded is_shown=unfolded>
            {dynamic(move || entries(fitting.get().iter().cloned(), true))}
        </Section>
        <Button
            class="button new-type"
            label="New type…"
            on_press=Callback::new(move |()| app.open_dialog(Dialog::DeviceType(None)))
        />
    }
}

fn layout_types(app: App, filter: TypeFilter) -> Memo<Types> {
    let snapshot = app.inner().document.snapshot();
    Memo::new(move |_| {
        let gap = filter.gap.get();
        snapshot.with(|snapshot| {
            let types = snapshot.layout.device_types.iter();
            Arc::new(types.filter(|known| fits(gap, known)).cloned().collect())
        })
    })
}

/// Search results among the layout's types and the generic ones, best first.
#[component]
pub(super) fn Found(filter: TypeFilter) -> impl IntoView {
    let app = App::expect();
    let mine = layout_types(app, filter);
    let all = Memo::new(move |_| {
        let gap = filter.gap.get();
        let mine = mine.get();
        let generic = generic::types()
            .iter()
            .filter(|known| fits(gap, known) && mine.iter().all(|other| other.slug != known.slug));
        Arc::new(mine.iter().chain(generic).cloned().collect::<Vec<_>>())
    });
    let index = Memo::new(move |_| all.with(|types| Arc::new(TypeIndex(index_of(types)))));
    dynamic(move || {
        let found = filter
            .query
            .with(|query| index.with(|index| index.0.ranked(query)));
        if found.is_empty() {
            return view! { <p class="none">"No matching types"</p> }.into_any();
        }
        let found = found.into_iter();
        let mut best: Vec<DeviceType> = all.with(|types| {
            found
                .filter_map(|place| types.get(place).cloned())
                .collect()
        });
        let rest = best.split_off(best.len().min(AT_ONCE));
        (entries(best.into_iter(), false), on_demand(rest)).into_any()
    })
}

/// The number of results shown at first: a single letter matches nearly everything, and more letters usually follow.
const AT_ONCE: usize = 16;

fn on_demand(rest: Vec<DeviceType>) -> AnyView {
    if rest.is_empty() {
        return nothing();
    }
    let shown = RwSignal::new(false);
    let label = Signal::stored(format!("Show {} more", rest.len()));
    dynamic(move || {
        if shown.get() {
            return entries(rest.iter().cloned(), false);
        }
        let show = Callback::new(move |()| shown.set(true));
        view! { <Button class="button quiet" label=label on_press=show /> }.into_any()
    })
}

/// Compared by pointer: equal only if they are the same index.
struct TypeIndex(SearchIndex);

impl PartialEq for TypeIndex {
    fn eq(&self, other: &Self) -> bool {
        std::ptr::eq(self, other)
    }
}

fn index_of(types: &[DeviceType]) -> SearchIndex {
    let mut index = SearchIndex::with_capacity(types.len(), types.len() * 64);
    for known in types {
        let heading = TypeHeading::of(known.category).title();
        if known.manufacturer.is_empty() {
            index.add(&[&known.model], &[known.slug.as_str(), heading]);
        } else {
            index.add(
                &[&known.manufacturer, &known.model],
                &[known.slug.as_str(), heading],
            );
        }
    }
    index
}
