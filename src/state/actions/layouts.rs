//! The layouts of a hub: list, create, copy, delete, restore and open them.

use crate::domain::stored::LayoutKey;
use leptos::prelude::*;

use super::versions::holds;
use crate::document::machine::event::{Event, Outcome};
use crate::document::records::{Entry, LayoutFacts};
use crate::document::store::{DocumentStore, StoreError};
use crate::domain::arrange::copy_name;
use crate::domain::autobuild;
use crate::domain::ids::LayoutId;
use crate::domain::io::json;
use crate::domain::layout::Layout;
use crate::domain::merging;
use crate::domain::natural;
use crate::domain::problem::Problem;
use crate::domain::sorted;
use crate::shell::clock;
use crate::shell::storage::{self, Keep};
use crate::shell::task::spawn;
use crate::state::app::App;
use crate::state::document::{not_read, recovery};
use crate::state::ids::new_uuid;
use crate::state::part::lazy_part;
use crate::state::time;
use crate::state::viewport::forget_looks;

/// A layout in a list.
#[derive(Clone, Debug, PartialEq)]
pub struct LayoutCard {
    pub key: LayoutKey,
    pub name: String,
    /// `2 racks, 24 devices`.
    pub holds: String,
    /// When it was last saved, in this browser's time zone and format.
    pub when: String,
    pub is_open: bool,
    /// A deleted layout can be restored.
    pub is_deleted: bool,
}

/// Key under which the existence of several layouts is kept.
const SEVERAL: &str = "layouts.several";

lazy_part!(editor: fn load_duplicate() -> fn(App) = App::duplicate_layout_now);

impl LayoutCard {
    pub(super) fn of(key: LayoutKey, entry: Entry, is_open: bool) -> Self {
        Self {
            name: entry.name,
            holds: holds(entry.racks, entry.devices),
            when: time::local(entry.saved_at),
            // The open layout exists, whatever another tab did to it.
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
        let Some(hub) = document.hub() else {
            return Ok(Vec::new());
        };
        let entries = document.entries(&hub).await;
        let entries = entries.map_err(|error| not_read(&error))?;
        let open = document.open_key();
        let mut cards = Vec::new();
        for (key, mut entry) in entries {
            let is_open = open.as_ref() == Some(&key);
            if is_open {
                // What is on screen may not be saved yet.
                let now = document
                    .snapshot
                    .with_untracked(|snapshot| LayoutFacts::of(&snapshot.layout));
                (entry.name, entry.racks, entry.devices) = (now.name, now.racks, now.devices);
            }
            let card = LayoutCard::of(key, entry, is_open);
            sorted::insert_by(&mut cards, card, |a, b| {
                (a.is_deleted.cmp(&b.is_deleted)).then_with(|| natural::compare(&a.name, &b.name))
            });
        }
        Ok(cards)
    }

    /// Whether there were several layouts when their list was read last.
    pub fn has_several_layouts(&self) -> bool {
        storage::read(Keep::Device, SEVERAL).is_some()
    }

    /// Keeps whether there are several layouts, for the next visit.
    pub fn keep_several_layouts(&self, several: bool) {
        if several {
            let _kept = storage::write(Keep::Device, SEVERAL, "yes");
        } else {
            storage::remove(Keep::Device, SEVERAL);
        }
    }

    /// Opens another layout of the hub.
    pub fn switch_layout(&self, key: LayoutKey) {
        self.inner()
            .document
            .ask_and_report(|ask| Event::Switch { ask, key });
    }

    /// Makes a layout without racks and opens it.
    pub fn create_empty_layout(&self, name: &str) {
        self.open_as_new_layout(Layout::new(LayoutId::new(new_uuid()), name));
    }

    /// Makes a layout with a device for each of the hub's systems and opens it.
    pub fn create_layout_from_systems(&self, name: &str) {
        let inner = self.inner();
        let Some(hub) = inner.document.hub() else {
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
            let mut copy = app.inner().document.layout();
            // If the list cannot be read, a clash of names does little harm.
            let others = app.layouts().await.unwrap_or_default();
            let is_taken = |name: &str| others.iter().any(|other| other.name == name);
            copy.name = copy_name(&is_taken, &copy.name);
            app.add_layout(copy).await
        });
    }

    /// Keeps a layout as one more of the hub's and opens it. It gets a new id; those of its racks and devices stay.
    pub fn open_as_new_layout(&self, layout: Layout) {
        let app = *self;
        self.make(async move || app.add_layout(layout).await);
    }

    /// Creates a layout, unless one is being created: the second click of a double click has no effect.
    fn make(self, work: impl AsyncFnOnce() -> Outcome + 'static) {
        let making = self.inner().document.making.clone();
        if making.replace(true) {
            return;
        }
        spawn(async move {
            if let Outcome::Failed(problem) = work().await {
                self.inner().document.report_problem(problem);
            }
            making.set(false);
        });
    }

    async fn add_layout(&self, mut layout: Layout) -> Outcome {
        layout.id = LayoutId::new(new_uuid());
        let layout = Box::new(layout);
        self.inner()
            .document
            .ask(|ask| Event::OpenNew { ask, layout })
            .await
    }

    /// Adds the racks of another layout to the open one, with everything in them, as one undo step.
    pub fn add_racks_from(&self, layout: &Layout) {
        let command = merging::add_racks(&self.inner().document.layout(), layout, &mut new_uuid);
        // `run` has announced a refusal already.
        let _ = self.run(&command);
    }

    /// Marks a layout as deleted, so that it can be restored. If it is open, the most recently saved other one is opened; the only layout
    /// cannot be deleted.
    pub async fn delete_layout(&self, key: &LayoutKey) -> Result<(), Problem> {
        let inner = self.inner();
        let document = &inner.document;
        let Some(hub) = document.hub() else {
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
        if document.open_key().as_ref() == Some(key) {
            let outcome = self
                .inner()
                .document
                .ask(|ask| Event::Switch { ask, key: next })
                .await;
            opened(outcome)?;
        }
        self.mark_deleted(key, true).await?;
        self.say("Deleted the layout; it can be brought back from the list.");
        Ok(())
    }

    /// Restores a deleted layout.
    pub async fn bring_back_layout(&self, key: &LayoutKey) -> Result<(), Problem> {
        self.mark_deleted(key, false).await
    }

    /// Removes a deleted layout and everything kept for it, to free space. This cannot be undone.
    pub async fn remove_layout_for_good(&self, key: &LayoutKey) -> Result<(), Problem> {
        let inner = self.inner();
        let store = &inner.document.store;
        let opened = store.open(key).await;
        let removed = store.remove_deleted(key).await;
        removed.map_err(|error| list_not_changed(&error))?;
        recovery::forget(key);
        // View settings are kept under the layout's own id, which is in its text.
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

/// Whether the other layout is open.
fn opened(outcome: Outcome) -> Result<(), Problem> {
    match outcome {
        Outcome::Failed(problem) => Err(problem),
        Outcome::Busy => Err(Problem::new(
            "Another layout is being opened.",
            "Try again when it is there.",
        )),
        Outcome::Done | Outcome::NothingStored | Outcome::Overtaken => Ok(()),
    }
}
