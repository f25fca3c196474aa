//! The rail at the left of a desk's screen: the pages as icons with words, and the way to add something. Phones have the bar at
//! the bottom instead.

use leptos::prelude::*;

use super::ui::dynamic::sometimes;
use super::ui::icon::Icon;
use crate::state::app::App;

/// One entry of the rail.
struct RailEntry {
    /// For tests and styles.
    id: &'static str,
    icon: Icon,
    word: &'static str,
    run: fn(App),
}

/// The pages, in their order. Only those that there are.
const PAGES: &[RailEntry] = &[RailEntry {
    id: "racks",
    icon: Icon::Racks,
    word: "Racks",
    run: |app| app.open_device(None),
}];

const ADD: RailEntry = RailEntry {
    id: "add",
    icon: Icon::Add,
    word: "Add",
    run: |app| app.toggle_palette(),
};

pub fn rail() -> AnyView {
    let palette = App::expect().inner().palette.open.clone();
    let is_open = sometimes(move || Some(if palette.get() { "true" } else { "false" }));
    let none = || Signal::stored(None);
    let pages: Vec<_> = PAGES
        .iter()
        .map(|page| entry(page, Signal::stored(Some("page")), none()))
        .collect();
    view! {
        <nav class="rail" aria-label="Pages">
            {pages} <span class="gap"></span> {entry(&ADD, none(), is_open)}
        </nav>
    }
    .into_any()
}

fn entry(
    entry: &'static RailEntry,
    current: Signal<Option<&'static str>>,
    expanded: Signal<Option<&'static str>>,
) -> AnyView {
    let app = App::expect();
    view! {
        <button
            type="button"
            data-entry=entry.id
            aria-current=current
            aria-expanded=expanded
            on:click=move |_| (entry.run)(app)
        >
            <svg viewBox="0 0 24 24" aria-hidden="true"><path d=entry.icon.path() /></svg>
            <span>{entry.word}</span>
        </button>
    }
    .into_any()
}
