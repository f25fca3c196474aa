//! Writes the layout to the browser's storage after every command, and says when that fails.

use leptos::prelude::*;

use super::Saving;
use crate::domain::io::json;
use crate::shell::documents::{self, Shelf, StoreError};
use crate::shell::task::spawn;
use crate::state::app::{App, Problem};

impl App {
    pub(super) fn save(&self) {
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

pub(super) fn store_problem(error: &StoreError) -> Problem {
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
