//! A text field edited in place: Enter or leaving it commits the text, Escape reverts it; in a field of several lines Escape
//! commits it as well.

use leptos::ev::KeyboardEvent;
use leptos::prelude::*;

use super::{MIXED, SetOutcome, labelled, problem_line};
use crate::domain::inspect::{FieldValue, TextDraft};
use crate::views::ui::dynamic::{sometimes, text};

/// One text field.
pub struct TextField {
    /// Key by which [`super::wanted`] finds it; its id is derived from it.
    pub field: &'static str,
    pub label: &'static str,
    pub placeholder: &'static str,
    /// Shown after the field.
    pub unit: &'static str,
    pub kind: TextKind,
    /// Maximum length in characters; ignored for notes.
    pub longest: u16,
    pub value: Signal<FieldValue<String>>,
    pub set: Callback<String, SetOutcome>,
}

impl TextField {
    /// Without a placeholder or a unit.
    pub fn new(
        field: &'static str,
        label: &'static str,
        kind: TextKind,
        value: Signal<FieldValue<String>>,
        set: Callback<String, SetOutcome>,
    ) -> Self {
        Self {
            field,
            label,
            placeholder: "",
            unit: "",
            kind,
            longest: 255,
            value,
            set,
        }
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TextKind {
    Line,
    /// A few digits.
    Number,
    /// Grows with its text.
    Lines,
}

/// The field with its label, and `below` under it.
pub fn text_field(field: TextField, below: AnyView) -> AnyView {
    let (name, label, unit) = (field.field, field.label, field.unit);
    let id = format!("edit-{name}");
    let (input, problem) = input(field, id.clone(), None);
    let label = view! { <label for=id>{label}</label> }.into_any();
    let control = view! {
        <div class="line">
            {input}
            {(!unit.is_empty()).then(|| view! { <span class="unit">{unit}</span> })}
        </div>
        {problem}
        {below}
    };
    labelled(name, label, control.into_any())
}

/// The input and the line for its problem. `spoken` is its accessible name if it has no label.
pub fn input(field: TextField, id: String, spoken: Option<String>) -> (AnyView, AnyView) {
    let TextField {
        placeholder,
        kind,
        longest,
        value,
        set,
        ..
    } = field;
    let draft = RwSignal::new(TextDraft::default());
    let shown = text(move || value.with(|value| draft.with(|draft| draft.text(value).to_owned())));
    // The field may be gone by the time that it loses the focus.
    let commit = move || {
        let value = value.try_get_untracked();
        let wanted = draft.try_update(|draft| draft.leave(&value?)).flatten();
        if let Some(text) = wanted {
            let outcome = set.run(text);
            let _ = draft.try_update(|draft| draft.settle(outcome));
        }
    };
    let on_key = move |event: KeyboardEvent| {
        if event.is_composing() {
            return;
        }
        let sets = kind != TextKind::Lines || event.ctrl_key() || event.meta_key();
        match event.key().as_str() {
            "Enter" if sets => {
                event.prevent_default();
                commit();
            }
            // A long text is not thrown away by one key.
            "Escape" if kind == TextKind::Lines => commit(),
            "Escape" if draft.try_update(TextDraft::revert) == Some(true) => {
                event.prevent_default();
                event.stop_propagation();
            }
            _ => {}
        }
    };
    let hint = sometimes(move || {
        Some(value.with(|value| match value {
            FieldValue::Mixed => MIXED,
            FieldValue::Same(_) => placeholder,
        }))
    });
    let invalid = sometimes(move || draft.with(|draft| draft.problem().map(|_| "true")));
    let on_input = move |event: web_sys::Event| {
        draft.update(|draft| draft.type_in(event_target_value(&event)));
    };
    let view = match kind {
        TextKind::Lines => {
            let rows = text(move || shown.with(|shown| rows_of(shown).to_string()));
            view! {
                <textarea
                    id=id
                    rows=rows
                    aria-label=spoken
                    placeholder=hint
                    aria-invalid=invalid
                    prop:value=shown
                    on:input=on_input
                    on:blur=move |_| commit()
                    on:keydown=on_key
                ></textarea>
            }
            .into_any()
        }
        TextKind::Line | TextKind::Number => view! {
            <input
                id=id
                type="text"
                class=(kind == TextKind::Number).then_some("number")
                inputmode=(kind == TextKind::Number).then_some("numeric")
                maxlength=longest.to_string()
                autocomplete="off"
                autocapitalize="none"
                spellcheck="false"
                aria-label=spoken
                placeholder=hint
                aria-invalid=invalid
                prop:value=shown
                on:input=on_input
                on:blur=move |_| commit()
                on:keydown=on_key
            />
        }
        .into_any(),
    };
    let problem = Signal::derive(move || draft.with(|draft| draft.problem().cloned()));
    (view, problem_line(problem))
}

/// Shows notes in full unless they are long.
fn rows_of(text: &str) -> usize {
    let lines: usize = text
        .split('\n')
        .map(|line| 1 + line.chars().count() / 48)
        .sum();
    lines.clamp(2, 14)
}
