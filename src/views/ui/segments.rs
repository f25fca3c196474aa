//! A choice among a few options, as a row of buttons.

use leptos::prelude::*;

use super::dynamic::sometimes;

/// `options` are the labels; the one at index `chosen` is pressed.
#[component]
pub fn Segments(
    label: &'static str,
    class: &'static str,
    options: Vec<&'static str>,
    chosen: RwSignal<usize>,
) -> impl IntoView {
    let buttons: Vec<_> = options
        .into_iter()
        .enumerate()
        .map(|(place, word)| {
            let pressed = sometimes(move || {
                Some(if chosen.get() == place {
                    "true"
                } else {
                    "false"
                })
            });
            view! {
                <button type="button" aria-pressed=pressed on:click=move |_| chosen.set(place)>
                    {word}
                </button>
            }
        })
        .collect();
    view! {
        <div class=class role="group" aria-label=label>
            {buttons}
        </div>
    }
}
