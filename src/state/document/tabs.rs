//! Other tabs on the same layout. What one saves, the others show; what both have changed, the user decides.

use leptos::prelude::*;

use super::{LayoutKey, Saving};
use crate::document::store::DocumentStore;
use crate::domain::problem::Problem;
use crate::shell::task::spawn;
use crate::state::app::App;
use crate::state::part::lazy_part;

lazy_part!(editor: fn load_show_other_tab() -> fn(App) = App::show_other_tab_now);
lazy_part!(editor: fn load_keep_this_tab() -> fn(App) = App::keep_this_tab_now);

impl App {
    /// Hears what other tabs save, from now on.
    pub(in crate::state) fn listen_to_other_tabs(&self) {
        let app = *self;
        self.inner().document.tabs.on_told(move |text| {
            let told = text.split_once(' ').and_then(|(revision, key)| {
                Some((revision.parse().ok()?, LayoutKey::from_text(key)))
            });
            if let Some((revision, key)) = told
                && app.try_inner().is_some()
            {
                app.other_tab_saved(&key, revision);
            }
        });
    }

    pub(super) fn tell_other_tabs(&self, key: &LayoutKey, revision: u64) {
        let inner = self.inner();
        inner
            .document
            .tabs
            .tell(&format!("{revision} {}", key.as_str()));
    }

    fn other_tab_saved(&self, key: &LayoutKey, revision: u64) {
        let inner = self.inner();
        let is_newer = inner
            .document
            .kept
            .borrow()
            .as_ref()
            .is_some_and(|kept| kept.key == *key && kept.revision < revision);
        // What is unsaved here will meet the other state when it is saved, and the user decides then.
        if !is_newer || inner.document.queue.has_unsaved() {
            return;
        }
        let app = *self;
        spawn(async move {
            if app.read_again().await.is_ok() {
                app.say("Changed in another tab; this is its layout now.");
            }
        });
    }

    /// Looks whether another tab saved something that was not heard of here.
    pub(in crate::state) fn look_for_other_tabs(&self) {
        let inner = self.inner();
        let Some(kept) = inner.document.kept.borrow().clone() else {
            return;
        };
        let app = *self;
        spawn(async move {
            // Unanswered, it stays with what is on screen; a save would still meet the other state.
            if let Ok(Some(entry)) = inner.document.store.entry(&kept.key).await {
                app.other_tab_saved(&kept.key, entry.revision);
            }
        });
    }

    /// After a conflict: shows what the other tab saved. What is on screen here becomes a version.
    pub fn show_other_tab(&self) {
        self.with_part(load_show_other_tab(), |app, show| show(app));
    }

    fn show_other_tab_now(self) {
        let app = self;
        spawn(async move {
            match app.put_screen_away().await {
                Ok(()) => {
                    app.say("This is the other tab's layout; this one's is among the versions.")
                }
                Err(problem) => app.tell_problem(problem),
            }
        });
    }

    async fn put_screen_away(&self) -> Result<(), Problem> {
        let inner = self.inner();
        let kept = inner.document.kept.borrow().clone();
        if let Some(kept) = kept {
            self.keep_as_version(&kept.key, &self.layout_copy()).await?;
            inner.document.aside.drop_for(&kept.key);
        }
        self.read_again().await
    }

    /// After a conflict: saves what is on screen here. What the other tab saved becomes a version, and undo leads back to it.
    pub fn keep_this_tab(&self) {
        // Not begun before it can be ended: between the two the layout of this tab is in memory alone.
        self.with_part(load_keep_this_tab(), |app, keep| keep(app));
    }

    fn keep_this_tab_now(self) {
        let app = self;
        spawn(async move {
            let mine = app.layout_copy();
            match app.read_again().await {
                Ok(()) => {
                    app.inner().document.sitting.other_is_kept();
                    app.restore("Kept the layout of this tab".to_owned(), mine);
                }
                Err(problem) => app.tell_problem(problem),
            }
        });
    }

    /// Whether two tabs have changed the layout and the user has to choose.
    pub fn is_in_conflict(&self) -> bool {
        let saving = self.inner().document.saving();
        saving.with_untracked(|saving| *saving == Saving::Conflict)
    }
}
