//! The layout in use: changed by commands alone, saved after each.

use std::cell::{Cell, RefCell};
use std::sync::Arc;

use crate::shell::task::spawn;
use leptos::prelude::*;
use uuid::Uuid;

use super::app::{App, Problem};
use crate::domain::autobuild;
use crate::domain::command::Command;
use crate::domain::history::History;
use crate::domain::ids::{HubId, LayoutId};
use crate::domain::io::json;
use crate::domain::layout::{Layout, LayoutIndex};
use crate::domain::placement::Refusal;
use crate::domain::system::System;
use crate::shell::documents::{self, Shelf, StoreError};

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

/// What was found under a hub's name.
enum Stored {
    Layout(Box<Layout>),
    Nothing,
    /// The browser's storage did not answer: there may well be one, so nothing must be written over it.
    Unknown,
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

fn new_uuid() -> Uuid {
    Uuid::new_v4()
}

impl App {
    /// Does a command, shows and saves the result, and says what was done; a refusal is said as well.
    pub fn run(&self, command: &Command) -> Result<(), Refusal> {
        let inner = self.inner();
        let mut layout = inner
            .document
            .snapshot
            .with_untracked(|snapshot| snapshot.layout.clone());
        let done = inner
            .document
            .history
            .borrow_mut()
            .run(&mut layout, command);
        match done {
            Ok(words) => {
                self.show_and_save(layout);
                self.say(words);
                Ok(())
            }
            Err(refusal) => {
                self.say(refusal.to_string());
                Err(refusal)
            }
        }
    }

    /// Takes the last command back.
    pub fn undo(&self) {
        self.step("Undone", History::undo);
    }

    /// Does again what was undone last.
    pub fn redo(&self) {
        self.step("Done again", History::redo);
    }

    fn step(
        &self,
        verb: &str,
        step: fn(&mut History, &mut Layout) -> Option<Result<String, Refusal>>,
    ) {
        let inner = self.inner();
        let mut layout = inner
            .document
            .snapshot
            .with_untracked(|snapshot| snapshot.layout.clone());
        let stepped = step(&mut inner.document.history.borrow_mut(), &mut layout);
        match stepped {
            Some(Ok(words)) => {
                self.show_and_save(layout);
                self.say(format!("{verb}: {words}"));
            }
            Some(Err(refusal)) => self.say(refusal.to_string()),
            None => {}
        }
    }

    /// Puts the hub's systems that no device shows into the first free places.
    pub fn place_missing_systems(&self) {
        let inner = self.inner();
        let Some(hub) = inner.document.hub.borrow().clone() else {
            return;
        };
        let systems = inner.board.systems_unsorted();
        let command = inner.document.snapshot.with_untracked(|snapshot| {
            let missing = autobuild::missing_systems(&snapshot.layout, &hub, &systems);
            autobuild::place_systems(&snapshot.layout, &hub, &missing, &mut new_uuid)
        });
        let Some(command) = command else { return };
        // A refusal has been said already.
        let _ = self.run(&command);
    }

    /// How many of the hub's systems no device shows.
    pub fn missing_systems(&self) -> usize {
        let inner = self.inner();
        let Some(hub) = inner.document.hub.borrow().clone() else {
            return 0;
        };
        let systems = inner.board.systems_unsorted();
        inner.document.snapshot.with_untracked(|snapshot| {
            autobuild::missing_systems(&snapshot.layout, &hub, &systems).len()
        })
    }

    /// Opens the hub's saved layout; where there is none, one is built by `build` once it is called for.
    pub(super) async fn open_saved_layout(&self, hub: &HubId) -> bool {
        let stored = self.read_saved(hub).await;
        let inner = self.inner();
        if inner.document.hub.borrow().as_ref() != Some(hub) {
            // Signed out or elsewhere by now.
            return true;
        }
        inner.document.looked_up.set(true);
        match stored {
            Stored::Layout(layout) => {
                self.show_layout(*layout);
                true
            }
            Stored::Nothing => false,
            Stored::Unknown => {
                inner.document.writable.set(false);
                false
            }
        }
    }

    /// Shows and keeps a layout built for a hub that had none.
    pub(super) fn adopt_layout(&self, layout: Layout) {
        self.show_and_save(layout);
    }

    /// Builds the first layout of a hub from its systems.
    pub(super) fn build_first_layout(&self, hub: &HubId, name: &str, systems: &[System]) {
        self.adopt_layout(autobuild::build_layout(hub, name, systems, &mut new_uuid));
    }

    async fn read_saved(&self, hub: &HubId) -> Stored {
        let inner = self.inner();
        let text = match documents::read(Shelf::Layouts, hub.as_str()).await {
            Ok(Some(text)) => text,
            Ok(None) => return Stored::Nothing,
            Err(error) => {
                inner
                    .document
                    .saving
                    .set(Saving::Failed(store_problem(&error)));
                return Stored::Unknown;
            }
        };
        match json::read(&text) {
            Ok(loaded) => {
                if !loaded.report.is_empty() {
                    let items: Vec<String> = loaded
                        .report
                        .iter()
                        .map(|notice| format!("{}: {}", notice.item, notice.problem))
                        .collect();
                    let aside = put_aside(hub, &text).await;
                    inner.document.report.set(Some(Problem::new(
                        format!(
                            "Parts of the saved layout could not be read and were left out. {}",
                            items.join(" ")
                        ),
                        aside_words(aside.as_deref()),
                    )));
                }
                Stored::Layout(Box::new(loaded.layout))
            }
            Err(broken) => {
                let aside = put_aside(hub, &text).await;
                inner.document.report.set(Some(Problem::new(
                    format!("The saved layout could not be read. {broken}"),
                    format!(
                        "{} A new layout was built from the hub's systems.",
                        aside_words(aside.as_deref())
                    ),
                )));
                Stored::Nothing
            }
        }
    }

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

    fn save(&self) {
        let inner = self.inner();
        if !inner.document.writable.get() {
            return;
        }
        let Some(hub) = inner.document.hub.borrow().clone() else {
            return;
        };
        let revision = {
            let mut revision = inner.document.revision.borrow_mut();
            *revision += 1;
            *revision
        };
        let text = inner
            .document
            .snapshot
            .with_untracked(|snapshot| json::write(&snapshot.layout));
        let saving = inner.document.saving.clone();
        spawn(async move {
            let result = documents::write(Shelf::Layouts, hub.as_str(), &text).await;
            if *inner.document.revision.borrow() == revision {
                saving.set(match result {
                    Ok(()) => Saving::Saved,
                    Err(error) => Saving::Failed(store_problem(&error)),
                });
            }
        });
    }

    /// Tries the browser's storage once more: to open what is saved where that failed, else to keep what is on screen.
    pub fn try_storage_again(&self) {
        let inner = self.inner();
        let hub = inner.document.hub.borrow().clone();
        match hub {
            Some(hub) if !inner.document.writable.replace(true) => {
                inner.document.saving.set(Saving::Saved);
                let app = *self;
                spawn(async move {
                    if !app.open_saved_layout(&hub).await {
                        app.save();
                    }
                });
            }
            _ => self.save(),
        }
    }
}

/// Keeps a text that could not be read, under a name made from it, so that the same text is kept once; gives the name, or
/// `None` if even that failed.
async fn put_aside(hub: &HubId, text: &str) -> Option<String> {
    let name = format!("{hub} – {:08x}", fingerprint(text));
    documents::write(Shelf::Aside, &name, text)
        .await
        .ok()
        .map(|()| name)
}

/// FNV-1a: enough to tell a few saved texts apart.
fn fingerprint(text: &str) -> u32 {
    text.bytes().fold(0x811c_9dc5, |hash, byte| {
        (hash ^ u32::from(byte)).wrapping_mul(0x0100_0193)
    })
}

fn aside_words(name: Option<&str>) -> String {
    match name {
        Some(name) => format!("The old text is kept in this browser as “{name}”."),
        None => "The old text could not be kept.".to_owned(),
    }
}

fn store_problem(error: &StoreError) -> Problem {
    let way = match error {
        StoreError::Full => {
            "Free some space on this device, then save again. Until then changes are lost when this page closes."
        }
        StoreError::Forbidden => {
            "Allow this site to keep data, or leave the private window. Until then changes are lost when this page closes."
        }
        StoreError::Failed(_) => {
            "Reload the page; if it happens again, changes are lost when this page closes."
        }
    };
    Problem::new(format!("The layout is not saved: {error}."), way)
}
