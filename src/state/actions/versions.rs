//! Earlier states of the layout: from before each session, and those not chosen when two tabs had changes.

use crate::document::records::{StoredVersion, Why};
use crate::document::store::DocumentStore;
use crate::domain::command::{Command, Restored};
use crate::domain::io::json;
use crate::domain::layout::Layout;
use crate::domain::problem::Problem;
use crate::domain::sorted;
use crate::state::app::App;
use crate::state::document::not_read;
use crate::state::files::FileKind;
use crate::state::time;

/// A version in a list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct VersionCard {
    version: StoredVersion,
    /// When it was saved, in this browser's time zone and format.
    pub when: String,
    /// Why it was kept.
    pub why: &'static str,
    pub name: String,
    /// `2 racks, 24 devices`.
    pub holds: String,
}

impl VersionCard {
    fn of(version: StoredVersion) -> Self {
        let facts = &version.facts;
        Self {
            when: time::local(version.at),
            why: match version.why {
                Why::Session => "before the first change of a session",
                Why::OtherChosen => "kept apart when two tabs had changes",
            },
            name: facts.name.clone(),
            holds: holds(facts.racks, facts.devices),
            version,
        }
    }
}

/// `1 rack, 12 devices`.
pub(super) fn holds(racks: usize, devices: usize) -> String {
    let count = |count: usize, word| format!("{count} {word}{}", if count == 1 { "" } else { "s" });
    format!("{}, {}", count(racks, "rack"), count(devices, "device"))
}

impl App {
    /// The versions of the open layout, the newest first.
    pub async fn versions(&self) -> Result<Vec<VersionCard>, Problem> {
        let inner = self.inner();
        let Some(key) = inner.document.open_key() else {
            return Ok(Vec::new());
        };
        let found = inner.document.store.versions(&key).await;
        let mut versions = Vec::new();
        for version in found.map_err(|error| not_read(&error))? {
            sorted::insert_by(&mut versions, version, |a: &StoredVersion, b| {
                b.number.cmp(&a.number)
            });
        }
        Ok(versions.into_iter().map(VersionCard::of).collect())
    }

    /// The document of a version, as text.
    pub async fn version_text(&self, card: &VersionCard) -> Result<String, Problem> {
        let inner = self.inner();
        let key = inner.document.open_key();
        let text = match key {
            Some(key) => inner
                .document
                .store
                .version_text(&key, &card.version)
                .await
                .map_err(|error| not_read(&error))?,
            None => None,
        };
        text.ok_or_else(|| not_read(&"this version is not there any more"))
    }

    /// Restores the layout of that version, as a step that can be undone.
    pub async fn go_back_to(&self, card: &VersionCard) -> Result<(), Problem> {
        let text = self.version_text(card).await?;
        let loaded = json::read(&text).map_err(|broken| not_read(&broken))?;
        self.restore(
            format!("Restored the version from {}", card.when),
            loaded.layout,
        );
        Ok(())
    }

    /// Saves a copy of a version as a new layout, and opens it.
    pub async fn open_version_as_copy(&self, card: &VersionCard) -> Result<(), Problem> {
        let text = self.version_text(card).await?;
        let mut layout = json::read(&text)
            .map_err(|broken| not_read(&broken))?
            .layout;
        layout.name = format!("{} ({})", layout.name, card.when);
        self.open_as_new_layout(layout);
        Ok(())
    }

    /// Downloads a version as a file.
    pub async fn download_version(&self, card: &VersionCard) -> Result<(), Problem> {
        let text = self.version_text(card).await?;
        let name = self.file_name(&card.when.replace(':', "."), FileKind::Json);
        self.download(&name, FileKind::Json, text.as_bytes());
        Ok(())
    }

    fn restore(&self, words: String, layout: Layout) {
        self.run_soon(Command::Restore(Box::new(Restored { words, layout })));
    }
}
