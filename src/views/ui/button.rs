//! Buttons. They take a callback, so that all of them share one compiled component.

use leptos::prelude::*;

use super::dynamic::sometimes;
use super::icon::Icon;

/// A button with a text label.
#[component]
pub fn Button(
    #[prop(default = "button")] class: &'static str,
    #[prop(into)] label: Signal<String>,
    /// The name for screen readers, if the label alone is not enough.
    #[prop(optional, into)]
    spoken: Option<String>,
    on_press: Callback<()>,
) -> impl IntoView {
    view! {
        <button type="button" class=class aria-label=spoken on:click=move |_| on_press.run(())>
            {label}
        </button>
    }
}

/// A button that lengthens a list by `count` entries: `Show 100 more systems`, where `what` is `more systems`.
pub fn show_more(count: usize, what: &str, shown: RwSignal<usize>) -> AnyView {
    let label = Signal::stored(format!("Show {count} {what}"));
    let show = Callback::new(move |()| shown.update(|shown| *shown += count));
    view! { <Button class="button quiet" label=label on_press=show /> }.into_any()
}

/// A quiet button that is on or off.
#[component]
pub fn ToggleButton(
    label: &'static str,
    #[prop(default = "button quiet")] class: &'static str,
    #[prop(optional)] title: Option<&'static str>,
    #[prop(into)] is_on: Signal<bool>,
    on_press: Callback<()>,
) -> impl IntoView {
    let pressed = sometimes(move || Some(if is_on.get() { "true" } else { "false" }));
    view! {
        <button type="button" class=class title=title aria-pressed=pressed on:click=move |_| on_press.run(())>
            {label}
        </button>
    }
}

/// An icon button; its label is spoken, and shown as a tooltip.
#[component]
pub fn IconButton(
    #[prop(into)] icon: Signal<Icon>,
    #[prop(into)] label: Signal<String>,
    #[prop(default = "button icon")] class: &'static str,
    #[prop(into, default = Signal::stored(false))] disabled: Signal<bool>,
    #[prop(into, default = Signal::stored(None))] expanded: Signal<Option<&'static str>>,
    #[prop(into, default = Signal::stored(None))] tabindex: Signal<Option<&'static str>>,
    on_press: Callback<()>,
) -> impl IntoView {
    let path = Signal::derive(move || icon.get().path());
    view! {
        <button
            type="button"
            class=class
            aria-label=label
            title=label
            disabled=disabled
            aria-expanded=expanded
            tabindex=tabindex
            on:click=move |_| on_press.run(())
        >
            <svg viewBox="0 0 24 24" aria-hidden="true">
                <path d=path />
            </svg>
        </button>
    }
}
