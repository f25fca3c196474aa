//! The layout in use. [`crate::document`] decides; [`driver`] carries out what it asks for, and the rest are actions for screens.
//!
//! [`editing`] runs commands and undoes them; [`layouts`] are the others of the same hub, [`elsewhere`] those of other hubs, and
//! [`versions`] the earlier states of this one; [`tabs`] are other windows on it; [`recovery`] guards what is not saved yet,
//! [`quarantine`] holds what can no longer be read; [`systems`] gives the hub's systems their places; [`local`] is the work
//! without a hub.

mod answers;
mod driver;
mod editing;
mod elsewhere;
mod layouts;
mod local;
mod quarantine;
mod recovery;
pub mod systems;
mod tabs;
mod versions;

use std::cell::{Cell, RefCell};
use std::rc::Rc;
use std::sync::Arc;

use leptos::prelude::*;

use super::app::App;
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

pub use crate::domain::stored::{LayoutKey, Saving};
pub use elsewhere::ElsewhereCard;
pub use layouts::LayoutCard;
pub use quarantine::QuarantineCard;
pub use versions::VersionCard;

/// The layout that is open, as screens see it.
pub struct Document {
    machine: RefCell<DocumentMachine>,
    queue: EffectQueue<Effect>,
    asks: answers::Asks,
    snapshot: ArcRwSignal<Arc<Snapshot>>,
    report: ArcRwSignal<Option<Problem>>,
    /// Under what name the text is kept that the report is about, where it could not be read.
    reported_text: ArcRwSignal<Option<String>>,
    saving: ArcRwSignal<Saving>,
    room_is_short: ArcRwSignal<bool>,
    /// A layout drawn without a hub that could be taken along to the one signed in to since.
    drawn_before: ArcRwSignal<Option<local::DrawnBefore>>,
    store: BrowserStore,
    tabs: Tabs,
    /// Whether a layout is being made.
    making: Rc<Cell<bool>>,
}

const DATABASE: &str = "blinkenrack";

impl Document {
    pub(super) fn new() -> Self {
        Self {
            machine: RefCell::default(),
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
        self.machine.borrow().next_steps()
    }

    /// The hub whose layout it is; `None` while none is open.
    pub fn hub(&self) -> Option<HubId> {
        self.machine.borrow().hub().cloned()
    }

    /// Whether a layout is open, if only an empty one.
    pub(super) fn is_open(&self) -> bool {
        self.machine.borrow().is_open()
    }

    /// Whether the search for a saved layout is over.
    pub(super) fn is_looked_up(&self) -> bool {
        self.machine.borrow().is_looked_up()
    }

    /// A number that is another one once something else has been opened or closed.
    pub(super) fn opening(&self) -> u64 {
        self.machine.borrow().opening()
    }

    /// What the open layout is stored under.
    fn open_key(&self) -> Option<LayoutKey> {
        let machine = self.machine.borrow();
        machine.stored().map(|stored| stored.key.clone())
    }

    /// The layouts of a hub, deleted ones too, in no order.
    async fn entries(&self, hub: &HubId) -> Result<Vec<(LayoutKey, Entry)>, StoreError> {
        let mut all = self.store.entries().await?;
        all.retain(|(_, entry)| entry.hub == *hub);
        Ok(all)
    }
}

impl App {
    fn layout_copy(&self) -> Layout {
        let snapshot = &self.inner().document.snapshot;
        snapshot.with_untracked(|snapshot| snapshot.layout.clone())
    }
}

/// Why a stored layout is not shown.
fn not_read(why: &dyn std::fmt::Display) -> Problem {
    Problem::new(
        format!("The layout could not be read: {why}."),
        "Nothing was changed. Try again, or reload the page.",
    )
}
