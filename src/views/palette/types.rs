//! Lists of device types: by heading, starred, recently used, and in this layout.

use std::sync::Arc;

use leptos::prelude::*;

use super::Wanted;
use super::entry::TypeEntry;
use super::section::Section;
use crate::domain::catalog::generic;
use crate::domain::catalog::heading::TypeHeading;
use crate::domain::layout::DeviceType;
use crate::state::app::App;
use crate::state::dialog::Dialog;
use crate::state::palette::Types;
use crate::views::ui::button::Button;
use crate::views::ui::dynamic::{dynamic, optional};

/// The generic types, a section for each heading.
#[component]
pub(super) fn Headings(wanted: Wanted) -> impl IntoView {
    TypeHeading::ALL
        .into_iter()
        .filter(|heading| of_heading(*heading).next().is_some())
        .map(|heading| {
            let unfolded = RwSignal::new(heading == TypeHeading::Servers);
            let fitting = move || {
                let filter = wanted.filter.get();
                of_heading(heading).filter(move |known| filter.takes_type(known))
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

pub(super) fn entries(types: impl Iterator<Item = DeviceType>, editable: bool) -> AnyView {
    let rows: Vec<_> = types
        .map(|device_type| view! { <TypeEntry device_type=Arc::new(device_type) editable=editable /> })
        .collect();
    view! { <ul>{rows}</ul> }.into_any()
}

/// Starred and recently used types.
#[component]
pub(super) fn Remembered(wanted: Wanted) -> impl IntoView {
    let palette = &App::expect().inner().palette;
    [
        ("Starred", palette.starred().clone()),
        ("Recently used", palette.recent().clone()),
    ]
    .map(|(title, types)| view! { <RememberedSection title=title types=types wanted=wanted /> })
}

#[component]
fn RememberedSection(
    title: &'static str,
    types: ArcRwSignal<Types>,
    wanted: Wanted,
) -> impl IntoView {
    let unfolded = RwSignal::new(title == "Starred");
    let fitting = Memo::new(move |_| {
        let filter = wanted.filter.get();
        let types = types.get();
        let fitting = types.iter().filter(|known| filter.takes_type(known));
        Arc::new(fitting.cloned().collect::<Vec<_>>())
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
pub(super) fn Mine(wanted: Wanted) -> impl IntoView {
    let app = App::expect();
    let unfolded = RwSignal::new(false);
    let fitting = layout_types(app, wanted);
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

pub(super) fn layout_types(app: App, wanted: Wanted) -> Memo<Types> {
    let snapshot = app.inner().document.snapshot();
    Memo::new(move |_| {
        let filter = wanted.filter.get();
        snapshot.with(|snapshot| {
            let types = snapshot.layout.device_types.iter();
            Arc::new(
                types
                    .filter(|known| filter.takes_type(known))
                    .cloned()
                    .collect(),
            )
        })
    })
}
