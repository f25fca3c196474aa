//! A text field with results below it: arrow keys choose one, Enter or a press picks it.

use std::ops::Range;

use leptos::ev;
use leptos::prelude::*;

use super::dynamic::{dynamic, flag, nothing, sometimes};
use super::marked::marked;
use super::scroll::scroll_to;

/// One result.
#[derive(Clone, PartialEq)]
pub struct PickRow {
    pub kind: &'static str,
    pub name: String,
    pub name_marks: Vec<Range<usize>>,
    pub detail: String,
    pub detail_marks: Vec<Range<usize>>,
    /// Whether it cannot be picked; its detail says why.
    pub is_blocked: bool,
}

/// `on_pick` gets the index of the picked result.
#[component]
pub fn Picker(
    label: &'static str,
    placeholder: &'static str,
    rows: Memo<Vec<PickRow>>,
    on_type: Callback<String>,
    on_pick: Callback<usize>,
) -> impl IntoView {
    let chosen = RwSignal::new(0_usize);
    let take = Callback::new(move |at: usize| {
        let can = rows.with_untracked(|rows| rows.get(at).is_some_and(|row| !row.is_blocked));
        if can {
            on_pick.run(at);
        }
    });
    let on_key = move |event: ev::KeyboardEvent| {
        // During input composition, keys choose among the input method's suggestions.
        if event.is_composing() {
            return;
        }
        let count = rows.with_untracked(Vec::len);
        let at = chosen.get_untracked();
        match event.key().as_str() {
            "ArrowDown" => chosen.set((at + 1) % count.max(1)),
            "ArrowUp" => chosen.set(at.checked_sub(1).unwrap_or(count.saturating_sub(1))),
            "Enter" => take.run(at),
            _ => return,
        }
        event.prevent_default();
        show_chosen();
    };
    view! {
        <input
            class="search"
            type="text"
            role="combobox"
            aria-label=label
            aria-expanded="true"
            aria-controls="found"
            aria-autocomplete="list"
            aria-activedescendant=Signal::derive(move || format!("found-{}", chosen.get()))
            placeholder=placeholder
            autocomplete="off"
            spellcheck="false"
            on:input=move |event| {
                on_type.run(event_target_value(&event));
                chosen.set(0);
            }
            on:keydown=on_key
        />
        <ul id="found" class="found" role="listbox" aria-label="Found">
            {dynamic(move || {
                let rows = rows.get().into_iter().enumerate();
                rows.map(|(at, row)| view_of(at, row, chosen, take)).collect::<Vec<_>>().into_any()
            })}
        </ul>
        {dynamic(move || {
            if rows.with(Vec::is_empty) {
                view! { <p class="quiet" role="status">"No results"</p> }.into_any()
            } else {
                nothing()
            }
        })}
    }
}

fn view_of(at: usize, row: PickRow, chosen: RwSignal<usize>, take: Callback<usize>) -> AnyView {
    let is_chosen = flag(move || chosen.get() == at);
    let name = marked(&row.name, &row.name_marks);
    let detail = marked(&row.detail, &row.detail_marks);
    view! {
        <li
            id=format!("found-{at}")
            role="option"
            aria-selected=sometimes(move || Some(if is_chosen.get() { "true" } else { "false" }))
            aria-disabled=row.is_blocked.then_some("true")
            // Not `pointerenter`: rows that move under a resting pointer are not meant.
            on:pointermove=move |_| chosen.set(at)
            on:click=move |_| take.run(at)
        >
            <span class="kind">{row.kind}</span>
            <span class="what">{name}</span>
            <span class="detail">{detail}</span>
        </li>
    }
    .into_any()
}

/// Scrolls the chosen row into view.
fn show_chosen() {
    let _ = request_animation_frame(|| {
        let row = document().query_selector("#found [aria-selected=true]");
        if let Some(row) = row.ok().flatten() {
            scroll_to(&row);
        }
    });
}
