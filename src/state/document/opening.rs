//! Takes up the layout that is saved for a hub, and puts aside what of it cannot be read.

use std::sync::Arc;

use leptos::prelude::*;

use super::Saving;
use super::saving::{Kept, facts, store_problem};
use super::unreadable::Unreadable;
use crate::document::records::{Entry, LayoutFacts, LayoutKey, StoredLayout};
use crate::document::store::{DocumentStore, StoreError};
use crate::domain::ids::HubId;
use crate::domain::io::{json, steps};
use crate::domain::problem::Problem;
use crate::domain::undo::{UndoHistory, UndoStep};
use crate::shell::clock;
use crate::shell::task::spawn;
use crate::state::app::App;
use crate::state::part::lazy_part;

/// Steps of earlier visits are read once the first picture stands.
const READ_STEPS_AFTER_MS: u32 = 400;

// Steps are commands, which only the editor's part can read.
lazy_part!(editor: fn load_read_steps() -> fn(App) = App::read_steps_now);

impl App {
    /// Opens the layout of a hub that was open last. `false` when there is none that can be read, and one may be built.
    pub(in crate::state) async fn open_saved_layout(&self, hub: &HubId) -> bool {
        let inner = self.inner();
        let opening = inner.document.opening.get();
        let found = self.find_saved(hub).await;
        if inner.document.opening.get() != opening {
            // Signed out or elsewhere by now.
            return true;
        }
        inner.document.looked_up.set(true);
        match found {
            Ok(opened) => self.take_up(opened).await,
            Err(error) => {
                // There may well be one, so nothing must be written over it.
                inner.document.writable.set(false);
                inner
                    .document
                    .saving
                    .set(Saving::Failed(store_problem(&error, false)));
                false
            }
        }
    }

    /// The one that was open last; where that is gone or deleted, the one that was saved last.
    async fn find_saved(&self, hub: &HubId) -> Result<StoredLayout, StoreError> {
        let inner = self.inner();
        let store = &inner.document.store;
        let chosen = store.open_chosen(hub).await?;
        let is_deleted = chosen
            .entry
            .as_ref()
            .is_some_and(|entry| entry.deleted_at.is_some());
        if chosen.text.is_some() && !is_deleted {
            return Ok(chosen);
        }
        let others = inner.document.entries(hub).await?;
        let newest = others
            .into_iter()
            .filter(|(_, entry)| entry.deleted_at.is_none())
            .max_by_key(|(_, entry)| entry.saved_at);
        match newest {
            Some((key, _)) => store.open(&key).await,
            None => Ok(chosen),
        }
    }

    /// Shows a layout as it is kept. `false` when nothing of it could be read.
    async fn take_up(&self, opened: StoredLayout) -> bool {
        let read = opened.text.as_deref().map(json::read);
        match read {
            Some(Ok(loaded)) => {
                self.show_kept(opened, loaded).await;
                return true;
            }
            Some(Err(broken)) => {
                let text = opened.text.as_deref().unwrap_or_default();
                let what = Unreadable::Layout(broken);
                self.tell_of_unreadable(what, text).await;
            }
            None => {}
        }
        let inner = self.inner();
        inner.document.kept.replace(Some(kept_of(&opened)));
        inner.document.history.replace(UndoHistory::replacing());
        opened.text.is_none() && self.take_up_never_saved(&opened.key)
    }

    async fn show_kept(&self, opened: StoredLayout, loaded: json::Loaded) {
        let inner = self.inner();
        let document = &inner.document;
        document.kept.replace(Some(kept_of(&opened)));
        document.sitting.opened(facts(&loaded.layout));
        let is_whole = loaded.report.is_empty();
        match &opened.entry {
            Some(entry) if is_whole => {
                document
                    .history
                    .replace(UndoHistory::continuing(entry.steps_done));
                self.read_steps_later();
            }
            // Steps would not fit a layout of which parts are missing.
            _ => drop(document.history.replace(UndoHistory::replacing())),
        }
        if opened.entry.is_none() {
            self.introduce(opened.key, facts(&loaded.layout));
        }
        self.show_layout(loaded.layout);
        self.look_for_unsaved();
        if !is_whole {
            let text = opened.text.as_deref().unwrap_or_default();
            let what = Unreadable::Parts(loaded.report);
            self.tell_of_unreadable(what, text).await;
        }
    }

    /// Notes what is known of a layout that version 1 of the storage has saved, so that the list of layouts has it.
    fn introduce(&self, key: LayoutKey, facts: LayoutFacts) {
        let inner = self.inner();
        let Some(hub) = inner.document.hub.borrow().clone() else {
            return;
        };
        spawn(async move {
            let entry = Entry {
                hub,
                name: facts.name,
                racks: facts.racks,
                devices: facts.devices,
                saved_at: clock::now(),
                revision: 0,
                steps_done: 0,
                deleted_at: None,
            };
            // The next save does it anyway.
            let _ = inner.document.store.introduce(&key, &entry).await;
        });
    }

    /// Shows the state of the open layout that is kept now, whoever wrote it, in the place of the one on screen.
    pub(super) async fn read_again(&self) -> Result<(), Problem> {
        let kept = self.inner().document.kept.borrow().clone();
        match kept {
            Some(kept) => self.open_kept(&kept.key).await,
            None => Ok(()),
        }
    }

    /// Shows a layout of the same hub as it is kept. One that cannot be read leaves all as it was, and so does a change on screen
    /// meanwhile, which has the first claim.
    pub(super) async fn open_kept(&self, key: &LayoutKey) -> Result<(), Problem> {
        let inner = self.inner();
        let document = &inner.document;
        let opening = document.opening.get();
        let before = document.snapshot.get_untracked();
        let opened = document.store.open(key).await.map_err(|e| not_read(&e))?;
        let text = opened.text.as_deref().unwrap_or_default();
        let loaded = json::read(text).map_err(|broken| not_read(&broken))?;
        let is_same = Arc::ptr_eq(&before, &document.snapshot.get_untracked());
        if !is_same || document.opening.get() != opening {
            return Err(Problem::new(
                "The layout on screen was changed just now, so it stays.",
                "Try again.",
            ));
        }
        document.close();
        self.show_kept(opened, loaded).await;
        Ok(())
    }

    /// Reads the steps of earlier visits back when there is time for it.
    fn read_steps_later(&self) {
        let inner = self.inner();
        let app = *self;
        let opening = inner.document.opening.get();
        spawn(async move {
            clock::sleep(READ_STEPS_AFTER_MS).await;
            if inner.document.opening.get() == opening {
                app.with_part(load_read_steps(), |app, read_steps| read_steps(app));
            }
        });
    }

    fn read_steps_now(self) {
        spawn(async move { self.read_steps().await });
    }

    /// Reads the steps of earlier visits back.
    pub(super) async fn read_steps(&self) {
        let inner = self.inner();
        let document = &inner.document;
        let Some(kept) = document.kept.borrow().clone() else {
            return;
        };
        let opening = document.opening.get();
        let texts = document.store.steps(&kept.key).await.unwrap_or_default();
        let steps = parse_steps(texts).await;
        if document.opening.get() != opening {
            return;
        }
        document.history.borrow_mut().take_in(steps);
        // The layout is the same; what can be undone is not.
        document.snapshot.notify();
    }
}

fn kept_of(opened: &StoredLayout) -> Kept {
    Kept {
        key: opened.key.clone(),
        revision: opened.entry.as_ref().map_or(0, |entry| entry.revision),
    }
}

/// Why a kept layout is not shown.
pub(super) fn not_read(why: &dyn std::fmt::Display) -> Problem {
    Problem::new(
        format!("The layout could not be read: {why}."),
        "Nothing was changed. Try again, or reload the page.",
    )
}

/// A step that cannot be read, written by another build, ends the row: those before it are lost with it.
async fn parse_steps(texts: Vec<(usize, String)>) -> Vec<(usize, UndoStep)> {
    texts
        .iter()
        .filter_map(|(number, text)| Some((*number, steps::read(text)?)))
        .collect()
}
