//! The layouts of a hub: listed, made, copied, deleted and brought back, and which one is open.

use leptos::prelude::*;

use super::opening::not_read;
use super::saving::{Kept, entry, facts};
use super::versions::holds;
use crate::document::records::{Entry, LayoutKey, Save};
use crate::document::store::{DocumentStore, StoreError};
use crate::domain::arrange::copy_name;
use crate::domain::autobuild;
use crate::domain::ids::{HubId, LayoutId};
use crate::domain::io::json;
use crate::domain::layout::Layout;
use crate::domain::merging;
use crate::domain::natural;
use crate::domain::problem::Problem;
use crate::domain::sorted;
use crate::domain::undo::UndoHistory;
use crate::domain::units::Millis;
use crate::shell::clock;
use crate::shell::task::spawn;
use crate::state::app::App;
use crate::state::ids::new_uuid;
use crate::state::part::lazy_part;
use crate::state::viewport::forget_looks;

/// A layout in a list.
#[derive(Clone, Debug, PartialEq)]
pub struct LayoutCard {
    pub key: LayoutKey,
    pub name: String,
    /// `2 racks, 24 devices`.
    pub holds: String,
    /// When it was saved last, by this browser's clock and manner.
    pub when: String,
    pub is_open: bool,
    /// Deleted ones can be brought back.
    pub is_deleted: bool,
}

lazy_part!(editor: fn load_duplicate() -> fn(App) = App::duplicate_layout_now);
lazy_part!(editor: fn load_open_as_new() -> fn(App, Layout) = App::open_as_new_layout_now);

impl LayoutCard {
    pub(super) fn of(key: LayoutKey, entry: Entry, is_open: bool, now: Millis) -> Self {
        Self {
            name: entry.name,
            holds: holds(entry.racks, entry.devices),
            when: clock::local_time(entry.saved_at, now),
            // The one on screen is there, whatever another tab did to it.
            is_deleted: entry.deleted_at.is_some() && !is_open,
            is_open,
            key,
        }
    }
}

impl App {
    /// The layouts of the hub by name, deleted ones after the others.
    pub async fn layouts(&self) -> Result<Vec<LayoutCard>, Problem> {
        let inner = self.inner();
        let document = &inner.document;
        let Some(hub) = document.hub.borrow().clone() else {
            return Ok(Vec::new());
        };
        let entries = document.entries(&hub).await;
        let entries = entries.map_err(|error| not_read(&error))?;
        let open = document.kept.borrow().clone().map(|kept| kept.key);
        let now = clock::now();
        let mut cards = Vec::new();
        for (key, mut entry) in entries {
            let is_open = open.as_ref() == Some(&key);
            if is_open {
                // What is on screen may not be saved yet.
                let now = document
                    .snapshot
                    .with_untracked(|snapshot| facts(&snapshot.layout));
                (entry.name, entry.racks, entry.devices) = (now.name, now.racks, now.devices);
            }
            let card = LayoutCard::of(key, entry, is_open, now);
            sorted::insert_by(&mut cards, card, |a, b| {
                (a.is_deleted.cmp(&b.is_deleted)).then_with(|| natural::compare(&a.name, &b.name))
            });
        }
        Ok(cards)
    }

    /// Opens another layout of the hub.
    pub fn switch_layout(&self, key: LayoutKey) {
        let app = *self;
        spawn(async move {
            if let Err(problem) = app.switch_to(&key).await {
                app.tell_problem(problem);
            }
        });
    }

    async fn switch_to(&self, key: &LayoutKey) -> Result<(), Problem> {
        let inner = self.inner();
        self.may_leave().await?;
        self.open_kept(key).await?;
        self.choose(key);
        let name = inner
            .document
            .snapshot
            .with_untracked(|snapshot| snapshot.layout.name.clone());
        self.say(format!("Opened {name}"));
        Ok(())
    }

    /// Whether the layout on screen can be left: not while it is nowhere else.
    async fn may_leave(&self) -> Result<(), Problem> {
        if self.settle().await {
            return Ok(());
        }
        Err(Problem::new(
            "This layout is not saved, so it stays open.",
            "Save it again, or export it to a file, before you open another one.",
        ))
    }

    /// Remembers which layout the hub opens with.
    fn choose(&self, key: &LayoutKey) {
        let inner = self.inner();
        let Some(hub) = inner.document.hub.borrow().clone() else {
            return;
        };
        let key = key.clone();
        spawn(async move {
            // Unanswered, the hub opens with another of its layouts; all of them are there.
            let _ = inner.document.store.choose(&hub, &key).await;
        });
    }

    /// Makes a layout without racks and opens it.
    pub fn create_empty_layout(&self, name: &str) {
        self.open_as_new_layout(Layout::new(LayoutId::new(new_uuid()), name));
    }

    /// Makes a layout with a device for each of the hub's systems and opens it.
    pub fn create_layout_from_systems(&self, name: &str) {
        let inner = self.inner();
        let Some(hub) = inner.document.hub.borrow().clone() else {
            return;
        };
        let systems = inner.live.systems_of(&hub);
        self.open_as_new_layout(autobuild::build_layout(&hub, name, &systems, &mut new_uuid));
    }

    /// Makes a copy of the open layout and opens it.
    pub fn duplicate_layout(&self) {
        self.with_part(load_duplicate(), |app, duplicate| duplicate(app));
    }

    fn duplicate_layout_now(self) {
        let app = self;
        self.make(async move || {
            let mut copy = app.layout_copy();
            // Unread, the names of the others do not matter much.
            let others = app.layouts().await.unwrap_or_default();
            let is_taken = |name: &str| others.iter().any(|other| other.name == name);
            copy.name = copy_name(&is_taken, &copy.name);
            app.add_layout(copy).await
        });
    }

    /// Keeps a layout as one more of the hub's and opens it. It gets an id of its own; those of its racks and devices stay.
    pub fn open_as_new_layout(&self, layout: Layout) {
        self.with_part(load_open_as_new(), move |app, open| open(app, layout));
    }

    fn open_as_new_layout_now(self, layout: Layout) {
        let app = self;
        self.make(async move || app.add_layout(layout).await);
    }

    /// Makes a layout, unless one is being made: the second click of a double click makes no second one.
    fn make(self, work: impl AsyncFnOnce() -> Result<(), Problem> + 'static) {
        let making = self.inner().document.making.clone();
        if making.replace(true) {
            return;
        }
        spawn(async move {
            if let Err(problem) = work().await {
                self.tell_problem(problem);
            }
            making.set(false);
        });
    }

    async fn add_layout(&self, mut layout: Layout) -> Result<(), Problem> {
        let inner = self.inner();
        let document = &inner.document;
        let Some(hub) = document.hub.borrow().clone() else {
            return Ok(());
        };
        if document.is_open() {
            self.may_leave().await?;
        }
        layout.id = LayoutId::new(new_uuid());
        let key = LayoutKey::further(&hub, layout.id);
        let words = format!("Opened {} as a new layout", layout.name);
        let save = first_save(key.clone(), hub, &layout);
        let opening = document.opening.get();
        document.store.save(&save).await.map_err(|error| {
            Problem::new(
                format!("The new layout could not be kept: {error}."),
                "The one on screen stays open. Free some space, then try again.",
            )
        })?;
        // Left meanwhile, the hub has it among its layouts.
        if document.opening.get() != opening {
            return Ok(());
        }
        // What was done on screen meanwhile is saved first.
        if document.is_open() {
            self.may_leave().await?;
        }
        if document.opening.get() != opening {
            return Ok(());
        }
        let revision = save.entry.revision;
        document.close();
        document.looked_up.set(true);
        document.sitting.opened(facts(&layout));
        document.history.replace(UndoHistory::replacing());
        self.choose(&key);
        document.kept.replace(Some(Kept { key, revision }));
        self.show_layout(layout);
        self.say(words);
        Ok(())
    }

    /// Adds the racks of another layout to the open one, with all that is in them: one step that can be taken back.
    pub fn add_racks_from(&self, layout: &Layout) {
        let command = merging::add_racks(&self.layout_copy(), layout, &mut new_uuid);
        // A refusal has been said already.
        let _ = self.run(&command);
    }

    /// Deletes a layout, so that it can be brought back. The open one gives way to the one that was saved last before it; the
    /// only one stays.
    pub async fn delete_layout(&self, key: &LayoutKey) -> Result<(), Problem> {
        let inner = self.inner();
        let document = &inner.document;
        let Some(hub) = document.hub.borrow().clone() else {
            return Ok(());
        };
        let entries = document.entries(&hub).await;
        let next = entries
            .map_err(|error| not_read(&error))?
            .into_iter()
            .filter(|(other, entry)| other != key && entry.deleted_at.is_none())
            .max_by_key(|(_, entry)| entry.saved_at);
        let Some((next, _)) = next else {
            return Err(Problem::new(
                "The only layout cannot be deleted.",
                "Make another one first.",
            ));
        };
        let is_open = document
            .kept
            .borrow()
            .as_ref()
            .is_some_and(|kept| kept.key == *key);
        if is_open {
            self.switch_to(&next).await?;
        }
        self.mark_deleted(key, true).await?;
        self.say("Deleted the layout; it can be brought back from the list.");
        Ok(())
    }

    /// Takes a layout out of the deleted ones.
    pub async fn bring_back_layout(&self, key: &LayoutKey) -> Result<(), Problem> {
        self.mark_deleted(key, false).await
    }

    /// Removes a deleted layout with all that is kept of it, to make room. There is no way back.
    pub async fn remove_layout_for_good(&self, key: &LayoutKey) -> Result<(), Problem> {
        let inner = self.inner();
        let store = &inner.document.store;
        let opened = store.open(key).await;
        let removed = store.remove_deleted(key).await;
        removed.map_err(|error| list_not_changed(&error))?;
        // How it was looked at is kept under its own id, which its text tells.
        let text = opened.ok().and_then(|opened| opened.text);
        if let Some(loaded) = text.and_then(|text| json::read(&text).ok()) {
            forget_looks(loaded.layout.id);
        }
        Ok(())
    }

    async fn mark_deleted(&self, key: &LayoutKey, is_deleted: bool) -> Result<(), Problem> {
        let inner = self.inner();
        let at = is_deleted.then(clock::now);
        let marked = inner.document.store.set_deleted(key, at).await;
        marked.map_err(|error| list_not_changed(&error))
    }
}

fn list_not_changed(error: &StoreError) -> Problem {
    Problem::new(
        format!("The list of layouts could not be changed: {error}."),
        "Try again, or reload the page.",
    )
}

/// The save of a layout that is nowhere yet.
fn first_save(key: LayoutKey, hub: HubId, layout: &Layout) -> Save {
    Save {
        key,
        entry: entry(hub, layout, clock::now(), 1, 0),
        text: json::write_compact(layout),
        steps: None,
        version: None,
    }
}
