//! Writes the layout to the browser's storage after every command, and says when that fails. What it takes to write is in the
//! part of the program for changes.

use std::cell::Cell;
use std::sync::Arc;

use leptos::prelude::*;

use super::{LayoutKey, Saving, Snapshot};
use crate::document::records::{Entry, LayoutFacts, NewVersion, Save, StepTexts};
use crate::document::store::{DocumentStore, StoreError};
use crate::domain::ids::HubId;
use crate::domain::io::{json, steps};
use crate::domain::layout::Layout;
use crate::domain::problem::Problem;
use crate::domain::undo::Changes;
use crate::domain::units::Millis;
use crate::shell::clock;
use crate::shell::documents::{ask_to_persist, room};
use crate::shell::task::spawn;
use crate::state::app::App;
use crate::state::part::{NotLoaded, lazy_part};

/// How often the browser is asked for the room that is left.
const ROOM_EVERY_MS: i64 = 60_000;

/// Which record the open layout is, and which state of it was read or written here last.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Kept {
    pub(super) key: LayoutKey,
    /// 0 while nothing is saved.
    pub(super) revision: u64,
}

/// Saves go one after the other; changes that come meanwhile are saved together.
#[derive(Default)]
pub(super) struct Queue {
    /// Whether a save is under way.
    busy: Cell<bool>,
    /// Whether something changed since the last save began, or that one failed.
    unsaved: Cell<bool>,
    /// When the room that is left was asked for last.
    asked_room: Cell<Option<Millis>>,
}

impl Queue {
    pub(super) fn clear(&self) {
        self.busy.set(false);
        self.unsaved.set(false);
    }

    /// Whether anything is on screen only.
    pub(super) fn has_unsaved(&self) -> bool {
        self.busy.get() || self.unsaved.get()
    }
}

/// What is on screen only, taken from the open document to be written.
struct Unsaved {
    hub: HubId,
    key: LayoutKey,
    /// Which one the save makes of it.
    revision: u64,
    snapshot: Arc<Snapshot>,
    changes: Option<Changes>,
    steps_done: usize,
    version: Option<NewVersion>,
    at: Millis,
}

impl Unsaved {
    fn to_save(&self) -> Save {
        let layout = &self.snapshot.layout;
        Save {
            key: self.key.clone(),
            entry: entry(
                self.hub.clone(),
                layout,
                self.at,
                self.revision,
                self.steps_done,
            ),
            text: json::write_compact(layout),
            steps: self.changes.as_ref().map(step_texts),
            version: self.version.clone(),
        }
    }
}

/// What the store still has to get of a layout that is being closed.
enum Parting {
    Save(Unsaved),
    /// Another tab's state is kept, so this one becomes a version.
    Version(LayoutKey, Arc<Snapshot>),
}

lazy_part!(editor: fn load_save_all() -> fn(App, u64) = save_all);
lazy_part!(editor: fn load_part_with() -> fn(App, Parting) = part_with);

fn save_all(app: App, opening: u64) {
    app.can_lay_aside();
    spawn(async move { app.save_all(opening).await });
}

fn part_with(app: App, parting: Parting) {
    spawn(async move {
        // Nobody is left to tell.
        match parting {
            Parting::Save(unsaved) => {
                let document = &app.inner().document;
                if document.store.save(&unsaved.to_save()).await.is_ok() {
                    document.aside.drop_for(&unsaved.key);
                }
            }
            Parting::Version(key, snapshot) => {
                drop(app.keep_as_version(&key, &snapshot.layout).await);
            }
        }
    });
}

impl App {
    /// Saves what is on screen, at once or after the save that is under way.
    pub(super) fn save(&self) {
        let inner = self.inner();
        let document = &inner.document;
        document.queue.unsaved.set(true);
        let waits_for_the_user = document
            .saving
            .with_untracked(|saving| *saving == Saving::Conflict);
        if document.queue.busy.get() || waits_for_the_user || !document.writable.get() {
            return;
        }
        let app = *self;
        let opening = document.opening.get();
        document.queue.busy.set(true);
        spawn(async move {
            match load_save_all().await {
                Ok(save_all) => save_all(app, opening),
                Err(NotLoaded) => app.cannot_save(opening),
            }
        });
    }

    fn cannot_save(self, opening: u64) {
        let inner = self.inner();
        let document = &inner.document;
        if document.opening.get() == opening {
            document.queue.busy.set(false);
            document.saving.set(Saving::Failed(Problem::new(
                "The layout is not saved: a part of the program did not load.",
                "Check the network, then save again. Until then changes are lost when this page closes.",
            )));
        }
    }

    /// Saves until nothing is left to save, or one fails.
    async fn save_all(self, opening: u64) {
        let inner = self.inner();
        let document = &inner.document;
        while document.opening.get() == opening && document.queue.unsaved.get() {
            let Some(unsaved) = self.take_unsaved() else {
                break;
            };
            document.queue.unsaved.set(false);
            let save = unsaved.to_save();
            let result = document.store.save(&save).await;
            if document.opening.get() != opening {
                if result.is_ok() {
                    document.aside.drop_for(&save.key);
                }
                return;
            }
            match result {
                Ok(()) => self.saved(save),
                Err(error) => {
                    if let Some(changes) = &unsaved.changes {
                        document.history.borrow_mut().not_stored(changes);
                    }
                    document.queue.unsaved.set(true);
                    self.not_saved(&error);
                    break;
                }
            }
        }
        // Another opening has a queue of its own.
        if document.opening.get() == opening {
            document.queue.busy.set(false);
        }
    }

    /// What has to be written; `None` while it is not known where.
    fn take_unsaved(&self) -> Option<Unsaved> {
        let inner = self.inner();
        let document = &inner.document;
        let hub = document.hub.borrow().clone()?;
        let kept = document.kept.borrow().clone()?;
        let mut history = document.history.borrow_mut();
        let at = clock::now();
        Some(Unsaved {
            hub,
            key: kept.key,
            revision: kept.revision + 1,
            snapshot: document.snapshot.get_untracked(),
            changes: history.take_changes(),
            steps_done: history.done(),
            version: document.sitting.version_before_change(at),
            at,
        })
    }

    fn saved(&self, save: Save) {
        let inner = self.inner();
        let document = &inner.document;
        if document.sitting.is_first_change() {
            spawn(ask_to_persist());
        }
        document
            .sitting
            .saved(save.entry.saved_at, facts_of(&save.entry));
        if document.saving.with_untracked(|old| *old != Saving::Saved) {
            document.saving.set(Saving::Saved);
        }
        if !document.queue.unsaved.get() {
            document.aside.drop_for(&save.key);
        }
        self.tell_other_tabs(&save.key, save.entry.revision);
        document.kept.replace(Some(Kept {
            key: save.key,
            revision: save.entry.revision,
        }));
        self.look_at_the_room(save.entry.saved_at);
    }

    fn not_saved(&self, error: &StoreError) {
        let inner = self.inner();
        let document = &inner.document;
        let is_new = document
            .kept
            .borrow()
            .as_ref()
            .is_none_or(|kept| kept.revision == 0);
        if *error != StoreError::Conflict {
            let waits = self.lay_unsaved_aside();
            document
                .saving
                .set(Saving::Failed(store_problem(error, waits)));
        } else if is_new && document.history.borrow().done() == 0 {
            // Two tabs built the first layout of a hub at once, and nobody arranged this one.
            let app = *self;
            spawn(async move {
                if app.read_again().await.is_err() {
                    app.inner().document.saving.set(Saving::Conflict);
                }
            });
        } else {
            document.saving.set(Saving::Conflict);
        }
    }

    fn look_at_the_room(&self, now: Millis) {
        let inner = self.inner();
        let asked = &inner.document.queue.asked_room;
        if asked
            .get()
            .is_some_and(|asked| now.since(asked) < ROOM_EVERY_MS)
        {
            return;
        }
        asked.set(Some(now));
        spawn(async move {
            let is_short = room().await.is_some_and(|room| room.is_short());
            let shown = &inner.document.room_is_short;
            if shown.get_untracked() != is_short {
                shown.set(is_short);
            }
        });
    }

    /// Waits for saves under way. Whether everything on screen is kept then.
    pub(super) async fn settle(&self) -> bool {
        let inner = self.inner();
        let queue = &inner.document.queue;
        while queue.busy.get() {
            clock::sleep(10).await;
        }
        !queue.unsaved.get()
    }

    /// Hands over what is not saved yet, before another layout or none takes the place of the open one.
    pub(in crate::state) fn save_before_closing(&self) {
        let inner = self.inner();
        let document = &inner.document;
        if !document.queue.unsaved.get() || !document.writable.get() {
            return;
        }
        let parting = if self.is_in_conflict() {
            let kept = document.kept.borrow();
            kept.as_ref()
                .map(|kept| Parting::Version(kept.key.clone(), document.snapshot.get_untracked()))
        } else {
            self.take_unsaved().map(|mut unsaved| {
                // The one that is under way comes first and counts too.
                unsaved.revision += u64::from(document.queue.busy.get());
                Parting::Save(unsaved)
            })
        };
        if let Some(parting) = parting {
            self.with_part(load_part_with(), |app, part_with| part_with(app, parting));
        }
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

/// The entry of a layout in the list of layouts.
pub(super) fn entry(
    hub: HubId,
    layout: &Layout,
    saved_at: Millis,
    revision: u64,
    steps_done: usize,
) -> Entry {
    Entry {
        hub,
        name: layout.name.clone(),
        racks: layout.racks.len(),
        devices: layout.devices.len(),
        saved_at,
        revision,
        steps_done,
        deleted_at: None,
    }
}

/// What can be told of a layout without reading it.
pub(super) fn facts(layout: &Layout) -> LayoutFacts {
    LayoutFacts {
        name: layout.name.clone(),
        racks: layout.racks.len(),
        devices: layout.devices.len(),
    }
}

fn facts_of(entry: &Entry) -> LayoutFacts {
    LayoutFacts {
        name: entry.name.clone(),
        racks: entry.racks,
        devices: entry.devices,
    }
}

fn step_texts(changes: &Changes) -> StepTexts {
    let write = |(number, step): &(usize, _)| (*number, steps::write(step));
    StepTexts {
        put: changes.steps.iter().map(write).collect(),
        len: changes.len,
    }
}

/// Why the layout is not saved; `waits` says that its last state lies aside until it is.
pub(super) fn store_problem(error: &StoreError, waits: bool) -> Problem {
    let way = match error {
        StoreError::Full => "Free some space on this device, then try again.",
        StoreError::Forbidden => "Allow this site to keep data, or leave the private window.",
        StoreError::Blocked => "Close the other tabs of this app, then try again.",
        StoreError::Outdated => "Reload the page to get the newer version.",
        StoreError::Conflict | StoreError::Failed(_) => "Try again, or reload the page.",
    };
    let until = if waits {
        "Its last state is laid aside in this browser until then, and is taken up when the page is opened again."
    } else {
        "Until then changes are lost when this page closes."
    };
    Problem::new(
        format!("The layout is not saved: {error}."),
        format!("{way} {until}"),
    )
}
