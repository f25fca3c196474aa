//! A heading with a count that collapses the list below it.

use leptos::children::ChildrenFn;
use leptos::prelude::*;

use crate::views::ui::dynamic::{optional, sometimes};

/// `is_shown` differs from `unfolded` when something else, such as a search, shows the content.
#[component]
pub(super) fn Section(
    title: &'static str,
    #[prop(into)] count: Signal<String>,
    unfolded: RwSignal<bool>,
    #[prop(into)] is_shown: Signal<bool>,
    children: ChildrenFn,
) -> impl IntoView {
    let expanded = sometimes(move || Some(if is_shown.get() { "true" } else { "false" }));
    view! {
        <section>
            <h3>
                <button
                    type="button"
                    class="fold"
                    aria-expanded=expanded
                    on:click=move |_| unfolded.update(|unfolded| *unfolded = !*unfolded)
                >
                    <span>{title}</span>
                    <span class="count">{count}</span>
                </button>
            </h3>
            {optional(move || is_shown.get().then(|| children()))}
        </section>
    }
}
