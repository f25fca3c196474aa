//! Layouts in the browser's IndexedDB, with what belongs to each: its entry, undo steps and versions.
//!
//! | object store | key | value |
//! |---|---|---|
//! | `layouts` | the layout's key | the document, as text |
//! | `entries` | the layout's key | [`Entry`], as JSON |
//! | `chosen` | a hub | the key of its open layout |
//! | `steps` | the layout's key, a number | one undo step, as text |
//! | `versions` | the layout's key, the reason, its number | its name, size and time, as JSON |
//! | `version-texts` | the same | the document, as text |
//! | `aside` | a name derived from the text | the quarantine: texts that could not be read |
//!
//! Version 1 of the database had only `layouts` and `aside`, with one layout per hub under the hub itself. That is still the key
//! of a hub's first layout, so nothing has to be moved, and an interrupted upgrade does no harm.

mod database;
mod entries;
mod quarantine;
mod room;
mod saving;
mod texts;
mod versions;

use crate::document::records::{Entry, NewVersion, Save, StoredLayout, StoredVersion};
use crate::document::store::{DocumentStore, StoreError};
use crate::domain::ids::HubId;
use crate::domain::stored::LayoutKey;
use crate::domain::units::Millis;
pub use database::BrowserStore;
pub(super) use database::{finished, opened, problem, settled};
pub use room::{StorageRoom, ask_to_persist, room};

impl DocumentStore for BrowserStore {
    async fn open_chosen(&self, hub: &HubId) -> Result<StoredLayout, StoreError> {
        entries::open_chosen(self, hub).await
    }

    async fn open(&self, key: &LayoutKey) -> Result<StoredLayout, StoreError> {
        entries::open(self, key).await
    }

    async fn entry(&self, key: &LayoutKey) -> Result<Option<Entry>, StoreError> {
        let transaction = self.read(&[database::ObjectStore::Entries]).await?;
        entries::entry(&transaction, key).await
    }

    async fn entries(&self) -> Result<Vec<(LayoutKey, Entry)>, StoreError> {
        entries::all(self).await
    }

    async fn choose(&self, hub: &HubId, key: &LayoutKey) -> Result<(), StoreError> {
        entries::choose(self, hub, key).await
    }

    async fn introduce(&self, key: &LayoutKey, new: &Entry) -> Result<(), StoreError> {
        entries::introduce(self, key, new).await
    }

    async fn set_deleted(
        &self,
        key: &LayoutKey,
        deleted_at: Option<Millis>,
    ) -> Result<(), StoreError> {
        entries::set_deleted(self, key, deleted_at).await
    }

    async fn remove_deleted(&self, key: &LayoutKey) -> Result<(), StoreError> {
        entries::remove_deleted(self, key).await
    }

    async fn save(&self, save: &Save) -> Result<(), StoreError> {
        saving::save(self, save).await
    }

    async fn steps(&self, key: &LayoutKey) -> Result<Vec<(usize, String)>, StoreError> {
        saving::steps(self, key).await
    }

    async fn versions(&self, key: &LayoutKey) -> Result<Vec<StoredVersion>, StoreError> {
        versions::all(self, key).await
    }

    async fn version_text(
        &self,
        key: &LayoutKey,
        version: &StoredVersion,
    ) -> Result<Option<String>, StoreError> {
        versions::text(self, key, version).await
    }

    async fn keep_version(
        &self,
        key: &LayoutKey,
        version: &NewVersion,
        text: &str,
    ) -> Result<(), StoreError> {
        versions::keep(self, key, version, text).await
    }

    async fn quarantine(&self, name: &str, text: &str) -> Result<(), StoreError> {
        quarantine::put(self, name, text).await
    }

    async fn quarantined(&self) -> Result<Vec<(String, String)>, StoreError> {
        quarantine::all(self).await
    }

    async fn quarantined_text(&self, name: &str) -> Result<Option<String>, StoreError> {
        quarantine::text(self, name).await
    }

    async fn remove_quarantined(&self, name: &str) -> Result<(), StoreError> {
        quarantine::remove(self, name).await
    }
}
