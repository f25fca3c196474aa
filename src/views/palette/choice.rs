//! A small control that chooses one of a few options.

use leptos::prelude::*;

use crate::views::ui::dynamic::{dynamic, flag, sometimes};

/// A list of options that opens below the control. `chosen` is an index; a choice other than the first is emphasized.
#[component]
pub(super) fn Choice(
    label: &'static str,
    #[prop(into)] options: Signal<Vec<String>>,
    #[prop(into)] chosen: Signal<usize>,
    on_choose: Callback<usize>,
) -> impl IntoView {
    let choose =
        move |event: web_sys::Event| on_choose.run(event_target_value(&event).parse().unwrap_or(0));
    view! {
        <select
            class="chip"
            aria-label=label
            title=label
            data-set=sometimes(move || (chosen.get() > 0).then_some(""))
            on:change=choose
        >
            {dynamic(move || {
                let options = options.get().into_iter().enumerate();
                options.map(|(place, words)| option(place, words, chosen)).collect::<Vec<_>>().into_any()
            })}
        </select>
    }
}

fn option(place: usize, words: String, chosen: Signal<usize>) -> AnyView {
    let is_chosen = flag(move || chosen.get() == place);
    view! {
        <option value=place.to_string() prop:selected=is_chosen>
            {words}
        </option>
    }
    .into_any()
}
