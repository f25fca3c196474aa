//! Form fields, each with a visible label. Values stay text until the form is read, so that half-typed numbers are kept.

use leptos::prelude::*;

use super::dynamic::sometimes;

/// The button that submits a form, by a press or by Enter in a field. It bypasses the browser's own submission, which first reads all fields
/// for autofill and takes longer than most commands. Only for forms without constraints that the browser has to check.
#[component]
pub fn SendButton(
    #[prop(into)] label: String,
    #[prop(into)] disabled: Signal<bool>,
    on_send: Callback<()>,
) -> impl IntoView {
    view! {
        <button
            type="submit"
            class="button primary"
            disabled=disabled
            on:click=move |event| {
                event.prevent_default();
                on_send.run(());
            }
        >
            {label}
        </button>
    }
}

/// A whole or decimal number, followed by its unit.
#[component]
pub fn NumberField(
    id: &'static str,
    label: &'static str,
    #[prop(default = "")] unit: &'static str,
    #[prop(default = "0")] min: &'static str,
    #[prop(default = "")] max: &'static str,
    #[prop(default = "1")] step: &'static str,
    value: RwSignal<String>,
    #[prop(into, default = Signal::stored(false))] invalid: Signal<bool>,
) -> impl IntoView {
    view! {
        <div class="field small">
            <label for=id>{label}</label>
            <span class="with-unit">
                <input
                    id=id
                    type="number"
                    inputmode="decimal"
                    min=min
                    max=max
                    step=step
                    aria-invalid=sometimes(move || invalid.get().then_some("true"))
                    prop:value=value
                    on:input=move |event| value.set(event_target_value(&event))
                />
                <span>{unit}</span>
            </span>
        </div>
    }
}

/// A choice of one option: each has a value and a label.
#[component]
pub fn Choice(
    id: &'static str,
    label: &'static str,
    options: Vec<(String, String)>,
    value: RwSignal<String>,
) -> impl IntoView {
    let rows: Vec<_> = options
        .into_iter()
        .map(|(option, words)| {
            let chosen = value.get_untracked() == option;
            view! {
                <option value=option selected=chosen>
                    {words}
                </option>
            }
        })
        .collect();
    view! {
        <div class="field small">
            <label for=id>{label}</label>
            <select id=id prop:value=value on:change=move |event| value.set(event_target_value(&event))>
                {rows}
            </select>
        </div>
    }
}

/// Several lines of text.
#[component]
pub fn TextArea(
    id: &'static str,
    label: &'static str,
    #[prop(default = "")] placeholder: &'static str,
    value: RwSignal<String>,
) -> impl IntoView {
    view! {
        <div class="field small wide">
            <label for=id>{label}</label>
            <textarea
                id=id
                rows="3"
                placeholder=placeholder
                prop:value=value
                on:input=move |event| value.set(event_target_value(&event))
            ></textarea>
        </div>
    }
}

/// A checkbox.
#[component]
pub fn Check(label: &'static str, value: RwSignal<bool>) -> impl IntoView {
    view! {
        <label class="check">
            <input type="checkbox" prop:checked=value on:change=move |event| value.set(event_target_checked(&event)) />
            <span>{label}</span>
        </label>
    }
}
