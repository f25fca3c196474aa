//! Layouts in the browser's IndexedDB, with what belongs to each: what is known of it, its steps to take back, its versions.
//!
//! | store | key | value |
//! |---|---|---|
//! | `layouts` | the layout's key | the document, as text |
//! | `entries` | the layout's key | [`Entry`], as JSON |
//! | `chosen` | a hub | the key of its layout that is open |
//! | `steps` | the layout's key, a number | one step that can be taken back, as text |
//! | `versions` | the layout's key, why it is kept, when | [`VersionFacts`], as JSON |
//! | `version-texts` | the same | the document, as text |
//! | `aside` | a name made from the text | a text that could not be read |
//!
//! Version 1 of the database had `layouts` and `aside` alone, with one layout for each hub under the hub itself. That is still
//! the key of a hub's first layout, so nothing has to be moved: an upgrade that is cut short harms nothing.

mod database;
mod entries;
mod room;
mod saving;
mod versions;

use database::Shelf;
pub use database::Store;
pub use entries::{Entry, KeptLayout, LayoutKey};
pub use room::{StorageRoom, ask_to_persist, room};
pub use saving::{Save, StepTexts};
pub use versions::{LayoutVersion, VersionFacts, Why};

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

impl Store {
    /// Keeps a text that could not be read. The same name with the same text is the same record.
    pub async fn put_aside(&self, name: &str, text: &str) -> Result<(), StoreError> {
        let work = self.change(&[Shelf::Aside]).await?;
        work.put(Shelf::Aside, &name.into(), text)?;
        work.finish().await
    }

    /// A text that was put aside under that name.
    pub async fn read_aside(&self, name: &str) -> Result<Option<String>, StoreError> {
        let work = self.look(&[Shelf::Aside]).await?;
        work.get(Shelf::Aside, &name.into()).await
    }

    /// All texts that were put aside, with their names.
    pub async fn all_aside(&self) -> Result<Vec<(String, String)>, StoreError> {
        let work = self.look(&[Shelf::Aside]).await?;
        let all = work.all(Shelf::Aside, None).await?;
        Ok(all
            .into_iter()
            .filter_map(|(name, text)| Some((name.as_string()?, text)))
            .collect())
    }

    /// Removes a text that was put aside. There is no way back.
    pub async fn remove_aside(&self, name: &str) -> Result<(), StoreError> {
        let work = self.change(&[Shelf::Aside]).await?;
        work.remove(Shelf::Aside, &name.into())?;
        work.finish().await
    }
}
