//! Rows of a list that a press unfolds, at most one at a time.

use leptos::prelude::*;

use crate::views::ui::dynamic::sometimes;

/// The key of the open row, if any.
#[derive(Clone, Copy)]
pub struct OpenRow(RwSignal<Option<String>>);

impl OpenRow {
    /// All rows are closed.
    pub fn none() -> Self {
        Self(RwSignal::new(None))
    }

    /// Opens that row, or closes all.
    pub fn set(self, key: Option<String>) {
        self.0.set(key);
    }

    /// The row of that key.
    pub fn row(self, key: &str) -> FoldedRow {
        let own = key.to_owned();
        FoldedRow {
            open: self,
            key: StoredValue::new(key.to_owned()),
            is_open: Memo::new(move |_| self.0.with(|open| open.as_deref() == Some(&own))),
        }
    }
}

/// One row that can be unfolded.
#[derive(Clone, Copy)]
pub struct FoldedRow {
    open: OpenRow,
    key: StoredValue<String>,
    /// Whether it is unfolded.
    pub is_open: Memo<bool>,
}

impl FoldedRow {
    /// The value of `aria-expanded` for its button.
    pub fn expanded(self) -> Signal<Option<&'static str>> {
        sometimes(move || Some(if self.is_open.get() { "true" } else { "false" }))
    }

    /// Unfolds it, or folds it again.
    pub fn toggle(self) {
        let is_open = self.is_open.get_untracked();
        self.open.set((!is_open).then(|| self.key.get_value()));
    }
}
