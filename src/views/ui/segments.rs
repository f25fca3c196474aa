//! A choice of one among few, as buttons in a row.

use leptos::prelude::*;

/// `options` are the values with their words; the chosen one is pressed.
#[component]
pub fn Segments<T>(
    #[prop(into)] label: String,
    class: &'static str,
    options: Vec<(T, &'static str)>,
    chosen: RwSignal<T>,
) -> impl IntoView
where
    T: Copy + PartialEq + Send + Sync + 'static,
{
    let buttons: Vec<_> = options
        .into_iter()
        .map(|(value, word)| {
            view! {
                <button type="button" aria-pressed=move || (chosen.get() == value).to_string() on:click=move |_| chosen.set(value)>
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
