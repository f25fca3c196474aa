//! Stored texts that cannot be read: kept unchanged, and offered as a file or, if they have become readable, as a layout.

use leptos::prelude::*;

use super::other_hubs::place_of;
use crate::document::store::DocumentStore;
use crate::domain::format;
use crate::domain::ids::HubId;
use crate::domain::io::json;
use crate::domain::problem::Problem;
use crate::shell::task::spawn;
use crate::state::app::App;
use crate::state::document::not_read;
use crate::state::files::FileKind;
use crate::state::part::lazy_part;

/// Separates the hub in a name from the rest.
const AFTER_HUB: &str = " – ";

lazy_part!(editor: fn load_save_text() -> fn(App, String) = save_text);

/// A text that could not be read, in a list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct QuarantineCard {
    name: String,
    /// `12 KB`, and where it belongs if that is not the open hub.
    pub facts: String,
}

impl App {
    /// Whether the current report is about a text that can be downloaded.
    pub fn has_reported_text(&self) -> bool {
        self.inner().document.reported_text.with(Option::is_some)
    }

    /// Downloads the text that the current report is about.
    pub fn download_reported_text(&self) {
        if let Some(name) = self.inner().document.reported_text.get_untracked() {
            self.with_part(load_save_text(), move |app, save| save(app, name));
        }
    }

    /// The texts that could not be read and are still kept, those of the open hub first.
    pub async fn quarantined_texts(&self) -> Result<Vec<QuarantineCard>, Problem> {
        let inner = self.inner();
        let hub = inner.document.hub();
        let all = inner.document.store.quarantined().await;
        let (mut here, mut elsewhere) = (Vec::new(), Vec::new());
        for (name, text) in all.map_err(|error| not_read(&error))? {
            let of = name.split_once(AFTER_HUB).map(|(hub, _)| HubId::new(hub));
            let size = format::bytes(text.len() as f64);
            if of.is_some() && of == hub {
                here.push(QuarantineCard { name, facts: size });
            } else {
                let facts = match of {
                    Some(hub) => format!("{size} · {}", place_of(&hub)),
                    None => size,
                };
                elsewhere.push(QuarantineCard { name, facts });
            }
        }
        here.append(&mut elsewhere);
        Ok(here)
    }

    /// Downloads one of them as a file.
    pub fn download_quarantined(&self, card: &QuarantineCard) {
        save_text(*self, card.name.clone());
    }

    /// Opens what can be read of one of them as a new layout.
    pub async fn open_quarantined(&self, card: &QuarantineCard) -> Result<(), Problem> {
        let inner = self.inner();
        let text = inner.document.store.quarantined_text(&card.name).await;
        let text = text.map_err(|error| not_read(&error))?;
        let text = text.ok_or_else(|| not_read(&"it no longer exists"))?;
        let loaded = json::read(&text).map_err(|broken| not_read(&broken))?;
        self.open_as_new_layout(loaded.layout);
        Ok(())
    }

    /// Removes one of them for good.
    pub async fn remove_quarantined(&self, card: &QuarantineCard) -> Result<(), Problem> {
        let inner = self.inner();
        let removed = inner.document.store.remove_quarantined(&card.name).await;
        removed.map_err(|error| {
            Problem::new(
                format!("The old text could not be removed: {error}."),
                "It stays where it is. Try again, or reload the page.",
            )
        })?;
        let shown = &inner.document.reported_text;
        if shown.with_untracked(|shown| shown.as_ref() == Some(&card.name)) {
            shown.set(None);
        }
        Ok(())
    }
}

fn save_text(app: App, name: String) {
    spawn(async move {
        match app.inner().document.store.quarantined_text(&name).await {
            Ok(Some(text)) => {
                let file = app.file_name("unreadable", FileKind::Text);
                app.download(&file, FileKind::Text, text.as_bytes());
            }
            Ok(None) => app.say("The old text no longer exists."),
            Err(error) => app.say(format!("The old text could not be read: {error}.")),
        }
    });
}
