//! The layout in use: changed by commands alone, saved after each.
//!
//! [`opening`] reads what is saved and [`saving`] writes it; [`history`] runs commands and takes them back; [`layouts`] are the
//! others of the same hub, [`elsewhere`] those of other hubs, and [`versions`] the earlier states of this one; [`tabs`] are other windows on it; [`unsaved`] is what no save has taken, [`unreadable`] what no longer can be read; [`systems`] gives
//! the hub's systems their places; [`local`] is the work without a hub.

mod elsewhere;
mod history;
mod layouts;
mod local;
mod opening;
mod saving;
pub mod systems;
mod tabs;
mod unreadable;
mod unsaved;
mod versions;

use std::cell::{Cell, RefCell};
use std::rc::Rc;
use std::sync::Arc;

use leptos::prelude::*;

use super::app::App;
use crate::document::records::Entry;
use crate::document::store::{DocumentStore, StoreError};
use crate::domain::ids::HubId;
use crate::domain::layout::{Layout, Snapshot};
use crate::domain::problem::Problem;
use crate::domain::undo::UndoHistory;
use crate::shell::documents::BrowserStore;
use crate::shell::tabs::Tabs;

pub use crate::document::records::LayoutKey;
pub use elsewhere::ElsewhereCard;
pub use layouts::LayoutCard;
pub use unreadable::AsideCard;
pub use versions::VersionCard;

/// Whether what is on screen is also kept.
#[derive(Clone, Debug, PartialEq)]
pub enum Saving {
    Saved,
    Failed(Problem),
    /// Another tab saved the layout while this one had changes that were not. Neither is written until the user has chosen.
    Conflict,
}

/// The layout that is open.
pub struct Document {
    snapshot: ArcRwSignal<Arc<Snapshot>>,
    /// What the reader of the last file had to say; empty most of the time.
    report: ArcRwSignal<Option<Problem>>,
    /// Under what name the text is kept that the report is about, where it could not be read.
    text_aside: ArcRwSignal<Option<String>>,
    saving: ArcRwSignal<Saving>,
    /// Whether the browser has hardly any room left for further saves.
    room_is_short: ArcRwSignal<bool>,
    /// A layout drawn without a hub that could be taken along to the one signed in to since.
    drawn_before: ArcRwSignal<Option<local::DrawnBefore>>,
    history: RefCell<UndoHistory>,
    store: BrowserStore,
    tabs: Tabs,
    /// Whose layout this is. `None` while none is open.
    hub: RefCell<Option<HubId>>,
    /// Which of the hub's layouts it is; `None` until that is known.
    kept: RefCell<Option<saving::Kept>>,
    /// Cleared while it is not known what is saved: a layout made meanwhile is shown, but not written over it.
    writable: Cell<bool>,
    /// Whether it is known by now if the hub has a saved layout.
    looked_up: Cell<bool>,
    queue: saving::Queue,
    sitting: versions::Sitting,
    aside: unsaved::Aside,
    /// Whether a layout is being made.
    making: Rc<Cell<bool>>,
    /// Counts openings: what was asked on behalf of an earlier one is of no use.
    opening: Cell<u64>,
}

const DATABASE: &str = "blinkenrack";

impl Document {
    pub(super) fn new() -> Self {
        Self {
            snapshot: ArcRwSignal::default(),
            report: ArcRwSignal::new(None),
            text_aside: ArcRwSignal::new(None),
            saving: ArcRwSignal::new(Saving::Saved),
            room_is_short: ArcRwSignal::new(false),
            drawn_before: ArcRwSignal::new(None),
            history: RefCell::default(),
            store: BrowserStore::new(DATABASE),
            tabs: Tabs::open(DATABASE),
            hub: RefCell::new(None),
            kept: RefCell::new(None),
            writable: Cell::new(true),
            looked_up: Cell::new(false),
            queue: saving::Queue::default(),
            sitting: versions::Sitting::default(),
            aside: unsaved::Aside::default(),
            making: Rc::default(),
            opening: Cell::new(0),
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

    /// Whether the browser has hardly any room left for further saves.
    pub fn room_is_short(&self) -> ArcRwSignal<bool> {
        self.room_is_short.clone()
    }

    /// A layout drawn without a hub that could be taken along to the one signed in to since: its name.
    pub fn drawn_before(&self) -> Option<String> {
        self.drawn_before
            .with(|drawn| drawn.as_ref().map(|drawn| drawn.layout.name.clone()))
    }

    /// What undo would take back, and redo do again.
    pub fn next_steps(&self) -> (Option<String>, Option<String>) {
        let history = self.history.borrow();
        let earlier = || history.has_unread().then(|| "an earlier change".to_owned());
        (
            history.next_undo().map(str::to_owned).or_else(earlier),
            history.next_redo().map(str::to_owned),
        )
    }

    /// The hub whose layout it is; `None` while none is open.
    pub fn hub(&self) -> Option<HubId> {
        self.hub.borrow().clone()
    }

    /// Whether a layout is open, if only an empty one.
    pub(super) fn is_open(&self) -> bool {
        self.snapshot.with_untracked(|snapshot| snapshot.is_open())
    }

    /// Whether the search for a saved layout is over.
    pub(super) fn is_looked_up(&self) -> bool {
        self.looked_up.get()
    }

    /// A number that is another one once something else has been opened or closed.
    pub(super) fn opening(&self) -> u64 {
        self.opening.get()
    }

    /// The layouts of a hub, deleted ones too, in no order.
    async fn entries(&self, hub: &HubId) -> Result<Vec<(LayoutKey, Entry)>, StoreError> {
        let mut all = self.store.entries().await?;
        all.retain(|(_, entry)| entry.hub == *hub);
        Ok(all)
    }

    /// Closes what is open; `hub` is whose layout comes next, once [`App::show_layout`] has it.
    pub(super) fn reset(&self, hub: Option<HubId>) {
        *self.hub.borrow_mut() = hub;
        self.looked_up.set(false);
        self.close();
        self.snapshot.set(Arc::default());
    }

    /// Forgets what belongs to one layout alone. Returns the number of the opening that begins.
    fn close(&self) -> u64 {
        self.opening.set(self.opening.get() + 1);
        self.kept.replace(None);
        self.writable.set(true);
        self.queue.clear();
        self.sitting.begin();
        self.history.replace(UndoHistory::default());
        self.report.set(None);
        self.text_aside.set(None);
        self.saving.set(Saving::Saved);
        self.opening.get()
    }
}

impl App {
    fn show_layout(&self, layout: Layout) {
        let inner = self.inner();
        let snapshot = Arc::new(Snapshot::new(layout));
        inner.live.set_layout(snapshot.clone());
        inner.document.snapshot.set(snapshot);
        self.prune_selection();
    }

    fn show_and_save(&self, layout: Layout) {
        self.show_layout(layout);
        self.save();
    }
}
