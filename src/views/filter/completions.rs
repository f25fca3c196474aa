//! What may be typed next, below the box; and once it is left, what in it is not read as a condition.

use leptos::prelude::*;

use crate::domain::filter::{Completion, DeviceFilter, FilterWords, complete};
use crate::state::app::App;
use crate::views::ui::dynamic::{dynamic, flag, nothing, optional, text};

/// State of the list of completions: whether it is open, the chosen row, and the position of the cursor.
#[derive(Clone, Copy)]
pub struct Completing {
    typed: RwSignal<String>,
    is_open: RwSignal<bool>,
    cursor: RwSignal<Option<usize>>,
    chosen: RwSignal<Option<usize>>,
    rows: RwSignal<Vec<Completion>>,
}

impl Completing {
    pub(super) fn new(typed: RwSignal<String>) -> Self {
        Self {
            typed,
            is_open: RwSignal::new(false),
            cursor: RwSignal::new(None),
            chosen: RwSignal::new(None),
            rows: RwSignal::new(Vec::new()),
        }
    }

    /// Moves the cursor to this byte of the text.
    pub(super) fn moved(self, cursor: usize) {
        self.cursor.set(Some(cursor));
        self.chosen.set(None);
    }

    pub(super) fn open(self) {
        self.is_open.set(true);
    }

    pub(super) fn close(self) {
        self.is_open.set(false);
        self.chosen.set(None);
    }

    pub(super) fn is_open(self) -> bool {
        self.is_open.get()
    }

    /// Whether rows are on screen.
    pub(super) fn is_shown(self) -> bool {
        self.is_open.get() && self.rows.with(|rows| !rows.is_empty())
    }

    /// The id of the chosen row.
    pub(super) fn active_id(self) -> Option<String> {
        self.chosen.get().map(row_id)
    }

    /// Chooses the next or previous row. Returns whether there is one.
    pub(super) fn step(self, by: isize) -> bool {
        let count = self.rows.with_untracked(Vec::len) as isize;
        if count == 0 || !self.is_open.get_untracked() {
            return false;
        }
        let before = self.chosen.get_untracked().map(|at| at as isize);
        let next = before.map_or(if by > 0 { 0 } else { count - 1 }, |at| at + by);
        self.chosen.set(Some(next.rem_euclid(count) as usize));
        true
    }

    /// Inserts the chosen completion into the box. Returns whether one was chosen.
    pub(super) fn take_chosen(self) -> bool {
        let chosen = self.chosen.get_untracked();
        let row = chosen.and_then(|at| self.rows.with_untracked(|rows| rows.get(at).cloned()));
        match row {
            Some(row) => {
                self.take(&row);
                true
            }
            None => false,
        }
    }

    fn take(self, completion: &Completion) {
        let mut whole = self.typed.get_untracked();
        let range = completion.replaces.clone();
        if whole.get(range.clone()).is_none() {
            return;
        }
        let mut with = completion.with.clone();
        // After a complete word the next one follows.
        if !with.ends_with([':', '>', '<']) {
            with.push(' ');
        }
        let cursor = range.start + with.len();
        whole.replace_range(range, &with);
        self.cursor.set(Some(cursor));
        self.chosen.set(None);
        self.typed.set(whole);
    }
}

fn row_id(at: usize) -> String {
    format!("filter-completion-{at}")
}

/// The rows while the list is open. While it is closed, what is not read as a condition.
pub(super) fn completions(completing: Completing) -> AnyView {
    let is_open = Memo::new(move |_| completing.is_open());
    dynamic(move || {
        if is_open.get() {
            rows(completing)
        } else {
            unread(completing)
        }
    })
}

/// Without it, a condition that is left out would be taken for one that holds.
fn unread(completing: Completing) -> AnyView {
    let unread = Memo::new(move |_| {
        let typed = completing.typed.get();
        DeviceFilter::parse(&typed).unread_words()
    });
    optional(move || {
        let words = unread.get()?;
        let title = words.clone();
        Some(view! { <span class="unread" role="status" title=title>{words}</span> })
    })
}

fn rows(completing: Completing) -> AnyView {
    let app = App::expect();
    let snapshot = app.inner().document.snapshot();
    let asks = Memo::new(move |_| {
        let typed = completing.typed.get();
        DeviceFilter::parse(&typed).needs_containers()
    });
    let vocabulary = Memo::new(move |_| {
        let mut words = snapshot.with(|snapshot| FilterWords::of(&snapshot.layout));
        if asks.get() {
            words.containers = app.running_containers().0.names().to_vec();
        }
        words
    });
    let found = Memo::new(move |_| {
        let typed = completing.typed.get();
        let cursor = completing.cursor.get().unwrap_or(typed.len());
        vocabulary.with(|vocabulary| complete(&typed, cursor.min(typed.len()), vocabulary))
    });
    Effect::new(move |_| completing.rows.set(found.get()));
    on_cleanup(move || completing.rows.set(Vec::new()));
    dynamic(move || {
        let rows = found.get();
        if rows.is_empty() {
            return nothing();
        }
        let rows: Vec<_> = rows
            .into_iter()
            .enumerate()
            .map(|(at, row)| completion_row(completing, at, row))
            .collect();
        view! {
            <ul id="filter-completions" class="completions" role="listbox" aria-label="Completions">
                {rows}
            </ul>
        }
        .into_any()
    })
}

fn completion_row(completing: Completing, at: usize, row: Completion) -> AnyView {
    let is_chosen = flag(move || completing.chosen.get() == Some(at));
    let (with, hint) = (row.with.clone(), row.hint);
    view! {
        <li
            id=row_id(at)
            role="option"
            aria-selected=text(move || is_chosen.get().to_string())
            // The box keeps the focus.
            on:mousedown=move |event| event.prevent_default()
            on:click=move |_| completing.take(&row)
        >
            <span class="with">{with}</span>
            <span class="means">{hint}</span>
        </li>
    }
    .into_any()
}
