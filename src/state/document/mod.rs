//! The layout in use: changed by commands alone, saved after each.
//!
//! [`opening`] reads what is saved, [`saving`] writes it, [`history`] runs commands and takes them back, [`systems`] gives the
//! hub's systems their places.

mod history;
mod opening;
mod saving;
mod systems;

use std::cell::{Cell, RefCell};
use std::sync::Arc;

use leptos::prelude::*;
use uuid::Uuid;

use super::app::{App, Problem};
use crate::domain::history::History;
use crate::domain::ids::{HubId, LayoutId};
use crate::domain::layout::{Layout, LayoutIndex};

/// A layout as it was at one moment, with its look-ups.
#[derive(Clone, Debug, PartialEq)]
pub struct Snapshot {
    pub layout: Layout,
    pub index: LayoutIndex,
}

impl Snapshot {
    fn new(layout: Layout) -> Self {
        let index = LayoutIndex::new(&layout);
        Self { layout, index }
    }
}

impl Default for Snapshot {
    fn default() -> Self {
        Self::new(Layout::new(LayoutId::new(Uuid::nil()), ""))
    }
}

/// Whether what is on screen is also kept.
#[derive(Clone, Debug, PartialEq)]
pub enum Saving {
    Saved,
    Failed(Problem),
}

/// The layout of the connected hub.
pub struct Document {
    snapshot: ArcRwSignal<Arc<Snapshot>>,
    /// What the reader of the last file had to say; empty most of the time.
    report: ArcRwSignal<Option<Problem>>,
    saving: ArcRwSignal<Saving>,
    history: RefCell<History>,
    /// Which hub's layout this is: the key it is saved under. `None` while none is open.
    hub: RefCell<Option<HubId>>,
    /// Cleared while it is not known what is saved: a layout made meanwhile is shown, but not written over it.
    writable: Cell<bool>,
    /// Whether it is known by now if the hub has a saved layout.
    looked_up: Cell<bool>,
    /// Counts changes: of several saves under way, only the newest one's outcome is told.
    revision: RefCell<u64>,
}

impl Document {
    pub(super) fn new() -> Self {
        Self {
            snapshot: ArcRwSignal::default(),
            report: ArcRwSignal::new(None),
            saving: ArcRwSignal::new(Saving::Saved),
            history: RefCell::default(),
            hub: RefCell::new(None),
            writable: Cell::new(true),
            looked_up: Cell::new(false),
            revision: RefCell::new(0),
        }
    }

    /// The layout as it is now; changes with every command.
    pub fn snapshot(&self) -> ArcRwSignal<Arc<Snapshot>> {
        self.snapshot.clone()
    }

    /// What had to be left out or put aside when the layout was opened.
    pub fn report(&self) -> ArcRwSignal<Option<Problem>> {
        self.report.clone()
    }

    pub fn saving(&self) -> ArcRwSignal<Saving> {
        self.saving.clone()
    }

    /// What undo would take back, and redo do again.
    pub fn next_steps(&self) -> (Option<String>, Option<String>) {
        let history = self.history.borrow();
        (
            history.next_undo().map(str::to_owned),
            history.next_redo().map(str::to_owned),
        )
    }

    /// Whether a layout is open, if only an empty one.
    pub(super) fn is_open(&self) -> bool {
        self.snapshot
            .with_untracked(|snapshot| snapshot.layout.id != LayoutId::new(Uuid::nil()))
    }

    /// Whether the search for a saved layout is over.
    pub(super) fn is_looked_up(&self) -> bool {
        self.looked_up.get()
    }

    /// Closes what is open and takes up another hub's layout, once [`App::show_layout`] has it.
    pub(super) fn reset(&self, hub: Option<HubId>) {
        *self.hub.borrow_mut() = hub;
        self.looked_up.set(false);
        self.writable.set(true);
        *self.history.borrow_mut() = History::default();
        self.report.set(None);
        self.saving.set(Saving::Saved);
        self.snapshot.set(Arc::default());
    }
}

impl App {
    fn show_layout(&self, layout: Layout) {
        let inner = self.inner();
        let snapshot = Arc::new(Snapshot::new(layout));
        inner.board.set_layout(snapshot.clone());
        inner.document.snapshot.set(snapshot);
    }

    fn show_and_save(&self, layout: Layout) {
        self.show_layout(layout);
        self.save();
    }
}
