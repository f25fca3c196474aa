//! What no save has taken yet when the page may go away. The browser's database answers too late for that; its small storage
//! takes a text at once. The next opening of the layout takes it up.

use std::cell::{Cell, RefCell};

use leptos::prelude::*;

use super::saving::Kept;
use super::unreadable::Unreadable;
use super::{LayoutKey, Saving};
use crate::domain::io::json;
use crate::shell::page;
use crate::shell::storage::{self, Keep};
use crate::shell::task::spawn;
use crate::state::app::App;
use crate::state::part::lazy_part;

/// Writes a text of what is on screen; whether nothing would be lost then.
type Lay = fn(&App) -> bool;

/// The way of a layout into the small storage.
#[derive(Default)]
pub(super) struct Aside {
    /// The layout whose text this tab has laid there. What another tab laid there is not ours to remove.
    laid: RefCell<Option<LayoutKey>>,
    /// Known once the part for changes is loaded.
    lay: Cell<Option<Lay>>,
}

impl Aside {
    /// All of that layout is saved by now.
    pub(super) fn drop_for(&self, key: &LayoutKey) {
        if self.laid.borrow_mut().take_if(|laid| laid == key).is_some() {
            storage::remove(Keep::Device, &place(key));
        }
    }
}

fn place(key: &LayoutKey) -> String {
    format!("unsaved {}", key.as_str())
}

lazy_part!(editor: fn load_take_up() -> fn(App, String) = take_up);

impl App {
    /// From now on there is what it takes to lay something aside.
    pub(super) fn can_lay_aside(&self) {
        self.inner().document.aside.lay.set(Some(App::lay_aside));
    }

    /// Lays what is on screen only where it survives the page. Whether nothing would be lost now.
    pub(in crate::state) fn lay_unsaved_aside(&self) -> bool {
        let inner = self.inner();
        let document = &inner.document;
        if !document.queue.has_unsaved() {
            return true;
        }
        match document.aside.lay.get() {
            Some(lay) => lay(self),
            // What nobody changed was built anew, and would be again.
            None => document.history.borrow().done() == 0,
        }
    }

    fn lay_aside(&self) -> bool {
        let inner = self.inner();
        let document = &inner.document;
        let Some(kept) = document.kept.borrow().clone() else {
            return document.history.borrow().done() == 0;
        };
        let layout = document
            .snapshot
            .with_untracked(|snapshot| json::write(&snapshot.layout));
        let text = format!("{}\n{layout}", kept.revision);
        let is_there = storage::write(Keep::Device, &place(&kept.key), &text);
        if is_there {
            document.aside.laid.replace(Some(kept.key));
        }
        is_there
    }

    /// Whether the layout on screen can be closed: asks where it would be lost.
    pub(in crate::state) fn may_close(&self) -> bool {
        self.lay_unsaved_aside()
            || page::confirm("This layout is not saved, and would be lost. Close it all the same?")
    }

    /// Lets the browser ask before the page closes while something would be lost.
    pub(in crate::state) fn guard_leaving(&self) {
        let app = *self;
        page::ask_before_leaving(move || {
            let Some(inner) = app.try_inner() else {
                return false;
            };
            let is_saved = inner
                .document
                .saving
                .with_untracked(|saving| *saving == Saving::Saved);
            !is_saved && inner.document.is_open() && !app.lay_unsaved_aside()
        });
    }

    /// Takes up a layout of which no save ever worked. `false` when there is none.
    pub(super) fn take_up_never_saved(&self, key: &LayoutKey) -> bool {
        let text = storage::read(Keep::Device, &place(key));
        let laid = text.as_deref().and_then(|text| text.split_once('\n'));
        let Some(Ok(loaded)) = laid.map(|(_, text)| json::read(text)) else {
            return false;
        };
        self.inner().document.aside.laid.replace(Some(key.clone()));
        self.show_and_save(loaded.layout);
        true
    }

    /// Takes up what an earlier page could not save of the layout that was just opened.
    pub(super) fn look_for_unsaved(&self) {
        let inner = self.inner();
        let Some(Kept { key, .. }) = inner.document.kept.borrow().clone() else {
            return;
        };
        // What this tab laid there is still its own to save.
        let is_ours = inner.document.aside.laid.borrow().as_ref() == Some(&key);
        let text = storage::read(Keep::Device, &place(&key)).filter(|_| !is_ours);
        if let Some(text) = text {
            self.with_part(load_take_up(), |app, take_up| take_up(app, text));
        }
    }
}

fn take_up(app: App, text: String) {
    let inner = app.inner();
    let document = &inner.document;
    let Some(kept) = document.kept.borrow().clone() else {
        return;
    };
    document.aside.laid.replace(Some(kept.key.clone()));
    let read = text
        .split_once('\n')
        .and_then(|(revision, text)| Some((revision.parse::<u64>().ok()?, json::read(text).ok()?)));
    let Some((revision, loaded)) = read else {
        spawn(async move {
            if app.tell_of_unreadable(Unreadable::Changes, &text).await {
                app.inner().document.aside.drop_for(&kept.key);
            }
        });
        return;
    };
    if loaded.layout == app.layout_copy() {
        // The save was done after all.
        document.aside.drop_for(&kept.key);
    } else if revision == kept.revision {
        app.restore(
            "Took up what was not saved when the page closed".to_owned(),
            loaded.layout,
        );
    } else {
        spawn(async move {
            if app.keep_as_version(&kept.key, &loaded.layout).await.is_ok() {
                app.inner().document.aside.drop_for(&kept.key);
                app.say("What was not saved when the page closed is among the earlier versions.");
            }
        });
    }
}
