//! Tags as chips, with a field that adds more and completes those of the layout.

use leptos::ev::KeyboardEvent;
use leptos::html;
use leptos::prelude::*;

use super::{SetOutcome, labelled};
use crate::domain::inspect::{SharedTag, tags_of};
use crate::state::app::App;
use crate::views::ui::dynamic::{dynamic, effect};
use crate::views::ui::focus::focus;

/// Adds or removes a tag.
pub enum TagChange {
    Add(String),
    Remove(String),
}

/// The row of the tags.
pub fn tags_field(tags: Signal<Vec<SharedTag>>, set: Callback<TagChange, SetOutcome>) -> AnyView {
    let typed = RwSignal::new(String::new());
    let field = NodeRef::<html::Input>::new();
    let remove = Callback::new(move |tag: String| {
        // A tag can always be removed.
        let _ = set.run(TagChange::Remove(tag));
        if let Some(field) = field.get_untracked() {
            focus(&field);
        }
    });
    let add = Callback::new(move |tag: String| {
        let _ = set.run(TagChange::Add(tag));
    });
    let take = move || {
        let text = typed.try_get_untracked().unwrap_or_default();
        if !text.trim().is_empty() {
            let _ = typed.try_set(String::new());
            add.run(text);
        }
    };
    let on_key = move |event: KeyboardEvent| {
        if event.is_composing() {
            return;
        }
        let is_empty = typed.with_untracked(String::is_empty);
        match event.key().as_str() {
            "Enter" | "," => take(),
            "Escape" if !is_empty => {
                typed.set(String::new());
                event.stop_propagation();
            }
            // A held key stops when the text is deleted.
            "Backspace" if is_empty && !event.repeat() => {
                let last = tags.with_untracked(|tags| tags.last().map(|tag| tag.word.clone()));
                if let Some(last) = last {
                    remove.run(last);
                }
            }
            _ => return,
        }
        event.prevent_default();
    };
    let control = view! {
        {dynamic(move || {
            let chips: Vec<_> = tags.get().into_iter().map(|tag| chip(tag, add, remove)).collect();
            if chips.is_empty() {
                return ().into_any();
            }
            view! { <ul class="chips">{chips}</ul> }.into_any()
        })}
        <input
            id="edit-tags"
            type="text"
            list="known-tags"
            autocomplete="off"
            autocapitalize="none"
            spellcheck="false"
            placeholder="Add a tag"
            node_ref=field
            prop:value=typed
            on:input=move |event| typed.set(event_target_value(&event))
            on:blur=move |_| take()
            on:keydown=on_key
        />
        <datalist id="known-tags">{known(tags)}</datalist>
    };
    let label = view! { <label for="edit-tags">"Tags"</label> }.into_any();
    labelled("tags", label, control.into_any())
}

/// The chip of a tag; a tag that only some of several items have can be added to the others.
fn chip(tag: SharedTag, add: Callback<String>, remove: Callback<String>) -> AnyView {
    let SharedTag { word, in_all } = tag;
    let (for_all, for_key, for_press) = (word.clone(), word.clone(), word.clone());
    let on_key = move |event: KeyboardEvent| {
        if matches!(event.key().as_str(), "Delete" | "Backspace") {
            // Elsewhere on the page, these keys delete devices.
            event.prevent_default();
            event.stop_propagation();
            remove.run(for_key.clone());
        }
    };
    let label = format!("Remove the tag {word}");
    let words = if in_all {
        view! { <span>{word}</span> }.into_any()
    } else {
        let label = format!("{word}: give it to all");
        view! {
            <button
                type="button"
                aria-label=label
                title="Some have it. Press to give it to all."
                on:click=move |_| add.run(for_all.clone())
            >
                {word}
            </button>
        }
        .into_any()
    };
    view! {
        <li class="chip" data-partial=(!in_all).then_some("")>
            {words}
            <button
                type="button"
                class="remove"
                aria-label=label
                on:click=move |_| remove.run(for_press.clone())
                on:keydown=on_key
            >
                "×"
            </button>
        </li>
    }
    .into_any()
}

/// The layout's tags that are not set yet; read when the field is created and after each change of its tags.
fn known(tags: Signal<Vec<SharedTag>>) -> AnyView {
    let app = App::expect();
    let known = RwSignal::new(Vec::new());
    effect(move || {
        let here = tags.get();
        let snapshot = app.inner().document.snapshot().get_untracked();
        let is_new = |tag: &String| !here.iter().any(|known| known.in_all && known.word == *tag);
        known.set(
            tags_of(&snapshot.layout)
                .into_iter()
                .filter(is_new)
                .collect(),
        );
    });
    dynamic(move || {
        let options = known.get().into_iter();
        options
            .map(|tag| view! { <option value=tag></option> })
            .collect::<Vec<_>>()
            .into_any()
    })
}
