//! Selecting rows of a table: the meaning of clicks and keys, and the checkboxes. [`crate::domain::fleet::RowSelection`] decides what they
//! do to the selection.

use std::sync::Arc;

use leptos::ev::{KeyboardEvent, MouseEvent};
use leptos::prelude::*;

use crate::domain::fleet::{RowSelection, SelectedShare, SelectionStep};
use crate::views::ui::dynamic::{sometimes, text};

/// Runs an action on the selected rows by key, with or without Shift. Returns whether the key is bound.
pub type BulkKey = Arc<dyn Fn(&str, bool) -> bool + Send + Sync>;

/// How the rows of a table are selected.
#[derive(Clone)]
pub struct GridSelecting {
    pub selection: RwSignal<RowSelection>,
    pub on_step: Callback<SelectionStep>,
    pub on_key: BulkKey,
    /// Whether a tap on a row selects it, on pages without room for checkboxes.
    pub is_tapped: RwSignal<bool>,
}

/// A key that has to do with the selection.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum SelectKey {
    All,
    Toggle { stretches: bool },
    Clear,
    Bulk { key: String, shift: bool },
}

impl SelectKey {
    pub fn of(event: &KeyboardEvent) -> Option<Self> {
        let (key, shift) = (event.key(), event.shift_key());
        let is_command = event.ctrl_key() || event.meta_key();
        match key.as_str() {
            "a" | "A" if is_command && !shift => Some(Self::All),
            _ if is_command => None,
            " " => Some(Self::Toggle { stretches: shift }),
            "Escape" => Some(Self::Clear),
            _ if key.chars().count() == 1 && !event.repeat() => Some(Self::Bulk {
                key: key.to_lowercase(),
                shift,
            }),
            _ => None,
        }
    }
}

impl GridSelecting {
    pub fn step(&self, step: SelectionStep) {
        self.on_step.run(step);
    }

    /// Returns whether the key is bound.
    pub fn press(&self, key: SelectKey, current: Option<String>) -> bool {
        match key {
            SelectKey::All => self.step(SelectionStep::All),
            SelectKey::Clear if self.selection.with_untracked(RowSelection::is_empty) => {
                return false;
            }
            SelectKey::Clear => self.step(SelectionStep::Nothing),
            SelectKey::Toggle { stretches } => {
                if let Some(to) = current {
                    self.step(if stretches {
                        SelectionStep::Stretch { from: None, to }
                    } else {
                        SelectionStep::Toggle(to)
                    });
                }
            }
            SelectKey::Bulk { key, shift } => return (self.on_key)(&key, shift),
        }
        true
    }

    /// Whether a click on a row selects it instead of opening it.
    pub fn is_meant(&self, event: &MouseEvent, is_on_box: bool) -> bool {
        let has_key = event.ctrl_key() || event.meta_key() || event.shift_key();
        is_on_box || has_key || self.is_tapped.get_untracked()
    }

    /// `before` is the row that was the current one.
    pub fn click(&self, event: &MouseEvent, before: Option<String>, key: String) {
        self.step(if event.shift_key() {
            SelectionStep::Stretch {
                from: before,
                to: key,
            }
        } else {
            SelectionStep::Toggle(key)
        });
    }

    /// Whether a row is selected: the value of `aria-selected` and `aria-checked`.
    pub fn aria_selected(&self, key: String) -> Signal<Option<&'static str>> {
        let selection = self.selection;
        let is_selected = Memo::new(move |_| selection.with(|selection| selection.has(&key)));
        sometimes(move || Some(if is_selected.get() { "true" } else { "false" }))
    }
}

/// The checkbox of a row. With the keyboard, the row itself is selected.
pub fn pick_cell(checked: Signal<Option<&'static str>>, name: String) -> AnyView {
    let label = format!("Select {name}");
    view! {
        <td class="pick">
            <button type="button" class="tick" role="checkbox" tabindex="-1" aria-checked=checked aria-label=label></button>
        </td>
    }
    .into_any()
}

/// The checkbox in the head, for all rows.
pub fn pick_head(selecting: &GridSelecting, count: Signal<usize>) -> AnyView {
    let (selection, on_step) = (selecting.selection, selecting.on_step);
    let share = Memo::new(move |_| {
        let count = count.get();
        selection.with(|selection| selection.share_of(count))
    });
    let press = move |_| {
        on_step.run(match share.get_untracked() {
            SelectedShare::All => SelectionStep::Nothing,
            SelectedShare::None | SelectedShare::Some => SelectionStep::All,
        });
    };
    view! {
        <th scope="col" class="pick">
            <button
                type="button"
                class="tick"
                role="checkbox"
                aria-checked=text(move || share.get().checked().to_owned())
                aria-label="Select all rows"
                on:click=press
            ></button>
        </th>
    }
    .into_any()
}
