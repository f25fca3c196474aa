//! A text field with a visible label.

use leptos::prelude::*;

use super::dynamic::sometimes;

/// Default maximum length, enough for addresses, passwords and tokens.
const ANY: u32 = 10_000;

/// `autocomplete` tells password managers what the field is for.
#[component]
pub fn Field(
    id: &'static str,
    label: &'static str,
    #[prop(default = "text")] kind: &'static str,
    #[prop(default = "off")] autocomplete: &'static str,
    #[prop(default = "")] placeholder: &'static str,
    value: RwSignal<String>,
    /// Maximum number of characters.
    #[prop(default = 255)]
    longest: u32,
    #[prop(into, default = Signal::stored(false))] invalid: Signal<bool>,
    #[prop(into, default = Signal::stored(false))] good: Signal<bool>,
    /// Called when the field loses the focus or Enter is pressed.
    #[prop(optional)]
    on_done: Option<Callback<()>>,
) -> impl IntoView {
    view! {
        <div class="field">
            <label for=id>{label}</label>
            <input
                id=id
                type=kind
                autocomplete=autocomplete
                placeholder=placeholder
                maxlength=if kind == "text" { longest } else { ANY }
                autocapitalize="none"
                spellcheck="false"
                aria-invalid=sometimes(move || invalid.get().then_some("true"))
                data-good=sometimes(move || good.get().then_some(""))
                prop:value=value
                on:input=move |event| value.set(event_target_value(&event))
                on:change=move |_| {
                    if let Some(done) = on_done {
                        done.run(());
                    }
                }
            />
        </div>
    }
}
