//! A choice of one of a few, as buttons in a row: a press sets it.

use leptos::prelude::*;

use super::{MIXED, SetOutcome, labelled, plain_name, problem_line};
use crate::domain::inspect::EditProblem;
use crate::views::ui::dynamic::{dynamic, optional, sometimes};

/// One choice. `options` and `chosen` follow the layout.
pub struct ChoiceField {
    pub field: &'static str,
    /// The id of the label.
    pub id: &'static str,
    pub label: &'static str,
    pub options: Signal<Vec<String>>,
    /// `None` where values differ, or none of the options is chosen.
    pub chosen: Signal<Option<usize>>,
    pub is_mixed: Signal<bool>,
    pub set: Callback<usize, SetOutcome>,
}

pub fn choice_field(field: ChoiceField, below: AnyView) -> AnyView {
    let ChoiceField {
        id,
        options,
        chosen,
        is_mixed,
        set,
        ..
    } = field;
    let problem = RwSignal::new(None::<EditProblem>);
    let press = Callback::new(move |at: usize| problem.set(set.run(at).err()));
    let control = view! {
        <div class="line">
            <div class="segments" role="group" aria-labelledby=id>
                {dynamic(move || {
                    let options = options.get().into_iter().enumerate();
                    options.map(|(at, word)| segment(at, word, chosen, press)).collect::<Vec<_>>().into_any()
                })}
            </div>
            {optional(move || is_mixed.get().then(|| view! { <span class="unit">{MIXED}</span> }))}
        </div>
        {problem_line(problem.into())}
        {below}
    };
    labelled(field.field, plain_name(id, field.label), control.into_any())
}

fn segment(
    at: usize,
    word: String,
    chosen: Signal<Option<usize>>,
    press: Callback<usize>,
) -> AnyView {
    let pressed = sometimes(move || {
        let is_chosen = chosen.get() == Some(at);
        Some(if is_chosen { "true" } else { "false" })
    });
    view! {
        <button type="button" aria-pressed=pressed on:click=move |_| press.run(at)>
            {word}
        </button>
    }
    .into_any()
}

/// Common values below a field, each as a button; the current one is marked.
pub fn usual<T: Copy + PartialEq + Send + Sync + 'static>(
    name: &'static str,
    values: &'static [T],
    words: fn(T) -> String,
    present: Signal<Option<T>>,
    set: Callback<T, SetOutcome>,
) -> AnyView {
    let problem = RwSignal::new(None::<EditProblem>);
    let buttons: Vec<_> = values
        .iter()
        .map(|value| {
            let value = *value;
            let pressed = sometimes(move || {
                let is_present = present.get() == Some(value);
                Some(if is_present { "true" } else { "false" })
            });
            view! {
                <button
                    type="button"
                    class="usual"
                    aria-pressed=pressed
                    on:click=move |_| problem.set(set.run(value).err())
                >
                    {words(value)}
                </button>
            }
        })
        .collect();
    view! {
        <div class="usuals" role="group" aria-label=name>{buttons}</div>
        {problem_line(problem.into())}
    }
    .into_any()
}
