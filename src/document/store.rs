//! The port to whatever stores layouts, and the rules that every store follows.

use super::records::{Entry, NewVersion, Save, StoredLayout, StoredVersion};
use crate::domain::ids::HubId;
use crate::domain::stored::LayoutKey;
use crate::domain::units::Millis;

/// Of each kind; the oldest ones are removed.
pub const VERSIONS_KEPT: usize = 20;

/// Why a document could not be read or written.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum StoreError {
    /// Private windows of some browsers, or a policy.
    #[error("this browser does not let the page keep data")]
    Forbidden,
    #[error("the browser's storage is full")]
    Full,
    /// A tab that was loaded before an update of the app holds the database.
    #[error("another tab with an older version of this app is open")]
    Blocked,
    /// A newer version of the app has changed the database, and this one does not know it.
    #[error("a newer version of this app is in use")]
    Outdated,
    /// Somebody else saved the layout since it was read here. Nothing was written.
    #[error("it was changed in another tab")]
    Conflict,
    #[error("the browser's storage failed: {0}")]
    Failed(String),
}

/// Stores layouts. What writes is done wholly or not at all.
#[expect(
    async_fn_in_trait,
    reason = "its futures stay on the browser's one thread"
)]
pub trait DocumentStore {
    /// The layout of a hub that was open last.
    async fn open_chosen(&self, hub: &HubId) -> Result<StoredLayout, StoreError>;

    async fn open(&self, key: &LayoutKey) -> Result<StoredLayout, StoreError>;

    /// What is known of a layout; `None` as long as only version 1 of the storage has saved it, or nobody.
    async fn entry(&self, key: &LayoutKey) -> Result<Option<Entry>, StoreError>;

    /// The layouts of all hubs, deleted ones too, in no order.
    async fn entries(&self) -> Result<Vec<(LayoutKey, Entry)>, StoreError>;

    /// From now on that layout is the one a hub opens with.
    async fn choose(&self, hub: &HubId, key: &LayoutKey) -> Result<(), StoreError>;

    /// Notes what is known of a layout that has no entry yet; one that is there stays as it is.
    async fn introduce(&self, key: &LayoutKey, new: &Entry) -> Result<(), StoreError>;

    /// Marks a layout as deleted at that time, or as no longer deleted. Nothing of it is removed.
    async fn set_deleted(
        &self,
        key: &LayoutKey,
        deleted_at: Option<Millis>,
    ) -> Result<(), StoreError>;

    /// Removes a layout that is marked as deleted, with its steps and versions. There is no way back.
    async fn remove_deleted(&self, key: &LayoutKey) -> Result<(), StoreError>;

    /// Resolves once the browser vouches that all of it is stored. [`StoreError::Conflict`] as [`check_revision`] says.
    async fn save(&self, save: &Save) -> Result<(), StoreError>;

    /// The stored undo steps of a layout, by rising number.
    async fn steps(&self, key: &LayoutKey) -> Result<Vec<(usize, String)>, StoreError>;

    /// The versions of a layout, the oldest of each kind first.
    async fn versions(&self, key: &LayoutKey) -> Result<Vec<StoredVersion>, StoreError>;

    /// The document of a version.
    async fn version_text(
        &self,
        key: &LayoutKey,
        version: &StoredVersion,
    ) -> Result<Option<String>, StoreError>;

    /// Keeps a document as a version.
    async fn keep_version(
        &self,
        key: &LayoutKey,
        version: &NewVersion,
        text: &str,
    ) -> Result<(), StoreError>;

    /// Keeps a text that could not be read. The same name with the same text is the same record.
    async fn quarantine(&self, name: &str, text: &str) -> Result<(), StoreError>;

    /// All texts that could not be read, with their names.
    async fn quarantined(&self) -> Result<Vec<(String, String)>, StoreError>;

    /// The text that is kept under that name.
    async fn quarantined_text(&self, name: &str) -> Result<Option<String>, StoreError>;

    /// Removes a text that could not be read. There is no way back.
    async fn remove_quarantined(&self, name: &str) -> Result<(), StoreError>;
}

/// What is stored of the layout that a save is about to write over.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Before {
    /// Nothing, not even a text: never saved, or the storage was cleared.
    Nothing,
    /// 0 where no entry tells it.
    Revision(u64),
}

/// Whether a save may be written: only over the state that the writer knows. Where nothing is stored, nothing is written over.
pub fn check_revision(before: Before, save: &Save) -> Result<(), StoreError> {
    match before {
        Before::Nothing => Ok(()),
        Before::Revision(revision) if revision + 1 == save.entry.revision => Ok(()),
        Before::Revision(_) => Err(StoreError::Conflict),
    }
}

/// The number of a layout's next version: higher than all there are, and the time where that allows it.
pub fn next_version_number(numbers: impl Iterator<Item = i64>, at: Millis) -> i64 {
    numbers.max().map_or(at.0, |last| at.0.max(last + 1))
}

/// How many of the oldest versions of a kind are removed when one more comes.
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
