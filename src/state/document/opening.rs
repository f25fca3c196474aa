//! Takes up the layout that is saved for a hub, and puts aside what of it cannot be read.

use leptos::prelude::*;

use super::saving::store_problem;
use crate::domain::ids::HubId;
use crate::domain::io::json;
use crate::domain::layout::Layout;
use crate::shell::documents::{self, Shelf};
use crate::state::app::{App, Problem};
use crate::state::document::Saving;

/// What was found under a hub's name.
enum Stored {
    Layout(Box<Layout>),
    Nothing,
    /// The browser's storage did not answer: there may well be one, so nothing must be written over it.
    Unknown,
}

impl App {
    /// Opens the hub's saved layout; where there is none, one is built by `build` once it is called for.
    pub(in crate::state) async fn open_saved_layout(&self, hub: &HubId) -> bool {
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
