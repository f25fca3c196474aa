//! The port to whatever stores layouts, and the rules that every store follows.

use super::records::{Entry, NewVersion, Save, StoredLayout, StoredVersion};
use crate::domain::ids::HubId;
use crate::domain::stored::LayoutKey;
use crate::domain::units::Millis;

/// The most versions kept of each kind; the oldest are removed.
pub const VERSIONS_KEPT: usize = 20;

/// Why a document could not be read or written.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum StoreError {
    /// Caused by private windows of some browsers, or by a policy.
    #[error("this browser does not let the page keep data")]
    Forbidden,
    #[error("the browser's storage is full")]
    Full,
    /// A tab with an older version of the app holds the database open.
    #[error("another tab with an older version of this app is open")]
    Blocked,
    /// A newer version of the app has upgraded the database to a format unknown to this one.
    #[error("a newer version of this app is in use")]
    Outdated,
    /// Another tab has saved the layout since it was read here. Nothing was written.
    #[error("it was changed in another tab")]
    Conflict,
    #[error("the browser's storage failed: {0}")]
    Failed(String),
}

/// Stores layouts. Each write is atomic.
#[expect(
    async_fn_in_trait,
    reason = "its futures stay on the browser's one thread"
)]
pub trait DocumentStore {
    /// Reads the layout of a hub that was open last.
    async fn open_chosen(&self, hub: &HubId) -> Result<StoredLayout, StoreError>;

    async fn open(&self, key: &LayoutKey) -> Result<StoredLayout, StoreError>;

    /// Reads the entry of a layout; `None` if it was never saved, or only by version 1 of the storage.
    async fn entry(&self, key: &LayoutKey) -> Result<Option<Entry>, StoreError>;

    /// Reads the entries of all hubs' layouts, including deleted ones, in no particular order.
    async fn entries(&self) -> Result<Vec<(LayoutKey, Entry)>, StoreError>;

    /// Makes a layout the one that a hub opens with.
    async fn choose(&self, hub: &HubId, key: &LayoutKey) -> Result<(), StoreError>;

    /// Adds an entry for a layout that has none; an existing one stays as it is.
    async fn introduce(&self, key: &LayoutKey, new: &Entry) -> Result<(), StoreError>;

    /// Marks a layout as deleted at that time, or as not deleted. Removes nothing.
    async fn set_deleted(
        &self,
        key: &LayoutKey,
        deleted_at: Option<Millis>,
    ) -> Result<(), StoreError>;

    /// Permanently removes a layout that is marked as deleted, with its steps and versions.
    async fn remove_deleted(&self, key: &LayoutKey) -> Result<(), StoreError>;

    /// Completes once the browser guarantees that everything is stored. Fails with [`StoreError::Conflict`] as [`check_revision`] does.
    async fn save(&self, save: &Save) -> Result<(), StoreError>;

    /// Reads the stored undo steps of a layout, by ascending number.
    async fn steps(&self, key: &LayoutKey) -> Result<Vec<(usize, String)>, StoreError>;

    /// Lists the versions of a layout, the oldest of each kind first.
    async fn versions(&self, key: &LayoutKey) -> Result<Vec<StoredVersion>, StoreError>;

    /// Reads the document of a version.
    async fn version_text(
        &self,
        key: &LayoutKey,
        version: &StoredVersion,
    ) -> Result<Option<String>, StoreError>;

    /// Stores a document as a version.
    async fn keep_version(
        &self,
        key: &LayoutKey,
        version: &NewVersion,
        text: &str,
    ) -> Result<(), StoreError>;

    /// Stores a text that could not be read. Storing the same text under the same name again changes nothing.
    async fn quarantine(&self, name: &str, text: &str) -> Result<(), StoreError>;

    /// Reads all texts that could not be read, with their names.
    async fn quarantined(&self) -> Result<Vec<(String, String)>, StoreError>;

    /// Reads the text stored under that name.
    async fn quarantined_text(&self, name: &str) -> Result<Option<String>, StoreError>;

    /// Permanently removes a text that could not be read.
    async fn remove_quarantined(&self, name: &str) -> Result<(), StoreError>;
}

/// What is stored of the layout that a save is about to overwrite.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Before {
    /// Nothing at all: it was never saved, or the storage was cleared.
    Nothing,
    /// The stored revision; 0 without an entry.
    Revision(u64),
}

/// Checks whether a save may be written: only over the revision that the writer has seen, or if nothing is stored.
pub fn check_revision(before: Before, save: &Save) -> Result<(), StoreError> {
    match before {
        Before::Nothing => Ok(()),
        Before::Revision(revision) if revision + 1 == save.entry.revision => Ok(()),
        Before::Revision(_) => Err(StoreError::Conflict),
    }
}

/// The number of a layout's next version: higher than all existing ones, and the time if that is.
pub fn next_version_number(numbers: impl Iterator<Item = i64>, at: Millis) -> i64 {
    numbers.max().map_or(at.0, |last| at.0.max(last + 1))
}

/// The number of oldest versions of a kind to remove before one is added.
pub const fn versions_to_remove(kept: usize) -> usize {
    (kept + 1).saturating_sub(VERSIONS_KEPT)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn versions_are_numbered_in_the_order_they_were_made_in() {
        assert_eq!(next_version_number([].into_iter(), Millis(50)), 50);
        assert_eq!(next_version_number([10, 40].into_iter(), Millis(50)), 50);
        // The clock was set back, or two were made at once.
        assert_eq!(next_version_number([90, 40].into_iter(), Millis(50)), 91);
        assert_eq!(next_version_number([50].into_iter(), Millis(50)), 51);
    }

    #[test]
    fn twenty_versions_of_a_kind_stay() {
        assert_eq!([18, 19, 20, 23].map(versions_to_remove), [0, 0, 1, 4]);
    }
}
