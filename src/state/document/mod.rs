//! The open layout. [`crate::document`] decides; [`driver`] carries out its effects and tells the [`host`] what to say and show.
//!
//! [`tabs`] handles other tabs with the same layout, [`recovery`] guards unsaved changes, and [`drawn`] handles layouts drawn without a hub.

mod answers;
pub(super) mod drawn;
mod driver;
mod host;
pub(super) mod recovery;
mod tabs;

use std::cell::{Cell, RefCell};
use std::rc::Rc;
use std::sync::Arc;

use leptos::prelude::*;

use crate::document::machine::DocumentMachine;
use crate::document::machine::event::Effect;
use crate::document::queue::EffectQueue;
use crate::document::records::Entry;
use crate::document::store::{DocumentStore, StoreError};
use crate::domain::ids::HubId;
use crate::domain::layout::{Layout, Snapshot};
use crate::domain::problem::Problem;
use crate::shell::documents::BrowserStore;
use crate::shell::tabs::Tabs;
use crate::state::ids::new_uuid;

pub use crate::domain::stored::{LayoutKey, Saving};
pub use host::DocumentHost;

/// The layout that is open, as screens see it.
pub struct Document {
    host: Rc<dyn DocumentHost>,
    machine: RefCell<DocumentMachine>,
    queue: EffectQueue<Effect>,
    asks: answers::Asks,
    pub(super) snapshot: ArcRwSignal<Arc<Snapshot>>,
    pub(super) report: ArcRwSignal<Option<Problem>>,
    /// The key of the quarantined text that the report is about, if it could not be read.
    pub(super) reported_text: ArcRwSignal<Option<String>>,
    saving: ArcRwSignal<Saving>,
    room_is_short: ArcRwSignal<bool>,
    /// A layout drawn without a hub that can be copied to the hub signed in to since.
    pub(super) drawn_before: ArcRwSignal<Option<drawn::DrawnBefore>>,
    pub(super) store: BrowserStore,
    tabs: Tabs,
    /// Whether a layout is being made.
    pub(super) making: Rc<Cell<bool>>,
}

const DATABASE: &str = "blinkenrack";

impl Document {
    pub(super) fn new(host: Rc<dyn DocumentHost>) -> Rc<Self> {
        Rc::new(Self {
            host,
            machine: RefCell::new(DocumentMachine::new(new_uuid().to_string())),
            queue: EffectQueue::default(),
            asks: answers::Asks::default(),
            snapshot: ArcRwSignal::default(),
            report: ArcRwSignal::new(None),
            reported_text: ArcRwSignal::new(None),
            saving: ArcRwSignal::new(Saving::Saved),
            room_is_short: ArcRwSignal::new(false),
            drawn_before: ArcRwSignal::new(None),
            store: BrowserStore::new(DATABASE),
            tabs: Tabs::open(DATABASE),
            making: Rc::default(),
        })
    }

    /// The layout as it is now; changes with every command.
    pub fn snapshot(&self) -> ArcRwSignal<Arc<Snapshot>> {
        self.snapshot.clone()
    }

    /// What had to be skipped or quarantined when the layout was opened.
    pub fn report(&self) -> ArcRwSignal<Option<Problem>> {
        self.report.clone()
    }

    pub fn saving(&self) -> ArcRwSignal<Saving> {
        self.saving.clone()
    }

    /// Whether the browser has hardly any storage left for further saves.
    pub fn room_is_short(&self) -> ArcRwSignal<bool> {
        self.room_is_short.clone()
    }

    /// The name of a layout drawn without a hub that can be copied to the hub signed in to since.
    pub fn drawn_before(&self) -> Option<String> {
        self.drawn_before
            .with(|drawn| drawn.as_ref().map(|drawn| drawn.layout.name.clone()))
    }

    /// What undo would undo, and redo would redo.
    pub fn next_steps(&self) -> (Option<String>, Option<String>) {
        self.machine.borrow().next_steps()
    }

    /// The hub whose layouts these are; `None` if there is none.
    pub fn hub(&self) -> Option<HubId> {
        self.machine.borrow().hub().cloned()
    }

    /// Whether a layout is open, even an empty one.
    pub(super) fn is_open(&self) -> bool {
        self.machine.borrow().is_open()
    }

    /// Whether the search for a saved layout is over.
    pub(super) fn is_looked_up(&self) -> bool {
        self.machine.borrow().is_looked_up()
    }

    /// A number that changes whenever a layout is opened or closed.
    pub(super) fn opening(&self) -> u64 {
        self.machine.borrow().opening()
    }

    /// The key of the open layout in the store.
    pub(super) fn open_key(&self) -> Option<LayoutKey> {
        let machine = self.machine.borrow();
        machine.stored().map(|stored| stored.key.clone())
    }

    /// A copy of the layout as it is now.
    pub(super) fn layout(&self) -> Layout {
        self.snapshot
            .with_untracked(|snapshot| snapshot.layout.clone())
    }

    /// The layouts of a hub, deleted ones too, in no order.
    pub(super) async fn entries(&self, hub: &HubId) -> Result<Vec<(LayoutKey, Entry)>, StoreError> {
        let mut all = self.store.entries().await?;
        all.retain(|(_, entry)| entry.hub == *hub);
        Ok(all)
    }
}

/// Why a stored layout is not shown.
pub(super) fn not_read(why: &dyn std::fmt::Display) -> Problem {
    Problem::new(
        format!("The layout could not be read: {why}."),
        "Nothing was changed. Try again, or reload the page.",
    )
}
